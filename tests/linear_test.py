"""Twice as much of a hostile text is at most twice the work, and --timing says how much.

Work is counted (literals found, regexes and checks tried, documents parsed), not timed.
Each text is scanned at two sizes; each of them provokes one part of the scan. A rule of
the user without a literal is tried everywhere: that is said, and has a line of its own.
"""

import base64
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from golden import environment

SECLINT = os.environ["SECLINT"]
SIZE = 300_000
ROW = re.compile(r"^(\S[a-z ]*?) +[\d.]+ +(\d+) \w+$", re.M)
WORDS = b"key pass secret token curl conn auth pwd cred password api_key private "


def repeat(text, size):
    return (text * (size // len(text) + 1))[:size]


def noise(size):
    return random.Random(size).randbytes(size)


TEXTS = {
    "key=aaa": lambda size: b"key=" + b"a" * size,
    "keywords": lambda size: repeat(WORDS, size),
    "keywords without blanks": lambda size: repeat(WORDS.replace(b" ", b""), size),
    "PEM headers": lambda size: repeat(b"-----BEGIN RSA PRIVATE KEY-----\n", size),
    "base64": lambda size: base64.b64encode(noise(size * 3 // 4)),
    "random bytes": lambda size: noise(size).replace(b"\0", b"x"),
    "curl headers": lambda size: repeat(b'curl -H "Authorization: ', size),
    "prefixes": lambda size: repeat(b"ghp_AKIAsk_live_xoxb-eyJhbGciOi", size),
    "one value": lambda size: b'password = "' + b"x1Y" * (size // 3),
    "escapes": lambda size: repeat(rb"%61%41\x61\u0061&#x61;", size),
    "opened": lambda size: repeat(b"{[\"'`<(", size),
}

SLOW = """custom-rules:
  - id: my-slow-rule
    title: x
    level: error
    confidence: high
    cwe: 798
    severity: '8'
    why: x
    fix: x
    match: {regex: '\\b[A-Z]{2}-[0-9]{4}-[a-z0-9]{12}\\b'}
"""


def scan(path, *options):
    return subprocess.run([SECLINT, "--exit-zero", "--allow-partial", *options, path],
                          env=environment(path.parent), capture_output=True, text=True, check=True,
                          errors="replace")


def work(folder, name, size):
    """What --timing counts in a text of the size."""
    path = folder / "hostile.txt"
    path.write_bytes(TEXTS[name](size))
    told = scan(path, "--timing").stderr
    counts = {row.group(1): int(row.group(2)) for row in ROW.finditer(told)}
    assert {"gate", "patterns", "parsing"} <= set(counts), told
    return counts


def compare(folder, name):
    once, twice = work(folder, name, SIZE), work(folder, name, 2 * SIZE)
    for phase, count in twice.items():
        assert count <= 2.1 * once[phase] + 100, (name, phase, once[phase], count)
    return once


def check_slow_rule(folder):
    (folder / "slow.yml").write_text(SLOW)
    (folder / "a.txt").write_text("id: ZQ-4821-k2j9x8w7v6u5\n")
    done = scan(folder / "a.txt", "--config", folder / "slow.yml", "--timing")
    assert "my-slow-rule" in done.stdout, done.stdout
    assert "warning: rule my-slow-rule is slow" in done.stderr, done.stderr
    assert re.search(r"^  my-slow-rule +[\d.]+$", done.stderr, re.M), done.stderr
    quiet = scan(folder / "a.txt", "--config", folder / "slow.yml", "--quiet")
    assert quiet.stderr == "", quiet.stderr
    assert scan(folder / "a.txt").stderr == ""


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        counted = {text: compare(folder, text) for text in TEXTS}
        # The texts do provoke what they are for.
        assert counted["keywords"]["gate"] > SIZE / 10, counted["keywords"]
        assert counted["curl headers"]["patterns"] > 1000, counted["curl headers"]
        assert counted["PEM headers"]["patterns"] > 1000, counted["PEM headers"]
        check_slow_rule(folder)
    if len(sys.argv) > 1:
        for text, counts in counted.items():
            print(text, counts)


if __name__ == "__main__":
    main()

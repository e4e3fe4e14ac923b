"""Every value that python-dotenv reads from a .env file stands in an item of ours.

usage: dotenv_differential_test.py ENV_PROBE [SEED [FILES]]

The files are generated from a seed; a failing one is printed as a Python string."""

import codecs
import io
import random
import re
import subprocess
import sys

try:
    from dotenv.parser import parse_stream
except ImportError:
    print("python-dotenv is not installed: skipped")
    sys.exit(77)

NAMES = ["A", "DB_PASSWORD", "api.key", "some-name", "x1", "'quoted key'", '"dq"', "é"]
WORDS = ["pw", "a", "b#c", "#", " #", " # note", "x=y", "{", "}", '{"k": "v"}', "[1]", "$X",
         "${Y}", "\\", "\\n", '\\"', "\\'", '"', "'", "`", " ", "\t", "ü", "🔑", "=", ":", ";",
         "export ", "-----BEGIN X-----", "MIIEpAIBAAKCAQEAabcdefgh", "\x0b"]
ENDS = ["\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n  "]


def value(rng):
    inner = "".join(rng.choice(WORDS) for _ in range(rng.randrange(6)))
    kind = rng.randrange(8)
    if kind < 2:
        return '"' + inner + '"'
    if kind == 2:
        return "'" + inner + "'"
    if kind == 3:
        return rng.choice("\"'`") + inner + rng.choice(ENDS) + rng.choice(WORDS) + rng.choice("\"'`")
    if kind == 4:
        return '{"k": "v",' + rng.choice(ENDS) + '"password": "' + inner + '"' + rng.choice(["}", ""])
    return inner


def line(rng):
    kind = rng.randrange(12)
    name = rng.choice(NAMES)
    if kind == 0:
        return "".join(rng.choice(WORDS) for _ in range(rng.randrange(8)))
    if kind == 1:
        return "# " + name + "=" + value(rng)
    if kind == 2:
        return name + ": " + value(rng)
    if kind == 3:
        return name
    blanks = ["", "", "", " ", "  ", "\t"]
    return (rng.choice(["", "", "", "export ", "  ", "export\t"]) + name + rng.choice(blanks) + "="
            + rng.choice(blanks) + value(rng) + rng.choice(["", "", "", " # note", "#", "  ", " x"]))


def text(rng):
    made = "".join(line(rng) + rng.choice(ENDS) for _ in range(rng.randrange(1, 7)))
    return rng.choice(["", "", "", "\ufeffB=1\n"]) + (made.rstrip("\r\n") if rng.random() < 0.2 else made)


def items(probe, source):
    run = subprocess.run([probe], input=source.encode(), capture_output=True, check=True)
    for row in run.stdout.decode().splitlines():
        _, _, quote, _, name, found = row.split(" ")
        mark = chr(int(quote)) if quote != "0" else ""
        raw = bytes.fromhex(found[1:]).decode()
        yield bytes.fromhex(name[1:]).decode()
        yield mark + raw + mark
        for escapes in (r"\\[\\'\"abfnrtv]", r"\\[\\']"):
            yield re.sub(escapes, lambda m: codecs.decode(m[0], "unicode-escape"), raw)


def missing(probe, source):
    """The values that python-dotenv sees and no item holds. One that spans lines may be
    held line by line: the readers differ in where a broken quotation ends."""
    ours = list(items(probe, source))
    found = []
    for binding in parse_stream(io.StringIO(source, newline="")):
        # "A= # note" has the value "# note" for python-dotenv alone; ours is a comment.
        wanted = (binding.value or "").lstrip("#; \t")
        if not wanted or any(wanted in one for one in ours):
            continue
        lines = [part.strip() for part in re.split(r"[\r\n]+", wanted)]
        if not all(any(part in one for one in ours) for part in lines):
            found.append(wanted)
    return found


def main(probe, seed=1, files=2000):
    rng = random.Random(int(seed))
    faults = 0
    for number in range(int(files)):
        source = text(rng)
        lost = missing(probe, source)
        if lost:
            faults += 1
            print(f"file {number} of seed {seed}: {source!r} loses {lost!r}")
        if faults >= 10:
            break
    print(f"{files} files, {faults} with a lost value")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

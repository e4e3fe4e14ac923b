"""seclint explain PATH:LINE: one row for every rule that looked, the gate that decided,
and nothing of any value."""

import os
import pathlib
import subprocess
import tempfile


SAMPLE = os.environ["SECLINT_SAMPLE"]
SECLINT = os.environ["SECLINT"]

FILES = {
    ".seclint.yml": "exclude: [left/out.txt]\n",
    "left/out.txt": "nothing\n",
    "app/settings.txt": """first line
AWS_ACCESS_KEY_ID=AKIA""" + """IOSFODNN7EXAMPLE
github = <<ghp_:30:0-9A-Za-z:github>>
github = ghp_tooshort
ALGOLIA_KEY=00000000000000000000000000000001
github = <<ghp_:30:0-9A-Za-z:github#2>> # seclint:allow github-pat -- made for a test
jwt = eyJhbGciOiJub3QgYSB0b2tlbiBhdCBhbGwiLCJ4Ijox.eyJub3QiOiJhIHRva2Vu.c2lnbmF0dXJlc2lnbmF0dXJl
""",
    "secret.env": "API_TOKEN=<<:32:0-9A-Za-z>>\n",
    "app/login.js": 'const password = "<<:32:0-9A-Za-z>>";\n',
    ".gitignore": "/secret.env\n",
}

# (place, from which directory, what one row must hold)
ROWS = [
    ("app/settings.txt:2", ".", ("aws-access-key-id", " placeholder ")),
    ("settings.txt:3", "app", ("github-pat", " found ", "reported: error")),
    ("app/settings.txt:3:11", ".", ("github-pat", "checksum valid")),
    ("./app/settings.txt:4", ".", ("github-pat", " pattern ")),
    ("app/settings.txt:6", ".", ("github-pat", " allow ", "made for a test")),
    ("app/login.js:1", ".", ("generic-password", " model ", "looks random")),
    ("secret.env:1", ".", ("dotenv-plaintext-secret", " protection ", "ignored")),
]

# (place, part of the message)
REFUSED = [
    ("app/settings.txt:99", "has no line 99"),
    ("left/out.txt:1", "not scanned as text"),
    ("gone.txt:1", "not scanned as text"),
    ("../outside.txt:1", "outside"),
]


def explain(root, place, where="."):
    return subprocess.run([SECLINT, "explain", place], cwd=root / where, text=True,
                          capture_output=True, check=False)


def expand(text):
    run = subprocess.run([SAMPLE], input=text, text=True, capture_output=True, check=True)
    return run.stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "repo"
        root.mkdir()
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        values = []
        for name, text in FILES.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(expand(text))
            values += [word for word in expand(text).replace("=", " ").split()
                       if len(word) > 24]
        for place, where, parts in ROWS:
            run = explain(root, place, where)
            assert run.returncode == 0, f"{place}: {run.stderr}"
            rows = [r for r in run.stdout.splitlines() if r.startswith(parts[0])]
            assert len(rows) == 1, f"{place}: {run.stdout}"
            for part in parts[1:]:
                assert part in rows[0], f"{place}: no '{part}' in\n{run.stdout}"
            for value in values:
                assert value not in run.stdout, f"{place} shows a value"
        run = explain(root, "app/settings.txt:1")
        assert run.stdout.splitlines()[-1].startswith("0 of "), run.stdout
        for place, message in REFUSED:
            run = explain(root, place)
            assert run.returncode == 2 and message in run.stderr, (place, run.stderr)
        run = explain(root, "github-pat")
        assert run.returncode == 0 and "GitHub" in run.stdout
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "a.txt").write_text(expand("x = <<ghp_:30:0-9A-Za-z:github>>\n"))
        run = explain(root, "a.txt:1")
        assert "reported: error" in run.stdout, run.stdout + run.stderr
        subprocess.run(["git", "init", "-q", folder], check=True)
        subprocess.run([SECLINT, "baseline", "create"], cwd=folder, check=True,
                       capture_output=True)
        run = explain(root, "a.txt:1")
        assert "accepted by the baseline" in run.stdout, run.stdout + run.stderr
    print(f"{len(ROWS) + len(REFUSED)} places are explained")


if __name__ == "__main__":
    main()

"""Golden cases: small repositories, and the report that seclint must write about them.

    golden.py [--update] [RULE-ID | RULE-ID/CASE]...

A case is a folder, tests/fixtures/<rule id>/<case>/:

    tree/      files of the working tree. "dot-" at the start of a name, and "-dot-" in
               it, stand for a dot: neither git nor seclint shall take a fixture for
               what it plays. Placeholders (src/token/sample.h) are expanded: no
               fixture holds anything that looks like a secret
    base       optional: RULE-ID/CASE, whose tree is taken as well
    steps      optional: shell lines, run by `sh -e` in the repository behind the
               functions of tests/fixtures/steps.sh. Without it nothing is added: the
               files lie beside an empty history
    args       optional: arguments of seclint, one a line
    expected   the text report, then "exit STATUS". Remedies, sizes and durations are
               left out, commits are named by their subjects, and "arn:" is written
               "arn;", so that seclint has nothing to say about this file

--update writes `expected` anew: read the difference before it is committed.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent
FIXTURES = ROOT / "fixtures"
STEPS = FIXTURES / "steps.sh"
WORKERS = 2
PATIENCE = 1800
DATE = "1700000000 +0000"
TODAY = "1795392000"  # 2026-11-23: findings grow milder where the data of AWS grow old

# What differs from run to run, or says nothing about the case.
VOLATILE = [
    (re.compile(r"^ +(?:=|\|) fix: .*\n", re.M), ""),
    (re.compile(r"(?: \([\d.]+ (?:bytes?|[kM]B)\))? in [\d.]+ m?s\b"), ""),
    (re.compile(r"\barn:(?=\S)", re.I), "arn;"),
]


class Broken(Exception):
    """The case itself does not work: its steps failed, or seclint was killed."""


def environment(home):
    """Nothing of this machine's configuration, the same names and dates for all."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("GIT_", "LC_")) and k not in ("CI", "FORCE_COLOR")}
    for who in ("AUTHOR", "COMMITTER"):
        env[f"GIT_{who}_NAME"] = "A U Thor"
        env[f"GIT_{who}_EMAIL"] = "author@example.test"
        env[f"GIT_{who}_DATE"] = DATE
    env.update(HOME=str(home), XDG_CONFIG_HOME=str(home / "xdg"), NO_COLOR="1",
               GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1",
               GIT_ATTR_NOSYSTEM="1", GIT_TERMINAL_PROMPT="0", COLUMNS="100",
               SOURCE_DATE_EPOCH=TODAY, LC_ALL="C.UTF-8")
    return env


def run(command, folder, env, text=None):
    try:
        return subprocess.run(command, cwd=folder, env=env, input=text, text=True,
                              capture_output=True, timeout=PATIENCE, errors="replace")
    except subprocess.TimeoutExpired:
        raise Broken(f"{command[0]} took more than {PATIENCE} s") from None


def need(done, what):
    if done.returncode != 0:
        raise Broken(f"{what} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def dotted(name):
    return re.sub(r"^dot-|-dot-", ".", name)


def copy_tree(source, target):
    """Copies the files, with their modes, under their real names."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir()) if source.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            copy_tree(entry, target / dotted(entry.name))
        else:
            shutil.copy2(entry, target / dotted(entry.name), follow_symlinks=False)


def settle(repository):
    """Files younger than the index are read in any case: how fast the steps ran must
    not show in the report."""
    index = repository / ".git" / "index"
    if index.exists():
        late = index.stat().st_mtime + 60
        os.utime(index, (late, late))


def subjects(repository, env):
    """Every commit of the object database, by id."""
    listing = need(run(["git", "cat-file", "--batch-all-objects", "--batch-check="
                        "%(objecttype) %(objectname)"], repository, env), "git cat-file")
    found = {}
    for line in listing.splitlines():
        kind, oid = line.split()
        if kind == "commit":
            message = need(run(["git", "log", "-1", "--format=%s", oid], repository, env),
                           "git log")
            found[oid] = message.strip()
    return found


def normalise(text, repository, env):
    for pattern, by in VOLATILE:
        text = pattern.sub(by, text)
    if re.search(r"\b[0-9a-f]{12,40}\b", text):
        for oid, subject in subjects(repository, env).items():
            text = re.sub(rf"\b{oid[:12]}(?:{oid[12:]})?\b", f"<{subject}>", text)
    return text


def build(case, folder):
    """Makes the repository of the case in folder; returns it and its environment."""
    repository = folder / "repository"
    home = folder / "home"
    home.mkdir(parents=True)
    env = environment(home)
    if (case / "base").exists():
        copy_tree(FIXTURES / (case / "base").read_text().strip() / "tree", repository)
    copy_tree(case / "tree", repository)
    sample = os.environ["SECLINT_SAMPLE"]
    need(run([sample, "-d", str(repository)], folder, env), "sample")
    need(run(["git", "init", "-q", "-b", "main"], repository, env), "git init")
    if (case / "steps").exists():
        script = STEPS.read_text() + (case / "steps").read_text()
        script = need(run([sample], folder, env, script), "sample")
        need(run(["sh", "-e", "-c", script], repository, env), "steps")
    settle(repository)
    return repository, env


def report(case, folder):
    """What seclint says about the case, built in folder."""
    repository, env = build(case, folder)
    arguments = []
    if (case / "args").exists():
        arguments = (case / "args").read_text().splitlines()
    done = run([os.environ["SECLINT"], *arguments], repository, env)
    if done.returncode not in (0, 1, 2, 3) or "Sanitizer" in done.stderr:
        raise Broken(f"seclint ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    text = done.stdout + "".join(f"stderr: {line}\n" for line in done.stderr.splitlines())
    return normalise(text, repository, env) + f"exit {done.returncode}\n"


def difference(case, actual):
    """Empty if the case said what it should."""
    path = case / "expected"
    wanted = path.read_text() if path.exists() else ""
    if wanted == actual:
        return ""
    name = f"{case.parent.name}/{case.name}"
    return "".join(difflib.unified_diff(
        wanted.splitlines(True), actual.splitlines(True), f"{name}/expected",
        f"{name}: what seclint said", n=8))


def judge(case, update):
    """Runs one case. What is wrong with it, or an empty string."""
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        try:
            actual = report(case, pathlib.Path(folder))
        except Broken as reason:
            return f"{case.parent.name}/{case.name}: {reason}\n"
    if update:
        (case / "expected").write_text(actual)
        return ""
    return difference(case, actual)


def run_all(cases, update=False):
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return [text for text in pool.map(lambda case: judge(case, update), cases) if text]


def find_cases(names):
    cases = sorted(case for case in FIXTURES.glob("*/*")
                   if any((case / name).exists() for name in ("tree", "base")))
    if not names:
        return cases
    return [case for case in cases
            if {case.parent.name, f"{case.parent.name}/{case.name}"} & set(names)]


def uncovered():
    """Rules with a check of their own that no case sees fire, or stay silent."""
    for rule in sorted((ROOT.parent / "rules").rglob("*.yml")):
        if not re.search(r"^check:", rule.read_text(), re.M):
            continue
        reports = [path.read_text() for path in FIXTURES.glob(f"{rule.stem}/*/expected")]
        fires = [f"[{rule.stem}]" in text for text in reports]
        if True not in fires or False not in fires:
            yield f"{rule.stem}: needs a case that fires and one that does not"


def self_check():
    """A report that is not the expected one fails, and so does a broken step."""
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        case = pathlib.Path(folder, "self-check", "case")
        (case / "tree").mkdir(parents=True)
        (case / "tree" / "dot-env").write_text("DB_PASSWORD=<<:16:0-9A-Za-z>>\n")
        checks = [
            ("exit 0\n", None, True),
            (None, None, False),  # what --update wrote
            (None, "mv .env env.txt\n", True),
            (None, "false\n", True),
        ]
        for expected, steps, bad in checks:
            if expected:
                (case / "expected").write_text(expected)
            elif not steps:
                run_all([case], update=True)
            if steps:
                (case / "steps").write_text(steps)
            if bool(run_all([case])) != bad:
                sys.exit(f"self-check: {expected!r}, {steps!r} should be bad: {bad}")
        if "dotenv-plaintext-secret" not in (case / "expected").read_text():
            sys.exit("self-check: the secret of the case is not reported")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--update", action="store_true", help="rewrite expected")
    parser.add_argument("names", nargs="*", help="rule ids or cases; all, if none")
    options = parser.parse_args()
    self_check()
    cases = find_cases(options.names)
    if not cases:
        sys.exit("no such case")
    wrong = run_all(cases, options.update)
    wrong += [] if options.names else uncovered()
    if wrong:
        sys.exit("\n".join(wrong) + f"\n{len(wrong)} failures in {len(cases)} cases")
    print(f"{len(cases)} cases {'written' if options.update else 'as expected'}")


if __name__ == "__main__":
    main()

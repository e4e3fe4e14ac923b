"""--fix-gitignore held to its promises, on every fixture and on random trees.

    fix_test.py [SEED]

For every golden case: after the repair no finding of a rule that says "fixable: true"
is left, a second repair changes nothing, and every line that was there is there still,
switched at most. For random trees: no plaintext secret that git ignored can be added
afterwards, which `git add -n` decides. Killed at any write, the files are the old ones
or the new ones. The edits that SARIF carries give the same files.
"""

import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import golden

ROOT = pathlib.Path(__file__).resolve().parent
SECLINT = os.environ["SECLINT"]
PATIENCE = 1800
RANDOM_TREES = 60
RULES = (".gitignore", ".gitattributes")
STRATEGIES = ("local-only", "ansible-vault", "git-crypt", "secrets-manager")

failures = []


def fail(text):
    failures.append(text)
    print("FAIL:", text)


def seclint(repository, env, *arguments):
    done = subprocess.run([SECLINT, *arguments], cwd=repository, env=env, text=True,
                          capture_output=True, timeout=PATIENCE, errors="replace")
    if done.returncode not in (0, 1, 2, 3) or "Sanitizer" in done.stderr:
        raise golden.Broken(f"seclint {arguments} ended with {done.returncode}:\n"
                            f"{done.stdout}{done.stderr}")
    return done


def fixable():
    found = set()
    for path in (ROOT.parent / "rules").rglob("*.yml"):
        if re.search(r"^fixable: true", path.read_text(), re.M):
            found.add(path.stem)
    return found


def rule_files(repository):
    """Every ignore and attribute file of the tree, with its bytes and mode."""
    found = {}
    for path in sorted(repository.rglob(".git*")):
        inside = path.relative_to(repository)
        if path.name in RULES and ".git" not in inside.parts[:-1] and path.is_file():
            found[str(inside)] = (path.read_bytes(), path.stat().st_mode)
    return found


def everything(repository):
    return {str(path.relative_to(repository)): path.read_bytes()
            for path in sorted(repository.rglob("*"))
            if path.is_file() and not path.is_symlink()
            and ".git" not in path.relative_to(repository).parts}


def bare(line):
    """What a line says, whether it is commented out or not."""
    text = line.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf").strip()
    return text[1:].strip() if text.startswith(b"#") else text


def kept(before, after):
    """Is every line still there, in order, switched or lengthened at most?"""
    lines = after.splitlines(keepends=True)
    at = 0
    for line in before.splitlines(keepends=True):
        while at < len(lines) and not (
                lines[at] == line
                or lines[at].rstrip(b"\r\n") == line.rstrip(b"\r\n")
                or bare(lines[at]) == bare(line)
                or bare(lines[at]).startswith(bare(line) + b" diff=")
                or bare(line).endswith(bare(lines[at])) and b"#" in line):
            at += 1
        if at == len(lines):
            return False
        at += 1
    return True


def check_bytes(name, before, after, files_before, files_after):
    for path, (text, mode) in before.items():
        if path not in after:
            fail(f"{name}: {path} is gone")
        elif not kept(text, after[path][0]):
            fail(f"{name}: a line of {path} is lost:\n{text!r}\n{after[path][0]!r}")
        elif after[path][1] != mode:
            fail(f"{name}: {path} has another mode")
    for path, data in files_before.items():
        if os.path.basename(path) not in RULES and files_after.get(path) != data:
            fail(f"{name}: {path} was touched")
    strange = [path for path in files_after
               if path not in files_before and os.path.basename(path) not in RULES]
    if strange:
        fail(f"{name}: left behind: {strange}")


def findings(repository, env, *arguments):
    done = seclint(repository, env, "--no-history", "--format=jsonl", *arguments)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line]
    return [line for line in lines if line.get("type", "finding") == "finding"]


def check_fixture(case, rules):
    name = f"{case.parent.name}/{case.name}"
    arguments = []
    if (case / "args").exists():
        arguments = [line for line in (case / "args").read_text().splitlines()
                     if line.startswith(("--strategy", "--per-file"))]
    with tempfile.TemporaryDirectory(prefix="fix-") as folder:
        repository, env = golden.build(case, pathlib.Path(folder))
        before, files_before = rule_files(repository), everything(repository)
        done = seclint(repository, env, "--fix-gitignore", "--yes", "--diff", *arguments)
        idle = done.returncode == 0 and not done.stdout
        if not idle:
            done = seclint(repository, env, "--fix-gitignore", "--yes", *arguments)
        after, files_after = rule_files(repository), everything(repository)
        if done.returncode == 2:
            if before != after or files_before != files_after:
                fail(f"{name}: refused, and changed something")
            return "refused"
        check_bytes(name, before, after, files_before, files_after)
        if not idle:
            done = seclint(repository, env, "--fix-gitignore", "--yes", "--diff",
                           *arguments)
        if done.returncode != 0 or done.stdout:
            fail(f"{name}: a second repair would change:\n{done.stdout}{done.stderr}")
        strategy = [a for a in arguments if a.startswith("--strategy")]
        # What git tracks already no ignore line can settle: that is told, not repaired.
        left = {f["rule"] for f in findings(repository, env, *strategy)
                if f["rule"] in rules and not f.get("suppressed")
                and not f["message"].startswith("git tracks ")}
        if left and case.name != "odd-names":  # no line can name a path with a newline
            fail(f"{name}: still found after the repair: {sorted(left)}\n{done.stdout}")
        return "changed" if before != after else "nothing"


def check_fixtures():
    rules = fixable()

    def judge(case):
        try:
            return check_fixture(case, rules)
        except golden.Broken as reason:
            fail(f"{case.parent.name}/{case.name}: {reason}")
            return "broken"

    with concurrent.futures.ThreadPoolExecutor(golden.WORKERS) as pool:
        outcomes = list(pool.map(judge, golden.find_cases([])))
    counts = {what: outcomes.count(what) for what in sorted(set(outcomes))}
    print(f"fixtures: {counts}")
    if counts.get("changed", 0) < 40 or counts.get("refused", 0) < 5:
        fail("too few fixtures are repaired or refused: the test tests nothing")


# ---- random trees

NAMES = [".env", ".env.production", ".env.example", "prod.env", "settings.yml",
         "secrets.yml", "notes.txt", "deploy.env", "deploy.prod.env"]
DIRS = ["", "app", "deploy/files", "deploy/vars", "deploy_config/env",
        "deploy_config/vars", "app/inner"]
PATTERNS = ["*.env", ".env", ".env.*", "!.env.example", "*.yml", "!secrets.yml", "app/",
            "/app/*", "!app/inner", "!app/inner/.env", "deploy/files/.env.*", "*",
            "!.gitignore", "deploy/vars/*.yml", "!deploy/vars/**", "deploy_config/env",
            "# *", "# deploy/vars/*.yml", "#deploy/files/.env.*", "deploy.env",
            "deploy.*.env", "**/inner/", "!*.env", "prod.env ", "\\!x", "# a note"]
ATTRIBUTES = ["*.yml filter=git-crypt diff=git-crypt", "* text=auto", "*.sh text eol=lf",
              "deploy/vars/*.yml filter=git-crypt diff=git-crypt",
              ".env.* filter=git-crypt", "#deploy/files/.env.* filter=git-crypt diff=git-crypt",
              "*.env filter=git-crypt diff=git-crypt # secrets", "*.yml text"]


def random_text(dice):
    kind = dice.randrange(8)
    if kind < 4:
        secret = "".join(dice.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(20))
        return f"DB_PASSWORD={secret}\n", "yaml" if kind == 3 else "env"
    if kind == 4:
        return "", "empty"
    if kind == 5:
        return "DB_PASSWORD=changeme\n", "placeholder"
    if kind == 6:
        return "# only a note\n", "comment"
    return "LOG_LEVEL=debug\n", "plain"


def make_random(dice, repository):
    secrets = []
    for folder in DIRS:
        for name in NAMES:
            if dice.random() < 0.45:
                continue
            path = repository / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text, kind = random_text(dice)
            path.write_text(text.replace("=", ": ") if name.endswith(".yml") else text)
            if kind in ("env", "yaml"):
                secrets.append(str(path.relative_to(repository)))
    for folder in ("", "app", "deploy_config/env", "deploy_config/vars"):
        path = repository / folder / ".gitignore"
        if path.parent.is_dir() and dice.random() < 0.6:
            end = dice.choice(["\n", "\n", "\r\n"])
            text = end.join(dice.choice(PATTERNS) for _ in range(dice.randrange(9)))
            text = dice.choice(["", "", "", "\ufeff"]) + text + dice.choice(["", end])
            path.write_bytes(text.encode())
    if dice.random() < 0.5:
        lines = [dice.choice(ATTRIBUTES) for _ in range(dice.randrange(1, 4))]
        (repository / ".gitattributes").write_text("\n".join(lines) + "\n")
    return secrets


def git(repository, env, *arguments, text=None):
    return subprocess.run(["git", *arguments], cwd=repository, env=env, text=True,
                          input=text, capture_output=True, timeout=PATIENCE).stdout


def addable(repository, env):
    out = git(repository, env, "-c", "core.quotePath=off", "add", "-n", "--all", ".")
    return {line[5:-1] for line in out.splitlines() if line.startswith("add '")}


def filtered(repository, env, path):
    out = git(repository, env, "check-attr", "-z", "filter", "--", path)
    return "git-crypt" in out


def check_random(seed):
    dice = random.Random(seed)
    outcomes = {}
    for number in range(RANDOM_TREES):
        name = f"random tree {number} of seed {seed}"
        with tempfile.TemporaryDirectory(prefix="fix-") as folder:
            repository = pathlib.Path(folder, "repository")
            home = pathlib.Path(folder, "home")
            repository.mkdir()
            home.mkdir()
            env = golden.environment(home)
            git(repository, env, "init", "-q", "-b", "main")
            secrets = make_random(dice, repository)
            if dice.random() < 0.5:
                git(repository, env, "config", "filter.git-crypt.clean", "cat")
                (repository / ".git/git-crypt/keys").mkdir(parents=True)
                (repository / ".git/git-crypt/keys/default").touch()
                ready = True
            else:
                ready = False
            tracked = dice.sample(secrets, k=min(len(secrets), dice.randrange(3)))
            if tracked:
                git(repository, env, "add", "-f", "--", *tracked)
            safe = set(secrets) - addable(repository, env) - set(tracked)
            before, files_before = rule_files(repository), everything(repository)
            strategy = dice.choice([[], *[[f"--strategy={s}"] for s in STRATEGIES]])
            extra = [a for a in ("--yes", "--per-file") if dice.random() < 0.5]
            done = seclint(repository, env, "--fix-gitignore", *strategy, *extra)
            after, files_after = rule_files(repository), everything(repository)
            outcomes[done.returncode] = outcomes.get(done.returncode, 0) + 1
            if done.returncode == 2:
                if before != after or files_before != files_after:
                    fail(f"{name}: refused, and changed something")
                continue
            check_bytes(name, before, after, files_before, files_after)
            leaks = [path for path in sorted(safe & addable(repository, env))
                     if not (ready and filtered(repository, env, path))]
            if leaks:
                fail(f"{name}: {strategy}{extra} made addable: {leaks}\n{done.stdout}")
            again = seclint(repository, env, "--fix-gitignore", "--diff", *strategy, *extra)
            if again.returncode != 0 or again.stdout:
                fail(f"{name}: {strategy}{extra}: a second repair would change:\n"
                     f"{again.stdout}{again.stderr}")
    print(f"random trees: exit statuses {outcomes}")
    if not all(outcomes.get(status) for status in (1, 2)):
        fail("the random trees do not reach every outcome")


# ---- killed at any write

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void step(void)
{
    static int seen;
    const char *limit = getenv("KILL_AT");

    if (limit && ++seen == atoi(limit))
        kill(getpid(), SIGKILL);
}
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
ssize_t write(int fd, const void *bytes, size_t len)
{
    step();
    return NEXT(write)(fd, bytes, len);
}
int rename(const char *from, const char *to)
{
    step();
    return NEXT(rename)(from, to);
}
int renameat(int a, const char *from, int b, const char *to)
{
    step();
    return NEXT(renameat)(a, from, b, to);
}
int fsync(int fd)
{
    step();
    return NEXT(fsync)(fd);
}
int unlink(const char *path)
{
    step();
    return NEXT(unlink)(path);
}
"""


def check_kills():
    case = golden.FIXTURES / "fix" / "lj-git-crypt"
    killed = 0
    with tempfile.TemporaryDirectory(prefix="fix-") as folder:
        folder = pathlib.Path(folder)
        (folder / "shim.c").write_text(SHIM)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "shim.so",
                        folder / "shim.c", "-ldl"], check=True)
        repository, env = golden.build(case, folder)
        old = rule_files(repository)
        seclint(repository, env, "--fix-gitignore", "--strategy=local-only")
        new = rule_files(repository)
        if len([path for path in new if new[path] != old.get(path)]) < 2:
            fail("the kill test needs a repair of several files")
        for number in range(1, 200):
            for path in set(new) - set(old):
                (repository / path).unlink(missing_ok=True)
            for path, (text, _) in old.items():
                (repository / path).write_bytes(text)
            extra = {"LD_PRELOAD": str(folder / "shim.so"), "KILL_AT": str(number),
                     "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
            done = subprocess.run([SECLINT, "--fix-gitignore", "--strategy=local-only"],
                                  cwd=repository, env={**env, **extra}, text=True,
                                  capture_output=True, timeout=PATIENCE)
            if done.returncode >= 0:
                break
            killed += 1
            for path, value in rule_files(repository).items():
                if value not in (old.get(path), new.get(path)):
                    fail(f"killed at step {number}: {path} is neither old nor new")
            journal = repository / ".git" / "seclint-journal"
            if not journal.exists() and rule_files(repository) not in (old, new):
                fail(f"killed at step {number}: some files are old and some new")
            seclint(repository, env, "--fix-gitignore", "--strategy=local-only")
            if rule_files(repository) != new:
                fail(f"killed at step {number}: the next run does not complete it")
            stray = [p for p in repository.rglob("*.seclint-new")]
            if stray or journal.exists():
                fail(f"killed at step {number}: left behind {stray} {journal}")
    print(f"killed at {killed} steps")
    if killed < 6:
        fail("the process was not killed often enough")


# ---- the edits in SARIF

def apply_edit(text, change):
    """As an editor does it; columns are UTF-16 units, which for these files are bytes."""
    lines = text.splitlines(keepends=True)
    for edit in reversed(change["replacements"]):
        region = edit["deletedRegion"]
        start = sum(map(len, lines[:region["startLine"] - 1])) + region["startColumn"] - 1
        end = sum(map(len, lines[:region["endLine"] - 1])) + region["endColumn"] - 1
        text = text[:start] + edit["insertedContent"]["text"] + text[end:]
    return text


def check_sarif():
    applied = 0
    for name in ("l2-git-crypt", "lj-local-only", "l1b-local-only", "two-layouts",
                 "l0c-git-crypt", "half-commented"):
        case = golden.FIXTURES / "fix" / name
        arguments = [a for a in (case / "args").read_text().splitlines()
                     if a.startswith("--strategy")]
        with tempfile.TemporaryDirectory(prefix="fix-") as folder:
            repository, env = golden.build(case, pathlib.Path(folder))
            log = json.loads(seclint(repository, env, "--no-history", "--format=sarif",
                                     *arguments).stdout)
            results = [r for r in log["runs"][0]["results"] if "fixes" in r]
            before = {p: t.decode() for p, (t, _) in rule_files(repository).items()}
            seclint(repository, env, "--fix-gitignore", *arguments)
            after = {p: t.decode() for p, (t, _) in rule_files(repository).items()}
            for result in results:
                now = dict(before)
                for change in result["fixes"][0]["artifactChanges"]:
                    path = change["artifactLocation"]["uri"]
                    now[path] = apply_edit(now.get(path, ""), change)
                if now != after:
                    fail(f"{name}: the fix of {result['ruleId']} gives other files")
                applied += 1
    print(f"SARIF: {applied} fixes applied")
    if applied < 4:
        fail("too few results carry a fix")


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 20261122
    check_sarif()
    check_kills()
    check_random(seed)
    check_fixtures()
    sys.exit(f"{len(failures)} failures" if failures else 0)


if __name__ == "__main__":
    main()

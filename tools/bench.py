#!/usr/bin/env python3
"""bench.py - how long seclint takes, beside what git needs for the same bytes.

    ./dev bench                     two made repositories
    ./dev bench redis=/src/redis    and one more, called redis in the report

Absolute times mean little on a shared machine, so programs run in turn, a few
rounds each, and are compared within the run: medians of wall time, processor time
and peak memory. An unexpected exit status or a signal ends the measurement: what
crashed must not look fast. The tables go to standard output and, between two marks,
to docs/performance.md.
"""

import argparse
import datetime
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "performance.md"
MARKS = ("<!-- measured by tools/bench.py: begin -->", "<!-- measured: end -->")
RECIPE = "2"  # changes when the made repositories do

COMMITS = 20_000
SOURCES = 300
TREE_FILES = 50_000
SCANNED = (0, 1, 3)  # clean, findings, incomplete: all of them read everything

ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C.UTF-8",
}

# ---- the made repositories ----

WORDS = """buffer client server config channel cluster context counter cursor default
element entry error event field filter handle header index input length limit list
lookup member message module node object offset option output parent parser path
position prefix process queue range reader record release replica request result
return script section segment server session signal slot socket source state status
stream string table target thread timeout token type update user value vector version
window worker writer""".split()

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def words(rng, count):
    return [rng.choice(WORDS) for _ in range(count)]


def line_c(rng):
    a, b, c, d = words(rng, 4)
    return rng.choice((
        f"    if ({a}->{b} == NULL || {a}->{c} > {rng.randrange(4096)})",
        f"        return {a}_{b}({c}, sizeof({d}));",
        f"/* The {a} of a {b} is kept until the {c} has seen its {d}. */",
        f"static int {a}{b.title()}({c} *{d}, size_t {a}_len)",
        f'    serverLog(LL_WARNING, "{a}: no {b} for %s", {c}->{d});',
        "    }", ""))


def line_py(rng):
    a, b, c, d = words(rng, 4)
    return rng.choice((
        f"    def {a}_{b}(self, {c}, {d}=None):",
        f"        self.{a} = {b}.get('{c}', {rng.randrange(100)})",
        f"        for {a} in sorted({b}.{c}()):",
        f"    # {a} before {b}, as the {c} asks", ""))


def line_env(rng):
    a, b = (w.upper() for w in words(rng, 2))
    return rng.choice((
        f"{a}_{b}={rng.randrange(10000)}",
        f"{a}_URL=https://{b.lower()}.example.com/{rng.randrange(100)}",
        f"{a}_SECRET=${{{b}_SECRET}}",
        f"# {a} of {b}"))


def line_yaml(rng):
    a, b, c = words(rng, 3)
    return rng.choice((
        f"{a}_{b}_{rng.randrange(10 ** 6)}: {c}",
        f"{a}_{rng.randrange(10 ** 6)}: \"{{{{ lookup('env', '{b.upper()}') }}}}\"",
        f"# {a}: {b} {c}"))


def text_json(rng, lines):
    rows = [f'  "{a}_{i}": "{b} {c}"' for i, (a, b, c) in
            enumerate(words(rng, 3) for _ in range(lines))]
    return "{\n" + ",\n".join(rows) + "\n}\n"


KINDS = (  # file name, maker of a line, share of the files in percent
    ("src/{n}.c", line_c, 60),
    ("lib/{n}.py", line_py, 20),
    ("deploy/{n}.yml", line_yaml, 8),
    ("etc/{n}.json", None, 7),
    ("services/{n}/.env", line_env, 5),
)


class File:
    """One file of the history: lines that are replaced a few at a time."""

    def __init__(self, rng, number):
        kinds = [kind for kind in KINDS for _ in range(kind[2])]
        name, self.make, _ = kinds[number * 7 % len(kinds)]
        self.path = name.format(n=f"{rng.choice(WORDS)}{number}")
        self.size = rng.randrange(5, 30) if "env" in self.path else rng.randrange(50, 500)
        self.lines = [] if self.make is None else [self.make(rng) for _ in range(self.size)]

    def change(self, rng):
        for _ in range(rng.randrange(1, 6)):
            if self.make and rng.random() < 0.7:
                self.lines[rng.randrange(len(self.lines))] = self.make(rng)
            elif self.make:
                self.lines.insert(rng.randrange(len(self.lines)), self.make(rng))
        if self.make is line_yaml and rng.random() < 0.01:  # somebody's mistake
            secret = "".join(rng.choice(ALPHABET) for _ in range(24))
            self.lines.append(f"db_password: {secret}")
        if self.make is None:
            return text_json(rng, self.size // 8)
        return "\n".join(self.lines) + "\n"


def fast_import(repo, commits):
    """commits: an iterable of (number, [(path, text)])."""
    subprocess.run(["git", "init", "-q", "-b", "main", repo], check=True, env=ENVIRONMENT)
    git = subprocess.Popen(["git", "-C", repo, "fast-import", "--quiet"],
                           stdin=subprocess.PIPE, env=ENVIRONMENT)
    for number, files in commits:
        message = f"change {number}"
        git.stdin.write(
            f"commit refs/heads/main\ncommitter A <a@example.com> {10 ** 9 + number} +0000\n"
            f"data {len(message)}\n{message}\n".encode())
        for path, text in files:
            data = text.encode()
            git.stdin.write(b"M 644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    git.stdin.close()
    if git.wait() != 0:
        sys.exit("bench: git fast-import failed")


def history_commits(rng):
    files = [File(rng, number) for number in range(SOURCES)]
    yield 0, [(f.path, f.change(rng)) for f in files]
    for number in range(1, COMMITS + 1):
        some = rng.sample(files, rng.randrange(1, 4))
        yield number, [(f.path, f.change(rng)) for f in some]


def make_history(repo):
    fast_import(repo, history_commits(random.Random(1)))
    git(repo, "repack", "-adq")
    git(repo, "reset", "-q", "--hard")


def tree_file(rng, number):
    name, make, _ = KINDS[number % 3]
    path = f"part{number % 50}/{number // 50 % 40}/" + name.format(n=f"file{number}")
    return path, "\n".join(make(rng) for _ in range(rng.randrange(10, 120))) + "\n"


def make_tree(repo):
    rng = random.Random(2)
    fast_import(repo, [(0, [tree_file(rng, n) for n in range(TREE_FILES)])])
    git(repo, "reset", "-q", "--hard")
    git(repo, "status", "--porcelain")  # brings the index up to date
    for number in range(5):
        path = pathlib.Path(repo, f"part{number}", "0", f"staged{number}.c")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line_c(rng) for _ in range(120)) + "\n")
        git(repo, "add", str(path))


def git(repo, *args):
    subprocess.run(["git", "-C", repo, *args], check=True, env=ENVIRONMENT,
                   stdout=subprocess.DEVNULL)


def cached(name, make):
    repo = CACHE / f"{name}-{RECIPE}"
    done = CACHE / f"{name}-{RECIPE}.done"
    if not done.exists():
        print(f"bench: making {repo}, once", file=sys.stderr)
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["rm", "-rf", str(repo)], check=True)
        make(str(repo))
        done.touch()
    return str(repo)


# ---- measuring ----

class Command:
    def __init__(self, label, argv, allowed=(0,), optional=False):
        """optional: its failure is a row of the table, not the end."""
        self.label, self.argv, self.allowed = label, argv, allowed
        self.optional, self.failed = optional, None
        self.wall, self.cpu, self.rss = [], [], []

    def run(self, repo, counts):
        start = time.perf_counter()
        child = subprocess.Popen(self.argv, cwd=repo, env=ENVIRONMENT,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stderr.close()
        if child.returncode not in self.allowed and self.optional:
            self.failed = child.returncode
        elif child.returncode not in self.allowed:
            sys.exit(f"bench: {self.label}: exit status {child.returncode}\n"
                     f"{errors.decode(errors='replace')[-2000:]}")
        if counts:
            self.wall.append(wall)
            self.cpu.append(usage.ru_utime + usage.ru_stime)
            self.rss.append(usage.ru_maxrss / 1024)

    def median(self, what):
        return statistics.median(getattr(self, what))


class Group:
    """Programs that do comparable work in one repository; ratios are to the first."""

    def __init__(self, title, repo, commands):
        self.title, self.repo, self.commands = title, repo, commands

    def measure(self, rounds):
        for number in range(rounds + 1):  # the first warms up
            for command in (c for c in self.commands if c.failed is None):
                print(f"bench: {self.title}: {number}/{rounds} {command.label}" + " " * 20,
                      end="\r", file=sys.stderr)
                command.run(self.repo, number > 0)
        print(" " * 100, end="\r", file=sys.stderr)

    def find(self, label):
        return next(c for c in self.commands if c.label == label)

    def table(self):
        base = self.commands[0]
        rows = [f"### {self.title}", "",
                "| | wall s | ratio | processor s | ratio | peak MiB |",
                "| --- | ---: | ---: | ---: | ---: | ---: |"]
        for c in self.commands:
            if c.failed is not None:
                rows.append(f"| {c.label} | exit status {c.failed} | | | | |")
                continue
            row = [c.label]
            for what in ("wall", "cpu"):
                row += [f"{c.median(what):.3f}", f"{c.median(what) / base.median(what):.2f}"]
            rows.append(f"| {' | '.join(row)} | {c.median('rss'):.0f} |")
        return rows + [""]


CAT_FILE = ["git", "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]
CAT_TREE = ["sh", "-c", "git ls-files -z | xargs -0 cat"]


def history_group(name, repo, seclint):
    scan = [seclint, "--no-progress", "--exit-zero"]
    return Group(f"History: {name}", repo, [
        Command("`git cat-file`", CAT_FILE),
        Command("`git log -p -U0 --all`", ["git", "log", "-p", "-U0", "--all"],
                optional=True),  # needs every object, also of a partial clone
        Command("`seclint`", scan, SCANNED),
        Command("`seclint -j1`", scan + ["-j1"], SCANNED),
        Command("`seclint -j2`", scan + ["-j2"], SCANNED)])


def tree_group(name, repo, seclint):
    scan = [seclint, "--no-progress", "--no-history"]
    return Group(f"Working tree: {name}", repo, [
        Command("`cat` of all files", CAT_TREE),
        Command("`seclint --no-history`", scan, SCANNED),
        Command("`seclint --no-history -j1`", scan + ["-j1"], SCANNED)])


def staged_group(name, repo, seclint):
    return Group(f"Hook, 5 staged files: {name}", repo, [
        Command("`git diff --cached --quiet`", ["git", "diff", "--cached", "--quiet"], (1,)),
        Command("`seclint --staged`", [seclint, "--staged"], SCANNED)])


# ---- twice the rules ----

SYLLABLES = """ba be bi bo bu ca ce co da de di do fa fe fi fo ga ge go ha he hi ho ja jo ka ki
ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te
ti to tu va ve vi vo wa wi xa ya yo za ze zi zo""".split()

RULE = """id: made-{n}
title: made {n}
level: warning
confidence: medium
cwe: 798
severity: 7.0
match:
{match}
  entropy: 3.0
why: made
fix: made
"""


def made_name(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(2, 5))) + \
        rng.choice(("", "n", "r", "s", "ly", "ify", "base", "cloud"))


def make_rules(folder, count):
    """Half of them know a prefix, half the name of a provider, as the built-in ones."""
    rng = random.Random(3)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        name = made_name(rng)
        if n % 2:
            prefix = name[:rng.randrange(3, 6)] + rng.choice(("_", "-", "_live_", "_pat_"))
            match = (f"  literals: ['{prefix}']\n"
                     f"  regex: '\\b(?<secret>{prefix}[0-9A-Za-z]{{32}})\\b'")
        else:
            match = f"  assigned: {{names: [{name}], value: '[0-9a-f]{{32}}'}}"
        (folder / f"made-{n}.yml").write_text(RULE.format(n=n, match=match))
    for state, lines in (("off", (f"  made-{n}: 'off'" for n in range(count))), ("on", ())):
        rules = "\n".join(lines)
        (folder.parent / f"{state}.yml").write_text(f"rules:\n{rules}\n" if rules else "")


def rule_count(seclint):
    listed = subprocess.run([seclint, "rules", "--format", "jsonl"], capture_output=True,
                            text=True, check=True).stdout
    return len(listed.splitlines())


def rules_group(name, repo, seclint):
    """Both runs read the same files of rules; in the first they are switched off."""
    made = CACHE / "rules"
    make_rules(made, rule_count(seclint))
    scan = [seclint, "--no-progress", "--exit-zero", "--rules", str(made), "--config"]
    return Group(f"Twice the rules: {name}", repo, [
        Command("`seclint`", scan + [str(CACHE / "off.yml")], SCANNED),
        Command("`seclint`, as many rules again", scan + [str(CACHE / "on.yml")], SCANNED)])


def start_group(seclint):
    return Group("Start", str(ROOT), [
        Command("`git --version`", ["git", "--version"]),
        Command("`seclint --version`", [seclint, "--version"])])


def judge(name, value, unit, limit):
    verdict = "met" if value <= limit else "**missed**"
    return f"| {name} | {value:.2f} {unit} | {limit:g} {unit} | {verdict} |"


def targets(groups):
    rows = ["### Targets", "", "| | measured | at most | |", "| --- | ---: | ---: | --- |"]
    for group in groups:
        if group.title.startswith("History"):
            scan, cat = group.find("`seclint`"), group.commands[0]
            rows.append(judge(f"{group.title}, of `git cat-file`",
                              scan.median("wall") / cat.median("wall"), "x", 3))
            rows.append(judge(f"{group.title}, memory", scan.median("rss"), "MiB", 1024))
        if group.title.startswith("Twice"):
            once, twice = group.commands
            rows.append(judge(group.title, twice.median("cpu") / once.median("cpu"), "x", 1.1))
        if group.title.startswith("Hook"):
            rows.append(judge(group.title, 1000 * group.commands[1].median("wall"), "ms", 50))
    return rows + [""]


def report(groups, args):
    busy = max(args.loads)
    repos = " ".join(repo.split("=")[0] + "=..." for repo in args.repos)
    lines = [f"Measured on {datetime.date.today():%Y-%m-%d}, {os.cpu_count()} cores, "
             f"{git_version()}; medians of {args.rounds} rounds after one to warm up. "
             f"Load average at most {busy:.1f}: where it exceeds the cores, others were at "
             f"work, and processor time says more than wall time. "
             f"To repeat: `./dev bench{' ' + repos if repos else ''}`.", ""]
    lines += targets(groups)
    for group in groups:
        lines += group.table()
    return "\n".join(lines)


def git_version():
    return subprocess.run(["git", "--version"], capture_output=True, text=True,
                          check=True).stdout.strip()


def write_page(text):
    page = PAGE.read_text() if PAGE.exists() else f"# Performance\n\n{MARKS[0]}\n{MARKS[1]}\n"
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    PAGE.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}")


def is_bare(repo):
    return subprocess.run(["git", "-C", repo, "rev-parse", "--is-bare-repository"],
                          capture_output=True, text=True).stdout.strip() == "true"


def groups_of(args, seclint):
    history, tree = cached("history", make_history), cached("tree", make_tree)
    groups = [history_group(f"made, {COMMITS} commits", history, seclint),
              tree_group(f"made, {TREE_FILES} files", tree, seclint),
              staged_group(f"made, {TREE_FILES} files", tree, seclint),
              rules_group(f"made, {COMMITS} commits", history, seclint),
              start_group(seclint)]
    for repo in args.repos:
        name, equals, path = repo.partition("=")
        path = os.path.abspath(path if equals else name)
        name = name if equals else os.path.basename(path)
        groups.append(history_group(name, path, seclint))
        groups.append(rules_group(name, path, seclint))
        if not is_bare(path):
            groups.append(tree_group(name, path, seclint))
    return groups


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("repos", nargs="*", metavar="[NAME=]REPO")
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds, at least 3")
    parser.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    args = parser.parse_args()
    args.rounds = max(args.rounds, 3)
    seclint = os.environ.get("SECLINT", str(ROOT / "build/release/seclint"))
    groups = groups_of(args, seclint)
    args.loads = [os.getloadavg()[0]]
    for group in groups:
        group.measure(args.rounds)
        args.loads.append(os.getloadavg()[0])
    text = report(groups, args)
    print(text)
    if not args.no_write:
        write_page(text)


if __name__ == "__main__":
    main()

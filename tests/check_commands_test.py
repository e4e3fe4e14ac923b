"""`seclint check-ignore` and `seclint check-attr` against the git commands of these names.

    check_commands_test.py [--seed N] [--rounds N]

Both are run with the same arguments, directory, environment and standard input; standard
output and exit status have to be the same bytes. First a table of odd cases, then random
trees with rules of odd syntax (the generator is that of git_differential_test.py). A
difference ends the test with its seed and the smallest question that shows it.
"""

import argparse
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

from git_differential_test import ATTRS, Case, environment

SECLINT = os.path.abspath(os.environ["SECLINT"])
EMPTY = b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
QUESTIONS = 20000


def run(program, arguments, cwd, env, stdin=b""):
    return subprocess.run([program, *arguments], input=stdin, cwd=cwd, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def git(arguments, cwd, env, stdin=b""):
    done = run("git", arguments, cwd, env, stdin)
    if done.returncode != 0:
        sys.exit(f"git {arguments}: {done.stderr.decode('latin-1')}")
    return done.stdout


def both(arguments, cwd, env, stdin=b""):
    """None if they agree, or what each says."""
    theirs = run("git", arguments, cwd, env, stdin)
    ours = run(SECLINT, arguments, cwd, env, stdin)
    same = (theirs.stdout, theirs.returncode) == (ours.stdout, ours.returncode)
    # git's warnings are not ours; errors have to be told, answers are not errors
    if same and bool(ours.stderr) == (ours.returncode > 1):
        return None
    return theirs, ours


def write(path, content=b""):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


# The odd cases. A script makes the ground, once; each row is a directory below it, more
# environment ($W is the ground), a command line and standard input.

GROUND = r"""
git init -q repo && cd repo
printf '%s\n' '*.o' '!keep.o' 'build/' 'sub/*' '/top' 'link' '\#x' 'quo"te' 'sp\ ' >.gitignore
printf 'deep/*.log\n!x.log\n' >sub.ignore
mkdir -p sub/deep build other 'we ird' && mv sub.ignore other/.gitignore && mkdir other/deep
printf '*.txt text\n* all=yes\nsub/ dir\n[attr]mac one two=2\n*.m mac\n*.c -all !text x=\n' \
    >.gitattributes
printf '*.txt -text\n' >sub/.gitattributes
printf 'info.me\n' >.git/info/exclude
printf 'info.me fromInfo\n' >.git/info/attributes
touch a.o keep.o sub/deep/x build/tracked.o build/free.o 'we ird/a.o' tracked.o other/deep/y.log
ln -s sub link && ln -s ../../a.o sub/deep/filelink && ln -s nowhere dangling
git add -f build/tracked.o tracked.o .gitignore .gitattributes other/.gitignore
mkdir gone && printf 'z.gone gone\n' >gone/.gitattributes && printf '*.gone\n' >gone/.gitignore
git add gone && rm -r gone
mkdir skip && printf '*.skip\n' >skip/.gitignore && git add skip
git update-index --skip-worktree skip/.gitignore && rm -r skip
mkdir mark && printf '\357\273\277* marked\n* second\n' >mark/.gitattributes && git add mark
mkdir nul && printf '* one\\000two\n* three\n' >nul/.gitattributes && git add nul
mkdir swap && printf '*.c swapped\n' >swap/.gitattributes && git add swap
rm swap/.gitattributes && ln -s ../.gitattributes swap/.gitattributes
git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,module
mkdir module
git commit -q -m one && git worktree add -q ../linked && mkdir -p ../linked/sub
cd .. && git clone -q --bare repo bare.git && git clone -q --separate-git-dir=apart repo parted
mkdir -p parted/sub
git init -q thin && cd thin && mkdir -p out/deep in gone && touch out/a out/deep/b in/c
printf '*.g\n' >gone/.gitignore
git add . && printf '*\n!gone/\n' >.gitignore && git add -f .gitignore && git commit -q -m one
git sparse-checkout init --cone --sparse-index && git sparse-checkout set in
mkdir -p out/deep && touch out/new && cd ..
ln -s repo alias && mkdir plain && git init -q broken && printf '[core\n' >broken/.git/config
git init -q badindex && printf 'junk' >badindex/.git/index && touch badindex/a
mkdir home xdg xdg/git home/.config home/.config/git
printf '*.xdg\n' >xdg/git/ignore && printf '*.xdg xdg\n' >xdg/git/attributes
printf '*.hom\n' >home/.config/git/ignore && printf '*.own\n' >home/own
printf '*.own own\n' >home/attrs
printf '[core]\n\texcludesFile = ~/own\n\tattributesFile = ~/attrs\n' >home/global
printf '[core]\n\texcludesFile = /nonexistent\n\tquotePath = false\n' >home/system
printf '[include]\n\tpath = global\n[core]\n\tignoreCase = yes\n' >home/including
printf '[core]\n\texcludesFile = other.rules\n' >home/relative
printf '*.rel\n' >repo/other.rules
cp home/global home/.gitconfig
"""

ROWS = [
    # directory, environment, arguments, standard input
    *[("repo", "", "check-ignore -v -n " + paths, "") for paths in (
        "a.o keep.o b.c", ". ./ ./.", "sub sub/ sub//deep sub/./deep/ sub/deep/../x", "build",
        "build/ build/free.o build/tracked.o build/new.o", "tracked.o top ./top other/top",
        "link other/link", "link/x", "link/", "a.o link/x", "''", "a.o ''", "..", "../x",
        "sub/../../x", "sub/..", "/", "/etc/passwd", "$W/repo $W/repo/ $W/repo/a.o",
        "$W/repo/../repo/a.o", "$W/alias/a.o $W/alias", "$W/repository", "$W/no/such/a.o",
        "nowhere/at/all.o a.o/b a.o/", "dangling dangling/", "dangling/x", "sub/deep/filelink",
        "'#x' 'sp ' 'sp' 'quo\"te' 'we ird/a.o' \\\\", "'*.o' '?.o' '[at].o' 'bu*' 'tr*.o'",
        "'build/[t]racked.o' 'build/\\tracked.o' '*' '**' 'b*d/t*'",
        ":/a.o :a.o : :/ ':(top)a.o' ':()a.o' ':(top,)a.o' :/:a.o", "':!a.o'", "':^a.o'",
        "':(glob)a.o'", "':(icase)a.o'", "':(literal)a.o'", "':(exclude)a.o'", "':(nope)a.o'",
        "':(top'", "':(attr:text)a.o'", "':,a'", "':%a'", "':=a'", "':*.o' ':.o' ':[x]'",
        "module module/", "module/x", "skip/a.skip gone/a.gone other/deep/y.log",
        "info.me .git .git/x .git/config", "a.o a.o -- a.o", "-- -v", "a.o -v")],
    *[("repo", "", "check-ignore " + rest, "") for rest in (
        "", "-v", "-z a.o", "-n a.o", "-q a.o", "-q keep.o", "-q a.o keep.o", "-q -v a.o",
        "-qv a.o", "-v keep.o", "keep.o", "keep.o a.o", "--stdin a.o", "--foo", "-x", "-vn a.o b",
        "--no-index tracked.o build/tracked.o", "--no-index -v module/x skip/a.skip",
        "--no-index . sub", "--non-matching --verbose b", "--quiet a.o", "-", "--stdin -q")],
    *[("repo", "", "check-ignore --stdin -v -n", lines) for lines in (
        "", "a.o", "a.o\n", "a.o\r\n", "\n", "a.o\n\n", '"a.o"\n', '"a.o" \n', '"a.o\n', '"\\141.o"',
        '"\\x"\n', 'a"b\n', '"quo\\"te"\n', "a.o\0b\nc\n", '"a.o\\000b"\n', "link/x\na.o\n",
        "a.o\nlink/x\na.o\n", "keep.o\n../x\n", "\u00e9.o\n\t\n")],
    *[("repo", "", "check-ignore --stdin -z" + more, lines) for more in ("", " -v", " -v -n", " -q")
      for lines in ("", "a.o\0b", "a.o\0", "\0", "a\nb.o\0\"a.o\"\0x\n", "a.o\nb")],
    *[("repo/sub", "", "check-ignore -v -n " + paths, "") for paths in (
        "deep deep/ deep/x ../a.o ..", ". ./ ''", ":/a.o ':(top)sub/deep' :/", "../..", "../sub/x",
        "../build/tracked.o ../tracked.o", "../sub/../sub/*", "$W/repo/a.o", "../link/x", "../link")],
    *[("thin", "", "check-ignore -v -n " + paths, "") for paths in (
        "out/a out/deep/b out/new out/deep/new out/deep out in/c in/new", "'o*/a' 'out/d*/n'",
        "gone/x.g gone/x gone/sub/x.g")],
    *[("repo/we ird", "", rest, "") for rest in ("check-ignore -v a.o", "check-attr -a a.o .")],
    *[("repo", "", "check-attr " + rest, "") for rest in (
        "", "all", "all a.c", "-a", "-a a.c b.m", "--all b.m", "text one two mac -- a.txt b.m a.c",
        "text -- ", "-- a", "-a -- a.c", "-a text -- a.c", "a=b x", "-- -a x", "'' x", "wé x",
        "text a.txt b.txt sub/a.txt", "all ''", "all . ./ .. ", "all .", "all sub sub/ sub/. sub/..",
        "dir sub sub/ ./sub//", "all ../x", "all a ../x b", "all $W/repo/a.c $W/repo $W/alias/a.c",
        "all /etc/passwd", "all link/x link/", "all 'a\"b' 'a b' 'a\tb'", "-z all 'a\"b' a.c",
        "-z -a b.m", "all text -- a b", "--stdin", "--stdin all -- x", "--foo", "gone gone/z.gone",
        "--cached gone gone/z.gone", "--cached -a sub/a.txt a.txt", "swapped swap/a.c", "-a swap/a.c",
        "--cached -a swap/a.c", "-a mark/x", "--cached -a mark/x", "-a nul/x", "--cached -a nul/x", "-a info.me", "--cached -a info.me", "x a.c", "all all all -- a")],
    *[("repo", "", "check-attr --stdin " + rest, lines) for rest in ("all text", "-a", "-z all", "-a --",
                                                                    "all --")
      for lines in ("", "a.c\nb.m", "a.c\n\nb\n", '"a\\tb"\nx\n', '"a', "a.c\0b.m\0", "../x\n",
                    "a\n../x\nb\n", "a.c\r\n")],
    *[("repo/sub", "", "check-attr " + rest, "") for rest in (
        "all '' . .. ../a.c ./deep/", "text a.txt ../a.txt $W/repo/a.txt", "all ../..")],
    *[("repo/" + where, "", rest, "") for where in (".git", ".git/info") for rest in (
        "check-ignore x", "check-attr all x")],
    *[(where, "", rest, "") for where in ("plain", "bare.git", "broken", "badindex") for rest in (
        "check-ignore -v a.o", "check-ignore --no-index -v a.o", "check-ignore", "check-attr -a a.c",
        "check-attr --cached -a a.c", "check-attr", "check-attr all ../x")],
    *[(where, "", rest, "") for where in ("linked", "parted", "alias", "alias/sub") for rest in (
        "check-ignore -v -n a.o info.me tracked.o .", "check-attr -a a.c info.me")],
    # where the rules of the user are
    *[("repo/sub", env, rest, "") for rest in ("check-ignore -v -n ../A.O ../a.own ../a.xdg ../a.hom "
                                               "../a.rel ../é.o", "check-attr -a ../a.own a.xdg A.TXT")
      for env in (
        "GIT_CONFIG_GLOBAL=$W/home/global", "GIT_CONFIG_GLOBAL=", "GIT_CONFIG_GLOBAL=/nonexistent",
        "GIT_CONFIG_GLOBAL=$W/home/including", "GIT_CONFIG_GLOBAL=$W/home/relative",
        "-GIT_CONFIG_GLOBAL", "-GIT_CONFIG_GLOBAL XDG_CONFIG_HOME=", "-XDG_CONFIG_HOME",
        "-GIT_CONFIG_GLOBAL -HOME", "-XDG_CONFIG_HOME -HOME", "XDG_CONFIG_HOME=$W/xdg",
        "GIT_CONFIG_SYSTEM=$W/home/system", "GIT_CONFIG_SYSTEM=$W/home/system GIT_CONFIG_NOSYSTEM=",
        "GIT_CONFIG_SYSTEM=$W/home/system GIT_CONFIG_NOSYSTEM=false",
        "GIT_CONFIG_SYSTEM=$W/home/global GIT_CONFIG_NOSYSTEM=0",
        "GIT_CONFIG_SYSTEM=$W/home/system GIT_CONFIG_NOSYSTEM=0 GIT_CONFIG_GLOBAL=$W/home/global",
        "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.excludesFile GIT_CONFIG_VALUE_0=~/own",
        "GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=Core.IgnoreCase GIT_CONFIG_VALUE_0=true "
        "GIT_CONFIG_KEY_1=core.quotepath GIT_CONFIG_VALUE_1=off",
        "GIT_CONFIG_PARAMETERS=\"'core.ignorecase'='true' 'core.attributesFile'='~/attrs'\"",
        "GIT_CONFIG_PARAMETERS=\"'core.ignorecase'\"", "GIT_CONFIG_GLOBAL=$W/broken/.git/config",
        "GIT_CONFIG_GLOBAL=$W/home")],
    # where the repository is
    *[(where, env, rest, "") for rest in ("check-ignore -v -n info.me a.o sub/a.o ../a.o",
                                          "check-ignore -v -n info.me a.o .",
                                          "check-attr -a info.me a.txt sub/a.txt")
      for where, env in (
        ("repo", "GIT_DIR=.git"), ("repo", "GIT_DIR=./.git/"), ("repo", "GIT_DIR=$W/repo/.git"),
        ("repo", "GIT_DIR=../repo/.git"), ("repo/sub", "GIT_DIR=../.git"), ("repo", "GIT_DIR=nope"),
        ("repo/sub", "GIT_DIR=$W/repo/.git"), ("repo/sub", "GIT_DIR=../.git GIT_WORK_TREE=.."),
        ("repo/sub", "GIT_DIR=$W/repo/.git GIT_WORK_TREE=$W/repo"), ("repo", "GIT_WORK_TREE=sub"),
        ("repo/sub", "GIT_WORK_TREE=$W/repo"), ("plain", "GIT_DIR=$W/repo/.git"),
        ("plain", "GIT_DIR=../repo/.git GIT_WORK_TREE=../repo"),
        ("plain", "GIT_DIR=$W/repo/.git GIT_WORK_TREE=$W/repo"), ("repo", "GIT_INDEX_FILE=/nonexistent"),
        ("repo", "GIT_INDEX_FILE=$W/linked/../repo/.git/index"), ("plain", "GIT_DIR=$W/bare.git"),
        ("repo/sub", "GIT_CEILING_DIRECTORIES=$W/repo"), ("linked/sub", "GIT_DIR=$W/repo/.git"),
        ("repo", "GIT_LITERAL_PATHSPECS=1"), ("repo", "GIT_LITERAL_PATHSPECS=0"),
        ("repo", "GIT_ICASE_PATHSPECS=yes"), ("repo", "GIT_GLOB_PATHSPECS=1"),
        ("repo", "GIT_NOGLOB_PATHSPECS=true"))],
]

# Where seclint differs, and shall. A row that agrees after all fails the test.
KNOWN = [
    # The first of a pair of commands is refused before anything is looked at.
    ("plain", "", "check-ignore --foo", ""),
    # git takes any start of an option that is no start of another, and --no- before it.
    ("repo", "", "check-ignore --verb a.o", ""),
    ("repo", "", "check-ignore --no-verbose a.o", ""),
]


def environ_of(more, work, env):
    env = dict(env)
    for word in shlex.split(more.replace("$W", work)):
        name, _, value = word.partition("=")
        if word.startswith("-"):
            env.pop(word[1:], None)
        else:
            env[name] = value
    return env


def ask_row(row, work, env):
    where, more, line, stdin = row
    arguments = shlex.split(line.replace("$W", work))
    return both(arguments, os.path.join(work, where), environ_of(more, work, env),
                stdin.encode())


def check_rows(work):
    env = environment(os.path.join(work, "home"))
    made = subprocess.run(["sh", "-e", "-c", GROUND], cwd=work, env=env, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        sys.exit(f"the ground cannot be made: {made.stdout.decode()}")
    bad = 0
    for row in ROWS:
        answers = ask_row(row, work, env)
        if answers:
            bad += 1
            where, more, line, stdin = row
            print(f"{where}$ {more} {line} <<< {stdin!r}")
            for name, done in zip(("git", "seclint"), answers):
                print(f"  {name}: {done.returncode} {done.stdout!r} {done.stderr[:300]!r}")
    for row in KNOWN:
        if not ask_row(row, work, env):
            bad += 1
            print(f"a known difference is none: {row}")
    if bad:
        sys.exit(f"{bad} of {len(ROWS)} odd cases differ")


def quote(path):
    return b'"' + b"".join(b"\\%03o" % c if c < 32 or c > 126 or c in b'"\\' else bytes([c])
                           for c in path) + b'"'


class Round:
    """One random tree, and several runs of the commands in it."""

    def __init__(self, seed, work):
        self.random = random.Random(seed)
        self.seed = seed
        self.work = work
        self.root = os.path.join(work, "tree")
        self.env = environment(work)
        self.asked = 0
        for name in os.listdir(work):
            path = os.path.join(work, name)
            if os.path.isdir(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)
        for name in ("objects", "refs", "info"):
            os.makedirs(os.path.join(self.root, ".git", name))
        write(os.path.join(self.root, ".git/HEAD"), "ref: refs/heads/main\n")
        self.cases = [Case(self.random, os.fsencode(self.root), "ignore"),
                      Case(self.random, os.fsencode(self.root), "attr")]
        # both in one tree, that of the first
        for name in ("dirs", "files", "ignore_case"):
            setattr(self.cases[1], name, getattr(self.cases[0], name))
        self.cases[1].texts = {}
        self.cases[1].write_rules()
        self.cases[0].write_tree()
        for case, name in zip(self.cases, (b"rules.ignore", b"rules.attr")):
            if b"../global" in case.texts:
                case.texts[b"../" + name] = case.texts.pop(b"../global")
            case.write_texts(case.texts)
        self.configure()
        self.track()

    def chance(self, share):
        return self.random.random() < share

    def configure(self):
        lines = ["[core]"]
        if self.cases[0].ignore_case:
            lines.append("\tignoreCase = true")
        if self.chance(0.2):
            lines.append("\tquotePath = false")
        for case, key, name in zip(self.cases, ("excludesFile", "attributesFile"),
                                   ("ignore", "attr")):
            if b"../rules." + name.encode() in case.texts:
                home = self.random.choice(["~", self.work, ".."])
                lines.append(f"\t{key} = {home}/rules.{name}")
        text = "\n".join(lines) + "\n"
        place = self.random.randrange(4)
        if place == 0:
            write(os.path.join(self.root, ".git/config"), text)
        elif place == 1:
            write(os.path.join(self.work, "system"), text)
            self.env.update(GIT_CONFIG_SYSTEM=os.path.join(self.work, "system"),
                            GIT_CONFIG_NOSYSTEM="0")
        elif place == 2:
            write(os.path.join(self.work, ".gitconfig"), text)
            del self.env["GIT_CONFIG_GLOBAL"]
        else:
            write(os.path.join(self.work, "global"), text)
            self.env["GIT_CONFIG_GLOBAL"] = os.path.join(self.work, "global")

    def track(self):
        """Some files into the index; of some rules only what is there."""
        records = []
        files = self.cases[0].files
        for path in self.random.sample(files, self.random.randint(0, len(files) // 2)):
            records.append(b"100644 " + EMPTY + b"\t" + path)
        rules = [(case, path) for case in self.cases for path in case.texts
                 if not path.startswith((b".git/", b"../"))]
        skipped = []
        for case, path in self.random.sample(rules, min(len(rules), self.random.randint(0, 3))):
            oid = git(["hash-object", "-w", "--stdin"], self.root, self.env,
                      b"".join(case.lines()))
            records.append(b"100644 " + oid.strip() + b"\t" + path)
            if self.chance(0.5):
                skipped.append(path)
            if self.chance(0.6):
                case.texts.pop(path)
                os.unlink(os.path.join(os.fsencode(self.root), path))
        git(["update-index", "-z", "--index-info"], self.root, self.env,
            b"".join(record + b"\0" for record in records))
        if skipped:
            git(["update-index", "-z", "--skip-worktree", "--stdin"], self.root, self.env,
                b"".join(path + b"\0" for path in skipped))

    def decorate(self, path, cwd):
        """The same path, written in another way."""
        roll = self.random.random()
        if roll < 0.1:
            return os.fsencode(self.root) + b"/" + path
        if cwd:
            prefix = cwd + b"/"
            path = path[len(prefix):] if path.startswith(prefix) and self.chance(0.7) else \
                b"../" * (cwd.count(b"/") + 1) + path
        if roll < 0.2:
            path = b"./" + path
        elif roll < 0.25:
            path = path.replace(b"/", b"//", 1)
        elif roll < 0.3:
            path = path.replace(b"/", b"/./", 1)
        elif roll < 0.35:
            path = b"x y/../" + path
        elif roll < 0.4:
            path = path + b"/"
        elif roll < 0.42:
            path = path + b"/."
        return path

    def arguments(self, kind, zeroed):
        pick = self.random.choice
        words = ["-z"] if zeroed else []
        if kind == "ignore":
            words += pick([[], ["-v"], ["-v", "-n"], ["-v", "-n"], ["-vn"]])
            words += pick([[], [], ["--no-index"]])
            return ["check-ignore", *words, "--stdin"]
        names = [os.fsdecode(a) for a in ATTRS if a.isalnum()]
        words += pick([["-a"], ["--all"], self.random.sample(names, 3), [pick(names)]])
        words += pick([[], [], [], ["--cached"]])
        return ["check-attr", *words, "--stdin"]

    def lines(self, paths, zeroed):
        if zeroed:
            return b"".join(path + b"\0" for path in paths)
        return b"".join((quote(path) if b"\n" in path or path[:1] == b'"' or
                         self.random.random() < 0.1 else path) + b"\n" for path in paths)

    def ask(self, case):
        cwd = self.random.choice(case.dirs) if self.chance(0.5) else b""
        zeroed = self.chance(0.5)
        paths = [self.decorate(path, cwd) for path in case.questions()]
        paths = [path for path in paths if not path.startswith(b":")]
        arguments = self.arguments(case.kind, zeroed)
        where = os.path.join(os.fsencode(self.root), cwd)
        self.asked += len(paths)
        if both(arguments, where, self.env, self.lines(paths, zeroed)):
            self.report(arguments, where, paths, zeroed)

    def report(self, arguments, where, paths, zeroed):
        """Halves the question as long as it shows a difference, then drops rules."""
        def differs(some):
            return both(arguments, where, self.env, self.lines(some, zeroed))

        size = len(paths)
        step = len(paths) // 2
        while step:
            for i in range(0, len(paths), step):
                less = paths[:i] + paths[i + step:]
                if less and differs(less):
                    paths = less
                    break
            else:
                step //= 2
        for case in self.cases:
            for name, lines in case.texts.items():
                for i in reversed(range(len(lines))):
                    line = lines.pop(i)
                    case.write_texts(case.texts)
                    if not differs(paths):
                        lines.insert(i, line)
            case.write_texts(case.texts)
        print(f"seed {self.seed}: {size} paths differ: {arguments} in {where!r}")
        print(f"  paths: {paths!r}")
        for case in self.cases:
            for name, lines in case.texts.items():
                if lines:
                    print(f"  {name!r}: {lines!r}")
        index = git(["ls-files", "-z", "--stage", "-v"], self.root, self.env)
        print(f"  index: {index!r}")
        for name, done in zip(("git", "seclint"), differs(paths) or ()):
            print(f"  {name}: {done.returncode} {done.stdout!r} {done.stderr[:400]!r}")
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=90)
    args = parser.parse_args()
    if not shutil.which("git"):
        print("git is not installed")
        sys.exit(77)
    started = time.monotonic()
    asked = 0
    with tempfile.TemporaryDirectory() as work:
        check_rows(os.path.realpath(work))
    print(f"{len(ROWS)} odd cases agree in {time.monotonic() - started:.1f} s", flush=True)
    with tempfile.TemporaryDirectory() as work:
        for seed in range(args.seed, args.seed + args.rounds):
            one = Round(seed, os.path.realpath(work))
            for case in one.cases * 2:
                one.ask(case)
            asked += one.asked
    if args.rounds >= 90 and asked < QUESTIONS:
        sys.exit(f"only {asked} questions were asked")
    print(f"{asked} paths agree, seeds {args.seed} to {args.seed + args.rounds - 1}, "
          f"in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()

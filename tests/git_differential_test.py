"""Asks git and seclint the same questions about random trees.

    git_differential_test.py GIT_PROBE [--seed N] [--rounds N]

Each round makes a tree, ignore and attribute files full of odd syntax from its
seed, and compares the answers of `git check-ignore` and `git check-attr` with those
of tests/tools/git_probe.c for every path. A difference ends the test with the seed
and the smallest files that still show it.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = [b"a", b"b", b"ab", b"abc", b"A", b"Ab", b"foo", b"bar", b"foo.txt", b"a.b",
         b".env", b".env.dev", b"x y", b"#c", b"!n", b"a\\b", b"[x]", b"*s", b"t\t",
         b"\xc3\xa9", b"sp ", b"-d", b"q?", b"\"q\"", b"z\xff", b"]", b"^", b"a-c",
         b"foo.TXT", b"build", b"B", b"0", b"_", b"~", b"n\nl", b"\x01", b"[attr]"]
LETTERS = b"abAB.-_[]!\\* ?^0z"
CLASSES = [b"[a-c]", b"[!a]", b"[^a]", b"[]a]", b"[!]a]", b"[a-]", b"[-a]", b"[a\\]b]",
           b"[[:alpha:]]", b"[[:upper:]]", b"[[:lower:]]", b"[[:punct:]]",
           b"[[:space:]]", b"[[:xdigit:]]", b"[![:digit:]]", b"[[:cntrl:]]",
           b"[[:print:]]", b"[[:graph:]]", b"[[:blank:]]", b"[[:alnum:]_]",
           b"[[:nope:]]", b"[[:]", b"[[::]]", b"[[:alpha]", b"[[:a]b]", b"[a", b"[",
           b"[z-a]", b"[A-Z]", b"[\\a-\\c]", b"[a-c-e]", b"[!-~]", b"[a/b]", b"[]-a]",
           b"[[]", b"[\\]", b"[a-\\", b"[!", b"[]", b"[!]", b"[A]", b"[[:upper:]b]"]
SEEDS_OF_TEXT = [b"*", b"**", b"?", b"/", b"**/", b"/**", b"/**/", b"\\", b"!", b"a",
                 b"b", b"foo", b".", b"\\*", b"\\ ", b"***", b"*/", b"/*", b"\\/", b"A",
                 b"**\\/", b"/**\\/"]
ATTRS = [b"text", b"-text", b"!text", b"filter=git-crypt", b"diff=git-crypt", b"filter=",
         b"filter", b"-filter", b"!filter", b"binary", b"-binary", b"!binary",
         b"binary=x", b"eol=lf", b"mac1", b"mac2", b"-mac1", b"!mac2", b"mac3", b"# note",
         b"a=b=c", b"-a=b", b"!a=b", b"=x", b"-", b"!", b"--x", b"w\xc3\xa9", b"a.b_c-d",
         b"diff", b"-diff", b"merge=union", b"x=\"q q\"", b"1", b".", b"[attr]", b"a,b"]


def environment(home):
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env.update(HOME=home, XDG_CONFIG_HOME=os.path.join(home, "xdg"), LC_ALL="C",
               GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1",
               GIT_ATTR_NOSYSTEM="1", GIT_AUTHOR_NAME="t", GIT_AUTHOR_EMAIL="t@t",
               GIT_COMMITTER_NAME="t", GIT_COMMITTER_EMAIL="t@t",
               GIT_AUTHOR_DATE="1700000000 +0000", GIT_COMMITTER_DATE="1700000000 +0000")
    return env


class Case:
    """One tree with its files of rules, and the questions to ask about it."""

    def __init__(self, random_, root, kind):
        self.random = random_
        self.root = root
        self.kind = kind  # "ignore" or "attr"
        self.rule_file = b".gitignore" if kind == "ignore" else b".gitattributes"
        self.ignore_case = random_.random() < 0.3
        self.dirs = [b""]
        self.files = []
        self.texts = {}  # path of a file of rules -> its lines
        self.grow()
        self.write_rules()

    def name(self):
        if self.random.random() < 0.7:
            name = self.random.choice(NAMES)
        else:
            name = bytes(self.random.choices(LETTERS, k=self.random.randint(1, 4)))
        return b"x" if name in (b".", b"..") else name

    def grow(self):
        taken = set()
        for _ in range(self.random.randint(5, 60)):
            parent = self.random.choice(self.dirs)
            path = parent + b"/" + self.name() if parent else self.name()
            if path in taken or path.count(b"/") > 5:
                continue
            taken.add(path)
            (self.dirs if self.random.random() < 0.4 else self.files).append(path)

    def questions(self):
        paths = self.dirs[1:] + self.files
        for _ in range(self.random.randint(10, 100)):
            parent = self.random.choice(self.dirs + self.files)
            paths.append(parent + b"/" + self.name() if parent else self.name())
        if self.kind == "attr":
            paths += [path + b"/" for path in self.dirs[1:]]
        if self.random.random() < 0.5:
            self.random.shuffle(paths)
        else:
            paths.sort()
        return [path for path in paths if not path.startswith(b":")]

    def pattern(self):
        roll = self.random.random()
        if roll < 0.15:
            text = b"".join(self.random.choices(SEEDS_OF_TEXT + CLASSES,
                                                k=self.random.randint(1, 5)))
        else:
            text = self.random.choice(self.dirs[1:] + self.files + [self.name()])
            if roll < 0.6:
                text = text.rsplit(b"/", 1)[-1]
            elif roll < 0.7:
                text = text.split(b"/", 1)[-1]
            for _ in range(self.random.choice([0, 0, 1, 1, 2, 3])):
                text = self.mutate(text)
        if self.random.random() < 0.15:
            text = b"/" + text
        if self.random.random() < 0.2:
            text += b"/"
        return text

    def mutate(self, text):
        start = self.random.randint(0, len(text))
        end = min(len(text), start + self.random.randint(0, 3))
        kind = self.random.randint(0, 8)
        if kind == 0:
            new = b"*"
        elif kind == 1:
            new = b"?" * (end - start)
        elif kind == 2:
            new = self.random.choice(CLASSES)
        elif kind == 3:
            new = b"".join(b"\\" + text[i:i + 1] for i in range(start, end))
        elif kind == 4:
            new = text[start:end].swapcase()
        elif kind == 5:
            parts = text.split(b"/")
            parts[self.random.randrange(len(parts))] = b"**"
            return b"/".join(parts)
        elif kind == 6:
            return text.replace(b"/", b"\\/", 1)
        elif kind == 7:
            return b"/".join(self.random.choice([part, b"*", b"**", part[:1] + b"*",
                                                 b"*" + part[-1:], part[:1] + b"**"])
                             for part in text.split(b"/"))
        else:
            new = self.random.choice(SEEDS_OF_TEXT)
        return text[:start] + new + text[end:]

    def ignore_line(self):
        line = self.pattern()
        roll = self.random.random()
        if roll < 0.25:
            line = b"!" + line
        elif roll < 0.3:
            line = b"#" + line
        elif roll < 0.33:
            line = b" " + line
        roll = self.random.random()
        if roll < 0.2:
            line += self.random.choice([b" ", b"  ", b"\\ ", b"\\  ", b"\t", b"\r", b" \r",
                                        b"\\", b"  \\", b" # x", b"\0x", b"\x0b"])
        return b"" if self.random.random() < 0.03 else line

    def quoted(self, text):
        out = b"".join(b"\\%03o" % c if c < 32 or c > 126 or self.random.random() < 0.1
                       else b"\\" + bytes([c]) if c in b"\"\\" else bytes([c])
                       for c in text)
        roll = self.random.random()
        if roll < 0.1:
            out += self.random.choice([b"\\", b"\\x", b"\\400", b"\\1", b"\\000z", b"\\t"])
        return b'"' + out + (b"" if roll > 0.95 else b'"')

    def attr_line(self):
        roll = self.random.random()
        name = self.pattern()
        if roll < 0.12:
            name = b"[attr]" + self.random.choice([b"mac1", b"mac2", b"mac3", b"binary",
                                                   b"-x", b"", b"m\xff", b" mac1"])
            if self.random.random() < 0.2:
                name = self.quoted(name)
        elif roll < 0.3:
            name = self.quoted(name)
        elif roll < 0.34:
            name = b"!" + name
        elif roll < 0.37:
            name = b"\\" + name
        elif roll < 0.4:
            name = b"#" + name
        line = name
        for _ in range(self.random.choice([0, 1, 1, 2, 3, 4])):
            valid = ATTRS if self.random.random() < 0.1 else ATTRS[:19] + ATTRS[22:23]
            line += self.random.choice([b" ", b"  ", b"\t", b" "])
            line += self.random.choice(valid)
        roll = self.random.random()
        if roll < 0.06:
            line = self.random.choice([b" ", b"\t", b"\r"]) + line
        elif roll < 0.12:
            line += self.random.choice([b" ", b"\t", b"\r", b"\0x", b"\x0b"])
        elif roll < 0.13:
            line += b" " * (self.random.choice([2046, 2047, 2048, 4000]) - len(line))
        return b"" if self.random.random() < 0.03 else line

    def lines(self):
        make = self.ignore_line if self.kind == "ignore" else self.attr_line
        lines = [make() for _ in range(self.random.randint(1, 8))]
        end = b"\r\n" if self.random.random() < 0.15 else b"\n"
        lines = [line + end for line in lines]
        if self.random.random() < 0.1:
            lines[0] = b"\xef\xbb\xbf" + lines[0]
        if self.random.random() < 0.15:
            lines[-1] = lines[-1][:-1]
        return lines

    def write_rules(self):
        for path in self.dirs:
            if not path or self.random.random() < 0.4:
                name = os.path.join(path, self.rule_file)
                if name not in self.files and name not in self.dirs:
                    self.texts[name] = self.lines()
        if self.random.random() < 0.6:
            name = b"exclude" if self.kind == "ignore" else b"attributes"
            self.texts[b".git/info/" + name] = self.lines()
        if self.random.random() < 0.6:
            self.texts[b"../global"] = self.lines()

    def write_tree(self):
        for path in self.dirs[1:]:
            os.makedirs(os.path.join(self.root, path), exist_ok=True)
        for path in self.files:
            with open(os.path.join(self.root, path), "wb"):
                pass

    def write_texts(self, texts):
        for path in self.texts:
            full = os.path.join(self.root, path)
            if path in texts:
                with open(full, "wb") as file:
                    file.write(b"".join(texts[path]))
            elif os.path.exists(full):
                os.unlink(full)


class Differ:
    def __init__(self, probe, work):
        self.probe = probe
        self.root = os.fsencode(os.path.join(work, "tree"))
        self.work = os.fsencode(work)
        self.global_ = os.fsencode(os.path.join(work, "global"))
        self.env = environment(work)
        self.asked = 0

    def run(self, args, paths, env, cwd):
        done = subprocess.run(args, input=b"".join(path + b"\0" for path in paths),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
                              cwd=cwd, check=False)
        if done.returncode not in (0, 1) or (done.returncode and args[0] == self.probe):
            sys.exit(f"{args}: exit {done.returncode}\n{done.stderr.decode('latin-1')}")
        return done.stdout

    def answers(self, case, paths):
        """Two dicts: path -> what git and what seclint says."""
        env = dict(self.env)
        git = ["git", "-c", "core.ignorecase=" + str(case.ignore_case).lower()]
        if b"../global" in case.texts:
            key = "excludesFile" if case.kind == "ignore" else "attributesFile"
            git += ["-c", f"core.{key}={os.fsdecode(self.global_)}"]
            env["PROBE_GLOBAL"] = os.fsdecode(self.global_)
        if case.ignore_case:
            env["PROBE_IGNORE_CASE"] = "1"
        git += (["check-ignore", "-v", "-n", "--no-index", "-z", "--stdin"]
                if case.kind == "ignore" else ["check-attr", "-z", "-a", "--stdin"])
        theirs = self.run(git, paths, env, self.root)
        ours = self.run([self.probe, case.kind, "."], paths, env, self.root)
        return self.table(case, theirs), self.table(case, ours)

    @staticmethod
    def table(case, output):
        fields = output.split(b"\0")[:-1]
        table = {}
        if case.kind == "ignore":
            for i in range(0, len(fields), 4):
                table[fields[i + 3]] = tuple(fields[i:i + 3])
        else:
            for i in range(0, len(fields), 3):
                table.setdefault(fields[i], []).append(tuple(fields[i + 1:i + 3]))
        return table

    def differing(self, case, paths):
        theirs, ours = self.answers(case, paths)
        return [path for path in paths if theirs.get(path) != ours.get(path)]

    def shrink(self, case, path):
        texts = {name: list(lines) for name, lines in case.texts.items()}
        changed = True
        while changed:
            changed = False
            for name in list(texts):
                for i in reversed(range(len(texts[name]))):
                    less = dict(texts)
                    less[name] = texts[name][:i] + texts[name][i + 1:]
                    case.write_texts(less)
                    if self.differing(case, [path]):
                        texts = less
                        changed = True
        case.write_texts(texts)
        return {name: lines for name, lines in texts.items() if lines}

    def fresh(self):
        shutil.rmtree(self.root, ignore_errors=True)
        for name in (b"objects", b"refs", b"info"):
            os.makedirs(os.path.join(self.root, b".git", name))
        with open(os.path.join(self.root, b".git/HEAD"), "wb") as file:
            file.write(b"ref: refs/heads/main\n")
        if os.path.exists(self.global_):
            os.unlink(self.global_)

    def round(self, seed):
        random_ = random.Random(seed)
        for kind in ("ignore", "attr"):
            self.fresh()
            case = Case(random_, self.root, kind)
            case.write_tree()
            case.write_texts(case.texts)
            paths = case.questions()
            self.asked += len(paths)
            bad = self.differing(case, paths)
            if bad:
                self.report(seed, case, paths, bad)

    def report(self, seed, case, paths, bad):
        theirs, ours = self.answers(case, paths)
        alone = [path for path in bad if self.differing(case, [path])]
        path = min(alone or bad, key=len)
        print(f"seed {seed}, {case.kind}, ignorecase {case.ignore_case}: "
              f"{len(bad)} of {len(paths)} paths differ")
        print(f"path {path!r}\n  git:     {theirs.get(path)}\n  seclint: {ours.get(path)}")
        if alone:
            for name, lines in self.shrink(case, path).items():
                print(f"  {name!r}: {lines!r}")
            theirs, ours = self.answers(case, [path])
            print(f"  git:     {theirs.get(path)}\n  seclint: {ours.get(path)}")
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("probe")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=150)
    args = parser.parse_args()
    if not shutil.which("git"):
        print("git is not installed")
        sys.exit(77)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        differ = Differ(os.path.abspath(args.probe), work)
        for seed in range(args.seed, args.seed + args.rounds):
            differ.round(seed)
        if args.rounds >= 150 and differ.asked < 20000:
            sys.exit(f"only {differ.asked} questions were asked")
    print(f"{differ.asked} paths agree in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()

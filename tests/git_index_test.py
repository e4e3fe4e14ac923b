"""Compares what seclint reads from indexes of every shape with `git ls-files`.

    git_index_test.py GIT_PROBE
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from git_differential_test import environment


class Repo:
    """A repository whose index takes a certain shape."""

    def __init__(self, work, name, probe):
        self.root = os.path.join(work, name)
        self.env = environment(work)
        self.probe = probe
        self.name = name
        os.makedirs(self.root)
        self.git("init", "-q", "-b", "main")

    def git(self, *args, ok=True, stdin=None):
        done = subprocess.run(["git", *args], cwd=self.root, env=self.env, input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if ok and done.returncode:
            sys.exit(f"{self.name}: git {args}: {done.stderr.decode()}")
        return done.stdout

    def write(self, path, text="x\n"):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def fill(self, count=120):
        for i in range(count):
            self.write(f"d{i % 7}/e{i % 3}/file{i}.txt", f"{i}\n")
        self.write("d1-x/f")
        self.write("top.txt")
        self.write("long/" + "n" * 200 + "/" + "m" * 200)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "one")

    def compare(self):
        """The number of entries, which git and seclint agree on."""
        listing = self.git("ls-files", "--stage", "-v", "-z", "--sparse")
        debug = self.git("ls-files", "--stage", "-v", "-z", "--sparse", "--debug")
        details = re.findall(
            rb"  ctime: (\d+:\d+)\n  mtime: (\d+:\d+)\n  dev: \d+\tino: (\d+)\n"
            rb"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: ([0-9a-f]+)\n", debug)
        theirs = []
        for line, more in zip(listing.split(b"\0"), details):
            ita = b"1" if int(more[4], 16) & 1 << 29 else b"0"
            theirs.append((line, b" ".join([*more[:4], ita])))
        index = os.path.join(".git", "index")
        done = subprocess.run([self.probe, "index", index], cwd=self.root, env=self.env,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        fields = done.stdout.split(b"\0")[:-1]
        ours = list(zip(fields[::2], fields[1::2]))
        if done.returncode or ours != theirs or len(theirs) != listing.count(b"\0"):
            print(f"index {self.name}: {done.stderr.decode()}")
            for one in (set(theirs) ^ set(ours)):
                print("  git:    " if one in theirs else "  seclint:", one)
            sys.exit(1)
        self.compare_trees(done.stderr)
        return len(theirs)

    def compare_trees(self, nodes):
        for line in nodes.splitlines():
            oid, _, path = line.split(b" ", 2)
            prefix = [b"--prefix=" + path + b"/"] if path else []
            made = self.git("write-tree", "--missing-ok", *prefix, ok=False).strip()
            if made and made != oid:
                sys.exit(f"cache tree {self.name}: {line!r}, git: {made!r}")

    def trees(self):
        done = subprocess.run([self.probe, "index", ".git/index"], cwd=self.root,
                              env=self.env, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=True)
        return len(done.stderr.splitlines())


def version(number):
    def shape(repo):
        repo.git("config", "index.version", str(number))
        repo.fill()
        repo.git("update-index", "--index-version", str(number))
    return shape


def flags(repo):
    repo.fill()
    repo.git("update-index", "--skip-worktree", "d1/e1/file1.txt", "top.txt")
    repo.git("update-index", "--assume-unchanged", "d2/e2/file2.txt", "top.txt")
    repo.write("new.txt")
    repo.git("add", "-N", "new.txt")
    os.symlink("top.txt", os.path.join(repo.root, "link"))
    repo.write("run.sh")
    os.chmod(os.path.join(repo.root, "run.sh"), 0o755)
    repo.git("add", "link", "run.sh")
    repo.git("update-index", "--add", "--cacheinfo", "160000," + "1" * 40 + ",module")


def conflict(repo):
    repo.fill()
    repo.git("checkout", "-q", "-b", "side")
    repo.write("top.txt", "side\n")
    repo.write("d1/e1/file1.txt", "side\n")
    repo.git("commit", "-q", "-am", "side")
    repo.git("checkout", "-q", "main")
    repo.write("top.txt", "main\n")
    repo.git("rm", "-q", "d1/e1/file1.txt")
    repo.git("commit", "-q", "-am", "main")
    repo.git("merge", "side", ok=False)


def split(number):
    def shape(repo):
        version(number)(repo)
        repo.git("config", "splitIndex.maxPercentChange", "100")
        repo.git("update-index", "--split-index")
        repo.compare()
        for i in range(0, 120, 5):
            repo.write(f"d{i % 7}/e{i % 3}/file{i}.txt", f"changed {i}\n")
        for i in range(1, 120, 7):
            os.unlink(os.path.join(repo.root, f"d{i % 7}/e{i % 3}/file{i}.txt"))
        repo.write("d0/new", "new\n")
        repo.write("a-first", "new\n")
        repo.write("z-last", "new\n")
        repo.git("add", "-A")
        if not any(name.startswith("sharedindex.")
                   for name in os.listdir(os.path.join(repo.root, ".git"))):
            sys.exit("no shared index was written")
    return shape


def split_conflict(repo):
    repo.git("config", "splitIndex.maxPercentChange", "100")
    repo.git("config", "core.splitIndex", "true")
    conflict(repo)
    repo.compare()
    repo.write("top.txt", "solved\n")
    repo.git("add", "top.txt")


def sparse(*more):
    def shape(repo):
        repo.fill()
        repo.git("sparse-checkout", "init", "--cone", *more)
        repo.git("sparse-checkout", "set", "d1", "d2/e1")
    return shape


def emptied(repo):
    repo.fill()
    repo.git("rm", "-q", "-r", "--cached", ".")


def threads(repo):
    repo.git("config", "index.threads", "4")
    repo.git("config", "index.version", "4")
    entries = "".join(f"100644 {'1' * 40}\tdir{i % 97:02}/sub{i % 13}/f{i}\n"
                      for i in range(30000))
    repo.git("update-index", "--index-info", stdin=entries.encode())


def extras(repo):
    repo.git("config", "core.untrackedCache", "true")
    repo.git("config", "core.fsmonitor", "false")
    repo.fill()
    repo.git("update-index", "--untracked-cache", ok=False)
    repo.git("status")
    repo.git("config", "rerere.enabled", "true")


def near_paths(repo):
    """Paths that differ late or early, with slashes at any place of a word."""
    choice = random.Random(11)
    paths = set()
    while len(paths) < 3000:
        names = ["".join(choice.choices("ab", k=choice.choice((1, 2, 3, 14, 15, 16, 17))))
                 for _ in range(choice.randint(1, 5))]
        path = "/".join(names)
        above = {path[:i] for i, char in enumerate(path) if char == "/"}
        if not above & paths and not any(each.startswith(path + "/") for each in paths):
            paths.add(path)
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"x\n").decode().strip()
    repo.git("update-index", "--add", "--index-info",
             stdin="".join(f"100644 {blob}\t{path}\n" for path in paths).encode())


SHAPES = {
    "v2": version(2), "v3": version(3), "v4": version(4), "flags": flags,
    "conflict": conflict, "split2": split(2), "split4": split(4),
    "split-conflict": split_conflict, "sparse": sparse("--no-sparse-index"),
    "sparse-index": sparse("--sparse-index"), "emptied": emptied, "threads": threads,
    "extras": extras, "near-paths": near_paths,
}


def compare_indexes(probe, work):
    entries = 0
    for name, shape in SHAPES.items():
        repo = Repo(work, "index-" + name, probe)
        shape(repo)
        entries += repo.compare()
        if name == "v4":
            repo.git("read-tree", "HEAD")
            if repo.compare() and not repo.trees():
                sys.exit("no cache tree was read")
        shutil.rmtree(repo.root)
    return entries


def main():
    if not shutil.which("git"):
        print("git is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as work:
        entries = compare_indexes(os.path.abspath(sys.argv[1]), work)
    print(f"{entries} entries of {len(SHAPES)} indexes agree")


if __name__ == "__main__":
    main()

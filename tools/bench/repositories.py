"""repositories.py - the repositories that are measured in: made ones and given clones.

Made repositories are kept and used again; RECIPE is part of their names. A given clone
is only read. Where it lacks blobs (a partial clone), programs that print patches get a
view of it: the same objects, with an empty blob in the place of each that is absent.
"""

import dataclasses
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import zlib

from made import (ENVIRONMENT, Failure, fast_import, history_commits, line_c, plenty, tree_file,
                  tree_path)

RECIPE = "5"  # changes when the made repositories do


@dataclasses.dataclass
class Repository:
    name: str
    path: str
    patches: str = ""  # where `git log -p` works; path, if nothing is absent
    absent: int = 0
    objects: int = 0
    blobs: int = 0
    raw: int = 0  # bytes of all blobs, inflated
    packed: int = 0  # bytes of the packs

    def packs(self):
        return tuple(pack_folder(self.path).glob("*.pack"))

    def as_dict(self):
        kept = ("name", "absent", "objects", "blobs", "raw", "packed")
        return {key: getattr(self, key) for key in kept}


def git(repo, *args, **more):
    return subprocess.run(["git", "-C", repo, *args], check=True, env=ENVIRONMENT,
                          stdout=subprocess.PIPE, **more).stdout


class Folder:
    """Where made repositories, views and what is known of clones are kept."""

    def __init__(self, path, scale=1.0):
        self.path, self.scale = pathlib.Path(path), scale

    def count(self, number):
        return max(3, int(number * self.scale))

    def kept(self, name, make):
        suffix = f"-{RECIPE}" + ("" if self.scale == 1 else f"-{self.scale:g}")
        repo, done = self.path / (name + suffix), self.path / (name + suffix + ".done")
        if not done.exists():
            print(f"bench: making {name}, once", file=sys.stderr)
            self.path.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(repo, ignore_errors=True)
            make(str(repo))
            done.touch()
        return str(repo)

    def history(self, name="history", commits=20_000):
        def make(repo):
            fast_import(repo, history_commits(random.Random(1), self.count(commits)), bare=True)
            git(repo, "repack", "-adq")
        path = self.kept(name, make)
        return self.known(f"made, {self.count(commits):,} commits", path)

    def tree(self, name="tree", files=50_000, scaled=True):
        count = self.count(files) if scaled else files

        def make(repo):
            rng = random.Random(2)
            fast_import(repo, [(0, [tree_file(rng, n) for n in range(count)])])
            git(repo, "reset", "-q", "--hard")
            git(repo, "status", "--porcelain")  # brings the index up to date
            for number in range(5):
                path = pathlib.Path(repo, f"part{number}", "0", f"staged{number}.c")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(line_c(rng) for _ in range(120)) + "\n")
                git(repo, "add", str(path))
        return Repository(f"made, {count:,} files", self.kept(name, make))

    def index(self, name="index", files=200_000):
        """Files that stand in the index and in no working tree; five are staged. What git
        and a hook look at is the same, and a fifth of the disk is needed."""
        count = self.count(files)

        def make(repo):
            rng = random.Random(3)
            few = [tree_file(rng, number)[1] for number in range(100)]
            fast_import(repo, [(":", few), (0, [(tree_path(number), number % 100 + 1)
                                                for number in range(count)])])
            git(repo, "read-tree", "HEAD")
            for number in range(5):
                text = "\n".join(line_c(rng) for _ in range(120)) + "\n"
                oid = git(repo, "hash-object", "-w", "--stdin", input=text.encode()).decode()
                git(repo, "update-index", "--add", "--cacheinfo",
                    f"100644,{oid.strip()},part{number}/0/staged{number}.c")
        return Repository(f"made, {count:,} files in the index", self.kept(name, make))

    def given(self, argument):
        name, equals, path = argument.partition("=")
        path = os.path.abspath(path if equals else name)
        if subprocess.run(["git", "-C", path, "rev-parse", "--git-dir"], env=ENVIRONMENT,
                          capture_output=True).returncode:
            raise Failure(f"no git repository: {argument}")
        return self.known(name if equals else os.path.basename(path), path)

    def known(self, name, path):
        """Counts are kept too: they take seconds, and packs say by their names whether
        they still hold."""
        packs = pack_folder(path)
        state = f"{path}\n" + "\n".join(sorted(p.name for p in packs.glob("*.pack")))
        key = hashlib.sha256(state.encode()).hexdigest()[:16]
        file = self.path / "known" / f"{key}.json"
        if not file.exists():
            print(f"bench: counting {name}, once", file=sys.stderr)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({**sizes(path), "missing": missing(path)}))
        facts = json.loads(file.read_text())
        absent = facts.pop("missing")
        repo = Repository(name, path, path, len(absent), **facts)
        repo.packed = sum(p.stat().st_size for p in packs.glob("*.pack"))
        if absent:
            repo.patches = self.view(key, path, absent)
        return repo

    def view(self, key, path, absent):
        def make(repo):
            subprocess.run(["git", "init", "-q", "--bare", repo], check=True, env=ENVIRONMENT)
            alternates = pathlib.Path(repo, "objects", "info", "alternates")
            alternates.write_text(f"{pack_folder(path).parent}\n")
            copy_refs(path, repo)
            # Not refs/replace, which programs can and do switch off. git asks a loose blob's
            # name only where it is told to check objects.
            for oid in absent:
                loose = pathlib.Path(repo, "objects", oid[:2], oid[2:])
                loose.parent.mkdir(exist_ok=True)
                loose.write_bytes(zlib.compress(b"blob 0\0"))
        return self.kept(f"patches-{key}", make)


def pack_folder(path):
    return pathlib.Path(git(path, "rev-parse", "--path-format=absolute", "--git-path",
                            "objects/pack").decode().strip())


def copy_refs(path, repo):
    rows = git(path, "for-each-ref", "--format=%(objectname) %(refname)").decode()
    pathlib.Path(repo, "packed-refs").write_text(
        "# pack-refs with: sorted\n" + "".join(f"{row}\n" for row in rows.splitlines()))
    head = git(path, "rev-parse", "HEAD").decode().strip()
    pathlib.Path(repo, "HEAD").write_text(f"{head}\n")


def sizes(path):
    found = {"objects": 0, "blobs": 0, "raw": 0}
    rows = git(path, "cat-file", "--batch-all-objects", "--unordered",
               "--batch-check=%(objecttype) %(objectsize)").decode().splitlines()
    for row in rows:
        kind, size = row.split()
        found["objects"] += 1
        if kind == "blob":
            found["blobs"] += 1
            found["raw"] += int(size)
    return found


def missing(path):
    rows = git(path, "rev-list", "--objects", "--all", "--missing=print").decode()
    return [row[1:] for row in rows.splitlines() if row.startswith("?")]


# ---- growth ----

FIXED = 128  # blobs that stay as they are
BLOB = 256 * 1024
FEW, LONG = 8, 4 * 1024 * 1024  # as many bytes in fewer blobs: names cost too


def law_bytes(folder, times):
    """One commit of times as many unique blobs."""
    count = folder.count(FIXED) * times

    def make(repo):
        rng = random.Random(5)
        fast_import(repo, [(0, [(f"a{n}/{n}.c", plenty(rng, BLOB)) for n in range(count)])],
                    bare=True)
    return count, folder.kept(f"growth-bytes-{times}", make)


def law_commits(folder, commits):
    """The same blobs in every commit; one small file changes."""
    def history(rng):
        yield ":", [plenty(rng, BLOB) for _ in range(folder.count(FIXED))]
        yield 0, [(f"a{n}/{n}.c", n + 1) for n in range(folder.count(FIXED))]
        for number in range(1, commits):
            yield number, [("counter", f"{number}\n")]
    return commits, folder.kept(f"growth-commits-{commits}", lambda repo: fast_import(
        repo, history(random.Random(5)), bare=True))


def law_paths(folder, paths):
    """Each blob at so many paths, no two trees alike."""
    def history(rng):
        count = folder.count(FEW)
        yield ":", [plenty(rng, LONG) for _ in range(count)]
        yield 0, [(f"p{p}/{p}-{n}.c", n + 1) for n in range(count) for p in range(paths)]
    return paths, folder.kept(f"growth-paths-{paths}", lambda repo: fast_import(
        repo, history(random.Random(5)), bare=True))


def law_empty(folder, commits):
    """Commits that change nothing."""
    def history():
        yield 0, [("README", "nothing else\n")]
        for number in range(1, commits):
            yield number, []
    return commits, folder.kept(f"growth-empty-{commits}", lambda repo: fast_import(
        repo, history(), bare=True))

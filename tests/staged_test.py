"""The set of staged files that `seclint --staged` looks at, against `git diff --cached`, for
random states of index, cache tree and HEAD. Every version of every file holds a token of
its own, so each file that is looked at is a finding."""

import random
import sys

from repo_kit import Case, line, main

ROUNDS = 6
STEPS = 12
CONFIGS = (
    (), ("core.untrackedCache=true",), ("feature.manyFiles=true",),
    ("index.skipHash=true",), ("core.splitIndex=true",), ("index.version=4",),
)


class Staged(Case):
    def setUp(self):
        super().setUp()
        self.number = 1000  # those below 32 must not be in any output; these are masked, too

    def fresh(self):
        self.number += 1
        return line(self.number)

    def staged_by_git(self, repo):
        """Regular files that the next commit would add or change, or that are in conflict."""
        changed = repo.git("diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev",
                           "--ignore-submodules=none", *self.against(repo))
        fields = changed.split("\0")
        regular = set()
        for entry, path in zip(fields[::2], fields[1::2]):
            _, mode, _, _, status = entry.split(" ")
            if status == "U" or mode.startswith("100"):
                regular.add(path)
        return sorted(regular - self.unreadable(repo))

    def against(self, repo):
        """An unborn HEAD is the empty tree."""
        if repo.git("rev-parse", "-q", "--verify", "HEAD", check=False):
            return ["HEAD"]
        return [repo.git("hash-object", "-t", "tree", "/dev/null")]

    def unreadable(self, repo):
        """Entries that hold no token: intent to add, and conflicts over submodules."""
        entries = repo.git("ls-files", "--stage", "-z").split("\0")[:-1]
        empty = repo.git("hash-object", "/dev/null")
        return {e.split("\t", 1)[1] for e in entries if e.split(" ")[1] == empty}

    def compare(self, repo, told, **options):
        run = repo.run("--staged", **options)
        self.assertEqual(run.paths(), self.staged_by_git(repo),
                         f"{told}\n{run.told()}\n{repo.git('status', '--short')}")

    def names(self, rng):
        folder = rng.choice(["", "a/", "a/b/", "a-b/", "a.b/", "a/b/c/d/", "z/"])
        return folder + rng.choice(["x.txt", "x", "a", "b.txt", "y.txt", "zz.txt", ".x"])

    # What may happen to a repository.

    def write(self, repo, rng):
        path = self.names(rng)
        target = repo.path / path
        if target.is_dir() or any(p.is_file() for p in target.parents):
            return
        repo.write(path, self.fresh())
        repo.git("add", path, check=False)

    def write_many(self, repo, rng):
        for _ in range(rng.randrange(5, 30)):
            self.write(repo, rng)

    def one_tracked(self, repo, rng):
        tracked = repo.git("ls-files", "-z").split("\0")[:-1]
        return rng.choice(tracked) if tracked else None

    def forget(self, repo, rng):
        path = self.one_tracked(repo, rng)
        if path:
            repo.git("rm", "-q", "--cached", "--", path, check=False)

    def move(self, repo, rng):
        path = self.one_tracked(repo, rng)
        if path:
            repo.git("mv", "-k", path, self.names(rng), check=False)

    def mode(self, repo, rng):
        path = self.one_tracked(repo, rng)
        if path:
            repo.git("update-index", rng.choice(["--chmod=+x", "--chmod=-x"]), path,
                     check=False)

    def flag(self, repo, rng):
        path = self.one_tracked(repo, rng)
        if path:
            repo.git("update-index", rng.choice(["--skip-worktree", "--assume-unchanged"]),
                     path, check=False)

    def intend(self, repo, rng):
        path = f"intended{rng.randrange(3)}.txt"
        repo.write(path, self.fresh())
        repo.git("add", "-N", path, check=False)

    def submodule(self, repo, rng):
        repo.git("update-index", "--add", "--cacheinfo",
                 f"160000,{rng.choice('123') * 40},module{rng.randrange(2)}", check=False)

    def symlink(self, repo, rng):
        oid = repo.git("hash-object", "-w", "--stdin", data=b"a/x.txt")
        repo.git("update-index", "--add", "--cacheinfo", f"120000,{oid},link", check=False)

    def conflict(self, repo, rng):
        path = f"conflict{rng.randrange(2)}.txt"
        entries = []
        for stage in rng.sample([1, 2, 3], rng.randrange(1, 4)):
            oid = repo.git("hash-object", "-w", "--stdin", data=self.fresh().encode())
            entries.append(f"100644 {oid} {stage}\t{path}\n")
        repo.git("update-index", "--index-info",
                 data=f"0 {'0' * 40}\t{path}\n{''.join(entries)}".encode(), check=False)

    def commit(self, repo, rng):
        if not repo.git("ls-files", "-u"):
            repo.git("commit", "-q", "--allow-empty", "-m", "x")

    def soft_reset(self, repo, rng):
        repo.git("reset", "-q", "--soft", "HEAD~1", check=False)

    def mixed_reset(self, repo, rng):
        repo.git("reset", "-q", "HEAD~1", check=False)

    def read_tree(self, repo, rng):
        repo.git("read-tree", rng.choice(["--empty", "HEAD", "HEAD~1"]), check=False)

    def validate(self, repo, rng):
        repo.git("write-tree", check=False)  # makes the cache tree whole

    def shape(self, repo, rng):
        repo.git("update-index", *rng.choice([
            ["--index-version", "2"], ["--index-version", "3"], ["--index-version", "4"],
            ["--split-index"], ["--no-split-index"], ["--untracked-cache"],
            ["--force-write-index"]]), check=False)

    def detach(self, repo, rng):
        repo.git("checkout", "-q", "--detach", check=False)

    def pack(self, repo, rng):
        repo.git(*rng.choice([["repack", "-adq"], ["pack-refs", "--all"]]), check=False)

    STEPS = (write, write, write, write_many, forget, move, mode, flag, intend, submodule,
             symlink, conflict, commit, commit, soft_reset, mixed_reset, read_tree, validate,
             shape, shape, detach, pack)

    def wander(self, repo, rng, seed):
        told = [f"seed {seed}"]
        for _ in range(STEPS):
            step = rng.choice(self.STEPS)
            step(self, repo, rng)
            told.append(step.__name__)
            self.compare(repo, told)

    def test_random_states(self):
        for seed in range(ROUNDS):
            rng = random.Random(seed)
            repo = self.repo(f"repo{seed}")
            for setting in CONFIGS[seed % len(CONFIGS)]:
                repo.git("config", *setting.split("="))
            self.wander(repo, rng, seed)

    def test_a_linked_worktree(self):
        repo = self.planted()
        repo.git("worktree", "add", "-q", self.folder / "linked")
        linked = type(repo)(self, self.folder / "linked", make=False)
        self.wander(linked, random.Random(100), 100)
        self.compare(repo, "the main one")

    def test_a_sparse_index(self):
        repo = self.repo()
        for folder in ("in", "out", "out/deep", "other"):
            repo.write(f"{folder}/x.txt", self.fresh())
            repo.write(f"{folder}/y.txt", self.fresh())
        repo.commit()
        repo.git("sparse-checkout", "init", "--cone", "--sparse-index")
        repo.git("sparse-checkout", "set", "in")
        self.assertIn("040000", repo.git("ls-files", "--sparse", "--stage"))
        self.compare(repo, "sparse")
        repo.write("in/x.txt", self.fresh())
        repo.git("add", "in/x.txt")
        self.compare(repo, "sparse, staged")

    def test_a_sparse_directory_that_the_next_commit_changes(self):
        repo = self.repo()
        for version in range(2):
            for folder in ("in", "out", "out/deep", "same"):
                if version == 0 or folder != "same":
                    repo.write(f"{folder}/x.txt", self.fresh())
            repo.commit()
        repo.git("sparse-checkout", "init", "--cone", "--sparse-index")
        repo.git("sparse-checkout", "set", "in")
        repo.git("reset", "-q", "--soft", "HEAD~1")
        self.compare(repo, "sparse, HEAD moved back")

    def tree_of(self, repo, entry, many):
        return repo.git("mktree", data="".join(f"{entry}\t{n:04}\n" for n in range(many)).encode())

    def test_a_few_trees_under_a_sparse_index_spell_no_millions_of_files(self):
        """Two trees of 1,500 entries stand for 2,250,000 files: the limit ends the walk."""
        repo = self.repo()
        repo.write("in.txt", self.fresh())
        repo.commit()
        before, blob = repo.git("rev-parse", "HEAD"), repo.git("rev-parse", "HEAD:in.txt")
        files = self.tree_of(repo, f"100644 blob {blob}", 1500)
        folders = self.tree_of(repo, f"040000 tree {files}", 1500)
        tree = self.tree_of(repo, f"040000 tree {folders}", 1)
        repo.git("sparse-checkout", "init", "--cone", "--sparse-index")
        repo.git("reset", "-q", "--hard", repo.git("commit-tree", tree, "-p", before, "-m", "x"))
        repo.git("reset", "-q", "--soft", before)
        self.assertTrue(repo.git("ls-files", "--sparse", "--stage").startswith("040000"))
        run = repo.run("--staged")
        self.assert_status(run, 3)
        self.assert_noticed(run, "more than 2000000 files and directories")

    def test_an_index_that_is_empty_is_none(self):
        """Of no bytes, as a crash leaves it: git refuses it, and it counts as damaged."""
        repo = self.repo("emptied")
        repo.commit_file("a.txt", "a\n")
        (repo.path / ".git/index").write_bytes(b"")
        for option in ("--staged", "--no-history"):
            run = repo.run(option)
            self.assert_status(run, 3)
            self.assert_noticed(run, "not scanned: .git/index", "empty")
        (repo.path / "other").write_bytes(b"")
        run = repo.run("--staged", env={"GIT_INDEX_FILE": "other"})
        self.assert_status(run, 3)
        self.assert_noticed(run, "not scanned: other: ", "empty")

    def test_another_index(self):
        """As `git commit FILE` gives it to a hook."""
        repo = self.planted()
        repo.write("a/other.txt", self.fresh())
        env = {"GIT_INDEX_FILE": ".git/other-index"}
        repo.git("read-tree", "HEAD", env=env)
        repo.git("add", "a/other.txt", env=env)
        self.assertEqual(repo.run("--staged", env=env).paths(), ["a/other.txt"])
        self.assertEqual(repo.run("--staged").paths(), [])


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--rounds":
        ROUNDS = int(sys.argv[2])
        del sys.argv[1:3]
    main()

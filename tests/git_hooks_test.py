"""seclint hook: the hooks that it installs, run by git itself on real commits and pushes,
and what install, uninstall and status make of the hooks that are there."""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys

from repo_kit import NOBODY, PATIENCE, SECLINT, Case, Repo, Run, line, main

ZERO = "0" * 40
# tells how it was called and what it read, and fails if there is a file "fail".
OTHER = """#!/bin/sh
{{ echo "$#" "$@"; cat; }} >"{out}"
[ ! -e "{fail}" ]
"""
TOOLS = pathlib.Path(os.environ.get("SECLINT_TOOLS", "tests/tools")) / "node_modules"


EMPTY = "standard input names no ref"


def siphash(text):
    """SipHash-2-4 with a key of zeros, as the sum in our scripts."""
    def turned(value, by):
        return (value << by | value >> (64 - by)) & (1 << 64) - 1

    def rounds(count):
        for _ in range(count):
            v[0] = v[0] + v[1] & (1 << 64) - 1
            v[1] = turned(v[1], 13) ^ v[0]
            v[0] = turned(v[0], 32)
            v[2] = v[2] + v[3] & (1 << 64) - 1
            v[3] = turned(v[3], 16) ^ v[2]
            v[0] = v[0] + v[3] & (1 << 64) - 1
            v[3] = turned(v[3], 21) ^ v[0]
            v[2] = v[2] + v[1] & (1 << 64) - 1
            v[1] = turned(v[1], 17) ^ v[2]
            v[2] = turned(v[2], 32)

    v = [int.from_bytes(part, "big") for part in
         (b"somepseu", b"dorandom", b"lygenera", b"tedbytes")]
    whole = text + bytes(7 - len(text) % 8) + bytes([len(text) & 255])
    for start in range(0, len(whole), 8):
        word = int.from_bytes(whole[start:start + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 255
    rounds(4)
    return f"{v[0] ^ v[1] ^ v[2] ^ v[3]:016x}"


def of_version(text, version):
    """A script as another version of the program would have written it."""
    head, rest = text.split(", version ", 1)
    head, tail = f"{head}, version {version}", rest[rest.index(". To take"):]
    return f"{head}, sum {siphash((head + tail).encode())}{tail}"


class Hooks(Case):
    def setUp(self):
        super().setUp()
        self.report = self.folder / "report"

    def environment(self):
        return {**super().environment(), "LSAN_OPTIONS": self.leaks(), "PATH": self.path()}

    def path(self):
        return os.environ["PATH"]

    def git(self, repo, *args, env=None):
        """Status and all that git and its hooks said."""
        done = subprocess.run(
            ["git", *map(os.fspath, args)], cwd=repo.path, timeout=PATIENCE,
            env={**self.environment(), **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.check_manners(Run(done.returncode, b"", done.stdout, 0, 0),
                           ["git", *map(str, args)])
        return done.returncode, done.stdout.decode("utf-8", "surrogateescape")

    def hook(self, repo, *args, status=0, env=None, form=None, **options):
        run = self.run_seclint("hook", *args, cwd=repo.path, env=env, form=form, **options)
        self.assertEqual(run.status, status, run.told() + run.out.decode())
        return run.out.decode() + run.message()

    def install(self, repo, *names):
        """With a report of each run for the test to read."""
        return self.hook(repo, "install", *names, "--", "--output", f"jsonl={self.report}")

    def paths(self):
        """The paths with findings of the last run of a hook, None if none ran."""
        if not self.report.exists():
            return None
        lines = [json.loads(each) for each in self.report.read_text().splitlines()]
        self.report.unlink()
        return sorted(each["place"]["path"] for each in lines if each["type"] == "finding")

    def blocked(self, repo, *command, paths):
        status, told = self.git(repo, *command)
        self.assertEqual((status != 0, self.paths()), (True, sorted(paths)), told)
        return told

    def passes(self, repo, *command):
        status, told = self.git(repo, *command)
        self.assertEqual((status, self.paths()), (0, []), told)
        return told

    def clean(self, name="repo", *init):
        repo = self.repo(name, *init)
        repo.write("app.py", "clean\n")
        repo.write("other.py", "clean\n")
        repo.commit("first")
        return repo

    def file(self, repo, name="pre-commit"):
        return repo.path / ".git" / "hooks" / name

    def foreign(self, repo, name="pre-commit", text=None, mode=0o755):
        file = self.file(repo, name)
        file.parent.mkdir(exist_ok=True)
        file.write_text(text or OTHER.format(out=self.folder / "other.out",
                                             fail=self.folder / "fail"))
        file.chmod(mode)
        return file

    def state(self, repo, name="pre-commit", **options):
        """The word of `hook status`, and the line."""
        run = self.run_seclint("hook", "status", name, cwd=repo.path, form=None, **options)
        told = run.out.decode()
        self.assertEqual(run.err, b"")
        return told.split(": ")[1], told, run.status


class PreCommit(Hooks):
    def hooked(self):
        repo = self.clean()
        self.install(repo)
        return repo

    def hooked_beside_a_leak(self):
        """On main, with a secret that was committed on the branch side."""
        repo = self.hooked()
        repo.git("checkout", "-q", "-b", "side")
        repo.write("side.py", line())
        repo.git("add", "side.py")
        repo.git("commit", "-q", "--no-verify", "-m", "side")
        repo.git("checkout", "-q", "main")
        return repo

    def test_a_commit_is_blocked_and_told_why(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        told = self.blocked(repo, "commit", "-m", "x", paths=["app.py"])
        self.assertIn("app.py:1:10: error[github-pat]", told)
        self.assertIn("git commit --no-verify", told)
        self.assertIn("seclint:allow", told)
        self.git(repo, "commit", "-q", "--no-verify", "-m", "x")
        self.assertIsNone(self.paths())
        self.assertEqual(repo.git("log", "--format=%s", "-1"), "x")

    def test_ways_to_commit(self):
        repo = self.hooked()
        repo.write("app.py", line(0))
        repo.write("other.py", line(1))
        self.blocked(repo, "commit", "-a", "-m", "x", paths=["app.py", "other.py"])
        self.blocked(repo, "commit", "-m", "x", "other.py", paths=["other.py"])
        repo.write("other.py", "cleaner\n")
        self.passes(repo, "commit", "-m", "x", "other.py")
        repo.git("add", "app.py")
        self.blocked(repo, "commit", "--amend", "-m", "x", paths=["app.py"])
        repo.write("app.py", "staged, then edited\n")
        self.blocked(repo, "commit", "-m", "x", paths=["app.py"])
        repo.git("add", "app.py")
        repo.write("app.py", line())
        self.passes(repo, "commit", "-m", "x")

    def test_merge_rebase_and_cherry_pick(self):
        repo = self.hooked_beside_a_leak()
        repo.write("main.py", "main\n")
        repo.git("add", "main.py")
        self.passes(repo, "commit", "-m", "main")
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side")
        self.blocked(repo, "commit", "-m", "x", paths=["side.py"])
        repo.git("merge", "--abort")
        repo.git("cherry-pick", "--no-commit", "side")
        self.blocked(repo, "commit", "-m", "x", paths=["side.py"])
        repo.git("reset", "-q", "--hard")
        # git runs no pre-commit hook for what was committed once: pre-push does that
        repo.git("rebase", "-q", "side")
        self.assertIsNone(self.paths())
        self.install(repo, "pre-push")
        self.repo("far.git", bare=True)
        self.blocked(repo, "push", "-q", "../far.git", "main", paths=["side.py"])

    def test_linked_worktree(self):
        repo = self.hooked()
        linked = self.folder / "linked"
        repo.git("worktree", "add", "-q", "-b", "linked", linked)
        linked = Repo(self, linked, make=False)
        linked.write("app.py", line())
        self.blocked(linked, "commit", "-a", "-m", "x", paths=["app.py"])
        self.assertEqual(self.state(linked)[0], "installed")
        self.hook(linked, "uninstall")
        self.assertFalse(self.file(repo).exists())
        self.install(linked)
        self.assertTrue(self.file(repo).exists())

    def test_a_commit_that_only_deletes_an_ignore_line(self):
        repo = self.hooked()
        repo.write(".gitignore", "*.log\n.env\n")
        repo.git("add", ".gitignore")
        self.passes(repo, "commit", "-m", "ignore")
        repo.write(".env", line())
        repo.write(".gitignore", "*.log\n")
        repo.git("add", ".gitignore")
        told = self.git(repo, "commit", "-m", "x")
        self.assertEqual((told[0] != 0, ".env" in (self.paths() or [])), (True, True), told)

    def test_submodule(self):
        self.clean("inner")
        repo = self.clean()
        repo.git("submodule", "--quiet", "add", "../inner", "sub")
        sub = Repo(self, repo.path / "sub", make=False)
        self.install(sub)
        self.assertTrue((repo.path / ".git/modules/sub/hooks/pre-commit").exists())
        self.assertFalse(self.file(repo).exists())
        sub.write("app.py", line())
        self.blocked(sub, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_a_folder_with_blanks_and_other_letters(self):
        repo = self.clean("it's a dür \"$(x)\" `y`")
        program = self.folder / "my prögrams' \"$(x)\"" / "seclint"
        program.parent.mkdir()
        shutil.copy(SECLINT, program)
        done = subprocess.run([program, "hook", "install"], cwd=repo.path,
                              env=self.environment(), capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        repo.write("app.py", line())
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x")[0], 1)
        repo.write("app.py", "cleaner\n")
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x")[0], 0)

    def test_status_of_a_program_with_quotes_and_line_ends(self):
        repo = self.clean()
        bare = self.folder / "bin"
        bare.mkdir()
        env = {"PATH": str(bare)}
        (bare / "git").symlink_to(shutil.which("git"))
        for number, name in enumerate(("it's", "'", "a\nb", "'\\''\n'", "a\\b")):
            program = self.folder / name / f"seclint{number}"
            program.parent.mkdir()
            shutil.copy(SECLINT, program)
            subprocess.run([program, "hook", "install"], cwd=repo.path, check=True,
                           env=self.environment(), stdout=subprocess.DEVNULL)
            self.assertEqual(self.state(repo, env=env)[0::2], ("installed", 0), name)
            program.unlink()
            self.assertEqual(self.state(repo, env=env)[0::2], ("no program", 1), name)

    def test_a_merge_that_makes_the_commit_itself(self):
        repo = self.hooked_beside_a_leak()
        before = repo.git("rev-parse", "HEAD")
        merge = ("merge", "--no-ff", "--no-edit", "side")
        self.git(repo, *merge)
        self.assertIsNone(self.paths())  # git runs no pre-commit
        repo.git("reset", "-q", "--hard", before)
        self.install(repo, "pre-merge-commit")
        told = self.blocked(repo, *merge, paths=["side.py"])
        self.assertIn("the merge is refused", told)
        self.assertIn("git merge --no-verify", told)
        self.assertEqual(repo.git("rev-parse", "HEAD"), before)
        repo.write("side.py", "cleaner\n")
        repo.git("add", "side.py")
        self.passes(repo, "commit", "-q", "--no-edit")
        repo.git("reset", "-q", "--hard", before)
        self.assertEqual(self.git(repo, *merge, "--no-verify")[0], 0)
        self.assertIsNone(self.paths())
        repo.git("checkout", "-q", "-b", "fine", before)
        repo.commit_file("fine.py", "fine\n")
        repo.git("checkout", "-q", "-B", "main", before)
        self.passes(repo, "merge", "--no-ff", "--no-edit", "fine")

    def test_in_a_subdirectory_with_options_in_the_script(self):
        repo = self.clean()
        repo.write("deep/er/app.py", line())
        deep = Repo(self, repo.path / "deep" / "er", make=False)
        self.hook(deep, "install", "pre-commit", "--", "--fail-on", "never",
                  "--output", f"jsonl={self.report}")
        repo.git("add", "-A")
        status, told = self.git(deep, "commit", "-m", "x")
        self.assertEqual((status, self.paths()), (0, ["deep/er/app.py"]), told)
        self.hook(repo, "install")  # renewed, with the options that it has
        self.assertIn("--fail-on never", self.file(repo).read_text())
        self.hook(repo, "install", "--", "--fail-on", "error")
        self.assertIn("run pre-commit --fail-on error --", self.file(repo).read_text())

    def test_the_configuration_counts_as_it_is_staged(self):
        repo = self.hooked()
        off = "exclude: ['*.py']\n"
        repo.write(".seclint.yml", off)
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.passes(repo, "commit", "-m", "untracked, so it counts as it lies there")
        repo.git("add", ".seclint.yml")
        repo.write(".seclint.yml", "fail-on: error\n")
        repo.write("new.py", line(1))
        repo.git("add", "new.py")
        self.passes(repo, "commit", "-m", "staged it leaves out")
        repo.git("add", ".seclint.yml")
        repo.write(".seclint.yml", off)
        repo.write("newer.py", line(2))
        repo.git("add", "newer.py")
        self.blocked(repo, "commit", "-m", "x", paths=["newer.py"])

    def test_the_baseline_counts_as_it_is_staged(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.hook(repo, "install")
        run = self.run_seclint("baseline", "create", cwd=repo.path, form=None)
        self.assertEqual(run.status, 0, run.message())
        baseline = (repo.path / ".seclint-baseline").read_text()
        repo.git("add", ".seclint-baseline")
        repo.write(".seclint-baseline", "\n".join(baseline.splitlines()[:-1]) + "\n")
        status, told = self.git(repo, "commit", "-m", "x")
        self.assertEqual(status, 0, told)
        repo.write("new.py", line(1))
        run = self.run_seclint("baseline", "update", cwd=repo.path, form=None)
        repo.git("add", "new.py")
        self.assertEqual(self.git(repo, "commit", "-m", "x")[0], 1)
        repo.git("add", ".seclint-baseline")
        self.assertEqual(self.git(repo, "commit", "-m", "x")[0], 0)

    def test_no_program(self):
        repo = self.clean()
        program = self.folder / "seclint"
        shutil.copy(SECLINT, program)
        subprocess.run([program, "hook", "install"], cwd=repo.path, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)
        program.unlink()
        repo.write("app.py", "cleaner\n")
        bare = self.folder / "bin"
        bare.mkdir()
        for tool in ("git", "sh"):
            (bare / tool).symlink_to(shutil.which(tool))
        env = {"PATH": str(bare)}
        status, told = self.git(repo, "commit", "-a", "-m", "x", env=env)
        self.assertEqual(status, 1, told)
        self.assertIn("git commit --no-verify", told)
        self.assertIn("seclint hook install pre-commit", told)
        word, told, status = self.state(repo, env=env)
        self.assertEqual((word, status), ("no program", 1), told)
        # a program of the repository itself is not run, whatever PATH says
        evil = repo.path / "seclint"
        evil.write_text("#!/bin/sh\nexit 0\n")
        evil.chmod(0o755)
        for path in (f".:{bare}", f":{bare}"):
            status, told = self.git(repo, "commit", "-a", "-m", "x", env={"PATH": path})
            self.assertEqual(status, 1, told)
        # but one that PATH names is
        (bare / "seclint").symlink_to(SECLINT)
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x", env=env)[0], 0)


class PrePush(Hooks):
    def pair(self, *init):
        """A clean repository with an empty remote, and the hook."""
        self.repo("far.git", *init, bare=True)
        repo = self.clean("repo", *init)
        repo.git("remote", "add", "origin", "../far.git")
        self.install(repo, "pre-push")
        return repo

    def secret(self, repo, number=0, name=None):
        return repo.commit_file(name or f"secret{number}.py", line(number), "secret")

    def removed(self, repo, number=0):
        (repo.path / f"secret{number}.py").unlink()
        return repo.commit("removed")

    def test_a_secret_is_held_back_though_a_later_commit_removes_it(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        bad = self.secret(repo)
        told = self.blocked(repo, "push", "origin", "main", paths=["secret0.py"])
        self.assertIn("git commit --amend", told)
        self.assertNotIn("git rebase", told)
        self.assertIn("git push --no-verify", told)
        self.removed(repo)
        told = self.blocked(repo, "push", "origin", "main", paths=["secret0.py"])
        self.assertIn(f"git rebase -i {bad[:12]}~", told)
        repo.git("reset", "-q", "--hard", "HEAD~2")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")

    def test_nothing_to_push(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        status, told = self.git(repo, "push", "origin", "main")
        self.assertEqual((status, self.paths()), (0, None), told)
        self.assertIn(EMPTY + ": nothing was looked at", told)

    def test_the_first_commit(self):
        repo = self.repo("root")
        self.repo("far.git", bare=True)
        self.install(repo, "pre-push")
        self.secret(repo)
        self.removed(repo)
        told = self.blocked(repo, "push", "../far.git", "main", paths=["secret0.py"])
        self.assertIn("git rebase -i --root", told)

    def test_only_what_is_pushed_counts(self):
        repo = self.pair()
        repo.git("checkout", "-q", "-b", "side")
        self.secret(repo)
        repo.git("checkout", "-q", "main")
        repo.write("untracked.py", line(1))
        self.passes(repo, "push", "origin", "main")
        self.passes(repo, "push", "origin", "side~:refs/heads/other")
        self.blocked(repo, "push", "origin", "side", paths=["secret0.py"])
        self.blocked(repo, "push", "origin", "main:refs/heads/x", "side:refs/heads/y",
                     paths=["secret0.py"])

    def test_what_the_remote_has_does_not_count(self):
        repo = self.pair()
        self.secret(repo)
        repo.git("push", "-q", "--no-verify", "origin", "main")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("side.py", "side\n")
        self.passes(repo, "push", "origin", "side")  # new, but it begins at origin/main
        # by its URL it has no name, but it is the same
        repo.commit_file("side.py", "another\n")
        self.passes(repo, "push", "../far.git", "side:refs/heads/by-url")
        repo.commit_file("side.py", "and another\n")
        # a second remote has none of that
        self.repo("third.git", bare=True)
        repo.git("remote", "add", "third", "../third.git")
        self.blocked(repo, "push", "third", "side", paths=["secret0.py"])

    def test_new_branch_without_remote_branches(self):
        repo = self.pair()
        self.secret(repo)
        repo.git("push", "-q", "--no-verify", "origin", "main")
        repo.git("update-ref", "-d", "refs/remotes/origin/main")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")  # git says what the remote has
        repo.git("update-ref", "-d", "refs/remotes/origin/main")
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("side.py", "side\n")
        self.blocked(repo, "push", "origin", "side", paths=["secret0.py"])

    def test_delete(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main:refs/heads/x", "main:refs/heads/y")
        status, told = self.git(repo, "push", "origin", ":refs/heads/x")
        self.assertEqual((status, self.paths()), (0, None), told)
        self.secret(repo)
        self.blocked(repo, "push", "origin", ":refs/heads/y", "main", paths=["secret0.py"])

    def test_forced(self):
        repo = self.pair()
        self.secret(repo, 0)
        repo.git("push", "-q", "--no-verify", "origin", "main")
        repo.git("reset", "-q", "--hard", "HEAD~")
        repo.commit_file("app.py", "another\n")
        self.passes(repo, "push", "--force", "origin", "main")
        self.secret(repo, 1)
        repo.git("commit", "-q", "--amend", "-m", "again")
        self.blocked(repo, "push", "--force", "origin", "main", paths=["secret1.py"])

    def test_a_remote_commit_that_is_not_here(self):
        repo = self.pair()
        repo.git("push", "-q", "--no-verify", "origin", "main")
        other = self.folder / "other"
        repo.git("clone", "-q", "../far.git", other)
        other = Repo(self, other, make=False)
        other.commit_file("theirs.py", "theirs\n")
        other.git("push", "-q", "origin", "main")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "--force", "origin", "main")
        other.commit_file("theirs.py", "more of theirs\n")
        other.git("push", "-q", "--force", "origin", "main")
        self.secret(repo)
        self.blocked(repo, "push", "--force", "origin", "main", paths=["secret0.py"])

    def test_tags(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        repo.git("tag", "-a", "-m", "fine", "v1")
        self.passes(repo, "push", "origin", "v1")
        repo.git("tag", "-a", "-m", line(3), "v2")
        tag = repo.git("rev-parse", "v2")
        self.blocked(repo, "push", "origin", "v2", paths=[f".git/tag/{tag}"])
        repo.git("tag", "-a", "-m", "outer", "v3", "v2")
        self.blocked(repo, "push", "origin", "v3", paths=[f".git/tag/{tag}"])
        self.secret(repo, 4)
        repo.git("tag", "light")
        repo.git("reset", "-q", "--hard", "HEAD~")
        self.blocked(repo, "push", "--tags", "origin",
                     paths=[f".git/tag/{tag}", "secret4.py"])

    def test_tags_of_a_blob_and_of_a_tree(self):
        repo = self.pair()
        blob = repo.git("hash-object", "-w", "--stdin", data=line(5).encode())
        repo.git("tag", "blob", blob)
        self.blocked(repo, "push", "origin", "blob", paths=[blob])
        tree = repo.git("mktree", data=f"100644 blob {blob}\tin-tree.py\n".encode())
        repo.git("tag", "-a", "-m", "a tree", "tree", tree)
        self.blocked(repo, "push", "origin", "tree", paths=["in-tree.py"])

    def test_a_commit_message(self):
        repo = self.pair()
        repo.git("commit", "-q", "--allow-empty", "-m", line(6))
        bad = repo.git("rev-parse", "HEAD")
        self.blocked(repo, "push", "origin", "main", paths=[f".git/commit/{bad}"])

    def test_a_merge(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        repo.git("checkout", "-q", "-b", "side")
        self.secret(repo)
        repo.git("checkout", "-q", "main")
        repo.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        self.blocked(repo, "push", "origin", "main", paths=["secret0.py"])
        repo.git("push", "-q", "--no-verify", "origin", "side")
        self.passes(repo, "push", "origin", "main")

    def test_sha256(self):
        repo = self.pair("--object-format=sha256")
        self.passes(repo, "push", "origin", "main")
        self.secret(repo)
        self.blocked(repo, "push", "origin", "main", paths=["secret0.py"])

    def test_shallow_clone(self):
        repo = self.pair()
        for number in range(3):
            repo.commit_file("app.py", f"{number}\n")
        repo.git("push", "-q", "--no-verify", "origin", "main")
        near = self.folder / "near"
        repo.git("clone", "-q", "--depth", "1", f"file://{self.folder}/far.git", near)
        near = Repo(self, near, make=False)
        self.install(near, "pre-push")
        near.commit_file("app.py", "shallow\n")
        self.passes(near, "push", "origin", "main")
        self.repo("third.git", bare=True)
        told = self.git(near, "push", "../third.git", "main")[1]
        self.assertEqual(self.paths(), [])  # all that can be pushed was looked at
        self.assertNotIn("the push is refused", told)
        self.secret(near)
        self.blocked(near, "push", "origin", "main", paths=["secret0.py"])

    def test_linked_worktree(self):
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        repo.git("worktree", "add", "-q", "-b", "linked", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        self.secret(linked)
        self.blocked(linked, "push", "origin", "linked", paths=["secret0.py"])

    def test_a_broken_tree_hides_nothing(self):
        """A server takes one unless receive.fsckObjects is set."""
        repo = self.pair()
        blob = bytes.fromhex(repo.git("rev-parse", "HEAD:app.py"))
        whole = b"100644 app.py\0" + blob
        for tree, words in ((whole, None), (whole + b"no entry", "malformed tree")):
            oid = repo.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin",
                           data=tree)
            commit = repo.git("commit-tree", oid, "-p", "HEAD", "-m", "x")
            run = self.run_seclint("hook", "run", "pre-push", "--", "nowhere", "url",
                                   cwd=repo.path, data=f"x {commit} y {ZERO}\n".encode())
            if words:
                self.assert_status(run, 3)
                self.assert_noticed(run, oid, words)
                self.assertIn("not everything could be looked at", run.message())
            else:
                self.assert_status(run, 0)

    def test_a_file_that_sorts_before_a_folder(self):
        """git sorts a folder as if its name ended in a slash: a-b, a.c, a/, a0."""
        repo = self.pair()
        for name in ("a.c", "a/secret.py", "a0"):
            repo.write(name, line())
        repo.commit("known")
        repo.git("push", "-q", "--no-verify", "origin", "main")
        repo.commit_file("a-b", "new\n")
        self.passes(repo, "push", "origin", "main")
        (repo.path / "a0").unlink()
        repo.write("a0/x", line(1))
        repo.commit("a file becomes a folder")
        self.blocked(repo, "push", "origin", "main", paths=["a0/x"])

    def test_a_folder_whose_files_are_all_renamed(self):
        """Each name looked for in the whole folder would take minutes."""
        repo = self.pair()
        blob = repo.git("hash-object", "-w", "--stdin", data=b"x\n")
        commits = ["HEAD"]
        for letter in "ab":
            names = "".join(f"100644 blob {blob}\t{letter}{number:06}\n"
                            for number in range(80_000))
            tree = repo.git("mktree", data=names.encode())
            commits.append(repo.git("commit-tree", tree, "-p", commits[-1], "-m", letter))
        run = self.run_seclint("hook", "run", "pre-push", "--", "nowhere", "url",
                               cwd=repo.path,
                               data=f"x {commits[2]} y {commits[1]}\n".encode())
        self.assert_status(run, 0)
        self.assertEqual(run.summary["objects"], 80_000)

    def test_ignore_files_of_several_tips(self):
        """Each blob is judged by the files of a tip that has it."""
        repo = self.pair()
        self.passes(repo, "push", "origin", "main")
        for number, name in enumerate(("one", "two")):
            repo.git("checkout", "-q", "-b", name, "main")
            repo.write(".gitignore", f"{name}.env\n")
            repo.write(f"{name}.env", line(number).replace(" = ", "="))
            repo.git("add", "-f", "-A")
            repo.git("add", "-f", f"{name}.env")
            repo.git("commit", "-q", "-m", name)
        status, told = self.git(repo, "push", "origin", "one", "two")
        ignored = [each for each in told.splitlines() if "tracked-but-ignored" in each]
        self.assertEqual((status != 0, len(ignored)), (True, 2), told)

    def test_empty_and_malformed_input(self):
        repo = self.pair()
        here = repo.git("rev-parse", "HEAD")
        args = ("run", "pre-push", "--", "origin", "url")
        self.assertIn(EMPTY + ": nothing was looked at", self.hook(repo, *args))
        self.assertEqual(self.hook(repo, "run", "pre-push", "-q", "--", "origin", "url"), "")
        for data, words in (
            ("x\n", "line 1 of standard input is not 'LOCAL-REF OID REMOTE-REF OID'"),
            (f"x {here} y {ZERO}\n\n", "line 2"),
            (f"x {here} y {ZERO} \n", "line 1"),
            (f"x {'a' * 64} y {'0' * 64}\n", "SHA-256"),
            (f"x {'a' * 40} y {ZERO}\n", "a" * 12),
        ):
            told = self.hook(repo, *args, data=data.encode(), status=2)
            self.assertIn(words, told)
        self.assertIn("REMOTE and URL", self.hook(repo, "run", "pre-push", status=2))


class PreReceive(Hooks):
    def pair(self, *init, hook=()):
        """A bare repository with the hook, and a clean clone of it."""
        self.server = self.repo("server.git", *init, bare=True)
        if hook is not None:
            self.hook(self.server, "install", "pre-receive", "--", *hook,
                      "--output", f"jsonl={self.report}")
        repo = self.clean("repo", *init)
        repo.git("remote", "add", "origin", f"file://{self.server.path}")
        self.passes(repo, "push", "-q", "origin", "main")
        return repo

    def test_a_push_is_rejected_and_leaves_nothing_behind(self):
        repo = self.pair()
        bad = repo.commit_file("secret.py", line(), "secret")
        repo.commit_file("app.py", "cleaner\n")
        told = self.blocked(repo, "push", "origin", "main", paths=["secret.py"])
        self.assertIn("remote: secret.py:1:10: error[github-pat]", told)
        self.assertIn("administrator", told)
        self.assertIn(f"git rebase -i {bad[:12]}~", told)
        self.assertIn("pre-receive hook declined", told)
        self.server.git("cat-file", "-e", "main:app.py")
        self.assertEqual(self.server.git("cat-file", "-t", bad, check=False), "")
        repo.git("reset", "-q", "--hard", "HEAD~2")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")

    def test_what_the_server_has_does_not_count(self):
        repo = self.pair()
        repo.commit_file("secret.py", line(), "secret")
        self.server.path.joinpath("hooks/pre-receive").rename(self.folder / "kept")
        repo.git("push", "-q", "origin", "main:refs/odd/place")
        (self.folder / "kept").rename(self.server.path / "hooks/pre-receive")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")
        repo.git("push", "-q", "origin", ":refs/odd/place")
        self.assertIsNone(self.paths())
        # a branch that moves keeps nothing alive but what it is and what it was
        repo.git("checkout", "-q", "--orphan", "fresh")
        repo.git("rm", "-q", "-f", "-r", ".")
        repo.commit_file("again.py", line(), "again")
        self.blocked(repo, "push", "--force", "origin", "fresh:main", paths=["again.py"])

    def test_several_refs_tags_and_deletion(self):
        repo = self.pair()
        repo.git("checkout", "-q", "-b", "one")
        repo.commit_file("one.py", "one\n")
        repo.git("checkout", "-q", "-b", "two", "main")
        repo.commit_file("two.py", line(2))
        repo.git("tag", "-a", "-m", line(3), "v1", "main")
        tag = repo.git("rev-parse", "v1")
        self.passes(repo, "push", "origin", "one")
        self.blocked(repo, "push", "origin", ":one", "two", "v1",
                     paths=[f".git/tag/{tag}", "two.py"])
        self.blocked(repo, "push", "origin", "v1", paths=[f".git/tag/{tag}"])
        status, told = self.git(repo, "push", "origin", ":one")
        self.assertEqual((status, self.paths()), (0, None), told)

    def test_who_pushes_cannot_allow(self):
        repo = self.pair()
        allowed = line().rstrip("\n") + "  # seclint:allow github-pat -- it is none\n"
        repo.write("secret.py", allowed)
        repo.write(".seclint.yml", "rules:\n  github-pat: off\nexclude: ['**']\n")
        repo.write(".gitleaksignore", "secret.py:github-pat:1\n")
        repo.commit("secret")
        self.blocked(repo, "push", "origin", "main", paths=["secret.py"])
        # the administrator can
        (self.folder / "server.yml").write_text("exclude: ['secret.py']\n")
        self.hook(self.server, "install", "pre-receive", "--", "--config",
                  self.folder / "server.yml", "--output", f"jsonl={self.report}")
        self.passes(repo, "push", "origin", "main")
        repo.write("secret.py", allowed + "# more\n")
        repo.commit("more")
        self.hook(self.server, "install", "pre-receive", "--", "--unlocked",
                  "--output", f"jsonl={self.report}")
        status, told = self.git(repo, "push", "origin", "main")
        self.assertEqual(status, 0, told)

    def test_sha256(self):
        repo = self.pair("--object-format=sha256")
        repo.commit_file("secret.py", line(), "secret")
        self.blocked(repo, "push", "origin", "main", paths=["secret.py"])

    def test_a_working_tree_that_is_pushed_to(self):
        self.server = self.clean("server")
        self.server.git("config", "receive.denyCurrentBranch", "updateInstead")
        self.install(self.server, "pre-receive")
        repo = self.folder / "repo"
        self.server.git("clone", "-q", self.server.path, repo)
        repo = Repo(self, repo, make=False)
        repo.commit_file("secret.py", line(), "secret")
        self.blocked(repo, "push", "origin", "main", paths=["secret.py"])
        repo.git("reset", "-q", "--hard", "HEAD~")
        repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")
        # git runs it in the git directory, which a relative path is below
        self.server.git("config", "core.hooksPath", "other")
        self.install(self.server, "pre-receive")
        self.assertTrue((self.server.path / ".git/other/pre-receive").exists())
        repo.commit_file("secret.py", line(), "secret")
        self.blocked(repo, "push", "origin", "main", paths=["secret.py"])

    def test_empty_and_malformed_input(self):
        repo = self.pair()
        here = repo.git("rev-parse", "HEAD")
        told = self.hook(self.server, "run", "pre-receive", status=2)
        self.assertIn(EMPTY + ": an earlier part of the hook may have read it", told)
        self.assertEqual(self.hook(self.server, "run", "pre-receive",
                                   data=f"{here} {ZERO} refs/heads/main\n".encode()), "")
        for data in ("x\n", f"{here} refs/heads/main\n", f"{here} {here} \n",
                     f"{here} {here} a\n\n"):
            told = self.hook(self.server, "run", "pre-receive", data=data.encode(), status=2)
            self.assertIn("'OLD NEW REF'", told)
        told = self.hook(self.server, "run", "pre-receive", status=2,
                         data=f"{ZERO} {'a' * 40} refs/heads/x\n".encode())
        self.assertIn("the push is refused", told)

    def test_input_that_somebody_else_has_read(self):
        repo = self.pair()
        file = self.server.path / "hooks/pre-receive"
        file.write_text(file.read_text().replace("\n", "\ncat >/dev/null\n", 1))
        repo.commit_file("secret.py", line(), "secret")
        status, told = self.git(repo, "push", "origin", "main")
        self.assertEqual((status != 0, EMPTY in told), (True, True), told)

    def test_by_hand_after_the_push(self):
        """What the updated refs are by now changes nothing."""
        repo = self.pair(hook=())
        self.server.path.joinpath("hooks/pre-receive").unlink()
        old = repo.git("rev-parse", "HEAD")
        new = repo.commit_file("secret.py", line(), "secret")
        repo.git("push", "-q", "origin", "main")
        run = self.run_seclint("hook", "run", "pre-receive", cwd=self.server.path,
                               data=f"{old} {new} refs/heads/main\n".encode())
        self.assertEqual((run.status, run.paths()), (1, ["secret.py"]), run.told())


class Chained(Hooks):
    def other(self):
        out = self.folder / "other.out"
        text = out.read_text() if out.exists() else None
        out.unlink(missing_ok=True)
        return text

    def test_pre_commit(self):
        repo = self.clean()
        file = self.foreign(repo, mode=0o741)
        before = file.read_bytes()
        self.hook(repo, "install", "--chain", "--", "--output", f"jsonl={self.report}")
        self.assertEqual(file.stat().st_mode & 0o7777, 0o755)
        repo.write("app.py", "cleaner\n")
        self.passes(repo, "commit", "-a", "-m", "x")
        self.assertEqual(self.other(), "0\n")
        repo.write("app.py", "clean again\n")
        (self.folder / "fail").touch()
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x")[0], 1)
        self.assertIsNone(self.paths())  # it comes first
        (self.folder / "fail").unlink()
        repo.write("app.py", line())
        self.blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])
        self.assertIn("chained to pre-commit.seclint-chained", self.state(repo)[1])
        self.hook(repo, "install")  # stays chained
        self.assertIn("seclint-chained", file.read_text())
        self.assertIn("restored", self.hook(repo, "uninstall"))
        self.assertEqual(file.read_bytes(), before)
        self.assertEqual(file.stat().st_mode & 0o7777, 0o741)
        self.assertEqual([each.name for each in file.parent.iterdir()
                          if not each.name.endswith(".sample")], ["pre-commit"])

    def test_the_push_hooks_share_their_input(self):
        server = self.repo("server.git", bare=True)
        repo = self.clean()
        repo.git("remote", "add", "origin", server.path)
        head = repo.git("rev-parse", "HEAD")
        self.foreign(repo, "pre-push")
        self.hook(repo, "install", "--chain", "pre-push", "--", "--output",
                  f"jsonl={self.report}")
        self.passes(repo, "push", "origin", "main", "main:refs/heads/x")
        self.assertEqual(self.other(),
                         f"2 origin {server.path}\nrefs/heads/main {head} refs/heads/main "
                         f"{ZERO}\nrefs/heads/main {head} refs/heads/x {ZERO}\n")
        self.hook(repo, "uninstall")
        (server.path / "hooks").mkdir(exist_ok=True)
        self.foreign(repo, "pre-push").rename(server.path / "hooks/pre-receive")
        self.hook(server, "install", "--chain", "pre-receive", "--", "--output",
                  f"jsonl={self.report}")
        new = repo.commit_file("app.py", "cleaner\n")
        self.passes(repo, "push", "origin", "main")
        self.assertEqual(self.other(), f"0\n{head} {new} refs/heads/main\n")
        (self.folder / "fail").touch()
        repo.commit_file("app.py", "clean again\n")
        self.assertNotEqual(self.git(repo, "push", "origin", "main")[0], 0)
        self.assertEqual((self.paths(), bool(self.other())), ([], True))
        repo.commit_file("secret.py", line())
        self.blocked(repo, "push", "origin", "main", paths=["secret.py"])
        self.assertIsNone(self.other())  # it comes last: nothing has happened yet

    def test_one_that_reads_nothing(self):
        server = self.repo("server.git", bare=True)
        repo = self.clean()
        self.foreign(repo, "pre-push", text="#!/bin/sh\nexit 0\n")
        self.hook(repo, "install", "--chain", "pre-push")
        head = repo.git("rev-parse", "HEAD")
        names = [f"refs/heads/branch-{number:03}-{'x' * 150}" for number in range(400)]
        repo.git("update-ref", "--stdin",
                 data="".join(f"create {name} {head}\n" for name in names).encode())
        # that is more than a pipe holds
        status, told = self.git(repo, "push", server.path, "refs/heads/*")
        self.assertEqual(status, 0, told)
        self.assertNotIn("printf", told)

    def test_one_that_git_would_pass_over(self):
        repo = self.clean()
        self.foreign(repo, text="#!/bin/sh\nexit 1\n", mode=0o644)
        self.hook(repo, "install", "--chain")
        repo.write("app.py", "cleaner\n")
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x")[0], 0)

    def test_a_link(self):
        repo = self.clean()
        target = self.foreign(repo, text="#!/bin/sh\nexit 1\n").rename(repo.path / "mine")
        link = self.file(repo)
        link.symlink_to("../../mine")
        before = target.read_bytes()
        self.assertIn("not ours", self.hook(repo, "install", status=2))
        self.hook(repo, "install", "--chain")
        self.assertEqual((target.read_bytes(), link.is_symlink()), (before, False))
        repo.write("app.py", "cleaner\n")
        self.assertEqual(self.git(repo, "commit", "-a", "-m", "x")[0], 1)
        self.hook(repo, "uninstall")
        self.assertEqual(os.readlink(link), "../../mine")

    def test_called_by_another_tool_it_does_not_call_back(self):
        """pre-commit renames our hook to pre-commit.legacy and calls it from its own."""
        repo = self.clean()
        self.foreign(repo, text='#!/bin/sh\nexec "${0%/*}/pre-commit.legacy"\n')
        self.hook(repo, "install", "--chain")
        file = self.file(repo)
        file.rename(file.with_name("pre-commit.legacy"))
        shutil.copy(file.with_name("pre-commit.seclint-chained"), file)
        repo.write("app.py", line())
        status, told = self.git(repo, "commit", "-a", "-m", "x")
        self.assertEqual((status, told.count("error[github-pat]")), (1, 1), told)

    def test_what_goes_by_its_name_is_not_chained(self):
        """Kept as NAME.seclint-chained it would do nothing, and nobody would know."""
        repo = self.clean()
        for text in (
            'for each in "$0".d/*; do "$each" "$@" || exit; done',
            'case $(basename "$0") in pre-commit) make lint;; esac',
            'exec run-hook "${0##*/}"',
            'exec run-hook "${BASH_SOURCE[0]}"',
            '"$(dirname "$0")/$(basename "$0").d/all"',
            "main(os.path.basename(sys.argv[0]))",
            "\0ELF",
        ):
            with self.subTest(text):
                file = self.foreign(repo, text=f"#!/bin/sh\n{text}\n")
                before = file.read_bytes()
                for options in (["--diff"], []):
                    told = self.hook(repo, "install", "--chain", *options, status=2)
                    self.assertIn("seclint hook run pre-commit -- ", told)
                self.assertEqual(file.read_bytes(), before)
                # who asks, or tries without it, is not sent there
                for told in (self.state(repo)[1], self.hook(repo, "install", status=2)):
                    self.assertIn("cannot be chained", told)
                    self.assertIn("seclint hook run pre-commit -- ", told)
                    self.assertNotIn("--chain", told)
        # a link to such a file
        file.unlink()
        repo.write("dispatch", 'exec "$0.d/all"\n')
        file.symlink_to("../../dispatch")
        self.assertIn("$0", self.hook(repo, "install", "--chain", status=2))
        file.unlink()
        # some other program finds the parts
        file.with_name("pre-commit.d").mkdir()
        self.foreign(repo, text="#!/bin/sh\nexec run-all-hooks\n")
        self.assertIn(".d", self.hook(repo, "install", "--chain", status=2))
        for text in ("run-parts .git/hooks/pre-commit.d", '. "$(dirname "$0")/lib"',
                     '. "$(dirname -- "${BASH_SOURCE[0]}")/lib" pre-commit.d',
                     '. "${0%/*}/lib"; run-parts "${0%/*}/pre-commit.d"'):
            with self.subTest(text):
                file.with_name("lib").write_text("touch lib-was-here\n")
                self.foreign(repo, text=f"#!/bin/bash\n{text} # pre-commit.d\n")
                self.hook(repo, "install", "--chain")
                self.assertEqual(self.git(repo, "commit", "--allow-empty", "-m", "x")[0], 0)
                if "lib" in text:
                    (repo.path / "lib-was-here").unlink()
                self.hook(repo, "uninstall")

    def test_what_is_no_file_is_not_chained(self):
        repo = self.clean()
        file = self.file(repo)
        file.mkdir(parents=True)
        (file / "inside").write_text("x")
        os.mkfifo(file / "pipe")
        for make in (lambda: None, lambda: file.symlink_to("aside/pipe"),
                     lambda: file.symlink_to("aside"), lambda: file.symlink_to("gone")):
            make()
            told = self.hook(repo, "install", "--chain", status=2)
            self.assertIn("neither a file nor a link to one", told)
            word, told, status = self.state(repo)
            self.assertEqual((word, status), ("foreign", 1))
            self.assertIn("neither a file nor a link to one", told)
            self.assertNotIn("--chain", told)
            self.assertFalse(file.with_name("pre-commit.seclint-chained").exists())
            if file.is_symlink():
                file.unlink()
            else:
                file.rename(file.with_name("aside"))

    def test_two_cannot_be_chained(self):
        repo = self.clean()
        self.foreign(repo)
        self.hook(repo, "install", "--chain")
        self.foreign(repo)
        for told in (self.hook(repo, "install", "--chain", status=2),
                     self.hook(repo, "install", "--chain", "--diff", status=2),
                     self.state(repo)[1]):
            self.assertIn("seclint-chained is there already", told)
            self.assertNotIn("install --chain", told)
        self.assertIn("other.out", self.file(repo).read_text())

    def test_nobody_commits_in_a_bare_repository(self):
        bare = self.repo("bare.git", bare=True)
        for name, chained in (("pre-commit", False), ("pre-receive", True)):
            file = bare.path / "hooks" / name
            file.parent.mkdir(exist_ok=True)
            file.write_text("#!/bin/sh\nexit 0\n")
            file.chmod(0o755)
            word, told, _ = self.state(bare, name)
            self.assertEqual(word, "foreign")
            self.assertEqual("install --chain" in told, chained, told)
            self.assertEqual("nobody commits" in told, not chained, told)


class Managed(Hooks):
    def refused(self, repo, *words, name="pre-commit"):
        told = self.hook(repo, "install", name, status=2)
        for word in words:
            self.assertIn(word, told)
        word, told, status = self.state(repo, name)
        self.assertEqual((word, status), ("foreign", 1), told)
        for word in words:
            self.assertIn(word, told)

    def test_by_what_stands_in_the_hook(self):
        for mark, *words in (
            ("# File generated by pre-commit: https://pre-commit.com", "belongs to pre-commit",
             ".pre-commit-config.yaml", "docs/pre-commit.md"),
            ("call_lefthook run \"pre-commit\" \"$@\"", "belongs to lefthook", "lefthook.yml"),
            ("# husky", "belongs to husky"),
            ("git lfs pre-commit", "belongs to Git LFS", "--chain"),
            ("make lint", "is not ours", "seclint hook install --chain pre-commit"),
        ):
            with self.subTest(mark):
                repo = self.clean(f"repo{len(mark)}")
                self.foreign(repo, text=f"#!/bin/sh\n{mark}\n")
                self.refused(repo, *words)
                self.assertIn(mark, self.file(repo).read_text())

    def test_real_pre_commit(self):
        if not shutil.which("pre-commit"):
            self.skipTest("pre-commit is not installed")
        repo = self.clean()
        repo.write(".pre-commit-config.yaml", "repos: []\n")
        subprocess.run(["pre-commit", "install"], cwd=repo.path, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)
        self.refused(repo, "belongs to pre-commit")
        # both: theirs, then ours; and after they installed theirs again
        for _ in range(2):
            self.hook(repo, "install", "--chain")
            repo.write("app.py", line())
            status, told = self.git(repo, "commit", "-a", "-m", "x")
            self.assertEqual((status, told.count("error[github-pat]")), (1, 1), told)
            self.hook(repo, "uninstall")

    def test_real_lefthook(self):
        program = TOOLS / "lefthook-linux-x64" / "bin" / "lefthook"
        if not program.exists():
            self.skipTest("lefthook is not installed")
        repo = self.clean()
        repo.write("lefthook.yml", "pre-commit:\n  commands:\n    x:\n      run: 'true'\n")
        subprocess.run([program, "install"], cwd=repo.path, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)
        self.refused(repo, "belongs to lefthook")
        # what the message and docs/hooks.md say works
        repo.write("lefthook.yml", "pre-push:\n  commands:\n    seclint:\n      use_stdin: true"
                                   f"\n      run: '{SECLINT} hook run pre-push -- "
                                   '"{1}" "{2}"\'\n')
        subprocess.run([program, "install"], cwd=repo.path, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)
        self.commit_past(repo, "app.py", "cleaner\n")
        far = self.repo("far.git", bare=True)
        env = {"LEFTHOOK_BIN": str(program)}
        status, told = self.git(repo, "push", far.path, "main:refs/heads/clean", env=env)
        self.assertEqual((status, "no findings" in told), (0, True), told)
        self.commit_past(repo, "app.py", line())
        status, told = self.git(repo, "push", far.path, "main", env=env)
        self.assertEqual((status, told.count("error[github-pat]")), (1, 1), told)

    def commit_past(self, repo, name, content):
        repo.write(name, content)
        repo.git("add", name)
        repo.git("commit", "-q", "--no-verify", "-m", "x")

    def test_real_husky(self):
        program = TOOLS / "husky" / "bin.js"
        if not program.exists() or not shutil.which("node"):
            self.skipTest("husky is not installed")
        repo = self.clean()
        subprocess.run(["node", program], cwd=repo.path, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)
        self.assertEqual(repo.git("config", "core.hooksPath"), ".husky/_")
        self.refused(repo, "belongs to husky", ".husky/pre-commit")
        # what the message says works
        repo.write(".husky/pre-commit", f'"{SECLINT}" hook run pre-commit -- "$@"\n')
        repo.write("app.py", line())
        status, told = self.git(repo, "commit", "-a", "-m", "x")
        self.assertEqual((status, told.count("error[github-pat]")), (1, 1), told)


class Places(Hooks):
    def test_hooks_path(self):
        outside = self.folder / "out side"
        home = self.home / "hooks"
        for value, folder in (
            (outside, outside),
            ("~/hooks", home),
            (".hooks", None),
            ("deep/.hooks/", None),
        ):
            with self.subTest(str(value)):
                repo = self.clean(f"repo-{len(str(value))}")
                (repo.path / "deep").mkdir()
                repo.git("config", "core.hooksPath", value)
                folder = folder or repo.path / str(value)
                below = Repo(self, repo.path / "deep", make=False)
                told = self.install(below)
                self.assertIn("core.hooksPath", told)
                self.assertTrue((folder / "pre-commit").exists(), told)
                repo.write("app.py", line())
                self.blocked(below, "commit", "-a", "-m", "x", paths=["app.py"])
                # what lies at the usual place does nothing
                (folder / "pre-commit").rename(self.foreign(repo))
                word, told, status = self.state(repo)
                self.assertEqual((word, status), ("not installed", 1), told)
                self.assertIn("not used", told)
                self.assertIn("removed", self.hook(repo, "uninstall"))
                self.assertFalse(self.file(repo).exists())

    def test_hooks_path_of_a_command_and_of_the_user(self):
        repo = self.clean()
        repo.git("config", "--global", "core.hooksPath", self.folder / "all")
        self.install(repo)
        self.assertTrue((self.folder / "all/pre-commit").exists())
        other = self.clean("other")
        other.write("app.py", line())
        self.blocked(other, "commit", "-a", "-m", "x", paths=["app.py"])
        repo.git("-c", f"core.hooksPath={self.folder}/one", "-c",
                 f"alias.h=!{SECLINT} hook install", "h")
        self.assertTrue((self.folder / "one/pre-commit").exists())

    def test_hooks_path_for_certain_remotes(self):
        repo = self.clean()
        outside = self.folder / "outside"
        (self.home / "of-remote").write_text(f"[core]\n\thooksPath = {outside}\n")
        repo.git("config", "--global",
                 "includeIf.hasconfig:remote.*.url:https://Example.com/**.path", "of-remote")
        self.install(repo)
        self.assertTrue(self.file(repo).exists())
        repo.git("remote", "add", "other", "https://example.com/x/y.git")
        self.assertEqual(self.state(repo)[0], "installed")
        repo.git("remote", "add", "origin", "https://Example.com/x/y.git")
        self.assertEqual(repo.git("config", "core.hooksPath"), str(outside))
        word, told, status = self.state(repo)
        self.assertEqual((word, status), ("not installed", 1), told)
        self.assertIn("not used", told)
        self.install(repo)
        repo.write("app.py", line())
        self.blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_hooks_path_that_is_none(self):
        repo = self.clean()
        repo.git("config", "core.hooksPath", "/dev/null")
        self.assertEqual(self.state(repo)[0::2], ("switched off", 1))
        self.assertIn("/dev/null", self.hook(repo, "install", status=2))
        repo.git("config", "core.hooksPath", "")
        self.hook(repo, "install", "--diff", status=2)

    def test_a_bare_repository(self):
        repo = self.repo("bare.git", bare=True)
        self.assertIn("pre-receive", self.hook(repo, "install", status=2))
        repo.git("config", "core.hooksPath", "other")
        self.hook(repo, "install", "pre-receive")
        self.assertTrue((repo.path / "other/pre-receive").exists())
        self.assertEqual(self.state(repo, "pre-receive")[0::2], ("installed", 0))

    def test_git_dir(self):
        repo = self.clean()
        env = {"GIT_DIR": str(repo.path / ".git")}
        away = Repo(self, self.home, make=False)
        self.hook(away, "install", env=env)
        self.assertTrue(self.file(repo).exists())
        self.assertIn("not a git repository", self.hook(away, "install", status=2)
                      .replace("no repository", "not a git repository"))

    def test_without_a_hooks_folder(self):
        repo = self.clean()
        shutil.rmtree(repo.path / ".git/hooks")
        self.assertEqual(self.state(repo)[0], "not installed")
        self.install(repo)
        repo.write("app.py", line())
        self.blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_no_link_is_written_through(self):
        repo = self.clean()
        victim = self.folder / "victim"
        victim.write_text("precious\n")
        folder = self.file(repo).parent
        folder.mkdir(exist_ok=True)
        (folder / ".pre-commit.seclint-new").symlink_to(victim)
        self.file(repo).symlink_to(victim)
        self.hook(repo, "install", status=2)
        self.hook(repo, "install", "--chain")
        self.hook(repo, "install")
        self.assertEqual(victim.read_text(), "precious\n")
        self.assertFalse(self.file(repo).is_symlink())

    def test_a_folder_that_cannot_be_written(self):
        self.need_root()
        repo = self.clean()
        told = self.hook(repo, "install", status=2, user=NOBODY,
                         env={"HOME": "/nonexistent", "GIT_CONFIG_COUNT": "1",
                              "GIT_CONFIG_KEY_0": "safe.directory",
                              "GIT_CONFIG_VALUE_0": "*"})
        self.assertTrue(told.startswith("seclint: "), told)
        self.assertFalse(self.file(repo).exists())

    def need_root(self):
        if os.getuid() != 0:
            self.skipTest("only root can act as another user")


class Status(Hooks):
    def test_every_state(self):
        repo = self.clean()
        told = self.hook(repo, "status", status=1)
        self.assertEqual([each.split(": ")[:2] for each in told.splitlines()],
                         [[name, "not installed"]
                          for name in ("pre-commit", "pre-merge-commit", "pre-push",
                                       "pre-receive")])
        self.hook(repo, "install")
        self.assertEqual(self.state(repo)[0::2], ("installed", 0))
        self.hook(repo, "status")  # those that are there work
        self.assertEqual(self.state(repo, "pre-push")[0::2], ("not installed", 1))
        file = self.file(repo)
        text = file.read_text()
        file.chmod(0o644)
        self.assertEqual(self.state(repo)[0::2], ("not executable", 1))
        self.hook(repo, "status", status=1)
        self.hook(repo, "install")
        self.assertEqual(self.state(repo)[0], "installed")
        version = text.split("version ")[1].split(", sum ")[0]
        self.assertEqual(of_version(text, version), text)
        file.write_text(of_version(text, "0.0.1"))
        word, told, status = self.state(repo)
        self.assertEqual((word, status), ("older", 0), told)
        self.assertIn("0.0.1", told)
        self.assertIn("renewed", self.hook(repo, "install"))
        self.assertEqual(file.read_text(), text)
        for before in (text, of_version(text, "0.0.1"), of_version(text, "99.0.0")):
            file.write_text(before + "echo mine\n")
            self.assertEqual(self.state(repo)[0], "edited")
            for action in ("install", "uninstall"):
                self.assertIn("changed by hand", self.hook(repo, action, status=2))
            self.assertEqual(file.read_text(), before + "echo mine\n")

    def test_dry_run(self):
        repo = self.clean()
        for flag in ("--diff", "--dry-run"):
            told = self.hook(repo, "install", flag, "pre-push", status=1)
            self.assertIn("+++ ", told)
            self.assertFalse(self.file(repo, "pre-push").exists())
        self.hook(repo, "install", "pre-push")
        written = "".join(f"+{each}\n" for each in
                          self.file(repo, "pre-push").read_text().splitlines())
        self.assertIn(written, told)
        self.assertEqual(self.hook(repo, "install", "--diff", "pre-push"), "")
        told = self.hook(repo, "uninstall", "--diff", status=1)
        self.assertIn(written.replace("\n+", "\n-")[1:], told)
        self.assertTrue(self.file(repo, "pre-push").exists())
        self.hook(repo, "uninstall")
        self.assertEqual(self.hook(repo, "uninstall", "--diff"),
                         "no hook of seclint is installed\n")
        self.foreign(repo)
        self.assertIn("rename to", self.hook(repo, "install", "--chain", "--diff", status=1))
        self.assertNotIn("seclint", self.file(repo).read_text().replace(str(self.folder), ""))

    def test_uninstall_leaves_others_alone(self):
        repo = self.clean()
        file = self.foreign(repo)
        before = file.read_bytes()
        self.assertIn("no hook of seclint", self.hook(repo, "uninstall"))
        self.assertIn("foreign", self.hook(repo, "uninstall", "pre-commit"))
        self.assertEqual(file.read_bytes(), before)

    def test_all_or_none_are_installed(self):
        repo = self.clean()
        self.foreign(repo, "pre-push")
        self.hook(repo, "install", "pre-commit", "pre-push", status=2)
        self.assertFalse(self.file(repo).exists())

    def test_usage(self):
        repo = self.clean()
        for args, words in (
            ((), "install, uninstall, status, run"),
            (("instal",), "instal"),
            (("install", "pre-comit"), "pre-comit"),
            (("install", "--fail-on", "error"), "-- --fail-on"),
            (("install", "--", "--fail-on", "sometimes"), "sometimes"),
            (("install", "--", "--staged"), "staged"),
            (("install", "--", "extra"), "extra"),
            (("install", "--", "--help"), "help"),
            (("install", "--", "--config", "a\nb"), "line end"),
            (("uninstall", "--chain"), "--chain"),
            (("status", "--", "x"), "x"),
            (("run",), "hook run"),
            (("run", "post-commit"), "post-commit"),
            (("run", "pre-commit", "extra"), "extra"),
            (("run", "pre-commit", "--diff"), "--diff"),
        ):
            with self.subTest(args):
                told = self.hook(repo, *args, status=2)
                self.assertIn(words, told)
                self.assertFalse(self.file(repo).exists())

    def test_the_scripts_are_plain_shell(self):
        if not shutil.which("shellcheck"):
            self.skipTest("shellcheck is not installed")
        repo = self.clean()
        names = ("pre-commit", "pre-merge-commit", "pre-push", "pre-receive")
        for chain in (False, True):
            for name in names if chain else ():
                self.foreign(repo, name)
            self.hook(repo, "install", *(["--chain"] if chain else []), *names, "--",
                      "--config", "it's a file")
            done = subprocess.run(["shellcheck", *(self.file(repo, name) for name in names)],
                                  capture_output=True, env=self.environment())
            self.assertEqual(done.returncode, 0, done.stdout.decode())
            self.hook(repo, "uninstall")

    def test_the_mode_and_the_owner_of_what_is_written(self):
        repo = self.clean()
        os.umask(0o077)
        self.addCleanup(os.umask, 0o022)
        self.install(repo)
        self.assertEqual(stat.S_IMODE(self.file(repo).stat().st_mode), 0o755)
        self.assertEqual([each.name for each in self.file(repo).parent.iterdir()
                          if "seclint" in each.name], [])


if __name__ == "__main__":
    main()

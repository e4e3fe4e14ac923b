"""commit_cases.py - what every manager of hooks has to get right: real commits, of every
kind that git knows, that are blocked or let through by `seclint --staged`.

A test class inherits CommitCases, or Managed where it has tests of its own only, before
Case and says how the hook gets there: `manage(repo)` installs it, `anew(repo)` does what a
linked worktree needs, and `place()` gives the variables of the environment that the
manager wants."""

import functools
import os
import pathlib
import shutil
import subprocess

from repo_kit import PATIENCE, SECLINT, Repo, line

# A password in a file that the first line of .gitignore is for.
ENV = "DATABASE_PASSWORD=" + "hR7w" + "kQ93" + "mZp2Lx" + "\n"


@functools.lru_cache
def without_network():
    """The words that run a command where no network is; none where that is not allowed."""
    for words in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        try:
            if subprocess.run([*words, "true"], capture_output=True).returncode == 0:
                return words
        except OSError:
            break
    return []


class Managed:
    def place(self):
        return {}

    def manage(self, repo):
        raise NotImplementedError

    def anew(self, repo):
        pass

    def surroundings(self):
        """git's own environment, with the seclint that is tested on PATH."""
        programs = self.folder / "bin"
        if not programs.exists():
            programs.mkdir()
            (programs / "seclint").symlink_to(SECLINT)
        env = {**self.environment(), "LSAN_OPTIONS": self.leaks(), "NO_COLOR": "1"}
        # Of CI what would change the look of the output; git's dates may not be tested.
        for name in ("CI", "GITHUB_ACTIONS"):
            env.pop(name, None)
        env["PATH"] = f"{programs}{os.pathsep}{env['PATH']}"
        env.update(self.place())
        return env

    def tool(self, *command, cwd, status=0, env=None, network=False):
        """Runs a command, and gives all it printed."""
        words = [] if network else without_network()
        done = subprocess.run([*words, *map(os.fspath, command)], cwd=cwd,
                              env={**self.surroundings(), **(env or {})},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=2 * PATIENCE)
        text = done.stdout.decode("utf-8", "replace")
        shown = " ".join(map(str, command))
        self.check_no_secret(done.stdout, shown)
        self.assertNotIn(ENV.split("=")[1].strip(), text, shown)
        self.assertEqual(done.returncode, status, f"{shown}:\n{text}")
        return text

    def head(self, repo):
        return repo.git("rev-parse", "-q", "--verify", "HEAD", check=False)

    def assert_blocked(self, repo, *command, at, rule="github-pat"):
        before = self.head(repo)
        text = self.tool("git", *command, cwd=repo.path, status=1)
        self.assertIn(f"[{rule}]", text)
        self.assertIn(at, text)
        self.assertEqual(self.head(repo), before, f"the commit was made:\n{text}")

    def assert_passes(self, repo, *command):
        before = self.head(repo)
        text = self.tool("git", *command, cwd=repo.path)
        self.assertNotEqual(self.head(repo), before, f"no commit was made:\n{text}")
        self.assertNotIn("error[", text)
        return text

    def hooked(self):
        """A repository with an ignored secret, and the hook."""
        repo = self.repo()
        repo.write(".gitignore", ".env\n/node_modules/\n")
        repo.write("app.py", "clean\n")
        repo.write("other.py", "clean\n")
        repo.commit()
        repo.write(".env", ENV)
        self.manage(repo)
        if repo.git("status", "--porcelain"):
            repo.git("add", "-A")
            self.tool("git", "commit", "-qm", "hooks", cwd=repo.path)
        return repo


class CommitCases(Managed):
    def test_a_staged_secret_is_blocked_and_a_clean_commit_passes(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.assert_blocked(repo, "commit", "-m", "x", at="app.py:1")
        repo.write("app.py", "cleaner\n")
        repo.git("add", "app.py")
        self.assert_passes(repo, "commit", "-m", "x")

    def test_the_index_counts_and_not_the_file(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        repo.write("app.py", "edited since\n")
        self.assert_blocked(repo, "commit", "-m", "x", at="app.py:1")
        self.assertEqual((repo.path / "app.py").read_text(), "edited since\n")
        repo.git("add", "app.py")
        repo.write("app.py", line())
        self.assert_passes(repo, "commit", "-m", "x")
        self.assertEqual((repo.path / "app.py").read_text(), line())

    def test_commit_all(self):
        repo = self.hooked()
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", at="app.py:1")
        repo.write("app.py", "cleaner\n")
        self.assert_passes(repo, "commit", "-a", "-m", "x")

    def test_commit_of_named_paths(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.write("other.py", "cleaner\n")
        self.assert_blocked(repo, "commit", "-m", "x", "app.py", at="app.py:1")
        self.assert_passes(repo, "commit", "-m", "x", "other.py")

    def test_amend(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.assert_blocked(repo, "commit", "--amend", "-m", "x", at="app.py:1")
        repo.git("checkout", "-q", "HEAD", "--", "app.py")
        repo.write("other.py", "cleaner\n")
        self.assert_passes(repo, "commit", "-a", "--amend", "-m", "x")

    def test_a_merge(self):
        repo = self.hooked()
        repo.git("checkout", "-q", "-b", "side")
        repo.write("side.py", "side\n")
        repo.git("add", "side.py")
        repo.git("commit", "-q", "--no-verify", "-m", "x")
        repo.git("checkout", "-q", "main")
        repo.write("main.py", "main\n")
        repo.git("add", "main.py")
        repo.git("commit", "-q", "--no-verify", "-m", "x")
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side")
        repo.write("evil.py", line())
        repo.git("add", "evil.py")
        self.assert_blocked(repo, "commit", "-m", "x", at="evil.py:1")
        repo.git("rm", "-q", "-f", "evil.py")
        self.assert_passes(repo, "commit", "-m", "x")
        self.assertEqual(len(repo.git("log", "-1", "--format=%P").split()), 2)

    def test_a_linked_worktree(self):
        repo = self.hooked()
        repo.git("worktree", "add", "-q", "-b", "linked", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        self.anew(linked)
        linked.write("app.py", line())
        self.assert_blocked(linked, "commit", "-a", "-m", "x", at="app.py:1")
        linked.write("app.py", "cleaner\n")
        self.assert_passes(linked, "commit", "-a", "-m", "x")

    def test_a_commit_that_only_takes_a_line_out_of_gitignore(self):
        repo = self.hooked()
        repo.write(".gitignore", "/node_modules/\n")
        repo.git("add", ".gitignore")
        self.assert_blocked(repo, "commit", "-m", "x", at=".env", rule="secret-not-ignored")

    def test_a_commit_that_only_deletes_gitignore(self):
        repo = self.hooked()
        repo.git("rm", "-q", ".gitignore")
        self.assert_blocked(repo, "commit", "-m", "x", at=".env", rule="secret-not-ignored")

    def test_no_verify_skips_it_once(self):
        repo = self.hooked()
        repo.write("app.py", line())
        self.assert_passes(repo, "commit", "-a", "-m", "x", "--no-verify")


def program(name):
    """The path of a program that the set-up installs, or None."""
    tools = os.path.join(os.environ["SECLINT_TOOLS"], "node_modules", ".bin")
    found = shutil.which(name, path=tools) or shutil.which(name)
    return pathlib.Path(found) if found else None

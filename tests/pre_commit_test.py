"""pre-commit with the hooks of .pre-commit-hooks.yaml, as a user has them: installed from
a repository, built from source where that is the way, in real commits, without network.

The program that is tested is the pre-commit on PATH, or the one SECLINT_PRE_COMMIT names."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import hook_repo
from commit_cases import CommitCases, Managed
from repo_kit import SECLINT, Case, Repo, line, main

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
PRE_COMMIT = os.environ.get("SECLINT_PRE_COMMIT") or shutil.which("pre-commit")
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
SHARED = tempfile.TemporaryDirectory(prefix="seclint-pre-commit-")
HOOKS = pathlib.Path(SHARED.name, "hooks")

CONFIG = """repos:
  - repo: {hooks}
    rev: {tag}
    hooks:
      - id: {name}
"""


def version():
    said = subprocess.run([PRE_COMMIT, "--version"], capture_output=True, text=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:2])


class PreCommit(Managed):
    """Its environments are kept for all tests: one build from source is enough."""

    name = ""
    more = ""

    def place(self):
        return {"PRE_COMMIT_HOME": f"{SHARED.name}/home", "PIP_NO_INDEX": "1",
                "PRE_COMMIT_COLOR": "never"}

    def configure(self, repo):
        text = CONFIG.format(hooks=HOOKS, tag=hook_repo.TAG, name=self.name)
        repo.write(".pre-commit-config.yaml", text + self.more)

    def manage(self, repo):
        self.configure(repo)
        repo.git("add", ".pre-commit-config.yaml")
        self.tool(PRE_COMMIT, "install", "--install-hooks", cwd=repo.path)


class Python(PreCommit, CommitCases, Case):
    """Builds the program by cmake, in the first of its tests."""

    name = "seclint"

    def test_it_can_be_left_out_once(self):
        repo = self.hooked()
        repo.write("app.py", line())
        text = self.tool("git", "commit", "-am", "x", cwd=repo.path, env={"SKIP": "seclint"})
        self.assertIn("Skipped", text)

    def test_run_on_all_files_reads_what_is_staged(self):
        repo = self.hooked()
        run = [PRE_COMMIT, "run", "--all-files"]
        self.assertIn("Passed", self.tool(*run, cwd=repo.path))
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.assertIn("[github-pat]", self.tool(*run, cwd=repo.path, status=1))


class System(PreCommit, Case):
    name = "seclint-system"

    def test_a_staged_secret_is_blocked_and_a_clean_commit_passes(self):
        repo = self.hooked()
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", at="app.py:1")
        repo.write("app.py", "cleaner\n")
        self.assert_passes(repo, "commit", "-a", "-m", "x")

    def test_arguments_of_the_user_come_after_ours(self):
        self.more = "        args: [--fail-on, never]\n"
        repo = self.hooked()
        repo.write("app.py", line())
        self.tool("git", "commit", "-qam", "x", cwd=repo.path)

    def test_without_a_seclint_the_commit_is_blocked(self):
        repo = self.hooked()
        (self.folder / "bin" / "seclint").unlink()
        repo.write("app.py", "cleaner\n")
        text = self.tool("git", "commit", "-am", "x", cwd=repo.path, status=1)
        self.assertIn("Executable `seclint` not found", text)


# A docker that has one image: the program, the libraries of this system, and no
# variable of the environment but those that --env names.
DOCKER = r"""#!/bin/bash
set -euo pipefail
case $1 in
run) shift ;;
system) echo '{"SecurityOptions": []}'; exit ;;
*) exit 125 ;;
esac
pass=()
while [[ $1 == -* ]]; do
    case $1 in
    -v) src=${2%%:*}; shift ;;
    -u | --user | --workdir) shift ;;
    --env) [[ ! -v $2 ]] || pass+=("$2=${!2}"); shift ;;
    --rm | --tty) ;;
    *) echo "docker: $1?" >&2; exit 125 ;;
    esac
    shift
done
[[ $1 == ghcr.io/cloudreactor/seclint:* ]] || { echo "no image $1" >&2; exit 125; }
shift
box=$(mktemp -d "$DOCKER_ROOT/XXXXXX")
mkdir "$box/src"
for each in bin lib lib64 proc usr; do
    [[ ! -d /$each ]] || { mkdir "$box/$each"; mount --rbind "/$each" "$box/$each"; }
done
mkdir "$box/program" "$box/tmp"
cp "$SECLINT_PROGRAM" "$box/program/seclint"
mount --bind "$src" "$box/src"
exec chroot "$box" /usr/bin/env -i "${pass[@]}" ASAN_OPTIONS=detect_leaks=0 \
    /bin/sh -c 'cd /src && exec /program/seclint "$@"' seclint "$@"
"""


class Docker(PreCommit, CommitCases, Case):
    """What docker does with the hook's arguments is played by mounts and a chroot."""

    name = "seclint-docker"

    def setUp(self):
        super().setUp()
        self.boxed = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-r", "-m"]
        trial = f"mount --bind {self.folder} {self.home} && chroot / true"
        if subprocess.run([*self.boxed, "sh", "-c", trial], capture_output=True).returncode:
            self.skipTest("mounts and chroot are not allowed here")

    def surroundings(self):
        env = super().surroundings()
        folder = self.folder / "docker"
        if not folder.exists():
            folder.mkdir()
            (folder / "roots").mkdir()
            (folder / "docker.sh").write_text(DOCKER)
            (folder / "docker").write_text(
                f'#!/bin/sh\nexec {" ".join(self.boxed)} bash {folder}/docker.sh "$@"\n')
            (folder / "docker").chmod(0o755)
        return {**env, "DOCKER_ROOT": str(folder / "roots"), "SECLINT_PROGRAM": SECLINT,
                "PATH": f"{folder}{os.pathsep}{env['PATH']}"}

    def test_a_linked_worktree(self):
        """Its repository is not in the container: that is an error, and not clean."""
        repo = self.hooked()
        repo.git("worktree", "add", "-q", "-b", "linked", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        linked.write("app.py", line())
        text = self.tool("git", "commit", "-am", "x", cwd=linked.path, status=1)
        self.assertIn("exit code: 2", text)


class History(PreCommit, Case):
    """Not with every commit: by hand, or before a push."""

    name = "seclint-history"

    def test_by_hand_it_reads_all_history(self):
        repo = self.planted()
        repo.commit_file("app.py", "clean again\n")
        self.configure(repo)
        repo.commit()
        run = [PRE_COMMIT, "run", "--all-files"]
        self.assertNotIn("seclint", self.tool(*run, cwd=repo.path))
        text = self.tool(*run, "--hook-stage", "manual", self.name, cwd=repo.path, status=1)
        self.assertIn("[github-pat]", text)
        self.assertIn("app.py", text)

    def test_before_a_push(self):
        stage = "pre-push" if version() >= (3, 2) else "push"
        self.more = f"        stages: [{stage}]\n"
        repo = self.planted()
        self.configure(repo)
        repo.commit()
        there = self.repo("there", bare=True)
        repo.git("remote", "add", "origin", there.path)
        self.tool(PRE_COMMIT, "install", "--hook-type", "pre-push", cwd=repo.path)
        text = self.tool("git", "push", "origin", "main", cwd=repo.path, status=1)
        self.assertIn("[github-pat]", text)
        self.assertEqual(there.git("branch"), "")


class TryRepo(PreCommit, Case):
    """`pre-commit try-repo` makes an environment of its own: here of a wheel that is
    made from a program that is there."""

    def run_hook(self, name, repo, status):
        return self.tool(PRE_COMMIT, "try-repo", HOOKS, name, "--ref", hook_repo.TAG,
                         "--all-files", "--verbose", cwd=repo.path, status=status,
                         env={"SECLINT_BINARY": SECLINT})

    def test_hooks(self):
        repo = self.repo()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        for name in ("seclint", "seclint-system"):
            with self.subTest(name):
                self.assertIn("app.py:1", self.run_hook(name, repo, 1))
        repo.write("app.py", "clean\n")
        repo.git("add", "app.py")
        text = self.run_hook("seclint", repo, 0)
        self.assertIn("Passed", text)


class Manifest(unittest.TestCase):
    def validate(self, path):
        return subprocess.run([PRE_COMMIT, "validate-manifest", path], capture_output=True,
                              text=True)

    def test_pre_commit_takes_it_without_a_warning(self):
        done = self.validate(MANIFEST)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_pre_commit_would_refuse_a_wrong_one(self):
        wrong = pathlib.Path(SHARED.name, "wrong.yaml")
        wrong.write_text(MANIFEST.read_text().replace("language: python", "language: c"))
        self.assertNotEqual(self.validate(wrong).returncode, 0)

    def test_every_hook_reads_the_repository_itself(self):
        hooks = MANIFEST.read_text().split("\n- id: ")[1:]
        names = [text.split("\n")[0] for text in hooks]
        self.assertEqual(names, ["seclint", "seclint-system", "seclint-docker",
                                 "seclint-history"])
        for name, text in zip(names, hooks):
            with self.subTest(name):
                self.assertIn("\n  pass_filenames: false\n", text)
                self.assertIn("\n  always_run: true\n", text)
                self.assertIn("\n  require_serial: true\n", text)

    def test_the_image_is_of_this_version(self):
        number = re.search(r"seclint VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertIn(f"ghcr.io/cloudreactor/seclint:{number} ", MANIFEST.read_text())
        self.assertIn(f"rev: v{number}\n", (ROOT / "docs" / "pre-commit.md").read_text())


def setUpModule():
    if not PRE_COMMIT:
        print("pre-commit is not installed: ./dev setup")
        sys.exit(77)
    HOOKS.mkdir()
    if not hook_repo.make(ROOT, HOOKS):
        print("no git checkout: nothing to install from")
        sys.exit(77)


if __name__ == "__main__":
    main()

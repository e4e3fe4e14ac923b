"""packaging/release.sh and the source distribution take nothing that only lies about: not
in the output folder, not in the tree. Nothing is compiled here."""

import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

from repo_kit import PATIENCE, main

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])


class Tree(unittest.TestCase):
    """A checkout that has the scripts and little else, and a cmake that builds it."""

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="seclint-release-")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.tree = self.folder / "tree"
        shutil.copytree(ROOT / "packaging/python", self.tree / "packaging/python",
                        ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("packaging/release.sh", "CMakeLists.txt", "README.md"):
            shutil.copy(ROOT / name, self.tree / name)
        (self.tree / "src").mkdir()
        (self.tree / "src/main.c").write_text("int main(void) { return 0; }\n")
        self.env = {"PATH": f"{self.folder}/bin:{os.environ['PATH']}",
                    "HOME": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1",
                    "GIT_CONFIG_NOSYSTEM": "1"}
        (self.folder / "bin").mkdir()
        cmake = self.folder / "bin/cmake"
        cmake.write_text("#!/bin/sh\n")
        cmake.chmod(0o755)
        (self.tree / "build/release").mkdir(parents=True)
        self.git("init", "-q")
        self.git("add", "packaging", "CMakeLists.txt", "README.md", "src")
        self.git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")

    def git(self, *words):
        return self.run_here("git", *words).stdout

    def run_here(self, *command, **env):
        done = self.try_here(*command, **env)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def try_here(self, *command, **env):
        return subprocess.run(command, cwd=self.tree, capture_output=True, text=True,
                              env={**self.env, **env}, timeout=PATIENCE, check=False)


class Output(Tree):
    def release(self, output):
        return self.try_here("packaging/release.sh", "--output", str(output), "source")

    def test_an_earlier_release_is_removed(self):
        output = self.folder / "dist"
        self.assertEqual(self.release(output).returncode, 0)
        made = sorted(os.listdir(output))
        self.assertEqual(len(made), 2)
        old = "seclint-0.0.1-src.tar.gz"
        (output / old).write_text("old")
        with open(output / "SHA256SUMS", "a", encoding="utf-8") as sums:
            sums.write(f"{'0' * 64}  {old}\n")
        self.assertEqual(self.release(output).returncode, 0)
        self.assertEqual(sorted(os.listdir(output)), made)
        self.assertNotIn(old, (output / "SHA256SUMS").read_text())

    def test_what_is_of_no_release_is_refused_and_kept(self):
        for name, sums in (("notes.txt", None), ("seclint-0.0.1.tgz", None),
                           ("notes.txt", "notes.txt"), ("notes.txt", "../notes.txt")):
            output = self.folder / "dist"
            output.mkdir()
            (output / name).write_text("mine")
            (self.folder / "notes.txt").write_text("mine")
            if sums:
                (output / "SHA256SUMS").write_text(f"{'0' * 64}  {sums}\n")
            done = self.release(output)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("holds what is of no release", done.stderr)
            self.assertTrue((output / name).is_file())
            self.assertTrue((self.folder / "notes.txt").is_file())
            shutil.rmtree(output)


class Sources(Tree):
    def packed(self, **env):
        done = self.run_here(
            sys.executable, "-c", "import sys; sys.path.insert(0, 'packaging/python')\n"
            "import seclint_build; print(seclint_build.build_sdist(sys.argv[1]))",
            str(self.folder), **env)
        with tarfile.open(self.folder / done.stdout.strip()) as tar:
            return [name.split("/", 1)[1] for name in tar.getnames()]

    def test_files_that_are_not_tracked_stay_at_home(self):
        clean = self.packed()
        self.assertIn("src/main.c", clean)
        self.assertEqual(clean[:-1], sorted(clean[:-1]))
        (self.tree / "src/notes.txt").write_text("mine\n")
        (self.tree / "packaging/.env").write_text("mine\n")
        self.assertEqual(self.packed(), clean)
        other = self.folder / "other"
        self.run_here("git", "init", "-q", str(other))
        self.assertEqual(self.packed(GIT_DIR=str(other / ".git")), clean)
        (self.tree / "src/main.c").unlink()
        self.assertEqual(self.packed(), [name for name in clean if name != "src/main.c"])

    def test_without_a_checkout_everything_that_is_there_is_taken(self):
        clean = self.packed()
        shutil.rmtree(self.tree / ".git")
        self.git("init", "-q", "..")  # of somebody else
        self.assertEqual(self.packed(), clean)
        (self.tree / "src/new.c").write_text("int new;\n")
        self.assertIn("src/new.c", self.packed())


main()

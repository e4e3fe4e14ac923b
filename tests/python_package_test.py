"""The Python package: wheel and source distribution as packaging/python makes them, read
by pip and by the rules of their formats. Nothing is compiled here: the wheel is made of a
program that is there, and tests/pre_commit_test.py builds one from source."""

import base64
import csv
import email
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import unittest.mock
import zipfile

from commit_cases import without_network
from elf_kit import ARM64, SPARC, X86_64, elf
from repo_kit import PATIENCE, SECLINT

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
sys.path.insert(0, str(ROOT / "packaging" / "python"))

import seclint_build  # noqa: E402
from seclint_build import platforms, program, project  # noqa: E402

NUMBER = re.search(r"seclint VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
INFO = f"seclint-{NUMBER}.dist-info"
MACHINES = {"x86_64": X86_64, "aarch64": ARM64}


def variables(**values):
    return unittest.mock.patch.dict(os.environ, values)


class Package(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="seclint-package-")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.program = self.elf(MACHINES.get(os.uname().machine, X86_64), True)

    def elf(self, machine, dynamic):
        path = self.folder / f"elf-{machine}-{dynamic}"
        path.write_bytes(elf(machine, dynamic))
        return path

    def wheel(self, binary=None, where="wheel", **more):
        (self.folder / where).mkdir(exist_ok=True)
        with variables(SECLINT_BINARY=str(binary or self.program), **more):
            name = seclint_build.build_wheel(str(self.folder / where))
        return self.folder / where / name

    def sdist(self, where="sdist", **more):
        (self.folder / where).mkdir(exist_ok=True)
        with variables(**more):
            return self.folder / where / seclint_build.build_sdist(str(self.folder / where))


class Wheel(Package):
    def test_every_file_is_in_record_with_its_hash(self):
        with zipfile.ZipFile(self.wheel()) as wheel:
            files = {name: wheel.read(name) for name in wheel.namelist()}
        rows = list(csv.reader(io.StringIO(files[f"{INFO}/RECORD"].decode())))
        self.assertEqual(sorted(row[0] for row in rows), sorted(files))
        for name, digest, size in rows:
            if name == f"{INFO}/RECORD":
                self.assertEqual((digest, size), ("", ""))
                continue
            there = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest())
            self.assertEqual(digest, "sha256=" + there.decode().rstrip("="), name)
            self.assertEqual(int(size), len(files[name]), name)

    def test_the_program_is_in_it_and_may_be_run(self):
        with zipfile.ZipFile(self.wheel()) as wheel:
            script = wheel.getinfo(f"seclint-{NUMBER}.data/scripts/seclint")
            self.assertEqual(script.external_attr >> 16, 0o100755)
            self.assertEqual(wheel.read(script), self.program.read_bytes())

    def test_its_name_says_what_the_file_wheel_says(self):
        made = self.wheel()
        with zipfile.ZipFile(made) as wheel:
            head = email.message_from_bytes(wheel.read(f"{INFO}/WHEEL"))
        self.assertEqual(head["Root-Is-Purelib"], "false")
        tags = [tag.split("-")[2] for tag in head.get_all("Tag")]
        self.assertEqual(made.name, f"seclint-{NUMBER}-py3-none-{'.'.join(tags)}.whl")
        if os.uname().machine in MACHINES:
            self.assertEqual(tags, [f"linux_{os.uname().machine}"])

    def test_the_metadata_are_those_that_are_given_before(self):
        with variables(SECLINT_BINARY=str(self.program)):
            name = seclint_build.prepare_metadata_for_build_wheel(str(self.folder))
        self.assertEqual(name, INFO)
        with zipfile.ZipFile(self.wheel()) as wheel:
            for file in ("METADATA", "WHEEL"):
                self.assertEqual((self.folder / INFO / file).read_bytes(),
                                 wheel.read(f"{INFO}/{file}"))

    def test_metadata(self):
        head = email.message_from_bytes(project.metadata(project.licences()))
        self.assertEqual((head["Name"], head["Version"]), ("seclint", NUMBER))
        self.assertIn("secret hygiene", head["Summary"])
        self.assertIn("# seclint", head.get_payload())
        relative = re.findall(r"\]\((?![a-z]+:|#)[^)\n]*\)", head.get_payload())
        self.assertEqual(relative, [], "links that lead nowhere outside the repository")

    def test_licences_of_what_is_compiled_in(self):
        with zipfile.ZipFile(self.wheel()) as wheel:
            names = wheel.namelist()
            head = email.message_from_bytes(wheel.read(f"{INFO}/METADATA"))
        self.assertIn(f"{INFO}/licenses/LICENSE", names)
        self.assertIn(f"{INFO}/licenses/src/aws/data/NOTICE", names)
        for part in ("tree-sitter", "tree-sitter-python", "tree-sitter-typescript"):
            self.assertIn(f"{INFO}/licenses/third_party/{part}/LICENSE", names)
        for file in head.get_all("License-File"):
            self.assertIn(f"{INFO}/licenses/{file}", names)

    def test_the_same_bytes_every_time(self):
        first = self.wheel(where="a", SOURCE_DATE_EPOCH="1700000000")
        again = self.wheel(where="b", SOURCE_DATE_EPOCH="1700000000")
        later = self.wheel(where="c", SOURCE_DATE_EPOCH="1800000000")
        self.assertEqual(first.read_bytes(), again.read_bytes())
        self.assertNotEqual(first.read_bytes(), later.read_bytes())

    def test_pip_installs_it_and_it_runs(self):
        with open(self.folder / "log", "wb") as log:
            for make in ([sys.executable, "-m", "venv"], ["virtualenv"],
                         ["/usr/bin/python3", "-m", "virtualenv"]):
                if shutil.which(make[0]) and subprocess.run(
                        [*make, self.folder / "env"], stdout=log, stderr=log).returncode == 0:
                    break
            else:
                self.skipTest("neither venv nor virtualenv is here")
        pip = [*without_network(), self.folder / "env/bin/pip", "--isolated",
               "--disable-pip-version-check"]
        for source in (self.wheel(SECLINT), ROOT):
            with self.subTest(str(source)):
                done = subprocess.run([*pip, "install", "--no-index", source],
                                      env={**os.environ, "SECLINT_BINARY": SECLINT},
                                      capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                done = subprocess.run([self.folder / "env/bin/seclint", "--version"],
                                      capture_output=True, text=True)
                self.assertIn(NUMBER, done.stdout)
                subprocess.run([*pip, "uninstall", "-q", "-y", "seclint"], check=True)
                self.assertFalse((self.folder / "env/bin/seclint").exists())


class Tags(Package):
    """The platform is read from the program, whoever makes the wheel."""

    def test_one_that_asks_for_libraries_runs_on_this_system(self):
        self.assertEqual(platforms.tags(self.elf(X86_64, True)), ["linux_x86_64"])
        self.assertEqual(platforms.tags(self.elf(ARM64, True)), ["linux_aarch64"])

    def test_one_that_asks_for_none_runs_on_any(self):
        self.assertEqual(platforms.tags(self.elf(X86_64, False)), [
            "manylinux2014_x86_64", "manylinux_2_17_x86_64", "musllinux_1_1_x86_64"])
        name = self.wheel(self.elf(ARM64, False)).name
        self.assertEqual(name, f"seclint-{NUMBER}-py3-none-manylinux2014_aarch64."
                         "manylinux_2_17_aarch64.musllinux_1_1_aarch64.whl")

    def test_an_unknown_processor(self):
        with self.assertRaises(project.Failure):
            platforms.tags(self.elf(SPARC, False))

    def test_no_elf(self):
        path = self.folder / "other"
        path.write_bytes(b"\xcf\xfa\xed\xfe" + bytes(100))
        self.assertEqual(platforms.tags(path), [platforms.here()])


class Source(Package):
    def test_it_holds_what_a_build_reads_and_nothing_that_was_built(self):
        made = self.sdist()
        self.assertEqual(made.name, f"seclint-{NUMBER}.tar.gz")
        with tarfile.open(made) as tar:
            names = {name.split("/", 1)[1] for name in tar.getnames()}
            owners = {(member.uid, member.uname) for member in tar}
            head = email.message_from_binary_file(
                tar.extractfile(f"seclint-{NUMBER}/PKG-INFO"))
        self.assertEqual(head["Version"], NUMBER)
        self.assertEqual(owners, {(0, "")})
        for name in ("CMakeLists.txt", "CMakePresets.json", "pyproject.toml", "README.md",
                     "src/cli/main.c", "src/aws/CMakeLists.txt", "cmake/Rules.cmake",
                     "tools/compile_rules.c", "third_party/grammars.tar.xz",
                     "packaging/python/seclint_build/__init__.py"):
            self.assertIn(name, names)
        self.assertTrue(any(name.endswith(".yml") for name in names))
        for name in names:
            self.assertNotRegex(name, r"node_modules|__pycache__|\.o$|^build/|^tests/")

    def test_cmake_takes_it(self):
        """With the files that are about to be committed, if there are any."""
        tracked = project.tracked()
        new = subprocess.run(["git", "-C", ROOT, "ls-files", "-o", "--exclude-standard", "-z",
                              "--", "src", "cmake", "tools"], capture_output=True, text=True,
                             check=False).stdout.split("\0")[:-1]
        with unittest.mock.patch.object(project, "tracked",
                                        lambda: None if tracked is None else tracked + new):
            made = self.sdist()
        with tarfile.open(made) as tar:
            tar.extractall(self.folder)
        done = subprocess.run(
            ["cmake", "--preset", "release", "-S", self.folder / f"seclint-{NUMBER}", "-B",
             self.folder / "build", "-G", "Unix Makefiles"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_package_can_be_made_of_it(self):
        with tarfile.open(self.sdist()) as tar:
            tar.extractall(self.folder)
        made = subprocess.run(
            [sys.executable, "-c", "import sys; sys.path.insert(0, 'packaging/python')\n"
             "import seclint_build; print(seclint_build.build_wheel(sys.argv[1]))",
             self.folder], cwd=self.folder / f"seclint-{NUMBER}", text=True,
            env={**os.environ, "SECLINT_BINARY": str(self.program)}, stdout=subprocess.PIPE)
        self.assertEqual(made.returncode, 0)
        self.assertEqual((self.folder / made.stdout.strip()).read_bytes(),
                         self.wheel().read_bytes())

    def test_the_same_bytes_every_time(self):
        first = self.sdist("a", SOURCE_DATE_EPOCH="1700000000").read_bytes()
        self.assertEqual(first, self.sdist("b", SOURCE_DATE_EPOCH="1700000000").read_bytes())
        self.assertNotEqual(first, self.sdist("c", SOURCE_DATE_EPOCH="1").read_bytes())


class Missing(Package):
    """What a build needs and is not there is said at once, with what installs it."""

    def told(self, *programs, **more):
        """What the backend says on a machine that has these programs only."""
        path = self.folder / "bin"
        path.mkdir()
        for name, text in programs:
            (path / name).write_text(f"#!/bin/sh\n{text}\n")
            (path / name).chmod(0o755)
        with variables(PATH=str(path), CC="", PKG_CONFIG="", **more):
            with self.assertRaises(project.Failure) as caught:
                program.check()
        return str(caught.exception)

    def test_everything(self):
        text = self.told()
        for word in ("a C compiler", "cmake", "ninja or make", "pkg-config",
                     "libgit2 >= 1.5", "libpcre2-8", "yaml-0.1", "libdeflate", "libarchive"):
            self.assertIn(word, text)
        self.assertRegex(text, r"apt-get install gcc libc6-dev cmake ninja-build pkg-config "
                         r"libgit2-dev libpcre2-dev libyaml-dev libdeflate-dev libarchive-dev")
        self.assertIn("xcode-select --install && brew install cmake ninja pkg-config libgit2 "
                      "pcre2 libyaml libdeflate libarchive && export PKG_CONFIG_PATH", text)

    def test_one_library(self):
        text = self.told(
            ("cc", "exit 0"), ("make", "exit 0"), ("cmake", "echo cmake version 3.28.1"),
            ("pkg-config", 'case "$*" in *yaml*) exit 1 ;; esac'))
        self.assertIn("this is missing: yaml-0.1\n", text)
        self.assertIn("apt-get install libyaml-dev\n", text)
        self.assertIn("brew install libyaml\n", text)

    def test_a_cmake_that_is_too_old(self):
        text = self.told(
            ("cc", "exit 0"), ("make", "exit 0"), ("cmake", "echo cmake version 3.22.1"),
            ("pkg-config", "exit 0"))
        self.assertIn("cmake 3.25 or newer (here is 3.22)", text)

    def test_every_library_of_cmake_has_a_name_in_homebrew(self):
        wanted = {package for _, package in program.libraries()}
        self.assertGreaterEqual(len(wanted), 5)
        self.assertLessEqual(wanted, set(program.BREW))

    def test_a_program_that_is_not_there(self):
        with self.assertRaises(SystemExit), variables(SECLINT_BINARY="/nowhere/seclint"), \
                unittest.mock.patch("seclint_build.say") as said:
            seclint_build.build_wheel(str(self.folder))
        self.assertIn("/nowhere/seclint is no file", said.call_args[0][0])

    def test_nothing_is_missing_here(self):
        program.check()


if __name__ == "__main__":
    unittest.main()

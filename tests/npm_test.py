"""The npm packages: what packaging/npm/pack.py makes of a program is installed by npm
without network, and the command does what the program does."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
from unittest import mock

from commit_cases import Managed
from elf_kit import ARM64, SPARC, X86_64, elf
from repo_kit import PATIENCE, SECLINT, Case, line, main

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
PACK = ROOT / "packaging" / "npm" / "pack.py"
# Ends by itself, where the signal does not come, so that whoever reads its output ends.
TRAP = ("trap 'echo caught; exit 7' TERM; echo ready\n"
        "for n in $(seq 2400); do sleep 0.05; done")


class Npm(Managed, Case):
    def pack(self, *programs, where="packed", status=0, env=None):
        done = subprocess.run(
            [sys.executable, PACK, "--out", self.folder / where, *programs],
            env={**os.environ, **(env or {})}, capture_output=True, text=True)
        self.assertEqual(done.returncode, status, done.stderr)
        self.said = done.stderr
        return [pathlib.Path(path) for path in done.stdout.splitlines()]

    def other(self, name, machine, dynamic=False):
        path = self.folder / name
        path.write_bytes(elf(machine, dynamic))
        return path

    def manifest(self, path):
        with tarfile.open(path) as tar:
            return json.load(tar.extractfile("package/package.json"))

    def place(self):
        return {"npm_config_cache": str(self.folder / "cache"),
                "npm_config_update_notifier": "false"}

    def project(self, *packages):
        """A project in which the packages are installed, and its command."""
        project = self.folder / "project"
        project.mkdir()
        (project / "package.json").write_text('{"private": true}\n')
        self.tool("npm", "install", "--offline", "--no-audit", "--no-fund", *packages,
                  cwd=project)
        lock = json.loads((project / "package-lock.json").read_text())
        for name, entry in lock["packages"].items():
            self.assertNotIn("hasInstallScript", entry, name)
        return project, project / "node_modules/.bin/seclint"


class Packages(Npm):
    def test_what_they_say_of_themselves(self):
        named = {}
        for path in self.pack(self.other("a", X86_64, True), self.other("b", ARM64)):
            about = self.manifest(path)
            named[about["name"]] = about
            self.assertEqual(path.name, "{}-{}.tgz".format(
                about["name"].replace("@", "").replace("/", "-"), about["version"]))
            self.assertIn(f"seclint VERSION {about['version']} ",
                          (ROOT / "CMakeLists.txt").read_text())
            self.assertNotIn("scripts", about)
        self.assertEqual(sorted(named), ["@seclint/linux-arm64", "@seclint/linux-x64",
                                         "seclint"])
        x64, arm64 = named["@seclint/linux-x64"], named["@seclint/linux-arm64"]
        self.assertEqual((x64["os"], x64["cpu"], x64["libc"]), (["linux"], ["x64"], ["glibc"]))
        self.assertEqual((arm64["os"], arm64["cpu"]), (["linux"], ["arm64"]))
        self.assertNotIn("libc", arm64, "one without shared libraries runs with any libc")
        version = named["seclint"]["version"]
        self.assertEqual(named["seclint"]["optionalDependencies"],
                         {"@seclint/linux-arm64": version, "@seclint/linux-x64": version})
        self.assertIn("shared libraries", self.said)

    def test_modes_and_licences(self):
        first, launcher = self.pack(self.other("a", X86_64))
        with tarfile.open(first) as tar:
            self.assertEqual(tar.getmember("package/bin/seclint").mode, 0o755)
            self.assertIn("package/licenses/LICENSE", tar.getnames())
            self.assertIn("package/licenses/third_party/tree-sitter/LICENSE", tar.getnames())
        with tarfile.open(launcher) as tar:
            self.assertEqual(tar.getmember("package/bin/seclint.js").mode, 0o755)
            self.assertIn("package/LICENSE", tar.getnames())

    def test_the_same_bytes_every_time(self):
        program = self.other("a", X86_64)
        when = {"SOURCE_DATE_EPOCH": "1700000000"}
        first = [path.read_bytes() for path in self.pack(program, where="1", env=when)]
        again = [path.read_bytes() for path in self.pack(program, where="2", env=when)]
        later = [path.read_bytes() for path in self.pack(program, where="3")]
        self.assertEqual(first, again)
        self.assertNotEqual(first, later)

    def test_programs_of_macos(self):
        path = self.folder / "mac"
        path.write_bytes(b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01" + bytes(64))
        about = self.manifest(self.pack(path)[0])
        self.assertEqual((about["name"], about["os"]), ("@seclint/darwin-arm64", ["darwin"]))

    def test_what_is_no_program_is_refused(self):
        self.pack(self.other("a", SPARC), status=1)
        self.assertIn("no program of a platform that node knows", self.said)
        self.pack(PACK, status=1)
        self.pack(self.folder / "nothing", status=1)
        self.pack(self.other("a", X86_64), self.other("b", X86_64), status=1)
        self.assertIn("two programs for one platform", self.said)


class Installed(Npm):
    def test_it_does_what_the_program_does(self):
        project, command = self.project(*self.pack(SECLINT))
        repo = self.repo()
        repo.write("a file.py", "clean\n")
        repo.git("add", "-A")
        run = self.tool
        self.assertIn("no findings", run(command, "--staged", cwd=repo.path))
        repo.write("a file.py", line())
        repo.git("add", "-A")
        self.assertIn("a file.py:1", run(command, "--staged", cwd=repo.path, status=1))
        self.assertIn("--nonsense", run(command, "--nonsense", cwd=repo.path, status=2))
        self.assertIn("seclint 0.", run("npx", "--offline", "seclint", "--version",
                                        cwd=project))

        # Without the package of the platform: --omit=optional, or copied from elsewhere.
        shutil.rmtree(project / "node_modules/@seclint")
        text = run(command, "--staged", cwd=repo.path, status=2)
        self.assertRegex(text, r"seclint: the package @seclint/\w+-\w+ is not installed")
        self.assertIn("npm install", text)

    def test_a_platform_without_a_package(self):
        packed = self.pack(self.other("a", ARM64 if os.uname().machine == "x86_64" else X86_64))
        project, command = self.project(packed[-1])
        text = self.tool(command, "--staged", cwd=project, status=2)
        self.assertRegex(text, r"seclint: there is no package for \w+-\w+, only for linux-\w+")
        self.assertIn("docs/install.md", text)


class Launcher(Npm):
    """What the launcher hands on, seen by a program that tells."""

    def setUp(self):
        super().setUp()
        with tarfile.open(self.pack(self.other("a", X86_64))[-1]) as tar:
            tar.extractall(self.folder)

    def start(self, script, *args, **more):
        program = self.folder / "program"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return subprocess.Popen(
            ["node", self.folder / "package/bin/seclint.js", *args], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={
                **os.environ, "SECLINT_BINARY": str(program)}, **more)

    def test_arguments_input_and_output(self):
        child = self.start('printf "%s|" "$@"; cat; echo err >&2; exit 3',
                           "--a b", "", "ü", "*")
        out, err = child.communicate("input", timeout=PATIENCE)
        self.assertEqual((out, err, child.returncode), ("--a b||ü|*|input", "err\n", 3))

    def test_every_status_that_seclint_has(self):
        for status in (0, 1, 2, 3):
            child = self.start(f"exit {status}")
            child.communicate(timeout=PATIENCE)
            self.assertEqual(child.returncode, status)

    def test_a_signal_reaches_the_program(self):
        child = self.start(TRAP)
        self.assertEqual(child.stdout.readline(), "ready\n")
        child.send_signal(signal.SIGTERM)
        self.assertEqual(child.communicate(timeout=PATIENCE)[0], "caught\n")
        self.assertEqual(child.returncode, 7)

    def test_a_signal_reaches_a_program_that_has_just_been_started(self):
        """It comes before spawn() has come back."""
        sent = self.folder / "sent"
        slow = self.folder / "slow.js"
        slow.write_text("""const child = require('child_process'), fs = require('fs');
            const { spawn } = child;
            child.spawn = (...all) => {
              const started = spawn(...all);
              while (!fs.existsSync(process.env.SENT))
                Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
              return started;
            };""")
        with mock.patch.dict(os.environ, NODE_OPTIONS=f'--require "{slow}"', SENT=str(sent)):
            child = self.start(TRAP)
        self.assertEqual(child.stdout.readline(), "ready\n")
        child.send_signal(signal.SIGTERM)
        sent.touch()
        self.assertEqual(child.communicate(timeout=PATIENCE)[0], "caught\n")
        self.assertEqual(child.returncode, 7)

    def test_what_killed_the_program_is_told(self):
        for name in ("KILL", "TERM", "SEGV"):
            child = self.start(f"kill -{name} $$; sleep 9")
            child.communicate(timeout=PATIENCE)
            self.assertEqual(child.returncode, -getattr(signal, f"SIG{name}"), name)

    def test_a_program_that_cannot_be_run(self):
        child = self.start("")
        child.communicate(timeout=PATIENCE)
        (self.folder / "program").chmod(0o644)
        done = subprocess.run(
            ["node", self.folder / "package/bin/seclint.js"], text=True, capture_output=True,
            env={**os.environ, "SECLINT_BINARY": str(self.folder / "program")})
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("seclint: cannot run", done.stderr)


def setUpModule():
    for name in ("node", "npm"):
        if not shutil.which(name):
            print(f"{name} is not installed: ./dev setup")
            sys.exit(77)


if __name__ == "__main__":
    main()

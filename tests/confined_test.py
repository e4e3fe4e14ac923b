"""seclint starts no process and opens no connection: it runs under a filter of system calls
(seccomp(2)) that kills whoever forks, clones anything but a thread, or asks for a socket,
with every way of scanning, over a repository that has plenty to run."""

import ctypes
import os
import platform
import signal
import struct
import subprocess
import sys

from repo_kit import PATIENCE, SANITIZED, SECLINT, Case, line, main

KILL, ALLOW, ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
NO_SUCH_CALL = 38
CLONE_THREAD = 0x10000
# Of each machine: its name in filters, calls that are deadly, clone, clone3.
MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 49, 53, 57, 58), 56, 435),  # socket ... vfork
    "aarch64": (0xC00000B7, (198, 199, 200, 203), 220, 435),
}
BAIT = ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "filter.x.clean",
        "filter.x.smudge", "filter.x.process", "diff.x.textconv", "diff.external",
        "credential.helper", "gpg.program", "uploadpack.packObjectsHook")


def program(machine):
    """The filter, in the code of BPF (linux/filter.h)."""
    arch, deadly, clone, clone3 = MACHINES[machine]
    load, equal, has, give = 0x20, 0x15, 0x45, 0x06
    code = [(load, 0, 0, 4), (equal, 1, 0, arch), (give, 0, 0, KILL), (load, 0, 0, 0)]
    for number in deadly:
        code += [(equal, 0, 1, number), (give, 0, 0, KILL)]
    # The C library falls back to clone, whose flags stand in a register.
    code += [(equal, 0, 1, clone3), (give, 0, 0, ERRNO | NO_SUCH_CALL)]
    code += [(equal, 0, 4, clone), (load, 0, 0, 16), (has, 1, 0, CLONE_THREAD),
             (give, 0, 0, KILL), (give, 0, 0, ALLOW), (give, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *each) for each in code), len(code)


def confine():
    """Puts the calling process under the filter, for good."""
    code, length = program(platform.machine())
    buffer = ctypes.create_string_buffer(code)
    head = ctypes.create_string_buffer(struct.pack("@HP", length, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, head, 0, 0):
        os._exit(77)


def confined(command, cwd, env, data=b""):
    done = subprocess.run(command, cwd=cwd, env=env, input=data, capture_output=True,
                          preexec_fn=confine, timeout=PATIENCE, check=False)
    if done.returncode == 77:
        print("no seccomp filters here: skipped")
        sys.exit(77)
    return done


class Confined(Case):
    def setUp(self):
        super().setUp()
        self.env = self.environment()
        if SANITIZED:  # its search for leaks would clone
            self.env["ASAN_OPTIONS"] = self.env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"

    def test_the_filter_kills(self):
        python = sys.executable
        for command in (["sh", "-c", "true & wait"], [python, "-c", "import os; os.fork()"],
                        [python, "-c", "import socket; socket.socket()"]):
            done = confined(command, self.folder, self.env)
            self.assertIn(done.returncode, (-signal.SIGSYS, 128 + signal.SIGSYS), command)
        threads = "import threading as t; a = t.Thread(target=print); a.start(); a.join()"
        self.assertEqual(confined([python, "-c", threads], self.folder, self.env).returncode, 0)

    def baited(self):
        """Everything that git would start a program for."""
        repo = self.repo()
        repo.write(".gitattributes", "*.py filter=x diff=x\n")
        repo.commit_file("deploy.py", line(1))
        first = repo.commit_file("deploy.py", line(1) + line(2))
        for key in BAIT:
            repo.git("config", key, f"touch {self.folder / 'touched'}")
        repo.git("config", "remote.origin.url", "ssh://127.0.0.1:9/x")
        repo.git("config", "remote.origin.promisor", "true")
        hook = repo.write(".git/hooks/pre-commit", f"#!/bin/sh\ntouch {self.folder}/touched\n")
        hook.chmod(0o755)
        repo.write("deploy.py", line(3))
        return repo, first

    def test_no_way_of_scanning_needs_more(self):
        repo, last = self.baited()
        for arguments in ([], ["-j4"], ["--staged"], ["--range", f"{last}~1..{last[:9]}"],
                          ["--no-history"], ["--format", "sarif"], ["--format", "html"],
                          ["--fix-gitignore", "--diff"], ["explain", "deploy.py:1"],
                          ["check-attr", "-a", "deploy.py"], ["baseline", "diff"],
                          ["--new-since", f"{last}~1"], ["hook", "run", "pre-commit"],
                          ["hook", "status"], ["lsp"], ["--stdin-path", "x.py", "-"]):
            with self.subTest(arguments):
                done = confined([SECLINT, *arguments], repo.path, self.env, b"x = 1\n")
                self.assertIn(done.returncode, (0, 1, 2), done.stderr)
                self.assertNotIn(b"anitizer", done.stderr)
        done = confined([SECLINT, "--no-cache"], repo.path, self.env)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(b"github-pat", done.stdout)
        self.assertFalse((self.folder / "touched").exists())


if __name__ == "__main__":
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        print("no filter for this machine: skipped")
        sys.exit(77)
    main()

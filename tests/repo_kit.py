"""repo_kit.py - repositories made on the spot, and seclint run on them.

A test case is a subclass of Case. It has a folder of its own that goes away
behind it, git without the machine's configuration, dates that count up from a
fixed one, and tokens that stand in no file of this repository. Whatever a test
looks at, every run is checked for three things: the program was not killed, no
sanitizer spoke, and no token left the program in the clear."""

import binascii
import json
import os
import pathlib
import random
import shutil
import signal
import string
import subprocess
import sys
import tempfile
import threading
import time
import unittest

SECLINT = os.path.abspath(os.environ.get("SECLINT", "build/dev/seclint"))
FIRST_DATE = 1_700_000_000
NOBODY = 65534
MIB = 1 << 20
SANITIZER = (b"Sanitizer", b"runtime error:", b"LeakSanitizer")
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase

IS_ROOT = os.getuid() == 0


def with_sanitizer():
    """Is the program one that checks every access, and needs time and room for it?"""
    with open(SECLINT, "rb") as program:
        return b"__asan_init" in program.read()


SANITIZED = with_sanitizer()
# Only a hang is to meet it, also where all takes ten times as long; what has to end soon is
# asked for its work (Run.work).
PATIENCE = 1800


def token(number=0):
    """A personal access token of GitHub's form with a valid checksum; the same
    number gives the same token."""
    body = "".join(random.Random(f"seclint {number}").choices(BASE62, k=30))
    rest = binascii.crc32(body.encode())
    digits = ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = BASE62[digit] + digits
    return "ghp" + "_" + body + digits


def line(number=0):
    return f'token = "{token(number)}"\n'


class Run:
    """What one run said. Findings, notices and summary only if it wrote JSON lines.

    seconds: by the clock on the wall, which other programs move, too; work: the seconds
    of a processor that it took, which a test may put a limit to."""

    def __init__(self, status, out, err, seconds, memory, work=0.0):
        self.status = status
        self.out = out
        self.err = err
        self.seconds = seconds
        self.work = work
        self.memory = memory
        self.findings, self.notices, self.summary = [], [], None
        if out.startswith(b'{"schema"'):
            for text in out.decode().splitlines():
                entry = json.loads(text)
                if entry["type"] == "finding":
                    self.findings.append(entry)
                elif entry["type"] == "notice":
                    self.notices.append(entry)
                else:
                    self.summary = entry

    def paths(self):
        return sorted({each["place"]["path"] for each in self.findings})

    def at(self, path):
        return [each for each in self.findings if each["place"]["path"] == path]

    def message(self):
        return self.err.decode("utf-8", "replace")

    def noticed(self, *words):
        """The notices that hold all of the words, in subject or text."""
        return [
            each
            for each in self.notices
            if all(word in f"{each['subject']}: {each['text']}" for word in words)
        ]

    def told(self):
        """For the message of a failure."""
        notices = [f"{each['subject']}: {each['text']}" for each in self.notices]
        return (
            f"status {self.status}, {self.seconds:.1f} s ({self.work:.1f} s of work), "
            f"{self.memory >> 20} MiB, found {self.paths()}, notices {notices[:10]}, "
            f"stderr {self.message()[:2000]!r}"
        )


class Repo:
    """A git repository at path; init=False takes one that is there."""

    def __init__(self, case, path, *init, bare=False, make=True):
        self.case = case
        self.path = pathlib.Path(path)
        if make:
            self.path.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main", *(["--bare"] if bare else []), *init)

    def git(self, *args, check=True, env=None, data=None):
        """git's output, without the newline at its end."""
        done = subprocess.run(
            ["git", *map(os.fspath, args)],
            cwd=self.path,
            env={**self.case.environment(), **(env or {})},
            input=data,
            capture_output=True,
            timeout=PATIENCE,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"git {args}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def write(self, name, content=""):
        file = self.path / os.fsdecode(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode()
        file.write_bytes(content)
        return file

    def commit(self, message="change", *files):
        """Adds the named files, or all, and gives the commit's id."""
        self.git("add", "-A", *files)
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def commit_file(self, name, content, message="change"):
        self.write(name, content)
        return self.commit(message, os.fsdecode(name))

    def object_file(self, oid):
        return self.path / ".git" / "objects" / oid[:2] / oid[2:]

    def run(self, *args, **options):
        return self.case.run_seclint(*args, cwd=self.path, **options)


def as_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="seclint-test-"))
        self.folder.chmod(0o755)
        self.addCleanup(self.remove)
        self.home = self.folder / "home"
        self.home.mkdir()
        (self.home / ".gitconfig").write_text(
            "[user]\n\tname = A\n\temail = a@example.org\n[commit]\n\tgpgsign = false\n"
            "[advice]\n\tdetachedHead = false\n[protocol \"file\"]\n\tallow = always\n"
            "[gc]\n\tauto = 0\n"
        )
        self.now = FIRST_DATE

    def remove(self):
        for folder, folders, _ in os.walk(self.folder):
            for name in folders:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o755)
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self):
        """The machine's, without git's variables and with a date that moves on."""
        keep = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "XDG_")) and name != "COLUMNS"
        }
        self.now += 60
        date = f"{self.now} +0000"
        return {
            **keep,
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "GIT_TERMINAL_PROMPT": "0",
        }

    def leaks(self):
        """What libgit2 1.5 itself forgets to free, mostly when it meets damage."""
        known = self.home / "leaks"
        known.write_text("leak:libgit2.so\n")
        return f"suppressions={known}:print_suppressions=0"

    def repo(self, name="repo", *init, **options):
        return Repo(self, self.folder / name, *init, **options)

    def planted(self, name="repo"):
        """A repository with one commit whose file app.py holds token 0."""
        repo = self.repo(name)
        repo.commit_file("app.py", line(0), "first")
        return repo

    def run_seclint(
        self, *args, cwd=None, env=None, data=b"", user=None, stdout=None, stderr=None,
        form="jsonl", patience=PATIENCE,
    ):
        """Runs the program; form None leaves the format to args. data: standard input;
        stdout and stderr: open files instead of the ones that are read back."""
        command = [SECLINT, *(["--format", form] if form else []), *map(os.fspath, args)]
        surroundings = {**self.environment(), **(env or {})}
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            surroundings.pop(name)
        surroundings["LSAN_OPTIONS"] = self.leaks()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, \
                tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            start = time.monotonic()
            child = subprocess.Popen(
                command, cwd=cwd or self.folder, env=surroundings, stdin=given,
                stdout=stdout or out, stderr=stderr or err,
                preexec_fn=as_nobody if user == NOBODY else None,
            )
            alarm = threading.Timer(patience, child.kill)
            alarm.start()
            _, code, usage = os.wait4(child.pid, 0)
            alarm.cancel()
            child.returncode = os.waitstatus_to_exitcode(code)
            seconds = time.monotonic() - start
            out.seek(0)
            err.seek(0)
            run = Run(child.returncode, out.read(), err.read(), seconds,
                      usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime)
        self.check_manners(run, command)
        return run

    def check_manners(self, run, command):
        shown = " ".join(command)
        for word in SANITIZER:
            self.assertNotIn(word, run.err, f"{shown}: {run.err.decode('utf-8', 'replace')}")
        if run.status < 0:
            name = signal.Signals(-run.status).name
            self.fail(f"{shown}: {name} after {run.seconds:.0f} s")
        self.check_no_secret(run.out + run.err, shown)

    def check_no_secret(self, output, shown):
        for number in range(32):
            self.assertNotIn(token(number)[4:].encode(), output, f"{shown}: token {number}")

    # What every test of an odd surrounding asks.

    def assert_status(self, run, status):
        self.assertEqual(run.status, status, run.told())
        if run.summary and status != 2:  # a report that cannot be written comes later
            self.assertEqual(run.summary["exit_status"], status)

    def assert_found(self, run, *paths):
        for path in paths:
            self.assertIn(path, run.paths(), run.told())

    def assert_noticed(self, run, *words, incomplete=True):
        """One notice, and not several, names the thing and what is wrong with it."""
        found = run.noticed(*words)
        self.assertEqual(len(found), 1, f"notices with {words}: {run.told()}")
        self.assertEqual(found[0]["incomplete"], incomplete, run.told())

    def assert_refused(self, run, *words):
        """Status 2, nothing on standard output, one line that holds the words."""
        self.assert_status(run, 2)
        self.assertEqual(run.out, b"", run.told())
        self.assertEqual(run.message().count("\n"), 1, run.told())
        self.assertTrue(run.message().startswith("seclint: "), run.told())
        for word in words:
            self.assertIn(word, run.message())

    def give_away(self, path):
        """Makes path and all below it nobody's."""
        for folder, folders, files in os.walk(path):
            for name in [".", *folders, *files]:
                os.chown(os.path.join(folder, name), NOBODY, NOBODY, follow_symlinks=False)

    def need_root(self):
        if not IS_ROOT:
            self.skipTest("only root can act as another user")


def main():
    unittest.main(verbosity=2 if "-v" in sys.argv else 1)

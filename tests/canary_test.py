"""Secrets that exist nowhere else are planted wherever seclint looks; nothing that it
writes holds one of them, or a part of one, plain, reversed, in base64, hex or percent.

They come from one seed, so that a change fails by what it does and not by chance;
SECLINT_CANARY_SEED names another, or `random` for new ones. A failure tells the seed. That
any random text is veiled, tests/unit/text/veil_test.c asks of ten thousands."""

import base64
import binascii
import io
import os
import pathlib
import random
import re
import resource
import signal
import string
import subprocess
import time
import urllib.parse
import zipfile

from formats_list import FORMATS
from repo_kit import BASE62, IS_ROOT, NOBODY, PATIENCE, SECLINT, Case, main

SEED = os.environ.get("SECLINT_CANARY_SEED", "1")
SEED = random.SystemRandom().randrange(1 << 32) if SEED == "random" else int(SEED)
BASE64 = BASE62 + "+/"
# What is looked for: any part of a canary that is so long.
PART = 12


def github_token(rng):
    """With a valid checksum, so that the rule is sure of it."""
    body = "".join(rng.choices(BASE62, k=30))
    rest, digits = binascii.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = BASE62[digit] + digits
    return "ghp" + "_", body + digits


class Nest:
    """The canaries: what is written, and the part of it that must not be seen again."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.secrets = {}

    def add(self, name, secret):
        self.secrets[name] = secret
        return secret

    def token(self, name):
        prefix, body = github_token(self.rng)
        return prefix + self.add(name, body)

    def text(self, name, alphabet, length):
        return self.add(name, "".join(self.rng.choices(alphabet, k=length)))

    def aws(self, name):
        key = "AKIA" + "".join(self.rng.choices(string.ascii_uppercase + "234567", k=16))
        return key, self.text(name, BASE64, 40)

    def pem(self, name):
        lines = [self.text(f"{name} line {i}", BASE64, 64) for i in range(12)]
        kind = "RSA " + "PRIVATE KEY"
        return f"-----BEGIN {kind}-----\n" + "\n".join(lines) + f"\n-----END {kind}-----\n"

    def parts(self):
        """{length: {part: canary}} of every form of every canary."""
        out = {}
        for name, secret in self.secrets.items():
            raw = secret.encode()
            forms = [(PART, raw), (PART, raw[::-1]), (2 * PART, raw.hex().encode()),
                     (2 * PART, raw.hex().upper().encode()),
                     (3 * PART, "".join(f"%{c:02X}" for c in raw).encode()),
                     (3 * PART, "".join(f"%{c:02x}" for c in raw).encode()),
                     (PART + 2, urllib.parse.quote(secret, safe="").encode())]
            for shift in range(3):
                for form in (base64.b64encode, base64.urlsafe_b64encode):
                    coded = form(b"\0" * shift + raw)
                    # the ends depend on what stands beside the secret
                    forms.append((PART + 4, coded[(4 if shift else 0):-4]))
            for length, form in forms:
                for at in range(len(form) - length + 1):
                    out.setdefault(length, {})[form[at:at + length]] = name
        return out


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class Canary(Case):
    def setUp(self):
        super().setUp()
        self.nest = Nest(SEED)
        self.known = None

    # --- looking

    def seen(self, output):
        if self.known is None:
            self.known = self.nest.parts()
        for length, parts in self.known.items():
            for at in range(len(output) - length + 1):
                if output[at:at + length] in parts:
                    return parts[output[at:at + length]], output[max(0, at - 80):at]
        return None

    def assert_unseen(self, output, where):
        found = self.seen(output)
        if found:
            self.fail(f"{where} shows the canary {found[0]!r} of seed {SEED} behind "
                      f"{found[1]!r}")

    def check_no_secret(self, output, shown):
        self.assert_unseen(output, shown)

    def assert_files_unseen(self, *folders):
        """What the program wrote; git's own files hold what was planted."""
        of_git = {"objects", "logs", "COMMIT_EDITMSG"}
        for folder in folders:
            for path in pathlib.Path(folder).rglob("*"):
                if path.is_file() and not of_git.intersection(path.parts):
                    self.assert_unseen(path.read_bytes(), path)

    # --- planting

    def plant(self, name="planted"):
        nest = self.nest
        repo = self.repo(name)
        key, secret = nest.aws("history aws")
        repo.write("old/config.ini", f"[default]\naws_access_key_id = {key}\n"
                                     f"aws_secret_access_key = {secret}\n")
        repo.write("old/key.pem", nest.pem("history key"))
        repo.commit(f"add the token {nest.token('message')} to it")
        repo.git("rm", "-q", "-r", "old")
        repo.commit("gone")
        repo.write("src/app.py", f'# one\ntoken = "{nest.token("source")}"\n'
                   f'both = ["{nest.token("two a")}", "{nest.token("two b")}"]\n')
        repo.write(".env", f"DB_PASSWORD={nest.text('env', BASE62, 24)}\n"
                   f"TOKEN={nest.token('env token')}\n")
        repo.write("deploy/values.yml", "db:\n  password: "
                   f"\"{nest.text('yaml', BASE62, 24)}\"\n  token: {nest.token('yaml token')}\n")
        coded = base64.b64encode(nest.token("kubernetes").encode()).decode()
        self.nest.add("kubernetes coded", coded)
        repo.write("deploy/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n"
                   f"data:\n  token: {coded}\n")
        repo.write("deploy/key.pem", nest.pem("key"))
        repo.write("url.txt", f"postgres://app:{nest.text('url', BASE62, 24)}@db.corp/x\n")
        repo.write("backup.zip", zipped("in/app.py", f'token = "{nest.token("archive")}"\n'))
        repo.write("allowed.py", f'a = "{nest.token("allowed")}"  # seclint:allow github-pat '
                   f'-- it was {nest.token("reason")} before\n')
        repo.write("ignored.txt", f"{nest.token('ignored')}\n")
        repo.write(".gitignore", f"# token {nest.token('ignore file')}\nignored.txt\n")
        repo.write(".gitattributes", f"# {nest.token('attributes file')}\n*.txt text\n")
        repo.write("staged.py", f"x = '{nest.token('staged')}'\n")
        repo.git("add", "staged.py")
        repo.write("staged.py", f"x = '{nest.token('behind staged')}'\n")
        return repo

    # --- tests

    def test_the_canaries_can_be_seen(self):
        """The test would notice them."""
        token = self.nest.token("x")[4:]
        for text in (token, token[::-1], token.encode().hex(), token[5:20],
                     *(base64.b64encode(b"abc"[:n] + token.encode() + b"xyz").decode()
                       for n in range(3)),
                     "".join(f"%{ord(c):02X}" for c in token)):
            self.assertTrue(self.seen(f"so {text} it is".encode()), text)
        self.assertFalse(self.seen(b"ghp_********"))

    def test_every_canary_is_found(self):
        run = self.plant().run("-v")
        self.assert_found(
            run, "old/config.ini", "old/key.pem", "src/app.py", ".env", "deploy/values.yml",
            "deploy/secret.yaml", "deploy/key.pem", "url.txt", "backup.zip!/in/app.py",
            "allowed.py", "ignored.txt", ".gitignore", ".gitattributes", "staged.py")
        self.assertEqual({"src/app.py": 3, ".env": 2, "staged.py": 2},
                         {path: len([each for each in run.at(path) if each["masked"]])
                          for path in ("src/app.py", ".env", "staged.py")}, run.told())

    def test_no_format_shows_one(self):
        repo = self.plant()
        reports = self.folder / "reports"
        reports.mkdir()
        for form in FORMATS:
            for loud in ([], ["-q"], ["-v"]):
                output = reports / f"{form}{''.join(loud)}"
                run = repo.run("--output", f"{form}={output}", *loud, form=form,
                               env={"FORCE_COLOR": "1"})
                self.assertEqual(run.status, 1, run.told())
                self.assertGreater(output.stat().st_size, 0)
        self.assert_files_unseen(reports, repo.path / ".git")

    def test_no_mode_shows_one(self):
        repo = self.plant()
        for args in (["--staged"], ["--range", "HEAD~1..HEAD"], ["--range", "HEAD..main"],
                     ["src/app.py", "url.txt"], ["--timing", "-v"], ["--statistics", "-v"],
                     ["--no-inline", "-v"], ["--no-archives"], ["--profile", "pedantic"],
                     ["--cache", self.folder / "cache"], ["--no-cache"]):
            self.assertIn(repo.run(*args, form="text").status, (0, 1), args)
        repo.run("-", "--stdin-path", "x.py", data=(repo.path / "src/app.py").read_bytes(),
                 form="text")
        self.assert_files_unseen(self.folder / "cache", repo.path / ".git")

    def test_explanations_of_a_place_show_none(self):
        repo = self.plant()
        for name in ("src/app.py", ".env", "deploy/values.yml", "deploy/key.pem", "url.txt",
                     "allowed.py", ".gitignore", "deploy/secret.yaml", "staged.py"):
            lines = (repo.path / name).read_text().count("\n")
            for number in range(1, min(lines, 5) + 1):
                repo.run("explain", f"{name}:{number}", form=None)

    def test_repairs_show_none(self):
        repo = self.plant()
        before = (repo.path / ".gitignore").read_bytes()
        repo.write("group_vars/vault.yml", f"password: {self.nest.token('vault')}\n")
        diff = repo.run("--fix-gitignore", "--diff", form=None)
        self.assertIn(b"+++", diff.out, diff.told())
        self.assertEqual((repo.path / ".gitignore").read_bytes(), before)
        repo.run("--fix-gitignore", "--yes", form=None)
        repo.run("--fix-gitignore", "--diff", form=None)

    def test_a_baseline_holds_none(self):
        repo = self.plant()
        if b"baseline" not in repo.run("--help", form=None).out:
            self.skipTest("there are no baselines")
        for command in ("create", "update", "prune", "diff"):
            repo.run("baseline", command, form=None)
        for form in ("text", "jsonl", "sarif"):
            repo.run("-v", form=form)
        for path in repo.path.glob(".*baseline*"):
            self.assert_unseen(path.read_bytes(), path)

    def test_what_cannot_be_read_is_told_without_its_content(self):
        if not IS_ROOT:
            self.skipTest("only root can act as another user")
        repo = self.plant()
        (repo.path / "src/app.py").chmod(0)
        self.give_away(self.folder)
        for form in FORMATS:
            run = repo.run("-v", "--no-cache", form=form, user=NOBODY)
            self.assertIn(run.status, (1, 3), run.told())

    def test_damage_is_told_without_content(self):
        repo = self.plant()
        repo.git("add", "-A", "-f")
        repo.git("commit", "-q", "-m", "all")
        repo.git("repack", "-q", "-a", "-d")
        pack = next((repo.path / ".git/objects/pack").glob("*.pack"))
        whole = pack.read_bytes()
        pack.chmod(0o644)
        for size in (len(whole) // 2, len(whole) - 10, 100, 11):
            pack.write_bytes(whole[:size])
            for form in ("text", "jsonl", "sarif", "gitlab"):
                repo.run("-v", "--no-cache", form=form)
        for at in range(20, len(whole) - 20, max(1, len(whole) // 12)):
            pack.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:])
            repo.run("-v", "--no-cache", form="text")
        pack.write_bytes(whole)
        for name in ("HEAD", "config", "packed-refs", "index"):
            path = repo.path / ".git" / name
            kept = path.read_bytes() if path.exists() else None
            path.write_text(f"[core]\n\t{self.nest.token('git ' + name)}\n")
            self.known = None
            repo.run("-v", "--no-cache", form="text")
            path.unlink()
            if kept is not None:
                path.write_bytes(kept)

    def test_a_bad_configuration_is_told_without_its_values(self):
        repo = self.plant()
        for number, template in enumerate((
                "profile: {}\n", "strategy: {}\n", "fail-on: {}\n", "{}: 1\n",
                "allow:\n  - rules: [{}]\n    reason: x\n", "exclude: {}\n",
                "allow:\n  - value: '({}'\n    reason: x\n", "rules:\n  {}: error\n",
                "rules:\n  github-pat: {}\n", "allow:\n  - {}\n", "a: [{}\n", "\t{}\n",
                "{}", "allow:\n  - until: {}\n    reason: x\n",
                "allow:\n  - paths: [x]\n    reason: x\n    {}: 1\n", "version: {}\n")):
            repo.write(".seclint.yml", template.format(self.nest.token(f"config {number}")))
            self.known = None
            for form in ("text", "jsonl"):
                with self.subTest(template=template, form=form):
                    self.assertIn(repo.run("-v", form=form).status, (1, 2))
            for command in ("show", "check"):
                with self.subTest(template=template, command=command):
                    repo.run("config", command, form=None)

    def test_what_a_good_configuration_says_is_not_repeated(self):
        repo = self.plant()
        nest = self.nest
        repo.write(".seclint.yml",
                   "allow:\n"
                   f"  - paths: [src/app.py]\n    reason: was {nest.token('reason 1')}\n"
                   f"  - paths: [url.txt]\n    value: {nest.token('value')}|x*\n"
                   f"    reason: was {nest.token('reason 2')}\n"
                   f"  - paths: [none, {nest.token('path')}]\n    reason: old\n")
        for form in FORMATS:
            run = repo.run("-v", form=form)
            self.assertEqual(run.status, 1, run.told())
        for command in (["config", "show"], ["config", "check"], ["explain", "src/app.py:2"]):
            repo.run(*command, form=None)

    def test_reports_that_cannot_be_written_are_told_without_content(self):
        repo = self.plant()
        run = repo.run("--output", "sarif=/dev/full", form="text")
        self.assertEqual(run.status, 2, run.told())
        with open("/dev/full", "wb") as full:
            self.assertEqual(repo.run(form="text", stdout=full).status, 2)
        self.assertEqual(
            repo.run("--output", f"html={self.folder}/no/such/dir", form="text").status, 2)

    def test_a_crash_leaves_nothing_behind(self):
        repo = self.plant()
        for number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGQUIT):
            with self.subTest(number=number):
                self.crash(repo, number)
        left = [path.name for path in repo.path.iterdir() if "core" in path.name]
        self.assertEqual(left, [])
        self.assert_files_unseen(repo.path / ".git", self.home)

    def core_limit(self, pid):
        limits = pathlib.Path(f"/proc/{pid}/limits").read_text()
        return limits.split("Max core file size")[1].split("\n")[0].strip()

    def wait_for(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, "it does not come")
            time.sleep(0.01)

    def crash(self, repo, number):
        """Killed while it waits for the rest of what it has read in part."""
        surroundings = {**self.environment(), "ASAN_OPTIONS": "disable_coredump=0"}
        child = subprocess.Popen(
            [SECLINT, "-v", "-", "src"], cwd=repo.path, env=surroundings,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))
        child.stdin.write((repo.path / "src/app.py").read_bytes())
        child.stdin.flush()
        self.wait_for(lambda: re.match("0 +0 ", self.core_limit(child.pid)))
        if not IS_ROOT:  # whose /proc is root's, cannot be dumped or traced
            self.wait_for(lambda: os.stat(f"/proc/{child.pid}/limits").st_uid == 0)
        time.sleep(0.1)  # with luck it has read by then
        child.send_signal(number)
        out, err = child.communicate(timeout=PATIENCE)
        self.assertNotEqual(child.returncode, 0)
        self.assert_unseen(out + err, f"signal {number}")


if __name__ == "__main__":
    main()

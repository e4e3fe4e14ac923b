"""What earlier scans know is never more than a saving: with a cold cache, a warm one, an
old one, a broken one and none, the report is the same bytes in every format."""

import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import unittest

import repo_kit
from repo_kit import Case, line, token

SECONDS = re.compile(rb" in [\d.]+ m?s\b")
PAGE = "const page = {};\n"


def plain(run):
    return SECONDS.sub(b"", run.out)


class CacheCase(Case):
    def setUp(self):
        super().setUp()
        self.repository = self.repo()
        repo = self.repository
        for number in range(12):
            repo.commit_file(f"src/page{number}.js", PAGE * (number + 1), f"page {number}")
        repo.commit_file("src/app.py", "import os\n" + line(0), "with a token")
        repo.commit_file("src/app.py", "import os\n", "without it")
        repo.commit_file("notes.txt", f"DATABASE_PASSWORD={token(5)[4:24]}\n", "notes")
        repo.commit_file("broken.yml", "a: [\nb: {\n", "yaml that is none")
        repo.commit("a message with " + token(1))
        repo.git("tag", "-a", "v1", "-m", "a tag with " + token(2))

    @property
    def cache(self):
        return self.repository.path / ".git" / "seclint" / "cache"

    @property
    def key(self):
        return self.home / ".cache" / "seclint" / "key"

    def scan(self, *args, **options):
        return self.run_seclint(*args, cwd=self.repository.path, **options)

    def word(self, *args, **options):
        """What the program says of its cache, and the whole report beside."""
        run = self.scan("-v", *args, form="text", **options)
        found = re.search(rb"^cache: (.*)$", run.out, re.M)
        return found[1].decode() if found else ""

    def same(self, *args, forms=("jsonl",), **options):
        """Scans with the cache as it lies there, in each format, against a scan without;
        the first of them may change it, so each starts from the same file."""
        kept = self.cache.read_bytes() if self.cache.is_file() else None
        for form in forms:
            if kept is not None and self.cache.is_file():
                self.cache.write_bytes(kept)
            with_cache = self.scan(*args, form=form, **options)
            without = self.scan("--no-cache", *args, form=form, **options)
            self.assertEqual(plain(with_cache), plain(without), form)
            self.assertEqual(with_cache.status, without.status)
        again = self.scan(*args, form=forms[-1], **options)
        self.assertEqual(plain(again), plain(without))
        return with_cache


class TheSameReport(CacheCase):
    def test_a_second_scan_reads_only_what_had_something_to_say(self):
        self.assertEqual(self.word(), "new")
        self.assertRegex(self.word(), "^nothing is new since the last scan, [1-9] objects")
        self.same(forms=("jsonl", "sarif", "text"))

    def test_a_new_commit_costs_its_own_objects(self):
        self.scan()
        self.repository.commit_file("src/late.py", line(3), "late")
        word = self.word()
        known, of = map(int, re.findall(r"\d+", word))
        self.assertGreater(known, 20)
        self.assertLess(of - known, 10)
        self.same(forms=("text", "sarif", "jsonl"))

    def test_repacked_objects_are_known(self):
        self.scan()
        self.repository.git("repack", "-adfq")
        self.repository.git("prune-packed")
        self.assertRegex(self.word(), r"^[2-9]\d of ")
        self.same()
        self.repository.git("gc", "-q", "--prune=now")
        self.same()

    def test_a_new_name_is_a_new_question(self):
        secret = "SECRET_KEY_BASE=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15\n"
        self.repository.commit_file("letter", secret, "a file without a kind")
        self.scan()
        self.repository.write("deploy/.env", secret)
        self.repository.commit("the same bytes, named .env")
        self.repository.git("rm", "-q", "--cached", "deploy/.env")
        self.repository.commit("and gone")
        (self.repository.path / "deploy" / ".env").unlink()
        self.same()

    def test_a_smaller_name_of_an_old_blob_is_a_new_question(self):
        """Of two names that tell how to read a blob the smaller one counts."""
        text = 'password: "q8Zk3vT1xW0p"\n'
        self.repository.commit_file("z.yml", text, "yaml")
        self.scan()
        self.repository.commit_file("a.json", text, "the same, as json")
        self.same()

    def test_other_refs_change_what_is_reachable(self):
        repo = self.repository
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("side.py", line(7), "on a branch")
        repo.git("checkout", "-q", "main")
        self.scan()
        repo.git("branch", "-q", "-D", "side")
        self.same()
        repo.commit_file("x.py", line(8), "to be amended")
        self.scan()
        repo.write("x.py", "nothing\n")
        repo.git("add", "x.py")
        repo.git("commit", "-q", "--amend", "-m", "amended")
        self.same()

    def test_what_is_only_staged_is_looked_up_in_the_index_of_now(self):
        repo = self.repository
        repo.write("staged.py", line(9))
        repo.git("add", "staged.py")
        self.scan()
        self.same()
        repo.git("mv", "staged.py", "renamed.py")
        self.same()
        repo.git("rm", "-q", "-f", "--cached", "renamed.py")
        (repo.path / "renamed.py").unlink()
        self.same()

    def test_other_rules_and_options_are_other_questions(self):
        self.scan()
        self.assertIn("other rules or options", self.word("--profile", "pedantic"))
        self.same("--profile", "pedantic")
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "page.yml").write_text(
            "id: page-made\ntitle: a page\nlevel: error\nconfidence: high\ncwe: 798\n"
            "severity: 5.0\ntags: [test]\nmatch:\n  literals: [const page]\n"
            "  regex: const page = (?<secret>\\{\\})\n  after: 20\nwhy: x\nfix: x\n"
            "examples:\n  match: ['const page = {}']\n  ignore: ['page']\n")
        if self.scan("--rules", rules).status == 2:
            self.fail(self.scan("--rules", rules).message())
        self.same("--rules", rules)
        page = rules / "page.yml"
        page.write_text(page.read_text().replace("after: 20", "after: 21"))
        self.assertIn("other rules or options", self.word("--rules", rules))
        self.same("--rules", rules)
        self.same("--no-archives")
        self.scan()
        (self.repository.path / ".seclint.yml").write_text(
            "rules:\n  github-pat: off\nexclude: ['*.txt']\n")
        self.same()

    def test_allowances_hold_for_what_is_known(self):
        config = self.repository.path / ".seclint.yml"
        text = "rules:\n  github-pat: note\nallow:\n  - rules: [github-pat]\n    reason: a sample\n"
        self.scan()
        config.write_text(text)
        self.assertRegex(self.word(), "^nothing is new")
        self.same()
        config.write_text(text + "    paths: [src/*]\n")
        # where else it stood is asked once
        self.assertRegex(self.word(), "^30 of 34 objects known")
        self.assertRegex(self.word(), "^nothing is new")
        self.same()

    def test_shallow_and_partial_histories(self):
        whole = self.repository
        shallow = self.folder / "shallow"
        self.repository.git("clone", "-q", "--depth", "3", f"file://{whole.path}", shallow)
        self.repository = repo_kit.Repo(self, shallow, make=False)
        self.scan()
        self.assertRegex(self.word(), "^nothing is new")
        self.same()
        self.repository.git("fetch", "-q", "--unshallow")
        self.same()
        thin = self.folder / "thin"
        whole.git("config", "uploadpack.allowFilter", "true")
        whole.git("clone", "-q", "--bare", "--filter=blob:none", f"file://{whole.path}",
                  thin)
        self.repository = repo_kit.Repo(self, thin, make=False)
        first = self.scan()
        self.assertTrue(first.noticed("missing object"))
        self.assertEqual(plain(first), plain(self.scan()))

    def test_many_objects_that_have_something_to_say(self):
        """So many that they are met on a walk through the packs and loose objects."""
        repo = self.repository
        text = "".join(f"row {number}\n" for number in range(60))
        stream = []
        for number in range(320):
            data = text + line(100 + number) + f"version {number}\n"
            name = f"data{number % 5}.txt" if number % 9 else f"d{number}.env"
            stream.append(f"commit refs/heads/many\ncommitter A <a@b> {1700000000 + number} "
                          f"+0000\ndata 1\nx\nM 644 inline {name}\ndata {len(data)}\n"
                          f"{data}\n")
        repo.git("fast-import", "--quiet", data="".join(stream).encode())
        repo.git("gc", "-q")
        for number in range(4):
            repo.commit_file(f"loose{number}.py", line(200 + number))
        self.scan()
        self.assertRegex(self.word(), r"^nothing is new since the last scan, 3\d\d objects")
        self.same("-j3")
        oid = repo.git("rev-parse", "HEAD:loose2.py")
        repo.object_file(oid).chmod(0o644)
        repo.object_file(oid).write_bytes(b"not zlib")
        self.same()

    def test_a_lost_object_is_lost_again(self):
        repo = self.repository
        oid = repo.git("rev-parse", "HEAD:src/page3.js")
        file = repo.object_file(oid)
        kept = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(kept[:-4])
        first = self.scan()
        self.assertEqual(first.status, 1)
        self.assertTrue(first.noticed(oid))
        self.assertEqual(plain(first), plain(self.scan()))
        self.same()
        file.write_bytes(kept)
        self.assertFalse(self.scan().noticed(oid))
        self.same()

    def test_an_object_that_is_read_again_and_cannot_be(self):
        repo = self.repository
        self.scan()
        oid = repo.git("rev-parse", "HEAD~4:src/app.py")
        file = repo.object_file(oid)
        stat = file.stat()
        kept = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(bytes(len(kept)))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        self.assertTrue(self.scan().noticed(oid))
        self.same()


class Echoes(CacheCase):
    """Of many versions that hold the same secrets those are read again that decide."""

    def history(self, versions):
        """versions: (branch, path, bytes) each, as commits; None: the path goes."""
        stream = []
        for number, (branch, name, data) in enumerate(versions):
            change = f"M 644 inline {name}\ndata {len(data)}\n{data}" if data else f"D {name}"
            stream.append(f"commit refs/heads/{branch}\ncommitter A <a@b> "
                          f"{self.date(number)} +0000\ndata 1\nx\n{change}\n")
        self.repository = self.repo("echoes")
        self.repository.git("fast-import", "--quiet", data="".join(stream).encode())
        self.repository.git("checkout", "-q", "main")

    def date(self, number):
        return 1700000000 + number

    def read_again(self, *args):
        return int(re.fullmatch(r"nothing is new since the last scan, (\d+) objects read "
                                r"again", self.word(*args))[1])

    def versions(self, name, count, first=0):
        """One secret that stays, and one that comes and goes."""
        for number in range(first, first + count):
            guest = f"OTHER_PASSWORD={token(31)[4:24]}\n" if number in (4, 9) else ""
            yield ("main", name, f"row {number}\nDB_PASSWORD={token(30)[4:24]}\n" + guest)

    FORMS = ("sarif", "text", "html", "markdown", "jsonl")

    def test_versions_that_say_the_same_are_left_out(self):
        self.history(self.versions("deploy/.env", 30))
        self.scan()
        self.assertEqual(self.read_again(), 4)  # the first and last of each secret
        self.same(forms=self.FORMS)

    def test_their_facts_are_told_of(self):
        self.history([*self.versions("a/.env", 12), ("main", "a/.env", None),
                      *self.versions("b/.env", 7, 40), ("main", "b/.env", "PLAIN=yes\n")])
        self.scan()
        self.assertLess(self.read_again(), 12)
        run = self.same(forms=self.FORMS)
        told = [each["message"] for each in run.findings if each["rule"] == "secret-in-history"]
        self.assertEqual(sorted(told), [
            "12 versions in history hold up to 2 plaintext secrets",
            "7 versions in history hold up to 1 plaintext secret"])

    def test_under_other_answers_all_are_read(self):
        self.history(self.versions("deploy/.env", 30))
        config = self.repository.path / ".seclint.yml"
        self.scan()
        few = self.read_again()
        for text in ("rules:\n  secret-in-history: error\n",
                     "overrides:\n  - paths: ['deploy/**']\n    rules: {'*': note}\n",
                     "allow:\n  - rules: ['*']\n    paths: ['deploy/**']\n    reason: x\n",
                     "allow:\n  - rules: ['*']\n    commits: ['"
                     + self.repository.git("rev-parse", "HEAD~20") + "']\n    reason: x\n"):
            with self.subTest(text=text):
                config.write_text(text)
                self.assertNotIn(f", {few} objects", self.word())
                self.same()
                self.cache.unlink()
                self.same()
        (self.repository.path / ".gitleaksignore").write_text("deploy/.env:x:2\n")
        config.write_text("")
        self.same()
        (self.repository.path / ".gitleaksignore").unlink()
        self.cache.unlink()
        self.scan()
        self.assertEqual(self.read_again(), few)
        # what lies in the working tree is no answer
        (self.repository.path / "deploy" / ".env").write_text("PLAIN=yes\n")
        self.assertEqual(self.read_again(), few)
        self.same(forms=self.FORMS)

    def test_secrets_that_are_none_at_their_path_do_not_count(self):
        versions = []
        for number in range(12):
            versions.append(("main", "a/.env", f"row {number}\n{line(33)}"
                             f"DB_PASSWORD={token(30)[4:24]}\n"))
        self.history([*versions, ("main", "a/.env", "PLAIN=yes\n")])
        for text in ("", "overrides:\n  - paths: ['a/**']\n    rules: {github-pat: 'off'}\n"):
            with self.subTest(text=text):
                (self.repository.path / ".seclint.yml").write_text(text)
                run = self.same()
                told = [each["message"] for each in run.findings
                        if each["rule"] == "secret-in-history"]
                self.assertEqual(told, [f"12 versions in history hold up to {1 if text else 2} "
                                        f"plaintext secret{'' if text else 's'}"])
                self.cache.unlink()

    def test_levels_of_own_rules_are_answers(self):
        self.history([("main", f"page{number % 2}.txt",
                       f"internal-key-{token(30)[4:28]} {number}\n")
                      for number in range(20)])
        rules = self.folder / "rules"
        rules.mkdir()
        page = rules / "page.yml"
        page.write_text(
            "id: page-made\ntitle: a page\nlevel: error\nconfidence: high\ncwe: 798\n"
            "severity: 5.0\ntags: [test]\nmatch:\n  literals: [internal-key-]\n"
            "  regex: internal-key-(?<secret>[0-9A-Za-z]{24})\n  after: 60\nwhy: x\nfix: x\n"
            "examples:\n  match: ['internal-key-9f86d081884c7d659a2feaa0']\n  ignore: [page]\n")
        self.scan("--rules", rules)
        self.assertEqual(self.read_again("--rules", rules), 4)
        page.write_text(page.read_text().replace("level: error", "level: note"))
        self.assertEqual(self.read_again("--rules", rules), 20)
        self.same("--rules", rules)

    def test_what_globs_have_met_is_told(self):
        """An override that only fits another path of a version that decides nothing."""
        versions = list(self.versions("deploy/.env", 8))
        for number in (2, 5):
            versions.insert(number, ("main", f"tests/data/{number}.env",
                                     versions[number][2]))
        self.history(versions)
        (self.repository.path / ".seclint.yml").write_text(
            "overrides:\n  - paths: ['tests/data/5.env']\n    rules: {'*': error}\n"
            "exclude: ['tests/data/2.env']\n")
        self.same(forms=self.FORMS)
        self.same(forms=self.FORMS)

    def test_random_histories(self):
        """With names that count less, dates that go back, branches that are gone."""
        names = ["deploy/.env", "tests/data/.env", "docs/app.yml", "src/app.py", "notes.txt",
                 "example/.env.example"]
        for seed in range(6):
            draw = random.Random(seed)
            dates = [1700000000 + draw.randrange(20) for _ in range(80)]
            self.date = dates.__getitem__
            versions = []
            for number in range(80):
                secrets = draw.sample(range(40, 45), draw.randrange(3))
                data = "".join([f"row {draw.randrange(12)}\n",
                                *(f"db_password_{each}: {token(each)[4:24]}\n"
                                  if draw.random() < 0.5 else line(each)
                                  for each in secrets)])
                branch = "main" if number < 2 else draw.choice(["main", "main", "side"])
                versions.append((branch, draw.choice(names), data))
            with self.subTest(seed=seed):
                shutil.rmtree(self.folder / "echoes", ignore_errors=True)
                self.history(versions)
                self.same(forms=("jsonl", "html"))
                self.assertLess(self.read_again(), 60)
                self.repository.commit_file("late.txt", line(46), "late")
                self.same()
                self.repository.git("branch", "-q", "-D", "side", check=False)
                self.same(forms=("jsonl", "sarif"))
                self.same("-j3")


class PacksThatAreNotThose(CacheCase):
    def pack(self):
        self.repository.git("gc", "-q", "--prune=now")
        return next((self.repository.path / ".git" / "objects" / "pack").glob("*.pack"))

    def test_a_pack_of_the_same_name_with_other_content(self):
        pack = self.pack()
        self.scan()
        other = self.repo("other")
        other.commit_file("app.py", line(4), "other")
        other.git("gc", "-q")
        for end in (".pack", ".idx"):
            new = next((other.path / ".git" / "objects" / "pack").glob("*" + end))
            old = pack.with_suffix(end)
            old.chmod(0o644)
            old.write_bytes(new.read_bytes())
        self.same()

    def test_a_damaged_pack_makes_no_key_count(self):
        pack = self.pack()
        self.scan()
        pack.chmod(0o644)
        data = bytearray(pack.read_bytes())
        for at in range(40, len(data) - 60, 97):
            data[at] ^= 0x10
        pack.write_bytes(data)
        self.assertIn("a pack does not have the bytes", self.word())
        self.same()

    def test_a_copied_repository_is_known(self):
        self.pack()
        self.scan()
        copy = self.folder / "copy"
        shutil.copytree(self.repository.path, copy)
        self.repository = repo_kit.Repo(self, copy, make=False)
        self.assertRegex(self.word(), r"^[2-9]\d of ")
        self.same()

    def test_a_fresh_clone_with_the_directory_of_the_last_run(self):
        kept = self.folder / "kept"
        self.scan("--cache", kept)
        self.assertFalse(self.cache.exists())
        shutil.rmtree(self.folder / "clone", ignore_errors=True)
        first = self.folder / "work"
        os.rename(self.repository.path, self.folder / "upstream")
        upstream = repo_kit.Repo(self, self.folder / "upstream", make=False)
        upstream.git("clone", "-q", f"file://{upstream.path}", self.repository.path)
        del first
        self.assertRegex(self.word("--cache", kept), r"^[2-9]\d of ")
        self.assertEqual(plain(self.scan("--cache", kept)), plain(self.scan("--no-cache")))


class FilesNotToBeBelieved(CacheCase):
    def assertUnused(self, *words):
        word = self.word()
        self.assertTrue(any(each in word for each in words), word)

    def test_a_byte_wrong_anywhere(self):
        self.scan()
        good = self.cache.read_bytes()
        front = int.from_bytes(good[104:112], "big")
        places = [0, 7, 8, 40, 72, 104, 111, 112, 143, 144, 148, 152, 156, 163, 164, 172,
                  182, front - 33, front - 32, front - 1]
        for at in places:
            with self.subTest(at=at):
                self.cache.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
                self.assertUnused("not used: damaged")
                self.same()
        self.repository.commit_file("new.txt", "new\n")
        for at in (front, front + 9, len(good) - 33, len(good) - 1):
            with self.subTest(at=at):
                self.cache.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
                self.assertUnused("not used: damaged")
                self.cache.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
                self.same()

    def test_a_file_cut_short_or_grown(self):
        self.scan()
        good = self.cache.read_bytes()
        front = int.from_bytes(good[104:112], "big")
        for length in (0, 1, 163, 164, 165, front - 1):
            with self.subTest(length=length):
                self.cache.write_bytes(good[:length])
                self.assertUnused("not used: damaged")
                self.same()
        self.repository.commit_file("new.txt", "new\n")
        for data in (good[:front], good[:-1], good[:front + 8]):
            self.cache.write_bytes(data)
            self.same()
        self.cache.write_bytes(good + b"more")
        self.same()

    def test_a_file_that_somebody_else_made(self):
        """Packed up with the repository, under another key."""
        self.scan()
        key = self.key.read_bytes()
        self.key.write_bytes(bytes(32))
        self.assertUnused("not made by this user")
        self.key.write_bytes(key)
        self.assertUnused("not made by this user")
        self.same()

    def test_a_cache_of_another_repository_changes_nothing(self):
        self.scan()
        other = self.planted("other")
        target = other.path / ".git" / "seclint"
        target.mkdir(mode=0o700)
        shutil.copy(self.cache, target / "cache")
        os.chmod(target / "cache", 0o600)
        self.repository = other
        self.same()

    def test_modes_owners_and_links(self):
        self.scan()
        good = self.cache.read_bytes()
        folder = self.cache.parent
        self.cache.chmod(0o622)
        self.assertUnused("no file that this user alone may write", "not kept", "new")
        self.same()
        folder.chmod(0o777)
        self.assertUnused("none: seclint is no folder")
        folder.chmod(0o700)
        away = self.folder / "away"
        away.write_bytes(good)
        self.cache.unlink()
        self.cache.symlink_to(away)
        self.assertUnused("not used: open it")
        self.assertFalse(self.cache.is_symlink())
        self.assertEqual(away.read_bytes(), good)
        self.cache.unlink()
        os.mkfifo(self.cache)
        self.assertUnused("not used")
        self.same()
        shutil.rmtree(folder)
        (self.folder / "elsewhere").mkdir()
        folder.symlink_to(self.folder / "elsewhere")
        self.assertUnused("none: ")
        self.assertEqual(list((self.folder / "elsewhere").iterdir()), [])
        folder.unlink()
        folder.write_text("a file\n")
        self.assertUnused("none: ")
        self.same()

    @unittest.skipUnless(repo_kit.IS_ROOT, "needs to give files away")
    def test_files_of_another_user(self):
        self.scan()
        os.chown(self.cache, repo_kit.NOBODY, repo_kit.NOBODY)
        self.assertUnused("no file that this user alone may write")
        self.same()
        os.chown(self.key, repo_kit.NOBODY, repo_kit.NOBODY)
        self.assertUnused("none: its key")
        self.same()

    def test_a_key_that_others_may_read_is_no_key(self):
        self.scan()
        self.key.chmod(0o644)
        self.assertUnused("none: its key is no file of this user alone")
        self.same()
        self.key.chmod(0o600)
        self.key.write_bytes(b"short")
        self.assertUnused("none: its key")

    def test_without_a_home_there_is_none(self):
        self.assertEqual(self.word(env={"HOME": ""}), "none: there is no home for its key")
        self.assertFalse(self.cache.exists())

    @unittest.skipIf(repo_kit.IS_ROOT, "root may write everywhere")
    def test_a_git_directory_that_cannot_be_written(self):
        git_dir = self.repository.path / ".git"
        git_dir.chmod(0o500)
        self.same()
        git_dir.chmod(0o700)

    def test_a_directory_that_the_repository_brings(self):
        kept = self.repository.path / "ci" / "kept"
        kept.parent.mkdir()
        self.scan("--cache", kept)
        self.repository.git("add", "-f", "ci")
        self.assertIn("belongs to the repository", self.word("--cache", kept))
        self.assertIn("belongs to the repository", self.word("--cache", "ci/kept"))


class WhoWrites(CacheCase):
    def test_nothing_of_a_secret_stands_in_it(self):
        self.scan()
        data = self.cache.read_bytes()
        for number in range(3):
            self.assertNotIn(token(number).encode(), data)
            self.assertNotIn(token(number)[4:20].encode(), data)
        self.assertEqual(self.cache.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.cache.parent.stat().st_mode & 0o777, 0o700)
        self.assertEqual(self.key.stat().st_mode & 0o777, 0o600)

    def test_hooks_and_ranges_keep_nothing(self):
        self.repository.write("staged.py", line(6))
        self.repository.git("add", "staged.py")
        for args in (["--staged"], ["--range", "HEAD~2..HEAD"], ["--no-history"],
                     ["--no-cache"]):
            self.scan(*args)
            self.assertFalse(self.cache.parent.exists(), args)
        self.assertFalse(self.key.exists())

    def test_many_at_once(self):
        expected = plain(self.scan("--no-cache"))
        runs = []
        threads = [threading.Thread(target=lambda: runs.append(plain(self.scan())))
                   for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(runs, [expected] * 6)
        self.assertEqual(plain(self.scan()), expected)
        self.assertEqual(sorted(each.name for each in self.cache.parent.iterdir()),
                         ["cache"])

    def test_a_writer_that_was_killed_is_no_hindrance(self):
        left = self.cache.parent / "cache.new"
        left.parent.mkdir(mode=0o700)
        left.write_bytes(b"slcache1 and half of something")
        left.chmod(0o600)
        self.scan()
        self.assertTrue(self.cache.is_file())
        self.assertFalse(left.exists())
        self.same()

    def test_killed_at_any_time(self):
        expected = plain(self.scan("--no-cache"))
        environment = {**self.environment(), "ASAN_OPTIONS": "detect_leaks=0"}
        for wait in range(8):
            child = subprocess.Popen([repo_kit.SECLINT], cwd=self.repository.path,
                                     env=environment, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
            time.sleep(wait * 0.02)
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.assertEqual(plain(self.scan()), expected)

    def test_every_number_of_threads_keeps_the_same(self):
        self.scan("-j1")
        one = self.cache.read_bytes()
        self.cache.unlink()
        self.scan("-j4")
        self.assertEqual(self.cache.read_bytes(), one)

    def test_options_that_exclude_each_other(self):
        run = self.scan("--cache", "x", "--no-cache")
        self.assertEqual(run.status, 2)
        self.assertIn("exclude each other", run.message())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])

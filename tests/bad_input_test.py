"""Whatever stands in the way is told in one clear sentence, with the right exit status,
and never keeps a secret elsewhere from being found."""

import hashlib
import json
import os
import pathlib
import random
import socket
import struct
import subprocess
import zlib

from repo_kit import (
    MIB, NOBODY, PATIENCE, SANITIZED, SECLINT, Case, Repo, line, main, token,
)

GIB = 1024 * MIB
BOMB = 300 if SANITIZED else 60  # seconds of work: 31 with sanitizers on a busy machine
# Freed memory is kept back for a while by the sanitizer; that is not the program's.
SMALL_QUARANTINE = {
    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=16"
}


def bind(server, path):
    """The address of a socket has room for some hundred bytes, however long the path is."""
    folder = os.open(path.parent, os.O_PATH)
    server.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


class Odd(Case):
    """One odd thing beside app.py, which holds token 0."""

    def setUp(self):
        super().setUp()
        self.repo = self.planted()

    def assert_both(self, run, *words, incomplete=True):
        """The planted secret, and one notice with the words."""
        self.assert_status(run, 1)
        self.assert_found(run, "app.py")
        self.assert_noticed(run, *words, incomplete=incomplete)

    def assert_only_planted(self, run):
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"], run.told())
        self.assertEqual(run.notices, [], run.told())

    def assert_incomplete_alone(self, run):
        """Without a secret the same notice makes the status 3."""
        self.assert_status(run, 3)
        self.assertEqual(run.findings, [])
        self.assertFalse(run.summary["complete"])


class Targets(Case):
    def test_no_repository_around_the_current_directory(self):
        (self.folder / "plain").mkdir()
        run = self.run_seclint(cwd=self.folder / "plain")
        self.assert_refused(run, "not a git repository", "PATH")

    def test_a_path_that_does_not_exist(self):
        self.assert_refused(self.run_seclint("no/such"), "no/such", "No such file")

    def test_a_path_below_a_file(self):
        (self.folder / "file").write_text("x\n")
        self.assert_refused(self.run_seclint("file/x"), "file/x", "Not a directory")

    def test_one_bad_path_of_two_is_refused_before_anything_is_read(self):
        self.planted()
        self.assert_refused(self.run_seclint("repo", "no/such"), "no/such")

    def test_an_empty_file_is_clean(self):
        (self.folder / "empty").touch()
        self.assert_status(self.run_seclint("empty"), 0)

    def test_an_empty_repository_has_nothing_to_scan(self):
        self.assert_refused(self.repo().run(), "nothing to scan", "repository")

    def test_an_empty_folder_has_nothing_to_scan(self):
        (self.folder / "plain").mkdir()
        self.assert_refused(self.run_seclint("plain"), "nothing to scan", "plain")

    def test_empty_standard_input_is_clean(self):
        self.assert_status(self.run_seclint("-"), 0)

    def test_a_fifo(self):
        os.mkfifo(self.folder / "pipe")
        self.assert_refused(self.run_seclint("pipe"), "pipe", "not a regular file")

    def test_a_socket(self):
        with socket.socket(socket.AF_UNIX) as server:
            bind(server, self.folder / "socket")
            run = self.run_seclint("socket")
        self.assert_status(run, 2)
        self.assertIn("socket", run.message())

    def test_a_device(self):
        self.assert_refused(self.run_seclint("/dev/zero"), "/dev/zero", "not a regular file")

    def test_a_link_named_by_the_user_is_followed(self):
        (self.folder / "app.py").write_text(line())
        os.symlink("app.py", self.folder / "link.py")
        self.assertEqual(self.run_seclint("link.py").paths(), ["link.py"])

    def test_a_loop_of_links(self):
        os.symlink("loop", self.folder / "loop")
        self.assert_refused(self.run_seclint("loop"), "loop", "symbolic links")

    def test_an_unreadable_file(self):
        self.need_root()
        file = self.folder / "app.py"
        file.write_text(line())
        file.chmod(0)
        self.assert_refused(self.run_seclint("app.py", user=NOBODY), "app.py",
                            "Permission denied")

    def test_a_name_too_long(self):
        self.assert_refused(self.run_seclint("x" * 5000), "File name too long")

    def test_more_than_the_limit_on_standard_input(self):
        """Read from a pipe that never ends."""
        with subprocess.Popen(["yes", "x" * 200], stdout=subprocess.PIPE) as endless:
            done = subprocess.run(
                [SECLINT, "-"], stdin=endless.stdout, capture_output=True,
                env={**self.environment(), **SMALL_QUARANTINE}, timeout=PATIENCE)
            endless.stdout.close()
            endless.kill()
        self.assertIn(done.returncode, (2, 3), done.stderr)
        self.assertIn(b"256 MiB", done.stdout + done.stderr)


class Files(Odd):
    def test_an_unreadable_file(self):
        self.need_root()
        self.repo.write("locked.py", line(1)).chmod(0)
        self.give_away(self.repo.path)
        run = self.repo.run(user=NOBODY)
        self.assert_both(run, "locked.py", "Permission denied")
        self.repo.write("app.py", "clean\n")
        clean = self.repo.run("--no-history", user=NOBODY, env={"GIT_INDEX_FILE": "/none"})
        self.assert_incomplete_alone(clean)
        clean = self.repo.run("--no-history", "--allow-partial", user=NOBODY,
                              env={"GIT_INDEX_FILE": "/none"})
        self.assert_status(clean, 0)

    def test_an_unreadable_directory(self):
        self.need_root()
        self.repo.write("locked/new.py", line(1))
        (self.repo.path / "locked").chmod(0)
        self.give_away(self.repo.path)
        run = self.repo.run(user=NOBODY)
        self.assert_both(run, "locked", "Permission denied")

    def test_a_binary_file(self):
        self.repo.write("image.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)
        self.assert_only_planted(self.repo.run())

    def test_an_empty_file(self):
        self.repo.write("empty", "")
        self.assert_only_planted(self.repo.run())

    def test_a_file_of_200_megabytes(self):
        with open(self.repo.path / "big.txt", "wb") as file:
            block = b"nothing to see in this line of text, nor in the next\n" * 20000
            while file.tell() < 200 * MIB:
                file.write(block)
            file.write(line(1).encode())
        run = self.repo.run("--no-history", env=SMALL_QUARANTINE)
        self.assert_status(run, 1)
        self.assert_found(run, "app.py", "big.txt")
        self.assertLess(run.memory, GIB)

    def test_a_file_beyond_the_limit(self):
        with open(self.repo.path / "huge.bin", "wb") as file:
            file.truncate(256 * MIB + 1)
        run = self.repo.run()
        self.assert_both(run, "huge.bin", "256 MiB")
        self.assertLess(run.memory, GIB // 2)
        (self.repo.path / "plain").mkdir()
        (self.repo.path / "huge.bin").rename(self.repo.path / "plain/huge.bin")
        self.assert_incomplete_alone(self.run_seclint(self.repo.path / "plain"))

    def test_a_line_of_5_megabytes_with_a_token_in_the_middle(self):
        half = "x = 1; " * (5 * MIB // 14)
        self.repo.write("bundle.js", half + line(1).strip() + "; " + half)
        run = self.repo.run("--no-history")
        self.assert_found(run, "app.py", "bundle.js")
        self.assertEqual(len(run.at("bundle.js")), 1)
        self.assertLess(len(run.out), 20_000, "the snippet is cut")
        self.assertLess(run.work, 20)

    def test_a_line_of_5_megabytes_with_2000_tokens(self):
        gap = "y = 22; " * (5 * MIB // 2000 // 8 - 8)
        self.repo.write("bundle.js", "".join(
            f"{gap}t = '{token(1000 + number)}'; " for number in range(2000)))
        run = self.repo.run("--no-history")
        self.assert_found(run, "app.py", "bundle.js")
        found = len(run.at("bundle.js"))
        if found < 2000:
            self.assert_noticed(run, "bundle.js", "too many findings")
            self.assertEqual(found, 1000)
        self.assertLess(run.work, 20)
        for form in ("text", "sarif"):
            run = self.repo.run("--no-history", form=form)
            self.assert_status(run, 1)
            self.assertLess(run.work, 20, form)

    def test_text_that_is_no_utf8(self):
        self.repo.write("latin.py", b"# caf\xe9 \xff\xfe \xc3\x28\n" + line(1).encode())
        run = self.repo.run()
        self.assert_found(run, "latin.py")
        self.assertEqual(run.at("latin.py")[0]["place"]["start"]["line"], 2)

    def test_utf16_with_a_byte_order_mark(self):
        text = f"first = 1\r\n{line(1)}"
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
            with self.subTest(encoding):
                self.repo.write("wide.py", mark + text.encode(encoding))
                run = self.repo.run("--no-history")
                self.assert_found(run, "app.py", "wide.py")
                self.assertEqual(run.at("wide.py")[0]["place"]["start"]["line"], 2)

    def test_utf16_that_ends_in_the_middle(self):
        self.repo.write("wide.py", b"\xff\xfe" + line(1).encode("utf-16-le") + b"\x00")
        self.repo.write("bad.py", b"\xff\xfe" + b"\x00\xd8" * 9 + b"x")
        self.assert_found(self.repo.run(), "app.py", "wide.py")

    def test_a_fifo_in_the_tree(self):
        os.mkfifo(self.repo.path / "pipe")
        self.assert_both(self.repo.run(), "pipe", "not a regular file", incomplete=False)

    def test_a_socket_in_the_tree(self):
        with socket.socket(socket.AF_UNIX) as server:
            bind(server, self.repo.path / "socket")
            run = self.repo.run()
        self.assert_both(run, "socket", "not a regular file", incomplete=False)

    def test_links_are_not_followed(self):
        outside = self.folder / "outside"
        outside.mkdir()
        (outside / "other.py").write_text(line(1))
        os.symlink("loop", self.repo.path / "loop")
        os.symlink("nowhere", self.repo.path / "dangling")
        os.symlink(outside, self.repo.path / "folder")
        os.symlink(outside / "other.py", self.repo.path / "file.py")
        os.symlink("/dev/zero", self.repo.path / "zero")
        os.symlink(".", self.repo.path / "self")
        self.assert_only_planted(self.repo.run())
        self.repo.commit()
        self.assert_only_planted(self.repo.run())
        (self.repo.path / "plain").mkdir()
        os.symlink(outside, self.repo.path / "plain/folder")
        (self.repo.path / "plain/app.py").write_text(line())
        self.assert_only_planted(self.run_seclint(self.repo.path / "plain"))

    def test_a_tracked_directory_that_became_a_link(self):
        outside = self.folder / "outside"
        outside.mkdir()
        (outside / "x.py").write_text(line(1))
        self.repo.commit_file("sub/x.py", "clean\n")
        (self.repo.path / "sub/x.py").unlink()
        (self.repo.path / "sub").rmdir()
        os.symlink(outside, self.repo.path / "sub")
        self.assert_only_planted(self.repo.run())


class IgnoreFiles(Odd):
    """An ignore file that git does not read must not make a secret count as safe."""

    def setUp(self):
        super().setUp()
        self.repo.write("secret.env", f"API_TOKEN={token(1)}\n")
        self.file = self.repo.path / ".gitignore"

    def assert_not_protected(self, run):
        self.assert_status(run, 1)
        self.assert_found(run, "app.py", "secret.env")
        for each in run.at("secret.env"):
            self.assertEqual(each["protection"], "none", run.told())

    def test_a_link(self):
        elsewhere = self.folder / "ignore"
        elsewhere.write_text("secret.env\n")
        os.symlink(elsewhere, self.file)
        run = self.repo.run()
        self.assert_not_protected(run)
        self.assert_noticed(run, ".gitignore")

    def test_a_link_to_dev_zero(self):
        os.symlink("/dev/zero", self.file)
        self.assert_not_protected(self.repo.run())

    def test_a_fifo(self):
        os.mkfifo(self.file)
        run = self.repo.run()
        self.assert_not_protected(run)
        self.assertTrue(run.noticed(".gitignore", "not a regular file"), run.told())

    def test_unreadable(self):
        self.need_root()
        self.file.write_text("secret.env\n")
        self.file.chmod(0)
        self.give_away(self.repo.path)
        run = self.repo.run(user=NOBODY)
        self.assert_not_protected(run)
        self.assertTrue(run.noticed(".gitignore", "Permission denied"), run.told())

    def test_a_directory(self):
        self.file.mkdir()
        self.assert_not_protected(self.repo.run())

    def test_larger_than_the_limit(self):
        self.file.write_bytes(b"# filler\n" * (2 * MIB // 9) + b"secret.env\n")
        run = self.repo.run()
        self.assertTrue(run.noticed(".gitignore"), run.told())
        self.assert_not_protected(run)

    def test_attributes_that_are_a_fifo_or_a_link(self):
        file = self.repo.path / ".gitattributes"
        os.mkfifo(file)
        self.assert_not_protected(self.repo.run())
        file.unlink()
        os.symlink("/dev/zero", file)
        self.assert_not_protected(self.repo.run())

    def test_files_of_the_git_directory_that_are_fifos(self):
        for name in ("info/exclude", "info/attributes"):
            file = self.repo.path / ".git" / name
            file.parent.mkdir(exist_ok=True)
            file.unlink(missing_ok=True)
            os.mkfifo(file)
        run = self.repo.run()
        self.assert_not_protected(run)
        self.assertTrue(run.noticed("info/exclude"), run.told())


class Objects(Odd):
    """The history of a repository that is damaged or not all there. app.py stays in
    the working tree; the damage is to old versions."""

    def setUp(self):
        super().setUp()
        for number in range(6):
            self.repo.write(f"dir/file{number}.txt", f"text {number}\n" * 300)
            self.repo.commit(f"change {number}")
        self.repo.git("rm", "-q", "-r", "dir")
        self.last = self.repo.commit("clean")

    def pack(self):
        self.repo.git("repack", "-q", "-a", "-d", "-f")
        (pack,) = self.repo.path.glob(".git/objects/pack/*.pack")
        pack.chmod(0o644)
        return pack

    def assert_partly(self, run):
        self.assert_status(run, 1)
        self.assert_found(run, "app.py")
        self.assertTrue([each for each in run.notices if each["incomplete"]], run.told())
        self.assertFalse(run.summary["complete"])

    def test_a_flipped_byte_anywhere_in_a_pack(self):
        pack = self.pack()
        data = pack.read_bytes()
        for position in random.Random(1).sample(range(12, len(data) - 20), 25):
            with self.subTest(position):
                pack.write_bytes(data[:position] + bytes([data[position] ^ 0x41]) +
                                 data[position + 1:])
                run = self.repo.run()
                self.assert_status(run, 1)
                self.assert_found(run, "app.py")

    def test_a_broken_object_in_a_pack_is_told(self):
        self.repo.write("noise", random.Random(2).randbytes(50_000))
        self.repo.commit()
        pack = self.pack()
        data = bytearray(pack.read_bytes())
        data[len(data) // 2] ^= 0xFF
        pack.write_bytes(data)
        run = self.repo.run()
        self.assert_partly(run)
        self.assertTrue(run.noticed(self.repo.git("rev-parse", "HEAD:noise")), run.told())

    def test_a_truncated_pack(self):
        pack = self.pack()
        data = pack.read_bytes()
        for length in (0, 11, 31, len(data) // 2, len(data) - 1):
            with self.subTest(length):
                pack.write_bytes(data[:length])
                self.assert_partly(self.repo.run())

    def test_a_truncated_or_missing_pack_index(self):
        pack = self.pack()
        index = pack.with_suffix(".idx")
        index.chmod(0o644)
        data = index.read_bytes()
        for length in (0, 7, 1000, len(data) - 1):
            with self.subTest(length):
                index.write_bytes(data[:length])
                run = self.repo.run()
                self.assert_partly(run)
        index.unlink()
        run = self.repo.run()
        self.assertEqual(run.status, 1, run.told())
        self.assert_partly(run)

    def test_a_garbage_pack_index(self):
        pack = self.pack()
        index = pack.with_suffix(".idx")
        index.chmod(0o644)
        data = index.read_bytes()
        for seed in range(10):
            with self.subTest(seed):
                bad = bytearray(data)
                for position in random.Random(seed).sample(range(8, len(bad)), 30):
                    bad[position] ^= 0xFF
                index.write_bytes(bad)
                run = self.repo.run()
                self.assertIn(run.status, (1, 2), run.told())
                if run.status == 2:
                    self.assertEqual(run.message().count("\n"), 1)

    def test_a_missing_blob(self):
        oid = self.repo.git("rev-parse", f"{self.last}~1:dir/file3.txt")
        self.repo.object_file(oid).unlink()
        self.assert_both(self.repo.run(), oid, "missing", "file3.txt")

    def test_a_missing_blob_of_the_index(self):
        self.repo.write("new.txt", "new\n")
        self.repo.git("add", "new.txt")
        oid = self.repo.git("rev-parse", ":new.txt")
        self.repo.write("new.txt", "newer\n")
        self.repo.object_file(oid).unlink()
        self.assert_both(self.repo.run(), "new.txt", oid)
        run = self.repo.run("--staged")
        self.assert_incomplete_alone(run)
        self.assert_noticed(run, "new.txt", oid)

    def test_a_missing_tree(self):
        oid = self.repo.git("rev-parse", f"{self.last}~1:dir")
        self.repo.object_file(oid).unlink()
        self.assert_both(self.repo.run(), oid, "missing")

    def test_a_missing_root_tree(self):
        oid = self.repo.git("rev-parse", f"{self.last}~1^{{tree}}")
        self.repo.object_file(oid).unlink()
        self.assert_both(self.repo.run(), oid, "missing")

    def test_a_missing_commit(self):
        oid = self.repo.git("rev-parse", f"{self.last}~2")
        self.repo.object_file(oid).unlink()
        self.assert_both(self.repo.run(), oid, "missing", "parent")
        base = self.repo.git("rev-parse", f"{self.last}~1")
        self.assert_status(self.repo.run("--range", f"{base}..HEAD"), 0)

    def test_the_missing_commit_of_head(self):
        self.repo.object_file(self.last).unlink()
        run = self.repo.run()
        self.assert_partly(run)

    def test_the_missing_commit_of_a_ref(self):
        """Told in a scan from the cache too, until the ref is gone."""
        oid = self.repo.git("commit-tree", "-m", "aside", f"{self.last}^{{tree}}")
        self.repo.git("update-ref", "refs/remotes/origin/side", oid)
        self.repo.object_file(oid).unlink()
        for _ in range(2):
            run = self.repo.run()
            self.assert_partly(run)
            self.assertTrue(run.noticed("refs/remotes/origin/side", oid, "missing"), run.told())
        self.repo.git("update-ref", "-d", "refs/remotes/origin/side")
        run = self.repo.run()
        self.assertEqual(run.notices, [], run.told())

    def test_loose_objects_of_every_kind_of_garbage(self):
        oid = self.repo.git("rev-parse", f"{self.last}~1:dir/file3.txt")
        file = self.repo.object_file(oid)
        data = file.read_bytes()
        plain = zlib.decompress(data)
        cases = {
            "empty": b"", "cut": data[: len(data) // 2], "noise": b"\x00garbage" * 9,
            "flipped": data[:20] + bytes([data[20] ^ 0xFF]) + data[21:],
            "no head": zlib.compress(b"hello"), "unknown kind": zlib.compress(b"blub 3\0abc"),
            "too long": zlib.compress(plain + b"more"),
            "too short": zlib.compress(plain[:-5]),
            "huge": zlib.compress(b"blob 99999999999999999999\0x"),
        }
        for name, bad in cases.items():
            with self.subTest(name):
                file.chmod(0o644)
                file.write_bytes(bad)
                run = self.repo.run()
                self.assert_partly(run)
                self.assertTrue(run.noticed(oid), run.told())

    def test_a_shallow_clone(self):
        path = self.folder / "clone"
        self.repo.git("clone", "-q", "--depth", "1", f"file://{self.repo.path}", path)
        clone = Repo(self, path, make=False)
        self.assert_both(clone.run(), "shallow", "git fetch --unshallow")
        clone.write("app.py", "clean\n")
        clone.git("commit", "-q", "-a", "-m", "x")
        run = clone.run("--range", "HEAD~1..HEAD")
        self.assert_status(run, 0)

    def test_a_partial_clone(self):
        path = self.folder / "clone"
        self.repo.git("config", "uploadpack.allowFilter", "true")
        self.repo.git("clone", "-q", "--filter=blob:none", f"file://{self.repo.path}", path)
        clone = Repo(self, path, make=False)
        before = sorted(path.glob(".git/objects/**/*"))
        # libgit2 leaks through PCRE2 here; only a whole stack tells that from ours.
        run = clone.run(env={"ASAN_OPTIONS": "fast_unwind_on_malloc=0"})
        self.assert_partly(run)
        self.assertTrue(run.noticed("missing", "partial clone"), run.told())
        self.assertEqual(sorted(path.glob(".git/objects/**/*")), before, "it fetched")

    def test_a_garbage_head(self):
        head = self.repo.path / ".git/HEAD"
        for text in ("", "garbage\n", "ref: ../../x\n", "ref: refs/heads/none\n", "0" * 40,
                     "ref: " + "x/" * 4000):
            with self.subTest(text[:30]):
                head.write_text(text)
                run = self.repo.run()
                if run.status == 2:
                    self.assert_refused(run, "repository")
                else:
                    self.assert_status(run, 1)
                    self.assert_found(run, "app.py")

    def test_garbage_refs(self):
        self.repo.write(".git/refs/heads/bad", "garbage\n")
        self.repo.write(".git/refs/heads/none", "1" * 40 + "\n")
        self.repo.write(".git/packed-refs", "garbage\n" * 10)
        run = self.repo.run()
        self.assertIn(run.status, (1, 2), run.told())

    def test_a_garbage_index(self):
        index = self.repo.path / ".git/index"
        data = index.read_bytes()
        for name, bad in {"noise": b"garbage" * 20, "cut": data[: len(data) // 2],
                          "head": data[:12], "count": data[:8] + b"\xff" * 4 + data[12:],
                          "version": data[:7] + b"\x09" + data[8:],
                          "extension": data[:-20] + b"nope\0\0\0\0" + data[-20:]}.items():
            with self.subTest(name):
                index.write_bytes(bad)
                self.assert_both(self.repo.run(), "not scanned: .git/index")
                run = self.repo.run("--staged")
                self.assert_incomplete_alone(run)
                self.assert_noticed(run, "not scanned: .git/index")

    def test_a_missing_index(self):
        (self.repo.path / ".git/index").unlink()
        run = self.repo.run()
        self.assert_status(run, 1)
        self.assertEqual(run.at("app.py")[0]["origins"], ["worktree", "history"])
        self.assertEqual(run.notices, [], run.told())

    def test_an_object_directory_that_is_not_there(self):
        objects = self.repo.path / ".git/objects"
        objects.rename(self.folder / "objects")
        run = self.repo.run()
        self.assertIn(run.status, (1, 2), run.told())

    def test_alternates_in_a_circle_and_to_nowhere(self):
        alternates = self.repo.path / ".git/objects/info/alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_text(f"{self.repo.path}/.git/objects\n/no/such/place\n\n../objects\n")
        run = self.repo.run()
        self.assert_status(run, 1)
        self.assert_found(run, "app.py")
        self.assert_noticed(run, "alternates, line 2")

    def test_a_file_in_place_of_the_git_directory(self):
        (self.repo.path / ".git").rename(self.folder / "moved")
        for text in ("gitdir: ../moved\n", "gitdir: ../nowhere\n", "garbage\n", ""):
            with self.subTest(text):
                (self.repo.path / ".git").write_text(text)
                run = self.repo.run()
                if "moved" in text:
                    self.assert_only_planted(run)
                else:
                    self.assert_status(run, 2)
                    self.assertEqual(run.message().count("\n"), 1, run.told())


class Names(Odd):
    NAMES = (
        b"esc\x1b[31mred", b"line\nbreak", "rtl\u202egpj.exe".encode(), b"bad\xff\xfeutf8",
        b"::error title=x::y", b"tab\tand\rreturn", b"bell\x07\x7f", b"quote\"and'back\\",
        b"-rf", b" leading", "c1\u009b31m".encode(), b"%0Aescape", b"colon:name",
    )

    def test_names_that_attack_a_terminal_or_a_log(self):
        for name in self.NAMES:
            self.repo.write(name + b".py", line(1))
        for form in ("text", "jsonl", "sarif"):
            with self.subTest(form):
                run = self.repo.run("--no-history", "--color", "never", form=form)
                self.assert_status(run, 1)
                output = run.out + run.err
                text = output.decode("utf-8")  # never anything else
                for character in "\x1b\x07\x7f\r\u202e\u009b":
                    self.assertNotIn(character, text, form)
                for row in text.splitlines():
                    self.assertFalse(row.lstrip().startswith("::error"), row)
        run = self.repo.run("--no-history")
        self.assertEqual(len(run.findings), len(self.NAMES) + 1)
        uris = [each["place"]["uri"] for each in run.findings]
        self.assertIn("bad%FF%FEutf8.py", uris)
        self.assertIn("line%0Abreak.py", uris)
        self.repo.commit()
        self.assertEqual(len(self.repo.run().findings), len(self.NAMES) + 1)

    def test_such_names_in_notices(self):
        for name in self.NAMES:
            os.mkfifo(os.fsencode(self.repo.path) + b"/" + name)
        run = self.repo.run("--no-history", "--verbose", "--color", "never", form="text")
        for character in "\x1b\x07\x7f\r\u202e\u009b":
            self.assertNotIn(character, (run.out + run.err).decode("utf-8"))

    def test_such_a_name_as_an_argument(self):
        for name in self.NAMES:
            run = self.run_seclint(os.fsdecode(b"./no-" + name))
            self.assert_status(run, 2)
            self.assertEqual(run.message().count("\n"), 1, run.told())
            for character in b"\x1b\x07\x7f\r":
                self.assertNotIn(character, run.err)

    def test_a_hundred_levels_of_directories(self):
        path = "d/" * 100 + "deep.py"
        self.repo.commit_file(path, line(1))
        run = self.repo.run()
        self.assert_found(run, "app.py", path)
        self.assertEqual(run.notices, [], run.told())
        run = self.repo.run("--range", "HEAD~1..HEAD")
        self.assert_found(run, path)

    def deep_file(self, levels):
        """Beyond the longest path that the kernel takes at once."""
        here = os.open(self.repo.path, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir("n" * 200, dir_fd=here)
            below = os.open("n" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        with open(os.open("deep.py", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w") as file:
            file.write(line(1))
        os.close(here)

    def test_a_path_longer_than_the_kernel_takes(self):
        self.deep_file(30)
        run = self.repo.run()
        subprocess.run(["rm", "-rf", self.repo.path / ("n" * 200)], check=True)
        self.assert_status(run, 1)
        self.assert_found(run, "app.py")
        self.assertTrue([each for each in run.notices if "path too long" in each["text"]],
                        run.told())
        self.assertFalse(run.summary["complete"])


class Hostile(Odd):
    def test_nesting_in_documents(self):
        cases = {
            "a.json": "[" * 40_000, "b.json": '{"a":' * 40_000, "a.yml": "[" * 40_000,
            "b.yml": "{a: " * 40_000, "c.yml": "- " * 300 + "x\n",
            "d.yml": "".join(" " * n + "a:\n" for n in range(2000)),
            "e.yml": "? " * 40_000, "c.json": "[" * 40_000 + "]" * 40_000,
            "f.yml": "!" * 100_000, "g.yml": "&a " * 40_000, "h.yml": "*a " * 40_000,
            "i.yml": "'" * 99_999, "j.yml": "|\n" * 40_000,
        }
        for name, text in cases.items():
            self.repo.write(name, f"{text}\n")
        self.repo.write("good.yml", f"api_token: {token(1)}\n")
        run = self.repo.run("--no-history")
        self.assert_found(run, "app.py", "good.yml")
        self.assert_status(run, 1)
        self.assertLess(run.work, 20)
        self.assertLess(run.memory, GIB)
        # A document with no tree is still text.
        for name, text in cases.items():
            self.repo.write(name, f"{text}\nx {token(2)}\n")
        run = self.repo.run("--no-history")
        self.assert_found(run, *cases)

    def test_a_bomb_of_aliases(self):
        rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for n in range(1, 30):
            rows.append(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]")
        self.repo.write("bomb.yml", "\n".join(rows) + f"\napi_token: {token(1)}\n")
        run = self.repo.run("--no-history")
        self.assert_found(run, "app.py", "bomb.yml")
        self.assertLess(run.work, 10)
        self.assertLess(run.memory, GIB // 2)

    def test_a_working_tree_elsewhere(self):
        for place in ("/etc", "/", "../..", str(self.folder)):
            with self.subTest(place):
                self.repo.git("config", "core.worktree", place)
                run = self.repo.run()
                self.assert_refused(run, "core.worktree", "outside")

    def test_a_working_tree_named_in_the_usual_way(self):
        self.repo.git("config", "core.worktree", self.repo.path)
        self.assert_only_planted(self.repo.run())

    def test_a_repository_of_somebody_else(self):
        self.need_root()
        run = self.repo.run(user=NOBODY)
        self.assert_refused(run, "another user", "git config --global --add safe.directory")
        self.assertIn(str(self.repo.path), run.message())
        run = self.run_seclint("repo", user=NOBODY)
        self.assert_refused(run, "another user", "git config --global --add safe.directory")
        self.assertIn(str(self.repo.path), run.message())

    def test_a_repository_of_somebody_else_that_is_trusted(self):
        self.need_root()
        config = self.home / ".gitconfig"
        before = config.read_text()
        for place in (self.repo.path, "*"):
            with self.subTest(place):
                config.write_text(f"{before}[safe]\n\tdirectory = {place}\n")
                self.assert_only_planted(self.repo.run(user=NOBODY))
        config.write_text(f"{before}[safe]\n\tdirectory = /somewhere/else\n")
        self.assert_refused(self.repo.run(user=NOBODY), "another user")

    def test_the_repository_does_not_trust_itself(self):
        self.need_root()
        self.repo.git("config", "safe.directory", "*")
        self.assert_refused(self.repo.run(user=NOBODY), "another user")

    def test_a_configuration_that_includes_odd_files(self):
        config = self.repo.path / ".git/config"
        before = config.read_text()
        os.mkfifo(self.folder / "pipe")
        for place in (self.folder / "pipe", "/dev/zero", "config", "/no/such"):
            with self.subTest(place):
                config.write_text(f"{before}[include]\n\tpath = {place}\n")
                run = self.repo.run()
                self.assertIn(run.status, (1, 2), run.told())

    def test_a_garbage_configuration(self):
        config = self.repo.path / ".git/config"
        for text in ("[core\n", "garbage\n", "[core]\n\trepositoryformatversion = 99\n",
                     "\x00\xff" * 50):
            with self.subTest(text[:20]):
                config.write_bytes(text.encode("latin-1"))
                run = self.repo.run()
                self.assertIn(run.status, (1, 2), run.told())
                if run.status == 2:
                    self.assert_refused(run, "repository")

    def test_nothing_of_the_configuration_is_run(self):
        touched = self.folder / "touched"
        for key in ("core.fsmonitor", "core.pager", "filter.x.clean", "filter.x.smudge",
                    "diff.x.textconv", "core.sshCommand", "alias.status", "core.hooksPath"):
            self.repo.git("config", key, f"touch {touched}")
        self.repo.write(".gitattributes", "* filter=x diff=x\n")
        run = self.repo.run()
        self.assert_status(run, 1)
        self.assertFalse(touched.exists())

    def test_a_repository_inside_the_repository(self):
        inner = Repo(self, self.repo.path / "inner")
        inner.commit_file("inner.py", line(1))
        run = self.repo.run()
        self.assert_both(run, "inner", "repository of its own", incomplete=False)
        self.assertEqual(run.paths(), ["app.py"])
        self.repo.git("add", "inner")
        self.repo.git("commit", "-q", "-m", "x")
        self.assertEqual(self.repo.run().paths(), ["app.py"])
        self.assertEqual(inner.run().paths(), ["inner.py"])

    def test_a_submodule(self):
        other = self.repo
        library = self.repo_with_token("library")
        other.git("submodule", "--quiet", "add", library.path, "sub")
        other.commit()
        run = other.run()
        self.assertEqual(run.paths(), ["app.py"], run.told())
        sub = Repo(self, other.path / "sub", make=False)
        self.assertEqual(sub.run().paths(), ["library.py"])
        other.git("submodule", "--quiet", "deinit", "-f", "sub")
        self.assertEqual(other.run().paths(), ["app.py"])

    def repo_with_token(self, name):
        repo = Repo(self, self.folder / name)
        repo.commit_file(f"{name}.py", line(1))
        return repo

    def test_a_tracked_file_called_git(self):
        """Trees may hold what no checkout would create."""
        blob = self.repo.git("hash-object", "-w", "--stdin", data=line(1).encode())
        rows = "".join(f"100644 blob {blob}\t{name}\n" for name in ("..", ".git", "a\\b"))
        tree = self.repo.git("mktree", data=rows.encode())
        commit = self.repo.git("commit-tree", tree, "-m", "x")
        self.repo.git("update-ref", "refs/heads/odd", commit)
        run = self.repo.run()
        self.assert_status(run, 1)
        self.assertEqual(len(run.findings), 2, run.told())

    def test_a_tree_bomb(self):
        """Ten million paths from eight trees of ten entries."""
        blob = self.repo.git("hash-object", "-w", "--stdin", data=line(1).encode())
        below, kind = blob, "100644 blob"
        for _ in range(7):
            rows = "".join(f"{kind} {below}\tf{number}\n" for number in range(10))
            below, kind = self.repo.git("mktree", data=rows.encode()), "040000 tree"
        commit = self.repo.git("commit-tree", below, "-p", "HEAD", "-m", "bomb")
        self.repo.git("update-ref", "refs/heads/bomb", commit)
        for arguments in ((), ("--range", "main..bomb")):
            with self.subTest(arguments):
                run = self.repo.run(*arguments, env=SMALL_QUARANTINE)
                self.assert_status(run, 1)
                self.assertLess(run.work, BOMB)
                self.assertLess(run.memory, GIB)
                self.assertTrue([each for each in run.findings
                                 if each["place"]["blob"] == blob], run.told())
        # An index on it: nothing is checked out, and git would list every path.
        self.repo.git("symbolic-ref", "HEAD", "refs/heads/bomb")
        run = self.repo.run("--staged", env=SMALL_QUARANTINE)
        self.assertLess(run.work, BOMB)
        self.assertLess(run.memory, GIB)

    def test_a_blob_bomb(self):
        """1.5 GB of zeros in 1.5 MB: refused by the size that its head tells."""
        oid, data = zeros(1536 * MIB)
        file = self.repo.object_file(oid)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
        run = self.repo.run()
        self.assert_both(run, oid, "256 MiB")
        self.assertLess(run.memory, GIB // 2)
        self.assertLess(run.work, 10)

    def test_a_blob_bomb_in_a_pack(self):
        oid = "0123456789012345678901234567890123456789"
        size = 1536 * MIB
        first = 3 << 4 | size & 15 | 0x80
        head, rest = bytearray([first]), size >> 4
        while rest:
            head.append(rest & 0x7F | (0x80 if rest >> 7 else 0))
            rest >>= 7
        pack = b"PACK" + struct.pack(">II", 2, 1) + bytes(head) + deflated_zeros(size)
        pack += hashlib.sha1(pack).digest()
        raw = bytes.fromhex(oid)
        fanout = b"".join(struct.pack(">I", 1 if n >= raw[0] else 0) for n in range(256))
        index = b"\377tOc" + struct.pack(">I", 2) + fanout + raw + bytes(4)
        index += struct.pack(">I", 12) + pack[-20:]
        index += hashlib.sha1(index).digest()
        folder = self.repo.path / ".git/objects/pack"
        (folder / "pack-1.pack").write_bytes(pack)
        (folder / "pack-1.idx").write_bytes(index)
        run = self.repo.run()
        self.assert_both(run, oid, "256 MiB")
        self.assertLess(run.memory, GIB // 2)
        self.assertLess(run.work, 10)


def deflated_zeros(size):
    packer = zlib.compressobj(9)
    block = bytes(4 * MIB)
    parts = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join(parts) + packer.flush()


def zeros(size):
    """The id (any will do) and the loose object of that many zeros."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"blob %d\0" % size)]
    block = bytes(4 * MIB)
    parts += [packer.compress(block) for _ in range(size // len(block))]
    return "ab" * 20, b"".join(parts) + packer.flush()


RULE = """id: my-token
title: my token
level: error
confidence: high
cwe: 798
severity: 9.1
match:
  literals: [mytok_]
  regex: 'mytok_[0-9]+'
  after: 40
why: >
  Because.
fix: >
  Do.
references: [https://example.org/]
examples:
  match: ['mytok_1']
  ignore: ['mytok_']
"""


class Rules(Odd):
    def rules(self, text, name="rule.yml"):
        folder = self.folder / "rules"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        return folder

    def test_a_good_rule(self):
        self.repo.write("x.py", "x = mytok_8301947265\n")
        run = self.repo.run("--rules", self.rules(RULE))
        self.assert_found(run, "app.py", "x.py")

    def test_mistakes_are_told_with_file_and_line(self):
        cases = {
            "bad yaml": (RULE.replace("level: error", "level: [error"), None, []),
            "tab": (RULE.replace("  regex", "\tregex"), None, []),
            "unknown key": (RULE.replace("cwe:", "cwee:"), 5, ["cwee"]),
            "unknown key of match": (RULE.replace("  regex:", "  regexp:"), 9, ["regexp"]),
            "bad regex": (RULE.replace("[0-9]+'", "[0-9'"), 9, []),
            "missing key": (RULE.replace("title: my token\n", ""), None, ["title"]),
            "wrong level": (RULE.replace("level: error", "level: fatal"), 3, ["level"]),
            "wrong confidence": (RULE.replace("confidence: high", "confidence: sure"), 4,
                                 ["confidence"]),
            "no map": ("- a\n- b\n", 1, []),
            "scalar": ("hello\n", 1, []),
            "twice the same key": (RULE + "level: note\n", None, ["level"]),
            "bad id": (RULE.replace("my-token", "My Token!"), 1, ["id"]),
        }
        for name, (text, number, words) in cases.items():
            with self.subTest(name):
                run = self.repo.run("--rules", self.rules(text))
                where = f"rule.yml:{number}" if number else "rule.yml"
                self.assert_refused(run, where, *words)

    def test_an_id_that_is_taken(self):
        folder = self.rules(RULE.replace("my-token", "github-pat"))
        self.assert_refused(self.repo.run("--rules", folder), "github-pat", "rule.yml")
        folder = self.rules(RULE)
        self.rules(RULE, "second.yml")
        (folder / "rule.yml").write_text(RULE)
        self.assert_refused(self.repo.run("--rules", folder), "my-token", ".yml")

    def test_an_empty_rule_file(self):
        self.assert_refused(self.repo.run("--rules", self.rules("")), "rule.yml")

    def test_an_empty_directory_of_rules(self):
        folder = self.folder / "none"
        folder.mkdir()
        run = self.repo.run("--rules", folder)
        self.assert_refused(run, "none")

    def test_a_directory_of_rules_that_is_not_there(self):
        self.assert_refused(self.repo.run("--rules", "no/such"), "no/such")
        self.assert_refused(self.repo.run("--rules", self.repo.path / "app.py"), "app.py")

    def test_a_rule_file_that_is_a_fifo(self):
        folder = self.rules(RULE)
        os.mkfifo(folder / "pipe.yml")
        self.assert_refused(self.repo.run("--rules", folder), "pipe.yml")

    def test_a_regex_that_never_ends_is_cut_off(self):
        rule = RULE.replace("'mytok_[0-9]+'", "'mytok_(a+)+$'")
        rule = rule.replace("'mytok_1'", "'mytok_a'").replace("after: 40", "after: 6000")
        self.repo.write("x.py", "mytok_" + "a" * 5000 + "!\n")
        run = self.repo.run("--no-history", "--rules", self.rules(rule))
        self.assert_found(run, "app.py")
        self.assertLess(run.work, 20)
        self.assertTrue(run.noticed("x.py"), run.told())


class Configuration(Odd):
    def test_mistakes_are_told_with_file_and_line(self):
        cases = {
            "bad yaml": ("rules: [\n", None, []),
            "key twice": ("fail-on: error\nfail-on: note\n", 2, ["fail-on"]),
            "wrong level": ("rules:\n  github-pat: loud\n", 2, ["github-pat"]),
            "wrong threshold": ("fail-on: sometimes\n", 1, ["fail-on"]),
            "no map": ("- a\n", 1, []),
            "rules is a list": ("rules: [github-pat]\n", 1, ["rules"]),
            "exclude is a map": ("exclude: {a: b}\n", 1, ["exclude"]),
        }
        for name, (text, number, words) in cases.items():
            with self.subTest(name):
                self.repo.write(".seclint.yml", text)
                where = f".seclint.yml:{number}" if number else ".seclint.yml"
                self.assert_refused(self.repo.run(), where, *words)
                (self.repo.path / ".seclint.yml").rename(self.folder / "named.yml")
                run = self.repo.run("--config", self.folder / "named.yml")
                self.assert_refused(run, f"named.yml:{number}" if number else "named.yml")

    def test_an_empty_configuration(self):
        for text in ("", "\n", "# nothing\n", "---\n", "{}\n"):
            with self.subTest(text):
                self.repo.write(".seclint.yml", text)
                self.assert_only_planted(self.repo.run())

    def test_every_rule_switched_off(self):
        listed = self.repo.run("rules").out.decode().splitlines()
        ids = [json.loads(row)["id"] for row in listed]
        self.repo.write(".seclint.yml", "rules:\n" + "".join(f"  {i}: off\n" for i in ids))
        self.assert_refused(self.repo.run(), "no rule is active")

    def test_a_configuration_that_is_not_there(self):
        self.assert_refused(self.repo.run("--config", "no.yml"), "no.yml", "No such file")

    def test_a_configuration_of_the_repository_that_is_no_file(self):
        place = self.repo.path / ".seclint.yml"
        os.mkfifo(place)
        self.assert_refused(self.repo.run(), ".seclint.yml", "not a regular file")
        place.unlink()
        place.mkdir()
        self.assert_refused(self.repo.run(), ".seclint.yml", "not a regular file")

    def test_a_configuration_that_links_out_of_the_repository(self):
        """A repository must not make the program read files elsewhere."""
        outside = self.folder / "outside.yml"
        outside.write_text("exclude: [app.py]\n")
        os.symlink(outside, self.repo.path / ".seclint.yml")
        run = self.repo.run()
        self.assert_refused(run, ".seclint.yml")

    def test_a_configuration_beyond_the_limit(self):
        self.repo.write(".seclint.yml", "# filler\n" * (2 * MIB // 9))
        self.assert_refused(self.repo.run(), ".seclint.yml", "larger than 1 MiB")

    def test_a_configuration_that_nests(self):
        self.repo.write(".seclint.yml", "[" * 40_000)
        run = self.repo.run()
        self.assert_refused(run, ".seclint.yml")
        self.assertLess(run.work, 10)

    def test_a_mistake_shows_no_secret(self):
        self.repo.write(".seclint.yml", f"fail-on: {token(1)}\n{token(2)}: x\n")
        self.assert_refused(self.repo.run(), ".seclint.yml")


class CommandLine(Odd):
    def test_an_unknown_option_gets_a_hint(self):
        self.assert_refused(self.repo.run("--stagd"), "--stagd", "--staged")
        self.assert_refused(self.repo.run("--formt", "x", form=None), "--formt", "--format")
        self.assert_refused(self.repo.run("-Z"), "-Z")

    def test_an_unknown_value_gets_the_list(self):
        run = self.repo.run("--format", "sariff", form=None)
        self.assert_refused(run, "sariff", "sarif")

    def test_an_unknown_rule_id_gets_a_hint(self):
        run = self.repo.run("explain", "github-pad", form=None)
        self.assert_refused(run, "github-pad", "github-pat")

    def test_numbers_that_are_none(self):
        for number in ("0", "-1", "x", "99999999999999999999", "1.5", ""):
            with self.subTest(number):
                self.assert_refused(self.repo.run("-j", number), "jobs")

    def test_closed_standard_output(self):
        done = subprocess.run(
            ["sh", "-c", '"$0" "$1" >&-', SECLINT, self.repo.path],
            env=self.environment(), capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"standard output", done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)

    def test_closed_standard_error_and_input(self):
        done = subprocess.run(
            ["sh", "-c", '"$0" "$1" <&- 2>&-', SECLINT, self.repo.path],
            env=self.environment(), capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"app.py", done.stdout)

    def test_a_full_disk_on_standard_output(self):
        for form in ("text", "jsonl", "sarif"):
            with self.subTest(form), open("/dev/full", "wb") as full:
                run = self.repo.run(stdout=full, form=form)
                self.assert_status(run, 2)
                self.assertIn("No space left", run.message())
        for command in (["rules"], ["explain", "github-pat"], ["man"], ["help"],
                        ["--version"], ["completions", "bash"]):
            with self.subTest(command), open("/dev/full", "wb") as full:
                run = self.run_seclint(*command, stdout=full, form=None)
                self.assert_status(run, 2)
                self.assertIn("No space left", run.message())

    def test_a_reader_that_goes_away(self):
        done = subprocess.run(
            ["bash", "-c", 'set -o pipefail; "$0" --format sarif "$1" | head -c 0; '
             'echo "${PIPESTATUS[0]}"', SECLINT, self.repo.path],
            env=self.environment(), capture_output=True, timeout=PATIENCE)
        self.assertIn(done.stdout.strip(), (b"1", b"2"), done.stderr)
        self.assertNotIn(b"Sanitizer", done.stderr)

    def test_reports_that_cannot_be_written(self):
        (self.folder / "taken").mkdir()
        for place, words in (("/dev/full", ["/dev/full"]), (self.folder / "taken", ["taken"]),
                             (self.folder / "no/such/file", ["no/such/file"]),
                             ("/proc/none", ["/proc/none"])):
            with self.subTest(place):
                run = self.repo.run("--output", f"sarif={place}")
                self.assert_status(run, 2)
                self.assert_found(run, "app.py")  # standard output is still served
                for word in words:
                    self.assertIn(word, run.message())
                self.assertEqual(run.message().count("\n"), 1, run.told())

    def test_a_report_in_a_directory_without_permission(self):
        self.need_root()
        self.give_away(self.repo.path)
        folder = self.folder / "closed"
        folder.mkdir(mode=0o755)
        run = self.repo.run("--output", f"sarif={folder}/out.sarif", user=NOBODY)
        self.assert_status(run, 2)
        self.assertIn("closed/out.sarif", run.message())
        self.assertIn("Permission denied", run.message())
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_report_replaces_no_link_and_leaves_no_scraps(self):
        victim = self.folder / "victim"
        victim.write_text("keep\n")
        os.symlink(victim, self.folder / "out.sarif")
        run = self.repo.run("--output", f"sarif={self.folder}/out.sarif")
        self.assertIn(run.status, (1, 2), run.told())
        names = {each.name for each in pathlib.Path(self.folder).iterdir()}
        self.assertEqual(names, {"home", "repo", "victim", "out.sarif"})


if __name__ == "__main__":
    main()

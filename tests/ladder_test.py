"""What our own reader cannot read is asked of libgit2, and what that cannot read either is
told with its name and the reason, with exit status 3: in what is staged, in the working
tree, in a range and in the hooks as in a history. Nothing damaged is ever called clean."""

import hashlib
import os
import random
import zlib

from repo_kit import Case, line, main

ZERO = "0" * 40
NOISE = random.Random(7).randbytes(20_000)


def loose(kind, content):
    return zlib.compress(b"%s %d\0" % (kind, len(content)) + content)


# How a loose file is damaged: what is in it, and what it should be, to what it becomes;
# and what is said about it.
DAMAGE = {
    "empty": (lambda data, plain: b"", "bad header"),
    "cut": (lambda data, plain: data[:len(data) // 2], "corrupt data"),
    "noise": (lambda data, plain: b"\x00garbage" * 9, "bad header"),
    "flipped": (lambda data, plain: data[:20] + bytes([data[20] ^ 0xFF]) + data[21:], ""),
    "no head": (lambda data, plain: zlib.compress(b"hello"), "bad header"),
    "unknown kind": (lambda data, plain: zlib.compress(b"blub 3\0abc"), "bad header"),
    "too long": (lambda data, plain: zlib.compress(plain + b"more"), "corrupt data"),
    "too short": (lambda data, plain: zlib.compress(plain[:-5]), "corrupt data"),
    "huge": (lambda data, plain: zlib.compress(b"blob 99999999999999999999\0x"), "bad header"),
    "another type": (lambda data, plain: loose(b"tag", plain), "another type"),
}


class Ladder(Case):
    """README is committed, app.txt is staged; the files on disk are others."""

    def setUp(self):
        super().setUp()
        self.stored = self.repo()
        self.stored.commit_file("README", "hello\n" * 50, "first")
        self.stored.commit_file("old.txt", "old\n" * 300, "second")
        self.stored.write("app.txt", "nothing\n" * 300)
        self.stored.git("add", "app.txt")
        self.stored.write("app.txt", "changed since\n")
        self.blob = self.stored.git("rev-parse", ":app.txt")

    def overwrite(self, oid, content):
        file = self.stored.object_file(oid)
        file.chmod(0o644)
        file.write_bytes(content)

    def assert_told(self, subject, oid, *words, modes=(("--staged",), ("--no-history",), ())):
        for mode in modes:
            with self.subTest(mode):
                run = self.stored.run("--no-cache", *mode)
                self.assert_status(run, 3)
                told = [each["text"] for each in run.notices if each["subject"] == subject]
                self.assertEqual(len(told), 1, run.told())
                self.assertTrue(told[0].startswith(f"not scanned: {oid}, "), told)
                for word in words:
                    self.assertIn(word, told[0])
                self.assertNotIn("  ", told[0])

    # What is staged.

    def test_a_staged_blob_that_is_damaged(self):
        file = self.stored.object_file(self.blob)
        data = file.read_bytes()
        for name, (damage, why) in DAMAGE.items():
            with self.subTest(name):
                self.overwrite(self.blob, damage(data, zlib.decompress(data)))
                self.assert_told("app.txt", self.blob, why)

    def test_a_staged_blob_that_is_no_file(self):
        file = self.stored.object_file(self.blob)
        file.unlink()
        self.assert_told("app.txt", self.blob, "not in the repository")
        file.mkdir()
        self.assert_told("app.txt", self.blob, "no regular file")
        file.rmdir()
        os.mkfifo(file)
        self.assert_told("app.txt", self.blob, "no regular file")

    def test_a_blob_that_only_libgit2_can_read(self):
        """With the header of a pack, as early versions of git wrote loose objects."""
        content = line(1).encode()
        oid = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        head = bytes([3 << 4 | len(content) & 15 | 0x80, len(content) >> 4])
        file = self.stored.object_file(oid)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(head + zlib.compress(content))
        self.stored.git("update-index", "--cacheinfo", f"100644,{oid},app.txt")
        for mode in (("--staged",), ("--no-history",), (), ("-j4",)):
            with self.subTest(mode):
                run = self.stored.run("--no-cache", *mode)
                self.assert_status(run, 1)
                self.assertEqual((run.paths(), run.notices), (["app.txt"], []), run.told())

    def test_many_such_blobs_by_many_threads(self):
        entries = []
        for number in range(40):
            content = (line(number) + "x\n" * number).encode()
            oid = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            head = bytes([3 << 4 | len(content) & 15 | 0x80, len(content) >> 4])
            file = self.stored.object_file(oid)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(head + zlib.compress(content))
            entries.append(f"100644 {oid} 0\tf{number:02}.txt\n")
        self.stored.git("update-index", "--index-info", data="".join(entries).encode())
        one = self.stored.run("--no-cache", "--no-history", "-j1")
        self.assertEqual(one.paths(), [f"f{number:02}.txt" for number in range(40)])
        for _ in range(3):
            run = self.stored.run("--no-cache", "--no-history", "-j4")
            self.assertEqual((run.out, run.notices), (one.out, []))

    def test_a_pack_that_is_damaged(self):
        self.stored.write("noise.bin", NOISE)
        self.stored.git("add", "noise.bin")
        self.stored.write("noise.bin", "changed since\n")
        noise = self.stored.git("rev-parse", ":noise.bin")
        self.stored.git("pack-objects", "-q", ".git/objects/pack/pack",
                        data=f"{noise}\n".encode())
        self.stored.object_file(noise).unlink()
        (pack,) = self.stored.path.glob(".git/objects/pack/*.pack")
        index = pack.with_suffix(".idx")
        whole = {file: file.read_bytes() for file in (pack, index)}
        middle = len(whole[pack]) // 2
        for file, content, why in (
            (pack, whole[pack][:middle] + b"!" * 9 + whole[pack][middle + 9:], "corrupt"),
            (pack, whole[pack][:middle], "pack"), (pack, b"", "not in the repository"),
            (index, whole[index][:900], "not in the repository"),
            (index, b"garbage" * 200, "not in the repository"),
            (index, None, "not in the repository"), (pack, None, "not in the repository"),
        ):
            with self.subTest(f"{file.suffix}, {why}"):
                file.chmod(0o644)
                file.write_bytes(content) if content is not None else file.unlink()
                self.assert_told("noise.bin", noise, why)
                file.write_bytes(whole[file])

    def test_objects_elsewhere_that_are_not_there(self):
        other = self.folder / "other"
        alternates = self.stored.path / ".git/objects/info/alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_text(f"{other}\n")
        self.assert_status(self.stored.run("--staged"), 0)  # nothing that counts is there
        away = other / self.blob[:2] / self.blob[2:]
        away.parent.mkdir(parents=True)
        self.stored.object_file(self.blob).rename(away)
        self.assert_status(self.stored.run("--staged"), 0)
        other.rename(self.folder / "gone")
        self.assert_told("app.txt", self.blob, "not in the repository")

    # What it is compared with.

    def test_a_head_that_cannot_be_read(self):
        """Then all of the index may be new: a secret in it is found all the same."""
        head = self.stored.git("rev-parse", "HEAD")
        tree = self.stored.git("rev-parse", "HEAD^{tree}")
        self.stored.write("secret.py", line(2))
        self.stored.git("add", "secret.py")
        for oid in (head, tree):
            data = self.stored.object_file(oid).read_bytes()
            for content in (data[:len(data) // 2], b"", loose(b"tag", b"abc")):
                with self.subTest((oid, content)):
                    self.overwrite(oid, content)
                    run = self.stored.run("--staged")
                    self.assert_status(run, 1)
                    self.assertEqual(run.paths(), ["secret.py"])
                    self.assert_noticed(run, "HEAD", f"not scanned: {oid}, ")
            self.overwrite(oid, data)
        self.stored.git("rm", "-q", "-f", "secret.py")
        self.overwrite(head, b"")
        self.assert_told("HEAD", head, "bad header", modes=[("--staged",), ("--no-history",)])

    def test_what_head_has_in_place_of_what_is_staged(self):
        self.stored.write("old.txt", "new\n")
        self.stored.git("add", "old.txt")
        oid = self.stored.git("rev-parse", "HEAD:old.txt")
        self.overwrite(oid, b"")
        self.assert_told("old.txt", oid, "bad header")

    # A range, and the hooks.

    def test_the_ends_of_a_range(self):
        head = self.stored.git("rev-parse", "HEAD")
        base = self.stored.git("rev-parse", "HEAD~1")
        for oid, ranges in ((head, ("HEAD~1..HEAD", f"{base}..{head}", "HEAD~1...main",
                                    f"{base}..{head[:8]}", f"{head[:8]}~1..main")),
                            (base, ("HEAD~1..HEAD", f"{base}..HEAD", "main~1..main",
                                    f"{base[:8]}..main", f"{head[:8]}^..{head[:9]}"))):
            data = self.stored.object_file(oid).read_bytes()
            for content in (data[:len(data) // 2], b"", b"\x00garbage" * 9):
                self.overwrite(oid, content)
                for name in ranges:
                    with self.subTest((name, oid)):
                        self.assert_told("range", oid, modes=[("--range", name)])
            self.overwrite(oid, data)

    def test_what_a_range_brings(self):
        self.stored.commit_file("dir/new.txt", "new\n" * 90)
        for name, subject in (("HEAD:dir/new.txt", "dir/new.txt"), ("HEAD:dir", None),
                              ("HEAD^{tree}", None), ("HEAD~1^{tree}", None)):
            oid = self.stored.git("rev-parse", name)
            data = self.stored.object_file(oid).read_bytes()
            for content in (data[:len(data) // 2], b"", loose(b"tag", b"abc")):
                with self.subTest((name, content)):
                    self.overwrite(oid, content)
                    self.assert_told(subject or oid, oid, modes=[("--range", "HEAD~1..HEAD")])
            self.overwrite(oid, data)

    def test_the_push_hooks(self):
        head = self.stored.git("rev-parse", "HEAD")
        base = self.stored.git("rev-parse", "HEAD~1")
        blob = self.stored.git("rev-parse", "HEAD:old.txt")
        lines = {"pre-push": f"refs/heads/main {head} refs/heads/main {base}\n",
                 "pre-receive": f"{base} {head} refs/heads/main\n"}
        for oid in (head, blob):
            data = self.stored.object_file(oid).read_bytes()
            self.overwrite(oid, data[:len(data) // 2])
            for hook, text in lines.items():
                with self.subTest((hook, oid)):
                    more = ["origin", "file:///nowhere"] if hook == "pre-push" else []
                    run = self.stored.run("hook", "run", hook, *more, form=None,
                                          data=text.encode())
                    self.assertEqual(run.status, 3, run.told())
                    self.assertIn(f"not scanned: {oid}, ", run.out.decode() + run.message())
            self.overwrite(oid, data)

    # The index.

    def test_an_index_that_cannot_be_read(self):
        index = self.stored.path / ".git/index"
        data = index.read_bytes()
        self.stored.write("secret.py", line(3))  # not staged, and there all the same
        self.stored.write("ignored.py", line(4))
        self.stored.write(".gitignore", "ignored.py\n")
        for name, bad in {
            "noise": b"garbage" * 20, "cut": data[:len(data) // 2], "head": data[:12],
            "count": data[:8] + b"\xff" * 4 + data[12:], "empty": b"",
            "version": data[:7] + b"\x09" + data[8:],
            "extension": data[:-20] + b"nope\0\0\0\0" + data[-20:],
        }.items():
            with self.subTest(name):
                index.write_bytes(bad)
                run = self.stored.run("--staged")
                self.assert_status(run, 3)
                self.assert_noticed(run, "index", "not scanned: .git/index: ")
                self.assertEqual(len(run.notices), 1, run.told())
                for mode in (("--no-history",), ()):
                    run = self.stored.run("--no-cache", *mode)
                    self.assert_status(run, 1)
                    self.assert_found(run, "secret.py", "ignored.py")
                    self.assert_noticed(run, "index", "not scanned: .git/index: ")
                    # nobody knows that it is not tracked
                    (found,) = run.at("ignored.py")
                    self.assertEqual((found["level"], found["protection"]), ("error", "none"))
        index.write_bytes(data)
        (found,) = self.stored.run("--no-history").at("ignored.py")
        self.assertEqual(found["protection"], "ignored")

    def test_an_index_that_is_no_file(self):
        index = self.stored.path / ".git/index"
        index.unlink()
        for make in (os.mkfifo, os.mkdir):
            make(index)
            for mode in (("--staged",), ("--no-history",)):
                run = self.stored.run(*mode)
                self.assert_status(run, 3)
                self.assert_noticed(run, "index", "not scanned: .git/index is not a regular")
            index.unlink() if make is os.mkfifo else index.rmdir()


if __name__ == "__main__":
    main()

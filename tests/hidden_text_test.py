"""What is encoded, compressed or packed is found as if it stood there, and what is made
to hurt whoever unpacks it does not."""

import base64
import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile

from repo_kit import MIB, Case, line, main, token


def b64(content):
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def zipped(members, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def tarred(members, mode="w"):
    if mode == "w:gz":  # tarfile would write today's date
        return gz(tarred(members))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def gz(content):
    return gzip.compress(content, mtime=0)


SECRET = line(0).encode()

# Name: what is written, the chain that the message names.
ENCODED = {
    "base64": (f"x: {b64(line())}", "base64"),
    "base64url": (f"x: {base64.urlsafe_b64encode(SECRET).decode().rstrip('=')}", "base64"),
    "lines": ("x: |\n  " + base64.encodebytes(b"A=1\n" * 20 + SECRET).decode()
              .strip().replace("\n", "\n  "), "base64"),
    "hex": (f"x = '{SECRET.hex()}'", "hex"),
    "percent": ("u?q=" + "".join(f"%{c:02X}" for c in token().encode()), "percent-encoding"),
    "u": ('"' + "".join(f"\\u{c:04x}" for c in token().encode()) + '"', "backslash escapes"),
    "x": ('"' + "".join(f"\\x{c:02x}" for c in token().encode()) + '"', "backslash escapes"),
    "entities": ("<p>" + "".join(f"&#{c};" for c in token().encode()) + "</p>",
                 "HTML entities"),
    "utf16": ("powershell -enc " + b64(line().encode("utf-16-le")), "base64, UTF-16"),
    "gzip": (f"x: {b64(gz(SECRET))}", "base64, gzip"),
    "helm": (f"release: {b64(b64(gz(SECRET)))}", "base64, base64, gzip"),
    "url": (f"https://example.test/?t={b64(line() + '?').replace('=', '%3D')}", "base64"),
}

PACKED = {
    "a.zip": zipped({"in/app.py": SECRET}),
    "stored.jar": zipped({"in/app.py": SECRET}, zipfile.ZIP_STORED),
    "a.tar": tarred({"in/app.py": SECRET}),
    "a.tgz": tarred({"in/app.py": SECRET}, "w:gz"),
    "a.tar.xz": tarred({"in/app.py": SECRET}, "w:xz"),
    "misnamed.png": tarred({"in/app.py": SECRET}, "w:bz2"),
}


class Encoded(Case):
    def test_every_encoding_is_looked_into_and_named(self):
        repo = self.repo()
        for name, (content, _) in ENCODED.items():
            repo.write(f"{name}.txt", content + "\n")
        run = repo.run("--no-history")
        self.assertEqual(run.paths(), sorted(f"{name}.txt" for name in ENCODED), run.told())
        for name, (_, chain) in ENCODED.items():
            found = run.at(f"{name}.txt")
            self.assertEqual(len(found), 1, name)
            self.assertTrue(found[0]["message"].endswith(", inside " + chain),
                            f"{name}: {found[0]['message']}")

    def test_each_secret_of_an_encoded_file_is_found_where_it_stands(self):
        text = "".join(f"T{i}={token(i)}\n" for i in range(3))
        repo = self.repo()
        repo.write("x.txt", f"env: {b64(text)}\n")
        found = repo.run("--no-history").at("x.txt")
        starts = [each["place"]["start"]["byte"] for each in found]
        self.assertEqual(len(set(starts)), 3, starts)
        for i, start in enumerate(sorted(starts)):
            self.assertEqual(start, 6 + text.index(token(i)) // 3 * 4)

    def test_nothing_of_the_run_is_shown(self):
        repo = self.repo()
        content = b64(f"user=somebody-special-here\n{line()}")
        repo.write("x.txt", f"x: {content}\n")
        run = repo.run("--no-history")
        self.assert_found(run, "x.txt")
        self.assertNotIn(content[:16].encode(), run.out)

    def test_what_is_encoded_five_times_is_said_to_be_left_out(self):
        repo = self.repo()
        text = line()
        for _ in range(5):
            text = b64(text)
        repo.write("x.txt", text + "\n")
        run = repo.run("--no-history")
        self.assert_status(run, 3)
        self.assert_noticed(run, "x.txt", "more than 4 times")

    def test_images_keys_and_hashes_are_passed_over(self):
        bytes_ = random.Random(1).randbytes
        repo = self.repo()
        repo.write("x.css", f"url(data:image/png;base64,{b64(bytes_(3 * MIB))})\n")
        repo.write("c.pem", "-----BEGIN CERTIFICATE-----\n"
                   + base64.encodebytes(b"\x30\x82" + bytes_(60000)).decode()
                   + "-----END CERTIFICATE-----\n")
        repo.write("p.lock", "".join(f"sha512-{b64(bytes_(64))}\n" for _ in range(20000)))
        run = repo.run("--no-history")
        self.assert_status(run, 0)
        self.assertEqual(run.notices, [])

    def test_hostile_encodings_cost_as_much_as_their_length(self):
        deep = "hi there, dear reader of this"
        for _ in range(30):
            deep = b64(deep)
        texts = {
            "deep": deep, "bomb": b64(gz(b"a" * (100 * MIB))),
            "text": b64(b"hello world, this is text " * 160000),
            "percent": "%61" * MIB, "u": "\\u0061" * MIB,
            "backslash": "\\x61\\" + "\\" * (4 * MIB), "amp": "&#101;" + "&" * (4 * MIB),
            "quads": ("SGVsbG8sIHRoaXMgaXMgYSB0ZXh0" + "+++") * 100000,
        }
        for name, text in texts.items():
            repo = self.repo(name)
            repo.write("x.txt", text)
            run = repo.run("--no-history")
            self.assertLess(run.memory, 600 * MIB, name)
            self.assertEqual(run.findings, [], name)


class Packed(Case):
    def test_archives_are_known_by_their_first_bytes(self):
        repo = self.repo()
        for name, content in PACKED.items():
            repo.write(name, content)
        run = repo.run("--no-history")
        self.assertEqual(run.paths(), sorted(f"{name}!/in/app.py" for name in PACKED),
                         run.told())

    def test_one_compressed_file_is_named_after_its_archive(self):
        repo = self.repo()
        repo.write("dump.sql.gz", gz(SECRET))
        repo.write("dump.sql.bz2", bz2.compress(SECRET))
        repo.write("dump.sql.xz", lzma.compress(SECRET))
        run = repo.run("--no-history")
        self.assertEqual(run.paths(), [f"dump.sql.{end}!/dump.sql"
                                       for end in ("bz2", "gz", "xz")], run.told())

    def test_kinds_and_names_are_those_of_the_member(self):
        repo = self.repo()
        repo.write("a.zip", zipped({"../../x/./é.py": SECRET, "/abs.py": line(1)}))
        run = repo.run("--no-history")
        self.assertEqual(run.paths(), ["a.zip!/abs.py", "a.zip!/x/é.py"], run.told())

    def test_history_names_the_path_of_the_archive(self):
        repo = self.repo()
        repo.commit_file("lib/a.jar", zipped({"in.py": SECRET}), "first")
        repo.git("rm", "-q", "lib/a.jar")
        repo.commit_file("b.txt", "x\n", "second")
        run = repo.run()
        self.assertEqual(run.paths(), ["lib/a.jar!/in.py"], run.told())
        self.assertEqual(run.findings[0]["place"]["origin"], "history")

    def test_members_that_come_again_in_a_history_are_judged_as_if_read_again(self):
        same = {"manual.txt": "text\n" * 40, "icon.bin": b"\0\1" * 40,
                "more.zip": zipped({"image.bin": b"\0\2" * 40, "readme": "more\n"})}
        harmless = b"#" * len(SECRET)
        versions = [harmless, SECRET, harmless, SECRET, line(1).encode()]
        counts = []
        for number in (1, len(versions)):
            repo = self.repo(f"versions{number}")
            for turn, version in enumerate(versions[:number]):
                repo.commit_file("a.zip", zipped({**same, "in.py": version, "turn": str(turn)}),
                                 f"turn {turn}")
            run = repo.run("-j1", "--no-cache")
            counts.append(run.summary["binaries"])
        first = repo.git("log", "--format=%H", "--reverse").split()
        self.assertEqual(sorted(each["place"]["commit"] for each in run.findings),
                         sorted([first[1], first[4]]), run.told())
        self.assertEqual(counts, [2 * (1 + number) for number in (1, len(versions))])

    def test_an_archive_that_comes_again_takes_as_much_of_what_may_be_unpacked(self):
        inner = zipped({"a": b"word \n" * (10 * MIB // 6)})
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for _ in range(3):
                info = tarfile.TarInfo("inner.zip")
                info.size = len(inner)
                archive.addfile(info, io.BytesIO(inner))
        repo = self.repo()
        repo.commit_file("a.tar", out.getvalue(), "first")
        repo.git("rm", "-q", "a.tar")
        repo.commit_file("b.txt", "x\n", "second")
        run = repo.run("-j1", "--no-cache")
        self.assertIn("unpacks to more than", str(run.notices), run.told())

    def test_staged_archives_are_opened(self):
        repo = self.repo()
        repo.write("a.zip", zipped({"in.py": SECRET}))
        repo.git("add", "a.zip")
        self.assertEqual(repo.run("--staged").paths(), ["a.zip!/in.py"])

    def test_the_ignore_line_of_an_archive_protects_its_members(self):
        repo = self.repo()
        repo.write("a.zip", zipped({"in.py": SECRET}))
        repo.write(".gitignore", "*.zip\n")
        found = repo.run("--no-history").at("a.zip!/in.py")
        self.assertEqual(found[0]["level"], "note")

    def test_a_member_is_no_path_of_the_tree(self):
        repo = self.repo()
        repo.write("a.zip", zipped({".env": "DEBUG=1\nTOKEN=\n", ".gitignore": "!.env\n"}))
        repo.commit_file("b.txt", "x\n", "first")
        run = repo.run()
        self.assertEqual(run.findings, [], run.told())

    def test_no_archives_leaves_them_closed(self):
        repo = self.repo()
        repo.write("a.zip", zipped({"in.py": SECRET}))
        repo.write("b.txt", "x\n")
        self.assert_status(repo.run("--no-archives", "--no-history"), 0)

    def test_archives_in_archives_down_to_the_fourth(self):
        for depth, status in ((4, 1), (5, 3)):
            content = {"in.py": SECRET}
            for _ in range(depth - 1):
                content = {"n.zip": zipped(content)}
            repo = self.repo(f"deep{depth}")
            repo.write("n.zip", zipped(content))
            run = repo.run("--no-history")
            self.assert_status(run, status)
            if status == 3:
                self.assert_noticed(run, "n.zip", "nested too deep")


class Damaged(Case):
    def assert_incomplete(self, content, *words):
        repo = self.repo(f"repo{len(list(self.folder.iterdir()))}")
        repo.write("a.bin", content)
        run = repo.run("--no-history")
        self.assert_status(run, 3)
        self.assert_noticed(run, "a.bin", *words)
        return run

    def test_a_truncated_archive_is_named(self):
        self.assert_incomplete(zipped({"in.py": SECRET * 50})[:-40], "not scanned")
        self.assert_incomplete(gz(random.Random(2).randbytes(9000))[:500], "not scanned")
        self.assert_incomplete(tarred({"a": b"x" * 4000})[:2000], "not scanned")

    def test_what_stands_before_the_damage_is_found(self):
        repo = self.repo()
        repo.write("a.tar", tarred({"in.py": SECRET, "b": b"x" * 9000})[:4000])
        run = repo.run("--no-history")
        self.assert_status(run, 1)
        self.assert_found(run, "a.tar!/in.py")
        self.assert_noticed(run, "a.tar", "not scanned")

    def test_bombs_are_stopped_by_their_ratio(self):
        self.assert_incomplete(gz(b"a b\n" * (60 * MIB)), "200 times")
        self.assert_incomplete(tarred({"z": b"\0" * (200 * MIB)}, "w:bz2"), "200 times")
        self.assert_incomplete(
            zipped({f"{i}.txt": b"hello wor\n" * MIB for i in range(20)}), "200 times")

    def test_too_many_members_are_not_all_read(self):
        self.assert_incomplete(tarred({f"{i}": b"" for i in range(100100)}, "w:gz"),
                               "too many members")

    def test_any_bytes_behind_a_magic_are_survived(self):
        seed = random.Random(3)
        whole = [zipped({"in.py": SECRET, "b": b"x" * 500}), tarred({"a": SECRET}, "w:gz"),
                 tarred({"a": SECRET}, "w:xz"), tarred({"a": SECRET})]
        repo = self.repo()
        for number in range(200):
            content = bytearray(whole[number % len(whole)])
            for _ in range(seed.randrange(1, 8)):
                content[seed.randrange(len(content))] = seed.randrange(256)
            repo.write(f"{number}.bin", bytes(content))
        run = repo.run("--no-history")
        self.assertIn(run.status, (1, 3))
        self.assertLess(run.work, 60)


if __name__ == "__main__":
    main()

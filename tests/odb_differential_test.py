"""The object database reader against git, repository by repository.

usage: odb_differential_test.py ODB_PROBE

Each sound repository must give the very list of `git cat-file --batch-all-objects`,
on one thread and on three, by walk and by random access. In each damaged one the
objects that cannot be read must be named, and only those.
"""
import hashlib
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from pack_kit import entry, number

PROBE = None
MAX_SIZE = 256 << 20


def environment(home):
    keep = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = {"NAME": "A", "EMAIL": "a@example.com", "DATE": "1700000000 +0000"}
    names = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER")
             for k, v in who.items()}
    return {**keep, **names, "HOME": str(home), "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


class Repository:
    def __init__(self, root, name, oid_format="sha1"):
        self.path = Path(root) / name
        self.env = environment(root)
        self.oid_len = 20 if oid_format == "sha1" else 32
        subprocess.run(["git", "init", "-q", f"--object-format={oid_format}",
                        str(self.path)], env=self.env, check=True)
        self.git("config", "gc.auto", "0")
        self.objects = self.path / ".git/objects"

    def git(self, *args, data=b""):
        return subprocess.run(["git", "-C", str(self.path), *args], env=self.env,
                              input=data, check=True, capture_output=True).stdout

    def commit(self, files, message="m"):
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def blob(self, content):
        return self.git("hash-object", "-w", "--stdin", data=content).decode().strip()

    def expected(self):
        """{id: (type, size, crc)} by git."""
        out = self.git("cat-file", "--batch-all-objects", "--batch", "--buffer")
        found, at = {}, 0
        while at < len(out):
            end = out.index(b"\n", at)
            name, kind, size = out[at:end].decode().split()
            body = out[end + 1:end + 1 + int(size)]
            found[name] = (kind, int(size), f"{zlib.crc32(body):08x}")
            at = end + 2 + int(size)
        return found

    def packs(self):
        return sorted((self.objects / "pack").glob("*.pack"))

    def verify(self):
        """{id: (offset, size in pack, depth, base)} of the only pack."""
        index = self.packs()[0].with_suffix(".idx")
        found = {}
        for line in self.git("verify-pack", "-v", str(index)).decode().splitlines():
            words = line.split()
            if len(words) >= 5 and len(words[0]) == 2 * self.oid_len:
                delta = words[5:] + ["0", None]
                found[words[0]] = (int(words[4]), int(words[3]), int(delta[0]),
                                   delta[1])
        return found

    def overwrite(self, path, content):
        path.chmod(0o644)
        path.write_bytes(content)


def parse(text):
    found, lost, repeated = {}, {}, []
    for line in text.splitlines():
        if line.startswith("lost "):
            name, why = line.split(" ", 2)[1:]
            lost.setdefault(name, []).append(why)
        else:
            name, kind, size, crc = line.split()
            if name in found:
                repeated.append(name)
            found[name] = (kind, int(size), crc)
    assert not repeated, f"delivered twice: {repeated}"
    return found, lost


def probe(*args, data=""):
    ran = subprocess.run([PROBE, *map(str, args)], input=data, text=True,
                         capture_output=True, timeout=900)
    assert ran.returncode == 0, f"{args}: exit {ran.returncode}\n{ran.stderr[-4000:]}"
    assert "/tmp" not in ran.stdout, ran.stdout
    return parse(ran.stdout)


def walk(repo, threads=1, types=30, max_size=MAX_SIZE):
    return probe("walk", repo.objects, threads, repo.oid_len, types, max_size)


def read(repo, ids):
    return probe("read", repo.objects, repo.oid_len, data="\n".join(ids) + "\n")


def write_pack(repo, entries, count=None):
    """entries: [(id, bytes of the entry)]; the ids need not be true."""
    body = b"PACK" + struct.pack(">II", 2, len(entries) if count is None else count)
    places = []
    for name, packed in entries:
        places.append((bytes.fromhex(name), len(body)))
        body += packed
    body += hashlib.sha1(body).digest()
    places.sort()
    index = b"\xfftOc" + struct.pack(">I", 2)
    for byte in range(256):
        index += struct.pack(">I", sum(1 for raw, _ in places if raw[0] <= byte))
    index += b"".join(raw for raw, _ in places) + b"\0\0\0\0" * len(places)
    index += b"".join(struct.pack(">I", offset) for _, offset in places)
    index += body[-20:]
    index += hashlib.sha1(index).digest()
    stem = repo.objects / "pack" / f"pack-{body[-20:].hex()}"
    stem.with_suffix(".pack").write_bytes(body)
    stem.with_suffix(".idx").write_bytes(index)


def versions(count, seed=1):
    """A file that changes a little each time."""
    rng = random.Random(seed)
    lines = [f"line {i} {rng.getrandbits(64):x}\n" for i in range(60)]
    for i in range(count):
        lines[rng.randrange(len(lines))] = f"change {i} {rng.getrandbits(64):x}\n"
        yield "".join(lines).encode()


def history(repo, count=12):
    for i, content in enumerate(versions(count)):
        repo.commit({"a.txt": content, f"dir/{i % 3}/b.txt": content[:500],
                     "empty": b""}, f"commit {i}")
    repo.git("tag", "-a", "-m", "a tag", "v1")


class OdbTest(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="odb.")
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)

    def repository(self, oid_format="sha1"):
        return Repository(self.root, f"r{len(os.listdir(self.root))}", oid_format)

    def packed(self, *options, count=12):
        repo = self.repository()
        history(repo, count)
        repo.git(*options, "repack", "-adfq")
        return repo

    def check(self, repo, expected=None):
        expected = repo.expected() if expected is None else expected
        self.assertGreater(len(expected), 0)
        for threads in (1, 3):
            self.assertEqual(walk(repo, threads), (expected, {}))
        self.assertEqual(read(repo, expected), (expected, {}))

    def check_lost(self, repo, before, gone, whole=0):
        """Exactly the ids in gone are named, and `whole` packs or directories."""
        for threads in (1, 3):
            found, lost = walk(repo, threads)
            self.assertEqual(len(lost.pop("-", [])), whole)
            self.assertEqual(set(lost), set(gone))
            self.assertEqual(found, {k: v for k, v in before.items() if k not in gone})
        found, lost = read(repo, before)
        self.assertEqual(set(lost), set(gone))


class Sound(OdbTest):
    def test_loose_objects(self):
        repo = self.repository()
        history(repo)
        rng = random.Random(2)
        repo.commit({f"many/{i}": str(i).encode() for i in range(800)})
        for size in (1, 4090, 4096, 70000):
            repo.blob(rng.randbytes(size))
            repo.git("-c", "core.compression=0", "hash-object", "-w", "--stdin",
                     data=rng.randbytes(size))
        self.check(repo)

    def test_a_large_blob_loose_and_packed(self):
        repo = self.repository()
        repo.commit({"big": random.Random(3).randbytes(10 << 20) + bytes(10 << 20)})
        self.check(repo)
        repo.git("-c", "core.bigFileThreshold=1m", "repack", "-adq")
        self.check(repo)

    def test_one_pack_and_a_big_tree(self):
        repo = self.repository()
        history(repo)
        repo.commit({f"many/{i}": str(i).encode() for i in range(2000)})
        repo.commit({"many/7": b"changed"})
        repo.git("repack", "-adfq")
        self.check(repo)

    def test_a_chain_of_4095_deltas(self):
        repo = self.repository()
        stream = b"".join(b"blob\ndata %d\n%s\n" % (len(v), v)
                          for v in versions(4200))
        repo.git("-c", "core.compression=1", "-c", "fastimport.unpackLimit=0",
                 "fast-import", "--quiet", "--depth=4095", data=stream)
        self.assertEqual(max(v[2] for v in repo.verify().values()), 4095)
        self.assertEqual(walk(repo, 2), (repo.expected(), {}))
        deepest = [k for k, v in repo.verify().items() if v[2] > 4090]
        self.assertEqual(set(read(repo, deepest)[0]), set(deepest))

    def test_ref_deltas(self):
        repo = self.packed("-c", "repack.useDeltaBaseOffset=false")
        self.assertTrue(any(v[2] for v in repo.verify().values()))
        self.check(repo)

    def test_index_version_1_and_wide_offsets(self):
        for version in ("1", "2,0x100"):
            repo = self.packed()
            expected = repo.expected()
            pack = repo.packs()[0]
            pack.with_suffix(".idx").unlink()
            repo.git("index-pack", f"--index-version={version}", str(pack))
            self.check(repo, expected)

    def test_sha256(self):
        repo = self.repository("sha256")
        history(repo)
        self.check(repo)
        repo.git("repack", "-adfq")
        self.check(repo)
        repo.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
        self.check(repo)

    def test_several_packs_that_overlap_and_a_multi_pack_index(self):
        repo = self.repository()
        history(repo, 4)
        repo.git("repack", "-q")  # the loose objects stay: duplicates
        for i in range(3):
            repo.commit({"a.txt": f"later {i}".encode()})
            repo.git("repack", "-dq")
        repo.git("pack-objects", "--all", "-q", str(repo.objects / "pack/pack"))
        repo.commit({"a.txt": b"loose"})
        repo.git("multi-pack-index", "write")
        self.assertGreaterEqual(len(repo.packs()), 5)
        self.check(repo)

    def test_cruft_pack(self):
        repo = self.packed()
        repo.blob(b"nobody points here")
        repo.git("repack", "--cruft", "-dq")
        self.assertEqual(len(repo.packs()), 2)
        self.check(repo)

    def test_zero_objects_in_a_pack(self):
        repo = self.repository()
        repo.git("pack-objects", "-q", str(repo.objects / "pack/pack"))
        self.assertEqual(len(repo.packs()), 1)
        self.assertEqual(walk(repo), ({}, {}))
        repo.commit({"a": b"a"})
        self.check(repo)

    def test_alternates_relative_absolute_quoted_and_in_a_circle(self):
        first, second, third = (self.repository() for _ in range(3))
        for i, repo in enumerate((first, second, third)):
            repo.commit({"a": b"%d" % i, "same": b"same"})
        second.git("repack", "-adq")
        (first.objects / "info/alternates").write_text(
            f"# a comment\n\n../../../{second.path.name}/.git/objects\n")
        (second.objects / "info/alternates").write_text(f'"{third.objects}"\n')
        (third.objects / "info/alternates").write_text(f"{first.objects}\n")
        expected = first.expected()
        self.assertIn(third.blob(b"2"), expected)
        self.check(first, expected)

    def test_types_and_limits(self):
        repo = self.packed()
        expected = repo.expected()
        for bit, kind in enumerate(("commit", "tree", "blob", "tag"), 1):
            of_kind = {k: v for k, v in expected.items() if v[0] == kind}
            self.assertEqual(walk(repo, 2, 1 << bit), (of_kind, {}))
        for limit in (0, 300, 1000):
            found, lost = walk(repo, 2, 30, limit)
            small = {k: v for k, v in expected.items() if v[1] <= limit}
            self.assertEqual(found, small)
            self.assertEqual(set(lost), set(expected) - set(small))


class Damaged(OdbTest):
    def test_truncated_pack(self):
        repo = self.packed()
        before, places = repo.expected(), repo.verify()
        pack = repo.packs()[0]
        content = pack.read_bytes()
        for part in (0.9, 0.5, 0.1):
            cut = int(len(content) * part)
            gone = {k for k, v in places.items() if v[0] + v[1] > cut}
            for _ in places:  # bases stand before their deltas, but not in the dict
                gone |= {k for k, v in places.items() if v[3] in gone}
            repo.overwrite(pack, content[:cut])
            self.check_lost(repo, before, gone, whole=1)
        repo.overwrite(pack, content[:8])
        self.assertEqual(list(walk(repo)[1]), ["-"])

    def descendants(self, places, name):
        gone = {name}
        for _ in places:
            gone |= {k for k, v in places.items() if v[3] in gone}
        return gone

    def test_flipped_byte(self):
        repo = self.packed(count=20)
        before, places = repo.expected(), repo.verify()
        pack = repo.packs()[0]
        content = pack.read_bytes()
        bases = {v[3] for v in places.values() if v[3]}
        deltas = [k for k, v in places.items() if v[3]]
        for name in sorted(bases)[:4] + sorted(deltas)[:2]:
            offset, size = places[name][:2]
            at = offset + size - 2  # in the Adler-32 of the stream
            repo.overwrite(pack, content[:at] + bytes([content[at] ^ 0x10]) +
                           content[at + 1:])
            self.check_lost(repo, before, self.descendants(places, name))
            found, lost = walk(repo)
            self.assertIn("corrupt data in pack-", lost[name][0])

    def test_a_second_copy_saves_a_damaged_object(self):
        """A later pack of the same objects, then loose files."""
        repo, other = self.packed(), self.repository()
        before, places = repo.expected(), repo.verify()
        pack = repo.packs()[0]
        sound = pack.read_bytes()
        broken = bytearray(sound)
        for offset, size, _, _ in places.values():
            broken[offset + size - 2] ^= 1
        repo.overwrite(pack, bytes(broken))
        self.check_lost(repo, before, set(before))
        copy = pack.with_name(f"pack-{'f' * 40}.pack")
        copy.write_bytes(sound)
        shutil.copy(pack.with_suffix(".idx"), copy.with_suffix(".idx"))
        self.check(repo, before)
        copy.unlink()
        copy.with_suffix(".idx").unlink()
        other.git("unpack-objects", "-q", data=sound)
        shutil.copytree(other.objects, repo.objects, dirs_exist_ok=True)
        self.check(repo, before)

    def test_loose_files_missing_empty_corrupt_or_with_garbage(self):
        repo = self.repository()
        history(repo)
        before = repo.expected()
        names = sorted(before)
        damage = {"missing": None, "empty": b"", "corrupt": b"x\x9cabcdefgh" * 9,
                  "garbage": repo, "size": zlib.compress(b"blob 99\0abc"),
                  "huge": zlib.compress(b"blob 99999999999\0abc"),
                  "type": zlib.compress(b"blub 3\0abc"),
                  "sign": zlib.compress(b"blob -3\0abc"),
                  "short": zlib.compress(b"blob")}
        gone = dict(zip(names, damage))
        for name, how in gone.items():
            path = repo.objects / name[:2] / name[2:]
            content = damage[how]
            if content is None:
                path.unlink()
            else:
                repo.overwrite(path, path.read_bytes() + b"!" if content is repo
                               else content)
        there = {k: v for k, v in before.items() if gone.get(k) != "missing"}
        for threads in (1, 3):
            found, lost = walk(repo, threads)
            self.assertEqual(set(lost), set(gone) & set(there))
            self.assertEqual(found, {k: v for k, v in there.items() if k not in gone})
        found, lost = read(repo, before)
        self.assertEqual(set(lost), set(gone))
        self.assertIn("not in the repository", lost[names[0]][0])

    def test_garbage_index(self):
        repo = self.packed()
        index = repo.packs()[0].with_suffix(".idx")
        content = index.read_bytes()
        repo.commit({"a.txt": b"loose"})
        loose = {k: v for k, v in repo.expected().items()
                 if (repo.objects / k[:2] / k[2:]).exists()}
        falling = content[:8] + b"\xff" * 4 + content[12:]
        for bad in (b"", b"garbage" * 500, content[:-60], content + b"1234567", falling,
                    b"\xfftOc\0\0\0\3" + content[8:], content[:1000]):
            repo.overwrite(index, bad)
            found, lost = walk(repo)
            self.assertEqual(found, loose)
            self.assertEqual(list(lost), ["-"])

    def test_index_with_wrong_offsets(self):
        repo = self.packed("-c", "repack.useDeltaBaseOffset=false")
        before, places = repo.expected(), repo.verify()
        index = repo.packs()[0].with_suffix(".idx")
        content = index.read_bytes()
        count = len(places)
        table = 8 + 1024 + count * 24
        rank = sorted(places).index
        leaf = next(k for k, v in places.items() if v[3]
                    and k not in {w[3] for w in places.values()})
        for wrong in (0, places[leaf][0] + places[leaf][1] - 5, 0x7fffffff, 0x80000000,
                      0xffffffff):
            at = table + 4 * rank(leaf)
            repo.overwrite(index, content[:at] + struct.pack(">I", wrong) +
                           content[at + 4:])
            self.check_lost(repo, before, {leaf})

    def test_count_that_differs_from_the_index(self):
        repo = self.packed()
        before = repo.expected()
        pack = repo.packs()[0]
        content = pack.read_bytes()
        repo.overwrite(pack, content[:8] + struct.pack(">I", 3) + content[12:])
        self.check_lost(repo, before, set(), whole=1)

    def test_pack_without_index_and_index_without_pack(self):
        repo = self.packed()
        pack = repo.packs()[0]
        index = pack.with_suffix(".idx")
        index.rename(index.with_suffix(".old"))
        self.assertEqual(walk(repo), ({}, {"-": [f"{pack.name} has no index"]}))
        half = pack.rename(pack.with_name(f".tmp-1-{pack.name}"))
        self.assertEqual(walk(repo), ({}, {}), "git is still at it, or was killed")
        half.rename(pack)
        index.with_suffix(".old").rename(index)
        pack.unlink()
        found, lost = walk(repo)
        self.assertEqual((found, len(lost["-"])), ({}, 1))
        self.assertIn(pack.name, lost["-"][0])

    def test_missing_alternate(self):
        repo = self.repository()
        repo.commit({"a": b"a"})
        before = repo.expected()
        (repo.objects / "info/alternates").write_text("/nowhere/at/all\n")
        found, lost = walk(repo)
        self.assertEqual((found, len(lost.pop("-")), lost), (before, 1, {}))

    def test_delta_bomb(self):
        repo = self.repository()
        names = [f"{i:040x}" for i in range(1, 4)]
        def delta(base, result, copy, times):
            return zlib.compress(number(base) + number(result) + copy * times, 9)
        first = delta(1 << 16, 1 << 24, b"\x80", 256)
        second = delta(1 << 24, 1 << 30, b"\xf0\xff\xff\xff", 64)
        base = entry(3, 1 << 16, zlib.compress(bytes(1 << 16), 9))
        ref = bytes.fromhex
        write_pack(repo, [(names[0], base),
                          (names[1], entry(7, 256 + 7, ref(names[0]) + first)),
                          (names[2], entry(7, 256 + 9, ref(names[1]) + second))])
        found, lost = walk(repo)
        self.assertEqual(set(found), set(names[:2]))
        self.assertIn("larger than 256 MiB", lost[names[2]][0])
        self.assertEqual(set(read(repo, names)[1]), {names[2]})

    def test_sizes_no_stream_can_have_and_odd_entries(self):
        repo = self.repository()
        good = zlib.compress(b"good")
        ref = bytes.fromhex("f" * 40)
        bad = [entry(3, 1 << 40, good), entry(0, 4, good), entry(5, 4, good),
               entry(6, 4, b"\x00" + good), entry(6, 4, b"\xff" * 12 + good),
               entry(6, 4, b"\x7f" + good), entry(7, 4, ref + good),
               b"\xbf" + b"\xff" * 12, entry(3, 5, good), entry(3, 3, good)]
        entries = [(f"{i:040x}", packed) for i, packed in enumerate(bad, 1)]
        entries.append(("e" * 40, entry(3, 4, good)))
        write_pack(repo, entries)
        found, lost = walk(repo)
        self.assertEqual(set(found), {"e" * 40})
        self.assertEqual(set(lost), {name for name, _ in entries[:-1]})
        self.assertEqual(set(read(repo, dict(entries))[0]), {"e" * 40})

    def test_cycle_of_ref_deltas(self):
        repo = self.repository()
        names = [f"{i:040x}" for i in range(1, 5)]
        nothing = zlib.compress(number(3) + number(3) + b"\x90\x03")
        ring = [(name, entry(7, 4, bytes.fromhex(base) + nothing)) for name, base in
                zip(names, (names[1], names[0], names[0], names[3]))]
        write_pack(repo, ring)
        found, lost = walk(repo, 2)
        self.assertEqual((found, set(lost)), ({}, set(names)))
        self.assertEqual(set(read(repo, names)[1]), set(names))

    def test_no_flipped_byte_or_cut_crashes(self):
        repo = self.packed(count=5)
        pack = repo.packs()[0]
        index = pack.with_suffix(".idx")
        rng = random.Random(4)
        for path in (pack, index):
            content = path.read_bytes()
            for round_ in range(60):
                bad = bytearray(content)
                for _ in range(rng.choice((1, 3, 20))):
                    bad[rng.randrange(len(bad))] = rng.choice((0, 255,
                                                              rng.randrange(256)))
                if round_ % 4 == 0:
                    del bad[rng.randrange(len(bad)):]
                repo.overwrite(path, bytes(bad))
                found, lost = walk(repo, 2)
                self.assertLessEqual(len(found), 1000)
            repo.overwrite(path, content)


if __name__ == "__main__":
    PROBE = sys.argv.pop(1)
    unittest.main()

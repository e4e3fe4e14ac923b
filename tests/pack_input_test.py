"""Every way in which git stores objects is read, every damage is told object by object,
and no scan that missed something passes for a clean one."""

import hashlib
import json
import os
import random
import re
import shutil
import struct
import threading
import zlib

import pack_kit
from pack_kit import BLOB, COMMIT, REF_DELTA, TREE, Pack, delta, entry, number
from repo_kit import FIRST_DATE, MIB, Case, Repo, line, main, token

ASAN_OPTIONS = os.environ.get("ASAN_OPTIONS", "")
SMALL_QUARANTINE = {"ASAN_OPTIONS": ASAN_OPTIONS + ":quarantine_size_mb=16"}
# libgit2 leaks through PCRE2 where it meets an extension; only a whole stack tells that
# from a leak of ours.
WHOLE_STACKS = {"ASAN_OPTIONS": ASAN_OPTIONS + ":fast_unwind_on_malloc=0"}


def versions(count, number=0, lines=40):
    """A file that changes a little each time; one line of it holds the token."""
    dice = random.Random(number)
    rows = [f"row {i} {dice.getrandbits(64):x}\n" for i in range(lines)]
    rows[lines // 2] = line(number)
    for turn in range(count):
        place = dice.choice([i for i in range(lines) if i != lines // 2])
        rows[place] = f"turn {turn} {dice.getrandbits(64):x}\n"
        yield "".join(rows)


class Stored(Case):
    """A repository whose objects get stored in some way, and what a scan says of it."""

    def small(self, *init, count=6):
        """Some commits: two files that hold tokens 0 and 1, one that did hold 2."""
        repo = self.repo("repo", *init)
        for turn, (one, two) in enumerate(zip(versions(count), versions(count, 1))):
            repo.write("one.py", one)
            repo.write("dir/two.py", two)
            repo.write(".env", f"A={turn}\nB={token(2)}\n" if turn < 3 else f"A={turn}\n")
            repo.write(f"empty{turn % 2}")
            repo.commit(f"change {turn}")
        repo.git("tag", "-a", "-m", f"a tag\n\n{line(3)}", "v1")
        return repo

    def findings(self, repo, *args, **options):
        """The run, and what it found: one line for each finding."""
        run = repo.run(*args, **{"env": WHOLE_STACKS, **options})
        return run, [text for text in run.out.splitlines() if b'"type":"finding"' in text]

    def assert_same(self, repo, expected, *args):
        """The same findings, and a scan that says it is whole."""
        run, found = self.findings(repo, *args)
        self.assert_status(run, 1)
        self.assertEqual(found, expected, run.told())
        self.assertEqual([each for each in run.notices if each["incomplete"]], [],
                         run.told())
        self.assertTrue(run.summary["complete"], run.told())
        return run

    def packs(self, repo):
        return sorted((repo.path / ".git/objects/pack").glob("*.pack"))

    def bare(self, name="repo"):
        """An empty bare repository to put packs into."""
        return self.repo(name, bare=True)

    def objects(self, repo):
        return repo.path / ("objects" if (repo.path / "objects").is_dir()
                            else ".git/objects")


class Storage(Stored):
    """However git stores the objects, the findings are those of loose files."""

    def setUp(self):
        super().setUp()
        self.stored = self.small()
        _, self.expected = self.findings(self.stored)
        self.assertGreaterEqual(len(self.expected), 4)

    def assert_stored(self, *args):
        self.assert_same(self.stored, self.expected, *args)

    def test_one_pack(self):
        self.stored.git("repack", "-adfq")
        self.assert_stored()

    def test_ref_deltas(self):
        self.stored.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq")
        self.assert_stored()

    def test_several_packs_with_a_multi_pack_index(self):
        self.stored.git("repack", "-q")
        for turn in range(3):
            self.stored.commit_file("more.txt", f"{turn}\n")
            self.stored.git("repack", "-dq")
        self.assertGreaterEqual(len(self.packs(self.stored)), 4)
        _, expected = self.findings(self.stored)
        self.stored.git("multi-pack-index", "write")
        self.assert_same(self.stored, expected)
        self.stored.git("multi-pack-index", "repack")
        self.stored.git("multi-pack-index", "expire")
        self.assert_same(self.stored, expected)

    def test_a_multi_pack_index_of_garbage_is_not_read(self):
        self.stored.git("repack", "-adq")
        self.stored.write(".git/objects/pack/multi-pack-index", b"MIDX\1\1garbage" * 40)
        self.assert_stored()

    def test_bitmaps_reverse_indexes_and_kept_packs(self):
        self.stored.git("-c", "pack.writeReverseIndex=true", "repack", "-adbq")
        pack = self.packs(self.stored)[0]
        for ending in (".bitmap", ".rev"):
            self.assertTrue(pack.with_suffix(ending).exists(), ending)
        pack.with_suffix(".keep").write_text("kept\n")
        pack.with_suffix(".promisor").write_text("")
        pack.with_suffix(".mtimes").write_bytes(b"MTME")
        self.assert_stored()
        pack.with_suffix(".rev").write_bytes(b"garbage")
        pack.with_suffix(".bitmap").write_bytes(b"garbage")
        self.assert_stored()

    def test_indexes_of_version_1_and_with_wide_offsets(self):
        self.stored.git("repack", "-adfq")
        pack = self.packs(self.stored)[0]
        for version in ("1", "2,0x40"):
            pack.with_suffix(".idx").unlink()
            self.stored.git("index-pack", f"--index-version={version}", pack)
            self.assert_stored()

    def test_a_pack_that_holds_each_object_twice(self):
        """Git writes none. Which of the two is found by an id makes no difference."""
        kinds = {name: kind for kind, name in pack_kit.NAMES.items()}
        twice, places = Pack(), []
        for loose in sorted(self.objects(self.stored).glob("??/*")):
            head, content = zlib.decompress(loose.read_bytes()).split(b"\0", 1)
            for _ in range(2):
                places.append((loose.parent.name + loose.name, len(twice.body)))
                twice.body += pack_kit.whole(kinds[head.split()[0]], content)
            loose.unlink()
        path = twice.write(self.objects(self.stored))
        data = twice.bytes(len(places))
        path.write_bytes(data)
        path.with_suffix(".idx").write_bytes(pack_kit.pack_index(places, data[-20:]))
        self.assert_stored()

    def test_a_pack_of_version_3(self):
        self.stored.git("repack", "-adfq")
        pack = self.packs(self.stored)[0]
        content = bytearray(pack.read_bytes())
        content[7] = 3
        content[-20:] = hashlib.sha1(content[:-20]).digest()
        pack.chmod(0o644)
        pack.write_bytes(content)
        pack.with_suffix(".idx").unlink()
        self.stored.git("index-pack", pack)
        self.assert_stored()

    def test_large_blobs_that_git_streams(self):
        self.stored.commit_file("big.bin", random.Random(4).randbytes(3 * MIB) +
                                line(4).encode() + bytes(MIB))
        self.stored.commit_file("big.txt", "filler\n" * MIB + line(5))
        _, expected = self.findings(self.stored)
        self.stored.git("-c", "core.bigFileThreshold=1m", "repack", "-adfq")
        self.assert_same(self.stored, expected)

    def test_objects_of_an_alternate_that_is_relative_or_one_of_two(self):
        below = self.repo("below")
        below.commit_file("below.py", line(6))
        below.git("repack", "-adq")
        _, other = self.findings(below)
        alternates = self.stored.path / ".git/objects/info/alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_text("../../../below/.git/objects\n../../../below/.git/objects\n")
        (below.path / ".git/objects/info/alternates").write_text(
            "../../../repo/.git/objects\n")
        run, found = self.findings(self.stored)
        self.assertEqual(run.notices, [], run.told())
        self.assertEqual(len(found), len(self.expected) + len(other), run.told())

    def test_a_bundle_that_was_fetched(self):
        bundle = self.folder / "all.bundle"
        self.stored.git("bundle", "create", "-q", bundle, "--all")
        clone = self.folder / "clone"
        self.stored.git("clone", "-q", bundle, clone)
        run, found = self.findings(Repo(self, clone, make=False))
        self.assertEqual(len(found), len(self.expected), run.told())


class Unreachable(Stored):
    def test_a_cruft_pack(self):
        repo = self.small()
        oid = repo.git("hash-object", "-w", "--stdin", data=line(7).encode())
        repo.git("repack", "--cruft", "-dq")
        self.assertTrue(list((repo.path / ".git/objects/pack").glob("*.mtimes")))
        run = repo.run()
        lost = [each for each in run.findings if each["place"]["blob"] == oid]
        self.assertEqual(len(lost), 1, run.told())
        self.assertTrue(lost[0]["place"]["unreachable"])

    def test_replace_refs_and_grafts_change_nothing(self):
        repo = self.small()
        run, expected = self.findings(repo)
        commits = repo.git("rev-list", "HEAD").split()
        blob = repo.git("rev-parse", "HEAD:one.py")
        other = repo.git("hash-object", "-w", "--stdin", data=b"nothing\n")
        repo.git("replace", blob, other)
        repo.git("replace", "--graft", commits[1])
        repo.write(".git/info/grafts", f"{commits[2]}\n")
        again, found = self.findings(repo)
        self.assertEqual(found, expected, again.told())

    def test_texts_that_are_no_files(self):
        repo = self.repo()
        repo.write("a", "a\n")
        repo.commit(f"a subject\n\n{line(1)}")
        repo.git("tag", "-a", "-m", line(2), "v1")
        repo.git("notes", "add", "-m", line(3))
        repo.git("repack", "-adq")
        run = repo.run()
        self.assert_status(run, 1)
        self.assertEqual(len(run.findings), 3, run.told())


class Deep(Stored):
    def test_a_chain_of_4095_deltas(self):
        repo = self.bare()
        stream = b"".join(b"blob\ndata %d\n%s\n" % (len(text), text.encode())
                          for text in versions(4100, lines=20))
        repo.git("-c", "core.compression=1", "-c", "fastimport.unpackLimit=0",
                 "fast-import", "--quiet", "--depth=4095", data=stream)
        run = repo.run()
        self.assert_status(run, 1)
        self.assertEqual(run.notices, [], run.told())
        self.assertEqual(run.summary["objects"], 4100)
        self.assertLess(run.memory, 512 * MIB)

    def test_as_deep_as_git_repacks(self):
        repo = self.bare()
        rows = [b"blob\nmark :1\ndata 0\n"]
        for turn, text in enumerate(versions(600, lines=20)):
            rows.append(b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\n"
                        b"data 1\nx\nM 100644 inline one.py\ndata %d\n%s\n"
                        % (FIRST_DATE + turn, len(text), text.encode()))
        repo.git("fast-import", "--quiet", data=b"".join(rows))
        run, expected = self.findings(repo)
        repo.git("-c", "pack.threads=1", "repack", "-adfq", "--depth=4095", "--window=20")
        self.assert_same(repo, expected)


class Sha256(Stored):
    """A repository with ids of 32 bytes is read as well as its twin with 20."""

    IDS = ("blob", "commit", "fingerprint", "line_hash", "commit_time")

    def told_without_ids(self, repo, *args):
        run = repo.run(*args, env=WHOLE_STACKS)
        found = []
        for each in run.findings:
            place = {key: value for key, value in each["place"].items()
                     if key not in self.IDS}
            shown = re.sub("[0-9a-f]{40,64}", "ID", str(place))
            found.append((each["rule"], each["level"], each["origins"], shown))
        return run, sorted(found)

    def assert_twins(self, one, two, *args):
        run, found = self.told_without_ids(one, *args)
        self.assertGreater(len(found), 0, run.told())
        again, wide = self.told_without_ids(two, *args)
        self.assertEqual(wide, found, again.told())
        self.assertEqual(again.status, run.status)
        self.assertEqual(len(again.notices), len(run.notices), again.told())
        for unit in ("objects", "messages", "files", "index_blobs"):
            self.assertEqual(again.summary[unit], run.summary[unit], unit)
        for each in again.findings:
            self.assertIn(len(each["place"]["blob"] or "0" * 64), (0, 64))

    def twin(self, name, *init):
        self.now = FIRST_DATE
        repo = self.small(*init)
        repo.path.rename(self.folder / name)
        repo.path = self.folder / name
        repo.git("checkout", "-q", "-b", "side", "HEAD~2")
        repo.commit_file("side.py", line(6), "side")
        repo.git("checkout", "-q", "main")
        repo.git("branch", "-q", "gone", "HEAD~3")
        return repo

    def twins(self):
        return self.twin("narrow"), self.twin("wide", "--object-format=sha256")

    def wide(self, repo, *args):
        return repo.run(*args, env=WHOLE_STACKS)

    def test_loose_packed_and_with_packed_refs(self):
        one, two = self.twins()
        self.assert_twins(one, two)
        for steps in (["repack", "-adfq"], ["pack-refs", "--all"],
                      ["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"]):
            for repo in (one, two):
                repo.git(*steps)
            self.assert_twins(one, two)

    def test_a_bare_clone(self):
        one, two = self.twins()
        clones = []
        for repo in (one, two):
            path = self.folder / f"{repo.path.name}.git"
            repo.git("clone", "-q", "--bare", "--no-local", repo.path, path)
            clones.append(Repo(self, path, make=False))
        self.assert_twins(*clones)

    def test_ranges(self):
        one, two = self.twins()
        for ends in ("HEAD~5..HEAD", "main~4..main^", "HEAD~1..side", "v1~5..v1",
                     "refs/heads/main~2..main"):
            with self.subTest(ends):
                self.assert_twins(one, two, "--range", ends)
        base, head = (two.git("rev-parse", name) for name in ("HEAD~5", "HEAD"))
        run = self.wide(two, "--range", f"{base}..{head}")
        self.assert_status(run, 1)
        self.assert_refused(self.wide(two, "--range", "none..HEAD"), "none")

    def test_what_is_staged(self):
        one, two = self.twins()
        for repo in (one, two):
            repo.write("new.py", line(8))
            repo.git("add", "new.py")
        self.assert_twins(one, two, "--staged")
        run = self.wide(two, "--staged")
        self.assertEqual(run.paths(), ["new.py"], run.told())

    def test_a_lost_commit_and_a_missing_object(self):
        _, two = self.twins()
        oid = two.git("rev-parse", "HEAD~2:one.py")
        two.object_file(oid).unlink()
        run = self.wide(two)
        self.assertEqual(run.status, 1)
        self.assert_noticed(run, oid, "missing")

    def test_nothing_is_unreachable_that_a_ref_leads_to(self):
        _, two = self.twins()
        two.git("pack-refs", "--all")
        two.git("worktree", "add", "-q", "--detach", self.folder / "tree", "HEAD~1")
        run = self.wide(two)
        self.assertEqual([each for each in run.findings if each["place"]["unreachable"]],
                         [], run.told())
        two.git("branch", "-q", "-D", "side")
        run = self.wide(two)
        self.assertEqual([each["place"]["path"] for each in run.findings
                          if each["place"]["unreachable"]], ["side.py"], run.told())


class Extensions(Stored):
    """What git writes into extensions.* of a configuration."""

    def with_extension(self, **settings):
        repo = self.small()
        expected = self.findings(repo)[1]
        repo.git("config", "core.repositoryFormatVersion", "1")
        for name, value in settings.items():
            repo.git("config", f"extensions.{name}", value)
        return repo, expected

    def test_those_that_change_nothing(self):
        repo, expected = self.with_extension(
            objectFormat="sha1", worktreeConfig="true", preciousObjects="true",
            noop="")
        self.assert_same(repo, expected)

    def test_the_configuration_of_one_worktree(self):
        repo, _ = self.with_extension(worktreeConfig="true")
        repo.git("config", "--worktree", "core.excludesFile", self.folder / "ignored")
        (self.folder / "ignored").write_text("/later.env\n")
        repo.write("later.env", f"A={token(9)}\n")
        run = repo.run("--no-history", env=WHOLE_STACKS)
        found = {each["rule"]: each["protection"] for each in run.at("later.env")}
        self.assertEqual(found.get("github-pat"), "ignored", run.told())

    def test_a_promisor(self):
        repo, expected = self.with_extension(partialClone="origin")
        self.assert_same(repo, expected)

    def test_one_that_nobody_knows(self):
        repo, _ = self.with_extension(spaceTravel="true")
        run = repo.run(env=WHOLE_STACKS)
        self.assert_refused(run)
        self.assertIn("spacetravel", run.message().lower())

    def test_an_object_format_that_nobody_knows(self):
        repo, _ = self.with_extension(objectFormat="sha3")
        self.assert_status(repo.run(env=WHOLE_STACKS), 2)

    def test_a_later_format(self):
        repo, _ = self.with_extension()
        repo.git("config", "core.repositoryFormatVersion", "9")
        self.assert_status(repo.run(env=WHOLE_STACKS), 2)


class Changing(Stored):
    """gc and repack while a scan is under way."""

    def test_repacking_all_the_time(self):
        repo = self.small(count=30)
        repo.git("repack", "-adq")
        _, expected = self.findings(repo)
        stop = threading.Event()
        worker = threading.Thread(target=self.gc, args=(repo, stop))
        worker.start()
        try:
            for _ in range(12):
                self.assert_same(repo, expected)
        finally:
            stop.set()
            worker.join()

    def gc(self, repo, stop):
        turns = (["gc", "-q", "--prune=now"], ["repack", "-adfq"], ["repack", "-Adq"],
                 ["prune-packed", "-q"])
        turn = 0
        while not stop.is_set():
            repo.git(*turns[turn % len(turns)], check=False)
            turn += 1



class Ladder(Stored):
    """Our own reader, then libgit2, then a notice and exit 3."""

    def old_form(self, repo, content):
        """A loose blob as git 1.4 could write it, with the header of a pack: git of
        today and our reader cannot read it, libgit2 can."""
        oid = pack_kit.object_id(BLOB, content)
        file = repo.object_file(oid)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(entry(BLOB, len(content), zlib.compress(content)))
        return oid

    def committed(self, repo, oid, name=b"old.py"):
        tree = repo.git("mktree", "--missing", data=b"100644 blob %s\t%s\n"
                        % (oid.encode(), name))
        commit = repo.git("commit-tree", tree, "-p", "HEAD", "-m", "old")
        repo.git("update-ref", "refs/heads/old", commit)
        return commit

    def test_what_only_libgit2_can_read(self):
        repo = self.repo()
        repo.commit_file("a", "a\n")
        oid = self.old_form(repo, line(1).encode())
        commit = self.committed(repo, oid)
        for args in ((), ("-j", "1"), ("--range", "main..old")):
            with self.subTest(args):
                run = repo.run(*args)
                self.assert_status(run, 1)
                self.assertEqual(run.notices, [], run.told())
                self.assertEqual(run.paths(), ["old.py"], run.told())
                place = run.findings[0]["place"]
                self.assertEqual((place["blob"], place["commit"]), (oid, commit))
        self.assertTrue(repo.run().summary["complete"])

    def test_a_tree_and_a_commit_that_only_libgit2_can_read(self):
        repo = self.repo()
        repo.commit_file("a", "a\n")
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("app.py", line(1), f"side\n\n{line(2)}")
        kinds = {repo.git("rev-parse", "HEAD"): COMMIT,
                 repo.git("rev-parse", "HEAD^{tree}"): TREE}
        repo.git("checkout", "-q", "main")
        for oid, kind in kinds.items():
            file = repo.object_file(oid)
            content = zlib.decompress(file.read_bytes()).split(b"\0", 1)[1]
            file.chmod(0o644)
            file.write_bytes(entry(kind, len(content), zlib.compress(content)))
        run = repo.run()
        self.assert_status(run, 1)
        self.assertEqual(len(run.findings), 2, run.told())
        self.assertEqual(run.notices, [], run.told())

    def test_what_nothing_can_read(self):
        repo = self.repo()
        repo.commit_file("a", "a\n")
        oid = self.old_form(repo, line(1).encode())
        self.committed(repo, oid)
        file = repo.object_file(oid)
        content = file.read_bytes()
        whole = zlib.compress(b"blob %d\0" % len(line(1)) + line(1).encode())
        cases = {"cut": content[:-9], "cut early": content[:9], "head": content[:1],
                 "flipped": content[:20] + b"!" + content[21:],
                 "size": bytes([content[0] ^ 1]) + content[1:],
                 "another": entry(BLOB, 3, zlib.compress(b"abc")), "empty": b"",
                 "cut in today's form": whole[:-9], "garbage behind": whole + b"!",
                 "noise": b"\0garbage" * 9}
        for name, bad in cases.items():
            with self.subTest(name):
                file.write_bytes(bad)
                run = repo.run()
                self.assert_status(run, 3)
                self.assertEqual(run.findings, [], run.told())
                self.assert_noticed(run, f"not scanned: {oid}, ")
                run = repo.run("--range", "main..old")
                self.assert_status(run, 3)
                self.assert_noticed(run, "old.py", f"not scanned: {oid}, ")

    def test_the_words_in_every_format(self):
        repo = self.repo()
        repo.commit_file("a", "a\n")
        oid = self.old_form(repo, line(1).encode())
        repo.object_file(oid).write_bytes(b"")
        run = repo.run(form="text")
        self.assertEqual(run.status, 3)
        text = (run.out + run.err).decode()
        self.assertIn(f"not scanned: {oid}, bad header in its loose file\n", text)
        self.assertEqual(text.count(oid), 1, text)
        run = repo.run(form="sarif")
        self.assertEqual(run.status, 3)
        told = json.loads(run.out)["runs"][0]["invocations"][0]
        texts = [each["message"]["text"] for each in told["toolExecutionNotifications"]]
        self.assertIn(f"not scanned: {oid}, bad header in its loose file.", texts)
        run = repo.run()
        self.assertEqual([each["subject"] for each in run.notices], [oid])
        self.assert_status(repo.run("--allow-partial"), 0)

    def test_a_fifo_among_the_objects(self):
        repo = self.repo()
        repo.commit_file("a", "a\n")
        oid = "ab" * 20
        repo.object_file(oid).parent.mkdir(exist_ok=True)
        os.mkfifo(repo.object_file(oid))
        run = repo.run(patience=30)
        self.assert_status(run, 3)
        self.assert_noticed(run, f"not scanned: {oid}")

    def test_a_loose_file_that_is_as_large_as_a_disk(self):
        """With holes. Nobody reads it to the end."""
        repo = self.repo()
        repo.commit_file("a", "a\n")
        oid = self.old_form(repo, b"x" * 100)
        with repo.object_file(oid).open("r+b") as file:
            file.truncate(1 << 40)
        run = repo.run(env=SMALL_QUARANTINE)
        self.assert_status(run, 3)
        self.assert_noticed(run, f"not scanned: {oid}")
        self.assertLess(run.memory, 512 * MIB)

    def test_a_cycle_of_deltas_is_not_given_to_libgit2(self):
        """Version 1.5 would turn in it for ever."""
        repo = self.bare()
        names = [f"{turn:040x}" for turn in (1, 2)]
        same = delta(3, [(0, 3)])
        pack = Pack()
        for name, base in zip(names, reversed(names)):
            pack.add(name, entry(REF_DELTA, len(same),
                                 bytes.fromhex(base) + zlib.compress(same)))
        pack.write(self.objects(repo))
        run = repo.run(patience=60)
        self.assert_status(run, 3)
        for name in names:
            self.assert_noticed(run, f"not scanned: {name}", "cycle")



class Damage(Stored):
    """What is damaged is told, once for each object; what is not is scanned."""

    def packed(self, count=8):
        repo = self.small(count=count)
        repo.git("repack", "-adfq", "--depth=50", "--window=50")
        repo.git("prune-packed")
        shutil.rmtree(repo.path / "dir")
        for name in ("one.py", ".env", "empty0", "empty1", ".git/index"):
            (repo.path / name).unlink()
        repo.write("clean.txt", "clean\n")
        return repo

    def places(self, repo):
        """{id: (offset, size in the pack, base or None)} of the only pack."""
        index = self.packs(repo)[0].with_suffix(".idx")
        found = {}
        for text in repo.git("verify-pack", "-v", index).splitlines():
            words = text.split()
            if len(words) >= 5 and len(words[0]) == 40:
                found[words[0]] = (int(words[4]), int(words[3]),
                                   words[6] if len(words) > 6 else None)
        return found

    def below(self, places, name):
        gone = {name}
        for _ in places:
            gone |= {oid for oid, place in places.items() if place[2] in gone}
        return gone

    def overwrite(self, path, content):
        path.chmod(0o644)
        path.write_bytes(content)

    def assert_lost(self, repo, gone):
        """These objects are told, each once, and no others."""
        run = repo.run()
        self.assertIn(run.status, (1, 3), run.told())
        told = [each["subject"] for each in run.notices
                if each["text"].startswith("not scanned: ") and each["subject"] != "HEAD"]
        self.assertEqual(sorted(told), sorted(gone), run.told())
        self.assertFalse(run.summary["complete"])
        for each in run.findings:
            self.assertNotIn(each["place"]["blob"], gone)
        return run

    def test_a_byte_of_a_base_takes_only_what_hangs_on_it(self):
        repo = self.packed()
        places = self.places(repo)
        pack = self.packs(repo)[0]
        content = pack.read_bytes()
        bases = sorted({place[2] for place in places.values() if place[2]})
        leaves = sorted(oid for oid in places if places[oid][2] and oid not in bases)
        self.assertTrue(len(bases) > 2 and len(leaves) > 2)
        for name in bases[:3] + leaves[:3]:
            offset, size, _ = places[name]
            bad = bytearray(content)
            bad[offset + size - 2] ^= 0x20  # in the checksum of its stream
            self.overwrite(pack, bad)
            with self.subTest(name):
                self.assert_lost(repo, self.below(places, name))

    def test_a_header_of_an_object(self):
        repo = self.packed()
        places = self.places(repo)
        pack = self.packs(repo)[0]
        content = pack.read_bytes()
        roots = [oid for oid in sorted(places) if not places[oid][2]]
        for kind in (0, 5):
            bad = bytearray(content)
            at = places[roots[0]][0]
            bad[at] = bad[at] & 0x8F | kind << 4
            self.overwrite(pack, bad)
            self.assert_lost(repo, self.below(places, roots[0]))

    def test_a_wrong_trailer(self):
        """The objects are all there; the pack is not what its index says."""
        repo = self.packed()
        _, expected = self.findings(repo)
        pack = self.packs(repo)[0]
        content = pack.read_bytes()
        self.overwrite(pack, content[:-1] + bytes([content[-1] ^ 1]))
        run, found = self.findings(repo)
        self.assertEqual(found, expected)
        self.assert_noticed(run, pack.name, "not the pack of its index")
        self.assertFalse(run.summary["complete"])

    def test_a_truncated_pack(self):
        repo = self.packed()
        places = self.places(repo)
        pack = self.packs(repo)[0]
        content = pack.read_bytes()
        for part in (0.95, 0.5, 0.1):
            cut = int(len(content) * part)
            gone = {oid for oid, place in places.items() if place[0] + place[1] > cut}
            for oid in list(gone):
                gone |= self.below(places, oid)
            self.overwrite(pack, content[:cut])
            with self.subTest(part):
                run = self.assert_lost(repo, gone)
                self.assert_noticed(run, pack.name, "truncated")
        for cut in (0, 3, 11, 20):
            self.overwrite(pack, content[:cut])
            run = repo.run()
            self.assert_status(run, 3)

    def assert_never_clean(self, repo, expected, path, step):
        """Flips one byte of the file in turn."""
        content = path.read_bytes()
        differing = 0
        for at in range(0, len(content), step):
            bad = bytearray(content)
            bad[at] ^= 1 << at % 8
            self.overwrite(path, bad)
            run, found = self.findings(repo)
            self.assertIn(run.status, (1, 3), f"byte {at}: {run.told()}")
            if found != expected:
                differing += 1
                self.assertFalse(run.summary["complete"], f"byte {at}: {run.told()}")
                self.assertTrue(run.notices, f"byte {at}: {run.told()}")
            if not found:
                self.assertEqual(run.status, 3, f"byte {at}: {run.told()}")
        self.overwrite(path, content)
        return differing

    def test_a_flipped_byte_is_never_a_clean_scan(self):
        repo = self.packed(count=5)
        _, expected = self.findings(repo)
        pack = self.packs(repo)[0]
        self.assertGreater(self.assert_never_clean(repo, expected, pack, 97), 3)

    def test_a_flipped_byte_of_a_loose_object(self):
        repo = self.repo()
        oid = repo.git("hash-object", "-w", "--stdin", data=next(versions(1)).encode())
        repo.commit_file("clean.txt", "clean\n")
        _, expected = self.findings(repo)
        file = repo.object_file(oid)
        self.assertGreater(self.assert_never_clean(repo, expected, file, 37), 9)

    def test_the_154_bytes_that_declare_a_gigabyte(self):
        """64 KiB of zeros, a delta that makes 16 MiB of them, and one that makes a
        gigabyte of those; every size is declared as it is."""
        repo = self.bare()
        names = [f"{turn:040x}" for turn in (1, 2, 3)]
        pack = Pack()
        pack.add_whole(BLOB, bytes(1 << 16), names[0])
        first = number(1 << 16) + number(1 << 24) + b"\x80" * 256
        second = number(1 << 24) + number(1 << 30) + b"\xf0\xff\xff\xff" * 64 + \
            b"\x90\x40"
        for name, base, data in ((names[1], names[0], first), (names[2], names[1], second)):
            pack.add(name, entry(REF_DELTA, len(data),
                                 bytes.fromhex(base) + zlib.compress(data, 9)))
        pack.write(self.objects(repo))
        run = repo.run(env=SMALL_QUARANTINE)
        self.assert_status(run, 3)
        self.assert_noticed(run, f"not scanned: {names[2]}", "larger than 256 MiB")
        self.assertEqual(len(run.notices), 1, run.told())
        self.assertLess(run.memory, 384 * MIB)

    def test_a_bomb_in_the_middle_of_a_chain(self):
        """What is small hangs on what would be a terabyte."""
        repo = self.bare()
        names = [f"{turn:040x}" for turn in (1, 2, 3)]
        pack = Pack()
        pack.add_whole(BLOB, bytes(1 << 16), names[0])
        first = number(1 << 16) + number(1 << 40) + b"\x80" * 9
        second = delta(1 << 40, [(0, 9)])
        for name, base, data in ((names[1], names[0], first), (names[2], names[1], second)):
            pack.add_delta(name, base, data)
        pack.write(self.objects(repo))
        run = repo.run(env=SMALL_QUARANTINE)
        self.assert_status(run, 3)
        for name in names[1:]:
            self.assert_noticed(run, f"not scanned: {name}")
        self.assertLess(run.memory, 384 * MIB)


class Deltas(Stored):
    """Deltas by hand: one good one beside each that no git would write."""

    BASE = b"".join(b"row %d\n" % turn for turn in range(200))

    def scan(self, deltas, base=BASE):
        """deltas: {name: bytes}. Gives the run and the id of each."""
        repo = self.bare("deltas")
        pack = Pack()
        root = pack.add_whole(BLOB, base)
        good = line(5).encode()
        pack.add_delta("e" * 40, root, delta(len(base), [(0, 90), good, (90, 500)]))
        ids = {}
        for turn, (name, data) in enumerate(deltas.items(), 1):
            ids[name] = f"{turn:040x}"
            pack.add_delta(ids[name], root, data)
        pack.write(self.objects(repo))
        run = repo.run()
        self.assertEqual([each["place"]["blob"] for each in run.findings], ["e" * 40],
                         run.told())
        return run, ids

    def test_broken_ones(self):
        size = len(self.BASE)
        sizes = number(size) + number(9)
        run, ids = self.scan({
            "another base": number(size + 1) + number(9) + b"\x90\x09",
            "reserved instruction": sizes + b"\0" + b"\x90\x09",
            "copies from beyond": sizes + b"\x93" + struct.pack("<H", size - 4) + b"\x09",
            "copies from far beyond": sizes + b"\x9f\xff\xff\xff\xff\x09",
            "too short": sizes + b"\x90\x08",
            "too long": sizes + b"\x90\x0a",
            "nothing": sizes,
            "inserts what is not there": sizes + b"\x09abc",
            "a copy without its bytes": sizes + b"\xff\x01",
            "no sizes": b"\x80\x80",
            "a size without end": b"\xff" * 12,
            "64 KiB of a base without them": number(size) + number(1 << 16) + b"\x80",
        })
        self.assert_status(run, 1)
        for name, oid in ids.items():
            with self.subTest(name):
                self.assert_noticed(run, f"not scanned: {oid}")
        self.assertEqual(len(run.notices), len(ids), run.told())

    def test_odd_but_sound_ones(self):
        secret = line(6).encode()
        base = self.BASE + secret + b"\n" * 70_000
        size, at = len(base), len(self.BASE)
        short = [pack_kit.copied(at + turn, 1) for turn in range(len(secret))]
        split = [pack_kit.inserted(secret[:9]), pack_kit.copied(at + 9, len(secret) - 9)]
        told = b"\xff" + struct.pack("<I", at) + struct.pack("<I", len(secret))[:3]
        ways = {
            "byte by byte": b"".join(short),
            "inserted": pack_kit.inserted(secret),
            "half inserted, half copied": b"".join(split),
            "bytes of zero that are told": told,
        }
        repo = self.bare("odd")
        pack = Pack()
        root = pack.add_whole(BLOB, base)
        for turn, (name, ops) in enumerate(ways.items(), 1):
            data = number(size) + number(len(secret)) + ops
            pack.add_delta(f"{turn:040x}", root, data)
        # A copy of no size is one of 64 KiB; a size of 64 KiB may also be told.
        for turn, ops in enumerate((b"\x80", b"\xf0\0\0\1"), len(ways) + 1):
            data = number(size) + number(1 << 16) + ops
            pack.add_delta(f"{turn:040x}", root, data)
        pack.write(self.objects(repo))
        run = repo.run()
        self.assertEqual(run.notices, [], run.told())
        found = {each["place"]["blob"] for each in run.findings}
        self.assertEqual(found, {root} | {f"{turn:040x}" for turn in range(1, 7)})


class Trees(Stored):
    """Trees as deltas by hand: what the first pass wrote down of them may not do."""

    def test_a_walk_through_malformed_ones_still_finds_the_commit(self):
        repo = self.bare("trees")
        pack = Pack()
        blob = pack.add_whole(BLOB, line(1).encode())
        plain = pack.add_whole(BLOB, b"nothing\n")
        base = pack_kit.tree([(b"100644", b"file%d" % i, plain) for i in range(9)])
        whole = pack_kit.tree([(b"100644", b"file%d" % i, plain) for i in range(9)] +
                              [(b"100644", b"zone.py", blob)])
        root = pack.add_whole(TREE, base)

        def add(over, tail, oid):
            pack.add_delta(oid, over, delta(len(base), [(0, len(base)), tail]))
            return oid

        # A malformed tree leaves nothing to what is made from it, so that the walk seems
        # to begin anew; then it comes back to the root. Heavier ones come later.
        for turn, heirs in enumerate((1, 2, 3)):
            broken = add(root, b"100644", f"{turn + 1:040x}")
            for heir in range(heirs):
                pack.add_delta(f"{turn + 1:02x}{heir + 1:038x}", broken,
                               delta(len(base) + 6, [(0, len(base))]))
        tree = add(root, whole[len(base):], pack_kit.object_id(TREE, whole))
        first = pack.add_whole(COMMIT, pack_kit.commit(tree, [], FIRST_DATE, b"first"))
        pack.write(self.objects(repo))
        (repo.path / "refs/heads/main").write_text(first + "\n")
        run = repo.run()
        self.assert_status(run, 1)
        self.assertEqual(len([each for each in run.notices
                              if "malformed tree" in each["text"]]), 3, run.told())
        self.assertEqual([(each["place"]["path"], each["place"]["commit"])
                          for each in run.findings], [("zone.py", first)], run.told())


class Headers(Stored):
    """Commits and tags that are none."""

    def test_malformed_commits_and_tags_are_told(self):
        repo = self.bare("headers")
        pack = Pack()
        commit = pack.add_whole(COMMIT, b"parent of nothing\n\n" + line(1).encode())
        tag = pack.add_whole(pack_kit.TAG, b"objection x\n\n" + line(2).encode())
        pack.write(self.objects(repo))
        for name in ("new", "from the cache"):
            run = repo.run()
            self.assert_status(run, 3)
            told = {each["subject"]: each["text"] for each in run.notices}
            self.assertIn("malformed commit object", told[commit], name)
            self.assertIn("malformed tag object", told[tag], name)


class Indexes(Stored):
    """The .idx beside a pack does not fit it."""

    def setUp(self):
        super().setUp()
        self.stored = self.bare()
        self.pack = Pack()
        self.ids = [self.pack.add_whole(BLOB, f"{turn}\n{line(turn)}".encode())
                    for turn in range(8)]

    def assert_told(self, run, found):
        """So many blobs with their token, and a scan that is not whole."""
        self.assertFalse(run.summary["complete"], run.told())
        self.assertTrue(run.notices, run.told())
        self.assertEqual(len(run.findings), found, run.told())
        self.assert_status(run, 1 if found else 3)

    def test_of_another_pack(self):
        other = Pack()
        for turn in range(8):
            other.add_whole(BLOB, f"a longer text, number {turn}\n{line(turn)}".encode())
        folder = self.objects(self.stored)
        path = other.write(self.folder / "elsewhere")
        self.pack.write(folder)
        shutil.copy(path.with_suffix(".idx"), folder / "pack/pack-1.idx")
        run = self.stored.run()
        self.assert_noticed(run, "not the pack of its index")
        self.assertFalse(run.summary["complete"])

    def test_with_ids_out_of_order(self):
        """Nothing is searched for by id here: all are read all the same."""
        path = self.pack.write(self.objects(self.stored)).with_suffix(".idx")
        content = bytearray(path.read_bytes())
        at = 8 + 1024
        content[at:at + 160] = content[at + 80:at + 160] + content[at:at + 80]
        path.write_bytes(content)
        run = self.stored.run()
        self.assertEqual(len(run.findings), 8, run.told())

    def test_with_a_fanout_that_falls(self):
        path = self.pack.write(self.objects(self.stored)).with_suffix(".idx")
        content = bytearray(path.read_bytes())
        content[8:12] = b"\xff" * 4
        path.write_bytes(content)
        self.assert_told(self.stored.run(), 0)

    def test_with_a_huge_count(self):
        path = self.pack.write(self.objects(self.stored)).with_suffix(".idx")
        content = bytearray(path.read_bytes())
        content[8 + 1020:8 + 1024] = b"\xff" * 4
        path.write_bytes(content)
        run = self.stored.run()
        self.assert_told(run, 0)
        self.assertLess(run.memory, 384 * MIB)

    def test_with_offsets_outside(self):
        for wrong in (0, 5, 1 << 30, ((1 << 40), "wide"), ((1 << 63), "wide")):
            with self.subTest(wrong):
                places = dict(self.pack.offsets)
                places[self.ids[3]] = wrong
                self.pack.write(self.objects(self.stored), places)
                run = self.stored.run()
                self.assert_told(run, 7)
                self.assert_noticed(run, f"not scanned: {self.ids[3]}")

    def test_with_wide_offsets_by_hand(self):
        places = {oid: (at, "wide") for oid, at in self.pack.offsets.items()}
        self.pack.write(self.objects(self.stored), places)
        run = self.stored.run()
        self.assertEqual(run.notices, [], run.told())
        self.assertEqual(len(run.findings), 8, run.told())

    def test_with_a_wide_offset_that_is_not_there(self):
        path = self.pack.write(self.objects(self.stored)).with_suffix(".idx")
        content = bytearray(path.read_bytes())
        at = 8 + 1024 + 8 * 24
        content[at:at + 4] = struct.pack(">I", 1 << 31 | 99)
        path.write_bytes(content)
        self.assert_told(self.stored.run(), 7)

    def test_truncated(self):
        path = self.pack.write(self.objects(self.stored)).with_suffix(".idx")
        content = path.read_bytes()
        for cut in (0, 4, 7, 600, 1032, 1100, len(content) - 1):
            with self.subTest(cut):
                path.write_bytes(content[:cut])
                self.assert_told(self.stored.run(), 0)


class GitIndex(Stored):
    """Forms of .git/index that libgit2 does not know, and what is no index at all."""

    def setUp(self):
        super().setUp()
        self.stored = self.small()
        self.stored.write("dir/staged.py", line(7))
        self.stored.git("add", ".")
        self.expected = self.staged()
        self.assertIn("dir/staged.py", str(self.expected))

    def staged(self):
        run, found = self.findings(self.stored, "--staged")
        self.assert_status(run, 1)
        self.assertEqual(run.notices, [], run.told())
        return found

    def test_zero_checksum(self):
        index = self.stored.path / ".git/index"
        index.write_bytes(index.read_bytes()[:-20] + bytes(20))
        self.assertEqual(self.staged(), self.expected)

    def test_version_4(self):
        self.stored.git("update-index", "--index-version", "4")
        self.assertEqual(self.staged(), self.expected)

    def test_split(self):
        self.stored.git("config", "splitIndex.maxPercentChange", "100")
        self.stored.git("update-index", "--split-index")
        self.assertEqual(self.staged(), self.expected)
        self.stored.write("another.py", line(8))
        self.stored.git("add", "another.py")
        self.assertEqual(len(self.staged()), len(self.expected) + 1)

    def test_a_split_one_without_its_other_half(self):
        self.stored.git("update-index", "--split-index")
        for each in (self.stored.path / ".git").glob("sharedindex.*"):
            each.unlink()
        run = self.stored.run("--staged")
        self.assert_status(run, 3)
        self.assert_noticed(run, "index", "not scanned", "shared index")

    def test_sparse(self):
        self.stored.commit()
        self.stored.git("sparse-checkout", "init", "--cone", "--sparse-index")
        self.stored.git("sparse-checkout", "set", "other")
        self.stored.write("new.py", line(9))
        self.stored.git("add", "--sparse", "new.py")
        run = self.stored.run("--staged")
        self.assertEqual(run.paths(), ["new.py"], run.told())
        run = self.stored.run()
        self.assert_found(run, "dir/staged.py", "one.py", "new.py")
        self.assertEqual(run.notices, [], run.told())

    def test_without_a_cache_tree(self):
        self.stored.git("read-tree", "--empty")
        self.stored.git("add", ".")
        self.assertEqual(self.staged(), self.expected)


if __name__ == "__main__":
    main()

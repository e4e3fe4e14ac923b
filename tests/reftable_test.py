"""Repositories whose refs are kept in reftables: what seclint reads of tables in every
shape, of broken ones, and that its reports are those of the same repository with refs in
files. The tables are our own (reftable_kit.py) and, in tests/fixtures/reftable, git's."""

import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import threading
import zlib

from reftable_kit import configure, convert, table, write_stack, write_stubs
from repo_kit import PATIENCE, Case, Repo, line, main

ROOT = pathlib.Path(os.environ.get("SECLINT_SOURCE_DIR", "."))
REAL = ROOT / "tests/fixtures/reftable"
PROBE = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "refs_probe"
ZERO = "0" * 40
TURNS = 60  # fewer than SL_MAX_REF_RETRIES


def oid(number, width=20):
    return f"{number + 1:0{2 * width}x}"


def many(count, width=20):
    """Refs of every kind, with names that share much and little."""
    refs = {"HEAD": "ref: refs/heads/main", "refs/heads/main": oid(0, width)}
    for i in range(count):
        name = f"refs/{('heads', 'tags', 'pull/1', 'x' * 40)[i % 4]}/{i * 7919 % 1000:03}-{i}"
        refs[name] = (oid(i, width), oid(i + 1, width)) if i % 4 == 1 else oid(i, width)
    return refs


def ids_of(refs):
    """What listing them must give."""
    out = {}
    for name, value in refs.items():
        for _ in range(5):
            if isinstance(value, str) and value.startswith("ref: "):
                value = refs.get(value[5:])
        if value and not isinstance(value, str):
            value = value[0]
        if value and not value.startswith("ref: "):
            out[name] = value
    return out


class Tables(Case):
    def place(self, name="repo", width=20):
        """A git directory without any ref."""
        git_dir = self.folder / name / ".git"
        (git_dir / "objects").mkdir(parents=True)
        write_stubs(git_dir)
        configure(git_dir)
        if width == 32:
            with (git_dir / "config").open("a") as config:
                config.write("\tobjectFormat = sha256\n")
        return git_dir

    def probe(self, where, *names, status=0):
        done = subprocess.run([PROBE, where, *names], capture_output=True, text=True,
                              timeout=PATIENCE, env=self.environment())
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout.splitlines() if status == 0 else done.stderr.rstrip("\n")

    def listed(self, where):
        return {name: hexed for hexed, name in
                (each.split(" ", 1) for each in self.probe(where))}

    def check(self, git_dir, refs):
        """All are listed, and each is found; names that are not there are not."""
        ids = ids_of(refs)
        self.assertEqual(self.listed(git_dir.parent), ids)
        others = ["refs/a", "refs/heads/", "refs/heads/mai", "refs/heads/main2", "refs/zz", "A"]
        names = list(refs) + [name for name in others if name not in refs]
        for start in range(0, len(names), 500):
            some = names[start:start + 500]
            for name, answer in zip(some, self.probe(git_dir.parent, *some)):
                value = refs.get(name)
                told = ids.get(name, "-")
                if isinstance(value, str) and value.startswith("ref: "):
                    told += f" {value[5:]}"
                self.assertEqual(answer, told, name)


class Shapes(Tables):
    def test_one_table(self):
        git_dir = self.place()
        for count in (0, 40, 300, 900):
            for options in (
                {}, {"version": 2}, {"padded": False}, {"restart": 1}, {"restart": 1000},
                {"block_size": 256}, {"block_size": 256, "padded": False, "restart": 3},
                {"block_size": 256, "top": 3}, {"block_size": 180, "top": 3},
                {"block_size": 512, "top": None},
                {"block_size": 1 << 16}, {"behind": False, "block_size": 300},
                {"block_size": 256, "top": 3, "behind": False, "padded": False},
            ):
                with self.subTest(count=count, **options):
                    refs = many(count)
                    write_stack(git_dir, [table(refs, **options)])
                    self.check(git_dir, refs)

    def test_wide_ids(self):
        git_dir = self.place(width=32)
        for options in ({}, {"block_size": 300}):
            refs = many(200, 32)
            write_stack(git_dir, [table(refs, oid_len=32, **options)])
            self.check(git_dir, refs)

    def test_nothing_at_all(self):
        git_dir = self.place()
        write_stack(git_dir, [])
        self.check(git_dir, {})
        write_stack(git_dir, [table({}), table({})])
        self.check(git_dir, {})

    def test_a_table_of_reflogs_only(self):
        git_dir = self.place()
        header = b"REFT\1" + (4096).to_bytes(3, "big") + struct.pack(">QQ", 1, 1)
        footer = header + bytes(40)
        logs = header + b"g" + (99).to_bytes(3, "big") + zlib.compress(bytes(71))
        refs = many(4)
        write_stack(git_dir, [table(refs), logs + footer
                              + struct.pack(">I", zlib.crc32(footer))])
        self.check(git_dir, refs)

    def test_later_tables_win(self):
        git_dir = self.place()
        write_stack(git_dir, [
            table({**many(300), "refs/heads/gone": oid(1), "refs/heads/back": oid(1)},
                  block_size=256),
            table({"refs/heads/gone": None, "refs/heads/back": None, "refs/tags/001": None,
                   "refs/heads/main": oid(7)}),
            table({"refs/heads/back": oid(9), "HEAD": oid(5)}),
        ])
        refs = {**many(300), "refs/heads/main": oid(7), "refs/heads/back": oid(9),
                "HEAD": oid(5)}
        self.check(git_dir, refs)
        self.assertEqual(self.probe(git_dir.parent, "refs/heads/gone", "gone"), ["-", "-"])

    def test_symbolic_refs(self):
        git_dir = self.place()
        refs = {"HEAD": "ref: refs/heads/a", "refs/heads/a": "ref: refs/heads/b",
                "refs/heads/b": "ref: refs/heads/c", "refs/heads/c": oid(1),
                "refs/heads/lost": "ref: refs/heads/nowhere",
                "refs/heads/round": "ref: refs/heads/about",
                "refs/heads/about": "ref: refs/heads/round"}
        write_stack(git_dir, [table(refs)])
        self.check(git_dir, refs)

    def test_an_unborn_branch(self):
        git_dir = self.place()
        write_stack(git_dir, [table({"HEAD": "ref: refs/heads/main"})])
        self.assertEqual(self.probe(git_dir.parent), [])
        self.assertEqual(self.probe(git_dir.parent, "HEAD"), ["- refs/heads/main"])

    def test_linked_worktrees(self):
        git_dir = self.place()
        there = git_dir / "worktrees/w"
        there.mkdir(parents=True)
        write_stubs(there, linked=True)
        (there / "commondir").write_text("../..\n")
        tree = self.folder / "w"
        tree.mkdir()
        (tree / ".git").write_text(f"gitdir: {there}\n")
        (there / "gitdir").write_text(f"{tree}/.git\n")
        write_stack(git_dir, [table({**many(5), "refs/bisect/bad": oid(3)})])
        write_stack(there, [table({"HEAD": oid(9), "refs/worktree/own": oid(8)})])
        self.assertEqual(self.listed(tree), {
            **ids_of(many(5)), "HEAD": oid(9), "refs/bisect/bad": oid(3),
            "refs/worktree/own": oid(8), "worktrees/w/HEAD": oid(9)})
        self.assertEqual(self.listed(git_dir.parent), {
            **ids_of(many(5)), "refs/bisect/bad": oid(3), "worktrees/w/HEAD": oid(9)})
        self.assertEqual(
            self.probe(tree, "refs/worktree/own", "refs/bisect/bad", "HEAD", "main"),
            [oid(8), "-", oid(9), oid(0)])
        self.assertEqual(
            self.probe(git_dir.parent, "worktrees/w/HEAD", "refs/worktree/own", "HEAD"),
            [oid(9), "-", f"{oid(0)} refs/heads/main"])
        self.assertEqual(self.probe(tree, "main-worktree/HEAD"),
                         [f"{oid(0)} refs/heads/main"])

    def test_refs_kept_elsewhere(self):
        place = self.folder / "place"
        git_dir = self.place()
        write_stack(place, [table(many(3))])
        (git_dir / "config").write_text("[extensions]\n\trefStorage = files\n")
        configure(git_dir, f"reftable://{place}")
        self.check(git_dir, many(3))
        (git_dir / "config").write_text("")
        configure(git_dir, "reftable://../../place")
        self.check(git_dir, many(3))
        (git_dir / "config").write_text("")
        configure(git_dir, "reftable:///nowhere at all")
        self.assertIn("/nowhere at all", self.probe(git_dir.parent, status=3))
        (git_dir / "config").write_text("")
        configure(git_dir, "papyrus")
        self.assertIn("'papyrus'", self.probe(git_dir.parent, status=3))

    def test_the_variable_of_the_environment(self):
        git_dir = self.place()
        write_stack(self.folder / "place", [table(many(3))])
        os.environ["SECLINT_TEST_BACKEND"] = f"reftable://{self.folder}/place"
        self.addCleanup(os.environ.pop, "SECLINT_TEST_BACKEND")
        self.check(git_dir, many(3))

    def environment(self):
        given = os.environ.get("SECLINT_TEST_BACKEND")
        return {**super().environment(), **({"GIT_REFERENCE_BACKEND": given} if given else {})}

    def test_tables_of_git(self):
        """Written by git 2.55: a stack with deletions, renames and symbolic refs; SHA-256;
        a large index of small blocks."""
        for case in sorted(each for each in REAL.iterdir() if each.is_dir()):
            lines = (case / "refs").read_text().splitlines()
            refs = {name: hexed for hexed, name in (each.split(" ", 1) for each in lines)}
            git_dir = self.place(case.name, 32 if len(lines[0].split(" ")[0]) == 64 else 20)
            (git_dir / "reftable").mkdir()
            for file in case.iterdir():
                shutil.copy(file, git_dir / "reftable")
            with self.subTest(case.name):
                self.assertEqual(self.listed(git_dir.parent), refs)
                names = list(refs)
                answers = self.probe(git_dir.parent, *names)
                self.assertEqual([each.split(" ")[0] for each in answers],
                                 [refs[name] for name in names])


class Changing(Tables):
    def test_a_stack_that_is_merged_meanwhile(self):
        """Whoever reads while tables are replaced sees the refs all the same. Of many
        tables one is gone, most of the time, before a reader comes to it. They are
        replaced at most TURNS times for each reader, who tries more often than that."""
        git_dir = self.place()
        folder = git_dir / "reftable"
        refs = many(30)
        write_stack(git_dir, [table({**refs, "refs/heads/main": oid(77)}), table({}),
                              table({"refs/heads/main": oid(0)})])
        old, middle, new = sorted(folder.glob("*.ref"))
        done, turns = threading.Event(), threading.Semaphore(0)

        def work():
            number, names = 0, []
            while turns.acquire() and not done.is_set():
                number += 1
                before = names
                names = [f"{number}-{i}.ref" for i in range(150)]
                for name in names:
                    os.link({names[0]: old, names[-1]: new}.get(name, middle), folder / name)
                lock = folder / "tables.list.lock"
                lock.write_text("".join(f"{name}\n" for name in names))
                lock.rename(folder / "tables.list")
                for name in reversed(before):
                    (folder / name).unlink()

        thread = threading.Thread(target=work)
        thread.start()
        try:
            for _ in range(40):
                while turns.acquire(blocking=False):
                    pass
                turns.release(TURNS)
                self.assertEqual(self.listed(git_dir.parent), ids_of(refs))
        finally:
            done.set()
            turns.release()
            thread.join()


def damaged(refs=None, **options):
    """A table with room for damage, and where its footer begins."""
    content = bytearray(table(refs or many(900), **{"block_size": 512, **options}))
    return content, len(content) - 68


def summed(content, footer):
    """With a checksum that fits again."""
    struct.pack_into(">I", content, footer + 64, zlib.crc32(bytes(content[footer:footer + 64])))
    return content


class Broken(Tables):
    def fails(self, content, *words):
        git_dir = self.place(f"repo{len(list(self.folder.iterdir()))}")
        file, = write_stack(git_dir, [bytes(content)])
        message = self.probe(git_dir.parent, status=3)
        self.assertEqual(message.count("\n"), 0, message)
        for word in (file.name, *words):
            self.assertIn(word, message)
        return git_dir

    def test_header_and_footer(self):
        content, footer = damaged()
        self.fails(b"", "is empty")
        self.fails(b"REFT\1garbage", "is no reftable")
        self.fails(b"X" + content[1:], "is no reftable")
        self.fails(content[:4] + b"\3" + content[5:], "unknown version")
        self.fails(content[:60], "cut short")
        self.fails(content[:-1], "cut short")
        self.fails(content[:footer], "cut short")
        self.fails(content[:-1] + bytes([content[-1] ^ 1]), "checksum")
        self.fails(content[:footer + 30] + b"\7" + content[footer + 31:], "checksum")
        self.fails(table(many(3, 32), oid_len=32), "SHA-256", "SHA-1")
        wide = bytearray(table(many(3), version=2))
        self.fails(wide.replace(b"sha1", b"sha9"), "unknown kind")

    def test_sections(self):
        content, footer = damaged()
        for place in (24, 32, 40, 48, 56):
            bad = content[:]
            struct.pack_into(">Q", bad, footer + place, len(content) << (5 if place == 32 else 0))
            self.fails(summed(bad, footer), "outside")
        struct.pack_into(">Q", content, footer + 24, 512)
        self.fails(summed(content, footer), "malformed block")

    def test_blocks(self):
        whole, footer = damaged()
        end = struct.unpack_from(">Q", whole, footer + 24)[0]
        for name, at, value in (
            ("type of the first", 24, b"x"), ("type of a later one", 1024, b"x"),
            ("a later one is of an index", 1024, b"i"), ("and of reflogs", 1024, b"g"),
            ("too long", 1025, b"\xff"), ("of no length", 1025, b"\0\0\0"),
            ("beyond its size", 1025, (700).to_bytes(3, "big")),
            ("no record at all", 1025, b"\0\0\4"), ("shares with nothing", 1028, b"\5"),
            ("a name that never ends", 1029, b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
            ("a name with NUL", 1031, b"\0"), ("of a kind that is not", 1029, b"\x9f"),
        ):
            with self.subTest(name):
                content = whole[:]
                content[at:at + len(value)] = value
                self.fails(content, "malformed block at byte")
        self.assertLess(1536, end)
        length = int.from_bytes(whole[1025:1028], "big")
        self.assertLess(length, 511)
        whole[1024 + length + 1] = 1  # in what pads it
        self.fails(whole, "malformed block at byte 1024")

    def test_a_block_that_begins_with_half_a_name(self):
        """What it shares with the last of the block before is none of it."""
        content, _ = damaged({f"refs/{i:03}": oid(i) for i in range(100)}, restart=1, top=None)
        at = content.index(b"refs/", 512)
        name = bytes(content[at:at + 8])
        self.assertEqual(content[at - 2:at + 9], bytes([0, 8 << 3 | 1]) + name + b"\0")
        content[at - 2:at + 9] = bytes([5, 3 << 3 | 1]) + name[5:] + b"\x80" * 5 + b"\0"
        self.fails(content, "malformed block at byte 512")

    def test_any_byte(self):
        """Whatever one byte becomes, there is an answer: refs, or a reason."""
        whole = table(many(12), block_size=256)
        git_dir = self.place()
        statuses = set()
        for at in range(0, len(whole), 3):
            write_stack(git_dir, [whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1:]])
            args = ("HEAD", "refs/heads/004-4", "refs/x") if at % 2 else ()
            done = subprocess.run([PROBE, git_dir.parent, *args], capture_output=True,
                                  timeout=PATIENCE, env=self.environment())
            statuses.add(done.returncode)
            self.assertIn(done.returncode, (0, 3), (at, done.stderr))
            self.assertEqual(done.returncode == 0, done.stderr == b"", (at, done.stderr))
        self.assertEqual(statuses, {0, 3})

    def test_an_index_that_leads_astray(self):
        """A listing needs no index; to look up a name does."""
        whole, footer = damaged(block_size=256)
        root = struct.unpack_from(">Q", whole, footer + 24)[0]
        name = "refs/heads/024-456"
        git_dir = self.place()
        for what, at, value in (("its type", root, b"q"), ("itself", root + 4, b"\1"),
                                ("restarts", root + 1, b"\0\0\7")):
            content = whole[:]
            content[at:at + len(value)] = value
            write_stack(git_dir, [bytes(content)])
            with self.subTest(what):
                self.assertIn("malformed block", self.probe(git_dir.parent, name, status=3))

    def test_names_in_no_order(self):
        content = bytearray(table({"refs/heads/a": oid(1), "refs/heads/b": oid(2)}, restart=1))
        at = content.index(b"refs/heads/b") + 11
        content[at:at + 1] = b"a"
        self.fails(content, "malformed block")

    def test_endless_names(self):
        self.fails(table({"refs/heads/" + "a" * 5000: oid(1)}, block_size=1 << 14),
                   "malformed block")

    def test_missing_files(self):
        git_dir = self.place()
        self.assertIn("reftable/tables.list", self.probe(git_dir.parent, status=3))
        files = write_stack(git_dir, [table(many(3)), table({})])
        files[0].unlink()
        self.assertIn(f"{files[0].name} is missing", self.probe(git_dir.parent, status=3))
        files[0].mkdir()
        self.assertIn("not a regular file", self.probe(git_dir.parent, status=3))

    def test_a_list_that_is_no_list(self):
        git_dir = self.place()
        file, = write_stack(git_dir, [table(many(3))])
        for text in ("../../config\n", "/etc/passwd\n", ".\n", "..\n", "\n", "a\0b\n",
                     f"{file.name}\n{file.name}\n"):
            (git_dir / "reftable/tables.list").write_text(text)
            self.assertIn("tables.list is malformed", self.probe(git_dir.parent, status=3))
        (git_dir / "reftable/tables.list").write_text("a.ref\n" * 500_000)
        self.assertIn("tables.list is larger", self.probe(git_dir.parent, status=3))

    def test_a_list_that_nobody_ends(self):
        git_dir = self.place()
        (git_dir / "reftable").mkdir()
        os.mkfifo(git_dir / "reftable/tables.list")
        self.assertIn("not a regular file", self.probe(git_dir.parent, status=3))


class Reports(Tables):
    """The same repository with its refs in files and in tables."""

    def both(self, look, repo, **options):
        git_dir = repo.path / ".git"
        git_dir = git_dir if git_dir.is_dir() else repo.path
        files = look()
        convert(repo, git_dir, **options)
        self.assertEqual(look(), files)
        return files

    def told(self, *args, status, cwd=None, data=b"", env=None):
        """Everything a run says, but how long it took."""
        run = self.run_seclint(*args, cwd=cwd, data=data, env=env)
        self.assertEqual(run.status, status, run.told())
        self.assertEqual(run.notices, [], run.told())
        entries = [json.loads(each) for each in run.out.decode().splitlines()]
        for each in entries:
            each.pop("seconds", None)
            each.pop("timing", None)
        return entries, [each for each in run.message().splitlines() if " in " not in each]

    def history(self, *init):
        """Branches, tags, a remote, a stash, and a secret on each kind of way."""
        repo = self.repo("repo", *init)
        repo.commit_file("a.txt", "a\n", "first")
        repo.git("branch", "old")
        repo.commit_file("one.py", line(1), "one")
        repo.git("tag", "-a", "-m", "v1", "v1")
        repo.commit_file("one.py", "clean\n", "clean")
        repo.git("checkout", "-q", "-b", "topic/x", "old")
        repo.commit_file("two.py", line(2), "two")
        repo.git("update-ref", "refs/remotes/origin/main", "main~1")
        repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
        repo.git("remote", "add", "origin", "https://example.org/x.git")
        repo.git("config", "branch.main.remote", "origin")
        repo.git("config", "branch.main.merge", "refs/heads/main")
        repo.commit_file("three.py", line(3), "three")
        repo.git("reset", "-q", "--hard", "HEAD~1")  # reachable from nowhere
        repo.git("checkout", "-q", "main")
        repo.git("pack-refs", "--all")
        repo.git("branch", "late")
        return repo

    def looks(self, repo):
        repo.write("staged.py", line(4))
        repo.git("add", "staged.py")
        tip = repo.git("rev-parse", "topic/x")
        old = repo.git("rev-parse", "old")
        zero = "0" * len(tip)
        where = {"cwd": repo.path}

        def look():
            return [
                self.told("--no-cache", status=1, **where),
                self.told("--staged", status=1, **where),
                self.told("--range", "main~2..main", status=1, **where),
                self.told("--range", "old...topic/x", status=1, **where),
                self.told("--range", "@{u}..v1", status=0, **where),
                self.told("--range", "HEAD^^{}..HEAD^{commit}", status=0, **where),
                self.told("--range", "origin/main..topic/x", status=1, **where),
                self.told("--range", "auto", status=0, **where),
                self.told("--new-since", "v1", status=1, **where),
                self.told("--new-since", "auto", status=1, **where),
                self.told("hook", "run", "pre-commit", status=1, **where),
                self.told("hook", "run", "pre-push", "--", "origin", "url", status=1,
                          data=f"topic/x {tip} refs/heads/topic/x {zero}\n".encode(), **where),
                self.told("hook", "run", "pre-receive", status=0,
                          data=f"{zero} {tip} refs/heads/new\n".encode(), **where),
                self.told("hook", "run", "pre-receive", status=1,
                          data=f"{old} {tip} refs/heads/topic/x\n".encode(), **where),
                self.told("--range", "main..topic/x", status=1, cwd=repo.path / "..",
                          env={"GIT_DIR": str(repo.path / ".git")}),
            ]
        return look

    def test_a_working_tree(self):
        repo = self.history()
        first = self.both(self.looks(repo), repo)[0][0]
        places = {each["place"]["path"]: each for each in first if each["type"] == "finding"}
        self.assertTrue(places["three.py"]["place"]["unreachable"])
        self.assertFalse(places["two.py"]["place"]["unreachable"])
        self.assertEqual(first[-1]["branch"], "main")

    def test_small_blocks(self):
        repo = self.history()
        tip = repo.git("rev-parse", "old")
        repo.git("update-ref", "--stdin", data="".join(
            f"create refs/heads/b{i} {tip}\n" for i in range(300)).encode())
        self.both(self.looks(repo), repo, block_size=256)

    def test_wide_ids(self):
        repo = self.history("--object-format=sha256")
        self.both(self.looks(repo), repo)

    def test_refs_kept_elsewhere(self):
        repo = self.history()
        (self.folder / "place").mkdir()
        self.both(self.looks(repo), repo, place=self.folder / "place")

    def test_a_detached_head(self):
        repo = self.history()
        repo.git("checkout", "-q", "--detach", "topic/x")

        def look():
            return (self.told("--no-cache", status=1, cwd=repo.path),
                    self.told("--range", "main..HEAD", status=1, cwd=repo.path))

        self.both(look, repo)

    def test_an_unborn_branch(self):
        repo = self.repo()
        repo.write("a.py", line(1))
        repo.git("add", "a.py")

        def look():
            return (self.told("--staged", status=1, cwd=repo.path),
                    self.told("--no-cache", status=1, cwd=repo.path))

        self.both(look, repo)

    def test_a_linked_worktree(self):
        repo = self.history()
        tree = Repo(self, self.folder / "tree", make=False)
        repo.git("worktree", "add", "-q", tree.path, "topic/x")
        tree.write("more.py", line(5))
        tree.git("add", "more.py")

        def look():
            return (self.told("--no-cache", status=1, cwd=tree.path),
                    self.told("--staged", status=1, cwd=tree.path),
                    self.told("--range", "main..HEAD", status=1, cwd=tree.path),
                    self.told("--no-cache", status=1, cwd=repo.path))

        self.both(look, repo)

    def test_a_linked_worktree_with_relative_paths(self):
        """As `git worktree add --relative-paths` makes it, of whatever form the refs are."""
        repo = self.history()
        tree = Repo(self, self.folder / "tree", make=False)
        repo.git("worktree", "add", "-q", tree.path, "topic/x")
        tree.write("more.py", line(5))
        tree.git("add", "more.py")
        (tree.path / ".git").write_text("gitdir: ../repo/.git/worktrees/tree\n")
        (repo.path / ".git/worktrees/tree/gitdir").write_text("../../../../tree/.git\n")
        with (repo.path / ".git/config").open("a") as config:
            config.write("[core]\n\trepositoryformatversion = 1\n"
                         "[extensions]\n\trelativeWorktrees = true\n")
        before = self.told("--staged", status=1, cwd=tree.path)
        # Older versions of git refuse the extension: it is hidden from them.
        config = (repo.path / ".git/config").read_text()
        plain = config.replace("relativeWorktrees", "noop")
        (repo.path / ".git/config").write_text(plain)
        convert(repo, repo.path / ".git")
        text = (repo.path / ".git/config").read_text().replace("noop", "relativeWorktrees")
        (repo.path / ".git/config").write_text(text)
        self.assertEqual(self.told("--staged", status=1, cwd=tree.path), before)

    def test_a_bare_repository(self):
        repo = self.history()
        bare = Repo(self, self.folder / "bare.git", make=False)
        repo.git("clone", "-q", "--mirror", repo.path, bare.path)
        tip = repo.git("rev-parse", "topic/x")

        def look():
            return (self.told("--no-cache", status=1, cwd=bare.path),
                    self.told("--range", "main..topic/x", status=1, cwd=bare.path),
                    self.told("hook", "run", "pre-receive", status=0, cwd=bare.path,
                              data=f"{ZERO} {tip} refs/heads/new\n".encode()))

        self.both(look, bare)

    def test_configuration_of_a_branch(self):
        """[includeIf "onbranch:..."] of the user's file, which is read first."""
        repo = self.planted()
        with (self.home / ".gitconfig").open("a") as config:
            config.write('[includeIf "onbranch:main"]\n\tpath = more\n')
        (self.home / "more").write_text(f"[core]\n\texcludesFile = {self.home}/ignore\n")
        (self.home / "ignore").write_text("left-out.py\n")

        def look():
            return self.run_seclint("check-ignore", "-v", "left-out.py", cwd=repo.path,
                                    form=None).out.decode()

        self.assertIn("left-out.py", self.both(look, repo))
        write_stack(repo.path / ".git", [table({"HEAD": "ref: refs/heads/other"})])
        self.assertEqual(look(), "")


class Damage(Tables):
    """Never is a repository clean whose refs cannot be read."""

    def harmed(self, clean=False):
        repo = self.repo()
        repo.commit_file("a.py", "clean\n" if clean else line(1), "first")
        repo.commit_file("b.py", "clean\n", "second")
        convert(repo, repo.path / ".git")
        file = sorted((repo.path / ".git/reftable").glob("*.ref"))[-1]
        file.write_bytes(file.read_bytes()[:-3])
        return repo, file

    def test_nothing_is_called_clean(self):
        repo, file = self.harmed(clean=True)
        cached = ()  # also the second time
        for args in (("--no-cache",), cached, cached, ("--staged",), ("--no-history",),
                     ("--range", "main~1..main"), ("hook", "run", "pre-commit")):
            with self.subTest(args=args):
                run = self.run_seclint(*args, cwd=repo.path)
                self.assertEqual(run.status, 3, run.told())
                self.assert_noticed(run, file.name, "cut short")

    def test_findings_are_told_all_the_same(self):
        repo, file = self.harmed()
        run = self.run_seclint("--no-cache", cwd=repo.path)
        self.assert_status(run, 1)
        self.assertFalse(run.summary["complete"])
        self.assert_found(run, "a.py")
        self.assertEqual([each for each in run.findings if each["place"]["unreachable"]], [])

    def test_what_compares_is_refused(self):
        repo, file = self.harmed()
        for args in (("--range", "auto"), ("--new-since", "main~1"), ("--new-since", "auto")):
            self.assert_refused(self.run_seclint(*args, cwd=repo.path), file.name, "cut short")

    def test_hooks_let_nothing_pass(self):
        repo = self.repo()
        old = repo.commit_file("a.py", "clean\n", "first")
        new = repo.commit_file("b.py", "clean\n", "second")
        convert(repo, repo.path / ".git")
        file = sorted((repo.path / ".git/reftable").glob("*.ref"))[0]
        file.unlink()
        for args, data in (
            (("pre-push", "--", "origin", "url"), f"main {new} refs/heads/main {old}\n"),
            (("pre-receive",), f"{old} {new} refs/heads/main\n"),
        ):
            run = self.run_seclint("hook", "run", *args, cwd=repo.path, data=data.encode())
            self.assertEqual(run.status, 3, run.told())
            self.assert_noticed(run, f"{file.name} is missing")

    def test_reflogs_are_not_read(self):
        repo = self.planted()
        convert(repo, repo.path / ".git")
        self.assert_refused(self.run_seclint("--range", "main@{1}..main", cwd=repo.path),
                            "main@{1}", "reflogs in reftables are not read")


if __name__ == "__main__":
    main()

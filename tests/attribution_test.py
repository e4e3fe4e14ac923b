"""Which commits had a secret, under which names, in which branches: what the report says
is what git says (log --find-object, branch --contains), with renames, merges, cherry-picks,
rewritten branches, many branches and any number of threads."""

import base64
import io
import random
import sys
import tarfile
import unittest

from repo_kit import Case, line, token

FILES = 6
STEPS = 60


class AttributionCase(Case):
    def setUp(self):
        super().setUp()
        self.repository = self.repo()

    def scan(self, *args):
        return self.repository.run("--no-cache", *args)

    def place(self, run, blob):
        places = [each["place"] for each in run.findings if each["place"]["blob"] == blob]
        self.assertEqual(len(places), 1, run.told())
        return places[0]

    def git(self, *args, **options):
        return self.repository.git(*args, **options)

    def make(self, name, content, steps):
        """One commit for each step, in which the content has these paths, and a last one
        without it. Gives the commits."""
        repo = self.repository = self.repo(name)
        repo.write("keep", "kept\n")
        commits = []
        for step in steps:
            self.git("rm", "-q", "-r", "--cached", ".", check=False)
            for path in step.split():
                repo.write(path, content)
            commits.append(repo.commit(step, "keep", *step.split()))
        self.git("rm", "-q", "-r", "--cached", ".")
        repo.commit("without it", "keep")
        self.git("clean", "-q", "-d", "-f", "-x")
        return commits

    def holders(self, blob, *revisions):
        """Commits whose tree has the blob, oldest first, with all its paths."""
        out = {}
        for commit in self.git("rev-list", "--topo-order", "--reverse",
                               *revisions).split():
            names = [name for meta, name in
                     (each.split("\t") for each in
                      self.git("ls-tree", "-r", commit).splitlines())
                     if meta.split()[2] == blob]
            if names:
                out[commit] = names
        return out

    def commit_time(self, commit):
        return int(self.git("show", "-s", "--format=%ct", commit))

    def check(self, place):
        """Against git, where refs lead to the blob."""
        holders = self.holders(place["blob"], "--all")
        self.assertEqual(place["unreachable"], not holders)
        if not holders:
            return
        oldest = min(holders, key=self.commit_time)
        newest = max(holders, key=self.commit_time)
        self.assertEqual(place["commit"], oldest)
        self.assertEqual(place["last_commit"], newest)
        self.assertEqual(place["path"], holders[oldest][0])
        self.assertEqual(place["last_path"], holders[newest][0])
        self.assertEqual(place["author"], self.git("show", "-s", "--format=%an <%ae>",
                                                   oldest))
        self.assertEqual(str(place["commit_time"]),
                         self.git("show", "-s", "--format=%at", oldest))
        self.assertEqual(str(place["last_commit_time"]),
                         self.git("show", "-s", "--format=%at", newest))
        # the first of those that git names as having changed how often it is there
        touched = self.git("log", "--all", "--format=%H", "-m", "--first-parent",
                           f"--find-object={place['blob']}").split()
        touched += self.git("log", "--all", "--format=%H",
                            f"--find-object={place['blob']}").split()
        self.assertIn(oldest, touched)
        containing = self.git("branch", "--all", "--format=%(refname)", "--contains",
                              oldest).splitlines()
        names = [each.removeprefix("refs/heads/") for each in containing
                 if each.startswith("refs/heads/")]
        names += [each.removeprefix("refs/remotes/") for each in containing
                  if each.startswith("refs/remotes/") and not each.endswith("/HEAD")]
        self.assertEqual(place["branches_total"], len(names))
        self.assertEqual(place["branches"], names[:8])


class WhatGitSays(AttributionCase):
    def test_a_file_that_was_renamed_and_removed(self):
        repo = self.repository
        repo.commit_file("app.py", line(0), "brought")
        blob = self.git("rev-parse", "HEAD:app.py")
        self.git("mv", "app.py", "main.py")
        renamed = repo.commit("renamed")
        repo.commit_file("other.txt", "other\n", "beside it")
        last = self.git("rev-parse", "HEAD")
        self.git("rm", "-q", "main.py")
        repo.commit("removed")
        place = self.place(self.scan(), blob)
        self.assertEqual((place["path"], place["last_path"]), ("app.py", "main.py"))
        self.assertEqual(place["last_commit"], last)
        self.assertNotEqual(last, renamed)
        self.check(place)
        shown = self.repository.run("--no-cache", form="text").out.decode()
        self.assertIn(f"in history since {place['commit'][:12]}", shown)
        self.assertIn(f"last in {last[:12]} (2023-11-14 UTC) as main.py; in the branch main",
                      shown)

    def test_a_secret_that_is_still_there(self):
        repo = self.repository
        repo.commit_file("app.py", line(0), "brought")
        repo.commit_file("b.txt", "b\n", "later")
        (repo.path / "app.py").unlink()
        place = self.place(self.scan(), self.git("rev-parse", "HEAD:app.py"))
        self.assertEqual(place["last_commit"], self.git("rev-parse", "HEAD"))

    def test_the_newest_version_with_the_secret_counts(self):
        """One secret in three versions of a file is one finding."""
        repo = self.repository
        for number in range(3):
            repo.commit_file("app.py", line(0) + "x = 1\n" * number, f"version {number}")
        newest = self.git("rev-parse", "HEAD")
        oldest = self.git("rev-parse", "HEAD~2")
        repo.commit_file("app.py", "x = 1\n", "clean")
        run = self.scan()
        self.assertEqual(len(run.findings), 1, run.told())
        place = run.findings[0]["place"]
        self.assertEqual((place["commit"], place["last_commit"]), (oldest, newest))

    def test_objects_without_a_ref(self):
        repo = self.repository
        repo.commit_file("a.txt", "a\n", "base")
        repo.commit_file("app.py", line(0), "dropped")
        dropped = self.git("rev-parse", "HEAD")
        blob = self.git("rev-parse", "HEAD:app.py")
        self.git("reset", "-q", "--hard", "HEAD~1")
        place = self.place(self.scan(), blob)
        self.assertTrue(place["unreachable"])
        self.assertEqual((place["commit"], place["last_commit"]), (dropped, dropped))
        self.assertEqual((place["branches"], place["branches_total"]), ([], 0))
        oid = self.git("hash-object", "-w", "--stdin", data=line(1).encode())
        place = self.place(self.scan(), oid)
        self.assertEqual([place[key] for key in ("commit", "author", "last_commit",
                                                 "last_commit_time", "last_path")],
                         [None] * 5)

    def test_more_branches_than_are_named(self):
        repo = self.repository
        repo.commit_file("a.txt", "a\n", "base")
        for number in range(70):
            self.git("branch", f"old/{number:03}")
        repo.commit_file("app.py", line(0), "brought")
        blob = self.git("rev-parse", "HEAD:app.py")
        for number in range(130):
            self.git("branch", f"new/{number:03}")
        self.git("update-ref", "refs/remotes/origin/dev", "HEAD")
        self.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/dev")
        self.git("rm", "-q", "app.py")
        repo.commit("removed")
        place = self.place(self.scan(), blob)
        self.assertEqual(place["branches_total"], 132)
        self.assertEqual(place["branches"][0], "main")
        self.check(place)

    def test_random_histories(self):
        """Branches, merges, cherry-picks, renames and reverts; every commit later than
        all before."""
        for seed in range(2):
            dice = random.Random(seed)
            repo = self.repository = self.repo(f"random{seed}")
            repo.commit_file("readme.txt", "readme\n", "base")
            for step in range(STEPS):
                self.step(dice, step)
            self.git("checkout", "-q", "--orphan", "end")
            self.git("rm", "-q", "-rf", ".")
            repo.commit("nothing")
            run = self.scan()
            places = {}
            for finding in run.findings:
                places.setdefault(finding["place"]["blob"], finding["place"])
            self.assertGreater(len(places), 4)
            for place in places.values():
                self.check(place)
            one = self.scan("-j1")
            self.assertEqual(run.out, one.out)

    def step(self, dice, step):
        repo = self.repository
        branches = self.git("branch", "--format=%(refname:short)").split()
        names = self.git("ls-files").split()
        kind = dice.choice(["write", "write", "move", "drop", "branch", "merge", "pick"])
        if kind == "write":
            # one secret a blob, so that each blob is a finding of its own
            repo.commit_file(f"d{dice.randrange(3)}/f{dice.randrange(FILES)}.py",
                             line(1000 + step), f"write {step}")
        elif kind == "move" and len(names) > 1:
            source = dice.choice([each for each in names if each != "readme.txt"])
            self.git("mv", source, f"moved{step}.py")
            repo.commit(f"move {step}")
        elif kind == "drop" and len(names) > 2:
            self.git("rm", "-q", dice.choice([n for n in names if n != "readme.txt"]))
            repo.commit(f"drop {step}")
        elif kind == "branch":
            self.git("checkout", "-q", "-b", f"b{step}",
                     dice.choice(self.git("rev-list", "--all").split()))
        elif kind == "merge":
            self.git("merge", "-q", "-X", "ours", "-m", f"merge {step}",
                     dice.choice(branches), check=False)
            self.git("reset", "-q", "--hard")
        elif kind == "pick":
            self.git("cherry-pick", "--allow-empty",
                     dice.choice(self.git("rev-list", "--no-merges", "--all").split()),
                     check=False)
            self.git("cherry-pick", "--abort", check=False)
            self.git("reset", "-q", "--hard")


class WhereItCounts(AttributionCase):
    """A content that had several paths is told at the oldest at which it counts: the scan
    of the history is silent only where that of every commit's tree is."""

    DOCS = "exclude: ['docs/**']\n"
    ALLOW = "allow: [{rule: github-pat, path: 'tests/**', reason: made up}]\n"
    NOTE = "overrides: [{path: 'tests/**', rules: {github-pat: note}}]\n"
    HERE = ("rules: {github-pat: off}\n"
            "overrides: [{path: 'src/**', rules: {github-pat: warning}}]\n")
    SECRET = token(33)[4:20]
    PASSWORD = f'password = "{SECRET}"\n'
    JSON = f'{{"password": "{SECRET}"}}\n'
    SERVER = f"requirepass {SECRET}\n"
    BASIC = base64.b64encode(f"user:{SECRET}".encode()).decode()
    HEADER = f"Authorization: Basic {BASIC}\n"
    KEY = b"\0GITCRYPTKEY" + bytes(3) + b"\2" + bytes(64)
    # configuration, content, rule, paths by commit, what is told of the rule: the number of
    # the commit, the path, the level
    CASES = {
        "left out, then not": (DOCS, line(), "github-pat", ["docs/x", "src/x"],
                               (1, "src/x", "error")),
        "not, then left out": (DOCS, line(), "github-pat", ["src/x", "docs/x"],
                               (0, "src/x", "error")),
        "left out everywhere": ("exclude: ['{docs,old}/**']\n", line(), "github-pat",
                                ["docs/x", "old/x"], None),
        "left out twice": ("exclude: ['{docs,old}/**']\n", line(), "github-pat",
                           ["docs/x", "old/x", "src/x", "lib/x"], (2, "src/x", "error")),
        "with its folders": (DOCS, line(), "github-pat", ["docs/a/b/x", "src/a/b/x"],
                             (1, "src/a/b/x", "error")),
        "in one commit": (DOCS, line(), "github-pat", ["docs/x src/x"],
                          (0, "src/x", "error")),
        "in one folder": ("exclude: ['*.example']\n", line(), "github-pat",
                          ["a/.env.example a/.env"], (0, "a/.env", "error")),
        "by its name": ("exclude: ['*.example']\n", line(), "github-pat",
                        [".env.example", ".env"], (1, ".env", "error")),
        "by a name that says how to read it": (
            "exclude: [a.json]\n", JSON, "config-plaintext-secret",
            ["a.json", "b.json"], (1, "b.json", "warning")),
        "the later name is left out": (
            "exclude: [a.json]\n", JSON, "config-plaintext-secret",
            ["b.json", "a.json"], (0, "b.json", "warning")),
        "a key, whatever its name says of how to read it": (
            DOCS, KEY, "git-crypt-key-committed", ["docs/a.yml", "b.py"],
            (1, "b.py", "error")),
        "the name at the top only": ("exclude: [/a.json]\n", line(), "github-pat",
                                     ["sub/a.json"], (0, "sub/a.json", "error")),
        "allowed, then not": (ALLOW, line(), "github-pat", ["tests/x", "src/x"],
                              (1, "src/x", "error")),
        "allowed everywhere": (ALLOW, line(), "github-pat", ["tests/x", "tests/y"], None),
        "off, then not": (NOTE.replace("note", "off"), line(), "github-pat",
                          ["tests/x", "src/x"], (1, "src/x", "error")),
        "lower, then not": (NOTE, line(), "github-pat", ["tests/x", "src/x"],
                            (1, "src/x", "error")),
        "lower everywhere": (NOTE, line(), "github-pat", ["tests/x", "tests/y"],
                             (0, "tests/x", "note")),
        "only there": (HERE, line(), "github-pat", ["lib/x", "src/x"],
                       (1, "src/x", "warning")),
        "only elsewhere": (HERE, line(), "github-pat", ["lib/x", "lib/y"], None),
        "code of others, then not": ("", PASSWORD, "generic-secret",
                                     ["vendor/x.txt", "src/x.txt"],
                                     (1, "src/x.txt", "warning")),
        "code of others": ("", PASSWORD, "generic-secret", ["vendor/x.txt", "vendor/y.txt"],
                           (0, "vendor/x.txt", "note")),
        "a pattern in tests, then not": ("", HEADER, "basic-auth-header",
                                         ["tests/x", "src/x"], (1, "src/x", "warning")),
        "a pattern in tests": ("", HEADER, "basic-auth-header", ["tests/x", "spec/x"],
                               (0, "tests/x", "note")),
        "a pattern in prose, then not": ("", HEADER, "basic-auth-header",
                                         ["x.md", "x.txt"], (1, "x.txt", "warning")),
        "a setting in tests, then not": ("", JSON, "config-plaintext-secret",
                                         ["tests/a.json", "a.json"],
                                         (1, "a.json", "warning")),
        "a setting in tests": ("", JSON, "config-plaintext-secret",
                               ["tests/a.json", "spec/a.json"],
                               (0, "tests/a.json", "note")),
        "a level that is given to prose": (
            "rules: {generic-secret: note}\n"
            "overrides: [{path: 'docs/**', rules: {generic-secret: error}}]\n",
            PASSWORD, "generic-secret", ["x.md", "docs/x.md"], (1, "docs/x.md", "error")),
        "a rule that is not for prose": ("", SERVER, "redis-server-password",
                                         ["x.md", "redis.conf"],
                                         (1, "redis.conf", "warning")),
        "prose alone": ("", SERVER, "redis-server-password", ["x.md", "y.md"], None),
        "a rule for one name": ("", f"storePassword={SECRET}\n",
                                "gradle-signing-password", ["x.txt", "x.properties"],
                                (1, "x.properties", "error")),
    }

    def told(self, rule, *args):
        run = self.repository.run(*args)
        self.assertEqual([each for each in run.notices if each["incomplete"]], [])
        return [each for each in run.findings
                if each["rule"] == rule and not each["suppressed"]]

    def in_trees(self, commits, rule, *args):
        """The highest level in any of these trees."""
        found = []
        for commit in commits:
            self.git("checkout", "-q", "--detach", commit)
            found += self.told(rule, "--no-history", *args)
        self.git("checkout", "-q", "main")
        return max((each["level"] for each in found), default=None,
                   key=["note", "warning", "error"].index)

    def test_every_way_in_which_a_path_decides(self):
        for number, (name, (text, content, rule, steps, wanted)) in enumerate(
                self.CASES.items()):
            with self.subTest(name):
                commits = self.make(f"case{number}", content, steps)
                config = self.folder / "c.yml"
                config.write_text(text)
                args = ["--config", config] if text else []
                found = self.told(rule, "--no-cache", *args)
                self.assertEqual([(commits.index(each["place"]["commit"]),
                                   each["place"]["path"], each["level"])
                                  for each in found], [wanted] if wanted else [])
                self.assertEqual(self.in_trees(commits, rule, *args),
                                 wanted[2] if wanted else None)
                self.git("gc", "-q")
                self.assertEqual(self.told(rule, "--no-cache", "-j1", *args), found)
                cold = self.repository.run(*args)
                self.assertEqual(self.repository.run(*args).out, cold.out)
                self.assertEqual(cold.findings, self.scan(*args).findings)

    def test_what_is_said_of_the_commit(self):
        commits = self.make("said", line(), ["docs/x", "src/x", "src/x lib/x"])
        self.git("branch", "later", commits[1])
        self.git("branch", "early", commits[0])
        self.repository.write(".seclint.yml", self.DOCS)
        (finding,) = self.scan().findings
        place = finding["place"]
        self.assertEqual((place["commit"], place["last_commit"]), (commits[1], commits[2]))
        self.assertEqual(place["author"], "A <a@example.org>")
        self.assertEqual(str(place["commit_time"]),
                         self.git("show", "-s", "--format=%at", commits[1]))
        self.assertEqual((place["branches"], place["branches_total"]),
                         (["later", "main"], 2))
        self.assertFalse(place["unreachable"])

    def test_each_finding_of_a_content_goes_its_own_way(self):
        text = line(0) + self.HEADER
        self.make("each", text, ["old/x", "src/x"])
        self.repository.write(".seclint.yml", self.ALLOW.replace("tests", "old"))
        found = {each["rule"]: each["place"]["path"] for each in self.scan().findings}
        self.assertEqual(found.pop("github-pat"), "src/x")
        self.assertEqual(set(found.values()), {"old/x"}, found)

    def test_a_later_allowance_is_asked_of_a_history_that_is_known(self):
        commits = self.make("known", line(), ["tests/x", "src/x"])
        repo = self.repository
        repo.run()  # which does not ask for other paths
        for text, paths in {self.ALLOW: ["src/x"], "": ["tests/x"],
                            self.NOTE: ["src/x"]}.items():
            repo.write(".seclint.yml", text)
            run = repo.run()
            self.assertEqual(run.paths(), paths)
            self.assertEqual(run.findings, self.scan().findings)
            self.assertEqual(repo.run().out, run.out)
        self.assertEqual(run.findings[0]["place"]["commit"], commits[1])

    def test_an_allowance_for_a_commit_goes_with_the_content(self):
        commits = self.make("commits", line(), ["a/x", "b/x"])
        self.repository.write(".seclint.yml", "allow: [{commit: %s, rule: github-pat, "
                              "reason: revoked}]\n" % commits[0])
        (finding,) = self.scan().findings
        self.assertTrue(finding["suppressed"], finding)

    def test_an_allowance_for_a_commit_and_a_path_holds_there(self):
        """The same with a path says nothing of other paths."""
        commits = self.make("there", line(), ["a/x", "b/x"])
        config = "allow: [{commit: %s, path: '%s', rule: github-pat, reason: revoked}]\n"
        for path, wanted in {"a/**": "b/x", "b/**": "a/x"}.items():
            self.repository.write(".seclint.yml", config % (commits[0], path))
            found = [each for each in self.scan().findings if not each["suppressed"]]
            self.assertIn(wanted, [each["place"]["path"] for each in found])
        self.repository.write(".gitleaksignore", f"{commits[0]}:a/x:github-pat:1\n")
        self.repository.write(".seclint.yml", "")
        self.assertEqual(self.scan().paths(), ["b/x"])

    def test_an_allowance_that_fits_an_old_path_is_used(self):
        self.make("used", line(), ["tests/x", "src/x"])
        self.repository.write(".seclint.yml", self.ALLOW)
        rules = [each["rule"] for each in self.scan().findings]
        self.assertEqual(rules, ["github-pat"])

    def test_lists_of_other_scanners(self):
        self.make("lists", line(), ["a.txt", "b.txt"])
        self.repository.write(".gitleaksignore", "a.txt:github-pat:1\n")
        self.assertEqual(self.scan().paths(), ["b.txt"])

    def test_members_of_archives(self):
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            member = tarfile.TarInfo("in/app.py")
            member.size = len(line())
            archive.addfile(member, io.BytesIO(line().encode()))
        self.make("archives", data.getvalue(), ["docs/a.tgz", "src/a.tgz"])
        self.repository.write(".seclint.yml", self.DOCS)
        self.assertEqual(self.scan().paths(), ["src/a.tgz!/in/app.py"])

    RULE = """
id: acme-token
title: 'Acme: token'
level: error
confidence: high
cwe: 798
severity: '8.0'
match:
  literals: [acme_]
  regex: '\\bacme_[0-9]{9}'
  not-paths: ['app-1.[12]*/**/a.txt', 'app-1.[02]*/**/b.txt', 'app-1.[01]*/**/c.txt']
why: x
fix: x
"""

    def test_members_that_come_again(self):
        """What nothing came of is not read again in the next version of an archive, unless
        a rule is not for members of some versions."""
        token = "acme_%09d" % 271828182
        for version in range(3):
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode="w:gz") as archive:
                for name in "abc":
                    member = tarfile.TarInfo(f"app/{name}.txt")
                    member.size = len(token)
                    archive.addfile(member, io.BytesIO(token.encode()))
                archive.addfile(tarfile.TarInfo(f"app/version {version}"))
            self.repository.write(f"app-1.{version}.tgz", data.getvalue())
        self.repository.commit("archives")
        self.git("rm", "-q", "-r", ".")
        self.repository.write("keep", "kept\n")
        self.repository.commit("without them")
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "acme.yml").write_text(self.RULE)
        self.assertEqual(sorted(self.scan("-j1", "--rules", rules).paths()),
                         ["app-1.0.tgz!/app/a.txt", "app-1.1.tgz!/app/b.txt",
                          "app-1.2.tgz!/app/c.txt"])

    def test_names_made_to_be_taken_for_each_other(self):
        """Two names that differ in nothing but bits of the highest places of their words:
        sums and products of words took one for the other, whatever the seed."""
        repo = self.repository = self.repo("names")
        left_out, other = b"excluded-notagai", bytearray(b"excluded-notagai")
        for place in (7, 11, 15):
            other[place] ^= 0x80
        oid = self.git("hash-object", "-w", "--stdin", data=line().encode()).encode()
        rows = b"".join(b"100644 blob %s\t%s\n" % (oid, name)
                        for name in (left_out, bytes(other)))
        commit = self.git("commit-tree", "-m", "both", self.git("mktree", data=rows))
        empty = self.git("mktree", data=b"")
        repo.git("update-ref", "refs/heads/main",
                 self.git("commit-tree", "-m", "none", "-p", commit, empty))
        config = self.folder / "c.yml"
        config.write_text(f"exclude: [{left_out.decode()}]\n")
        self.assertEqual(len(self.scan("--config", config).findings), 1)

    def test_where_trees_are_read_twice(self):
        """What so many names would take is not kept: the trees are read once more for the
        commits, and once more for the names."""
        commits = self.make("twice", line(), ["docs/x docs/a/x", "docs/x src/a/b/x lib/x"])
        repo = self.repository
        blob = bytes.fromhex(self.git("hash-object", "-w", "--stdin", data=b"plain\n"))
        for part in range(8):
            rows = b"".join(b"100644 f%d-%05d\0%s" % (part, each, blob)
                            for each in range(70000))
            tree = self.git("hash-object", "-t", "tree", "-w", "--stdin", data=rows)
            top = self.git("mktree", data=f"040000 tree {tree}\tmany\n".encode())
            repo.git("update-ref", f"refs/heads/many{part}",
                     self.git("commit-tree", "-m", "many", top))
        repo.write(".seclint.yml", self.DOCS)
        for threads in ("-j1", "-j2"):
            (finding,) = self.scan(threads).findings
            self.assertEqual((finding["place"]["commit"], finding["place"]["path"]),
                             (commits[1], "lib/x"))

    def test_a_content_with_too_many_paths_leaves_others_alone(self):
        config = self.folder / "c.yml"
        config.write_text(self.DOCS)
        repo = self.repository = self.repo("alone")
        many, other = (self.git("hash-object", "-w", "--stdin", data=line(each).encode())
                       for each in range(2))
        rows = "".join(f"100644 blob {many}\tx{each}\n" for each in range(4200))
        tree = self.git("mktree", data=(rows + f"100644 blob {other}\ty\n").encode())
        docs = self.git("mktree", data=f"040000 tree {tree}\tdocs\n".encode())
        src = self.git("mktree", data=f"100644 blob {other}\ty\n".encode())
        first = self.git("commit-tree", "-m", "docs", docs)
        repo.git("update-ref", "refs/heads/main",
                 self.git("commit-tree", "-m", "src", "-p", first, src))
        repo.git("read-tree", "--empty")
        run = self.scan("--config", config)
        self.assertEqual(run.paths(), ["y"], run.told())
        self.assertEqual(len(run.noticed("too many paths")), 1, run.told())
        self.assert_status(run, 1)

    def test_more_places_than_are_looked_at(self):
        """Contents in a folder that stands in very many: none of them has too many paths
        alone."""
        config = self.folder / "c.yml"
        config.write_text("exclude: ['**/f*']\n")
        repo = self.repository = self.repo("places")
        rows = ""
        for each in range(128):
            text = f"# {each}\n{line()}".encode()
            oid = self.git("hash-object", "-w", "--stdin", data=text)
            rows += f"100644 blob {oid}\tf{each}\n"
        tree = self.git("mktree", data=rows.encode())
        top = self.git("mktree", data="".join(f"040000 tree {tree}\td{each}\n"
                                              for each in range(4000)).encode())
        repo.git("update-ref", "refs/heads/main", self.git("commit-tree", "-m", "all", top))
        repo.git("read-tree", "--empty")
        run = self.scan("--config", config)
        self.assertEqual(len(run.noticed("too many paths")), 1, run.told())
        self.assert_status(run, 3)

    def test_more_entries_than_are_looked_at_again(self):
        """A folder that names one file very often, as no git writes it, stands at many
        paths: each of them is one more place, and thousands of entries."""
        config = self.folder / "c.yml"
        config.write_text("exclude: ['**/x']\n")
        for folders, told in ((600, 0), (700, 1)):
            repo = self.repository = self.repo(f"entries{folders}")
            oid = self.git("hash-object", "-w", "--stdin", data=line().encode())
            rows = (b"100644 x\0" + bytes.fromhex(oid)) * 30000
            tree = self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin",
                            data=rows)
            top = self.git("mktree", data="".join(f"040000 tree {tree}\td{each}\n"
                                                  for each in range(folders)).encode())
            repo.git("update-ref", "refs/heads/main",
                     self.git("commit-tree", "-m", "all", top))
            repo.git("read-tree", "--empty")
            run = self.scan("--config", config)
            self.assertEqual(len(run.noticed("too many paths")), told, run.told())

    def test_more_paths_than_are_judged(self):
        """What is left out for their number makes the scan incomplete."""
        config = self.folder / "c.yml"
        for name, text, status in (("docs", self.DOCS, 3), ("x", "exclude: [x0]\n", 1)):
            repo = self.repository = self.repo(name)
            oid = self.git("hash-object", "-w", "--stdin", data=line().encode())
            rows = "".join(f"100644 blob {oid}\tx{each}\n" for each in range(4200))
            tree = self.git("mktree", data=rows.encode())
            top = self.git("mktree", data=f"040000 tree {tree}\t{name}\n".encode())
            repo.git("update-ref", "refs/heads/main",
                     self.git("commit-tree", "-m", name, top))
            repo.git("read-tree", "--empty")
            repo.git("update-ref", "refs/heads/other",
                     self.git("commit-tree", "-m", name, self.git("mktree", data=b"")))
            repo.git("symbolic-ref", "HEAD", "refs/heads/other")
            config.write_text(text)
            run = self.scan("--config", config)
            self.assertEqual(len(run.noticed("too many paths")), 1, run.told())
            self.assert_status(run, status)


class Tags(AttributionCase):
    """What a message holds has the date of who wrote the tag, in every format, whichever
    way the tag is read."""

    def setUp(self):
        super().setUp()
        self.base = self.repository.commit_file("readme.txt", "readme\n")
        self.repository.commit("later")
        self.git("tag", "-a", "-m", line(), "v1",
                 env={"GIT_COMMITTER_DATE": "1720000000 +0000"})
        self.tag = self.git("rev-parse", "v1")

    def test_the_date_of_a_tag(self):
        run = self.repository.run  # the second keeps what the first one learnt
        ways = {"history": self.scan, "first": run, "second": run,
                "range": lambda: run("--range", f"{self.base}..v1")}
        for name, way in ways.items():
            with self.subTest(name):
                told = way()
                (finding,) = told.findings
                place = finding["place"]
                self.assertEqual((place["path"], place["commit"], place["commit_time"]),
                                 (f".git/tag/{self.tag}", self.tag, 1720000000),
                                 told.told())

    def test_it_stands_in_every_format_that_has_dates(self):
        for form in ("text", "sarif", "gitlab", "html"):
            with self.subTest(form):
                run = self.repository.run("--no-cache", form=form)
                self.assert_status(run, 1)
                self.assertIn(b"2024-07-03", run.out)
                self.assertNotIn(b"1970-01-01", run.out)

    def test_a_tag_that_does_not_say_counts_from_the_epoch(self):
        text = f"object {self.base}\ntype commit\ntag v0\n\n{line(1)}"
        oid = self.git("hash-object", "-t", "tag", "-w", "--literally", "--stdin",
                       data=text.encode())
        self.git("update-ref", "refs/tags/v0", oid)
        (finding,) = self.scan().at(f".git/tag/{oid}")
        self.assertEqual(finding["place"]["commit_time"], 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])

"""A content of the history that had names of several kinds is read in every way in which
they would have it read: what the working tree of any commit says, the history says, and
nothing else."""

import random
import sys
import unittest

from attribution_test import AttributionCase
from repo_kit import line, token

DRAWN = token(33)[4:36]
PASSWORD = "Kv7#" + token(34)[4:12]
DOTENV = f"DB_PASSWORD={PASSWORD}\n"
YAML = f"db:\n  password: {PASSWORD}\n"
JSON = f'{{"password": "{PASSWORD}", "user": "root"}}\n'
ASSIGNED = f'password = "{PASSWORD}"\n'
NPMRC = f"//registry.example.org/:_password={PASSWORD}\n"
PGPASS = f"db.example.org:5432:shop:bob:{PASSWORD}\n"
TABLE = f"name,password\nbob,{PASSWORD}\n"
BARE = f"password = Winter{2019}!\n"
KEY = "".join(random.Random(5).choices("0123456789abcdef", k=32))
KEYTAB = b"\5\2\0\0" + bytes(200)
LEVELS = ["note", "warning", "error"]


class Readings(AttributionCase):
    # content, names by commit, rule, what is told of it: number of the commit, path
    CASES = {
        "prose, then settings": (DOTENV, ["notes.md", "prod.env"],
                                 "dotenv-plaintext-secret", [(1, "prod.env")]),
        "settings, then prose": (DOTENV, ["prod.env", "notes.md"],
                                 "dotenv-plaintext-secret", [(0, "prod.env")]),
        "text, then YAML": (YAML, ["a.txt", "values.yaml"], "config-plaintext-secret",
                            [(1, "values.yaml")]),
        "prose, then JSON": (JSON, ["dump.md", "terraform.tfstate"],
                             "terraform-state-secret", [(1, "terraform.tfstate")]),
        "both at once": (YAML, ["a.md b/values.yaml"], "config-plaintext-secret",
                         [(0, "b/values.yaml")]),
        "of one kind": (YAML, ["b.yml", "a.yaml"], "config-plaintext-secret",
                        [(0, "b.yml")]),
        "settings, then a program": (ASSIGNED, ["a.ini", "app.py"], "generic-secret",
                                     [(1, "app.py")]),
        "a program, then settings": (ASSIGNED, ["app.py", "a.ini"], "generic-secret",
                                     [(0, "app.py")]),
        "a table": (TABLE, ["users.json", "users.csv"], "table-plaintext-secret",
                    [(1, "users.csv")]),
        "a login": (PGPASS, ["a.csv", ".pgpass"], "pgpass-password", [(1, ".pgpass")]),
        "a file of one secret": (f"{DRAWN}\n", ["a.json", ".vault-token"],
                                 "token-file", [(1, ".vault-token")]),
        "a password of a vault": (f"{PASSWORD}\n", ["a.json", "vault_pass.txt"],
                                  "vault-password-committed", [(1, "vault_pass.txt")]),
        "a rule that leaves out a name": (
            f'{{"db": {{"secret_value": "{DRAWN}"}}}}\n',
            ["package-lock.json", "settings.json"], "config-plaintext-secret",
            [(1, "settings.json")]),
        "a key": (KEYTAB, ["host.keytab"], "binary-private-key", [(0, "host.keytab")]),
        "a key that was called otherwise": (KEYTAB, ["a.json", "b.bin", "host.keytab"],
                                            "binary-private-key", [(2, "host.keytab")]),
        "what has its own form": (line(), ["notes.md", "a.yml", "prod.env", "app.py"],
                                  "github-pat", [(0, "notes.md")]),
        "a word without quotes": (BARE, ["a.c", "a.txt"], "generic-password",
                                  [(1, "a.txt")]),
        "a word without quotes in a script": (BARE, ["run.sh", "a.c"], "generic-password",
                                              [(0, "run.sh")]),
        "only in a program": (BARE, ["a.c", "b.java"], "generic-password", []),
        "a program of tests": (f"token={DRAWN[:16]}\n", ["a.kt", "tests/a.kt"],
                               "generic-secret", [(1, "tests/a.kt")]),
        "an ending of programs": (f'SECRET_KEY = "{DRAWN}"\n', ["a.rb", "config.py"],
                                  "django-secret-key", [(1, "config.py")]),
        "a folder": (f"{KEY}\n", ["a.key", "src/a.key", "config/a.key"],
                     "rails-master-key", [(2, "config/a.key")]),
        "a folder of translations": (YAML, ["i18n/a.yml", "a.yml"],
                                     "config-plaintext-secret", [(1, "a.yml")]),
        "what begins as JSON": (JSON, ["a.rb", "db"], "config-plaintext-secret",
                                [(1, "db")]),
        "a program that begins as JSON": (JSON, ["a.rb"], "config-plaintext-secret", []),
        "a type of CUE": ("password: dagger.#Secret\n", ["a.cue"], "generic-password", []),
        "a name that is left out": (DOTENV, ["notes.md", "left.env", "prod.env"],
                                    "dotenv-plaintext-secret", [(2, "prod.env")]),
        "only a name that is left out": (DOTENV, ["notes.md", "left.env"],
                                         "dotenv-plaintext-secret", []),
    }
    CONFIG = "exclude: [left.env]\n"

    def told(self, rule, *args):
        run = self.repository.run(*args)
        self.assertEqual([each for each in run.notices if each["incomplete"]], [])
        return [each for each in run.findings if each["rule"] == rule]

    def in_trees(self, commits, rule, *args):
        """The paths at which any of these trees has it, by level."""
        found = set()
        for commit in commits:
            self.git("checkout", "-q", "--detach", commit)
            found |= {(each["level"], each["place"]["path"])
                      for each in self.told(rule, "--no-history", *args)}
        self.git("checkout", "-q", "main")
        return found

    def test_every_way_in_which_a_name_decides(self):
        config = self.folder / "c.yml"
        config.write_text(self.CONFIG)
        args = ["--config", config]
        for number, (name, (content, steps, rule, wanted)) in enumerate(
                self.CASES.items()):
            with self.subTest(name):
                commits = self.make(f"case{number}", content, steps)
                found = self.told(rule, "--no-cache", *args)
                self.assertEqual([(commits.index(each["place"]["commit"]),
                                   each["place"]["path"]) for each in found], wanted)
                trees = self.in_trees(commits, rule, *args)
                self.assertEqual(bool(trees), bool(wanted))
                for each in found:
                    self.assertIn((each["level"], each["place"]["path"]), trees)
                self.git("gc", "-q")
                self.assertEqual(self.told(rule, "--no-cache", "-j1", *args), found)
                cold = self.repository.run(*args)
                self.assertEqual(self.repository.run(*args).out, cold.out)
                self.assertEqual(cold.findings, self.scan(*args).findings)

    def test_what_several_readings_find_is_told_where_it_counts_most(self):
        commits = self.make("most", line(), ["docs/notes.md", "a.yml", "app.py"])
        self.repository.write(".seclint.yml", "overrides: [{path: '*.{md,yml}', "
                              "rules: {github-pat: note}}]\n")
        (finding,) = self.scan().findings
        self.assertEqual((finding["place"]["path"], finding["place"]["commit"],
                          finding["level"]), ("app.py", commits[2], "error"))

    def test_members_of_archives_are_told_once(self):
        import io
        import tarfile
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            for name in ("in/app.py", "in/b.py"):
                member = tarfile.TarInfo(name)
                member.size = len(line())
                archive.addfile(member, io.BytesIO(line().encode()))
        self.make("archives", data.getvalue(), ["a.tgz", "a.json"])
        self.assertEqual(self.scan().paths(),
                         ["a.tgz!/in/app.py", "a.tgz!/in/b.py"])

    def test_an_object_is_counted_once(self):
        texts = {"dirty": DOTENV, "clean": "X=1\n", "binary": b"\0\1\2" + bytes(99)}
        for name, text in texts.items():
            with self.subTest(name):
                self.make(name, text, ["notes.md", "prod.env", "a.yml", "app.py"])
                every = self.git("cat-file", "--batch-all-objects",
                                 "--batch-check=%(objecttype)").split()
                for args in (["--no-cache"], [], [], ["--no-cache", "-j1"]):
                    counts = self.repository.run(*args).summary
                    self.assertEqual((counts["objects"], counts["binaries"]),
                                     (every.count("blob"), name == "binary"), args)

    def test_notices_name_no_file_that_there_is_not(self):
        """What no name tells is read as a file without an ending, too."""
        self.make("broken", f"---\n{YAML}x: @y\n", ["a.c"])
        for args in (["--no-cache"], [], []):
            run = self.repository.run(*args)
            self.assertEqual([each["subject"] for each in run.notices], [None], run.told())

    def test_a_history_that_goes_on(self):
        """Readings that were clean are known, others are read again, also where the
        configuration asks for more than was kept."""
        self.make("on", DOTENV + line(), ["a.json", "notes.md"])
        repo = self.repository
        config = self.folder / "c.yml"
        for number, name in enumerate(["prod.env", "x.yml", "b.yml", "app.py"]):
            repo.run("--config", config) if number else repo.run()
            repo.write(name, DOTENV + line())
            repo.commit(name, name)
            self.git("rm", "-q", name)
            repo.commit("without it")
            config.write_text(f"exclude: [notes.md, x{number}]\n")
            for args in ([], ["--config", config]):
                warm = repo.run(*args)
                cold = self.scan(*args)
                self.assertEqual(warm.findings, cold.findings)
                self.assertEqual(warm.summary, cold.summary)
                self.assertEqual(repo.run(*args).out, warm.out)

    def test_versions_of_a_file_that_moved(self):
        """Deltas: each version has both names."""
        repo = self.repository
        body = "".join(f"# line {each} of many that stay\n" for each in range(200))
        for number in range(12):
            text = body + f"DB_PASSWORD_{number}={PASSWORD}{number}\n"
            for name in ("notes.md", "prod.env"):
                repo.write(name, text)
                repo.commit(f"{name} {number}", name)
        self.git("rm", "-q", "-r", ".")
        repo.commit("without them")
        self.git("gc", "-q", "--aggressive")
        run = self.scan("-j1")
        found = [each for each in run.findings
                 if each["rule"] == "dotenv-plaintext-secret"]
        self.assertEqual(len(found), 12, run.told())
        self.assertEqual({each["place"]["path"] for each in found}, {"prod.env"})
        self.assertEqual(self.scan("-j4").out, run.out)

    def test_more_ways_than_are_read(self):
        """What is left out for their number makes the scan incomplete; in an empty file
        nothing is left out."""
        endings = ["yml", "json", "env", "ini", "toml", "xml", "tf", "properties", "netrc",
                   "md", "csv", "tsv", "psv", "sql", "org", "adoc", "feature", "py"]
        names = " ".join(f"{stem}.{ending}" for ending in endings
                         for stem in ("a", "test", "doc"))
        for text, complete in ((DOTENV, False), ("", True)):
            self.make(f"many{complete}", text, [names])
            for run in (self.scan(), self.repository.run(), self.repository.run()):
                self.assertEqual(len(run.noticed("names of more kinds")), not complete,
                                 run.told())
                self.assertEqual(run.summary["complete"], complete)

    def test_random_histories(self):
        """What the tree of any commit says of contents with names of every kind is said of
        the history, once, at the highest of their levels, and nothing else is."""
        names = ["notes.md", "prod.env", "values.yaml", "b.yml", "terraform.tfstate",
                 "x.json", ".npmrc", ".pgpass", "test.yml", "a.properties", "local.tf",
                 "users.csv", "a.ini", "package-lock.json", "vault_pass.txt", "a.txt",
                 "LICENSE", "run.sh", "a.c", "a.java", "settings.py", "config.php", "a.js",
                 "runtime.exs", "a.html", "my.key", "a.xml", "test_a.py", "a.rst", "a.tcl",
                 "Makefile", "a.min.js", "a.kt", "a.j2"]
        folders = ["", "", "conf/", "config/", "tests/", "docs/", "i18n/", "vendor/"]
        texts = [DOTENV, YAML, JSON, NPMRC, PGPASS, TABLE, ASSIGNED, f"{DRAWN}\n",
                 f"[a]\npassword = {PASSWORD}\n", BARE, f"---\n{YAML}",
                 f"# password: {PASSWORD}\n", f"set pass to {PASSWORD}x1.\n",
                 f"token={DRAWN[:17]}\n", f'SECRET_KEY = "{DRAWN[3:]}"\n', f"{KEY}\n",
                 f'conn("host=db1 user=app password=Pebble8{PASSWORD[4:]}")\n',
                 f"openssl rsa -in a.pem -passin pass:{PASSWORD}\n"]
        # one secret that two contents share is one finding
        texts = [text.replace(PASSWORD, f"{PASSWORD}{each}")
                 for each, text in enumerate(texts)] + [line()]
        for seed in range(8):
            dice = random.Random(seed)
            repo = self.repository = self.repo(f"random{seed}")
            commits = []
            for step in range(4):
                self.git("rm", "-q", "-r", "-f", ".", check=False)
                for text in dice.sample(texts, 9):
                    for name in dice.sample(names, 2):
                        repo.write(f"{dice.choice(folders)}{name}", text)
                repo.write("keep", str(step))
                commits.append(repo.commit(f"step {step}"))
            if seed % 2:
                self.git("repack", "-a", "-d", "-f", "-q")
            truth = {}
            for commit in commits:
                self.git("checkout", "-q", "--detach", commit)
                blobs = {path: meta.split()[2] for meta, path in
                         (each.split("\t") for each in
                          self.git("ls-tree", "-r", commit).splitlines())}
                for each in repo.run("--no-history").findings:
                    if each["masked"]:
                        key = self.key(each, blobs[each["place"]["path"]])
                        truth[key] = max(truth.get(key, 0),
                                         LEVELS.index(each["level"]))
            self.git("checkout", "-q", "main")
            self.git("rm", "-q", "-r", ".")
            repo.commit("without them")
            run = self.scan()
            told = [(self.key(each, each["place"]["blob"]), LEVELS.index(each["level"]))
                    for each in run.findings if each["masked"]]
            self.assertEqual(sorted(dict(told).items()), sorted(told), seed)
            self.assertGreater(len(truth), 5)
            self.assertEqual(dict(told), truth, seed)
            self.assertEqual(self.scan("-j1").out, run.out)
            repo.run()
            self.assertEqual(repo.run().findings, run.findings)

    @staticmethod
    def key(finding, blob):
        start, end = finding["place"]["start"], finding["place"]["end"]
        return finding["rule"], blob, start["line"], start["byte"], end["byte"]


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])

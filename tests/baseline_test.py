"""What a baseline accepts stays accepted while lines move, files are renamed and line ends
change; a secret that changes or is copied is new. The file gives nothing away."""

import base64
import hashlib
import hmac
import os
import random
import re
import stat
import unittest

import repo_kit
from repo_kit import Case, line, token

ROUNDS = int(os.environ.get("SECLINT_BASELINE_ROUNDS", "4" if repo_kit.SANITIZED else "12"))
FILE = ".seclint-baseline"
UNION = f"{FILE} merge=union\n"
STATEMENT, ACTION = "Statement", "Action"  # apart, so that this file is no policy


def key_block(seed):
    """A private key in the form of PEM that is none."""
    rng = random.Random(f"key {seed}")
    body = base64.b64encode(rng.randbytes(600)).decode()
    rows = [body[at:at + 64] for at in range(0, len(body), 64)]
    kind = "RSA PRIVATE " + "KEY"
    return ["-----BEGIN " + kind + "-----", *rows, "-----END " + kind + "-----"]


class Model:
    """The files of a repository as lists of lines, and what may happen to them."""

    def __init__(self, repo, rng):
        self.repo, self.rng, self.count = repo, rng, 0
        self.crlf = False
        self.files = {
            "src/app.py": ["import os", line(0).rstrip(), "", line(1).rstrip(), "run()"],
            "src/other.py": ["import sys", "", line(2).rstrip(), line(2).rstrip()],
            "conf/prod.yml": ["key: |", *("  " + row for row in key_block(0)), "port: 1"],
            ".env": ["# service", f"DB_PASSWORD={token(3)[4:24]}", "PORT=80"],
            "policy.json": [
                f'{{"Version": "2012-10-17", "{STATEMENT}": [',
                f'  {{"Effect": "Allow", "{ACTION}": "*", "Resource": "*"}}',
                "]}",
            ],
        }
        self.save()

    def save(self):
        for name, rows in self.files.items():
            end = "\r\n" if self.crlf else "\n"
            self.repo.write(name, "".join(row + end for row in rows))

    def pick(self, *ends):
        return self.rng.choice([name for name in sorted(self.files) if name.endswith(ends)])

    # Harmless.

    def insert_lines(self):
        name = self.pick(".py", ".env")
        at = self.rng.randrange(len(self.files[name]) + 1)
        self.files[name][at:at] = ["# a remark"] * self.rng.randint(1, 5)

    def move_a_line(self):
        rows = self.files[self.pick(".py")]
        rows.insert(self.rng.randrange(len(rows)), rows.pop(self.rng.randrange(len(rows))))

    def reindent(self):
        name = self.pick(".py", ".yml", ".json")
        head = ["deeper:"] if name.endswith(".yml") else []
        self.files[name] = head + ["    " + row for row in self.files[name]]

    def edit_others(self):
        rows = self.files[self.pick(".py")]
        rows.append(f"value = {self.rng.randrange(1000)}")

    def rename(self):
        name = self.pick(".py", ".yml", ".json")
        self.count += 1
        moved = f"moved{self.count}/{self.count}-{os.path.basename(name)}"
        self.repo.write(f"moved{self.count}/keep.txt", "x\n")
        self.repo.git("add", "-A")
        self.repo.git("mv", name, moved)
        self.files[moved] = self.files.pop(name)

    def line_ends(self):
        self.crlf = not self.crlf

    def stage(self):
        self.repo.git("add", "-A")

    def commit(self):
        self.repo.commit("a change")

    def harmless(self):
        step = self.rng.choice([
            self.insert_lines, self.move_a_line, self.reindent, self.edit_others, self.rename,
            self.line_ends, self.stage, self.commit, self.commit,
        ])
        step()
        self.save()
        return step.__name__


class BaselineCase(Case):
    def baseline(self, *args, **options):
        return self.run_seclint("baseline", *args, cwd=self.repository.path, form=None, **options)

    def scan(self, *args, **options):
        return self.run_seclint(*args, cwd=self.repository.path, **options)

    def text(self):
        return (self.repository.path / FILE).read_text()

    def entries(self):
        return [each for each in self.text().splitlines()
                if not each.startswith(("#", "version", "salt"))]

    def new(self, *args):
        """The findings that no entry accepts."""
        return [each for each in self.scan(*args).findings
                if not each["suppressed"] and each["protection"] == "none"]

    def create(self, *args):
        run = self.baseline("create", *args)
        self.assertEqual(run.status, 0, run.told())
        return run

    def model(self, seed):
        self.repository = self.repo(f"repo{seed}")
        model = Model(self.repository, random.Random(seed))
        self.repository.commit("first")
        return model


class Properties(BaselineCase):
    def test_what_means_nothing_resurrects_nothing(self):
        for seed in range(ROUNDS):
            model = self.model(seed)
            rules = {each["rule"] for each in self.new()}
            self.assertGreaterEqual(len(rules), 4, rules)
            self.create()
            steps = []
            for _ in range(6):
                steps.append(model.harmless())
                args = model.rng.choice([[], ["-j1"], ["-j8"], ["--no-history"],
                                         ["--staged"], ["--no-cache"]])
                found = self.new(*args)
                self.assertEqual(found, [], f"seed {seed}, {steps}, {args}")
            run = self.baseline("diff")
            self.assertEqual(run.status, 0, f"seed {seed}, {steps}: {run.out.decode()}")

    def test_a_changed_character_is_new_and_so_is_a_copy(self):
        for seed in range(ROUNDS):
            model = self.model(seed)
            self.create()
            for _ in range(2):
                model.harmless()
            for number, name in ((0, "app.py"), (2, "other.py")):
                path = next(each for each in model.files if each.endswith(name))
                secret = token(number)
                at = model.rng.randrange(8, len(secret))
                changed = secret[:at] + ("x" if secret[at] != "x" else "y") + secret[at + 1:]
                kept = list(model.files[path])
                row = next(i for i, each in enumerate(kept) if secret in each)
                model.files[path][row] = kept[row].replace(secret, changed)
                model.save()
                self.assertIn(path, [each["place"]["path"] for each in self.new()],
                              f"seed {seed}, {path}, character {at}")
                model.files[path] = kept
                model.save()
                self.assertEqual(self.new(), [])
            self.repository.write("copy/of.py", line(1))
            found = self.new()
            self.assertEqual([each["place"]["path"] for each in found], ["copy/of.py"])
            self.assertEqual(self.baseline("diff").status, 1)

    def test_a_hook_sees_a_copy_and_lets_a_renamed_file_pass(self):
        self.model(1)
        self.create()
        self.repository.commit("baseline")
        self.repository.write("copy/of.py", line(1))
        self.repository.git("add", "copy/of.py")
        self.assertEqual([each["place"]["path"] for each in self.new("--staged")], ["copy/of.py"])
        self.repository.commit("copied")
        self.assertEqual([each["place"]["path"] for each in self.new("--range", "HEAD~1..HEAD")],
                         ["copy/of.py"])
        self.repository.git("reset", "-q", "--hard", "HEAD~1")
        self.repository.git("mv", "src/app.py", "app.py")
        self.assertEqual(self.new("--staged"), [])
        self.repository.commit("renamed")
        self.assertEqual(self.new("--range", "HEAD~1..HEAD"), [])

    def test_a_second_copy_in_the_same_file_is_new(self):
        model = self.model(1)
        self.create()
        model.files["src/other.py"].append(line(2).rstrip())
        model.save()
        self.assertEqual(len(self.new()), 1)

    def test_the_same_entries_whatever_the_number_of_threads(self):
        self.model(2)
        self.create("-j1", "--baseline", "one")
        self.create("-j8", "--baseline", "two")
        run = self.scan("--baseline", "one", "-j8")
        self.assertTrue(all(each["suppressed"] for each in run.findings), run.told())
        names = [[" ".join(each.split()[::2]) for each in
                  (self.repository.path / name).read_text().splitlines()[5:]]
                 for name in ("one", "two")]
        self.assertEqual(sorted(names[0]), sorted(names[1]))

    def test_a_secret_that_left_the_tree_stays_accepted_in_history(self):
        model = self.model(3)
        self.create()
        model.files["src/app.py"] = ["import os"]
        model.save()
        self.repository.commit("without")
        self.assertEqual(self.new(), [])
        self.assertEqual(self.baseline("update").status, 0)
        self.assertTrue(any(" history" in each for each in self.entries()), self.text())
        self.assertEqual(self.new(), [])
        self.repository.write("back/again.py", line(0))
        self.assertEqual([each["place"]["path"] for each in self.new()], ["back/again.py"])


class Merging(BaselineCase):
    def branch(self, name, number):
        self.repository.git("checkout", "-q", "-b", name, "main")
        self.repository.commit_file(f"{name}.py", line(number))
        self.assertEqual(self.baseline("update").status, 0)
        self.repository.commit(name)

    def test_two_branches_that_add_entries_merge(self):
        for start in (range(0), range(4, 24)):
            self.repository = self.repo(f"merge{len(start)}")
            self.repository.write(".gitattributes", UNION)
            for number in start:
                self.repository.write(f"old{number}.py", line(number))
            self.repository.commit_file("a.txt", "a\n")
            self.create()
            self.repository.commit("baseline")
            self.branch("one", 1)
            self.branch("two", 2)
            self.repository.git("merge", "-q", "--no-edit", "one")
            self.assertEqual(self.new(), [])
            run = self.baseline("diff")
            self.assertEqual(run.status, 0)
            self.assertIn(b"0 new, 0 gone", run.out)
            # The second branch saw the commit of the first one in the history.
            self.assertEqual(self.baseline("update").status, 0)
            self.assertEqual(len(self.entries()), len(start) + 2, self.text())

    def test_a_conflict_and_two_salts_are_told(self):
        self.repository = self.planted()
        self.create()
        good = self.text()
        self.repository.write(FILE, good + "<<<<<<< ours\n")
        self.assert_refused(self.scan(), f"{FILE}:7: a merge conflict")
        self.repository.write(FILE, good.replace("salt ", "salt " + "0" * 32 + "\nsalt "))
        self.assert_refused(self.scan(), f"{FILE}:6: a second salt")


class Entries(BaselineCase):
    def setUp(self):
        super().setUp()
        self.repository = self.planted()

    def test_words_of_an_entry_last_until_they_are_over(self):
        self.create("--reason", 'of "old"', "--owner", "team-a", "--until", "2026-12-31")
        env = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01
        run = self.scan(env=env)
        self.assertEqual(run.status, 0, run.told())
        self.assertEqual([each["justification"] for each in run.findings], ['of "old"'])
        self.assertEqual(run.findings[0]["allowed_by"], "baseline")
        late = {"SOURCE_DATE_EPOCH": "1798761600"}  # 2027-01-01
        run = self.scan(env=late)
        self.assertEqual(run.status, 1, run.told())
        self.assert_noticed(run, FILE, "line 6", "ended on 2026-12-31", incomplete=False)
        run = self.baseline("diff", env=late)
        self.assertEqual(run.status, 1)
        self.assertIn(b"! github-pat", run.out)
        before = self.text()
        self.assertEqual(self.baseline("update", env=late).status, 0)
        self.assertEqual(self.text(), before)

    def test_an_update_keeps_the_words_of_what_was_renamed(self):
        self.create("--reason", "known")
        self.repository.git("mv", "app.py", "b c.py")
        self.repository.write("new.py", line(5))
        self.assertEqual(self.baseline("update", "--owner", "me").status, 0)
        self.assertRegex(self.text(), r"(?m)^github-pat [0-9a-f]{5} b%20c\.py reason=\"known\"$")
        self.assertRegex(self.text(), r"(?m)^github-pat [0-9a-f]{5} new\.py owner=me$")

    def test_entries_that_match_nothing_are_told_and_pruned(self):
        self.repository.write("untracked.py", line(7))
        self.create()
        self.assertEqual(len(self.entries()), 2)
        (self.repository.path / "untracked.py").unlink()
        run = self.scan()
        self.assertEqual(run.status, 0)
        self.assert_noticed(run, FILE, "not found in untracked.py any more", incomplete=False)
        self.assertEqual(self.scan("--no-history").notices, [])
        run = self.scan(form="text")
        self.assertIn(b"baseline: 1 entry matches nothing any more", run.out)
        run = self.baseline("diff")
        self.assertEqual(run.status, 0)
        self.assertRegex(run.out, rb"(?m)^- github-pat [0-9a-f]{5} untracked\.py$")
        run = self.baseline("prune", "--no-history")
        self.assertEqual(run.status, 2)
        self.assertEqual(self.baseline("prune").status, 0)
        self.assertEqual(len(self.entries()), 1)
        self.assertEqual(self.new(), [])

    def test_nothing_is_overwritten_and_nothing_missing_is_passed_over(self):
        self.assert_refused(self.baseline("update"), "there is no baseline .seclint-baseline")
        self.assert_refused(self.scan("--baseline", "none"), "there is no baseline none")
        self.create()
        self.assertEqual(stat.S_IMODE((self.repository.path / FILE).stat().st_mode), 0o644)
        before = self.text()
        self.assert_refused(self.baseline("create"), "is there already")
        self.assertEqual(self.text(), before)
        self.assert_refused(self.baseline("crate"), "did you mean create?")
        self.assert_refused(self.baseline(), "create, update, prune, diff")
        self.assert_refused(self.baseline("prune", "--reason", "x"), "for new entries")
        self.assert_refused(self.baseline("update", "--until", "soon"), "YYYY-MM-DD")

    def test_it_can_be_left_out_named_and_configured(self):
        self.create("--baseline", "known.txt")
        self.assertEqual(self.scan().status, 1)
        self.assertEqual(self.scan("--baseline", "known.txt").status, 0)
        self.repository.write(".seclint.yml", "baseline: known.txt\n")
        self.assertEqual(self.scan().status, 0)
        self.assertEqual(self.scan("--no-baseline").status, 1)
        (self.repository.path / "known.txt").unlink()
        self.assert_refused(self.scan(), "no baseline known.txt, which the configuration names")

    def test_what_is_protected_is_not_accepted_for_later(self):
        self.repository.write(".gitignore", ".env\n")
        self.repository.write(".env", f"DB_PASSWORD={token(9)[4:24]}\n")
        self.repository.commit("ignored")
        self.create()
        self.assertNotIn(".env", self.text())
        self.repository.git("add", "-f", ".env")
        self.assertIn(".env", {each["place"]["path"] for each in self.new()})

    def test_a_link_is_not_followed(self):
        self.create("--baseline", self.folder / "outside")
        (self.repository.path / FILE).symlink_to(self.folder / "outside")
        self.assertEqual(self.scan().status, 2)

    def test_bad_files_are_refused_by_line(self):
        self.create()
        good = self.text()
        entry = self.entries()[0]
        head = good[: good.index(entry)]
        for text, words in (
            ("", f"{FILE}:1: this is no baseline"),
            ("# x\nhello\n", f"{FILE}:2: this is no baseline"),
            ("version 2\n", f"{FILE}:1: version 2 of a baseline is not known"),
            ("version x\n", f"{FILE}:1: 'version' needs a number"),
            ("version 1\n", f"{FILE}:1: expected 'salt'"),
            ("version 1\nsalt 12\n", f"{FILE}:2: 'salt' needs 32"),
            (head + "Github abcde a\n", f"{FILE}:6: expected RULE HASH PATH"),
            (head + "github-pat abcd a\n", f"{FILE}:6: the hash behind the rule"),
            (head + "github-pat abcde a%2\n", f"{FILE}:6: the path behind the hash"),
            (head + "github-pat abcde a%00\n", f"{FILE}:6: the path behind the hash"),
            (head + "github-pat abcde\n", f"{FILE}:6: the path behind the hash"),
            (head + "github-pat abcde a until=2026-02-30\n", f"{FILE}:6: 'until' is no date"),
            (head + 'github-pat abcde a reason="x\n', f"{FILE}:6: the reason lacks"),
            (head + 'github-pat abcde a reason="x"y\n', f"{FILE}:6: expected a blank"),
            (head + "github-pat abcde a owner=\n", f"{FILE}:6: 'owner' needs a name"),
            (head + "github-pat abcde a sometimes\n", f"{FILE}:6: expected history"),
            (head + "github-pat abcde a owner=b owner=c\n", f"{FILE}:6: 'owner' stands twice"),
        ):
            self.repository.write(FILE, text)
            self.assert_refused(self.scan(), words)
        self.repository.write(FILE, good.replace("\n", "\r\n"))
        self.assertEqual(self.scan().status, 0)

    def test_many_entries_and_places_take_linear_time(self):
        self.repository.write("many.py", line(4) * 900)
        self.create()
        entry = next(each for each in self.entries() if "many.py" in each)
        many = self.folder / "many"
        many.write_text(self.text() + (entry + "\n") * 150_000)
        run = self.scan("--no-history", "--baseline", many)
        self.assertEqual(run.status, 0, run.told())


class Secrecy(BaselineCase):
    def test_the_file_holds_no_secret_in_any_form(self):
        self.model(5)
        self.create()
        text = self.text().encode()
        for number in range(4):
            for secret in (token(number), token(number)[4:24]):
                raw = secret.encode()
                for form in (raw, raw[::-1], raw.hex().encode(), base64.b64encode(raw)[:-4],
                             hashlib.sha256(raw).hexdigest()[:16].encode(),
                             hashlib.sha1(raw).hexdigest()[:16].encode()):
                    self.assertNotIn(form, text)

    def test_the_hash_is_short_and_of_this_file_only(self):
        self.repository = self.planted()
        self.create("--baseline", "one")
        self.create("--baseline", "two")
        texts = [(self.repository.path / name).read_text() for name in ("one", "two")]
        hashes = [re.search(r"(?m)^github-pat (\w+) ", text)[1] for text in texts]
        self.assertNotEqual(hashes[0], hashes[1])
        for text, found in zip(texts, hashes):
            self.assertRegex(found, "^[0-9a-f]{5}$")  # 2^20: docs/baseline.md says why
            salt = bytes.fromhex(re.search(r"(?m)^salt (\w+)$", text)[1])
            key = hmac.digest(salt, b"seclint baseline 1, key of identities", "sha256")
            whole = hmac.digest(key, b"github-pat\0" + token(0).encode(), "sha256")
            self.assertEqual(found, whole.hex()[:5])


if __name__ == "__main__":
    unittest.main()

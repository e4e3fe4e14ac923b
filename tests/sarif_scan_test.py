"""SARIF of real scans: names that are hard to write down, every mode, what the multitool
computes of the same files, the way of a secret through history, allowances, privacy."""

import hashlib
import json
import os
import sys

import sarif_validate
from repo_kit import Case, line, main, token

NAMES = (
    "two words.py", "caf\u00e9/\U0001f511.py", "line\nend.py", "100%/a:b.py", "a?b#c.py",
    "c:/x.py", "[l](http://e).py", "'{0}'.py", "\x1b[31mred.py",
)
SHAPES = {
    "lf.py": b"a = 1\n%s\nlast\n",
    "crlf.py": b"a = 1\r\n\r\n%s\r\nlast\r\n",
    "cr.py": b"a\r%s\rlast",
    "open.py": b"a = 1\n  %s",
    "alone.py": b"%s",
    "tabs.py": b"\tif x:\n\t\t%s\n",
    "repeats.py": b"%s\n" * 3 + b"x\n" * 40,
    "emoji.py": "k = 1 # \U0001f511\u00e9\n".encode() + b"%s\n",
}
BOM = b"\xef\xbb\xbf"


def result_uri(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def of_rule(run, rule="github-pat"):
    return [each for each in run["results"] if each["ruleId"] == rule]


class SarifCase(Case):
    def setUp(self):
        super().setUp()
        self.repository = self.repo("a fork \u00e9")
        self.logs = []

    def git(self, *args):
        return self.repository.git(*args)

    def log(self, *args, **options):
        """The one run of the log, which is a valid one."""
        done = self.repository.run("--no-cache", *args, form="sarif", **options)
        self.assertIn(done.status, (0, 1, 3), done.told())
        path = self.folder / f"{len(self.logs)}.sarif"
        path.write_bytes(done.out)
        self.logs.append(path)
        run = json.loads(done.out)["runs"][0]
        self.assertEqual(run["invocations"][0]["exitCode"], done.status)
        return run

    def check_logs(self):
        """All at once: a start of the multitool is seconds."""
        for path, problems in sarif_validate.validate_all(self.logs).items():
            self.assertEqual(problems, [], path)

    def give_remote(self):
        self.git("remote", "add", "origin", "https://me:hunter2@example.com/a b.git")


class Names(SarifCase):
    def test_every_mode_is_valid_and_has_a_category_of_its_own(self):
        self.give_remote()
        for number, name in enumerate(NAMES):
            self.repository.write(name, line(number))
        self.repository.commit("names")
        for number, name in enumerate(NAMES):
            self.repository.write(name, "" if number % 2 else "x = 1\n" + line(number))
        self.git("add", "-A")
        self.repository.write("untracked.py", line(20))
        self.repository.write("damaged.zip", b"PK\x03\x04" + bytes(30))
        os.symlink("/etc/passwd", self.repository.path / "link")
        modes = {
            "seclint/history/": [], "seclint/worktree/": ["--no-history"],
            "seclint/staged/": ["--staged"], "seclint/range/": ["--range", "HEAD..HEAD"],
        }
        for category, args in modes.items():
            run = self.log(*args)
            self.assertEqual(run["automationDetails"]["id"], category)
        run = self.log("-v")
        uris = {result_uri(each) for each in of_rule(run)}
        for name in ("two%20words.py", "caf%C3%A9/%F0%9F%94%91.py", "line%0Aend.py",
                     "100%25/a%3Ab.py", "a%3Fb%23c.py", "c%3A/x.py"):
            self.assertTrue(name in uris or "./" + name in uris, (name, uris))
        address = run["versionControlProvenance"][0]
        self.assertEqual(address["repositoryUri"], "https://example.com/a%20b.git")
        self.assertEqual(address["revisionId"], self.git("rev-parse", "HEAD"))
        self.check_logs()

    def test_plain_files_and_standard_input(self):
        folder = self.folder / "plain files"
        folder.mkdir()
        (folder / "a b.py").write_text(line(1))
        for args in ([folder], ["--stdin-path", "a b.py", "-"]):
            done = self.run_seclint(*args, form="sarif", data=line(1).encode())
            path = self.folder / f"{len(self.logs)}.sarif"
            path.write_bytes(done.out)
            self.logs.append(path)
            run = json.loads(done.out)["runs"][0]
            self.assertEqual(run["automationDetails"]["id"], "seclint/files/")
            self.assertNotIn(str(self.folder), done.out.decode())
        self.check_logs()

    def test_fixes_name_files_of_the_log(self):
        self.repository.write(".gitignore", "*.pem\n")
        self.repository.commit("rules")
        self.repository.write("d e/.env", "KEY=" + token(1) + "\n")
        run = self.log("--no-history")
        changes = [change for result in run["results"] for fix in result.get("fixes", [])
                   for change in fix["artifactChanges"]]
        self.assertTrue(changes)
        for change in changes:
            index = change["artifactLocation"]["index"]
            self.assertEqual(run["artifacts"][index]["location"]["uri"],
                             change["artifactLocation"]["uri"])
        self.check_logs()

    def test_columns_are_utf16(self):
        text = f'k = "\U0001f511\u00e9{token(1)}"\n'
        self.repository.write("wide.py", text)
        region = of_rule(self.log("--no-history"))[0]["locations"][0]["physicalLocation"]
        self.assertEqual(region["region"]["startColumn"], 9)
        self.assertEqual(region["region"]["endColumn"], 9 + len(token(1)))
        self.assertEqual(region["region"]["snippet"]["text"], "ghp_********")
        self.assertIn("\u00e9ghp_********", region["contextRegion"]["snippet"]["text"])
        self.check_logs()


class Oracle(SarifCase):
    """The multitool computes line hashes and SHA-256 by itself, of a log without them."""

    def setUp(self):
        super().setUp()
        for number, (name, text) in enumerate(SHAPES.items()):
            secret = f'token = "{token(number)}"'.encode()
            self.repository.write(name, text.replace(b"%s", secret))
        self.run_ = self.log("--no-history")

    def rewritten(self):
        bare = self.folder / "bare.json"
        out = self.folder / "rewritten.sarif"
        run = json.loads(json.dumps(self.run_))
        for result in run["results"]:
            del result["partialFingerprints"]
        for artifact in run["artifacts"]:
            artifact.pop("hashes", None)
        bare.write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
        said = sarif_validate.multitool(
            "rewrite", bare, "-o", out, "--log", "ForceOverwrite;PrettyPrint",
            "--insert", "RollingHashPartialFingerprints;Hashes",
            "-u", f"SRCROOT={self.repository.path.resolve().as_uri()}/",
        )
        self.assertTrue(out.is_file(), said.stdout + said.stderr)
        return json.loads(out.read_text("utf-8-sig"))["runs"][0]

    def test_line_hashes_and_digests(self):
        theirs = self.rewritten()
        self.assertGreaterEqual(len(of_rule(self.run_)), len(SHAPES) + 2)
        for mine, other in zip(self.run_["results"], theirs["results"]):
            key = "primaryLocationLineHash"
            self.assertEqual(mine["partialFingerprints"][key],
                             other["partialFingerprints"][key], result_uri(mine))
        for artifact in self.run_["artifacts"]:
            content = (self.repository.path / artifact["location"]["uri"]).read_bytes()
            self.assertEqual(artifact["length"], len(content))
            self.assertEqual(artifact["hashes"]["sha-256"],
                             hashlib.sha256(content).hexdigest())
        self.check_logs()

    def test_a_byte_order_mark_belongs_to_the_line(self):
        """As the action reads the file; .NET would drop it."""
        before = {each["partialFingerprints"]["primaryLocationLineHash"]
                  for each in of_rule(self.run_)}
        self.repository.write("bom.py", BOM + line(0).encode() + b"last\n")
        self.repository.write("plain.py", line(0).encode() + b"last\n")
        after = {result_uri(each): each for each in of_rule(self.log("--no-history"))}
        hashes = [after[name]["partialFingerprints"]["primaryLocationLineHash"]
                  for name in ("bom.py", "plain.py")]
        self.assertNotEqual(*hashes)
        self.assertNotIn(hashes[0], before)
        region = after["bom.py"]["locations"][0]["physicalLocation"]["region"]
        self.assertEqual(region["startColumn"], 1 + len('\ufefftoken = "'))


class History(SarifCase):
    def steps(self, result):
        locations = result["codeFlows"][0]["threadFlows"][0]["locations"]
        return [(each["kinds"][0], each["location"]["message"]["text"],
                 each["location"]["physicalLocation"]["artifactLocation"]["uri"])
                for each in locations]

    def test_introduced_moved_and_removed(self):
        self.give_remote()
        first = self.repository.commit_file("old name.py", line(1))
        self.git("mv", "old name.py", "new%.py")
        last = self.repository.commit("moved")
        self.git("rm", "-q", "new%.py")
        self.repository.commit("removed")
        run = self.log()
        result, = of_rule(run)
        steps = self.steps(result)
        self.assertEqual([(kind, uri) for kind, _, uri in steps], [
            ("introduced", "old%20name.py"), ("moved", "new%25.py"),
            ("last-seen", "new%25.py"), ("removed", "new%25.py"),
        ])
        self.assertIn(first[:12], steps[0][1])
        self.assertIn(last[:12], steps[2][1])
        self.assertIn(f"since commit '{first[:12]}'", result["message"]["text"])
        self.assertNotIn("a@example.org", json.dumps(run))
        self.assertIn("primaryLocationLineHash", result["partialFingerprints"])
        artifact = run["artifacts"][result["locations"][0]["physicalLocation"]
                                    ["artifactLocation"]["index"]]
        self.assertEqual(artifact["hashes"]["sha-256"],
                         hashlib.sha256(line(1).encode()).hexdigest())
        self.check_logs()

    def test_still_there(self):
        self.repository.commit_file("app.py", line(1))
        self.repository.commit_file("app.py", "x = 1\n" + line(1))
        result, = of_rule(self.log())
        kinds = [kind for kind, _, _ in self.steps(result)]
        self.assertEqual((kinds[0], kinds[-1]), ("introduced", "present"))
        self.check_logs()

    def test_versions_of_one_file_are_artifacts_of_their_own(self):
        self.git("remote", "add", "origin", "git@github.com:o/r.git")
        commits = [self.repository.commit_file("app.py", line(number))
                   for number in range(3)]
        run = self.log()
        views = {each.get("hostedViewerUri", "") for each in of_rule(run)}
        self.assertEqual(views, {"", *(f"https://github.com/o/r/blob/{commit}/app.py#L1"
                                       for commit in commits[:2])})
        hashes = {each["hashes"]["sha-256"] for each in run["artifacts"]
                  if each["location"]["uri"] == "app.py"}
        self.assertEqual(hashes, {hashlib.sha256(line(number).encode()).hexdigest()
                                  for number in range(3)})
        self.check_logs()


class Privacy(SarifCase):
    def setUp(self):
        super().setUp()
        self.blob = "0"
        self.repository.commit_file("app.py", line(1))
        self.blob = self.git("rev-parse", "HEAD:app.py")
        self.repository.commit_file("app.py", "x = 1  # seclint:allow -- kept\n")

    def test_no_line_hash_leaves_nothing_that_is_computed_from_a_secret(self):
        words = ("primaryLocationLineHash", "sha-256", self.blob)
        for word in words:
            self.assertIn(word, json.dumps(self.log()))
        run = self.log("--no-line-hash")
        for word in words:
            self.assertNotIn(word, json.dumps(run))
        self.assertIn("seclintFingerprint/v1", json.dumps(run))
        self.check_logs()
        for args, there in (([], True), (["--no-line-hash"], False)):
            lines = self.repository.run("--no-cache", *args)
            place = lines.at("app.py")[0]["place"]
            self.assertEqual((bool(place["line_hash"]), bool(place["blob"])), (there, there))

    def test_what_is_allowed_is_left_out_unless_asked_for(self):
        self.repository.write("b.py", line(2).rstrip() + "  # seclint:allow -- a test\n")
        self.repository.write("c.py", "x = 1\n" + line(3))
        for args in ([], ["-v", "--sarif-suppressed=exclude"]):
            run = self.log("--no-history", *args)
            self.assertNotIn("suppressions", json.dumps(run))
            self.assertEqual([result_uri(each) for each in of_rule(run)], ["c.py"])
        run = self.log("--no-history", "--sarif-suppressed=include")
        found = {result_uri(each): each["suppressions"] for each in of_rule(run)}
        self.assertEqual(found["c.py"], [])
        allowed, = found["b.py"]
        self.assertEqual((allowed["kind"], allowed["status"], allowed["justification"]),
                         ("inSource", "accepted", "a test"))
        place = allowed["location"]["physicalLocation"]
        self.assertEqual(place["region"], {"startLine": 1})
        self.assertEqual(place["artifactLocation"]["uri"], "b.py")
        entry = "allow:\n- {rules: [github-pat], paths: [c.py], reason: known}\n"
        self.repository.write(".seclint.yml", entry)
        (self.folder / "other.yml").write_text(entry)
        for args, uri in (([], ".seclint.yml"), (["--config", "../other.yml"], None)):
            run = self.log("--no-history", "--sarif-suppressed=include", *args)
            known, = next(each["suppressions"] for each in of_rule(run)
                          if result_uri(each) == "c.py")
            self.assertEqual((known["kind"], known["justification"]), ("external", "known"))
            place = known.get("location", {}).get("physicalLocation", {})
            self.assertEqual(place.get("artifactLocation", {}).get("uri"), uri)
        self.check_logs()


class Baseline(SarifCase):
    def test_what_is_new_and_what_is_not(self):
        self.repository.write("a.py", line(1))
        made = self.repository.run("baseline", "create", form=None)
        self.assertEqual(made.status, 0, made.told())
        self.repository.write("a.py", "x = 1\n" + line(1) + line(2))
        run = self.log("--no-history", "--sarif-suppressed=include")
        states = {result["locations"][0]["physicalLocation"]["region"]["startLine"]:
                  (result["baselineState"], bool(result["suppressions"]))
                  for result in of_rule(run)}
        self.assertEqual(states, {2: ("unchanged", True), 3: ("new", False)})
        states = [each["baselineState"] for each in of_rule(self.log("--no-history"))]
        self.assertEqual(states, ["new"])
        self.check_logs()


class LeftInTheTree(SarifCase):
    """A report is a file like any other: nothing about it is left out, and nothing that
    seclint itself writes into it is worth a word."""

    FORMS = ("sarif", "jsonl", "gitlab", "codequality", "junit", "rdjson", "html", "markdown")

    def scan(self, name, content):
        folder = self.folder / "reports"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        return self.run_seclint(folder)

    def test_what_rules_say_is_no_finding(self):
        self.repository.commit_file("readme.txt", "hello\n")
        for form in self.FORMS:
            with self.subTest(form):
                report = self.repository.run(form=form)
                self.assert_status(report, 0)
                run = self.scan(f"seclint.{form}", report.out)
                self.assertEqual((run.status, run.findings), (0, []), run.told())

    def test_nor_is_what_was_found_elsewhere(self):
        self.repository.commit_file("app.py", line() + 'password = "correct-horse-7"\n')
        for form in self.FORMS:
            with self.subTest(form):
                report = self.repository.run(form=form)
                self.assert_status(report, 1)
                run = self.scan(f"seclint.{form}", report.out)
                self.assertEqual((run.status, run.findings), (0, []), run.told())

    def test_but_a_secret_in_it_is(self):
        self.repository.commit_file("readme.txt", "hello\n")
        log = json.loads(self.repository.run(form="sarif").out)
        log["runs"][0]["properties"] = {"note": token()}
        run = self.scan("seclint.sarif", json.dumps(log).encode())
        self.assertEqual(run.paths(), ["seclint.sarif"], run.told())


if __name__ == "__main__":
    if not sarif_validate.MULTITOOL.is_file():
        print("the SARIF multitool is not installed: ./dev setup")
        sys.exit(77)
    main()

"""seclint merge makes one log of several, whatever their order, that GitHub takes; seclint
diff tells what is new and what is gone."""

import itertools
import json
import unittest

import repo_kit
import sarif_validate
from repo_kit import Case, line, token

OTHER = {
    "version": "2.1.0",
    "runs": [{
        "tool": {"driver": {"name": "other", "rules": [{"id": "R1"}]}},
        "results": [{"ruleId": "R1", "message": {"text": "a <b> \u2028 \U0001f600"},
                     "properties": {"deep": [[[[[1.50, -0, 1e3, None]]]]]}}],
    }],
}


class ReportCase(Case):
    def setUp(self):
        super().setUp()
        self.repository = self.repo()
        repo = self.repository
        repo.commit_file("src/app.py", "import os\n" + line(0), "one")
        repo.commit_file("src/b c.py", line(1) + line(2), "two")
        repo.commit_file(".env", f"DB_PASSWORD={token(3)[4:24]}\n", "three")

    def report(self, name, *args, form="sarif"):
        path = self.folder / name
        path.write_bytes(self.run_seclint(*args, cwd=self.repository.path, form=form).out)
        return path

    def merge(self, *logs, **options):
        return self.run_seclint("merge", *logs, form=None, **options)

    def diff(self, *args):
        return self.run_seclint("diff", *args, form=None)

    def place(self, name, text):
        path = self.folder / name
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        return path

    def check_indexes(self, run):
        driver = run["tool"]["driver"]
        for result in run["results"]:
            rule = driver["rules"][result["ruleIndex"]]
            self.assertEqual(rule["id"], result["ruleId"])
            self.assertIn(result["message"]["id"], rule["messageStrings"])
            place = result["locations"][0]["physicalLocation"]["artifactLocation"]
            artifact = run["artifacts"][place["index"]]["location"]
            self.assertEqual(artifact["uri"], place["uri"])
        for rule in driver["rules"]:
            for relation in rule.get("relationships", []):
                taxon = run["taxonomies"][0]["taxa"][relation["target"]["index"]]
                self.assertEqual(taxon["id"], relation["target"]["id"])
        for invocation in run["invocations"]:
            for notice in invocation.get("toolExecutionNotifications", []):
                kind = driver["notifications"][notice["descriptor"]["index"]]
                self.assertEqual(kind["id"], notice["descriptor"]["id"])


class Merge(ReportCase):
    def logs(self):
        whole = self.report("whole.sarif", "--no-history")
        part = self.report("part.sarif", "--no-history", "--profile", "pedantic", "-v")
        self.repository.write("new/d.py", line(4) + "\n" + line(5))
        self.repository.write("src/app.py", "# moved\nimport os\n" + line(0))
        self.repository.write("bad.zip", b"PK\x03\x04" + b"x" * 40)
        later = self.report("later.sarif", "--no-history", "-v")
        return [whole, part, later]

    def test_one_run_whatever_the_order(self):
        logs = self.logs()
        outputs = {self.merge(*order).out for order in itertools.permutations(logs)}
        self.assertEqual(len(outputs), 1)
        log = json.loads(outputs.pop())
        self.assertEqual(len(log["runs"]), 1)
        run = log["runs"][0]
        self.check_indexes(run)
        keys = [self.key(result) for result in run["results"]]
        self.assertEqual(len(keys), len(set(keys)))
        wanted = {self.key(result) for path in logs
                  for result in json.loads(path.read_text())["runs"][0]["results"]}
        self.assertEqual(sorted(keys), sorted(wanted))

    def key(self, result):
        place = result["locations"][0]["physicalLocation"]
        return (result["ruleId"], place["artifactLocation"]["uri"],
                *[place["region"][each] for each in ("startLine", "startColumn", "endLine",
                                                     "endColumn")],
                result["partialFingerprints"]["seclintFingerprint/v1"])

    def test_it_is_as_valid_as_what_it_is_made_of(self):
        if not sarif_validate.MULTITOOL.exists():
            self.skipTest("no SARIF multitool")
        path = self.folder / "merged.sarif"
        self.assertEqual(self.merge(*self.logs(), "--output", path).status, 0)
        self.assertEqual(sarif_validate.validate(path), [])

    def test_a_log_with_itself_is_that_log(self):
        log = self.report("a.sarif")
        once = self.merge(log).out
        self.assertEqual(self.merge(log, log).out, once)
        self.assertEqual(json.loads(once), json.loads(log.read_text()))

    def test_categories_stay_apart_unless_one_is_named(self):
        tree, history = self.report("a.sarif", "--no-history"), self.report("b.sarif")
        runs = json.loads(self.merge(tree, history).out)["runs"]
        self.assertEqual(len({run["automationDetails"]["id"] for run in runs}), 2)
        run = self.merge("--category", "nightly", tree, history)
        [only] = json.loads(run.out)["runs"]
        self.assertEqual(only["automationDetails"]["id"], "nightly/")
        self.check_indexes(only)

    def test_what_counts_somewhere_counts(self):
        self.repository.write("src/app.py", "import os\n" + line(0))
        open_ = self.report("open.sarif", "--no-history", "-v")
        self.repository.write(".seclint.yml", "allow:\n  - path: src/app.py\n    reason: old\n")
        closed = self.report("closed.sarif", "--no-history", "-v")
        self.assertIn('"suppressions"', closed.read_text())
        [run] = json.loads(self.merge(closed, open_).out)["runs"]
        [result] = [each for each in run["results"] if each["ruleId"] == "github-pat"
                    and "app.py" in json.dumps(each["locations"])]
        self.assertFalse(result.get("suppressions"))

    def test_runs_of_other_tools_are_kept_to_the_byte(self):
        text = json.dumps(OTHER, indent=3)
        other, own = self.place("other.sarif", text), self.report("a.sarif")
        merged = self.merge(own, other, other)
        self.assertEqual(merged.out, self.merge(other, own).out)
        run = text[text.index("[") + 1:].strip()
        self.assertTrue(run[: run.index('"results"')].encode() in merged.out)
        self.assertTrue(OTHER["runs"][0] in json.loads(merged.out)["runs"])
        self.assertEqual(merged.err, b"")
        second = self.place("second.sarif", text.replace("R1", "R2"))
        merged = self.merge(other, second)
        self.assertEqual(len(json.loads(merged.out)["runs"]), 2)
        self.assertIn("several runs of other", merged.message())

    def test_broken_logs_are_told_by_line(self):
        good = json.dumps(OTHER, indent=1)
        deep = "[" * 40 + "1" + "]" * 40
        named = good.replace('"other"', '"seclint"')
        for text, words in (
            ("", "bad.sarif:1: expected JSON"),
            (good[:60], "bad.sarif:"),
            (good.replace(",", "", 1), "bad.sarif:3: expected ',' or '}'"),
            (good + "}", "unexpected '}'"),
            ("[]", "this is no SARIF log"),
            ('{"version": "2.1.0"}', "this is no SARIF log"),
            (good.replace("2.1.0", "2.0.0"), "no SARIF log of version 2.1.0"),
            (good.replace("driver", "diver"), "a run needs tool.driver.name"),
            ('{"version": "2.1.0", "runs": [1]}', "a run must be an object"),
            ('{"version": ${x}, "runs": []}', "this is no JSON"),
            ("[" * 200, "nested deeper"),
        ):
            run = self.merge(self.place("bad.sarif", text))
            self.assert_refused(run, words)
        bad = self.place("bad.sarif", named.replace("null", deep))
        worse = self.place("worse.sarif", named.replace("null", deep).replace("R1", "R2"))
        self.assert_refused(self.merge(bad, worse), "nested too deep")
        self.assert_refused(self.merge(self.folder / "none"), "No such file")
        self.assert_refused(self.merge(), "merge needs SARIF logs")


class Diff(ReportCase):
    def test_new_gone_and_unchanged_in_every_pair_of_formats(self):
        old = {form: self.report(f"old.{form}", form=form) for form in ("sarif", "jsonl")}
        self.repository.write("src/b c.py", "# moved down\n\n" + line(1))
        self.repository.write("new.py", line(4))
        self.repository.commit("later")
        now = {form: self.report(f"now.{form}", "--no-history", form=form)
               for form in ("sarif", "jsonl")}
        for one, other in itertools.product(old.values(), now.values()):
            run = self.diff(one, other)
            self.assertEqual(run.status, 1)
            lines = run.out.decode().splitlines()
            self.assertEqual([each[:8] for each in lines[:-1]], ["+ new.py", "- src/b%"],
                             run.told())
            self.assertRegex(lines[-1], r"^1 new, 1 gone, \d+ unchanged$")
            run = self.diff("-v", one, one)
            self.assertEqual(run.status, 0)
            self.assertNotRegex(run.out, rb"(?m)^[+-]")
            run = self.diff("--format", "jsonl", one, other)
            entries = [json.loads(each) for each in run.out.splitlines()]
            self.assertEqual([each["type"] for each in entries[:2]], ["new", "gone"])
            self.assertEqual(entries[-1]["type"], "summary")
            self.assertEqual(entries[-1]["unchanged"], len(entries) - 3)

    def test_what_is_suppressed_does_not_count(self):
        old = self.report("old.jsonl", form="jsonl")
        self.assertEqual(self.run_seclint("baseline", "create", cwd=self.repository.path,
                                          form=None).status, 0)
        now = self.report("now.jsonl", form="jsonl")
        self.assertRegex(self.diff(old, now).out, rb"^(- .*\n)+0 new, \d gone, 0 unchanged\n$")

    def test_reports_of_other_tools(self):
        old = self.place("old.sarif", OTHER)
        log = json.loads(json.dumps(OTHER))
        log["runs"][0]["results"].append({"ruleId": "R1", "message": {"text": "more\x1b[1m"}})
        now = self.place("now.sarif", log)
        self.assertEqual(self.diff(old, now).out,
                         b"+ : warning[R1]: more\\x1b[1m\n1 new, 0 gone, 1 unchanged\n")

    def test_what_is_no_report_is_told(self):
        good = self.report("a.jsonl", form="jsonl")
        lines = good.read_text().splitlines(True)
        for text, words in (
            ("".join(lines[:-1]), "cut short"),
            (lines[0] + lines[0][:40], "bad:2: "),
            (lines[0].replace('"schema":1', '"schema":9') + lines[-1], "is not known"),
            ('{"a": 1}', "neither a SARIF log nor JSON Lines"),
        ):
            self.assert_refused(self.diff(good, self.place("bad", text)), words)
        self.assert_refused(self.diff(good), "seclint diff OLD NEW")


if __name__ == "__main__":
    unittest.main()

"""Every format of the real program, read by readers of its own: the same exit status
in all of them, nothing hostile that gets through, and SARIF that the multitool has
nothing to say about."""

import errno
import json
import os
import pty
import re
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree as xml

import sarif_validate
from formats_list import FORMATS
from repo_copy import copy_tree
from repo_kit import PATIENCE, SECLINT, Case, line, main, token

SAMPLE = os.environ["SECLINT_SAMPLE"]
ROOT = os.environ["SECLINT_SOURCE_DIR"]
MACHINE = [form for form in FORMATS if form not in ("text", "github", "azure", "markdown")]
HEX = re.compile(r"[0-9a-f]{32}\Z")

# Names that are a command, a tag, a link, a table cell or an entity to some reader.
HOSTILE = [
    "plain.py", "a%25b%.py", "a,b:c;d]e.py", "two\nlines.py", "cr\r.py", "::error file=x::y.py",
    "##vso[task.complete result=Failed]x.py", "##[error]x.py", "<img src=x onerror=alert(1)>.py",
    "[a](javascript:alert(1)).py", "a|b|c.py", "`x`.py", "&lt;&amp;&#60;.py", "]]>.py",
    "\"quote'.py", "back\\slash|.py", "www.example.com.py", "@user.py", "\x1b[31mred.py",
    "\x01\x0b\x7f.py", "\ufffe\uffff.py", "\u202egnp.py", "\u2028sep.py", "é🔑.py",
    "https:/example.com/x.py", "*b*_i_.py", "- item.py", "#1.py", "$x$.py",
]

def all_of(terminal):
    """What was written to the terminal, which its writers have left: one read may give a
    part of it."""
    parts = []
    try:
        while part := os.read(terminal, 1 << 16):
            parts.append(part)
    except OSError as error:
        if error.errno != errno.EIO:  # Linux's way to say that it is over
            raise
    return b"".join(parts)


# What GitLab asks of a secret detection report, schema 15.
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"}
TEXT = {"type": "string", "minLength": 1}
TOOL = {
    "type": "object", "required": ["id", "name", "version", "vendor"],
    "properties": {"id": TEXT, "name": TEXT, "version": TEXT,
                   "vendor": {"type": "object", "required": ["name"],
                              "properties": {"name": TEXT}}},
}
GITLAB = {
    "type": "object", "required": ["version", "scan", "vulnerabilities"],
    "properties": {
        "version": {"type": "string", "pattern": r"^15\.\d+\.\d+$"},
        "scan": {
            "type": "object",
            "required": ["analyzer", "scanner", "start_time", "end_time", "status", "type"],
            "properties": {
                "analyzer": TOOL, "scanner": TOOL, "start_time": TIME, "end_time": TIME,
                "status": {"enum": ["success", "failure"]},
                "type": {"enum": ["secret_detection"]},
                "messages": {"type": "array", "items": {
                    "type": "object", "required": ["level", "value"],
                    "properties": {"level": {"enum": ["info", "warn", "fatal"]},
                                   "value": TEXT}}},
            },
        },
        "vulnerabilities": {"type": "array", "uniqueItems": True, "items": {
            "type": "object", "required": ["id", "identifiers", "location"],
            "properties": {
                "id": TEXT, "name": {"type": "string", "maxLength": 255},
                "description": {"type": "string", "maxLength": 1048576},
                "severity": {"enum": ["Info", "Unknown", "Low", "Medium", "High",
                                      "Critical"]},
                "solution": {"type": "string", "maxLength": 7000},
                "identifiers": {"type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["type", "name", "value"],
                    "properties": {"type": TEXT, "name": TEXT, "value": TEXT,
                                   "url": {"type": "string", "pattern": "^https?://"}}}},
                "location": {
                    "type": "object", "required": ["commit"],
                    "properties": {
                        "file": TEXT, "start_line": {"type": "integer", "minimum": 0},
                        "end_line": {"type": "integer", "minimum": 0},
                        "commit": {"type": "object", "required": ["sha"],
                                   "properties": {"sha": TEXT}}}},
                "tracking": {
                    "type": "object", "required": ["items"],
                    "properties": {"items": {"type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["signatures"],
                        "properties": {"signatures": {
                            "type": "array", "minItems": 1, "items": {
                                "type": "object", "required": ["algorithm", "value"],
                                "properties": {
                                    "algorithm": {"enum": ["hash", "location",
                                                           "scope_offset"]},
                                    "value": TEXT}}}}}}}},
            },
        }},
    },
}


def strict(schema):
    """The schema for a program that must not write what it does not publish."""
    if isinstance(schema, dict):
        more = {"additionalProperties": False} if schema.get("type") == "object" else {}
        return {**{key: strict(value) for key, value in schema.items()}, **more}
    return [strict(each) for each in schema] if isinstance(schema, list) else schema


def unescape(text, percent="%25"):
    text = text.replace(percent, "\0")
    text = re.sub("%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)
    return text.replace("\0", "%")


def github(text):
    """The commands and the other lines, as the runner reads them."""
    commands, rest = [], []
    for each in text.split("\n"):
        found = re.match(r"::(\w+) (.*?)::(.*)\Z", each)
        if not found:
            rest.append(each)
            continue
        pairs = dict(pair.split("=", 1) for pair in found[2].split(","))
        commands.append({"kind": found[1], "text": unescape(found[3]),
                         **{key: unescape(value) for key, value in pairs.items()}})
    return commands, rest


def azure(text):
    issues, rest = [], []
    for each in text.split("\n"):
        found = re.match(r"##vso\[task\.logissue ([^\]]*)\](.*)\Z", each)
        if not found:
            rest.append(each)
            continue
        pairs = dict(pair.split("=", 1) for pair in found[1].split(";") if pair)
        issues.append({"text": unescape(found[2], "%AZP25"),
                       **{key: unescape(value, "%AZP25") for key, value in pairs.items()}})
    return issues, rest


class Formats(Case):
    def hostile(self):
        repo = self.repo("hostile")
        for number, name in enumerate(HOSTILE):
            repo.write(name, "# é\n" + line(number % 32))
        return repo

    def mixed(self):
        """An error here and one in history, one allowed, one protected."""
        repo = self.repo("mixed")
        repo.write("old.py", line(1))
        repo.commit("one")
        repo.git("rm", "-q", "old.py")
        repo.commit("two")
        repo.write("app.py", "\n\U0001f511é = 1; " + line(0))
        repo.write("allowed.py", line(2).strip() + "  # seclint:allow github-pat -- a <b>\n")
        repo.write("ignored.py", line(3))
        repo.write(".gitignore", "ignored.py\n")
        return repo

    def out(self, repo, form, *args, **options):
        run = repo.run("--no-cache", *args, form=form, **options)
        return run.out.decode()

    def schema(self, schema, value):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is missing")
        found = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
        self.assertEqual([], [f"{list(e.path)}: {e.message[:200]}" for e in found][:5])

    # --- every format

    def test_every_format_of_the_program_is_documented_here(self):
        help_ = self.run_seclint("--help", form=None).out.decode()
        for form in FORMATS:
            self.assertIn(form, help_)
        told = self.run_seclint("--format", "nothing", form=None).message()
        self.assertEqual(re.search(r"known: ([^)]*)", told)[1],
                         ", ".join([*FORMATS, "auto"]))

    def test_every_format_is_well_formed_when_there_is_nothing_to_say(self):
        repo = self.repo("clean")
        repo.write("a.txt", "hello\n")
        for form in FORMATS:
            run = repo.run(form=form)
            self.assertEqual(run.status, 0, form)
            self.assertTrue(run.out.endswith(b"\n"), form)
            if form in ("codequality", "gitlab", "rdjson", "sarif"):
                json.loads(run.out)
        self.assertEqual(json.loads(self.out(repo, "codequality")), [])
        suite = xml.fromstring(self.out(repo, "junit"))
        self.assertEqual(suite.get("tests"), "1")
        self.assertEqual(suite.get("failures"), "0")

    def test_reports_of_machines_are_the_same_for_every_run(self):
        repo = self.mixed()
        env = {"SOURCE_DATE_EPOCH": "1700000000"}
        for form in MACHINE:
            outs = {self.out(repo, form, "-j", str(jobs), env=env) for jobs in (1, 4)}
            self.assertEqual(len(outs), 1, form)

    def test_a_slow_run_reports_the_same(self):
        """Its input comes after more than a second."""
        env = {**self.environment(), "SOURCE_DATE_EPOCH": "1700000000",
               "LSAN_OPTIONS": self.leaks()}
        with subprocess.Popen([SECLINT, "--format", "gitlab", "-"], cwd=self.folder, env=env,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            time.sleep(2.5)
            scan = json.loads(run.communicate(b"nothing\n", timeout=PATIENCE)[0])["scan"]
        self.assertEqual((scan["start_time"], scan["end_time"]), ("2023-11-14T22:13:20",) * 2)

    def test_protected_and_allowed_findings_are_shown_on_request(self):
        repo = self.mixed()
        for form in FORMATS:
            plain, verbose = self.out(repo, form), self.out(repo, form, "-v")
            self.assertIn("ignored.py", verbose, form)
            self.assertIn("allowed.py", verbose, form)
            if form not in ("jsonl", "sarif", "html"):
                self.assertNotIn("ignored.py", plain, form)
                self.assertNotIn("allowed.py", plain, form)

    # --- one format each

    def test_github_annotations_are_read_back(self):
        repo = self.hostile()
        commands, rest = github(self.out(repo, "github"))
        files = {each.get("file") for each in commands}
        for name in HOSTILE:
            if not any(c in name for c in "\x1b\x01\x7f\u202e\u2028") and "##" not in name:
                self.assertIn(name, files)
        for each in commands:
            if "file" in each:
                self.assertEqual(each["kind"], "error")
                self.assertEqual((each["line"], each["col"]), ("2", "10"))
                self.assertEqual((each["endLine"], each["endColumn"]), ("2", "50"))
                self.assertEqual(each["title"], "seclint github-pat")
                self.assertIn("GitHub personal access token", each["text"])
        self.assertEqual(len(commands), len(HOSTILE) + 1)
        self.assertIn("first 10", commands[0]["text"])
        for each in rest:
            self.assertNotRegex(each, r"^\s*::|##\[")

    def test_github_annotations_of_old_versions_have_no_line(self):
        commands, _ = github(self.out(self.mixed(), "github"))
        by_file = {each["file"]: each for each in commands if "pat" in each["title"]}
        self.assertNotIn("line", by_file["old.py"])
        self.assertIn("in history since", by_file["old.py"]["text"])
        self.assertEqual(by_file["app.py"]["line"], "2")

    def test_azure_issues_are_read_back(self):
        repo = self.hostile()
        text = self.out(repo, "azure")
        issues, rest = azure(text)
        self.assertEqual(len(issues), len(HOSTILE))
        paths = {each["sourcepath"] for each in issues}
        for name in HOSTILE:
            if not any(c in name for c in "\x1b\x01\x7f\u202e\u2028") and "##" not in name:
                self.assertIn(name, paths)
        for each in issues:
            self.assertEqual((each["type"], each["code"], each["linenumber"]),
                             ("error", "github-pat", "2"))
        for each in rest:
            self.assertNotIn("##", each)
        self.assertEqual(text.count("##vso["), len(HOSTILE))

    def test_junit_is_xml_whatever_files_are_called(self):
        for repo, errors in ((self.hostile(), len(HOSTILE)), (self.mixed(), 2)):
            root = xml.fromstring(self.out(repo, "junit", "-v"))
            cases = root.findall("testsuite/testcase")
            self.assertEqual(int(root.get("tests")), len(cases))
            self.assertEqual(int(root.get("failures")), errors)
            self.assertEqual(len(root.findall(".//failure")), errors)
            self.assertEqual(len(root.findall(".//skipped")),
                             int(root.find("testsuite").get("skipped")))
        self.assertEqual(len(root.findall(".//skipped")), 2)

    def test_junit_tells_what_was_not_looked_at(self):
        repo = self.repo("bad")
        repo.write("a.zip", b"PK\x03\x04" + b"\xff" * 60)
        run = repo.run("--no-history", form="junit")
        self.assertEqual(run.status, 3)
        root = xml.fromstring(run.out)
        self.assertEqual(root.get("errors"), "1")
        self.assertIn("a.zip", root.find(".//error").get("message"))

    def test_gitlab_reports_keep_to_the_schema(self):
        for repo in (self.hostile(), self.mixed()):
            report = json.loads(self.out(repo, "gitlab", "-v"))
            self.schema(GITLAB, report)
            ids = [each["id"] for each in report["vulnerabilities"]]
            self.assertEqual(len(ids), len(set(ids)))
        by_file = {each["location"]["file"]: each for each in report["vulnerabilities"]
                   if each["identifiers"][0]["value"] == "github-pat"}
        self.assertEqual(by_file["app.py"]["severity"], "Critical")
        self.assertEqual(by_file["allowed.py"]["severity"], "Info")
        self.assertEqual(by_file["ignored.py"]["severity"], "Info")
        self.assertEqual(by_file["old.py"]["location"]["commit"]["sha"],
                         repo.git("rev-parse", "HEAD~1"))
        self.assertEqual(by_file["app.py"]["location"]["commit"]["sha"],
                         repo.git("rev-parse", "HEAD"))
        self.assertEqual(by_file["app.py"]["raw_source_code_extract"], "ghp_********")

    def test_code_quality_has_what_gitlab_requires(self):
        issues = json.loads(self.out(self.hostile(), "codequality"))
        self.assertEqual(len(issues), len(HOSTILE))
        self.assertEqual(len({each["fingerprint"] for each in issues}), len(HOSTILE))
        for each in issues:
            self.assertTrue(each["description"] and each["check_name"])
            self.assertRegex(each["fingerprint"], HEX)
            self.assertEqual(each["severity"], "blocker")
            self.assertEqual(each["location"]["lines"]["begin"], 2)
            self.assertIn(each["location"]["path"], HOSTILE)

    def test_rdjson_counts_bytes(self):
        report = json.loads(self.out(self.mixed(), "rdjson"))
        found = [each for each in report["diagnostics"]
                 if each["location"]["path"] == "app.py"]
        start = len('\U0001f511é = 1; token = "'.encode()) + 1
        self.assertEqual(found[0]["location"]["range"],
                         {"start": {"line": 2, "column": start},
                          "end": {"line": 2, "column": start + len(token())}})
        for each in report["diagnostics"]:
            self.assertIn(each["severity"], ("ERROR", "WARNING", "INFO"))
            self.assertTrue(each["message"] and each["code"]["value"])
        old = [each["location"] for each in report["diagnostics"]
               if each["location"]["path"] == "old.py"]
        self.assertTrue(old and all("range" not in each for each in old))

    def test_markdown_shows_names_as_code_and_nothing_else(self):
        text = self.out(self.hostile(), "markdown")
        rows = [each for each in text.split("\n") if each.startswith("| error |")]
        self.assertEqual(len(rows), len(HOSTILE))
        link = r"\[`github-pat`\]\(https://github\.com/[\w./-]*\)"
        for row in rows:
            self.assertRegex(row, r"^\| error \| `[^`|]+` \| " + link
                             + r" \| (`[^`|]*`|[\w ,.;()'\"/:+%?=-]*) \|$")
        outside = re.sub(r"`[^`]*`", "", text)
        self.assertEqual(re.findall(r"<[^>]*>", outside),
                         ["<details>", "<summary>", "</summary>", "</details>"])
        self.assertNotIn("javascript:", outside)

    def test_a_markdown_summary_fits_into_a_job_summary(self):
        repo = self.repo("many")
        for i in range(20):
            repo.write(f"{i}/{'x' * 200}.py", line(i) * 240)
        text = self.out(repo, "markdown", "--no-history")
        self.assertLess(len(text.encode()), 1 << 20)
        self.assertRegex(text, r"[\d,]+ more findings: a job summary has no room")

    def test_lines_of_json_keep_to_the_published_schema(self):
        with open(os.path.join(ROOT, "docs/schema/jsonl-1.schema.json"),
                  encoding="utf-8") as file:
            schema = strict(json.load(file))
        repo = self.mixed()
        repo.write("a.zip", b"PK\x03\x04" + b"\xff" * 60)
        types = set()
        for args in ([], ["--staged"], ["--range", "HEAD~1..HEAD"], ["app.py"]):
            for each in repo.run(*args).out.decode().splitlines():
                types.add(json.loads(each)["type"])
                self.schema(schema, json.loads(each))
        self.assertEqual(types, {"finding", "notice", "summary"})

    # --- auto, --output, --statistics

    def test_auto_goes_by_the_server(self):
        repo = self.planted()
        none = {"GITHUB_ACTIONS": "", "TF_BUILD": "", "GITLAB_CI": ""}
        for env, start in (({}, b"app.py:1:10: "), ({"GITHUB_ACTIONS": "true"}, b"::error "),
                           ({"TF_BUILD": "True"}, b"##vso["), ({"GITLAB_CI": "true"}, b"app.py:"),
                           ({"GITHUB_ACTIONS": "false"}, b"app.py:")):
            run = repo.run(form="auto", env={**none, **env})
            self.assertTrue(run.out.startswith(start), (env, run.out[:80]))
            self.assertTrue(repo.run(form=None, env={**none, **env}).out
                            .startswith(b"app.py:"), env)
        told = repo.run("--output", "auto=x", form=None)
        self.assert_refused(told, "auto")

    def test_terminals_get_links_to_files_and_rules(self):
        repo = self.planted()
        repo.write("two words.py", line(1))
        ours, theirs = pty.openpty()
        with open(ours, "rb") as reader, open(theirs, "wb") as writer:
            repo.run("--no-progress", form="text", stdout=writer,
                     env={"TERM": "xterm", "CI": ""})
            writer.close()
            text = all_of(reader.fileno()).decode()
        top = urllib.parse.quote(os.path.realpath(repo.path))
        self.assertIn(f"\x1b]8;;file://{top}/app.py\x1b\\", text)
        self.assertIn(f"\x1b]8;;file://{top}/two%20words.py\x1b\\", text)
        self.assertIn("/docs/rules/github-pat.md\x1b\\", text)
        self.assertEqual(text.count("\x1b]8;;"), 2 * text.count("\x1b]8;;\x1b"))
        self.assertNotIn("\x1b]8", self.out(repo, "text", env={"FORCE_COLOR": "1"}))

    def test_a_job_summary_is_added_to_and_stays_readable(self):
        repo = self.planted()
        summary = self.folder / "summary.md"
        summary.write_text("# Before\n")
        summary.chmod(0o644)
        node = summary.stat().st_ino
        for _ in range(2):
            repo.run("--output", f"markdown={summary}",
                     env={"GITHUB_STEP_SUMMARY": str(summary)})
        text = summary.read_text()
        self.assertTrue(text.startswith("# Before\n## seclint: 1 error"))
        self.assertEqual(text.count("## seclint"), 2)
        self.assertEqual(summary.stat().st_mode & 0o777, 0o644)
        self.assertEqual(summary.stat().st_ino, node)
        repo.run("--output", f"markdown={summary}", env={"GITHUB_STEP_SUMMARY": ""})
        self.assertTrue(summary.read_text().startswith("## seclint"))

    def test_statistics_count_in_place_of_findings(self):
        repo = self.mixed()
        text = self.out(repo, "text", "--statistics")
        self.assertRegex(text, r"(?m)^2  error    github-pat  GitHub personal")
        self.assertNotIn("app.py", text)
        self.assertRegex(self.out(repo, "text", "--statistics", "-v"),
                         r"(?m)^1  note     github-pat ")
        self.assert_refused(repo.run("--statistics"), "--statistics", "jsonl")

    # --- exit statuses and SARIF

    def big_tree(self):
        """Untracked, staged, committed and deleted secrets in one repository."""
        repo = self.repo("a fork \u00e9")
        copy_tree(os.path.join(ROOT, "tests/readme/tree"), os.fspath(repo.path), SAMPLE)
        repo.commit("policy", "deploy/iam", ".gitignore")
        repo.git("add", "-f", "deploy/files/.env.production")
        repo.git("commit", "-q", "-m", "oops")
        repo.git("rm", "-q", "--cached", "deploy/files/.env.production")
        repo.git("commit", "-q", "-m", "untracked again")
        return repo

    def same_status(self, repo, expected, *args):
        for form in FORMATS:
            run = repo.run(*args, form=form)
            self.assertEqual(run.status, expected, (args, form, run.message()))

    def test_the_exit_status_is_the_same_for_every_format(self):
        repo = self.big_tree()
        self.same_status(repo, 1)
        self.same_status(repo, 1, "--no-history")
        self.same_status(repo, 0, "--staged")
        self.same_status(repo, 1, "--range", "HEAD~2..HEAD~1")
        self.same_status(repo, 0, "--exit-zero")
        self.same_status(repo, 0, "--fail-on", "never")
        self.same_status(repo, 2, "--range", "HEAD..nowhere")
        self.same_status(repo, 0, ".gitignore")
        shallow = self.repo("shallow", make=False)
        repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", shallow.path)
        (shallow.path / "deploy/iam/task-role.json").unlink()
        shallow.git("commit", "-q", "-a", "-m", "clean now")
        self.same_status(shallow, 3, "--fail-on", "error")
        self.same_status(shallow, 0, "--fail-on", "error", "--allow-partial")

    def test_the_multitool_has_nothing_to_say_about_sarif(self):
        if not os.path.exists(sarif_validate.MULTITOOL):
            self.skipTest("the SARIF multitool is not installed")
        repo = self.big_tree()
        logs = []
        for number, args in enumerate((["--fail-on", "error"], ["--no-history"], ["--staged"],
                                       ["--range", "HEAD~2..HEAD"], ["-v"])):
            log = os.fspath(self.folder / f"log{number}.sarif")
            run = repo.run("--output", "sarif=" + log, *args)
            self.assertIn(run.status, (0, 1))
            with open(log, encoding="utf-8") as file:
                invocation = json.load(file)["runs"][0]["invocations"][0]
            self.assertEqual(invocation["exitCode"], run.status, args)
            logs.append(log)
        problems = sarif_validate.validate_all(logs)
        self.assertFalse(any(problems.values() if isinstance(problems, dict) else problems),
                         problems)


if __name__ == "__main__":
    main()

"""action.yml is run, step by step, as GitHub runs a composite action: findings become exit
code, outputs, summary, annotations and a log to upload; the program comes from a release
that is verified, or from the action's own checkout."""
import json
import re
import shutil
import sys

from ci_kit import CiCase, NAME, ROOT, SECLINT, VERSION, event_of, executable, write_json
from repo_kit import main

try:
    import yaml
except ImportError:
    print("python3-yaml is missing: run ./dev setup")
    sys.exit(77)

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
DEV = """#!/usr/bin/env bash
[[ $* == 'build release' ]] || exit 9
mkdir -p "$(dirname "$0")/build/release"
cp "$TEST_PROGRAM" "$(dirname "$0")/build/release/seclint"
touch "$TEST_RELEASE/built"
"""


class Job:
    """What one job of a runner sees and leaves."""

    def __init__(self):
        self.status, self.log, self.outputs, self.uploaded = 0, "", {}, None
        self.summary = ""
        self.steps = {}


class ActionCase(CiCase):
    def setUp(self):
        super().setUp()
        self.action = self.folder / "action"
        shutil.copytree(ROOT / "packaging/github", self.action / "packaging/github")
        (self.action / "dev").write_text(DEV)
        self.runner = self.folder / "runner temp"
        self.runner.mkdir()

    def value(self, text, job, inputs, ref):
        """An expression of the few kinds that the action uses."""
        def known(match):
            parts = match[1].strip().split(".")
            if parts[0] == "inputs":
                return inputs[parts[1]]
            if parts[0] == "steps":
                return job.steps.get(parts[1], {}).get(parts[3], "")
            if parts == ["github", "action_ref"]:
                return ref
            raise AssertionError(f"the runner of this test does not know {match[0]}")
        return re.sub(r"\$\{\{(.*?)\}\}", known, str(text))

    def wanted(self, condition, job, inputs):
        for part in condition.split("&&"):
            name, equal, value = re.fullmatch(r"\s*(\S+) (==|!=) '(.*)'\s*", part).groups()
            found = self.value("${{ %s }}" % name, job, inputs, "")
            if (found == value) != (equal == "=="):
                return False
        return True

    def run_action(self, clone, event="pull_request", ref="main", **inputs):
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        inputs = {name: spec["default"] for name, spec in ACTION["inputs"].items()}
        self.assertLessEqual(set(given), set(inputs))
        inputs.update(given)
        job = Job()
        files = {name: self.folder / name for name in ("path", "summary")}
        for file in files.values():
            file.write_text("")
        base = self.surroundings(
            GITHUB_ACTIONS="true", GITHUB_EVENT_NAME=event, RUNNER_TEMP=self.runner,
            GITHUB_ACTION_PATH=self.action, GITHUB_PATH=files["path"],
            GITHUB_STEP_SUMMARY=files["summary"], TEST_PROGRAM=SECLINT,
            GITHUB_EVENT_PATH=write_json(self.folder / "event.json", self.event(event, clone)),
            **({"GITHUB_BASE_REF": "main"} if event.startswith("pull") else {}))
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if "if" in step and not self.wanted(step["if"], job, inputs):
                continue
            if "uses" in step:
                job.uploaded = self.value(step["with"]["sarif_file"], job, inputs, ref)
                continue
            output = self.folder / f"output{number}"
            output.write_text("")
            env = {**base, "GITHUB_OUTPUT": str(output),
                   **{name: self.value(value, job, inputs, ref)
                      for name, value in step.get("env", {}).items()}}
            added = [*reversed(files["path"].read_text().split("\n")), env["PATH"]]
            env["PATH"] = ":".join(filter(None, added))
            self.assertEqual(step["shell"], "bash")
            self.assertNotIn("${{", step["run"], "values come by environment")
            job.status, out = self.bash(step["run"], clone.path, env)
            job.log += out
            lines = [each.split("=", 1) for each in output.read_text().splitlines()]
            job.steps[step.get("id", number)] = dict(lines)
            if job.status != 0:
                break
        job.outputs = {name: self.value(spec["value"], job, inputs, ref)
                       for name, spec in ACTION["outputs"].items()}
        job.summary = files["summary"].read_text()
        return job

    def event(self, name, clone):
        if name == "push":
            return {"before": clone.git("rev-parse", "origin/main"),
                    "repository": {"default_branch": "main"}}
        return event_of(clone) if name.startswith("pull") else {}


class Scans(ActionCase):
    def test_findings_fail_the_job_after_everything_is_written(self):
        clone = self.project(True)
        job = self.run_action(clone, upload="true")
        self.assertEqual(job.status, 1, job.log)
        self.assertEqual(job.outputs, {"exit-code": "1", "findings": "1",
                                       "sarif-file": "seclint.sarif"})
        self.assertEqual(job.uploaded, "seclint.sarif")
        log = json.loads((clone.path / "seclint.sarif").read_text())
        self.assertEqual(len(log["runs"][0]["results"]), 1)
        self.assertIn("new.py", job.summary)
        self.assertIn("github-pat", job.summary)
        self.assertRegex(job.log, r"(?m)^::error file=new.py,line=1,")
        self.assertIn("--range auto: origin/main...HEAD", job.log)
        self.assertEqual(list(self.runner.glob("seclint.*")), [], "nothing is left behind")

    def test_a_clean_request(self):
        job = self.run_action(self.project(False))
        self.assertEqual(job.status, 0, job.log)
        self.assertEqual(job.outputs, {"exit-code": "0", "findings": "0",
                                       "sarif-file": "seclint.sarif"})
        self.assertIsNone(job.uploaded)
        self.assertNotIn("::error", job.log)

    def test_every_input_reaches_the_program(self):
        clone = self.project(True)
        clone.write("leave out.yml", "exclude: [new.py]\n")
        for status, inputs in (
                (0, {"fail_on": "never"}),
                (0, {"config": "leave out.yml"}),
                (0, {"args": "--exit-zero --verbose"}),
                (0, {"args": "--exit-zero\n--config\nleave out.yml\n"}),
                (0, {"range": "origin/work..HEAD"}),
                (1, {"range": "none"}),
                (1, {"new_since": "origin/main"}),
                (0, {"new_since": "origin/work", "args": "--exit-zero"}),
                (1, {"sarif_file": "a b.sarif"})):
            job = self.run_action(clone, **inputs)
            self.assertEqual(job.status, status, f"{inputs}: {job.log}")
        self.assertTrue((clone.path / "a b.sarif").is_file())

    def test_nothing_of_an_input_is_run(self):
        clone = self.project(True)
        evil = f"$(touch {self.folder}/evil) `touch {self.folder}/evil`; touch {self.folder}/evil"
        for name in ("args", "range", "new_since", "fail_on", "config", "sarif_file"):
            job = self.run_action(clone, **{name: evil + "\nexit-code=0"})
            self.assertNotEqual(job.status, 0, f"{name}: {job.log}")
        self.assertNotEqual(self.run_action(clone, version=evil).status, 0)
        self.assertFalse((self.folder / "evil").exists())

    def test_events(self):
        clone = self.project(True)
        for event, said in (("push", "before this build"), ("pull_request", "pull request"),
                            ("schedule", None), ("workflow_dispatch", None)):
            job = self.run_action(clone, event=event)
            self.assertEqual(job.status, 1, f"{event}: {job.log}")
            if said:
                self.assertIn(said, job.log)
            else:
                self.assertNotIn("--range", job.log)

    def test_a_scan_that_did_not_run_or_was_cut_short(self):
        clone = self.project(True)
        job = self.run_action(clone, args="--no-such-option", upload="true")
        self.assertEqual(job.status, 2, job.log)
        self.assertEqual(job.outputs["sarif-file"], "")
        self.assertIsNone(job.uploaded)
        self.assertIn("::error title=seclint::the scan did not run", job.log)
        clone = self.project(False, "cut")
        clone.object_file(clone.git("rev-parse", "HEAD:new.py")).unlink(missing_ok=True)
        clone.git("update-index", "--refresh", check=False)
        job = self.run_action(clone, range="none")
        self.assertEqual(job.status, 3, job.log)
        self.assertIn("::error title=seclint::the scan is incomplete", job.log)

    def test_a_log_of_an_earlier_run_is_not_uploaded(self):
        clone = self.project(True)
        clone.write("seclint.sarif", "old")
        job = self.run_action(clone, args="--no-such-option", upload="true")
        self.assertIsNone(job.uploaded)


class Installs(ActionCase):
    def built(self):
        return (self.release / "built").exists()

    def test_a_release_is_downloaded_and_verified(self):
        job = self.run_action(self.project(False), version=VERSION)
        self.assertEqual(job.status, 0, job.log)
        self.assertIn(f"installed release {VERSION}", job.log)
        self.assertFalse(self.built())
        job = self.run_action(self.project(False, "second"), ref=f"v{VERSION}")
        self.assertIn(f"installed release {VERSION}", job.log)
        self.assertFalse(self.built())

    def test_an_archive_that_is_not_what_its_sum_says(self):
        archive = self.release / f"{NAME}.tar.gz"
        archive.write_bytes(archive.read_bytes() + b"x")
        for given in ({"version": VERSION}, {"ref": f"v{VERSION}"}):
            job = self.run_action(self.project(False, "-".join(given)), **given)
            self.assertEqual(job.status, 2, job.log)
            self.assertIn("is not what its SHA256SUMS says", job.log)
            self.assertFalse(self.built(), "it is not replaced by a build")

    def test_sums_that_do_not_name_the_archive(self):
        (self.release / "SHA256SUMS").write_text("0" * 64 + "  other.tar.gz\n")
        job = self.run_action(self.project(False), version=VERSION)
        self.assertEqual(job.status, 2, job.log)

    def test_a_version_that_is_asked_for_must_be_there(self):
        for version in ("9.9.9", "latest", "1.0"):
            job = self.run_action(self.project(False, version), version=version)
            self.assertEqual(job.status, 2, job.log)
            self.assertFalse(self.built())

    def test_where_there_is_no_release_it_is_built(self):
        for given in ({"ref": "v9.9.9"}, {"ref": "main"}, {"ref": ""},
                      {"version": "source", "ref": f"v{VERSION}"}):
            (self.release / "built").unlink(missing_ok=True)
            job = self.run_action(self.project(True, f"p{len(str(given))}"), **given)
            self.assertEqual(job.status, 1, job.log)
            self.assertTrue(self.built(), given)

    def test_scripts_can_be_run(self):
        for name in ("install.sh", "run.sh"):
            self.assertTrue(executable(ROOT / "packaging/github" / name), name)


main()

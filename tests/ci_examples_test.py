"""The examples of docs/ci and templates/: what each server would run is run, in a clone with
its variables, with a release to download; tools check the files where there are any; and
the pages show the files as they are."""
import json
import re
import shutil
import sys

from ci_kit import CiCase, ROOT, TOOLS, VERSION
from repo_kit import main

try:
    import yaml
except ImportError:
    print("python3-yaml is missing: run ./dev setup")
    sys.exit(77)

CI = ROOT / "docs/ci"
if not shutil.which("node") or not (TOOLS / "node_modules/gitlab-ci-local").is_dir():
    sys.exit("node or tests/tools/node_modules is missing: run ./dev setup")


def load(path):
    return yaml.safe_load((CI / path).read_text())


class Pages(CiCase):
    def test_pages_show_the_files_as_they_are(self):
        shown = 0
        for page in sorted(CI.glob("*.md")):
            text = page.read_text()
            for name, block in re.findall(r"`([\w./-]+)`:\n\n```\w+\n(.*?)```\n", text, re.S):
                file = ROOT / name
                self.assertTrue(file.is_file(), f"{page.name} shows {name}")
                self.assertEqual(block, file.read_text(), f"{page.name} shows {name}")
                shown += 1
        files = [file for file in CI.glob("*/*") if file.is_file()]
        self.assertEqual(shown, len(files) + 1, "every file is shown once, and the component")

    def test_one_version_everywhere(self):
        project = re.search(r"^project\(seclint VERSION ([\d.]+) ",
                            (ROOT / "CMakeLists.txt").read_text(), re.M)[1]
        self.assertEqual(project, VERSION)
        for file in [*CI.glob("*/*"), ROOT / "templates/seclint.yml"]:
            for found in re.findall(r"(?:seclint@v?|VERSION[:=] *'?|version: |default: )"
                                    r"(\d+\.\d+\.\d+)", file.read_text()):
                self.assertEqual(found, project, file)


class Servers(CiCase):
    def check(self, scripts, env, reports=(), folder=".", shared=False):
        """Scripts that run one after the other: 1 with a secret, 0 without. shared: in
        one shell, as GitLab, Bitbucket and Woodpecker do."""
        for leaky in (True, False):
            clone = self.project(leaky, f"project-{leaky}")
            values = {name: value(clone) if callable(value) else value
                      for name, value in env.items()}
            surroundings = self.surroundings(**values)
            surroundings["HOME"] = str(self.folder / "runner-home")
            (self.folder / "runner-home").mkdir(exist_ok=True)
            steps = ["\n".join(scripts)] if shared else scripts
            status, out = 0, ""
            for number, script in enumerate(steps):
                status, said = self.bash(script, clone.path, surroundings)
                out += said
                if number < len(steps) - 1:
                    self.assertEqual(status, 0, out)
            self.assertEqual(status, 1 if leaky else 0, out)
            for report in reports:
                self.assertTrue((clone.path / folder / report).is_file(), report + out)
            if leaky:
                self.assertIn("new.py", out + "".join(
                    (clone.path / folder / report).read_text() for report in reports))
                self.refuse_wrong_sums(steps, clone, surroundings)

    def refuse_wrong_sums(self, steps, clone, surroundings):
        sums = self.release / "SHA256SUMS"
        good = sums.read_text()
        sums.write_text(good[:-1].replace(good[-120:-100], "0" * 20) + "\n")
        status, out = self.bash(steps[0], clone.path, surroundings)
        sums.write_text(good)
        self.assertEqual(status, 1, out)
        self.assertNotIn("new.py", out)

    def test_gitlab(self):
        job = load("gitlab/gitlab-ci.yml")["seclint"]
        env = {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "merge_request_event",
               "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_DEFAULT_BRANCH": "main",
               "CI_PROJECT_DIR": lambda clone: clone.path, **job["variables"]}
        reports = list(job["artifacts"]["reports"].values())
        self.check(job["script"], env, reports, shared=True)

    def test_gitlab_component(self):
        job = self.component()["seclint"]
        env = {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "merge_request_event",
               "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_DEFAULT_BRANCH": "main",
               "CI_PROJECT_DIR": lambda clone: clone.path, **job["variables"]}
        reports = [*job["artifacts"]["reports"].values(), *job["artifacts"]["paths"]]
        self.check(job["script"], env, reports, shared=True)

    def component(self, **inputs):
        """The component as gitlab-ci-local, which has GitLab's schema, expands it."""
        include = load("gitlab/component.yml")["include"]
        self.assertEqual(len(include), 1)
        include[0].pop("component")
        include[0] = {"local": "templates/seclint.yml",
                      "inputs": {**include[0]["inputs"], **inputs}}
        repo = self.repo("component-" + "-".join(inputs))
        repo.write("templates/seclint.yml", (ROOT / "templates/seclint.yml").read_text())
        repo.write(".gitlab-ci.yml", json.dumps({"include": include}))
        repo.commit()
        repo.git("remote", "add", "origin", "https://gitlab.example.org/a/b.git")
        tool = TOOLS / "node_modules/gitlab-ci-local/src/index.js"
        code, out, said = self.node(tool, "--preview", cwd=repo.path)
        if code != 0:
            raise ValueError(said)
        return yaml.safe_load(out[out.index("---\n"):])

    def test_the_component_takes_its_inputs(self):
        jobs = self.component(stage="build", range="none", args="--no-history", version="1.2.3",
                              **{"job-name": "secrets", "fail-on": "error"})
        job = jobs["secrets"]
        self.assertEqual(job["stage"], "build")
        self.assertEqual(job["variables"], {
            "GIT_DEPTH": "0", "SECLINT_VERSION": "1.2.3", "SECLINT_RANGE": "none",
            "SECLINT_FAIL_ON": "error", "SECLINT_ARGS": "--no-history"})
        for script in job["script"]:
            self.assertNotIn("$[[", script)
        with self.assertRaises(ValueError):
            self.component(image=["no", "image"])
        with self.assertRaises(ValueError):
            self.component(**{"fail-on": "sometimes"})

    def test_what_the_component_scans(self):
        """A schedule and range none read everything; the script is the component's."""
        job = self.component()["seclint"]
        clone = self.project(True)
        clone.commit_file("new.py", "x = 1\n", "gone")
        env = {"GITLAB_CI": "true", "CI_PROJECT_DIR": clone.path, **job["variables"],
               "CI_DEFAULT_BRANCH": "main", "HOME": self.folder / "home"}
        for source, chosen, args, status in (
                ("schedule", "auto", "", 1), ("push", "none", "", 1),
                ("push", "none", "--no-history", 0), ("push", "auto", "--exit-zero", 0)):
            surroundings = self.surroundings(**{
                **env, "CI_PIPELINE_SOURCE": source, "SECLINT_RANGE": chosen,
                "SECLINT_ARGS": args})
            clone.git("clean", "-ffdxq")  # as the runner does
            code, out = self.bash("\n".join(job["script"]), clone.path, surroundings)
            self.assertEqual(code, status, f"{source} {chosen} {args}: {out}")

    def test_the_args_of_the_component_are_no_patterns(self):
        """A file that is named as an option would be one, if a shell completed it."""
        job = self.component()["seclint"]
        clone = self.project(True)
        clone.write("--exit-zero", "")
        env = self.surroundings(**{
            "GITLAB_CI": "true", "CI_PROJECT_DIR": clone.path, **job["variables"],
            "CI_DEFAULT_BRANCH": "main", "HOME": self.folder / "home",
            "CI_PIPELINE_SOURCE": "schedule", "SECLINT_ARGS": "--no-history --exit-z*"})
        code, out = self.bash("\n".join(job["script"]), clone.path, env)
        self.assertEqual(code, 2, out)
        self.assertIn("--exit-z*", out)

    def test_azure(self):
        file = load("azure/azure-pipelines.yml")
        self.assertLessEqual(set(file), {"trigger", "pr", "pool", "variables", "steps"})
        kinds = [next(key for key in ("checkout", "bash", "publish") if key in step)
                 for step in file["steps"]]
        self.assertEqual(kinds, ["checkout", "bash", "bash", "publish"])
        known = {"checkout", "bash", "publish", "fetchDepth", "persistCredentials",
                 "displayName", "condition", "artifact"}
        for step in file["steps"]:
            self.assertLessEqual(set(step), known)
        self.assertEqual(file["steps"][0]["fetchDepth"], 0)
        (self.folder / "agent").mkdir()
        (self.folder / "staging").mkdir()
        env = {"TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
               "AGENT_TEMPDIRECTORY": self.folder / "agent",
               "BUILD_ARTIFACTSTAGINGDIRECTORY": self.folder / "staging",
               **file["variables"]}
        self.check([step["bash"] for step in file["steps"] if "bash" in step], env,
                   ["seclint.sarif"], folder=self.folder / "staging")

    def test_bitbucket(self):
        file = load("bitbucket/bitbucket-pipelines.yml")
        self.assertLessEqual(set(file), {"image", "clone", "definitions", "pipelines"})
        self.assertEqual(file["clone"], {"depth": "full"})
        steps = [each[0]["step"] for group in file["pipelines"].values()
                 for each in group.values()]
        self.assertEqual(len(steps), 2)
        for step in steps:
            self.assertLessEqual(set(step), {"name", "script", "artifacts"})
        env = {"BITBUCKET_BUILD_NUMBER": "3", "BITBUCKET_PR_ID": "4",
               "BITBUCKET_PR_DESTINATION_BRANCH": "main",
               "BITBUCKET_CLONE_DIR": lambda clone: clone.path}
        self.check(steps[0]["script"], env, steps[0]["artifacts"], shared=True)
        self.assertEqual(steps[0], steps[1])

    def test_circleci(self):
        file = load("circleci/config.yml")
        self.assertEqual(set(file), {"version", "jobs", "workflows"})
        job = file["jobs"]["seclint"]
        self.assertLessEqual(set(job), {"docker", "environment", "steps"})
        self.assertEqual(list(file["workflows"]["secrets"]["jobs"][0]), ["seclint"])
        runs = [step["run"]["command"] for step in job["steps"] if "run" in step]
        self.assertEqual(len(runs), 2)
        self.check(runs, job["environment"], ["reports/seclint.xml"])

    def test_woodpecker(self):
        file = load("woodpecker/woodpecker.yml")
        self.assertLessEqual(set(file), {"when", "clone", "steps"})
        step = file["steps"][0]
        self.assertLessEqual(set(step), {"name", "image", "environment", "commands"})
        env = {"CI": "woodpecker", "CI_COMMIT_TARGET_BRANCH": "main",
               "CI_WORKSPACE": lambda clone: clone.path, **step["environment"]}
        self.check(step["commands"], env, shared=True)

    def test_jenkins(self):
        file = CI / "jenkins/Jenkinsfile"
        text = file.read_text()
        tool = TOOLS / "groovy.mjs"
        self.assertEqual(self.node(tool, file), (0, "", ""))
        broken = self.folder / "Jenkinsfile"
        broken.write_text(text.rstrip().removesuffix("}"))
        self.assertEqual(self.node(tool, broken)[0], 1)
        for part in ("agent", "stages", "post"):
            self.assertRegex(text, rf"(?m)^    {part} \{{")
        scripts = re.findall(r"\bsh (?:'''(.*?)'''|'([^'\n]*)')", text, re.S)
        scripts = [first or second for first, second in scripts]
        self.assertEqual(len(scripts), 2)
        env = {"JENKINS_URL": "https://ci.example.org/", "CHANGE_TARGET": "main",
               "WORKSPACE_TMP": self.folder / "job@tmp", "SECLINT_VERSION": VERSION}
        self.check(scripts, env, ["seclint.sarif"])


class GitHub(CiCase):
    def test_workflows_are_valid_and_tools_can_say_no(self):
        validator = TOOLS / "node_modules/@action-validator/cli/cli.mjs"
        files = [ROOT / "action.yml", *sorted(CI.glob("github/*.yml"))]
        self.assertEqual(len(files), 4)
        for file in files:
            code, *out = self.node(validator, file)
            self.assertEqual(code, 0, f"{file}: {out}")
        code, *out = self.node(TOOLS / "workflows.mjs", *files[1:])
        self.assertEqual(code, 0, out)
        broken = self.folder / "action.yml"
        broken.write_text(files[0].read_text().replace("using: composite", "using: magic"))
        self.assertNotEqual(self.node(validator, broken)[0], 0)

    def test_actions_are_pinned_and_rights_are_few(self):
        for file in [ROOT / "action.yml", *CI.glob("github/*.yml"), *CI.glob("forgejo/*.yml")]:
            text = file.read_text()
            for name, ref in re.findall(r"uses: ([^@\s]+)@(\S+)", text):
                if name.endswith("CloudReactor/seclint"):
                    self.assertEqual(ref, f"v{VERSION}")
                else:
                    self.assertRegex(ref, r"^[0-9a-f]{40}$", f"{file.name}: {name}")
        for file in CI.glob("github/*.yml"):
            flow = yaml.safe_load(file.read_text())
            self.assertEqual(flow["permissions"], {"contents": "read"}, file.name)
            for job in flow["jobs"].values():
                extra = set(job.get("permissions", {})) - {"contents"}
                self.assertLessEqual(extra, {"security-events"}, file.name)
                checkout = job["steps"][0]["with"]
                self.assertEqual((checkout["fetch-depth"], checkout["persist-credentials"]),
                                 (0, False), file.name)

    def test_inputs_of_examples_are_those_of_the_action(self):
        inputs = set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])
        used = 0
        for file in [*CI.glob("github/*.yml"), *CI.glob("forgejo/*.yml")]:
            for job in yaml.safe_load(file.read_text())["jobs"].values():
                for step in job["steps"]:
                    if "CloudReactor/seclint" in step.get("uses", ""):
                        self.assertLessEqual(set(step.get("with", {})), inputs, file)
                        used += 1
        self.assertEqual(used, 4)


main()

"""The real program in every format: the same exit status, and SARIF that the
multitool has nothing to say about."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import sarif_validate
from repo_copy import copy_tree, git_environment

SECLINT = os.environ["SECLINT"]
SAMPLE = os.environ["SECLINT_SAMPLE"]
ROOT = os.environ["SECLINT_SOURCE_DIR"]
FORMATS = ("text", "sarif", "jsonl")


def git(tree, env, *args):
    subprocess.run(["git", "-C", tree, *args], check=True, env=env, capture_output=True)


def make_tree(top, env):
    """Untracked, staged, committed and deleted secrets in one repository."""
    tree = os.path.join(top, "a fork \u00e9")
    copy_tree(os.path.join(ROOT, "tests/readme/tree"), tree, SAMPLE)
    git(top, env, "init", "-q", tree)
    git(tree, env, "add", "deploy/iam", ".gitignore")
    git(tree, env, "commit", "-q", "-m", "policy")
    git(tree, env, "add", "-f", "deploy/files/.env.production")
    git(tree, env, "commit", "-q", "-m", "oops")
    git(tree, env, "rm", "-q", "--cached", "deploy/files/.env.production")
    git(tree, env, "commit", "-q", "-m", "untracked again")
    return tree


def run(tree, env, *args):
    return subprocess.run([SECLINT, *args], cwd=tree, env=env, capture_output=True)


def check_status(tree, env, expected, *args):
    for form in FORMATS:
        done = run(tree, env, "--format", form, *args)
        assert done.returncode == expected, (args, form, done.returncode, done.stderr)


def check_sarif(tree, env, top):
    logs = []
    for number, args in enumerate((["--fail-on", "error"], ["--no-history"], ["--staged"],
                                   ["--range", "HEAD~2..HEAD"], ["-v"])):
        log = os.path.join(top, "log%d.sarif" % number)
        done = run(tree, env, "--output", "sarif=" + log, *args)
        assert done.returncode in (0, 1), done.stderr
        with open(log, encoding="utf-8") as file:
            invocation = json.load(file)["runs"][0]["invocations"][0]
        assert invocation["exitCode"] == done.returncode, args
        logs.append(log)
    problems = sarif_validate.validate_all(logs)
    assert not any(problems.values() if isinstance(problems, dict) else problems), problems


def main():
    with tempfile.TemporaryDirectory() as top:
        env = git_environment(top)
        tree = make_tree(top, env)
        check_status(tree, env, 1)
        check_status(tree, env, 1, "--no-history")
        check_status(tree, env, 0, "--staged")
        check_status(tree, env, 1, "--range", "HEAD~2..HEAD~1")
        check_status(tree, env, 0, "--exit-zero")
        check_status(tree, env, 0, "--fail-on", "never")
        check_status(tree, env, 2, "--range", "HEAD..nowhere")
        check_status(tree, env, 0, ".gitignore")
        shallow = os.path.join(top, "shallow")
        git(top, env, "clone", "-q", "--depth", "1", "file://" + tree, shallow)
        os.remove(os.path.join(shallow, "deploy/iam/task-role.json"))
        git(shallow, env, "commit", "-q", "-a", "-m", "clean now")
        check_status(shallow, env, 3, "--fail-on", "error")
        check_status(shallow, env, 0, "--fail-on", "error", "--allow-partial")
        if not os.path.exists(sarif_validate.MULTITOOL):
            sys.exit(77)
        check_sarif(tree, env, top)


main()

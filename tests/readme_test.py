"""The console block of the README is what the program prints on tests/readme/tree,
and the README's two commands are there to be run."""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from repo_copy import copy_tree, git_environment

ROOT = os.environ["SECLINT_SOURCE_DIR"]


def steady(text):
    """Without what differs from run to run."""
    return re.sub(r"in [\d.]+ m?s\b", "in N ms", text)


def run_block(block, folder, env):
    """Each command of the block in turn; $? is the status of the one before."""
    out = ""
    status = 0
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        script = "(exit %d); %s" % (status, line[2:])
        done = subprocess.run(["sh", "-c", script], cwd=folder, env=env, text=True,
                              capture_output=True)
        status = done.returncode
        out += line + "\n" + done.stdout + done.stderr
    return out


def main():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    block = re.search(r"```console\n(.*?)```", readme, re.S).group(1)
    with tempfile.TemporaryDirectory() as top:
        tree = os.path.join(top, "fork")
        env = git_environment(top)
        env["PATH"] = os.path.join(top, "bin") + ":" + env["PATH"]
        os.mkdir(os.path.join(top, "bin"))
        os.symlink(os.environ["SECLINT"], os.path.join(top, "bin", "seclint"))
        copy_tree(os.path.join(ROOT, "tests/readme/tree"), tree,
                  os.environ["SECLINT_SAMPLE"])
        subprocess.run(["git", "init", "-q", tree], check=True, env=env)
        subprocess.run(["git", "-C", tree, "add", "deploy/iam", ".gitignore"], check=True,
                       env=env)
        printed = run_block(block, tree, env)
    if "--print" in sys.argv:
        sys.exit(print(printed))
    assert "$ seclint" in block
    assert steady(printed) == steady(block), (
        "the README shows:\n%s\nthe program prints:\n%s" % (block, printed))
    for command in ("./dev scan", "./dev test"):
        assert command in readme, command
    assert os.access(os.path.join(ROOT, "dev"), os.X_OK)


main()

"""The workflows pass actionlint, and actionlint can say no."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
TOOLS = pathlib.Path(os.environ["SECLINT_TOOLS"])

BROKEN = """\
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo "${{ github.event.issue.title }}"
"""


def lint(paths):
    command = ["node", TOOLS / "workflows.mjs", *paths]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main():
    if not shutil.which("node") or not (TOOLS / "node_modules").is_dir():
        sys.exit("node or tests/tools/node_modules is missing: run ./dev setup")
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder, "broken.yml")
        broken.write_text(BROKEN)
        if lint([broken]).returncode != 1:
            sys.exit("actionlint accepts an untrusted value in a script")
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    if not workflows:
        sys.exit("there is no workflow to look at")
    result = lint(workflows)
    if result.returncode != 0:
        sys.exit(result.stdout + result.stderr)
    print(f"{len(workflows)} workflow(s) are clean")


main()

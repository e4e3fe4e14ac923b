"""hook_repo.py - this checkout as a repository that others install from: what git has or
would take, as one tagged commit in a temporary place."""

import os
import pathlib
import shutil
import subprocess

from repo_copy import git_environment

TAG = "v0.0.1-test"
# What a clone has as well, but no build reads: left out for the time it takes.
UNREAD = ("docs/rules/", "tests/fixtures/", "tests/fuzz/corpus/")


def files(root):
    """The paths of the checkout; None where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        out = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    names = sorted({name for name in os.fsdecode(out).split("\0") if name})
    return [name for name in names if not name.startswith(UNREAD)]


def make(root, target):
    """Makes the repository; False where the checkout is none."""
    names = files(root)
    if not names:
        return False
    for name in names:
        if (pathlib.Path(root) / name).is_file():  # deleted, and not yet committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(pathlib.Path(root) / name, target / name, follow_symlinks=False)
    env = git_environment(str(target.parent))
    for command in (["init", "-q", "-b", "main"], ["add", "-A", "-f"],
                    ["commit", "-q", "--no-verify", "-m", "x"], ["tag", TAG]):
        subprocess.run(["git", *command], cwd=target, env=env, check=True)
    return True

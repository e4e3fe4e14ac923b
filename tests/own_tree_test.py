"""seclint has nothing to say about the files of its own repository: rules, fixtures
and documentation show no secret and nothing that looks like one.

Only the seeds of the fuzz targets are left out: they are the bytes that a document
really has, and need to be.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from golden import environment

SEEDS = ("tests", "fuzz", "corpus")


def own_files(root):
    """What git has or would take; None where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = (name for name in os.fsdecode(done.stdout).split("\0") if name)
    return [pathlib.Path(name) for name in sorted(names)]


def copy(root, files, target):
    for name in files:
        if name.parts[:3] == SEEDS or not (root / name).is_file():
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, target / name, follow_symlinks=False)


def scan(repository, home):
    env = environment(home)
    for command in (["git", "init", "-q"], ["git", "add", "-A", "-f"]):
        subprocess.run(command, cwd=repository, env=env, check=True)
    return subprocess.run([os.environ["SECLINT"], "--no-history"], cwd=repository,
                          env=env, capture_output=True, text=True)


def self_check(home, target):
    """A secret among the files is found."""
    (target / "deploy").mkdir(parents=True)
    (target / "deploy" / ".env").write_text("DB_PASSWORD=" + "q7Zt" * 2 + "m2Kx" + "\n")
    done = scan(target, home)
    if done.returncode != 1:
        sys.exit(f"self-check: status {done.returncode}\n{done.stdout}{done.stderr}")


def main():
    root = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"]).resolve()
    files = own_files(root)
    if not files:
        print("no git checkout: nothing to compare")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="own-tree-") as folder:
        home = pathlib.Path(folder, "home")
        home.mkdir()
        self_check(home, pathlib.Path(folder, "self-check"))
        copy(root, files, pathlib.Path(folder, "copy"))
        done = scan(pathlib.Path(folder, "copy"), home)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{done.stdout}{done.stderr}status {done.returncode}")
    print(done.stdout, end="")


if __name__ == "__main__":
    main()

"""seclint has nothing to say about the files of its own repository: rules, fixtures
and documentation show no secret and nothing that looks like one.

Only the seeds of the fuzz targets are left out: they are the bytes that a document
really has, and need to be. Fixtures that have to go by their real names may break rules about
files, for which .seclint.yml excludes them, but hold no token and no secret either.
"""

import json
import os
import pathlib
import re
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


def scan(repository, home, *arguments):
    env = environment(home)
    for command in (["git", "init", "-q"], ["git", "add", "-A", "-f"]):
        subprocess.run(command, cwd=repository, env=env, check=True)
    return subprocess.run([os.environ["SECLINT"], "--no-history", *arguments],
                          cwd=repository, env=env, capture_output=True, text=True)


def secret_rules(root):
    """Rules that find secrets by what they look like, or by their names."""
    found = {"dotenv-plaintext-secret", "config-plaintext-secret"}
    for path in (root / "rules").rglob("*.yml"):
        if re.search(r"^  regex:", path.read_text(), re.M):
            found.add(path.stem)
    return found


def check_all(root, repository, home):
    """What .seclint.yml leaves out shows no secret."""
    config = home / "everything.yml"
    config.write_text("exclude: ['tests/fuzz/corpus/**']\n")
    done = scan(repository, home, "--format=jsonl", f"--config={config}")
    rules = secret_rules(root)
    bad = []
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record.get("type") == "finding" and record["rule"] in rules:
            bad.append(f"{record['place']['path']}: {record['rule']}")
    if bad or done.returncode not in (0, 1):
        sys.exit("\n".join(bad) + f"\n{done.stderr}status {done.returncode}")


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
        check_all(root, pathlib.Path(folder, "copy"), home)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{done.stdout}{done.stderr}status {done.returncode}")
    print(done.stdout, end="")


if __name__ == "__main__":
    main()

"""What seclint and other scanners see of one repository: compare.py

Prints the table of docs/comparison.md. Each line is a repository with one thing in it that
somebody should be told of; each scanner is started on it as its users would, then with the
options that are for such a case. The scanners are those of ./dev bench peers
(build/peers/bin) and have no network while they run. $SECLINT is the program; as root, or
where users may make namespaces."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "build/peers/bin"
sys.path.insert(0, str(ROOT / "tests"))
import repo_kit  # noqa: E402

TOKEN = repo_kit.token(1)
LINE = f'token = "{TOKEN}"\n'
APART = ["unshare", "-n"] if os.getuid() == 0 else ["unshare", "-r", "-n"]


def leaks(status, _):
    return status == 1


def kingfisher(status, _):
    return status in (200, 205)


def detect_secrets(_, out):
    return bool(json.loads(out[out.index("{"):])["results"])


# Name: (what tells a finding, commands without options, commands with some).
SCANNERS = {
    "seclint": (leaks, [[repo_kit.SECLINT, "--no-cache"]], {}),
    "gitleaks": (leaks, [["gitleaks", "git", "."], ["gitleaks", "dir", "."]], {
        "--staged": ["gitleaks", "git", "--pre-commit", "--staged", "."],
        "--max-archive-depth": ["gitleaks", "git", "--max-archive-depth=8", "."]}),
    "betterleaks": (leaks, [["betterleaks", "git", "."], ["betterleaks", "."]], {
        "--staged": ["betterleaks", "git", "--staged", "."],
        "--include": ["betterleaks", "git",
                      "--include=commit-messages,tag-messages,reflogs", "."]}),
    "kingfisher": (kingfisher,
                   [["kingfisher", "scan", ".", "--no-validate", "--no-update-check"]], {}),
    "detect-secrets": (detect_secrets, [["detect-secrets", "scan"]],
                       {"--all-files": ["detect-secrets", "scan", "--all-files"]}),
    "ripsecrets": (leaks, [["ripsecrets"]], {}),
}


class Case:
    """One repository, with a first commit."""

    def __init__(self, folder):
        self.path = folder / "repository"
        self.env = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            self.env.update({f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@example.org"})
        self.path.mkdir()
        self.git("init", "-q", "-b", "main")
        self.commit("README", "hello\n")

    def git(self, *args):
        subprocess.run(["git", *args], cwd=self.path, env=self.env, check=True,
                       capture_output=True)

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, name, text):
        self.write(name, text)
        self.git("add", name)
        self.git("commit", "-q", "-m", "change")

    def forget(self):
        """No reflog and no message of the last commit, as in a clone."""
        shutil.rmtree(self.path / ".git/logs", ignore_errors=True)
        (self.path / ".git/COMMIT_EDITMSG").unlink(missing_ok=True)


def staged(case):
    case.write("app.py", LINE)
    case.git("add", "app.py")
    case.write("app.py", "x = 1\n")


def deleted(case):
    case.commit("app.py", LINE)
    case.git("rm", "-q", "app.py")
    case.git("commit", "-q", "-m", "gone")


def merge(case):
    case.git("switch", "-q", "-c", "side")
    case.commit("a", "a\n")
    case.git("switch", "-q", "main")
    case.commit("b", "b\n")
    case.git("merge", "-q", "--no-commit", "side")
    case.commit("app.py", LINE)
    case.git("rm", "-q", "app.py")
    case.git("commit", "-q", "-m", "gone")


def stash(case):
    case.commit("app.py", "x = 1\n")
    case.write("app.py", LINE)
    case.git("stash", "-q")


def amended(case):
    case.commit("app.py", LINE)
    case.git("rm", "-q", "app.py")
    case.write("other", "x\n")
    case.git("add", "other")
    case.git("commit", "-q", "--amend", "-m", "other")
    case.forget()


def commit_message(case):
    case.git("commit", "-q", "--allow-empty", "-m", f"uses {TOKEN}")
    case.forget()


def tag_message(case):
    case.git("tag", "-a", "v1", "-m", f"uses {TOKEN}")


def encoded(case):
    case.commit("app.txt", "data: " + base64.b64encode(LINE.encode()).decode() + "\n")


def zipped(case):
    with zipfile.ZipFile(case.path / "app.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("app.py", LINE)
    case.git("add", "app.zip")
    case.git("commit", "-q", "-m", "archive")


def ignored(case):
    case.commit(".gitignore", ".env\n")
    case.write(".env", f"GITHUB_TOKEN={TOKEN}\n")


def not_ignored(case):
    case.commit("config/application.rb", "")
    case.commit("config/credentials.yml.enc", "x" * 64)


def late_filter(case):
    case.commit("secrets/notes.txt", "nothing that looks like a token\n")
    case.commit(".gitattributes", "secrets/** filter=git-crypt diff=git-crypt\n")


def cut_vault(case):
    case.commit("group_vars/all/vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n6130\n")


def wide_policy(case):
    everything = "*"  # a policy in one piece would be one of ours
    case.commit("policy.json", json.dumps({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
        "Resource": everything}}))


CASES = {
    "a committed file": lambda case: case.commit("app.py", LINE),
    "staged, the file on the disk is clean again": staged,
    "an untracked file": lambda case: case.write("app.py", LINE),
    "deleted later": deleted,
    "brought by a merge commit, deleted later": merge,
    "a stash": stash,
    "an amended commit, without reflog": amended,
    "a commit message": commit_message,
    "the message of a tag": tag_message,
    "base64": encoded,
    "a zip archive": zipped,
    "UTF-16": lambda case: case.commit("app.py", LINE.encode("utf-16")),
    "*no alarm:* an ignored, untracked `.env`": ignored,
    "no line ignores the key that the framework asks for": not_ignored,
    "plain text under a git-crypt filter": late_filter,
    "an Ansible vault that is cut off": cut_vault,
    "a policy for every secret": wide_policy,
}


def sees(scanner, command, case):
    judge, _, _ = SCANNERS[scanner]
    program = command[0] if scanner == "seclint" else PEERS / command[0]
    done = subprocess.run([*APART, program, *command[1:]], cwd=case.path, env=case.env,
                          capture_output=True, text=True, check=False)
    return judge(done.returncode, done.stdout)


def cell(scanner, case):
    _, plain, optional = SCANNERS[scanner]
    if any(sees(scanner, command, case) for command in plain):
        return "yes"
    found = [f"`{name}`" for name, command in optional.items()
             if sees(scanner, command, case)]
    return " ".join(found) or "-"


def main():
    print("| | " + " | ".join(SCANNERS) + " |")
    print("| --- |" + " --- |" * len(SCANNERS))
    for name, make in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            case = Case(pathlib.Path(folder))
            make(case)
            print(f"| {name} | " + " | ".join(cell(each, case) for each in SCANNERS) + " |",
                  flush=True)


main()

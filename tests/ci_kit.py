"""ci_kit.py - what the tests of CI examples stand on: a release to download, a repository
with a branch, and shells that run what a build server would."""
import hashlib
import json
import os
import pathlib
import platform
import stat
import subprocess
import tarfile

from repo_kit import PATIENCE, SECLINT, Case, line

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
TOOLS = pathlib.Path(os.environ["SECLINT_TOOLS"])
VERSION = "0.1.0"
BASE = f"https://github.com/CloudReactor/seclint/releases/download/v{VERSION}"
NAME = f"seclint-{VERSION}-linux-{platform.machine()}-static"
SERVERS = ["GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_NAME",
           "GITHUB_EVENT_PATH", "GITHUB_BASE_REF", "GITLAB_CI", "TF_BUILD", "CI",
           "BITBUCKET_BUILD_NUMBER", "BUILDKITE", "JENKINS_URL"]

# Knows the options that the examples use, and no address but that of the release.
CURL = """#!/usr/bin/env python3
import os, shutil, sys
words, out, urls = sys.argv[1:], [], []
while words:
    word = words.pop(0)
    if word in ("-o", "--output"):
        out.append(words.pop(0))
    elif word in ("--retry", "--max-time", "--proto"):
        words.pop(0)
    elif word in ("-fsSL", "--fail", "--silent", "--show-error", "--location"):
        pass
    elif word in ("-fsSLO", "-O"):
        out.append(None)
    elif word.startswith("-"):
        sys.exit("curl: option " + word)
    else:
        urls.append(word)
if len(out) != len(urls):
    sys.exit("curl: %d files for %d addresses" % (len(out), len(urls)))
for name, url in zip(out, urls):
    base, file = url.rsplit("/", 1)
    source = os.path.join(os.environ["TEST_RELEASE"], file)
    if base != "@BASE@" or not os.path.exists(source):
        print("curl: (22) The requested URL returned error: 404", file=sys.stderr)
        sys.exit(22)
    shutil.copy(source, name or file)
"""


class CiCase(Case):
    def setUp(self):
        super().setUp()
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        self.put_program("curl", CURL.replace("@BASE@", BASE))
        self.release = self.make_release()

    def put_program(self, name, text):
        file = self.bin / name
        file.write_text(text)
        file.chmod(0o755)

    def make_release(self):
        """The program at hand as release.sh packs it."""
        folder = self.folder / "release"
        folder.mkdir()
        archive = folder / f"{NAME}.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
            tar.add(SECLINT, f"{NAME}/bin/seclint")
        (folder / "SHA256SUMS").write_text(
            f"{'0' * 64}  seclint_{VERSION}.deb\n"
            f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {NAME}.tar.gz\n")
        return folder

    def surroundings(self, **more):
        env = {**self.environment(), "LSAN_OPTIONS": self.leaks(),
               "PATH": f"{self.bin}:{os.environ['PATH']}",
               "TEST_RELEASE": str(self.release), "TMPDIR": str(self.folder)}
        for name in SERVERS:
            env.pop(name, None)
        return {**env, **{name: str(value) for name, value in more.items()}}

    def bash(self, script, cwd, env, options=("-eo", "pipefail")):
        done = subprocess.run(["bash", "--noprofile", "--norc", *options, "-c", script],
                              cwd=cwd, env=env, capture_output=True, timeout=PATIENCE)
        out = (done.stdout + done.stderr).decode("utf-8", "replace")
        self.check_no_secret(done.stdout + done.stderr, script)
        self.assertNotIn("Sanitizer", out)
        return done.returncode, out

    def project(self, leaky, name="project"):
        """origin with main, and a clone on branch work; main has a clean past."""
        origin = self.repo(name + "-origin")
        origin.commit_file("readme.txt", "1\n", "first")
        origin.git("checkout", "-q", "-b", "work")
        origin.commit_file("new.py", line(1) if leaky else "x = 1\n", "second")
        clone = self.repo(name)
        clone.git("remote", "add", "origin", f"file://{origin.path}")
        clone.git("fetch", "-q", "origin")
        clone.git("checkout", "-q", "--detach", "origin/work")
        return clone

    def node(self, *words, cwd=None):
        done = subprocess.run(["node", *map(os.fspath, words)], cwd=cwd or self.folder,
                              capture_output=True, timeout=PATIENCE, text=True,
                              env={**self.environment(), "NO_COLOR": "1"})
        return done.returncode, done.stdout, done.stderr


def event_of(clone):
    """A pull request of work into main, as GitHub tells it."""
    return {"pull_request": {
        "base": {"sha": clone.git("rev-parse", "origin/main")},
        "head": {"sha": clone.git("rev-parse", "origin/work")}},
        "repository": {"default_branch": "main"}}


def write_json(path, data):
    pathlib.Path(path).write_text(json.dumps(data))
    return str(path)


def executable(path):
    return bool(os.stat(path).st_mode & stat.S_IXUSR)

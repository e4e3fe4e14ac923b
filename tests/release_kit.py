"""release_kit.py - what the tests of the packages share: where the packages are, and
when there can be none.

    python3 release_kit.py    makes them, from the release build (the test packages.make)

A release is made on Debian 12, by root or not; elsewhere these tests say so and are
skipped. SECLINT_DIST is the folder of the packages, SECLINT_RELEASE_BUILD the build."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
DIST = pathlib.Path(os.environ.get("SECLINT_DIST", SOURCE / "build/dist"))
BUILD = pathlib.Path(os.environ.get("SECLINT_RELEASE_BUILD", SOURCE / "build/release"))
RELEASE = SOURCE / "packaging/release.sh"
VERSION = re.search(r"^project\(seclint VERSION (\S+)",
                    (SOURCE / "CMakeLists.txt").read_text(), re.M)[1]
MACHINE = os.uname().machine
NAME = f"seclint-{VERSION}-linux-{MACHINE}"
TOOLS = ("buildah", "dpkg-shlibdeps", "lintian", "nix-instantiate", "rpmbuild", "ruby")
IS_ROOT = os.getuid() == 0


def why_not():
    """Why no packages can be made here; empty if they can."""
    try:
        system = pathlib.Path("/etc/os-release").read_text()
    except OSError:
        system = ""
    if not (re.search(r"^ID=debian$", system, re.M)
            and re.search(r'^VERSION_ID="?12"?$', system, re.M)):
        return "releases are made on Debian 12"
    return ""


def missing_tools():
    return [name for name in TOOLS if not shutil.which(name)]


def run(*command, check=True, **options):
    """The finished process; its output is text unless said otherwise."""
    options = {"text": True, "capture_output": True, **options}
    done = subprocess.run(list(map(os.fspath, command)), check=False, **options)
    if check and done.returncode:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def epoch():
    """The date of the packages: one, whatever is committed meanwhile."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return given or str(int((SOURCE / "CMakeLists.txt").stat().st_mtime))


def make(build, output, *parts, source=SOURCE, **env):
    shutil.rmtree(output, ignore_errors=True)
    return run(source / "packaging/release.sh", "--build", build, "--output", output, *parts,
               env={**os.environ, "SOURCE_DATE_EPOCH": epoch(), **env})


# What buildah says in a container that may make no image (of Docker, say, unprivileged).
FORBIDDEN = "peration not permitted"
PARTS = ("deb", "rpm", "tar", "static", "oci", "wheel", "npm", "source", "sbom", "brew")


def make_all():
    """Every part, but for the image where buildah is not let; gives what was said."""
    try:
        return make(BUILD, DIST).stdout
    except AssertionError as error:
        if FORBIDDEN not in str(error) or "image bud" not in str(error):
            raise
        rest = [part for part in PARTS if part != "oci"]
        return "without the image: buildah may not work here\n" + make(BUILD, DIST, *rest).stdout


def files_of(folder):
    """All regular files and links below a folder, as POSIX paths."""
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*")
                  if path.is_symlink() or not path.is_dir())


def main():
    """Runs the tests of the calling script; 77 where one of them could not be."""
    reason = why_not()
    if reason:
        print("skipped:", reason)
        sys.exit(77)
    done = unittest.main(verbosity=2, exit=False).result
    if done.wasSuccessful() and done.skipped:
        sys.exit(77)
    sys.exit(not done.wasSuccessful())


if __name__ == "__main__":
    if why_not():
        print("skipped:", why_not())
        sys.exit(77)
    if missing_tools():
        sys.exit(f"./dev setup installs what is missing: {' '.join(missing_tools())}")
    print(make_all())

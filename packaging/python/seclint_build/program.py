"""The program itself: one that SECLINT_BINARY names, or one built by cmake. What a build
needs and is not there is named all at once, with the line that installs it."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from . import project
from .project import Failure

CMAKE_OLDEST = (3, 25)  # the first that reads CMakePresets.json
BREW = {"cmake": "cmake", "ninja-build": "ninja", "pkg-config": "pkg-config",
        "libgit2-dev": "libgit2", "libpcre2-dev": "pcre2", "libyaml-dev": "libyaml",
        "libdeflate-dev": "libdeflate", "libarchive-dev": "libarchive"}


def output(*command):
    """What the command printed; None where it failed or is not there."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def libraries():
    """(module of pkg-config, package of Debian), as cmake/Dependencies.cmake asks."""
    text = project.read("cmake/Dependencies.cmake")
    calls = re.findall(r"^seclint_pkg\(\w+ (\S+) (\S+)\)", text, re.M)
    return [(module.replace(">=", " >= "), package) for module, package in calls]


def missing():
    """(what, package of Debian) for all that a build lacks."""
    compilers = [shlex.split(os.environ.get("CC", "") or "cc")[0], "gcc", "clang"]
    lacks = []
    if not any(map(shutil.which, compilers)):
        lacks += [("a C compiler", "gcc"), ("the headers of C", "libc6-dev")]
    found = re.search(r"version (\d+)\.(\d+)", output("cmake", "--version") or "")
    if not found:
        lacks.append(("cmake", "cmake"))
    elif (int(found[1]), int(found[2])) < CMAKE_OLDEST:
        lacks.append((f"cmake 3.25 or newer (here is {found[1]}.{found[2]})", "cmake"))
    if not shutil.which("ninja") and not shutil.which("make"):
        lacks.append(("ninja or make", "ninja-build"))
    tool = os.environ.get("PKG_CONFIG") or "pkg-config"
    if not shutil.which(tool):
        lacks.append(("pkg-config", "pkg-config"))
    return lacks + [(module, package) for module, package in libraries()
                    if output(tool, "--exists", module) is None]


def brew_line(packages):
    lines = []
    if "gcc" in packages:
        lines.append("xcode-select --install")
    brew = [BREW[package] for package in packages if package in BREW]
    if brew:
        lines.append(f"brew install {' '.join(brew)}")
    if "libarchive" in brew:  # Homebrew keeps it beside that of macOS
        lines.append('export PKG_CONFIG_PATH="$(brew --prefix libarchive)/lib/pkgconfig"')
    return " && ".join(lines)


def check():
    lacks = missing()
    if not lacks:
        return
    packages = [package for _, package in lacks]
    raise Failure(
        "it is built from source, and this is missing: "
        f"{', '.join(what for what, _ in lacks)}\n"
        f"  Debian, Ubuntu:  apt-get install {' '.join(packages)}\n"
        f"  macOS:           {brew_line(packages)}\n"
        f"  other ways to install it: {project.HOME}/blob/main/docs/install.md")


def run(command, environment):
    """The command's output goes where a build's output goes: to standard error."""
    done = subprocess.run(command, cwd=project.ROOT, env=environment,
                          stdout=sys.stderr.fileno())
    if done.returncode != 0:
        raise Failure(f"this failed: {shlex.join(command)}")


def processors():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def build(folder):
    """Builds in folder, as the preset `release` says, and returns the program's path."""
    check()
    environment = dict(os.environ)
    if sys.platform.startswith("linux"):
        environment["LDFLAGS"] = f"{os.environ.get('LDFLAGS', '')} -Wl,-s".strip()
    generator = "Ninja" if shutil.which("ninja") else "Unix Makefiles"
    run(["cmake", "--preset", "release", "-S", project.ROOT, "-B", folder,
         "-G", generator, *shlex.split(os.environ.get("CMAKE_ARGS", ""))], environment)
    environment.setdefault("CMAKE_BUILD_PARALLEL_LEVEL", str(processors()))
    run(["cmake", "--build", folder, "--target", project.NAME], environment)
    return os.path.join(folder, project.NAME)


def given():
    """The program that SECLINT_BINARY names, or None."""
    path = os.environ.get("SECLINT_BINARY")
    if path and not os.path.isfile(path):
        raise Failure(f"SECLINT_BINARY: {path} is no file")
    return path or None


@contextlib.contextmanager
def obtain():
    """The path of the program, which is gone when the block ends if it was built here."""
    with tempfile.TemporaryDirectory(prefix="seclint-") as folder:
        yield given() or build(folder)

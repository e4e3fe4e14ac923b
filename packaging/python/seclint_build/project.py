"""What the project says of itself: names, version, metadata, licences, sources."""

import os
import re
import subprocess
import tarfile

NAME = "seclint"
HOME = "https://github.com/CloudReactor/seclint"
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
GRAMMARS = "third_party/grammars.tar.xz"

# What a source distribution holds: all that a build reads, and what a reader wants.
SOURCES = [
    "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
    "cmake", "docs", "packaging", "pyproject.toml", "rules", "src", GRAMMARS,
    "third_party/package.json", "tools",
]
LEFT_OUT = {"node_modules", "__pycache__", "build"}
MADE_BY_THE_PROGRAM = "docs/rules"

CLASSIFIERS = [
    "Development Status :: 4 - Beta",
    "Environment :: Console",
    "Intended Audience :: Developers",
    "License :: OSI Approved :: MIT License",
    "Operating System :: POSIX :: Linux",
    "Programming Language :: C",
    "Topic :: Security",
    "Topic :: Software Development :: Quality Assurance",
    "Topic :: Software Development :: Version Control :: Git",
]


class Failure(Exception):
    """The package cannot be made, for the reason that the message tells."""


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def declared():
    """Version and summary, as project() of CMakeLists.txt has them."""
    text = read("CMakeLists.txt")
    found = re.search(
        r'project\(\s*seclint\s+VERSION\s+([\d.]+)[^)"]*DESCRIPTION\s+"([^"]+)"', text)
    if not found:
        raise Failure("CMakeLists.txt: no project(seclint VERSION ... DESCRIPTION ...)")
    return found[1], found[2]


def version():
    return declared()[0]


def dist_info():
    return f"{NAME}-{version()}.dist-info"


def readme():
    """The README with links that work where its neighbours are not there."""
    blob = f"{HOME}/blob/v{version()}/"
    raw = f"https://raw.githubusercontent.com/CloudReactor/seclint/v{version()}/"

    def absolute(match):
        mark, text, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match[0]
        return f"{mark}[{text}]({raw if mark else blob}{target})"

    return re.sub(r"(!?)\[([^][]*)\]\(([^()\s]+)\)", absolute, read("README.md"))


def metadata(licences):
    number, summary = declared()
    fields = [
        ("Metadata-Version", "2.1"),
        ("Name", NAME),
        ("Version", number),
        ("Summary", summary),
        ("Home-page", HOME),
        ("License", "MIT"),
        ("Project-URL", f"Changes, {HOME}/blob/main/CHANGELOG.md"),
        ("Project-URL", f"Documentation, {HOME}/tree/main/docs"),
        ("Project-URL", f"Issues, {HOME}/issues"),
        ("Keywords", "git,secrets,linter,security,pre-commit,gitignore,iam"),
        *(("Classifier", name) for name in CLASSIFIERS),
        ("Requires-Python", ">=3.8"),
        ("Description-Content-Type", "text/markdown"),
        *(("License-File", path) for path, _ in licences),
    ]
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    return f"{head}\n{readme()}".encode()


def licences():
    """(path, content) of our licence, and of those whose code is compiled in."""
    found = []
    for path in ("LICENSE", "src/aws/data/NOTICE"):
        with open(os.path.join(ROOT, path), "rb") as file:
            found.append((path, file.read()))
    with tarfile.open(os.path.join(ROOT, GRAMMARS)) as grammars:
        for member in sorted(grammars, key=lambda member: member.name):
            if member.isfile() and re.match(r"(?i)licen[cs]e", os.path.basename(member.name)):
                path = member.name.lstrip("./")
                found.append((f"third_party/{path}", grammars.extractfile(member).read()))
    linked = os.environ.get("SECLINT_LINKED_LICENCES")
    for name in sorted(os.listdir(linked)) if linked else []:
        with open(os.path.join(linked, name), "rb") as file:
            found.append((f"linked/{name}", file.read()))
    return found


def wheel_file(tags):
    text = "Wheel-Version: 1.0\nGenerator: seclint_build\nRoot-Is-Purelib: false\n"
    return (text + "".join(f"Tag: py3-none-{tag}\n" for tag in tags)).encode()


def metadata_files(tags):
    """What stands in the .dist-info folder, but for RECORD."""
    texts = licences()
    return [
        *((f"licenses/{path}", content) for path, content in texts),
        ("METADATA", metadata(texts)),
        ("WHEEL", wheel_file(tags)),
    ]


def tracked():
    """What git has in a checkout of its own; None where there is none, or no git."""
    if not os.path.exists(os.path.join(ROOT, ".git")):
        return None
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--",
             *SOURCES], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, check=False)
    except OSError:
        return None
    return os.fsdecode(done.stdout).split("\0")[:-1] if done.returncode == 0 else None


def there():
    """What stands in the folders, whoever put it there."""
    for top in SOURCES:
        full = os.path.join(ROOT, top)
        if os.path.isfile(full):
            yield top
        for folder, folders, names in os.walk(full):
            folders[:] = set(folders) - LEFT_OUT
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), ROOT)


def belongs(path):
    folder, name = os.path.split(path)
    return (folder != MADE_BY_THE_PROGRAM and not LEFT_OUT & set(folder.split(os.sep))
            and not name.endswith((".pyc", "~", ".swp"))
            and os.path.isfile(os.path.join(ROOT, path)))


def sources():
    """The files of a source distribution, sorted: notes beside them are nobody's."""
    paths = tracked()
    return sorted(filter(belongs, there() if paths is None else paths))

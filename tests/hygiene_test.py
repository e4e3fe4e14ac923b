"""No file of the repository names a place of the machine that it was written on, or
the registry that a package came from."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile


def committed(root):
    """What git has or would take; everything, where there is no git."""
    command = ["git", "-C", root, "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        out = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        skip = {"build", "node_modules", ".git", "__pycache__"}
        for folder, folders, files in os.walk(root):
            folders[:] = [name for name in folders if name not in skip]
            yield from (pathlib.Path(folder, name) for name in files)
        return
    for name in out.decode("utf-8", "surrogateescape").split("\0"):
        if name:
            yield root / name


def places(root):
    """The checkout, what stands beside it, and the home of whoever runs this."""
    found = {str(root)}
    shared = (root.parent.parent, pathlib.Path(tempfile.gettempdir()))
    if root.parent not in shared:
        found |= {str(path) for path in root.parent.iterdir()}
    home = os.path.expanduser("~")
    if home.count("/") > 1:
        found.add(home)
    either = "|".join(re.escape(place) for place in sorted(found))
    return re.compile(rf"(?<![\w.$}}/-])(?:{either})(?![\w.-])")


REGISTRY = re.compile(r'"resolved"\s*:|^\s*(?:@[\w-]+:)?registry\s*=|https?://registry\.', re.M)


def is_about_packages(path):
    return path.name in ("package.json", "package-lock.json", ".npmrc", "dev") or (
        path.suffix in (".cmake", ".yml") and "rules" not in path.parts
    )


def faults(root):
    found = []
    machine = places(root)
    for path in sorted(committed(root)):
        if path.is_symlink() or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        checks = [(machine, "a place of this machine")]
        if is_about_packages(path.relative_to(root)):
            checks.append((REGISTRY, "a package registry"))
        for pattern, what in checks:
            match = pattern.search(text)
            if match:
                line = text[: match.start()].count("\n") + 1
                found.append(f"{path.relative_to(root)}:{line}: names {what}")
    return found


def self_check():
    """Both rules can fail, and a clean tree passes."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "checkout"
        root.mkdir()
        cases = [
            ("a.md", "see ./build\n", False),
            ("a.md", f"see {root}/build\n", True),
            (".npmrc", "registry=somewhere\n", True),
            ("package-lock.json", '{"resolved": "x"}\n', True),
            ("package-lock.json", '{"version": "1"}\n', False),
        ]
        for name, text, bad in cases:
            (root / name).write_text(text)
            if bool(faults(root)) != bad:
                sys.exit(f"self-check: {name} {text!r} should be bad: {bad}")
            (root / name).unlink()


def main():
    self_check()
    root = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"]).resolve()
    found = faults(root)
    if found:
        sys.exit("\n".join(found))
    print("no file names this machine")


main()

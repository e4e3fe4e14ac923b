#!/usr/bin/env python3
"""vendor.py - third_party/grammars.tar.xz: the C of others that is compiled in.

    npm ci --prefix third_party --ignore-scripts --no-audit --no-fund --legacy-peer-deps
    python3 third_party/vendor.py             writes the archive from node_modules
    python3 third_party/vendor.py --output F  writes it elsewhere

The archive holds what the compiler reads and nothing else: each source, every header
that it reaches, the licence texts, and MANIFEST with the version and the integrity that
package-lock.json pins. It is an archive because the parser tables are 13 MB of generated
C that no one reviews line by line: 0.4 MB here, and a build needs neither npm nor a
network. That nothing was slipped in is what tests/vendor_test.py shows: it makes the
archive again from the registry and compares every file.

The same packages give the same bytes: names are sorted, owner, mode and time are fixed.
A new grammar is a line in package.json, one in SOURCES and one in CMakeLists.txt."""

import argparse
import io
import json
import lzma
import pathlib
import re
import sys
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
ARCHIVE = HERE / "grammars.tar.xz"

# What is compiled, by package.
SOURCES = {
    "@tree-sitter-grammars/tree-sitter-hcl": ["src/parser.c", "src/scanner.c"],
    "tree-sitter": ["vendor/tree-sitter/lib/src/lib.c"],
    "tree-sitter-python": ["src/parser.c", "src/scanner.c"],
    "tree-sitter-typescript": ["tsx/src/parser.c", "tsx/src/scanner.c"],
}
# Where `#include "..."` is looked for after the folder of the file itself.
INCLUDES = {
    "tree-sitter": ["vendor/tree-sitter/lib/include", "vendor/tree-sitter/lib/src"],
    "tree-sitter-typescript": ["tsx/src"],
}
LICENCES = {
    "tree-sitter": ["LICENSE", "vendor/tree-sitter/lib/src/unicode/LICENSE"],
}
INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.M)


def reached(package, folder):
    """The files of one package that the compiler may read: includes are followed
    whether or not a condition stands around them."""
    found, todo = set(), [folder / name for name in SOURCES[package]]
    where = [folder / name for name in INCLUDES.get(package, ["src"])]
    while todo:
        file = todo.pop()
        if file in found:
            continue
        found.add(file)
        for name in INCLUDE.findall(file.read_bytes()):
            for base in (file.parent, *where):
                target = (base / name.decode()).resolve()
                if target.is_file() and target.is_relative_to(folder):
                    todo.append(target)
                    break
    return found


def manifest(lock):
    text = "# What this archive was made from, by third_party/vendor.py.\n"
    for package in sorted(SOURCES):
        entry = lock["packages"]["node_modules/" + package]
        text += f"{package}@{entry['version']} {entry['license']} {entry['integrity']}\n"
    return text.encode()


def members(modules, lock):
    """All files of the archive: name -> bytes."""
    files = {"MANIFEST": manifest(lock)}
    for package in SOURCES:
        folder = (modules / package).resolve()
        version = json.loads((folder / "package.json").read_text())["version"]
        pinned = lock["packages"]["node_modules/" + package]["version"]
        if version != pinned:
            sys.exit(f"{package} is {version} in node_modules, {pinned} in the lock: "
                     "run npm ci")
        names = reached(package, folder)
        names |= {folder / name for name in LICENCES.get(package, ["LICENSE"])}
        for file in names:
            files[f"{package}/{file.relative_to(folder)}"] = file.read_bytes()
    return files


def pack(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(files[name]), 0o644, 0
            tar.addfile(entry, io.BytesIO(files[name]))
    return lzma.compress(out.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--modules", type=pathlib.Path, default=HERE / "node_modules")
    parser.add_argument("--output", type=pathlib.Path, default=ARCHIVE)
    options = parser.parse_args()
    if not options.modules.is_dir():
        sys.exit(f"{options.modules} is missing: run npm ci, as the head of this file says")
    lock = json.loads((HERE / "package-lock.json").read_text())
    files = members(options.modules, lock)
    options.output.write_bytes(pack(files))
    print(f"{options.output.name}: {len(files)} files, "
          f"{sum(map(len, files.values())) / 1e6:.1f} MB, "
          f"{options.output.stat().st_size / 1e6:.1f} MB packed")


if __name__ == "__main__":
    main()

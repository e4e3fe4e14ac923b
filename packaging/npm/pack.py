#!/usr/bin/env python3
"""pack.py [--out DIR] BINARY... - makes the npm packages, as npm would pack them: one for
each program, @seclint/linux-x64 and its like, and `seclint`, which finds the one that
fits. What a program runs on is read from the program. SOURCE_DATE_EPOCH dates the files;
the same input gives the same bytes.

Publish the packages of the platforms first: `npm publish --access public FILE`.
"""

import argparse
import json
import os
import struct
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "python"))

from seclint_build import archive, platforms, project  # noqa: E402

# The processors' names in tags of Python, and in process.arch of node.
ARCHES = {"x86_64": "x64", "aarch64": "arm64", "i686": "ia32", "armv7l": "arm",
          "ppc64le": "ppc64", "s390x": "s390x", "riscv64": "riscv64"}
# Mach-O: the magic number of 64 bit, and cputype (mach/machine.h).
MACH = 0xFEEDFACF
MACH_ARCHES = {0x01000007: "x64", 0x0100000C: "arm64"}


def platform(path):
    """(os, cpu, needs glibc) of the program at path."""
    with open(path, "rb") as file:
        found = platforms.elf(file)
        file.seek(0)
        header = file.read(8)
    if found and found[0] in ARCHES:
        return "linux", ARCHES[found[0]], found[1]
    if not found and len(header) == 8:
        magic, cpu = struct.unpack("<II", header)
        if magic == MACH and cpu in MACH_ARCHES:
            return "darwin", MACH_ARCHES[cpu], False
    raise project.Failure(f"{path}: no program of a platform that node knows")


def manifest(**more):
    with open(os.path.join(HERE, "package.json"), encoding="utf-8") as file:
        return {**json.load(file), "version": project.version(), **more}


def as_json(value):
    return (json.dumps(value, indent=2) + "\n").encode()


def read(*names):
    with open(os.path.join(*names), "rb") as file:
        return file.read()


def platform_package(binary):
    """The name of the package, and its files."""
    system, cpu, glibc = platform(binary)
    name = f"@seclint/{system}-{cpu}"
    about = manifest(
        name=name, os=[system], cpu=[cpu], preferUnplugged=True,
        description=f"The program of the package seclint for {system}-{cpu}")
    if glibc:
        about["libc"] = ["glibc"]
        print(f"pack.py: {binary} asks for shared libraries: the package {name} runs only "
              "where they are", file=sys.stderr)
    files = [("package.json", as_json(about), 0o644), ("bin/seclint", read(binary), 0o755)]
    files += [(f"licenses/{path}", text, 0o644) for path, text in project.licences()]
    page = f"# {name}\n\nThe program of the package [seclint]({project.HOME}).\n"
    return name, files + [("README.md", page.encode(), 0o644)]


def main_package(names):
    about = manifest(
        bin={"seclint": "bin/seclint.js"}, engines={"node": ">=14"},
        optionalDependencies={name: project.version() for name in sorted(names)})
    launcher = os.path.join(HERE, "launcher")
    return "seclint", [
        ("package.json", as_json(about), 0o644),
        ("bin/seclint.js", read(launcher, "seclint.js"), 0o755),
        ("README.md", read(launcher, "README.md"), 0o644),
        ("LICENSE", read(project.ROOT, "LICENSE"), 0o644),
    ]


def pack(folder, binaries):
    """Makes the packages and gives their paths."""
    packages = [platform_package(binary) for binary in binaries]
    names = [name for name, _ in packages]
    if len(set(names)) < len(names):
        raise project.Failure(f"two programs for one platform: {', '.join(names)}")
    os.makedirs(folder, exist_ok=True)
    for name, files in [*packages, main_package(names)]:
        short = name.replace("@", "").replace("/", "-")
        path = os.path.join(folder, f"{short}-{project.version()}.tgz")
        archive.write_tar(path, "package", files)
        yield path


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", metavar="DIR", default=".", help="where they are put")
    parser.add_argument("binaries", metavar="BINARY", nargs="+")
    args = parser.parse_args()
    try:
        for path in pack(args.out, args.binaries):
            print(path)
    except (OSError, project.Failure) as failure:
        sys.exit(f"pack.py: {failure}")


if __name__ == "__main__":
    main()

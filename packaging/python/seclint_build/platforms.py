"""Where a program runs, read from the program: the platform tags of its wheel.

A program that asks for shared libraries runs where those of this system are: its tag is
linux_ARCH, which is true and which PyPI refuses. One that asks for none runs on any
Linux of its processor: manylinux and musllinux (PEP 600, PEP 656).
"""

import struct
import sysconfig

from .project import Failure

# ELF: e_machine (elf.h), and the processor's name in a tag.
MACHINES = {3: "i686", 21: "ppc64le", 22: "s390x", 40: "armv7l", 62: "x86_64",
            183: "aarch64", 243: "riscv64"}
PT_INTERP = 3


def here():
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def elf(file):
    """The processor of an open ELF file, None if it has no name here, and whether the file
    asks for a dynamic linker; None if it is no ELF file."""
    header = file.read(64)
    if len(header) < 64 or header[:4] != b"\x7fELF":
        return None
    wide = header[4] == 2
    order = "<" if header[5] == 1 else ">"
    machine = struct.unpack_from(order + "H", header, 18)[0]
    offset = struct.unpack_from(order + ("Q" if wide else "I"), header, 32 if wide else 28)[0]
    size, count = struct.unpack_from(order + "HH", header, 54 if wide else 42)
    file.seek(offset)
    table = file.read(size * count)
    kinds = [struct.unpack_from(order + "I", table, size * each)[0] for each in range(count)]
    return MACHINES.get(machine), PT_INTERP in kinds


def tags(path):
    """The tags of the program at path; of one that will be built here, if path is None."""
    if path is None:
        return [here()]
    with open(path, "rb") as file:
        found = elf(file)
    if not found:
        return [here()]
    machine, dynamic = found
    if machine is None:
        raise Failure(f"{path}: a program for a processor that has no tag")
    if dynamic:
        return [f"linux_{machine}"]
    both = [f"manylinux_2_17_{machine}", f"musllinux_1_1_{machine}"]
    old = [f"manylinux2014_{machine}"] if machine in ("x86_64", "aarch64", "i686") else []
    return sorted(both + old)

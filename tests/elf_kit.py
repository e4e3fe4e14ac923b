"""elf_kit.py - the smallest ELF files that say of which processor they are, and whether
they ask for a dynamic linker (elf.h)."""

import struct

X86_64, ARM64, SPARC = 62, 183, 2


def elf(machine, dynamic):
    kinds = [1, 3] if dynamic else [1]
    head = b"\x7fELF\x02\x01\x01" + bytes(9)
    head += struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, len(kinds),
                        0, 0, 0)
    return head + b"".join(struct.pack("<I", kind) + bytes(52) for kind in kinds)

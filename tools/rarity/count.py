#!/usr/bin/env python3
"""count.py - writes src/match/trigrams.def and fours.def from the files of some checkouts.

    tools/rarity/count.py 3 DIR... > src/match/trigrams.def
    tools/rarity/count.py 4 DIR... > src/match/fours.def

Counts every three or four bytes in a row, folded as the gate folds them (bit 5 set),
over the text files below each DIR, which weigh the same however large they are, and
lists the most frequent ones by the power of two of their number in a million bytes.
Only the speed of the gate depends on the lists; docs/performance.md names the checkouts.
"""

import collections
import hashlib
import pathlib
import sys

MOST = {3: 4096, 4: 16384}
FILE_LIMIT = 400_000
TREE_LIMIT = 12_000_000
FOLD = bytes(b | 0x20 for b in range(256))


def mixed(path):
    """Folders are not read one after the other: the first files stand for all."""
    return hashlib.sha256(path.name.encode()).digest()


def count(root, width):
    found, size = collections.Counter(), 0
    for path in sorted(pathlib.Path(root).rglob("*"), key=mixed):
        if path.is_symlink() or not path.is_file() or size > TREE_LIMIT:
            continue
        text = path.read_bytes()[:FILE_LIMIT]
        if b"\0" in text:
            continue
        text = text.translate(FOLD)
        size += len(text)
        found.update(text[i:i + width] for i in range(len(text) - width + 1))
    return {key: number * 1e6 / max(size, 1) for key, number in found.items()}


def main():
    width, roots = int(sys.argv[1]), sys.argv[2:]
    total = collections.Counter()
    for root in roots:
        for key, rate in count(root, width).items():
            total[key] += rate / len(roots)
    rows = collections.defaultdict(list)
    for key, rate in total.most_common(MOST[width]):
        if rate >= 1 and all(0x20 <= b <= 0x7f for b in key):
            rows[int(rate).bit_length()].append(key)
    name = {3: "three", 4: "four"}[width]
    print(f"/* Made by tools/rarity/count.py: FREQUENT(power of two, {name} bytes each). */")
    for power in sorted(rows, reverse=True):
        keys = sorted(rows[power])
        for i in range(0, len(keys), 72 // width):
            text = "".join(k.decode() for k in keys[i:i + 72 // width])
            text = text.replace("\x7f", "_")
            text = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?")
            print(f'FREQUENT({power}, "{text}")')


if __name__ == "__main__":
    main()

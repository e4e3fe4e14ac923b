#!/usr/bin/env python3
"""count.py - writes src/match/trigrams.def from the files of some checkouts.

    tools/rarity/count.py DIR... > src/match/trigrams.def

Counts every three bytes in a row, folded as the gate folds them (bit 5 set), over the
text files below each DIR, which weigh the same however large they are, and lists the
most frequent ones by the power of two of their number in a million bytes. Only the
speed of the gate depends on the list; docs/performance.md names the checkouts.
"""

import collections
import pathlib
import sys

MOST = 4096
FILE_LIMIT = 400_000
TREE_LIMIT = 12_000_000
FOLD = bytes(b | 0x20 for b in range(256))


def count(root):
    found, size = collections.Counter(), 0
    for path in sorted(pathlib.Path(root).rglob("*")):
        if path.is_symlink() or not path.is_file() or size > TREE_LIMIT:
            continue
        text = path.read_bytes()[:FILE_LIMIT]
        if b"\0" in text:
            continue
        text = text.translate(FOLD)
        size += len(text)
        found.update(text[i:i + 3] for i in range(len(text) - 2))
    return {key: number * 1e6 / max(size, 1) for key, number in found.items()}


def main():
    total = collections.Counter()
    for root in sys.argv[1:]:
        for key, rate in count(root).items():
            total[key] += rate / (len(sys.argv) - 1)
    rows = collections.defaultdict(list)
    for key, rate in total.most_common(MOST):
        if rate >= 1 and all(0x20 <= b < 0x7f for b in key):
            rows[int(rate).bit_length()].append(key)
    print("/* Made by tools/rarity/count.py: FREQUENT(power of two, three bytes each). */")
    for power in sorted(rows, reverse=True):
        keys = sorted(rows[power])
        for i in range(0, len(keys), 24):
            text = "".join(k.decode() for k in keys[i:i + 24])
            text = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?")
            print(f'FREQUENT({power}, "{text}")')


if __name__ == "__main__":
    main()

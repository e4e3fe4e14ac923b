#!/usr/bin/env python3
"""What a hook needs of the program: hook_order.py SECLINT REPO > cmake/hook_symbols.txt

REPO has a few files staged (build/bench/tree-small-5); SECLINT is a release build with its
symbols, which valgrind runs, with --version and with --staged: the functions that run and the
small constant tables that are read. Those of --version come first; else they keep the order of
the program: what belongs together stays together, for other scans too. Names that are gone, or
that another compiler writes otherwise, do no harm: such a function lies among the others."""

import bisect
import os
import re
import subprocess
import sys
import tempfile

SMALL = 4096  # bytes; of a larger table only some pages are read


def symbols(seclint):
    """(address, size, type, name) of all that has a size, and the address of _init."""
    lines = subprocess.run(["nm", "--numeric-sort", "--print-size", "--defined-only", seclint],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [line.split() for line in lines]
    begin = next(int(row[0], 16) for row in rows if row[-1] == "_init")
    return [(int(row[0], 16), int(row[1], 16), row[2], row[3])
            for row in rows if len(row) == 4], begin


def touched(seclint, repo, option, begin):
    """The addresses, as nm has them, of instructions and of what they read. _init runs in
    every program, and no instruction of it lies in front."""
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run(["valgrind", "--tool=lackey", "--trace-mem=yes",
                        f"--log-file={out.name}", os.path.abspath(seclint), option],
                       cwd=repo, check=True, capture_output=True)
        found = re.findall(r"(?m)^(I| L) +([0-9a-f]+),", out.read())
    ran = {int(at, 16) for kind, at in found if kind == "I"}
    base = min(ran) - begin
    return {at - base for at in ran}, {int(at, 16) - base for kind, at in found if kind != "I"}


def names(table, addresses, types, most):
    starts = [row[0] for row in table]
    found = set()
    for address in addresses:
        i = bisect.bisect(starts, address) - 1
        if i >= 0 and address < starts[i] + table[i][1] <= starts[i] + most:
            found.add(i)
    return [table[i][3] for i in sorted(found)
            if table[i][2] in types and re.fullmatch(r"[a-z][\w.]*", table[i][3])]


def main():
    seclint, repo = sys.argv[1:]
    table, begin = symbols(seclint)
    functions, tables = [], []
    for option in ("--version", "--staged"):
        ran, read = touched(seclint, repo, option, begin)
        functions += names(table, ran, "tT", sys.maxsize)
        tables += names(table, read, "rR", SMALL)
    print("\n".join(dict.fromkeys(functions + tables)))


if __name__ == "__main__":
    main()

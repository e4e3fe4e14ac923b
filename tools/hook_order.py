#!/usr/bin/env python3
"""Which functions a hook runs: hook_order.py SECLINT REPO > cmake/hook_functions.txt

REPO has a few files staged (build/bench/tree-small-5); SECLINT is a release build with its
symbols, which valgrind runs. They keep the order of the program: what belongs together stays
together, for other scans too. Names that are gone, or that another compiler writes otherwise,
do no harm: such a function lies among the others."""

import os
import re
import subprocess
import sys
import tempfile


def functions(seclint, repo):
    """Those of the program that ran, clones that the compiler made among them."""
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run(["valgrind", "--tool=callgrind", "--compress-strings=no",
                        f"--callgrind-out-file={out.name}", os.path.abspath(seclint),
                        "--staged"], cwd=repo, check=True, capture_output=True)
        parts = re.split(r"(?m)^ob=", out.read())
    return {name for part in parts if part.partition("\n")[0].endswith("/seclint")
            for name in re.findall(r"(?m)^fn=([a-z][\w.]*)", part)}


def main():
    ran = functions(*sys.argv[1:])
    symbols = subprocess.run(["nm", "--numeric-sort", "--defined-only", sys.argv[1]], check=True,
                             capture_output=True, text=True).stdout.split()[2::3]
    print("\n".join(dict.fromkeys(name for name in symbols if name in ran)))


if __name__ == "__main__":
    main()

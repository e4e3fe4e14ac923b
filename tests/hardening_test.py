"""The program is position independent, binds everything at start, has no executable
stack and no library path of the machine that built it."""

import os
import subprocess
import sys

EXPECT = [
    ("position independent", lambda text: "DYN (" in text),
    ("full RELRO: segment", lambda text: "GNU_RELRO" in text),
    ("full RELRO: bind now", lambda text: "BIND_NOW" in text or "NOW" in text),
    ("no executable stack", lambda text: not stack_is_executable(text)),
    ("no RPATH", lambda text: "(RPATH)" not in text and "(RUNPATH)" not in text),
]


def stack_is_executable(text):
    lines = text.splitlines()
    flags = [line.split()[6:-1] for line in lines if "GNU_STACK" in line]
    return not flags or "E" in "".join(flags[0])


def main():
    if sys.platform != "linux":
        sys.exit(77)
    command = ["readelf", "-W", "-h", "-l", "-d", os.environ["SECLINT"]]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = [name for name, holds in EXPECT if not holds(text)]
    if failed:
        sys.exit("not so: " + ", ".join(failed))


main()

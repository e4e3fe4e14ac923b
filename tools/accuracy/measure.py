#!/usr/bin/env python3
"""measure.py - recall and precision on a corpus that is made here.

    ./dev bench accuracy [--seed N] [--files N] [--verbose]

The corpus is synthetic: secrets that never were and things that look like them, in
files of some thirty kinds (formats.py), laid out at random from a seed. It tells
whether a change makes detection better or worse; it does not tell how seclint fares
on real repositories. Every finding about a secret on a line without one counts as an
alarm. The table goes to standard output.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from formats import FORMATS  # noqa: E402
from lookalikes import LOOKALIKES  # noqa: E402
from secrets_made import (NAMED, NOUNS, PASSWORD_NAMES, TOKENS, password,  # noqa: E402
                          url)

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "build" / "accuracy"
PER_FILE = 6
# A "#" ends a bare value of these, quotes break others: such values go elsewhere.
BARE = {"dotenv bare", "ini", "properties", "dockerfile", "compose", "log", "xml",
        "web.config", "powershell"}
AWKWARD = set("#'\"<>&$`\\ ")


def positive(rng):
    kind = rng.randrange(10)
    if kind < 4:
        family, make = rng.choice(TOKENS)
        return family, f"{rng.choice(NOUNS)}_{rng.choice(('token', 'key', 'id'))}", make(rng)
    if kind < 7:
        family, name, make = rng.choice(NAMED)
        return family, name, make(rng)
    if kind < 9:
        return "password", rng.choice(PASSWORD_NAMES), password(rng)
    return "url with password", "database_url", url(rng)


def negative(rng):
    family, name, make = rng.choice(LOOKALIKES)
    return family, name, make(rng)


def fits(form, family, value):
    if form == "kubernetes":
        return family in ("password", "generic key")
    return form not in BARE or not AWKWARD & set(value)


def compose(rng, form, number):
    """One file: its text, and what stands on which line."""
    name, head, assign, tail, joint = FORMATS[form]
    taken, parts, labels = set(), [], []
    while len(parts) < PER_FILE:
        good = rng.random() < 0.5
        family, key, value = (positive if good else negative)(rng)
        if not fits(form, family, value):
            if form != "kubernetes":
                continue
            family, key, value = "password", rng.choice(PASSWORD_NAMES), password(rng)
            good = True
        while key in taken:
            key = f"{rng.choice(NOUNS)}_{key}"
        taken.add(key)
        parts.append(assign(key, value))
        labels.append((good, family))
    text = head + ("\n" if head else "")
    lines = {}
    for i, part in enumerate(parts):
        text += part
        lines[text.count("\n") + 1] = labels[i]
        text += joint if i + 1 < len(parts) else ""
    path = pathlib.Path(name)
    folder = CORPUS / f"{number:04d}"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + tail + "\n", encoding="utf-8")
    return target.relative_to(CORPUS).as_posix(), lines


def scan(seclint):
    run = subprocess.run([seclint, "--format", "jsonl", "."], cwd=CORPUS,
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"accuracy: {seclint} failed: {run.stderr}")
    found = collections.defaultdict(set)
    for line in run.stdout.splitlines():
        entry = json.loads(line)
        if entry["type"] == "finding" and entry["masked"] and entry["place"]["start"]:
            place = entry["place"]
            for at in range(place["start"]["line"], place["end"]["line"] + 1):
                found[place["path"], at].add(entry["rule"])
    return found


def percent(part, whole):
    return f"{100 * part / whole:6.1f} %" if whole else "       -"


def report(truth, found, verbose):
    count = collections.defaultdict(lambda: [0, 0])
    labelled = set()
    for (path, at), (good, family) in sorted(truth.items()):
        hit = (path, at) in found
        count[good, family][0] += 1
        count[good, family][1] += hit
        labelled.add((path, at))
        if verbose and hit != good:
            print(f"{'missed' if good else 'alarm '} {family}: {CORPUS / path}:{at} "
                  f"{' '.join(sorted(found.get((path, at), [])))}")
    strays = sorted(set(found) - labelled)
    if verbose:
        for path, at in strays:
            print(f"stray  {CORPUS / path}:{at} {' '.join(sorted(found[path, at]))}")
    print("| secrets | number | found | recall |\n| --- | ---: | ---: | ---: |")
    for (good, family), (number, hits) in sorted(count.items()):
        if good:
            print(f"| {family} | {number} | {hits} | {percent(hits, number)} |")
    print("\n| look-alikes | number | alarms | rate |\n| --- | ---: | ---: | ---: |")
    for (good, family), (number, hits) in sorted(count.items()):
        if not good:
            print(f"| {family} | {number} | {hits} | {percent(hits, number)} |")
    real = sum(n for (good, _), (n, _) in count.items() if good)
    hits = sum(h for (good, _), (_, h) in count.items() if good)
    false = sum(h for (good, _), (_, h) in count.items() if not good) + len(strays)
    fakes = sum(n for (good, _), (n, _) in count.items() if not good)
    recall = hits / real
    precision = hits / max(hits + false, 1)
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    print(f"\n{real} secrets, {fakes} look-alikes (synthetic): recall "
          f"{100 * recall:.1f} %, precision {100 * precision:.1f} %, F1 {f1:.3f}, "
          f"alarms on look-alikes {100 * (false - len(strays)) / fakes:.1f} %, "
          f"elsewhere {len(strays)}")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench accuracy", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=1400)
    parser.add_argument("--verbose", action="store_true",
                        help="name every miss and every alarm")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    shutil.rmtree(CORPUS, ignore_errors=True)
    forms = sorted(FORMATS)
    truth = {}
    for number in range(options.files):
        path, lines = compose(rng, forms[number % len(forms)], number)
        for at, label in lines.items():
            truth[path, at] = label
    report(truth, scan(os.environ["SECLINT"]), options.verbose)


if __name__ == "__main__":
    main()

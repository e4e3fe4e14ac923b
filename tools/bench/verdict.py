"""verdict.py - what was measured, against what it is to reach.

Each limit is a ratio inside one group, but for the few that say MiB or ms. "Must" missed
makes the exit status 1; "target" is what the design should reach; "moonshot" is what its
parts, measured alone, add up to.
"""

import dataclasses
import math

from sections import LOG

LEVELS = ("must", "target", "moonshot")
LARGE = 250e6  # bytes of blobs: below, start-up would decide


@dataclasses.dataclass(frozen=True)
class Limit:
    what: str
    must: float
    target: float = None
    moonshot: float = None
    unit: str = "x"
    least: bool = False  # whether more is better


@dataclasses.dataclass(frozen=True)
class Verdict:
    limit: Limit
    where: str
    value: float

    @property
    def reached(self):
        """The highest level that is met, "" if not even the must."""
        found = ""
        for level in LEVELS:
            bound = getattr(self.limit, level)
            if bound is None:
                continue
            if self.value > bound and not self.limit.least or \
                    self.value < bound and self.limit.least:
                break
            found = level
        return found

    @property
    def word(self):
        """reached, for people: where there is only a must, it is met or missed."""
        only = self.limit.target is None and self.limit.moonshot is None
        return ("met" if only else self.reached) if self.reached else "missed"


CAT = Limit("history, 2 threads / `git cat-file`", 0.40, 0.25, 0.15)
CAT_ONE = Limit("history, 1 thread / `git cat-file`", 0.60, 0.45, 0.30)
PATCHES = Limit("history, 2 threads / `git log -p`", 1 / 8, 1 / 15, 1 / 25)
THREADS = Limit("history, 1 thread / 2 threads", 1.7, least=True)
TREE_CAT = Limit("working tree / `cat` of all files", 1.0, 0.6, 0.4)
TREE_GREP = Limit("working tree / `git grep -q` of nothing", 3, 2, 1.5)
HOOK_LARGE = Limit("hook / `git diff --cached --quiet`", 1.0, 0.5, 0.25)
HOOK_SMALL = Limit("hook, few files / `git diff --cached --quiet`", 3, 1.0, 0.6)
HOOK_TIME = Limit("hook, few files", 20, unit="ms")
MEMORY_FILES = Limit("private memory, working tree and hook", 64, 32, 16, "MiB")
SECOND = Limit("second scan / first", 0.2, 0.05, 0.01)
RULES = Limit("twice the rules / once (processor)", 1.15, 1.10)
START = Limit("`seclint --version` / `git --version`", 1.0, 0.7, 0.4)
HOSTILE = Limit("worst hostile file / source text, time a byte", 200, 50, 20)
LINEAR = Limit("4 times as much / once (processor)", 5)
CONSTANT = Limit("a thousand times / once (processor)", 1.5)


def memory_limit(objects):
    base = 64 + 64 * objects / (1 << 20)
    return Limit("private memory, history", 2 * base, base, 0.6 * base, "MiB")


def ratio(limit, group, one, other, what="wall"):
    a, b = group.find(one), group.find(other)
    if a and b:
        name = group.title.partition(": ")[2] or "-"
        yield Verdict(limit, name, a.median(what) / b.median(what))


def private(limit, group, label):
    program = group.find(label)
    if program and program.private:
        yield Verdict(limit, group.title.partition(": ")[2], program.private)


def of_history(group):
    two, one = "`seclint -j2`", "`seclint -j1`"
    yield from private(memory_limit(group.facts.get("objects", 0)), group, two)
    if group.facts.get("raw", 0) < LARGE:
        return
    yield from ratio(CAT, group, two, "`git cat-file`")
    yield from ratio(CAT_ONE, group, one, "`git cat-file`")
    yield from ratio(PATCHES, group, two, LOG)
    yield from ratio(THREADS, group, one, two)


def of_cache(group):
    if group.facts.get("raw", 0) >= LARGE:
        yield from ratio(SECOND, group, "second", "first, without cache")


def of_tree(group):
    scan = "`seclint --no-history -j2`"
    yield from ratio(TREE_CAT, group, scan, "`cat` of all files")
    yield from ratio(TREE_GREP, group, scan, "`git grep -q` of nothing")
    yield from private(MEMORY_FILES, group, scan)


def of_hook(group):
    scan, small = "`seclint --staged`", " 300 files" in group.title
    yield from ratio(HOOK_SMALL if small else HOOK_LARGE, group, scan,
                     "`git diff --cached --quiet`")
    if small and group.find(scan):
        yield Verdict(HOOK_TIME, "made, 300 files", 1000 * group.find(scan).median("wall"))
    yield from private(MEMORY_FILES, group, scan)


def of_hostile(group):
    """Start-up is taken off: a file of a few MiB must not hide behind it."""
    base = group.find("an empty file")
    costs = {p.label: max(1e-6, p.median("cpu") - base.median("cpu")) / int(p.note)
             for p in group.programs if base and p.wall and p.note}
    source = costs.pop("source text", None)
    if source and costs:
        worst = max(costs, key=costs.get)
        yield Verdict(HOSTILE, worst, costs[worst] / source)


def of_growth(group):
    base = group.find("an empty repository")
    sizes = [(int(p.note), p.median("cpu")) for p in group.programs if p.wall and p.note != "0"]
    if not base or len(sizes) < 2:
        return
    (least, first), (most, last) = sizes[0], sizes[-1]
    name = group.title.partition(": ")[2]
    if least == 1:
        yield Verdict(CONSTANT, name, last / first)
    else:
        start = base.median("cpu")
        rise = max(1e-6, last - start) / max(1e-6, first - start)
        yield Verdict(LINEAR, name, rise * 4 * least / most)


BY_SECTION = {
    "history": of_history, "tree": of_tree, "hook": of_hook,
    "cache": of_cache,
    "rules": lambda group: ratio(RULES, group, "`seclint`, as many rules again", "`seclint`",
                                 "cpu"),
    "start": lambda group: ratio(START, group, "`seclint --version`", "`git --version`"),
    "adversarial": of_hostile, "growth": of_growth, "peers": lambda group: (),
}


def verdicts(groups):
    """A failed hostile file is no verdict: its failure stands in the table."""
    return [v for group in groups for v in BY_SECTION[group.section](group)
            if math.isfinite(v.value)]


def missed(found):
    return [v for v in found if not v.reached]

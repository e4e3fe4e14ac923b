"""measure.py - programs run in turn, and what each run took.

Absolute times mean little on a shared machine, so the programs of a group run one after
the other, in a new order each round, and are compared within the group: medians of wall
time and processor time. An exit status that is not expected, or a signal, is a failure:
what crashed must not look fast.

Memory is sampled from /proc in a run that is not timed. Resident pages count what is
mapped, and a mapped pack belongs to the page cache; private memory is anonymous pages.
"""

import dataclasses
import json
import math
import os
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from made import ENVIRONMENT, Failure

SHORT = 0.25  # seconds: what takes less is run more often in a round
MOST = 30  # how often at most


@dataclasses.dataclass
class Program:
    """What to run, and what its runs took. Lists hold one entry a timed run."""
    label: str
    argv: list
    allowed: tuple = (0,)
    optional: bool = False  # its failure is a row of the table, not the end
    silent: bool = False  # a word on standard error is a failure, whatever the exit status
    cwd: str = ""  # the group's, if empty
    before: object = None  # called before each run, not timed
    env: dict = dataclasses.field(default_factory=dict)
    note: str = ""
    wall: list = dataclasses.field(default_factory=list)
    cpu: list = dataclasses.field(default_factory=list)
    rss: float = 0.0  # MiB, as sampled
    private: float = 0.0
    failed: str = ""

    def median(self, what):
        return statistics.median(getattr(self, what))

    def as_dict(self):
        kept = ("label", "note", "wall", "cpu", "rss", "private", "failed")
        return {key: getattr(self, key) for key in kept}


@dataclasses.dataclass
class Group:
    """Programs that do comparable work; ratios are to the first."""
    section: str
    title: str
    repo: str
    programs: list
    facts: dict = dataclasses.field(default_factory=dict)  # of the repository
    warm: tuple = ()  # files to read first: what is run once must not pay for the disk
    limit: float = 600.0  # seconds a run may take
    once_above: float = 15.0  # what takes longer is run once

    def find(self, label):
        """The program, or None if it is not there or has failed."""
        return next((p for p in self.programs if p.label == label and p.wall), None)

    def as_dict(self):
        return {"section": self.section, "title": self.title, "facts": self.facts,
                "programs": [p.as_dict() for p in self.programs]}

    @classmethod
    def from_dict(cls, data):
        programs = [Program(argv=[], **p) for p in data["programs"]]
        return cls(data["section"], data["title"], "", programs, data["facts"])


# ---- one run ----

def start(program, group, errors):
    return subprocess.Popen(program.argv, cwd=program.cwd or group.repo,
                            env={**ENVIRONMENT, **program.env}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=errors,
                            start_new_session=True)


def end(child):
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run(program, group, watch=None):
    """Returns wall and processor seconds. watch is given the child once it runs."""
    late = []
    if program.before:
        program.before()
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        try:
            child = start(program, group, errors)
        except OSError as error:
            raise Failure(error.strerror) from error
        timer = threading.Timer(group.limit, lambda: (late.append(True), end(child)))
        timer.start()
        try:
            if watch:
                watch(child.pid)
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            end(child)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(max(0, errors.tell() - 2000))
        said = errors.read().decode(errors="replace")
    if late:
        raise Failure(f"more than {group.limit:g} s")
    if child.returncode < 0:
        raise Failure(f"killed by signal {-child.returncode}")
    if child.returncode not in program.allowed:
        error = Failure(f"exit status {child.returncode}")
        error.said = said
        raise error
    if program.silent and said.strip():
        raise Failure("did not finish: it told of an error")
    return wall, usage.ru_utime + usage.ru_stime


# ---- memory ----

def family(pid):
    """pid and its descendants."""
    found, open_ = [], [pid]
    while open_:
        one = open_.pop()
        found.append(one)
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                with open(f"/proc/{one}/task/{task}/children", encoding="ascii") as file:
                    open_ += map(int, file.read().split())
        except OSError:
            continue
    return found


def pages(pid):
    """Resident and anonymous KiB of a process, (0, 0) if it has ended."""
    found = {}
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(("VmRSS:", "RssAnon:")):
                    name, amount, _ = line.split()
                    found[name] = int(amount)
    except OSError:
        pass
    return found.get("VmRSS:", 0), found.get("RssAnon:", 0)


def ended(pid):
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


class Sampler:
    """The most that a process and its descendants had at any sample, in MiB: as often as
    possible in the first tenth of a second, then less and less often."""

    def __init__(self):
        self.rss = self.private = 0.0

    def __call__(self, pid):
        begin, looked, members = time.monotonic(), 0.0, [pid]
        while not ended(pid):
            now = time.monotonic() - begin
            if now - looked > 0.05:
                looked, members = now, family(pid)
            seen = [pages(member) for member in members]
            self.rss = max(self.rss, sum(s[0] for s in seen) / 1024)
            self.private = max(self.private, sum(s[1] for s in seen) / 1024)
            if now > 0.1:
                time.sleep(0.001 if now < 2 else 0.01)


# ---- a group ----

class Progress:
    """One line to a terminal, lines to a file."""

    def __init__(self, out=sys.stderr):
        self.out, self.live, self.begin = out, out.isatty(), time.monotonic()

    def say(self, text):
        stamp = time.monotonic() - self.begin
        line = f"bench: {stamp:4.0f} s: {text}"
        print(f"\r{line[:118]:<118}" if self.live else line, end="" if self.live else "\n",
              file=self.out, flush=True)

    def close(self):
        if self.live:
            print("\r" + " " * 118, end="\r", file=self.out, flush=True)


def first_run(program, group):
    """The run that warms up and is sampled; a slow one is the only one. Returns how
    often the program is to be run in each round. Raises Failure."""
    sampler = Sampler()
    wall, cpu = run(program, group, sampler)
    if wall < SHORT:  # too short for one run to show its peak
        wall = min(run(program, group, sampler)[0] for _ in range(4))
    program.rss, program.private = sampler.rss, sampler.private
    if wall > group.once_above:
        program.wall, program.cpu = [wall], [cpu]
        return 0
    return min(MOST, math.ceil(SHORT / wall))


def fail(program, failure):
    """One failed run is enough: nothing of the program is a figure then."""
    program.failed, program.wall, program.cpu = str(failure), [], []
    return "" if program.optional else \
        f"{program.label}: {failure}\n{getattr(failure, 'said', '')}".rstrip()


def measure(group, rounds, seed, progress):
    """Fills the programs of the group. Returns what failed and should not have."""
    rng = random.Random(f"{seed} {group.title}")
    times, faults = {}, []
    for path in group.warm:
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass
    for program in group.programs:
        progress.say(f"{group.title}: warming up, {program.label}")
        try:
            times[program.label] = first_run(program, group)
        except Failure as failure:
            faults.append(fail(program, failure))
    for number in range(1, rounds + 1):
        order = [p for p in group.programs for _ in range(times.get(p.label, 0))]
        rng.shuffle(order)
        progress.say(f"{group.title}: round {number} of {rounds}")
        for program in order:
            try:
                wall, cpu = (0, 0) if program.failed else run(program, group)
            except Failure as failure:
                faults.append(fail(program, failure))
            if not program.failed:
                program.wall.append(wall)
                program.cpu.append(cpu)
    return [f"{group.title}: {fault}" for fault in faults if fault]


# ---- what is kept of a whole run ----

def write_json(path, conditions, groups):
    data = {"conditions": conditions, "groups": [group.as_dict() for group in groups]}
    pathlib.Path(path).write_text(json.dumps(data, indent=1) + "\n")


def read_json(paths):
    """Several files give the groups of all, the later one where both have a group, and
    the conditions of the first with every command and the highest load."""
    files = [json.loads(pathlib.Path(path).read_text()) for path in paths]
    groups = {g["title"]: Group.from_dict(g) for file in files for g in file["groups"]}
    each = [file["conditions"] for file in files]
    return {**each[0], "load": max(c["load"] for c in each),
            "commands": list(dict.fromkeys(w for c in each for w in c["commands"]))}, \
        list(groups.values())

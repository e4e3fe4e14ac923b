"""report.py - the tables, in Markdown, and their place in docs/performance.md."""

import datetime
import os
import subprocess

from verdict import LEVELS, verdicts

MARKS = ("<!-- measured by ./dev bench: begin -->", "<!-- measured: end -->")


def conditions(args, load):
    """What a reader must know to repeat it; paths of the machine stay out."""
    version = subprocess.run(["git", "--version"], capture_output=True, text=True,
                             check=True).stdout.strip()
    words = [f"--rounds {args.rounds}", *(f"--only {name}" for name in args.only),
             *(f"--skip {name}" for name in args.skip),
             *(f"{os.path.basename(repo.partition('=')[0])}=..." for repo in args.repos)]
    return {"date": f"{datetime.date.today():%Y-%m-%d}", "cores": os.cpu_count(),
            "git": version, "rounds": args.rounds, "load": round(load, 1),
            "commands": [f"./dev bench {' '.join(words)}"]}


def number(value, unit="x"):
    if value is None:
        return ""
    if unit == "MiB":
        return f"{value:.0f} MiB"
    if unit == "ms":
        return f"{value:.1f} ms"
    if 0 < value < 0.2:
        return f"{value:.3f}"
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def verdict_table(found):
    rows = ["### What is reached", "",
            "| | where | measured | must | target | moonshot | reached |",
            "| --- | --- | ---: | ---: | ---: | ---: | --- |"]
    for v in found:
        sign = "at least " if v.limit.least else ""
        bounds = [getattr(v.limit, level) for level in LEVELS]
        cells = [sign + number(b, v.limit.unit) if b is not None else "" for b in bounds]
        rows.append(f"| {v.limit.what} | {v.where} | {number(v.value, v.limit.unit)} | "
                    f"{' | '.join(cells)} | {v.word if v.reached else '**missed**'} |")
    return rows + [""]


def repository_table(groups):
    rows = ["### Repositories", "", "| | objects | blobs | raw MB | packed MB | absent |",
            "| --- | ---: | ---: | ---: | ---: | ---: |"]
    seen = {}
    for group in groups:
        if group.facts:
            seen[group.facts["name"]] = group.facts
    for f in seen.values():
        rows.append(f"| {f['name']} | {f['objects']:,} | {f['blobs']:,} | "
                    f"{f['raw'] / 1e6:,.0f} | {f['packed'] / 1e6:,.0f} | {f['absent']} |")
    return rows + [""] if seen else []


def seconds(value):
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def group_table(group):
    base = next((p for p in group.programs if p.wall), None)
    rows = [f"### {group.title}", "",
            "| | wall s | ratio | processor s | ratio | peak MiB | of it private | runs |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for p in group.programs:
        note = f" ({p.note})" if p.note and not p.note.isdigit() else ""
        if p.failed:
            rows.append(f"| {p.label}{note} | {p.failed} | | | | | | |")
            continue
        cells = [f"{p.label}{note}"]
        for what in ("wall", "cpu"):
            divisor = base.median(what)
            cells += [seconds(p.median(what)),
                      number(p.median(what) / divisor) if divisor else ""]
        memory = (f"{p.rss:.0f}", f"{p.private:.0f}") if p.rss else ("", "")  # over too soon
        cells += [*memory, str(len(p.wall))]
        rows.append(f"| {' | '.join(cells)} |")
    return rows + [""]


def hostile_table(group):
    base = group.find("an empty file")
    start = base.median("cpu") if base else 0.0
    rows = [f"### {group.title}", "",
            "| | MB | processor s | MB/s, start-up taken off |", "| --- | ---: | ---: | ---: |"]
    for p in group.programs:
        if p.failed:
            rows.append(f"| {p.label} | {p.failed} | | |")
            continue
        size = int(p.note or 0) / 1e6
        net = p.median("cpu") - start
        speed = f"{size / net:,.0f}" if size and net > 0 else ""
        rows.append(f"| {p.label} | {size:.1f} | {p.median('cpu'):.3f} | {speed} |")
    return rows + [""]


def growth_table(group):
    base = group.find("an empty repository")
    start = base.median("cpu") if base else 0.0
    first = next((p for p in group.programs if p.wall and p.note != "0"), base)
    least = 1 if first and first.note == "1" else 0  # then each is one more
    rows = [f"### {group.title}", "",
            "| one thread | processor s | to the first | microseconds for each more |",
            "| --- | ---: | ---: | ---: |"]
    for p in group.programs:
        if p.failed:
            rows.append(f"| {p.label} | {p.failed} | | |")
            continue
        net = p.median("cpu") - (first.median("cpu") if least else start)
        count = int(p.note) - least
        each = f"{1e6 * net / count:,.1f}" if count > 0 and net > 0 else ""
        times = number(p.median("cpu") / first.median("cpu"))
        rows.append(f"| {p.label} | {p.median('cpu'):.3f} | {times} | {each} |")
    return rows + [""]


TABLES = {"adversarial": hostile_table, "growth": growth_table}


def markdown(made_at, groups):
    c, again = made_at, ", ".join(f"`{command}`" for command in made_at["commands"])
    lines = [f"Measured on {c['date']}, {c['cores']} cores, {c['git']}; medians of {c['rounds']} "
             f"round{'s' * (c['rounds'] != 1)} (what is short is run more often, what is long once: the last column). "
             f"Load average at most {c['load']:.1f}: where it exceeds the threads of the "
             f"programs, others were at work, and ratios of processor time say more than those "
             f"of wall time. To repeat: {again}.", ""]
    lines += verdict_table(verdicts(groups)) + repository_table(groups)
    for group in groups:
        lines += TABLES.get(group.section, group_table)(group)
    return "\n".join(lines)


def write_page(page, text):
    """Puts text between the marks, or at the end of a page that has none."""
    old = page.read_text() if page.exists() else "# Performance\n"
    if MARKS[0] not in old:
        old = f"{old.rstrip()}\n\n{MARKS[0]}\n{MARKS[1]}\n"
    before, _, rest = old.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    page.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}")

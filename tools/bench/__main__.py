"""Measures seclint beside git and other scanners.

    ./dev bench                     made repositories, peers that are installed
    ./dev bench redis=/src/redis    and one more, called redis in the report
    ./dev bench hook start          some sections only; nothing is written
    ./dev bench peers [NAME...]     install other scanners into build/peers

The tables go to standard output, to docs/performance.md and, as a plot, to
docs/performance.svg. Exit status: 0, 1 if a "must" is missed, 2 for a program that failed.
"""

import argparse
import os
import pathlib
import shutil
import sys

import made
import measure
import peers
import plot
import report
import repositories
import sections
import verdict

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
QUICK = 0.05  # of the made repositories


def arguments():
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="[NAME=]REPO|SECTION",
                        help=f"a clone, or a section: {', '.join(sections.SECTIONS)}")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="timed rounds")
    parser.add_argument("--only", action="append", default=[], metavar="SECTION",
                        choices=list(sections.SECTIONS), help="may be repeated")
    parser.add_argument("--skip", action="append", default=[], metavar="SECTION",
                        choices=list(sections.SECTIONS), help="may be repeated")
    parser.add_argument("--quick", action="store_true",
                        help="one round and small made repositories; nothing is written")
    parser.add_argument("--no-made", action="store_true", help="given clones only")
    parser.add_argument("--no-write", action="store_true", help="leave docs/ alone")
    parser.add_argument("--json", metavar="FILE", help="write every measure there too")
    parser.add_argument("--from", action="append", default=[], metavar="FILE", dest="files",
                        help="measure nothing: report what --json wrote; may be repeated")
    parser.add_argument("--seed", default="1", help="of the order of the programs")
    parser.add_argument("--folder", default=str(BUILD / "bench"), metavar="DIR",
                        help="where made repositories are kept")
    args = parser.parse_intermixed_args()
    args.only += [what for what in args.what if what in sections.SECTIONS]
    args.repos = [what for what in args.what if what not in sections.SECTIONS]
    args.rounds = 1 if args.quick else args.rounds
    if args.rounds < 1:
        parser.error("--rounds: at least 1")
    return args


def installed(folder, program, name="seclint"):
    """The path of a copy, absolute, as programs run elsewhere. An installation writes a
    file in one go; as the linker leaves it, it lies in small pages of the cache, and a
    short run takes a tenth longer."""
    copy = folder.path.resolve() / name
    copy.unlink(missing_ok=True)
    return shutil.copy2(program, str(copy))


def measure_all(args):
    """Returns the conditions, the groups, and what failed. What has been measured is kept
    in last.json as it comes, for --from."""
    folder = repositories.Folder(args.folder, QUICK if args.quick else 1.0)
    folder.path.mkdir(parents=True, exist_ok=True)
    seclint = installed(folder, os.environ.get("SECLINT", BUILD / "release" / "seclint"))
    portable = os.environ.get("SECLINT_PORTABLE", "")
    bench = sections.Bench(seclint, folder, args.repos, not args.no_made,
                           peers.Scratch(BUILD / "peers"),
                           portable and installed(folder, portable, "seclint-portable"))
    chosen = [name for name in sections.SECTIONS
              if name not in args.skip and (not args.only or name in args.only)]
    groups, faults, load, progress = [], [], os.getloadavg()[0], measure.Progress()
    for name in chosen:
        for group in sections.SECTIONS[name](bench):
            faults += measure.measure(group, args.rounds, args.seed, progress)
            groups.append(group)
            load = max(load, os.getloadavg()[0])
            made_at = report.conditions(args, load)
            measure.write_json(folder.path / "last.json", made_at, groups)
    progress.close()
    if not groups:
        raise made.Failure("nothing to measure: neither made repositories nor clones")
    return made_at, groups, faults


def write(args, made_at, groups, text):
    if args.json:
        measure.write_json(args.json, made_at, groups)
    partly = args.only or args.skip or args.quick or args.no_made
    if not args.no_write and not partly:
        report.write_page(ROOT / "docs" / "performance.md", text)
        (ROOT / "docs" / "performance.svg").write_text(plot.svg(made_at, groups))


def main():
    args = arguments()
    try:
        made_at, groups, faults = (*measure.read_json(args.files), []) if args.files \
            else measure_all(args)
    except made.Failure as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 2
    text = report.markdown(made_at, groups)
    print(text)
    write(args, made_at, groups, text)
    missed = verdict.missed(verdict.verdicts(groups))
    for v in missed:
        print(f"bench: missed: {v.limit.what}, {v.where}: {v.value:.3g}", file=sys.stderr)
    for fault in faults:
        print(f"bench: failed: {fault}", file=sys.stderr)
    return 2 if faults else 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["install-peers"]:
        sys.exit(peers.install_all(peers.Scratch(BUILD / "peers"), sys.argv[2:]))
    sys.exit(main())

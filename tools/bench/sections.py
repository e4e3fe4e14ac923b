"""sections.py - what is compared with what: each section of the report makes its groups."""

import dataclasses
import re
import shutil
import subprocess

import hostile
import repositories
import rules
from made import ENVIRONMENT
from measure import Failure, Group, Program, run
from peers import PEERS

CAT_FILE = ["git", "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]
CAT_TREE = ["sh", "-c", "git ls-files -z | xargs -0 cat"]
ABSENT = "zyxwvutsrqponm"[::-1] + "-98765"  # stands in no file that is measured
SCANNED = (0, 1, 3)  # clean, findings, incomplete: all of them read everything
LOG = "`git log -p -U0 --all`"
COMMITS, FILES, SMALL_FILES, SMALL_COMMITS = 20_000, 50_000, 300, 1_000
INDEX_FILES = 200_000
ONCE, ONCE_CACHE = 10.0, 2.0  # seconds: what takes longer is run once
PEER_LIMIT, PEER_ONCE = 40.0, 5.0  # seconds: given up, not repeated
CLONE_LIMIT = 900.0  # seconds: a real history is what people wait for
PEER_FILES = 1_000
HOSTILE = 4 << 20


@dataclasses.dataclass
class Bench:
    """What a section needs to know."""
    seclint: str
    folder: repositories.Folder
    given: list  # arguments, NAME=PATH
    made: bool  # whether made repositories are measured in
    peers: object  # where they are, a Scratch
    portable: str = ""  # the same program in portable C, if there is one
    help: str = ""

    def __post_init__(self):
        self.help = subprocess.run([self.seclint, "--help"], capture_output=True, text=True,
                                   check=True).stdout
        self._given = None

    def has(self, option):
        return re.search(rf"(?m)^\s.*{option}\b", self.help) is not None

    def scan(self, *more):
        """A scan that keeps nothing and takes nothing from an earlier one."""
        fresh = ["--no-cache"] if self.has("--no-cache") else []
        return [self.seclint, "--no-progress", "--exit-zero", *fresh, *more]

    def in_portable_c(self, *more):
        """The same scan by a build without AVX2, as a row of its own."""
        if self.portable:
            scan = [self.portable, *self.scan(*more)[1:]]
            yield Program(f"`seclint {' '.join(more)}`, portable C", scan, SCANNED)

    def clones(self):
        if self._given is None:
            self._given = [self.folder.given(argument) for argument in self.given]
        return self._given

    def histories(self):
        return ([self.folder.history(commits=COMMITS)] if self.made else []) + self.clones()


def log_program(repo):
    note = f"an empty blob for each of {repo.absent} that are absent" if repo.absent else ""
    return Program(LOG, ["git", "log", "-p", "-U0", "--all"], cwd=repo.patches, optional=True,
                   note=note)


def history(bench):
    for repo in bench.histories():
        yield Group("history", f"History: {repo.name}", repo.path, [
            Program("`git cat-file`", CAT_FILE),
            log_program(repo),
            Program("`seclint -j2`", bench.scan("-j2"), SCANNED),
            Program("`seclint -j1`", bench.scan("-j1"), SCANNED),
            *bench.in_portable_c("-j2")], repo.as_dict(), repo.packs(), once_above=ONCE)


def is_bare(repo):
    return repositories.git(repo.path, "rev-parse", "--is-bare-repository").strip() == b"true"


def tree(bench):
    trees = [bench.folder.tree(files=FILES)] if bench.made else []
    for repo in trees + [clone for clone in bench.clones() if not is_bare(clone)]:
        scan = bench.scan("--no-history")
        yield Group("tree", f"Working tree: {repo.name}", repo.path, [
            Program("`cat` of all files", CAT_TREE),
            Program("`git grep -q` of nothing", ["git", "grep", "-q", ABSENT], (1,)),
            Program("`seclint --no-history -j2`", scan + ["-j2"], SCANNED),
            Program("`seclint --no-history -j1`", scan + ["-j1"], SCANNED),
            *bench.in_portable_c("--no-history", "-j2")])


def hook(bench):
    if not bench.made:
        return
    for repo in (bench.folder.index(files=INDEX_FILES), bench.folder.tree(files=FILES),
                 bench.folder.tree("tree-small", SMALL_FILES, scaled=False)):
        yield Group("hook", f"Hook, 5 staged files: {repo.name}", repo.path, [
            Program("`git diff --cached --quiet`", ["git", "diff", "--cached", "--quiet"],
                    (1,)),
            Program("`seclint --staged`", [bench.seclint, "--staged"], SCANNED)])


def cache(bench):
    if not bench.has("--cache"):
        return
    for number, repo in enumerate(bench.histories()):
        kept, new = (bench.folder.path / f"cache-{number}-{state}" for state in ("kept", "new"))
        shutil.rmtree(kept, ignore_errors=True)
        scan = [bench.seclint, "--no-progress", "--exit-zero", "-j2", "--cache"]
        yield Group("cache", f"Second scan: {repo.name}", repo.path, [
            Program("first, without cache", bench.scan("-j2"), SCANNED),
            Program("first, which writes it", scan + [str(new)], SCANNED,
                    before=lambda new=new: shutil.rmtree(new, ignore_errors=True)),
            Program("second", scan + [str(kept)], SCANNED,
                    before=lambda repo=repo, kept=kept, scan=scan: fill(repo, kept, scan))],
                    repo.as_dict(), repo.packs(), once_above=ONCE_CACHE)


def fill(repo, kept, scan):
    if not kept.exists():
        subprocess.run(scan + [str(kept)], cwd=repo.path, env=ENVIRONMENT, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def doubled(bench):
    """Both runs read the same files of rules; in the first they are switched off."""
    if not bench.made:
        return
    made = bench.folder.path / "rules"
    rules.make_rules(made, rules.rule_count(bench.seclint))
    repo = bench.folder.history(commits=COMMITS)
    scan = bench.scan("--rules", str(made), "--config")
    yield Group("rules", f"Twice the rules: {repo.name}", repo.path, [
        Program("`seclint`", scan + [str(made.parent / "off.yml")], SCANNED),
        Program("`seclint`, as many rules again", scan + [str(made.parent / "on.yml")],
                SCANNED)])


def begin(bench):
    yield Group("start", "Start", "/", [
        Program("`git --version`", ["git", "--version"]),
        Program("`seclint --version`", [bench.seclint, "--version"])])


def adversarial(bench):
    size = max(1 << 16, int(HOSTILE * bench.folder.scale))
    folder = bench.folder.path / f"hostile-{size}"
    empty = bench.folder.path / "hostile-empty.txt"
    files = list(hostile.make_files(folder, size))
    empty.write_bytes(b"")
    rows = [Program("an empty file", bench.scan("-j1", str(empty)), SCANNED)]
    rows += [Program(name, bench.scan("-j1", path), SCANNED, note=str(count), optional=True)
             for name, path, count in files]
    yield Group("adversarial", "Hostile files", str(folder), rows, limit=120.0, once_above=5.0)


LAWS = (  # title, maker of a repository, sizes, what is counted
    ("Growth: unique bytes", repositories.law_bytes, (1, 2, 4), "blobs of 256 KiB"),
    ("Growth: the same blobs in every commit", repositories.law_commits, (1, 250, 500, 1000),
     "commits"),
    ("Growth: the same blobs at many paths", repositories.law_paths, (1, 250, 500, 1000),
     "paths each"),
    ("Growth: empty commits", repositories.law_empty, (12_500, 25_000, 50_000), "commits"),
)


def growth(bench):
    if not bench.made:
        return
    nothing = repositories.law_empty(bench.folder, 1)[1]
    for title, make, made_sizes, unit in LAWS:
        rows = [Program("an empty repository", bench.scan("-j1"), SCANNED, cwd=nothing,
                        note="0")]
        for size in made_sizes:
            count, path = make(bench.folder, bench.folder.count(size) if size > 4 else size)
            rows.append(Program(f"{count:,} {unit}", bench.scan("-j1"), SCANNED, cwd=path,
                                note=str(count)))
        yield Group("growth", title, nothing, rows)


def peer_programs(bench, repo, what, skipped=()):
    for peer in PEERS:
        argv = getattr(peer, what)
        if not argv or not bench.peers.find(peer) or peer.name in skipped:
            continue
        place = repo.patches if what == "history" and repo.patches else repo.path
        yield Program(peer.name, bench.peers.arguments(peer, argv, place), peer.allowed,
                      optional=True, silent=peer.silent, before=bench.peers.clear, note=bench.peers.note(peer),
                      env=bench.peers.environment(), cwd=place)


def peer_group(bench, repo, what, skipped=(), limit=PEER_LIMIT):
    if what == "history":
        own = [Program("`seclint`", bench.scan(), SCANNED), log_program(repo)]
    else:
        own = [Program("`seclint --no-history`", bench.scan("--no-history"), SCANNED)]
    title = {"history": "Peers, history", "files": "Peers, working tree"}[what]
    return Group("peers", f"{title}: {repo.name}", repo.path,
                 [*own, *peer_programs(bench, repo, what, skipped)],
                 repo.as_dict() if repo.objects else {}, repo.packs() if repo.objects else (),
                 limit, PEER_ONCE)


def slow(group, times):
    """Peers that would hardly end in time on a repository so many times as large; half of
    what they took may have been their start."""
    return [p.label for p in group.programs
            if p.failed or p.wall and p.median("wall") * times > 2 * PEER_LIMIT]


def peers(bench):
    """All on small repositories; on the large ones those that can end in time there. On the
    histories of clones all of them, with patience."""
    if not any(map(bench.peers.find, PEERS)):
        return
    prime(bench)
    yield from (peer_group(bench, repo, "history", limit=CLONE_LIMIT) for repo in bench.clones())
    if not bench.made:
        return
    small = bench.folder.history("history-small", SMALL_COMMITS)
    large = bench.folder.history(commits=COMMITS)
    first = peer_group(bench, small, "history")
    yield first
    yield peer_group(bench, large, "history", slow(first, large.raw / max(1, small.raw)))
    first = peer_group(bench, bench.folder.tree("tree-peers", PEER_FILES), "files")
    yield first
    yield peer_group(bench, bench.folder.tree(files=FILES), "files",
                     slow(first, FILES / PEER_FILES))


def prime(bench):
    """Runs each once, for those that compile their rules and keep them."""
    repo = bench.folder.tree("tree-small", SMALL_FILES, scaled=False)
    group = peer_group(bench, repo, "files")
    for program in group.programs:
        try:
            run(program, group)
        except Failure:
            continue  # it fails again where that is reported


SECTIONS = {"history": history, "tree": tree, "hook": hook, "cache": cache, "rules": doubled,
            "start": begin, "adversarial": adversarial, "growth": growth, "peers": peers}

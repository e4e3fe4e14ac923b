"""./dev bench: medians, failures, verdicts, the report and the plot on measures that were
made up, and one run on a repository of two files. No figure of this test is a time."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree
from unittest import mock

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
TOOL = ROOT / "tools" / "bench"
sys.path.insert(0, str(TOOL))

import made  # noqa: E402
import measure  # noqa: E402
import peers  # noqa: E402
import plot  # noqa: E402
import report  # noqa: E402
import repositories  # noqa: E402
import sections  # noqa: E402
import verdict  # noqa: E402
from measure import Group, Program  # noqa: E402

CONDITIONS = {"date": "2026-01-02", "cores": 2, "git": "git version 2", "rounds": 3,
              "load": 0.5, "commands": ["./dev bench"]}
SILENT = type("Silent", (), {"say": lambda self, text: None})()


def program(label, *wall, **more):
    return Program(label, [], wall=list(wall), cpu=[2 * w for w in wall], rss=9.0, **more)


def history(two, one=8.0, cat=10.0, private=50.0, raw=10 ** 9):
    facts = {"name": "made-up", "absent": 0, "objects": 1 << 20, "blobs": 1, "raw": raw,
             "packed": 1}
    return Group("history", "History: made-up", "", [
        program("`git cat-file`", cat), program(sections.LOG, 50.0),
        program("`seclint -j2`", two, private=private), program("`seclint -j1`", one)], facts)


def reached(groups):
    return {v.limit.what: v.reached for v in verdict.verdicts(groups)}


def check_medians():
    p = program("a", 3.0, 1.0, 2.0)
    assert (p.median("wall"), p.median("cpu")) == (2.0, 4.0)


def check_verdicts():
    for two, expected in ((4.1, ""), (4.0, "must"), (2.5, "target"), (1.5, "moonshot")):
        assert reached([history(two)])["history, 2 threads / `git cat-file`"] == expected, two
    for one, expected in ((3.39, ""), (3.4, "must")):
        assert reached([history(2.0, one)])["history, 1 thread / 2 threads"] == expected, one
    # 64 MiB, and 64 bytes for each of 2^20 objects: 128 MiB is the target.
    for private, expected in ((257, ""), (256, "must"), (128, "target"), (76, "moonshot")):
        found = reached([history(1.0, private=private)])
        assert found["private memory, history"] == expected, private
    assert list(reached([history(9.0, raw=1000)])) == ["private memory, history"]
    growth = Group("growth", "Growth: empty commits", "", [
        program("an empty repository", 1.0, note="0"), program("a", 2.0, note="10"),
        program("b", 7.0, note="40")])
    assert reached([growth]) == {"4 times as much / once (processor)": ""}
    growth.programs[2] = program("b", 5.0, note="40")
    assert reached([growth]) == {"4 times as much / once (processor)": "must"}
    hostile = Group("adversarial", "Hostile files", "", [
        program("an empty file", 1.0), program("source text", 2.0, note="100"),
        program("bad", 51.0, note="100"), program("worse", 102.0, note="50")])
    assert [(v.where, v.value) for v in verdict.verdicts([hostile])] == [("worse", 202.0)]
    words = {v.limit.what: v.word for v in verdict.verdicts([history(4.0, 6.0)])}
    assert words["history, 1 thread / 2 threads"] == "missed"
    assert words["history, 2 threads / `git cat-file`"] == "must"
    assert [v.word for v in verdict.verdicts([growth])] == ["met"]
    for group in (growth, hostile, history(1.0)):  # a report of nothing but failures
        for p in group.programs:
            p.failed, p.wall, p.cpu = "exit status 9", [], []
        rows = report.markdown(CONDITIONS, [group]).count("| exit status 9 |")
        assert rows == len(group.programs) and not verdict.verdicts([group])
    failed = history(1.0)
    failed.programs[0] = Program("`git cat-file`", [], failed="killed by signal 9")
    assert "history, 2 threads / `git cat-file`" not in reached([failed])


def check_failures():
    """What crashes, hangs or is not there is told, and is never a measure."""
    group = Group("history", "x", "/", [])
    cases = [
        (["sh", "-c", "exit 3"], "exit status 3"),
        (["sh", "-c", "kill -9 $$"], "killed by signal 9"),
        (["/nowhere/at/all"], "No such file or directory"),
        (["sh", "-c", "echo fatal: no >&2"], "did not finish: it told of an error"),
    ]
    for argv, expected in cases:
        group.programs = [Program("bad", argv, optional=True, silent="fatal" in argv[-1]),
                          Program("good", ["sh", "-c", "echo a note >&2"])]
        measure.measure(group, 1, "1", SILENT)
        bad, good = group.programs
        assert (bad.failed, bad.wall) == (expected, []), (argv, bad)
        assert good.wall and len(good.wall) == len(good.cpu)
        assert f"| bad | {expected} |" in report.markdown(CONDITIONS, [group])
    late = Group("history", "x", "/", [Program("bad", ["sleep", "9999"])], limit=1.0)
    assert measure.measure(late, 1, "1", SILENT) == ["x: bad: more than 1 s"]
    assert late.programs[0].wall == []
    group.programs = [Program("bad", ["false"])]
    assert measure.measure(group, 1, "1", SILENT) == ["x: bad: exit status 1"]
    # Fails when it is run once more; however slow the machine, it is a short one.
    with tempfile.TemporaryDirectory() as top, mock.patch.object(measure, "SHORT", 1e9):
        once = f"test $(cat {top}/n | wc -l) -lt 6 && echo >> {top}/n"
        pathlib.Path(top, "n").touch()
        group.programs = [Program("bad", ["sh", "-c", once])]
        assert measure.measure(group, 1, "1", SILENT) == ["x: bad: exit status 1"]
        assert group.programs[0].wall == []


def check_memory():
    """Anonymous pages are told from those of a mapped file. The child stays until it has
    been looked at, or until a minute is over."""
    script = ("import mmap,os,sys,time\nf = open('/proc/self/exe', 'rb')\n"
              "m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)\nsum(m[::4096])\n"
              "b = bytearray(40 << 20)\nfor i in range(0, len(b), 4096): b[i] = 1\n"
              "while not os.path.exists(sys.argv[1]): time.sleep(0.01)\n")
    sampler = measure.Sampler()

    def let_go(seen):
        end = time.monotonic() + 60
        while sampler.private < 40 and time.monotonic() < end:
            time.sleep(0.01)
        seen.touch()

    with tempfile.TemporaryDirectory() as top:
        seen = pathlib.Path(top, "seen")
        child = Program("x", ["sh", "-c", f"{sys.executable} -c \"$0\" \"$1\"; true",
                              script, str(seen)])
        thread = threading.Thread(target=let_go, args=(seen,))
        thread.start()
        measure.run(child, Group("history", "x", "/", [child]), sampler)
        thread.join()
    assert 40 < sampler.private < sampler.rss, (sampler.private, sampler.rss)


def check_report():
    groups = [history(1.0), Group("peers", "Peers, history: made-up", "", [
        program("`seclint`", 1.0), program("other <&>", 30.0)])]
    text = report.markdown(CONDITIONS, groups)
    assert "| history, 2 threads / `git cat-file` | made-up | 0.100 |" in text
    assert "| `seclint -j2` | 1.00 | 0.100 | 2.00 | 0.100 | 9 | 50 | 1 |" in text
    picture = plot.svg(CONDITIONS, groups)
    root = xml.etree.ElementTree.fromstring(picture)
    names = [element.tag.partition("}")[2] for element in root]
    assert names[:2] == ["title", "desc"] and root.get("viewBox")
    assert "other <&>" in root[1].text and "prefers-color-scheme: dark" in picture
    bars = [e for e in root if e.get("class", "").startswith("b-") and e.get("height") == "12"]
    assert len(bars) >= len(verdict.verdicts(groups)) + 2
    for bar in bars:
        assert 0 < float(bar.get("width")) <= plot.PLOT
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.md")
        page.write_text(f"before\n{report.MARKS[0]}\nold\n{report.MARKS[1]}\nafter\n")
        for _ in range(2):
            report.write_page(page, "new")
        assert page.read_text() == (
            f"before\n{report.MARKS[0]}\n\nnew\n{report.MARKS[1]}\nafter\n")
        file = pathlib.Path(folder, "measures.json")
        measure.write_json(file, CONDITIONS, groups)
        assert report.markdown(*measure.read_json([file, file])) == text


def check_peers():
    for peer in peers.PEERS:
        assert peer.history or peer.files, peer.name
        assert bool(peer.source) == bool(peer.version), peer.name
        assert peer.source in ("", *peers.CLIENTS), peer.name


def commit(folder, env):
    for args in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-C", folder, *args], check=True, env=env)


def tool(*args, **more):
    return subprocess.run([sys.executable, str(TOOL), *map(str, args)], capture_output=True,
                          text=True, check=False, **more)


def check_index(top):
    """Files in the index and nowhere else, of which git says that five are staged."""
    repo = repositories.Folder(os.path.join(top, "made"), 0.001).index(files=200_000)
    names = repositories.git(repo.path, "ls-files").decode().splitlines()
    staged = repositories.git(repo.path, "diff", "--cached", "--name-only").decode().splitlines()
    assert (len(names), len(staged), repo.name) == (205, 5, "made, 200 files in the index")
    assert os.listdir(repo.path) == [".git"]


def check_run(top, portable=False):
    repo = os.path.join(top, "repo")
    os.mkdir(repo)
    for name, text in (("a.txt", "one\n"), ("b.txt", "two\n")):
        pathlib.Path(repo, name).write_text(text)
    who = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}
    commit(repo, {**made.ENVIRONMENT, **who})
    options = ("--rounds", 1, "--no-made", "--folder", os.path.join(top, "kept"))
    file = os.path.join(top, "measures.json")
    env = {**os.environ, "SECLINT_PORTABLE": os.environ["SECLINT"] if portable else ""}
    done = tool("history", "--json", file, *options, f"tiny={repo}", env=env)
    assert done.returncode == 0, done.stderr
    assert "### History: tiny" in done.stdout and "| tiny | 4 | 2 |" in done.stdout
    with open(file, encoding="utf-8") as data:
        data = json.load(data)
    labels = [p["label"] for p in data["groups"][0]["programs"]]
    own = ["`git cat-file`", sections.LOG, "`seclint -j2`", "`seclint -j1`"]
    assert labels == own + (["`seclint -j2`, portable C"] if portable else [])
    assert all(p["wall"] and not p["failed"] for p in data["groups"][0]["programs"])
    # A must that is missed is the exit status.
    data["groups"][0]["facts"]["raw"] = 10 ** 9
    data["groups"][0]["programs"][2]["wall"] = [1000.0]
    pathlib.Path(file).write_text(json.dumps(data))
    done = tool("--from", file, "--no-write")
    assert done.returncode == 1 and "missed: history, 2 threads" in done.stderr, done.stderr
    check_absent(top, repo)


def check_absent(top, repo):
    """A blob is gone: `git log -p` still has something to print, and it is said."""
    blob = repositories.git(repo, "rev-parse", "HEAD:a.txt").decode().strip()
    os.remove(os.path.join(repo, ".git", "objects", blob[:2], blob[2:]))
    found = repositories.Folder(os.path.join(top, "views")).given(f"partial={repo}")
    assert found.absent == 1 and found.patches != found.path
    patch = repositories.git(found.patches, "--no-replace-objects", "log", "-p", "--all").decode()
    assert "+two" in patch and "+one" not in patch


def check_options(top):
    done = tool("--help")
    assert done.returncode == 0 and all(name in done.stdout for name in sections.SECTIONS)
    for args in (["--rounds", "0"], ["--only", "nothing"], ["--unknown"],
                 ["--no-made", "--only", "history", "--folder", top, "x=/nowhere/at/all"]):
        done = tool(*args)
        assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr


def main():
    check_medians()
    check_verdicts()
    check_failures()
    check_memory()
    check_report()
    check_peers()
    with tempfile.TemporaryDirectory() as top:
        check_run(top)
        check_options(top)
        check_index(top)
    with tempfile.TemporaryDirectory() as top:
        check_run(top, portable=True)


main()

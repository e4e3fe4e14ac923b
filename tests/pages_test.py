"""The commands of the pages under docs/ do what the pages show: pages_test.py [--write]
[PAGE]...

Every console and sh block of docs/start/, docs/strategies/ and docs/security.md is run,
with the real git, ansible-vault and git-crypt (tests/page_kit.py says where). --write puts
what is printed now into the blocks that leave nothing out: read the difference."""

import difflib
import pathlib
import re
import sys
import tempfile

import page_kit
from page_kit import DOCS, ROOT

PAGES = ("index.md", "security.md", "start/*.md", "strategies/*.md")


def registered(script):
    """Is there a test of that name?"""
    listed = (ROOT / "tests/CMakeLists.txt").read_text()
    return (ROOT / "tests" / script).is_file() and f" {script}" in listed


def cited_faults(text):
    """Tests that a page names and that are in none of our scripts."""
    scripts = "".join(path.read_text(encoding="utf-8")
                      for path in sorted((ROOT / "tests").glob("*_test.py")))
    return [f"there is no {name}" for name in sorted(set(re.findall(r"`(test_\w+)`", text)))
            if f"def {name}(" not in scripts]


def block_faults(shell, word, block, printed):
    """What is wrong with a block that has been run."""
    if word == "sh":
        return []
    # A block starts with a command; each command is compared with what it printed.
    shown = re.split(r"^(?=\$ )", block, flags=re.M)
    now = re.split(r"^(?=\$ )", printed, flags=re.M)
    found = [] if shown[0] == "" else [f"output before the first command: {shown[0]}"]
    for old, new in zip(shown[1:], now[1:], strict=True):
        if not page_kit.agrees(old, new):
            found.append("".join(difflib.unified_diff(
                old.splitlines(True), new.splitlines(True), "the page", "now")))
    return found


class Page:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.faults, self.new, self.blocks = [], [], 0

    def run(self):
        """Runs all blocks; self.new holds (start, end, text) of those that changed."""
        self.faults += cited_faults(self.text)
        with tempfile.TemporaryDirectory(prefix="seclint-pages-") as folder:
            shell = page_kit.Shell(folder)
            elsewhere = path = whole = None
            for word, text, (start, end) in page_kit.parts(self.text):
                if word == "repository":
                    shell.repository(text)
                elif word == "first":
                    shell.run(text, must=True)
                elif word == "tested by":
                    elsewhere = text
                    if not registered(text):
                        self.faults.append(f"no test {text} is registered")
                elif word == "write":
                    path = shell.at / text
                elif word == "part of":
                    whole = ROOT / text
                elif whole:
                    if not whole.is_file() or text not in whole.read_text(encoding="utf-8"):
                        self.faults.append(f"{whole} has no such part: {text}")
                    whole = None
                elif path:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text)
                    path = None
                elif elsewhere:
                    elsewhere = None
                elif word in ("console", "sh"):
                    self.block(shell, word, text, start, end)

    def block(self, shell, word, text, start, end):
        self.blocks += 1
        line = self.text[:start].count("\n") + 1
        if shell.at is None:
            self.faults.append(f"line {line}: a block before any repository")
            return
        if word == "sh":
            printed = shell.run(text)
            if shell.status:
                self.faults.append(f"line {line}: status {shell.status}: {printed}")
            return
        printed = shell.console(text)
        for fault in block_faults(shell, word, text, printed):
            self.faults.append(f"line {line}: {fault}")
        if not re.search(r"^\.\.\.$", text, re.M):
            if page_kit.steady(printed) != page_kit.steady(text):
                self.new.append((start, end, printed))

    def write(self):
        for start, end, text in reversed(self.new):
            self.text = self.text[:start] + text + self.text[end:]
        self.path.write_text(self.text, encoding="utf-8")


def self_check():
    """Each kind of fault is one."""
    assert page_kit.agrees("$ x\na\n...\nd\n", "$ x\na\nb\nc\nd\n")
    assert not page_kit.agrees("$ x\na\n...\nd\n", "$ x\na\nd\n")
    assert not page_kit.agrees("$ x\na\n", "$ x\na\nb\n")
    assert page_kit.agrees("in 5 ms\n", "in 1.2 s\n")
    for text, fault in (
            ("<!-- repository: start -->\n```console\n$ echo a\nb\n```\n", "+a"),
            ("<!-- repository: start -->\n```sh\nfalse\n```\n", "status 1"),
            ("```console\n$ echo a\n```\n", "before any repository"),
            ("<!-- part of: README.md -->\n```yaml\nno: such part\n```\n", "no such part"),
            ("| `test_" + "of_nothing` |", "no test_of_nothing"),
            ("<!-- tested by: no_test.py -->\n```sh\nfalse\n```\n", "no test no_test.py"),
            ("<!-- repository: start -->\n```console\n$ cd /\n$ pwd\n/\n```\n", None)):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "page.md")
            path.write_text(text)
            page = Page(path)
            page.run()
        told = "".join(page.faults)
        assert (fault in told) if fault else not told, (text, told)


def main():
    write = "--write" in sys.argv
    named = [pathlib.Path(each).resolve() for each in sys.argv[1:] if each[0] != "-"]
    paths = named or sorted(path for each in PAGES for path in DOCS.glob(each))
    self_check()
    failed = blocks = 0
    for path in paths:
        page = Page(path)
        page.run()
        blocks += page.blocks
        if write:
            page.write()
        for fault in page.faults:
            failed += 1
            print(f"{path.relative_to(DOCS)}: {fault}")
    if not named and blocks < 20:
        sys.exit(f"only {blocks} blocks were run: where are the others?")
    print(f"{len(paths)} pages, {blocks} blocks, {failed} faults")
    sys.exit(failed > 0 and not write)


main()

"""page_kit.py - the pages of docs/ as a test sees them: blocks, headings, links, and the
commands of the console blocks, run in repositories made for them.

Comments in a page, which no reader sees, say in what the commands of its `console` and
`sh` blocks run:

    <!-- repository: NAME -->       a new one, with the files of tests/pages/NAME (names and
                                    placeholders as in tests/golden.py), all committed
    <!-- first: COMMANDS -->        run here, and not shown
    <!-- write: PATH -->            the next block, of whatever kind, is written to a file
    <!-- part of: PATH -->          the next block stands in that file of the repository
    <!-- tested by: SCRIPT -->      the next block is run by that test, and not here

A line of dots alone, `...`, in the output of a block stands for one line or more."""

import os
import pathlib
import re
import shutil
import subprocess
import unicodedata

ROOT = pathlib.Path(os.environ.get("SECLINT_SOURCE_DIR") or
                    pathlib.Path(__file__).resolve().parent.parent)
DOCS = ROOT / "docs"
TREES = ROOT / "tests/pages"
PATIENCE = 1800
DATE = "2026-01-02T03:04:05Z"

PART = re.compile(
    r"^```(?P<kind>[\w-]*)[^\n]*\n(?P<text>.*?)^```$|"
    r"<!-- (?P<word>repository|first|write|part of|tested by): (?P<value>.*?) -->", re.M | re.S)


def steady(text):
    """Without what differs from run to run."""
    return re.sub(r"\bin [\d.]+ m?s\b", "in N ms", text)


def agrees(shown, printed):
    """Is the output that which the page shows?"""
    parts = re.split(r"^\.\.\.\n", steady(shown), flags=re.M)
    pattern = r"(?:[^\n]*\n)+?".join(map(re.escape, parts))
    return re.fullmatch(pattern, steady(printed)) is not None


def environment(home):
    """Nothing of this machine's configuration; every run the same."""
    env = {name: value for name, value in os.environ.items()
           if not name.startswith(("GIT_", "XDG_", "ANSIBLE_", "PRE_COMMIT"))
           and name not in ("CI", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS")}
    for who in ("AUTHOR", "COMMITTER"):
        env[f"GIT_{who}_NAME"] = "A U Thor"
        env[f"GIT_{who}_EMAIL"] = "author@example.test"
        env[f"GIT_{who}_DATE"] = DATE
    env.update(HOME=str(home), GIT_CONFIG_NOSYSTEM="1", GIT_TERMINAL_PROMPT="0",
               LC_ALL="C.UTF-8", PATH=f"{home}/bin:{env['PATH']}")
    return env


def real_name(name):
    name = "." + name[4:] if name.startswith("dot-") else name
    return name.replace("-dot-", ".")


def copy_tree(name, target):
    """The files of tests/pages/NAME under their real names, placeholders expanded."""
    for source in sorted((TREES / name).rglob("*")):
        if not source.is_file():
            continue
        parts = source.relative_to(TREES / name).parts
        path = target.joinpath(*map(real_name, parts))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_bytes()
        if b"<<" in text:
            text = subprocess.run([os.environ["SECLINT_SAMPLE"]], input=text, check=True,
                                  capture_output=True).stdout
        path.write_bytes(text)
        shutil.copymode(source, path)


class Shell:
    """Runs the commands of one page, one after the other, in folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / "home"
        (self.home / "bin").mkdir(parents=True)
        (self.home / "bin/seclint").symlink_to(os.path.abspath(os.environ["SECLINT"]))
        self.env = environment(self.home)
        (self.home / ".gitconfig").write_text(
            "[init]\n\tdefaultBranch = main\n[user]\n\tname = A U Thor\n"
            "\temail = author@example.test\n[advice]\n\tdetachedHead = false\n"
            "[protocol \"file\"]\n\tallow = always\n")
        self.at, self.status, self.repositories = None, 0, 0

    def repository(self, name):
        self.repositories += 1
        self.at = self.folder / str(self.repositories) / name
        copy_tree(name, self.at)
        self.status = 0
        self.run("git init -q && git add -A && git commit -q -m start", must=True)

    def run(self, command, must=False):
        """What the command prints. It starts where the one before ended; $? is the
        status of that one."""
        where = self.home / "where"
        script = f"(exit {self.status}); {command}\nstatus=$?; pwd >'{where}'; exit $status"
        done = subprocess.run(
            ["sh", "-c", script], cwd=self.at, env=self.env, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=PATIENCE)
        self.status = done.returncode
        self.at = pathlib.Path(where.read_text().rstrip("\n"))
        if must and done.returncode:
            raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
        top = str(self.folder / str(self.repositories))
        return (done.stdout + done.stderr).replace(top, "/home/me")

    def console(self, block):
        """The block as it would look now: its commands, and what each prints."""
        out = ""
        for command in commands(block):
            out += f"$ {command}\n" + self.run(command)
        return out


def commands(block):
    """The commands of a console block; a line that ends in \\ goes on."""
    found = re.findall(r"^\$ ((?:[^\n]*\\\n)*[^\n]*)", block, re.M)
    return [re.sub(r"\\\n> ", "\\\n", each) for each in found]


def parts(text):
    """(word, text, place) of what a page asks for, in order: word is that of a comment, or
    the kind of a block; place is where the text stands in the page."""
    for found in PART.finditer(text):
        if found["word"]:
            yield found["word"], found["value"], found.span("value")
        else:
            yield found["kind"], found["text"], found.span("text")


def without_fences(text):
    """The page without what stands in fences and comments; lines keep their numbers."""
    blank = lambda found: re.sub(r"[^\n]", "", found[0])
    text = re.sub(r"^( *)```.*?^\1```[ ]*$", blank, text, flags=re.M | re.S)
    return re.sub(r"<!--.*?-->", blank, text, flags=re.S)


def slug(heading):
    """The anchor that GitHub gives to a heading."""
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    heading = heading.strip().lower().replace("`", "").replace("*", "")
    kept = [each for each in heading
            if each in "-_ " or unicodedata.category(each)[0] in "LN"]
    return "".join(kept).replace(" ", "-")


def anchors(text):
    """Every anchor of a page on GitHub."""
    seen, found = {}, set()
    for heading in re.findall(r"^#{1,6} +(.*?) *#*$", without_fences(text), re.M):
        name = slug(heading)
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


def links(text):
    """(line, target) of every link and picture of a page."""
    plain = re.sub(r"`[^`\n]*`", lambda found: " " * len(found[0]), without_fences(text))
    for found in re.finditer(r"\]\(\s*<?([^)\s>]+)>?(?: \"[^\"]*\")?\s*\)", plain):
        yield plain[: found.start()].count("\n") + 1, found[1]

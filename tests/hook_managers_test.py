"""lefthook and husky, as docs/pre-commit.md shows them: real commits, without network."""

import os
import pathlib
import re
import sys

from commit_cases import CommitCases, program
from repo_kit import Case, line, main

PAGE = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"], "docs", "pre-commit.md")


def shown(language, *words):
    """The one block of the page in that language that holds the words."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.S | re.M)
    found = [text for text in blocks if all(word in text for word in words)]
    if len(found) != 1:
        raise AssertionError(f"{PAGE.name}: {len(found)} blocks of {language} with {words}")
    return found[0]


class FromNpm(CommitCases):
    """The package of the manager is in node_modules, as after `npm install`."""

    package = ""

    def place(self):
        path = f"{self.folder / 'bin'}{os.pathsep}{program(self.package).parent}"
        return {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}

    def test_a_push_that_brings_a_secret_is_blocked(self):
        repo = self.hooked()
        there = self.repo("there", bare=True)
        repo.git("remote", "add", "origin", there.path)
        self.tool("git", "push", "-q", "-u", "origin", "main", cwd=repo.path)
        clean = there.git("rev-parse", "main")
        repo.write("app.py", line())
        repo.git("commit", "-q", "-a", "--no-verify", "-m", "x")
        repo.write("app.py", "clean again\n")
        self.assert_passes(repo, "commit", "-a", "-m", "x")
        text = self.tool("git", "push", "origin", "main", cwd=repo.path, status=1)
        self.assertIn("[github-pat]", text)
        self.assertEqual(there.git("rev-parse", "main"), clean)


class Lefthook(FromNpm, Case):
    package = "lefthook"

    def manage(self, repo):
        repo.write("lefthook.yml", shown("yaml", "# lefthook.yml"))
        self.tool(program(self.package), "install", cwd=repo.path)

    def test_it_can_be_left_out_once(self):
        repo = self.hooked()
        for number, env in enumerate(({"LEFTHOOK_EXCLUDE": "seclint"}, {"LEFTHOOK": "0"})):
            repo.write("app.py", line(number))
            self.tool("git", "commit", "-qam", "x", cwd=repo.path, env=env)


    def test_a_command_that_runs_below_the_top(self):
        repo = self.hooked()
        config = (repo.path / "lefthook.yml").read_text()
        repo.write("lefthook.yml", config.replace("      run:", "      root: deep/\n      run:"))
        repo.write("deep/app.py", line())
        repo.git("add", "-A")
        self.assert_blocked(repo, "commit", "-m", "x", at="deep/app.py:1")


class Husky(FromNpm, Case):
    package = "husky"

    def manage(self, repo):
        for name in ("pre-commit", "pre-push"):
            repo.write(f".husky/{name}", shown("sh", f"# .husky/{name}\n"))
        self.tool(program(self.package), cwd=repo.path)

    def anew(self, repo):
        # Its hooks folder belongs to one working tree: `npm install` makes it anew.
        self.tool(program(self.package), cwd=repo.path)

    def test_it_can_be_left_out_once(self):
        repo = self.hooked()
        repo.write("app.py", line())
        self.tool("git", "commit", "-qam", "x", cwd=repo.path, env={"HUSKY": "0"})


def setUpModule():
    for name in (Lefthook.package, Husky.package):
        if not program(name):
            print(f"{name} is not installed: ./dev setup")
            sys.exit(77)


if __name__ == "__main__":
    main()

"""packages_kit.py - what the tests of the packages do with what was unpacked or installed."""

import os
import re
import shutil
import tarfile

from release_kit import SOURCE, VERSION, files_of, run
from repo_kit import Case, line

# Where the shells, and man, look.
PLACES = ["share/bash-completion/completions/seclint",
          "share/fish/vendor_completions.d/seclint.fish", "share/man/man1/seclint.1"]
# The Debian packages that bring what the static program is made of.
STATIC = re.findall(r"\b([\w-]+-dev)\b", (SOURCE / "cmake/Static.cmake").read_text())
LICENCES = ("Apache License", "Copyright (c) 2014 maxbrunsfeld", "Unicode, Inc.",
            "Act Security", "the authors of seclint")


class Packages(Case):
    def unpack(self, archive, folder):
        target = self.folder / folder
        target.mkdir(exist_ok=True)
        with tarfile.open(archive) as tar:
            tar.extractall(target)
        return target

    def assert_complete(self, prefix, binary="bin/seclint"):
        """A prefix with the program, its pages and the licences; the program runs."""
        found = files_of(prefix)
        for name in [binary, *PLACES]:
            self.assertTrue({name, name + ".gz"} & set(found), f"{name} in {found}")
        text = (prefix / "share/doc/seclint/copyright").read_text()
        for words in LICENCES:
            self.assertIn(words, text)
        told = run(prefix / binary, "--version", cwd=self.folder).stdout
        self.assertEqual(told.splitlines()[0], f"seclint {VERSION}")
        run("bash", "-n", prefix / PLACES[0])

    def scan(self, *command):
        """The report of a scan of the same repository, wherever it stands."""
        done = run(*command, "--format", "jsonl", "--no-cache", check=False, text=False,
                   env={"HOME": "/nowhere", "PATH": os.environ["PATH"]})
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        return done.stdout

    def grown(self, path):
        """A repository with history and archives of every kind that is looked into."""
        repo = self.repo(path)
        repo.commit_file("app.py", line(0), "first")
        repo.commit_file("app.py", "x = 1\n", "second")
        folder = self.folder / "members"
        folder.mkdir()
        (folder / "schlüssel.py").write_text(line(1))
        for kind, mode in (("tar", "w"), ("tar.gz", "w:gz"), ("tar.bz2", "w:bz2"),
                           ("tar.xz", "w:xz")):
            with tarfile.open(repo.path / f"all.{kind}", mode) as tar:
                tar.add(folder / "schlüssel.py", "schlüssel.py")
        shutil.make_archive(str(repo.path / "all"), "zip", folder)
        run("zstd", "-q", folder / "schlüssel.py", "-o", repo.path / "one.py.zst")
        repo.commit("archives")
        return repo

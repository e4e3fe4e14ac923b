"""What a start costs, counted: the libraries that are loaded, and the pointers that the
dynamic linker sets before the program runs."""

import os
import re
import subprocess

from repo_kit import SANITIZED, SECLINT, Case, line, main

LATE = ("libgit2.so", "libarchive.so", "libpcre2-8.so", "libyaml-0.so",
        "libdeflate.so")
PATTERNS, YAML, DEFLATE = LATE[2:]
# Rules and layouts are kept without pointers (src/rule/form.h), long tables of words in
# place (sl_str_in_rows); what is left is short tables of names.
MOST_RELOCATIONS = 6500


class Start(Case):
    def loaded(self, repo, *args, status=0, env=None):
        """The libraries that the dynamic linker opened during a run."""
        log = self.folder / "ld"
        run = repo.run(*args, env={"LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(log),
                                   **(env or {})})
        self.assertEqual(run.status, status, run.told())
        text = b""
        for file in self.folder.glob("ld.*"):
            text += file.read_bytes()
            file.unlink()
        self.assertIn(b"libc.so", text, "the dynamic linker said nothing")
        return {name for name in LATE if name.encode() in text}

    def test_none_of_these_libraries_is_linked(self):
        text = subprocess.run(["readelf", "-W", "-d", SECLINT], check=True,
                              capture_output=True, text=True).stdout
        for name in LATE:
            self.assertNotIn(name, text)
        if not SANITIZED: # entropy needs one logarithm, text/entropy.c
            self.assertNotIn("libm.so", text)

    def test_few_pointers_are_set_before_the_program_runs(self):
        text = subprocess.run(["readelf", "-W", "-S", SECLINT], check=True,
                              capture_output=True, text=True).stdout
        size = int(re.search(r"\.rela\.dyn\s+\S+\s+\S+\s+\S+\s+(\S+)", text)[1], 16)
        if not SANITIZED:
            self.assertLess(size // 24, MOST_RELOCATIONS)

    def test_versions_are_told_without_loading_them(self):
        repo = self.planted()
        self.assertEqual(self.loaded(repo, "--version"), set())
        text = repo.run("--version").out.decode()
        first, data, libraries, linkage = text.splitlines()
        self.assertRegex(first, r"^seclint \d+\.\d+\.\d+$")
        self.assertRegex(data, r"^\d{4,} built-in rules, \d+ layouts, "
                               r"AWS actions of \d{4}-\d\d-\d\d$")
        for name in ("libgit2", "libarchive", "libdeflate", "PCRE2", "libyaml",
                     "tree-sitter"):
            self.assertRegex(libraries, rf"\b{name} \d+\.\d+")
        self.assertIn("when they are needed", linkage)

    def test_a_hook_that_tries_no_pattern_loads_none(self):
        repo = self.planted()
        self.assertEqual(self.loaded(repo, "--staged"), set())
        repo.write("plain.py", "import sys\n\nprint(sys.argv)\n")
        repo.write("plain.yml", "a: b\nc:\n  - d\n")
        repo.git("add", "plain.py", "plain.yml")
        self.assertEqual(self.loaded(repo, "--staged"), set())
        repo.write("long.py", "import sys\n" * 4000) # libdeflate is for what is long
        repo.git("add", "long.py")
        self.assertEqual(self.loaded(repo, "--staged"), {DEFLATE})
        repo.git("rm", "-q", "--cached", "long.py")
        repo.write("new.py", line(1))
        repo.git("add", "new.py")
        self.assertEqual(self.loaded(repo, "--staged", status=1), {PATTERNS})
        index = {"GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}
        self.assertEqual(self.loaded(repo, "--staged", status=1, env=index), {PATTERNS})

    def test_nor_does_one_in_a_linked_worktree_or_a_submodule(self):
        repo = self.planted()
        repo.git("worktree", "add", "-q", self.folder / "linked")
        linked = type(repo)(self, self.folder / "linked", make=False)
        self.assertEqual(self.loaded(linked, "--staged"), set())
        git_dir = linked.git("rev-parse", "--absolute-git-dir")
        self.assertEqual(self.loaded(linked, "--staged", env={"GIT_DIR": git_dir}), set())
        above = self.repo("above")
        above.git("submodule", "add", "-q", str(repo.path), "sub")
        sub = type(repo)(self, above.path / "sub", make=False)
        self.assertEqual(self.loaded(sub, "--staged"), set())

    def test_nor_does_a_history_without_a_configuration(self):
        repo = self.planted()
        bare = type(repo)(self, self.folder / "bare", make=False)
        repo.git("clone", "-q", "--bare", repo.path, bare.path)
        (bare.path / "config").unlink()
        self.assertEqual(bare.git("rev-parse", "--is-bare-repository"), "true")
        for env in ({}, {"GIT_DIR": str(bare.path)}):
            self.assertEqual(self.loaded(bare, status=1, env=env), {PATTERNS})
        # Nor is the directory around it taken for its working tree.
        (self.folder / "app.py").write_text(line(1))
        self.assertEqual(len(bare.run().findings), 1)

    def test_a_scan_of_tree_and_history_loads_what_matches(self):
        repo = self.planted()
        self.assertEqual(self.loaded(repo, status=1), {PATTERNS})
        self.assertEqual(self.loaded(repo, "--range", "HEAD~0..HEAD"), set())
        self.assertEqual(self.loaded(repo, "app.py", status=1), {PATTERNS})

    def test_they_are_loaded_when_they_are_needed(self):
        repo = self.planted()
        short = repo.git("rev-parse", "--short=7", "HEAD")
        # Debian's libgit2 is linked with PCRE2.
        self.assertEqual(self.loaded(repo, "--range", f"{short}..HEAD") - {PATTERNS},
                         {"libgit2.so"})
        repo.git("archive", "--format=zip", "-o", "all.zip", "HEAD")
        self.assertEqual(self.loaded(repo, "--no-history", status=1),
                         {"libarchive.so", PATTERNS})
        repo.write(".seclint.yml", "%YAML 1.1\n---\nexclude: [all.zip]\n")
        self.assertIn(YAML, self.loaded(repo, "--no-history", status=1))

    def test_one_that_nothing_works_without_is_named_where_it_is_missing(self):
        repo = self.planted()
        repo.write("long.py", "import sys\n" * 8000)  # libdeflate is for what is long
        repo.commit("a long one")
        for soname, args in (("libpcre2-8.so.0", ["--no-history"]),
                             ("libdeflate.so.0", ["--no-cache"])):
            empty = self.folder / soname.split(".")[0]
            empty.mkdir()
            (empty / soname).touch()
            run = repo.run(*args, env={"LD_LIBRARY_PATH": str(empty)})
            self.assertEqual(run.status, 2, run.told())
            self.assertEqual(run.out, b"")
            self.assertEqual(run.err, f"seclint: the library {soname} is needed here "
                                      "and missing\n".encode())


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    main()

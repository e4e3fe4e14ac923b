"""What seclint says of repositories in which the real git-crypt is at work: each state of
a secret file, made as people make it, gives exactly the findings that it should."""

import os
import shutil
import subprocess
import sys

from repo_kit import FIRST_DATE, PATIENCE, Case, Repo, line, main

SECRETS = "secrets/** filter=git-crypt diff=git-crypt\n"
FILE = "secrets/db.txt"
TEXT = "nobody knows what this is\n"  # no rule about tokens knows it
HEADER = b"\0GITCRYPT\0"
KEY_HEADER = b"\0GITCRYPTKEY"


class GitCrypt(Case):
    def git_crypt(self, repo, *args):
        done = subprocess.run(
            ["git-crypt", *map(os.fspath, args)], cwd=repo.path, env=self.environment(),
            capture_output=True, timeout=PATIENCE,
        )
        if done.returncode != 0:
            raise AssertionError(f"git-crypt {args}: {done.stderr.decode()}")

    def unlocked(self, attributes=SECRETS, name="repo"):
        """git-crypt is set up, its attributes are committed."""
        repo = self.repo(name)
        self.git_crypt(repo, "init")
        repo.write("README", "hello\n")
        repo.commit_file(".gitattributes", attributes, "use git-crypt")
        return repo

    def clone(self, repo, name="clone"):
        subprocess.run(
            ["git", "clone", "-q", repo.path, self.folder / name],
            env=self.environment(), check=True, capture_output=True, timeout=PATIENCE,
        )
        return Repo(self, self.folder / name, make=False)

    def blob(self, repo, name=FILE, revision=""):
        """The bytes in the index, or in a commit."""
        return subprocess.run(
            ["git", "cat-file", "blob", f"{revision}:{name}"], cwd=repo.path,
            env=self.environment(), check=True, capture_output=True,
        ).stdout

    def assert_says(self, repo, *wanted, arguments=()):
        """These findings and no others: (rule, path). Notes about secrets that are
        protected do not count."""
        run = repo.run(*arguments)
        found = sorted(
            (each["rule"], each["place"]["path"])
            for each in run.findings
            if each["level"] != "note"
        )
        self.assertEqual(found, sorted(wanted), run.told())
        self.assert_status(run, 1 if wanted else 0)
        self.assertEqual(run.notices, [], run.told())


class States(GitCrypt):
    def test_row_5_untracked_where_git_crypt_is_set_up(self):
        repo = self.unlocked()
        repo.write(FILE, line())
        self.assert_says(repo)

    def test_row_6_untracked_in_a_fresh_clone(self):
        repo = self.clone(self.unlocked())
        repo.write(FILE, TEXT)
        self.assert_says(repo, ("git-crypt-not-configured", FILE))
        repo.git("add", FILE)  # it is true
        self.assertEqual(self.blob(repo), TEXT.encode())
        self.assert_says(repo, ("git-crypt-blob-plaintext", FILE))
        self.assert_says(repo, ("git-crypt-blob-plaintext", FILE),
                         arguments=["--staged"])

    def test_row_6_in_a_repository_that_was_locked(self):
        repo = self.unlocked()
        self.git_crypt(repo, "lock")
        repo.write(FILE, TEXT)
        self.assert_says(repo, ("git-crypt-not-configured", FILE))

    def test_row_7_ignored_is_not_about_to_be_added(self):
        repo = self.clone(self.unlocked())
        repo.commit_file(".gitignore", "secrets/\n")
        repo.write(FILE, TEXT)
        self.assert_says(repo)

    def test_row_14_the_attribute_came_later(self):
        repo = self.repo()
        os.utime(repo.write(FILE, TEXT), (FIRST_DATE, FIRST_DATE))
        repo.commit()
        self.git_crypt(repo, "init")
        repo.commit_file(".gitattributes", SECRETS)
        self.assertEqual(repo.git("status", "--porcelain"), "")
        self.assert_says(repo, ("git-crypt-blob-plaintext", FILE))
        self.git_crypt(repo, "status", "-f")
        self.assert_says(repo)

    def test_row_15_encrypted(self):
        repo = self.unlocked()
        repo.commit_file(FILE, line())
        self.assertTrue(self.blob(repo).startswith(HEADER))
        self.assert_says(repo)
        self.assert_says(repo, arguments=["--staged"])

    def test_row_15_changed_since(self):
        repo = self.unlocked()
        repo.commit_file(FILE, line())
        repo.write(FILE, line(1))
        self.assert_says(repo)
        repo.git("add", FILE)
        self.assert_says(repo)
        self.assert_says(repo, arguments=["--staged"])

    def test_row_15_an_empty_file(self):
        repo = self.unlocked()
        repo.commit_file(FILE, "")
        self.assert_says(repo)

    def test_row_16_locked(self):
        repo = self.unlocked()
        repo.commit_file(FILE, line())
        self.git_crypt(repo, "lock")
        self.assertTrue((repo.path / FILE).read_bytes().startswith(HEADER))
        self.assert_says(repo)

    def test_row_16_a_fresh_clone_and_what_an_edit_does_there(self):
        origin = self.unlocked()
        origin.commit_file(FILE, line())
        repo = self.clone(origin)
        self.assert_says(repo)
        repo.write(FILE, TEXT)
        self.assert_says(repo, ("git-crypt-not-configured", FILE))

    def test_row_16_unlocked_again(self):
        origin = self.unlocked()
        origin.commit_file(FILE, line())
        self.git_crypt(origin, "export-key", self.folder / "key")
        repo = self.clone(origin)
        self.git_crypt(repo, "unlock", self.folder / "key")
        self.assertEqual((repo.path / FILE).read_bytes(), line().encode())
        self.assert_says(repo)

    def test_row_17_encrypted_twice(self):
        repo = self.unlocked()
        repo.commit_file(FILE, line())
        locked = (self.clone(repo).path / FILE).read_bytes()
        repo.write(FILE, locked)
        repo.git("add", FILE)
        self.assertEqual(len(self.blob(repo)), len(locked) + 22)
        self.assert_says(repo, ("git-crypt-blob-invalid", FILE))
        repo.commit("twice")
        (repo.path / FILE).unlink()
        repo.git("checkout", FILE)
        self.assert_says(repo, ("git-crypt-blob-invalid", FILE))

    def test_row_18_renamed_out_of_reach(self):
        """For git the file is unchanged all the while: its stat data fit the index."""
        repo = self.unlocked()
        repo.write(FILE, TEXT)
        os.utime(repo.path / FILE, (FIRST_DATE, FIRST_DATE))
        repo.commit("added")
        repo.git("mv", FILE, "db.txt")
        self.assert_says(repo, ("git-crypt-coverage-lost", "db.txt"))
        self.assert_says(repo, ("git-crypt-coverage-lost", "db.txt"),
                         arguments=["--staged"])
        repo.git("commit", "-q", "-m", "moved")
        self.assert_says(repo, ("git-crypt-coverage-lost", "db.txt"))

    def test_row_18_the_attribute_was_taken_away(self):
        repo = self.unlocked()
        repo.commit_file(FILE, TEXT)
        repo.commit_file(".gitattributes", "# nothing\n")
        self.assert_says(repo, ("git-crypt-coverage-lost", FILE))

    def test_row_18_the_attribute_was_never_committed(self):
        repo = self.repo()
        self.git_crypt(repo, "init")
        repo.commit_file("README", "hello\n")
        repo.write(".gitattributes", SECRETS)
        repo.write(FILE, line())
        repo.git("add", FILE)
        self.assertTrue(self.blob(repo).startswith(HEADER))
        for arguments in ([], ["--staged"]):
            self.assert_says(repo, ("gitattributes-uncommitted", ".gitattributes"),
                             arguments=arguments)
        repo.git("commit", "-q", "-m", "without the attributes")
        clone = self.clone(repo)
        self.assert_says(clone, ("git-crypt-coverage-lost", FILE))
        repo.git("add", ".gitattributes")
        self.assert_says(repo)

    def test_the_attribute_is_on_this_machine_only(self):
        repo = self.repo()
        self.git_crypt(repo, "init")
        (repo.path / ".git/info").mkdir(exist_ok=True)
        (repo.path / ".git/info/attributes").write_text(SECRETS)
        repo.commit_file(FILE, line())
        self.assertTrue(self.blob(repo).startswith(HEADER))
        self.assert_says(repo, ("gitattributes-local-only", FILE))
        clone = self.clone(repo)
        clone.write(FILE, TEXT)
        clone.git("add", FILE)
        self.assertEqual(self.blob(clone), TEXT.encode())
        repo.commit_file(".gitattributes", SECRETS)
        self.assert_says(repo)

    def test_row_19_line_ends(self):
        script = "decrypt.sh"
        covered = f"*.sh text eol=lf\n{script} filter=git-crypt diff=git-crypt\n"
        repo = self.unlocked(covered)
        repo.commit_file(script, "#!/bin/sh\n" + "echo\n" * 100000)
        self.assertLess(len(self.blob(repo, script)), 500010 + 22)  # bytes are gone
        self.assert_says(repo, ("gitattributes-eol-corrupts", ".gitattributes"))
        repo.commit_file(".gitattributes", f"{covered}{script} -text\n")
        self.assert_says(repo)

    def test_row_20_a_key_that_does_not_exist(self):
        repo = self.unlocked("secrets/** filter=git-crypt-ops diff=git-crypt-ops\n")
        repo.commit_file(FILE, TEXT)
        self.assertEqual(self.blob(repo), TEXT.encode())
        self.assert_says(repo, ("git-crypt-blob-plaintext", FILE),
                         ("git-crypt-unknown-key", ".gitattributes"))

    def test_a_key_of_another_name(self):
        repo = self.unlocked("secrets/** filter=git-crypt-ops diff=git-crypt-ops\n")
        self.git_crypt(repo, "init", "-k", "ops")
        repo.commit_file(FILE, line())
        self.assertTrue(self.blob(repo).startswith(HEADER))
        self.assert_says(repo)
        self.assert_says(self.clone(repo))


class Traps(GitCrypt):
    def test_a_rename_into_reach_commits_plain_text(self):
        repo = self.unlocked()
        repo.commit_file("db.txt", TEXT)
        (repo.path / "secrets").mkdir()
        repo.git("mv", "db.txt", FILE)
        self.assertEqual(self.blob(repo), TEXT.encode())
        for arguments in ([], ["--staged"]):
            self.assert_says(repo, ("git-crypt-blob-plaintext", FILE),
                             arguments=arguments)

    def test_an_old_version_is_staged_as_it_was(self):
        repo = self.repo()
        old = repo.commit_file(FILE, TEXT)
        self.git_crypt(repo, "init")
        repo.commit_file(".gitattributes", SECRETS)
        self.git_crypt(repo, "status", "-f")
        repo.commit("encrypted")
        self.assert_says(repo)
        repo.git("checkout", "-q", old, "--", FILE)
        self.assertEqual(self.blob(repo), TEXT.encode())
        for arguments in ([], ["--staged"]):
            self.assert_says(repo, ("git-crypt-blob-plaintext", FILE),
                             arguments=arguments)

    def test_intent_to_add_is_an_empty_blob(self):
        repo = self.unlocked()
        repo.write(FILE, line())
        repo.git("add", "-N", FILE)
        self.assert_says(repo)

    def test_a_line_with_a_note_encrypts_nothing(self):
        repo = self.unlocked(SECRETS.rstrip() + " # by git-crypt\n")
        repo.commit_file(FILE, TEXT)
        self.assertEqual(self.blob(repo), TEXT.encode())
        self.assert_says(repo, ("gitattributes-line-discarded", ".gitattributes"))

    def test_ways_to_encrypt_nothing(self):
        lines = (
            "secrets/ filter=git-crypt",
            "secrets filter=git-crypt",
            "secrets/** filter=Git-Crypt",
            "secrets/** filter",
            'secrets/** filter="git-crypt"',
            "secrets/** filter=gitcrypt",
            "secrets/** Filter=git-crypt",
        )
        for number, text in enumerate(lines):
            with self.subTest(text=text):
                repo = self.unlocked(text + "\n", name=f"repo-{number}")
                repo.commit_file(FILE, TEXT)
                self.assertEqual(self.blob(repo), TEXT.encode())
                self.assert_says(
                    repo, ("gitattributes-filter-ineffective", ".gitattributes"))

    def test_git_crypt_encrypts_its_own_attributes(self):
        repo = self.repo()
        self.git_crypt(repo, "init")
        repo.write(".gitattributes", "* filter=git-crypt diff=git-crypt\n")
        repo.commit_file("db.txt", line())
        repo.git("add", "--renormalize", ".")
        repo.commit("all of it")
        self.assertTrue(self.blob(repo, ".gitattributes").startswith(HEADER))
        self.assert_says(repo, ("gitattributes-self-encrypted", ".gitattributes"))

    def test_the_key_in_the_repository(self):
        repo = self.unlocked()
        self.git_crypt(repo, "export-key", repo.path / "the.key")
        self.assertTrue((repo.path / "the.key").read_bytes().startswith(KEY_HEADER))
        wanted = ("git-crypt-key-committed", "the.key")
        self.assert_says(repo, wanted)
        repo.git("add", "the.key")
        self.assert_says(repo, wanted, arguments=["--staged"])
        repo.commit("oops")
        self.assert_says(repo, wanted)
        self.assert_says(repo, wanted, arguments=["--range", "HEAD~1..HEAD"])
        repo.git("rm", "-q", "the.key")
        repo.commit("better now")
        self.assert_says(repo, wanted)

    def test_the_key_beside_the_repository_and_ignored_in_it(self):
        repo = self.unlocked()
        repo.commit_file(".gitignore", "*.key\n")
        self.git_crypt(repo, "export-key", repo.path / "the.key")
        self.assert_says(repo)


if __name__ == "__main__":
    if not shutil.which("git-crypt"):
        print("git-crypt is not installed: skipped")
        sys.exit(77)
    main()

"""seclint as git itself runs it: in real pre-commit and pre-receive hooks, with the index,
the working directory and the quarantine that git sets for them."""

import os

from repo_kit import SECLINT, Case, Repo, Run, line, main

HOOK = """#!/bin/sh
unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
"{seclint}" --format jsonl {arguments} >"{out}" 2>"{err}"
status=$?
echo $status >"{out}.status"
exit $status
"""

# git hands the refs over on standard input: OLD NEW NAME.
RECEIVE = """#!/bin/sh
while read -r old new name; do
    "{seclint}" --format jsonl --range "$old..$new" >"{out}" 2>"{err}"
    status=$?
    echo $status >"{out}.status"
    [ $status -eq 0 ] || exit $status
done
"""


class Hooked(Case):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "hook.out"

    def install(self, repo, name="pre-commit", text=HOOK, arguments="--staged"):
        folder = repo.path / repo.git("rev-parse", "--git-path", "hooks")
        folder.mkdir(exist_ok=True)
        hook = folder / name
        hook.write_text(text.format(seclint=SECLINT, arguments=arguments, out=self.out,
                                    err=f"{self.out}.err"))
        hook.chmod(0o755)

    def hook_run(self):
        """What the hook said at its last run, which is taken away."""
        status = self.folder / "hook.out.status"
        self.assertTrue(status.exists(), "the hook did not run")
        run = Run(int(status.read_text()), self.out.read_bytes(),
                  (self.folder / "hook.out.err").read_bytes(), 0, 0)
        status.unlink()
        self.check_manners(run, ["the hook"])
        return run

    def assert_blocked(self, repo, *command, paths, env=None):
        before = repo.git("rev-parse", "-q", "--verify", "HEAD", check=False)
        repo.git(*command, check=False, env=env)
        run = self.hook_run()
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), sorted(paths), run.told())
        for each in run.findings:
            self.assertEqual(each["place"]["origin"], "index")
        after = repo.git("rev-parse", "-q", "--verify", "HEAD", check=False)
        self.assertEqual(after, before, "the commit was made")

    def assert_passes(self, repo, *command, env=None):
        before = repo.git("rev-parse", "-q", "--verify", "HEAD", check=False)
        repo.git(*command, env=env)
        run = self.hook_run()
        self.assert_status(run, 0)
        self.assertEqual(run.notices, [], run.told())
        after = repo.git("rev-parse", "-q", "--verify", "HEAD", check=False)
        self.assertNotEqual(after, before, "no commit was made")
        return run

    def hooked(self):
        """One clean commit, then the hook."""
        repo = self.repo()
        repo.write("app.py", "clean\n")
        repo.write("other.py", "clean\n")
        repo.commit()
        self.install(repo)
        return repo


class PreCommit(Hooked):
    def test_a_staged_token(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["app.py"])

    def test_a_clean_change(self):
        repo = self.hooked()
        repo.write("app.py", "cleaner\n")
        repo.git("add", "app.py")
        run = self.assert_passes(repo, "commit", "-m", "x")
        self.assertEqual(run.summary["mode"], "staged")
        self.assertEqual(run.summary["index_blobs"], 1)

    def test_what_is_not_staged_does_not_count(self):
        repo = self.hooked()
        repo.write("app.py", "cleaner\n")
        repo.git("add", "app.py")
        repo.write("other.py", line(0))
        repo.write("new.py", line(1))
        self.assert_passes(repo, "commit", "-m", "x")

    def test_the_index_counts_and_not_the_file(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        repo.write("app.py", "clean again\n")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["app.py"])
        repo.git("add", "app.py")
        repo.write("app.py", line())
        self.assert_passes(repo, "commit", "-m", "x")

    def test_what_head_has_already_does_not_count(self):
        repo = self.planted()
        self.install(repo)
        repo.commit_file("README", "hello\n")
        self.assertEqual(self.hook_run().status, 0)

    def test_commit_all(self):
        repo = self.hooked()
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_commit_of_named_paths(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.write("other.py", "cleaner\n")
        self.assert_blocked(repo, "commit", "-m", "x", "app.py", paths=["app.py"])
        self.assert_passes(repo, "commit", "-m", "x", "other.py")

    def test_commit_of_named_paths_leaves_out_what_else_is_staged(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        repo.write("other.py", "cleaner\n")
        self.assert_passes(repo, "commit", "-m", "x", "--only", "other.py")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["app.py"])

    def test_commit_of_staged_and_named_paths(self):
        repo = self.hooked()
        repo.write("app.py", line(0))
        repo.git("add", "app.py")
        repo.write("other.py", line(1))
        self.assert_blocked(repo, "commit", "-m", "x", "--include", "other.py",
                            paths=["app.py", "other.py"])

    def test_amend(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        self.assert_blocked(repo, "commit", "--amend", "-m", "x", paths=["app.py"])
        repo.git("checkout", "HEAD", "--", "app.py")
        repo.write("other.py", "cleaner\n")
        self.assert_passes(repo, "commit", "-a", "--amend", "-m", "x")

    def test_merge_commit(self):
        repo = self.hooked()
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("side.py", "side\n")
        repo.git("checkout", "-q", "main")
        repo.commit_file("main.py", "main\n")
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side")
        repo.write("evil.py", line())
        repo.git("add", "evil.py")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["evil.py"])
        repo.git("rm", "-q", "-f", "evil.py")
        self.assert_passes(repo, "commit", "-m", "x")

    def test_linked_worktree(self):
        repo = self.hooked()
        repo.git("worktree", "add", "-q", "-b", "linked", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        linked.write("app.py", line())
        self.assert_blocked(linked, "commit", "-a", "-m", "x", paths=["app.py"])
        linked.git("add", "app.py")
        self.assert_blocked(linked, "commit", "-m", "x", paths=["app.py"])
        linked.write("app.py", "cleaner\n")
        self.assert_passes(linked, "commit", "-a", "-m", "x")

    def test_unborn_branch(self):
        repo = self.repo()
        self.install(repo)
        repo.write("app.py", line())
        repo.write("deep/er/other.py", line(1))
        repo.git("add", "-A")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["app.py", "deep/er/other.py"])
        repo.write("app.py", "clean\n")
        repo.write("deep/er/other.py", "clean\n")
        self.assert_passes(repo, "commit", "-a", "-m", "x")

    def test_orphan_branch(self):
        repo = self.planted()
        self.install(repo)
        repo.git("checkout", "-q", "--orphan", "fresh")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["app.py"])

    def test_nothing_is_staged(self):
        repo = self.hooked()
        self.assert_passes(repo, "commit", "--allow-empty", "-m", "x")

    def test_nothing_is_staged_in_an_unborn_repository(self):
        repo = self.repo()
        self.install(repo)
        self.assert_passes(repo, "commit", "--allow-empty", "-m", "x")

    def test_a_commit_that_only_deletes(self):
        repo = self.planted()
        self.install(repo)
        repo.git("rm", "-q", "app.py")
        self.assert_passes(repo, "commit", "-m", "x")

    def test_a_rename_brings_the_secret_to_a_new_path(self):
        repo = self.planted()
        self.install(repo)
        repo.git("mv", "app.py", "new.py")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["new.py"])

    def test_a_change_of_mode_alone(self):
        repo = self.hooked()
        repo.git("update-index", "--chmod=+x", "app.py")
        self.assert_passes(repo, "commit", "-m", "x")

    def test_a_link_becomes_a_file(self):
        repo = self.repo()
        os.symlink("nowhere", repo.path / "app.py")
        repo.commit()
        self.install(repo)
        (repo.path / "app.py").unlink()
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_intent_to_add_is_no_content_yet(self):
        repo = self.hooked()
        repo.write("new.py", line())
        repo.git("add", "-N", "new.py")
        repo.write("app.py", "cleaner\n")
        repo.git("add", "app.py")
        self.assert_passes(repo, "commit", "-m", "x")
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["new.py"])

    def test_commit_in_a_subdirectory(self):
        repo = self.hooked()
        repo.write("deep/er/app.py", line())
        repo.git("add", "-A")
        self.assert_blocked(repo, "-C", "deep/er", "commit", "-m", "x",
                            paths=["deep/er/app.py"])

    def test_a_hook_that_goes_into_a_subdirectory(self):
        repo = self.hooked()
        repo.commit_file("deep/er/app.py", "clean\n")
        self.install(repo, text=HOOK.replace("unset", "cd deep/er || exit 9\nunset", 1))
        repo.write("deep/er/app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["deep/er/app.py"])
        repo.git("add", "-A")
        self.assert_blocked(repo, "commit", "-m", "x", paths=["deep/er/app.py"])

    def test_in_a_container_the_index_has_another_place(self):
        repo = self.hooked()
        repo.write("app.py", line())
        (repo.path / ".git/index.lock").write_bytes((repo.path / ".git/index").read_bytes())
        repo.git("add", "app.py", env={"GIT_INDEX_FILE": ".git/index.lock"})
        away = {"GIT_INDEX_FILE": "/nowhere/.git/index.lock"}
        run = repo.run("--staged", env=away)
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"])
        (repo.path / ".git/index.lock").unlink()
        self.assert_refused(repo.run("--staged", env=away), "/nowhere/.git/index.lock")

    def test_a_submodule_and_the_commit_that_moves_it(self):
        inner = self.repo("inner")
        inner.commit_file("README", "hello\n")
        repo = self.hooked()
        repo.git("submodule", "--quiet", "add", "../inner", "sub")
        self.assert_passes(repo, "commit", "-m", "x")
        sub = Repo(self, repo.path / "sub", make=False)
        self.install(sub)
        sub.write("app.py", line())
        sub.git("add", "app.py")
        self.assert_blocked(sub, "commit", "-m", "x", paths=["app.py"])
        sub.git("commit", "-q", "--no-verify", "-m", "x")
        repo.git("add", "sub")
        self.assert_passes(repo, "commit", "-m", "x")

    def test_a_hook_path_set_by_the_user(self):
        repo = self.hooked()
        hooks = self.folder / "hooks"
        (repo.path / ".git/hooks").rename(hooks)
        repo.git("config", "core.hooksPath", hooks)
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_the_hook_names_the_repository(self):
        """`seclint --staged .` sees the hook's index too."""
        repo = self.hooked()
        self.install(repo, arguments='--staged "$PWD"')
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_index_of_every_version(self):
        for version in ("2", "3", "4"):
            with self.subTest(version):
                repo = self.repo(f"v{version}")
                repo.git("config", "index.version", version)
                repo.write("deep/er/app.py", "clean\n")
                repo.commit()
                self.install(repo)
                repo.write("deep/er/app.py", line())
                self.assert_blocked(repo, "commit", "-a", "-m", "x",
                                    paths=["deep/er/app.py"])

    def test_split_index(self):
        repo = self.hooked()
        repo.git("update-index", "--split-index")
        repo.write("app.py", line())
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["app.py"])

    def test_an_attributes_file_that_is_staged(self):
        """A git-crypt filter that only the file in the working tree names protects
        nothing; the staged bytes count in any case."""
        repo = self.hooked()
        repo.write(".gitattributes", "app.py filter=git-crypt\n")
        repo.write("app.py", line())
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", "x", check=False)
        run = self.hook_run()
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), [".gitattributes", "app.py"])

    def test_an_attributes_file_that_gives_up_ciphertext(self):
        """The commit takes the filter from a file that it does not touch."""
        repo = self.hooked()
        repo.write(".gitattributes", "vault.env filter=git-crypt diff=git-crypt\n")
        repo.write("vault.env", b"\0GITCRYPT\0" + b"nonce-of-12b" + bytes(range(128, 200)))
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", "x", "--no-verify")
        repo.write(".gitattributes", "# nothing\n")
        self.assert_blocked(repo, "commit", "-a", "-m", "x", paths=["vault.env"])


class ByHand(Hooked):
    def test_in_a_subdirectory(self):
        repo = self.hooked()
        repo.write("deep/app.py", line())
        repo.git("add", "-A")
        run = self.run_seclint("--staged", cwd=repo.path / "deep")
        self.assertEqual(run.paths(), ["deep/app.py"])
        self.assert_status(run, 1)

    def test_nothing_staged(self):
        repo = self.hooked()
        run = repo.run("--staged")
        self.assert_status(run, 0)
        run = repo.run("--staged", form="text")
        self.assert_status(run, 0)

    def test_git_dir_and_work_tree_set(self):
        repo = self.hooked()
        repo.write("app.py", line())
        repo.git("add", "app.py")
        env = {"GIT_DIR": str(repo.path / ".git"), "GIT_WORK_TREE": str(repo.path)}
        run = self.run_seclint("--staged", env=env)
        self.assertEqual(run.paths(), ["app.py"], run.told())
        run = self.run_seclint(env=env)
        self.assertEqual(run.paths(), ["app.py"], run.told())

    def test_git_dir_and_work_tree_apart(self):
        tree = self.folder / "tree"
        tree.mkdir()
        (tree / "app.py").write_text(line())
        repo = self.repo("bare.git", bare=True)
        env = {"GIT_DIR": str(repo.path), "GIT_WORK_TREE": str(tree)}
        repo.git("add", "-A", env=env)
        run = self.run_seclint("--staged", cwd=tree, env=env)
        self.assertEqual(run.paths(), ["app.py"], run.told())

    def test_index_file_set(self):
        repo = self.hooked()
        other = {"GIT_INDEX_FILE": str(self.folder / "other-index")}
        repo.write("new.py", line())
        repo.git("add", "-A", env=other)
        run = repo.run("--staged", env=other)
        self.assertEqual(run.paths(), ["new.py"], run.told())
        self.assert_status(repo.run("--staged"), 0)

    def test_index_file_relative_to_the_top(self):
        repo = self.hooked()
        repo.write("new.py", line())
        repo.write("deep/x", "")
        repo.git("add", "-A")
        run = self.run_seclint("--staged", cwd=repo.path,
                               env={"GIT_INDEX_FILE": ".git/index"})
        self.assertEqual(run.paths(), ["new.py"], run.told())

    def test_index_file_that_is_not_there(self):
        """As git has it: an index that is not there is empty."""
        repo = self.hooked()
        run = repo.run("--staged", env={"GIT_INDEX_FILE": str(self.folder / "none")})
        self.assert_status(run, 0)

    def test_git_dir_that_is_none(self):
        repo = self.hooked()
        run = repo.run("--staged", env={"GIT_DIR": str(self.folder / "none")})
        self.assert_refused(run, "not a git repository")

    def test_staged_in_a_bare_repository(self):
        bare = self.repo("bare.git", bare=True)
        run = bare.run("--staged")
        self.assertIn(run.status, (0, 2), run.told())

    def test_staged_in_a_folder(self):
        (self.folder / "plain").mkdir()
        self.assert_refused(self.run_seclint("--staged", "plain"), "plain", "repository")


class PreReceive(Hooked):
    def setUp(self):
        super().setUp()
        self.server = self.repo("server.git", bare=True)
        self.client = self.repo("client")
        self.client.git("remote", "add", "origin", self.server.path)
        self.client.commit_file("README", "hello\n")
        self.client.git("push", "-q", "origin", "main")
        self.install(self.server, "pre-receive", RECEIVE)

    def push(self, *refs):
        self.client.git("push", "-q", "origin", *refs, check=False)
        return self.hook_run()

    def test_a_push_with_a_token(self):
        before = self.server.git("rev-parse", "main")
        commit = self.client.commit_file("app.py", line())
        self.client.commit_file("app.py", "clean\n")
        run = self.push("main")
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"])
        self.assertEqual(run.findings[0]["place"]["commit"], commit)
        self.assertEqual(self.server.git("rev-parse", "main"), before)

    def test_a_clean_push(self):
        commit = self.client.commit_file("app.py", "clean\n")
        self.assert_status(self.push("main"), 0)
        self.assertEqual(self.server.git("rev-parse", "main"), commit)

    def test_a_big_push_arrives_as_a_pack(self):
        for number in range(150):
            self.client.write(f"file{number}", f"{number}\n")
        self.client.write("app.py", line())
        self.client.commit()
        run = self.push("main")
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"])

    def test_a_new_branch_brings_only_what_no_ref_has(self):
        self.client.git("checkout", "-q", "-b", "side")
        self.client.commit_file("app.py", line())
        run = self.push("side")
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"])
        self.assertEqual(run.summary["messages"], 1, "only the new commit is looked at")

    def test_a_new_branch_on_an_old_commit(self):
        run = self.push("main:refs/heads/copy")
        self.assert_status(run, 0)
        self.assertEqual(self.server.git("rev-parse", "copy"),
                         self.client.git("rev-parse", "main"))

    def test_a_deleted_branch(self):
        self.client.git("push", "-q", "--no-verify", "origin", "main:refs/heads/copy")
        self.hook_run()
        self.assert_status(self.push(":refs/heads/copy"), 0)

    def test_a_forced_push(self):
        self.client.write("app.py", line())
        self.client.git("add", "-A")
        self.client.git("commit", "-q", "--amend", "-m", "x")
        run = self.push("--force", "main")
        self.assert_status(run, 1)
        self.assertEqual(run.paths(), ["app.py"])

    def test_a_tag_with_a_token_in_its_message(self):
        self.client.git("tag", "-a", "-m", line(), "v1")
        run = self.push("v1")
        self.assert_status(run, 1)


if __name__ == "__main__":
    main()

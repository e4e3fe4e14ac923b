"""A secret is seen wherever a repository, a folder or a pipe can hold it, with the path,
the origin and the first commit that it really has."""

import os

from repo_kit import Case, Repo, line, main, token


class Sources(Case):
    def assert_seen(self, run, path, origins, commit=None, unreachable=False):
        found = run.at(path)
        self.assertEqual(len(found), 1, f"{path}: {run.told()}")
        place = found[0]["place"]
        self.assertEqual(found[0]["origins"], origins, path)
        if commit:
            self.assertEqual(place["commit"], commit, path)
        self.assertEqual(place["unreachable"], unreachable, path)
        self.assert_status(run, 1)


class History(Sources):
    """One repository per test, because the first commit of a blob depends on all."""

    def test_an_ordinary_commit(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        commit = repo.commit_file("src/app.py", line())
        repo.commit_file("README", "hello again\n")
        run = repo.run()
        self.assert_seen(run, "src/app.py", ["worktree", "index", "history"], commit)
        self.assertEqual(run.findings[0]["place"]["start"]["line"], 1)

    def test_a_file_that_was_deleted_later(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        commit = repo.commit_file("gone.py", line())
        repo.git("rm", "-q", "gone.py")
        repo.commit()
        self.assert_seen(repo.run(), "gone.py", ["history"], commit)

    def test_tables_whose_form_the_ending_tells_and_that_are_gone(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        table = "user,password\nops,Orchid%Lamp55\n"
        commits = {path: repo.commit_file(path, text) for path, text in (
            ("users.csv", table), ("Access.md", "|user|password|\n|-|-|\n|ops|Tulip%Desk77|\n"),
            ("notes.txt", table.replace("Lamp", "Door")))}
        repo.git("rm", "-q", *commits)
        repo.commit()
        found = {(f["place"]["path"], f["place"]["commit"])
                 for f in repo.run().findings if f["rule"] == "table-plaintext-secret"}
        self.assertEqual(found, {(path, commits[path]) for path in ("users.csv", "Access.md")})

    def test_a_line_that_was_replaced(self):
        repo = self.repo()
        commit = repo.commit_file("app.py", line())
        repo.commit_file("app.py", "token = None\n")
        self.assert_seen(repo.run(), "app.py", ["history"], commit)

    def test_the_first_commit_is_told_not_the_last(self):
        repo = self.repo()
        first = repo.commit_file("app.py", line())
        for number in range(5):
            repo.commit_file("app.py", line() + f"x = {number}\n")
        self.assert_seen(repo.run(), "app.py", ["worktree", "index", "history"], first)

    def test_a_side_branch(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("checkout", "-q", "-b", "side")
        commit = repo.commit_file("side.py", line())
        repo.git("checkout", "-q", "main")
        self.assert_seen(repo.run(), "side.py", ["history"], commit)

    def merge(self, repo):
        """A merge commit that adds what neither side has; no diff to one parent of
        the history shows it."""
        repo.commit_file("README", "hello\n")
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("b", "b\n")
        repo.git("checkout", "-q", "main")
        repo.commit_file("a", "a\n")
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side")
        repo.write("evil.py", line())
        return repo.commit("merge")

    def test_a_merge_that_adds_what_no_side_has(self):
        repo = self.repo()
        commit = self.merge(repo)
        repo.git("rm", "-q", "evil.py")
        repo.commit()
        self.assert_seen(repo.run(), "evil.py", ["history"], commit)

    def stash(self, repo, number):
        repo.write("tracked.py", f"old\n{line(number)}")
        repo.write("staged.py", line(number + 1))
        repo.git("add", "staged.py")
        repo.write("loose.py", line(number + 2))
        repo.git("stash", "push", "-q", "--include-untracked")
        return repo.git("rev-parse", "stash@{0}")

    def test_the_top_stash_with_its_three_parts(self):
        repo = self.repo()
        repo.commit_file("tracked.py", "old\n")
        commit = self.stash(repo, 0)
        run = repo.run()
        index, untracked = repo.git("rev-parse", commit + "^2", commit + "^3").split()
        self.assert_seen(run, "tracked.py", ["history"], commit)
        self.assert_seen(run, "staged.py", ["history"], index)
        self.assert_seen(run, "loose.py", ["history"], untracked)

    def test_an_older_stash(self):
        repo = self.repo()
        repo.commit_file("tracked.py", "old\n")
        self.stash(repo, 0)
        repo.write("tracked.py", "new\n")
        repo.git("stash", "push", "-q")
        run = repo.run()
        self.assert_found(run, "tracked.py", "staged.py", "loose.py")
        self.assertEqual([each["origins"] for each in run.findings], [["history"]] * 3)

    def test_a_dropped_stash(self):
        repo = self.repo()
        repo.commit_file("tracked.py", "old\n")
        commit = self.stash(repo, 0)
        repo.git("stash", "drop", "-q")
        run = repo.run()
        self.assert_seen(run, "tracked.py", ["history"], commit, unreachable=True)
        self.assert_found(run, "staged.py", "loose.py")

    def test_a_commit_that_was_amended_away(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        commit = repo.commit_file("app.py", line())
        repo.write("app.py", "clean\n")
        repo.git("commit", "-q", "-a", "--amend", "-m", "clean")
        self.assert_seen(repo.run(), "app.py", ["history"], commit, unreachable=True)

    def test_a_deleted_branch(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("checkout", "-q", "-b", "side")
        commit = repo.commit_file("side.py", line())
        repo.git("checkout", "-q", "main")
        repo.git("branch", "-q", "-D", "side")
        self.assert_seen(repo.run(), "side.py", ["history"], commit, unreachable=True)

    def test_a_blob_that_no_commit_has(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.write("app.py", line())
        blob = repo.git("hash-object", "-w", "app.py")
        (repo.path / "app.py").unlink()
        run = repo.run()
        self.assert_seen(run, f".git/blob/{blob}", ["history"], unreachable=True)
        self.assertEqual(run.findings[0]["place"]["blob"], blob)

    def test_a_note(self):
        repo = self.repo()
        commit = repo.commit_file("README", "hello\n")
        repo.git("notes", "add", "-m", line(), "HEAD")
        notes = repo.git("rev-parse", "refs/notes/commits")
        self.assert_seen(repo.run(), commit, ["history"], notes)

    def test_a_tag_on_a_blob(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.write("app.py", line())
        blob = repo.git("hash-object", "-w", "app.py")
        (repo.path / "app.py").unlink()
        repo.git("tag", "key", blob)
        run = repo.run()
        self.assertEqual([each["place"]["blob"] for each in run.findings], [blob])
        self.assertFalse(run.findings[0]["place"]["unreachable"], run.told())

    def test_the_message_of_an_annotated_tag(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("tag", "-a", "-m", line(), "v1")
        tag = repo.git("rev-parse", "v1")
        self.assert_seen(repo.run(), f".git/tag/{tag}", ["message"])

    def test_the_message_of_a_commit(self):
        repo = self.repo()
        commit = repo.commit_file("README", "hello\n", f"words\n\n{line()}")
        run = repo.run()
        self.assert_seen(run, f".git/commit/{commit}", ["message"], commit)

    def test_packed_and_loose_objects_side_by_side(self):
        repo = self.repo()
        packed = repo.commit_file("packed.py", line(0))
        repo.git("rm", "-q", "packed.py")
        repo.commit()
        repo.git("repack", "-q", "-a", "-d", "-f")
        loose = repo.commit_file("loose.py", line(1))
        repo.git("rm", "-q", "loose.py")
        repo.commit()
        run = repo.run()
        self.assert_seen(run, "packed.py", ["history"], packed)
        self.assert_seen(run, "loose.py", ["history"], loose)

    def test_a_version_that_is_a_delta_in_a_pack(self):
        repo = self.repo()
        body = [f"line {number} of a long file\n" for number in range(2000)]
        repo.commit_file("long.txt", "".join(body))
        body[1000] = line()
        commit = repo.commit_file("long.txt", "".join(body))
        body[1000] = "nothing\n"
        repo.commit_file("long.txt", "".join(body))
        repo.git("repack", "-q", "-a", "-d", "-f")
        run = repo.run()
        self.assert_seen(run, "long.txt", ["history"], commit)
        self.assertEqual(run.findings[0]["place"]["start"]["line"], 1001)

    def test_objects_of_an_alternate(self):
        source = self.repo("source")
        commit = source.commit_file("app.py", line())
        source.git("rm", "-q", "app.py")
        source.commit()
        source.git("clone", "-q", "--shared", ".", self.folder / "clone")
        clone = Repo(self, self.folder / "clone", make=False)
        self.assert_seen(clone.run(), "app.py", ["history"], commit)

    def test_a_commit_of_the_future_and_one_before_1970(self):
        repo = self.repo()
        for number, date in enumerate(("4102444800 +1400", "1 -1200")):
            repo.write(f"{number}.py", line(number))
            repo.git("add", "-A")
            repo.git("commit", "-q", "-m", date,
                     env={"GIT_AUTHOR_DATE": f"@{date}", "GIT_COMMITTER_DATE": f"@{date}"})
        repo.git("rm", "-q", "0.py", "1.py")
        repo.commit()
        run = repo.run()
        self.assert_seen(run, "0.py", ["history"], repo.git("rev-parse", "HEAD~2"))
        self.assert_seen(run, "1.py", ["history"], repo.git("rev-parse", "HEAD~1"))

    def test_history_is_left_out_on_request(self):
        repo = self.repo()
        repo.commit_file("gone.py", line(0), f"message\n\n{line(1)}")
        repo.git("rm", "-q", "gone.py")
        repo.commit()
        run = repo.run("--no-history")
        self.assert_status(run, 2)  # no file and no index entry: nothing to look at
        repo.write("new.py", line(2))
        run = repo.run("--no-history")
        self.assertEqual(run.paths(), ["new.py"])
        self.assertEqual(run.findings[0]["origins"], ["worktree"])
        self.assertEqual(run.summary["mode"], "tree")


class Places(Sources):
    """What PATH can be."""

    def removed(self):
        repo = self.repo()
        commit = repo.commit_file("gone.py", line())
        repo.git("rm", "-q", "gone.py")
        repo.commit_file("README", "hello\n")
        return repo, commit

    def test_a_bare_repository(self):
        repo, commit = self.removed()
        repo.git("clone", "-q", "--bare", ".", self.folder / "bare.git")
        run = self.run_seclint(self.folder / "bare.git")
        self.assert_seen(run, "gone.py", ["history"], commit)
        run = self.run_seclint(cwd=self.folder / "bare.git")
        self.assert_seen(run, "gone.py", ["history"], commit)

    def test_a_git_directory(self):
        repo, commit = self.removed()
        run = self.run_seclint(repo.path / ".git")
        self.assert_seen(run, "gone.py", ["history"], commit)

    def test_a_directory_below_the_top_means_the_repository(self):
        repo, commit = self.removed()
        repo.write("deep/er/new.py", line(1))
        run = self.run_seclint(cwd=repo.path / "deep/er")
        self.assert_seen(run, "gone.py", ["history"], commit)
        self.assert_seen(run, "deep/er/new.py", ["worktree"])

    def test_a_linked_worktree(self):
        repo, commit = self.removed()
        repo.git("worktree", "add", "-q", "--detach", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        linked.write("new.py", line(1))
        linked.write("staged.py", line(2))
        linked.git("add", "staged.py")
        run = linked.run()
        self.assert_seen(run, "gone.py", ["history"], commit)
        self.assert_seen(run, "new.py", ["worktree"])
        self.assert_found(run, "staged.py")
        self.assertFalse(repo.run().at("new.py"))

    def test_the_detached_head_of_another_worktree_is_reachable(self):
        repo, _ = self.removed()
        repo.git("worktree", "add", "-q", "--detach", self.folder / "linked")
        linked = Repo(self, self.folder / "linked", make=False)
        commit = linked.commit_file("linked.py", line(1))
        self.assert_seen(repo.run(), "linked.py", ["history"], commit)

    def test_a_plain_folder(self):
        folder = self.folder / "plain"
        (folder / "sub").mkdir(parents=True)
        (folder / "sub/app.py").write_text(line())
        run = self.run_seclint(folder)
        self.assert_seen(run, "sub/app.py", ["file"])
        self.assertEqual(run.summary["mode"], "files")
        self.assertEqual(self.run_seclint(".", cwd=folder).paths(), ["sub/app.py"])

    def test_a_single_file(self):
        (self.folder / "app.py").write_text(line())
        self.assert_seen(self.run_seclint("app.py"), "app.py", ["file"])
        self.assert_seen(self.run_seclint("./app.py"), "app.py", ["file"])

    def test_a_file_of_a_repository_named_from_within(self):
        repo = self.planted()
        repo.write("sub/new.py", line(1))
        run = self.run_seclint("new.py", cwd=repo.path / "sub")
        self.assertEqual(run.paths(), ["new.py"])
        self.assert_status(run, 1)

    def test_standard_input(self):
        run = self.run_seclint("-", data=line().encode())
        self.assert_seen(run, "stdin", ["file"])

    def test_standard_input_with_a_name(self):
        text = f"API_TOKEN={token()}\n".encode()
        run = self.run_seclint("--stdin-path", "deploy/.env", "-", data=text)
        self.assert_seen(run, "deploy/.env", ["file"])

    def test_several_paths_of_different_kinds(self):
        repo, commit = self.removed()
        folder = self.folder / "plain"
        folder.mkdir()
        (folder / "app.py").write_text(line(1))
        (self.folder / "single.py").write_text(line(2))
        run = self.run_seclint("repo", "plain", "single.py", "-", data=line(3).encode())
        self.assert_seen(run, "repo/gone.py", ["history"], commit)
        self.assert_seen(run, "plain/app.py", ["file"])
        self.assert_seen(run, "single.py", ["file"])
        self.assert_seen(run, "stdin", ["file"])

    def test_the_same_secret_under_two_paths_is_two_findings(self):
        repo = self.repo()
        repo.write("one.py", line())
        repo.write("two.py", line())
        commit = repo.commit()
        run = repo.run()
        self.assert_seen(run, "one.py", ["worktree", "index", "history"], commit)
        self.assertEqual(run.paths(), ["one.py", "two.py"])

    def test_the_same_secret_at_one_path_is_one_finding(self):
        repo = self.repo()
        first = repo.commit_file("app.py", line())
        repo.commit_file("app.py", "# two\n" + line())
        repo.write("app.py", "# two\n# three\n" + line())
        repo.git("add", "app.py")
        repo.write("app.py", "# two\n# three\n# four\n" + line())
        run = repo.run()
        self.assert_seen(run, "app.py", ["worktree", "index", "history"], first)
        self.assertEqual(run.at("app.py")[0]["place"]["start"]["line"], 4)

    def test_two_secrets_at_one_path_are_two_findings(self):
        repo = self.repo()
        first = repo.commit_file("app.py", line(0))
        second = repo.commit_file("app.py", line(0) + line(1))
        found = {each["place"]["start"]["line"]: each for each in repo.run().at("app.py")}
        self.assertEqual(found[1]["place"]["commit"], first)
        self.assertEqual(found[2]["place"]["commit"], second)

    def test_an_ignored_file_is_protected(self):
        repo = self.repo()
        repo.commit_file(".gitignore", ".env\n")
        repo.write(".env", f"API_TOKEN={token()}\n")
        run = repo.run()
        self.assert_status(run, 0)
        self.assertEqual(run.at(".env")[0]["protection"], "ignored", run.told())
        self.assertEqual(run.summary["protected"], len(run.at(".env")))

    def test_an_ignore_line_does_not_protect_what_is_tracked(self):
        repo = self.repo()
        repo.write(".env", f"API_TOKEN={token()}\n")
        commit = repo.commit()
        repo.commit_file(".gitignore", ".env\n")
        found = [each for each in repo.run().at(".env") if each["rule"] == "github-pat"]
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["protection"], "none")
        self.assertEqual(found[0]["place"]["commit"], commit)

    def test_a_file_of_a_sparse_directory_is_tracked(self):
        """git takes its changes as soon as it is there again, whatever the ignore lines."""
        repo = self.repo()
        for folder in ("in", "out/deep", "out/gone"):
            repo.write(f"{folder}/.env", "HOST=db\n")
        repo.commit()
        repo.commit_file(".gitignore", ".env\n")
        repo.git("sparse-checkout", "init", "--cone", "--sparse-index")
        repo.git("sparse-checkout", "set", "in")
        self.assertIn("out/", repo.git("ls-files", "--sparse").splitlines())
        repo.write("out/deep/.env", line())
        repo.write("out/.env", line(1))
        run = repo.run("--no-history")
        self.assertEqual({each["place"]["path"]: each["protection"] for each in run.findings
                          if each["rule"] == "github-pat"},
                         {"out/deep/.env": "none", "out/.env": "ignored"}, run.told())
        self.assertIn(" M out/deep/.env", repo.git("status", "--short").splitlines())
        self.assertEqual(repo.run("--no-history").findings, run.findings)

    def test_an_ignore_file_in_a_repository_inside_counts(self):
        repo = self.repo()
        repo.write("sub/deep/local.env", f"API_TOKEN={token()}\n")
        repo.write("sub/deep/.gitignore", "local.env\n")
        repo.git("add", "-f", ".")
        repo.git("commit", "-qm", "tracked all the same")
        repo.git("init", "-q", "sub")
        rules = {each["rule"] for each in repo.run().at("sub/deep/local.env")}
        self.assertIn("secret-tracked-but-ignored", rules)

    def test_an_ignored_file_that_was_committed_once_is_not_protected(self):
        repo = self.repo()
        repo.write(".env", f"API_TOKEN={token()}\n")
        repo.commit()
        repo.write(".gitignore", ".env\n")
        repo.git("rm", "-q", "--cached", ".env")
        repo.git("add", ".gitignore")
        repo.git("commit", "-q", "-m", "untrack")
        run = repo.run()
        self.assert_status(run, 1)
        found = [each for each in run.at(".env") if each["rule"] == "github-pat"]
        self.assertEqual([each["protection"] for each in found], ["none"])
        self.assertEqual(found[0]["origins"], ["worktree", "history"])

    def test_an_untracked_file_and_a_staged_one(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.write("new.py", line(0))
        repo.write("staged.py", line(1))
        repo.git("add", "staged.py")
        repo.write("staged.py", "clean\n")
        repo.write("removed.py", line(2))
        repo.git("add", "removed.py")
        (repo.path / "removed.py").unlink()
        run = repo.run()
        self.assert_seen(run, "new.py", ["worktree"])
        self.assert_seen(run, "staged.py", ["index", "history"], unreachable=False)
        self.assert_seen(run, "removed.py", ["index", "history"], unreachable=False)

    def test_both_sides_of_a_conflict(self):
        repo = self.repo()
        repo.commit_file("app.py", "base\n")
        repo.git("checkout", "-q", "-b", "side")
        repo.commit_file("app.py", line(0))
        repo.git("checkout", "-q", "main")
        repo.commit_file("app.py", line(1))
        repo.git("merge", "-q", "side", check=False)
        self.assertIn("UU", repo.git("status", "--porcelain"))
        run = repo.run("--no-history")
        self.assertEqual(len(run.at("app.py")), 2, run.told())
        repo.write("app.py", "clean\n")
        run = repo.run("--no-history")
        self.assertEqual(len(run.at("app.py")), 2, run.told())


class Ranges(Sources):
    def test_only_what_the_commits_bring_in(self):
        repo = self.repo()
        repo.commit_file("old.py", line(0))
        repo.git("tag", "base")
        commit = repo.commit_file("new.py", line(1), f"words\n\n{line(2)}")
        repo.git("tag", "side")
        repo.commit_file("later.py", line(3))
        run = repo.run("--range", "base..side")
        self.assert_seen(run, "new.py", ["range"], commit)
        self.assert_seen(run, f".git/commit/{commit}", ["message"], commit)
        self.assertEqual(len(run.findings), 2, run.told())
        self.assertEqual(run.summary["mode"], "range")

    def test_what_was_added_and_removed_within(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("tag", "base")
        commit = repo.commit_file("gone.py", line())
        repo.git("rm", "-q", "gone.py")
        repo.commit()
        self.assert_seen(repo.run("--range", "base..HEAD"), "gone.py", ["range"], commit)

    def test_merges(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("checkout", "-q", "-b", "side")
        side = repo.commit_file("side.py", line(0))
        repo.git("checkout", "-q", "main")
        base = repo.commit_file("main.py", line(1))
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side")
        repo.write("evil.py", line(2))
        merge = repo.commit("merge")
        run = repo.run("--range", f"{base}..{merge}")
        self.assert_seen(run, "side.py", ["range"], side)
        self.assert_seen(run, "evil.py", ["range"], merge)
        self.assertFalse(run.at("main.py"))

    def test_a_secret_that_comes_back_is_brought_in_again(self):
        repo = self.repo()
        repo.commit_file("app.py", line())
        base = repo.commit_file("app.py", "clean\n")
        commit = repo.commit_file("app.py", line())
        self.assert_seen(repo.run("--range", f"{base}..HEAD"), "app.py", ["range"], commit)

    def test_a_moved_file_is_told_at_its_new_path(self):
        repo = self.repo()
        base = repo.commit_file("old.py", line())
        repo.git("mv", "old.py", "new.py")
        commit = repo.commit()
        self.assert_seen(repo.run("--range", f"{base}..HEAD"), "new.py", ["range"], commit)

    def test_one_blob_at_two_paths(self):
        repo = self.repo()
        base = repo.commit_file("README", "hello\n")
        repo.write("one.py", line())
        repo.write("two.py", line())
        repo.commit()
        run = repo.run("--range", f"{base}..HEAD")
        self.assertEqual(run.paths(), ["one.py", "two.py"])

    def test_an_empty_range_is_clean(self):
        repo = self.planted()
        run = repo.run("--range", "HEAD..HEAD")
        self.assert_status(run, 0)
        self.assertEqual(run.findings, [])

    def test_names_of_commits_in_every_form(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("tag", "-a", "-m", "one", "base")
        repo.commit_file("new.py", line())
        head = repo.git("rev-parse", "HEAD")
        for text in ("base..HEAD", "HEAD~1..main", f"HEAD^..{head[:10]}",
                     "refs/tags/base..refs/heads/main"):
            with self.subTest(text):
                self.assertEqual(repo.run("--range", text).paths(), ["new.py"])

    def test_a_submodule_that_becomes_the_file_that_it_named(self):
        """git takes any id for a submodule: of the content of a file, too."""
        repo = self.repo()
        base = repo.commit_file("README", "hello\n")
        repo.write("app.py", line())
        blob = repo.git("hash-object", "-w", "app.py")
        (repo.path / "app.py").unlink()
        for mode in ("160000", "120000"):
            with self.subTest(mode):
                repo.git("reset", "-q", "--hard", base)
                repo.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},app.py")
                repo.git("commit", "-q", "-m", "it has another type")
                first = repo.git("rev-parse", "HEAD")
                repo.git("rm", "-q", "--cached", "app.py")
                repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},app.py")
                repo.git("commit", "-q", "-m", "and is a file")
                run = repo.run("--range", f"{first}..HEAD")
                self.assert_seen(run, "app.py", ["range"], repo.git("rev-parse", "HEAD"))

    def test_where_a_symbolic_link_leads(self):
        repo = self.repo()
        base = repo.commit_file("README", "hello\n")
        (repo.path / "link").symlink_to(line().strip())
        commit = repo.commit()
        run = repo.run("--range", f"{base}..HEAD")
        self.assert_seen(run, "link", ["range"], commit)

    def test_copies_where_the_configuration_does_not_look(self):
        repo = self.repo()
        repo.write(".seclint.yml", "exclude: ['docs/**']\n")
        base = repo.commit()
        for number in range(20):
            repo.write(f"docs/{number:02}/app.py", line())
        repo.write("src/app.py", line())
        commit = repo.commit()
        run = repo.run("--range", f"{base}..HEAD")
        self.assert_seen(run, "src/app.py", ["range"], commit)

    def test_a_range_that_git_does_not_know(self):
        repo = self.planted()
        for text, word in (("nothing..HEAD", "no commit 'nothing'"),
                           ("HEAD..nothing", "no commit 'nothing'"), ("HEAD", "--range"),
                           ("..", "--range"), ("", "--range"), ("HEAD..", "--range"),
                           ("a b..c", "no commit"), ("HEAD....HEAD", "HEAD....HEAD"),
                           ("-x..y", "--range"),
                           ("HEAD^{tree}..HEAD", "no commit 'HEAD^{tree}'")):
            with self.subTest(text):
                self.assert_refused(repo.run("--range", text), word)

    def test_the_zeros_of_a_hook(self):
        repo = self.planted()
        repo.commit_file("new.py", line(1))
        zeros = "0" * 40
        self.assertEqual(repo.run("--range", f"{zeros}..HEAD").paths(), ["app.py", "new.py"])
        self.assert_status(repo.run("--range", f"HEAD..{zeros}"), 0)

    def test_the_text_report_names_the_commit(self):
        repo = self.planted()
        base = repo.git("rev-parse", "HEAD")
        commit = repo.commit_file("new.py", line(1))
        run = repo.run("--range", f"{base}..HEAD", form="text")
        self.assert_status(run, 1)
        self.assertIn(commit[:12].encode(), run.out, run.out.decode())

    def test_commits_with_wrong_clocks(self):
        """A base that is older than all that leads to it hides that all the same."""
        repo = self.repo()
        for number in range(5):
            repo.commit_file(f"old{number}.py", line(number))
        early = {"GIT_AUTHOR_DATE": "@1 +0000", "GIT_COMMITTER_DATE": "@1 +0000"}
        repo.git("commit", "-q", "--allow-empty", "-m", "base", env=early)
        repo.git("tag", "base")
        repo.write("new.py", line(9))
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", "new", env=early)
        self.assertEqual(repo.run("--range", "base..HEAD").paths(), ["new.py"])

    def test_a_side_branch_from_before_the_base(self):
        repo = self.repo()
        repo.commit_file("README", "hello\n")
        repo.git("checkout", "-q", "-b", "side")
        commit = repo.commit_file("side.py", line(0))
        repo.git("checkout", "-q", "main")
        for number in range(1, 5):
            repo.commit_file(f"main{number}.py", line(number))
        run = repo.run("--range", "main..side")
        self.assert_seen(run, "side.py", ["range"], commit)
        self.assertEqual(len(run.findings), 1)

    def test_a_shallow_clone_that_holds_the_base(self):
        """What a CI checkout with a depth is: enough, and so no incomplete scan."""
        repo = self.planted()
        repo.commit_file("base.py", line(1))
        repo.commit_file("new.py", "clean\n")
        path = self.folder / "clone"
        repo.git("clone", "-q", "--depth", "2", f"file://{repo.path}", path)
        clone = Repo(self, path, make=False)
        run = clone.run("--range", "HEAD~1..HEAD")
        self.assert_status(run, 0)
        self.assertEqual(run.notices, [], run.told())
        clone.commit_file("app.py", "clean\n")
        clone.commit_file("newer.py", line(2))
        self.assertEqual(clone.run("--range", "HEAD~2..HEAD").paths(), ["newer.py"])
        run = clone.run("--range", "0000000000000000000000000000000000000000..HEAD")
        self.assert_noticed(run, "shallow", "unshallow")

    def test_a_bare_repository(self):
        repo = self.planted()
        base = repo.git("rev-parse", "HEAD")
        commit = repo.commit_file("new.py", line(1))
        repo.git("clone", "-q", "--bare", ".", self.folder / "bare.git")
        run = self.run_seclint("--range", f"{base}..main", self.folder / "bare.git")
        self.assert_seen(run, "new.py", ["range"], commit)


class Sameness(Sources):
    def test_the_report_is_the_same_for_every_number_of_threads(self):
        repo = self.repo()
        for number in range(12):
            repo.commit_file(f"dir{number % 3}/file{number}.py", line(number))
            repo.git("rm", "-q", f"dir{number % 3}/file{number}.py")
        repo.commit()
        first = repo.run("-j", "1")
        self.assertEqual(len(first.findings), 12)
        for threads in ("2", "5"):
            self.assertEqual(repo.run("-j", threads).out, first.out)

    def test_a_report_never_shows_where_the_repository_lies(self):
        repo = self.planted()
        for form in ("text", "jsonl", "sarif"):
            run = self.run_seclint(repo.path, form=form)
            self.assertNotIn(os.fsencode(self.folder), run.out, form)


if __name__ == "__main__":
    main()

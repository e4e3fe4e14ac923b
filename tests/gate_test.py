"""docs/gate.md holds: every row of its decision table is run, in clones made as the servers
make them; --range A...B, --range auto and --new-since say what they take and count what the
page says."""
import json
import os
import pathlib
import re
import shlex

from repo_kit import Case, Repo, line, main

PAGE = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"], "docs/gate.md")
ZERO = "0" * 40
OLD, NEW, GONE = 0, 1, 2  # numbers of tokens
SERVERS = ["GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BITBUCKET_BUILD_NUMBER", "CI",
           "BUILDKITE", "JENKINS_URL"]
NOWHERE = {name: "" for name in SERVERS}


def rows():
    """The table of the page: number -> (command, status with a secret, without)."""
    text = PAGE.read_text().split("## Decision table")[1].split("\n## ")[0]
    found = {}
    for row in re.findall(r"^\| (\d+) \|(.*)\|$", text, re.M):
        cells = [cell.strip() for cell in row[1].split("|")]
        found[int(row[0])] = (cells[2].strip("`"), int(cells[4]), int(cells[5]))
    return found


class GateCase(Case):
    def server(self, leaky):
        """A bare repository: main with an old secret and a newer commit, work with two
        commits and request, the merge of both."""
        source = self.repo("source" + str(leaky))
        source.commit_file("first.txt", "1\n", "first")
        source.commit_file("old.py", line(OLD), "an old one")
        source.git("checkout", "-q", "-b", "work")
        if leaky:
            source.commit_file("new.py", line(NEW), "a new one")
        else:
            source.commit_file("new.py", "x = 1\n", "a new file")
        source.commit_file("more.txt", "2\n", "more")
        source.git("checkout", "-q", "main")
        source.commit_file("main.txt", "3\n", "meanwhile")
        source.git("checkout", "-q", "-b", "request", "main")
        source.git("merge", "-q", "--no-ff", "-m", "merge", "work")
        source.git("checkout", "-q", "main")
        source.git("config", "uploadpack.allowAnySHA1InWant", "true")
        return source

    def clone(self, server, tip, depth=0, branches=True):
        """As actions/checkout and the runners do: a detached HEAD, one fetch."""
        clone = self.repo(f"clone-{tip}-{depth}-{branches}")
        clone.git("remote", "add", "origin", f"file://{server.path}")
        specs = [f"+refs/heads/{tip}:refs/remotes/pull/1/{tip}"]
        if not depth and branches:
            specs.append("+refs/heads/*:refs/remotes/origin/*")
        clone.git("fetch", "-q", *([f"--depth={depth}"] if depth else []), "origin", *specs)
        clone.git("checkout", "-q", "--detach", f"refs/remotes/pull/1/{tip}")
        return clone

    def event(self, data):
        file = self.folder / "event.json"
        file.write_text(json.dumps(data))
        return {**NOWHERE, "GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(file)}


class Rows(GateCase):
    def by_hand(self, server, **track):
        clone = Repo(self, self.folder / "hand", make=False)
        self.folder.joinpath("hand").mkdir()
        clone.git("clone", "-q", f"file://{server.path}", ".")
        clone.git("checkout", "-q", "--no-track", "-b", track.get("branch", "mine"),
                  "origin/work")
        if "upstream" in track:
            clone.git("branch", "-q", "-u", track["upstream"])
        return clone

    def setup_row(self, number, server):
        """The clone and the environment of a row."""
        sha = {name: server.git("rev-parse", name) for name in ("main", "work", "request")}
        pull = {"pull_request": {"base": {"sha": sha["main"]}, "head": {"sha": sha["work"]}},
                "repository": {"default_branch": "main"}}

        def push(before):
            return {"before": before, "after": sha["work"],
                    "repository": {"default_branch": "main"}}

        def github(tip, data, depth=0, **env):
            return self.clone(server, tip, depth), {**self.event(data), **env}

        def of_pull(depth=0):
            return github("request", pull, depth, GITHUB_BASE_REF="main")

        def other(tip, depth=0, **env):
            return self.clone(server, tip, depth), {**NOWHERE, **env}

        def alone():
            clone = self.by_hand(server)
            clone.git("remote", "remove", "origin")
            return clone, NOWHERE

        def unrelated():
            clone = self.by_hand(server)
            clone.git("checkout", "-q", "--orphan", "other")
            clone.git("commit", "-q", "-m", "other")
            clone.git("checkout", "-q", "mine")
            return clone, NOWHERE

        def bare():
            self.folder.joinpath("bare").mkdir()
            clone = Repo(self, self.folder / "bare", make=False)
            clone.git("clone", "-q", "--bare", f"file://{server.path}", ".")
            return clone, NOWHERE

        def pushed():
            """The first commit of work was there."""
            return github("work", push(server.git("rev-parse", "main~1")))

        gitlab = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main",
                  "CI_COMMIT_BEFORE_SHA": ZERO}
        gitlab_request = {**gitlab, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
                          "CI_MERGE_REQUEST_DIFF_BASE_SHA": server.git("rev-parse", "main~1")}
        hand = {"5": {"upstream": "origin/main"},
                "6": {"branch": "work", "upstream": "origin/work"}}
        table = {
            7: alone, 9: unrelated, 38: bare, 37: lambda: of_pull(2),
            10: of_pull, 11: lambda: of_pull(1), 12: lambda: of_pull(2),
            13: lambda: of_pull(2), 14: lambda: of_pull(3), 15: of_pull,
            16: lambda: of_pull(1), 17: of_pull,
            18: lambda: github("main", pull, GITHUB_BASE_REF="main"),
            19: lambda: github("request", {
                "merge_group": {"base_sha": sha["main"], "head_sha": sha["request"]}}),
            20: pushed,
            21: lambda: github("work", push(server.git("rev-parse", "main~1")), 1),
            22: lambda: github("work", push(ZERO)),
            23: lambda: github("work", push("12" * 20)),
            24: lambda: github("work" if "new.py" in server.leaky else "main",
                               {"schedule": "0 4 * * *"}),
            25: lambda: github("work" if "new.py" in server.leaky else "main",
                               {"schedule": "0 4 * * *"}, 1),
            26: lambda: other("work", **gitlab_request, CI_COMMIT_SHA=sha["work"],
                              CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=""),
            27: lambda: other("work", 1, **gitlab_request, CI_COMMIT_SHA=sha["work"]),
            28: lambda: other("work", **{**gitlab, "CI_COMMIT_BEFORE_SHA":
                                         server.git("rev-parse", "main~1")}),
            29: lambda: other("main", **gitlab),
            30: lambda: other("request", TF_BUILD="True",
                              SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main",
                              SYSTEM_PULLREQUEST_SOURCECOMMITID=sha["work"]),
            31: lambda: other("main", TF_BUILD="True"),
            32: lambda: (self.clone(server, "request", 0, False), {
                **NOWHERE, "BITBUCKET_BUILD_NUMBER": "7",
                "BITBUCKET_PR_DESTINATION_BRANCH": "main",
                "BITBUCKET_PR_DESTINATION_COMMIT": sha["main"][:12],
                "BITBUCKET_COMMIT": sha["work"][:12]}),
            33: lambda: other("request", JENKINS_URL="https://ci.example.org/",
                              CHANGE_TARGET="main"),
            34: lambda: other("work", JENKINS_URL="https://ci.example.org/",
                              GIT_PREVIOUS_SUCCESSFUL_COMMIT=server.git("rev-parse",
                                                                        "main~1")),
            35: lambda: other("request", CI="woodpecker", CI_COMMIT_TARGET_BRANCH="main",
                              CI_COMMIT_SHA=sha["work"]),
            36: lambda: other("work", BUILDKITE="true",
                              BUILDKITE_COMMIT=sha["work"],
                              BUILDKITE_PULL_REQUEST_BASE_BRANCH="main"),
            39: lambda: other("main", **gitlab_request, CI_COMMIT_SHA=sha["work"]),
            40: lambda: other("main", BITBUCKET_BUILD_NUMBER="7",
                              BITBUCKET_COMMIT=sha["work"][:12],
                              BITBUCKET_PR_DESTINATION_BRANCH="main"),
            41: lambda: other("main", CI="woodpecker", CI_COMMIT_TARGET_BRANCH="main",
                              CI_COMMIT_SHA=sha["work"]),
            42: lambda: other("main", BUILDKITE="true", BUILDKITE_COMMIT=sha["work"],
                              BUILDKITE_PULL_REQUEST_BASE_BRANCH="main"),
            43: lambda: other("main", JENKINS_URL="https://ci.example.org/",
                              CHANGE_TARGET="main"),
            44: lambda: other("main", **gitlab_request, CI_COMMIT_SHA=sha["main"]),
            45: lambda: other("request", **gitlab_request, CI_COMMIT_SHA=sha["request"],
                              CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=sha["work"]),
        }
        if number in table:
            return table[number]()
        return self.by_hand(server, **hand.get(str(number), {})), NOWHERE

    def run_row(self, number, command, leaky, status):
        server = self.server(leaky)
        server.leaky = "new.py" if leaky else ""
        clone, env = self.setup_row(number, server)
        words = shlex.split(command)
        self.assertEqual(words[0], "seclint")
        run = clone.run(*words[1:], env=env)
        self.assertEqual(run.status, status, f"row {number}, {leaky}: {run.told()}")
        if status in (0, 1) and "auto" in words:
            self.assertRegex(run.message(), r"^seclint: --(range|new-since) auto: .*\n",
                             f"row {number}")
        if status == 2:
            self.assertEqual(run.message().count("\n"), 1, run.told())
        return run

    def check(self, first, last):
        table = rows()
        for number in range(first, last + 1):
            command, leaky, clean = table[number]
            for leak, status in ((True, leaky), (False, clean)):
                if not leak and leaky == clean == 2:
                    continue
                with self.subTest(row=number, leak=leak):
                    case = Rows("setUp")
                    case.setUp()
                    try:
                        self.judge(number, leak, case.run_row(number, command, leak, status))
                    finally:
                        case.doCleanups()

    def judge(self, number, leak, run):
        if run.status == 2 or number in (25, 44):
            return
        whole_tree = number in (1, 2, 24, 29, 31)
        expected = (["old.py"] if whole_tree else []) + (
            ["new.py"] if leak and number not in (29, 31) else [])
        found = sorted({each["place"]["path"] for each in run.findings
                        if not each["suppressed"]})
        self.assertEqual(found, sorted(expected), f"row {number}: {run.told()}")
        if number in (12, 13):
            self.assert_noticed(run, "shallow clone")
        if number == 14:
            self.assertEqual([each for each in run.notices if each["incomplete"]], [])

    def test_the_page_has_as_many_rows_as_are_run(self):
        self.assertEqual(sorted(rows()), list(range(1, 46)))

    def test_rows_by_hand(self):
        self.check(1, 9)

    def test_rows_of_github(self):
        self.check(10, 25)

    def test_rows_of_other_servers(self):
        self.check(26, 45)


class Messages(GateCase):
    def test_a_base_that_is_missing_is_named_with_what_fetches_it(self):
        server = self.server(True)
        clone = self.clone(server, "request", 1)
        env = {**self.event({"pull_request": {"base": {"sha": "ab" * 20}}}),
               "GITHUB_BASE_REF": "main"}
        self.assert_refused(clone.run("--range", "auto", env=env), "fetch-depth: 0",
                            "shallow", "origin/main", "abababababab")
        self.assert_refused(clone.run("--range", "origin/main...HEAD", env=NOWHERE),
                            "origin/main", "shallow", "depth 0")

    def test_a_target_that_is_checked_out_is_refused(self):
        server = self.server(True)
        clone = self.clone(server, "main")
        work = server.git("rev-parse", "work")
        env = {**self.event({"pull_request": {"base": {"sha": server.git("rev-parse", "main")},
                                              "head": {"sha": work}}}),
               "GITHUB_BASE_REF": "main"}
        self.assert_refused(clone.run("--range", "auto", env=env), work[:12], "check that out")

    def test_a_head_that_is_in_the_base_is_refused_without_its_name_too(self):
        server = self.server(True)
        clone = self.clone(server, "main")
        for env in ({"GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
                    {"BUILDKITE": "true", "BUILDKITE_COMMIT": "HEAD",
                     "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"},
                    {"JENKINS_URL": "x", "CHANGE_TARGET": "main"}):
            for option in ("--range", "--new-since"):
                run = clone.run(option, "auto", env={**NOWHERE, **env})
                self.assert_refused(run, "is in origin/main already",
                                    "check out the commit to merge")

    def test_a_name_of_several_refs_is_said(self):
        """A tag that is called as the base is, at HEAD: the range is empty."""
        clone = self.clone(self.server(True), "request")
        clean = clone.run("--range", "origin/main..HEAD", env=NOWHERE)
        self.assertEqual(clean.notices, [], clean.told())
        clone.git("tag", "origin/main", "HEAD")
        for words in (["origin/main..HEAD"], ["origin/main~1..HEAD"], ["HEAD...origin/main"]):
            run = clone.run("--range", *words, env=NOWHERE)
            self.assert_noticed(run, "refs/tags/origin/main is taken",
                                "refs/remotes/origin/main", incomplete=False)
        run = clone.run("--range", "refs/remotes/origin/main..HEAD", env=NOWHERE)
        self.assertEqual((run.status, run.notices), (1, []), run.told())
        self.assertEqual(clone.run("--range", "auto", env={
            **NOWHERE, "JENKINS_URL": "x", "CHANGE_TARGET": "main"}).notices, [])
        run = clone.run("--new-since", "origin/main", env=NOWHERE)
        self.assertIn("; origin/main is the name of several refs", run.message())

    def test_an_event_that_cannot_be_read_is_an_error(self):
        clone = self.clone(self.server(True), "request")
        env = self.event({})
        pathlib.Path(env["GITHUB_EVENT_PATH"]).write_text('{"before": ')
        self.assert_refused(clone.run("--range", "auto", env=env), "event.json")
        env["GITHUB_EVENT_PATH"] = str(self.folder / "none")
        self.assert_refused(clone.run("--range", "auto", env=env), "none")

    def test_what_was_taken_is_said_unless_quiet(self):
        clone = self.clone(self.server(True), "request")
        base = clone.git("merge-base", "origin/main", "HEAD")
        env = {**NOWHERE, "JENKINS_URL": "x", "CHANGE_TARGET": "main"}
        run = clone.run("--range", "auto", env=env)
        self.assertEqual(run.message(), (
            "seclint: --range auto: origin/main...HEAD, from merge base "
            f"{base[:12]} (change request into main, on Jenkins)\n"))
        self.assertEqual(clone.run("--range", "auto", "--quiet", env=env).message(), "")
        run = clone.run("--new-since", "origin/main", env=NOWHERE)
        self.assertEqual(run.message(), (
            f"seclint: --new-since origin/main: what stands at merge base {base[:12]} "
            "already does not count\n"))

    def test_the_base_that_parted_last_counts(self):
        """A stale branch beside the commit that the server tells."""
        server = self.server(True)
        clone = self.clone(server, "request")
        clone.git("update-ref", "refs/remotes/origin/main",
                  server.git("rev-list", "--max-parents=0", "main"))
        main_tip = server.git("rev-parse", "main")
        env = {**self.event({"pull_request": {"base": {"sha": main_tip}}}),
               "GITHUB_BASE_REF": "main"}
        run = clone.run("--range", "auto", env=env)
        self.assertEqual(run.paths(), ["new.py"], run.told())
        self.assertIn(main_tip[:12], run.message())

    def test_options_that_do_not_go_together(self):
        repo = self.planted()
        for words in (["--staged"], ["--range", "a..b"], ["--fix-gitignore"]):
            run = repo.run("--new-since", "HEAD", *words, form=None)
            self.assert_refused(run, "--new-since", "exclude each other")
        self.assert_refused(repo.run("--new-since", ""), "--new-since needs")
        self.assert_refused(repo.run("--new-since", "auto", ".", "."), "one repository")
        self.assert_refused(repo.run("--new-since", "HEAD", "app.py"), "is a file")
        self.assert_refused(repo.run("--new-since", "nowhere"), "nowhere")
        for wrong in ("A", "..B", "A..", "A...", "A....B"):
            self.assert_refused(repo.run("--range", wrong), "A..B or A...B, or auto")


class Ranges(GateCase):
    def criss_cross(self):
        """Two merge bases; token NEW on the one side of old, token GONE on this."""
        repo = self.repo()
        repo.commit_file("a.txt", "0\n", "root")
        repo.git("checkout", "-q", "-b", "work")
        repo.commit_file("mine.py", line(GONE), "mine")
        mine = repo.git("rev-parse", "HEAD")
        repo.git("checkout", "-q", "main")
        repo.commit_file("theirs.py", line(NEW), "theirs")
        theirs = repo.git("rev-parse", "HEAD")
        repo.git("merge", "-q", "--no-ff", "-m", "m1", mine)
        repo.git("checkout", "-q", "work")
        repo.git("merge", "-q", "--no-ff", "-m", "m2", theirs)
        repo.commit_file("last.py", line(5), "last")
        self.assertEqual(len(repo.git("merge-base", "--all", "main", "work").split()), 2)
        return repo

    def test_two_merge_bases(self):
        repo = self.criss_cross()
        for words in (["--range", "main...work"], ["--range", "main..work"],
                      ["--new-since", "main"]):
            run = repo.run(*words)
            open_ = {each["place"]["path"] for each in run.findings
                     if not each["suppressed"]}
            self.assertEqual(open_, {"last.py"}, f"{words}: {run.told()}")
        bases = repo.git("merge-base", "--all", "main", "work").split()
        for base in bases:
            self.assertIn(base[:12], run.message())
        self.assertEqual(len(re.findall(r"\b[0-9a-f]{12}\b", run.message())), len(bases))

    def test_three_dots_and_two_read_the_same(self):
        server = self.server(True)
        two = server.run("--range", "main..work")
        three = server.run("--range", "main...work")
        self.assertEqual(two.out, three.out)
        self.assert_found(two, "new.py")

    def test_old_commits_with_young_dates(self):
        """The walk goes by dates; a wrong one costs time, and changes nothing."""
        repo = self.repo()
        repo.write("a.txt", "0\n")
        repo.git("add", "-A")
        future = {"GIT_COMMITTER_DATE": "4000000000 +0000"}
        repo.git("commit", "-q", "-m", "root", env=future)
        repo.git("checkout", "-q", "-b", "work")
        repo.commit_file("new.py", line(NEW))
        repo.git("checkout", "-q", "main")
        repo.commit_file("b.txt", "1\n")
        repo.git("checkout", "-q", "work")
        self.assertEqual(repo.run("--range", "main...work").paths(), ["new.py"])
        self.assertEqual(repo.run("--new-since", "main").status, 1)


class NewSince(GateCase):
    def branched(self, **files):
        """main with the named files, on which branch work begins."""
        repo = self.repo()
        repo.write("readme.txt", "r\n")
        for name, text in files.items():
            repo.write(name.replace("__", "/").replace("_", "."), text)
        repo.commit("base")
        repo.git("checkout", "-q", "-b", "work")
        return repo

    def open_paths(self, repo, *words):
        run = repo.run("--new-since", "main", *words)
        self.assertEqual(run.summary["exit_status"], run.status)
        return sorted({each["place"]["path"] for each in run.findings
                       if not each["suppressed"] and each["level"] != "note"}), run

    def check_open(self, repo, *paths):
        found, run = self.open_paths(repo)
        self.assertEqual(found, sorted(paths), run.told())
        self.assertEqual(run.status, 1 if paths else 0, run.told())
        return run

    def test_what_stood_there_does_not_count(self):
        repo = self.branched(a_py=line(0))
        run = self.check_open(repo)
        self.assertEqual([each["baseline"] for each in run.findings], ["unchanged"])
        self.assertEqual([each["allowed_by"] for each in run.findings], ["--new-since"])
        repo.write("a.py", "x = 1\n\n\n" + line(0))
        self.check_open(repo)

    def test_new_places_of_an_old_secret(self):
        repo = self.branched(a_py=line(0))
        repo.git("mv", "a.py", "b.py")
        self.check_open(repo)  # renamed
        repo.write("c.py", line(0))
        repo.git("add", "c.py")
        found, run = self.open_paths(repo)
        self.assertEqual(len(found), 1, run.told())  # one of the two is a copy
        repo.git("reset", "-q", "--hard")
        repo.write("a.py", "x = 1\n")
        repo.write("c.py", line(0))
        repo.commit("moved into another file")
        self.check_open(repo, "c.py")

    def test_work_that_is_not_committed(self):
        repo = self.branched(a_py=line(0))
        repo.write("staged.py", line(1))
        repo.git("add", "staged.py")
        repo.write("staged.py", "x = 1\n")
        repo.write("loose.py", line(2))
        self.check_open(repo, "loose.py", "staged.py")

    def test_what_comes_and_goes_is_for_the_range(self):
        repo = self.branched()
        repo.commit_file("a.py", line(1))
        repo.commit_file("a.py", "x = 1\n")
        self.check_open(repo)
        self.assertEqual(repo.run("--range", "main..work").paths(), ["a.py"])

    def test_what_main_got_meanwhile_is_none_of_ours(self):
        repo = self.branched()
        repo.commit_file("b.txt", "1\n")
        repo.git("checkout", "-q", "main")
        repo.commit_file("m.py", line(3))
        repo.git("checkout", "-q", "work")
        self.check_open(repo)
        repo.git("merge", "-q", "--no-edit", "main")
        self.check_open(repo)  # the merge base moved with it

    def test_a_comment_that_allows(self):
        allow = line(0).rstrip() + "  # seclint:allow github-pat -- revoked\n"
        repo = self.branched(a_py=allow, b_py=line(1))
        repo.write("a.py", line(0))
        self.check_open(repo, "a.py")  # taken away
        repo.git("checkout", "-q", "a.py")
        repo.write("b.py", line(1).rstrip() + "  # seclint:allow github-pat -- revoked\n")
        repo.write("c.py", line(1))
        self.check_open(repo, "c.py")  # the comment does not free a place for a copy
        (repo.path / "c.py").unlink()
        repo.git("mv", "b.py", "d.py")
        repo.write("e.py", line(1))
        self.check_open(repo, "e.py")  # nor in a file that was renamed

    def test_several_in_one_file(self):
        policy = ('{"Version": "2012-10-17", "Statement": [%s]}\n')
        grant = ('{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", '
                 '"Resource": "*"}')
        repo = self.branched(role_json=policy % grant)
        self.check_open(repo)
        repo.write("role.json", policy % ",\n".join([grant, grant, grant]))
        run = self.check_open(repo, "role.json")
        wide = [each for each in run.findings if each["rule"] == "iam-secret-wildcard"]
        self.assertEqual(sorted(each["suppressed"] for each in wide), [False, False, True])

    def test_checks_across_files(self):
        repo = self.branched(deploy__vars__common_yml="a: 1\n", _gitignore="*.log\n")
        plain = repo.run("--no-history")
        self.assertIn("ignore-class-uncovered", {each["rule"] for each in plain.findings})
        found = repo.run("--new-since", "main")
        self.assertEqual([each["suppressed"] for each in found.findings],
                         [True] * len(plain.findings), found.told())
        repo.run("--fix-gitignore", "--yes", form=None)
        repo.commit("covered")
        repo.git("branch", "-f", "main", "work")
        covered = repo.run("--no-history")
        self.assertEqual(covered.status, 0, covered.told())
        repo.write(".gitignore", "*.log\n")
        run = self.check_open(repo, ".gitignore")
        self.assertIn("ignore-class-uncovered", {each["rule"] for each in run.findings
                                                 if not each["suppressed"]})

    def test_one_thing_wrong_in_place_of_another(self):
        repo = self.branched(deploy__vars__common_yml="a: 1\n",
                             _gitignore="deploy/docker_deploy*.env\n")
        self.check_open(repo)
        repo.write(".gitignore", "deploy/vars/*.yml\n!deploy/vars/common.yml\n")
        run = self.check_open(repo, ".gitignore")
        self.assertIn("docker_deploy.env", " ".join(
            each["message"] for each in run.findings if not each["suppressed"]))

    def test_a_file_that_git_crypt_should_have_encrypted(self):
        repo = self.branched(_gitattributes="*.key filter=git-crypt diff=git-crypt\n",
                             app_key="k: 1\n")
        plain = repo.run("--no-history")
        rules = {each["rule"] for each in plain.findings}
        self.assertIn("git-crypt-blob-plaintext", rules, plain.told())
        run = repo.run("--new-since", "main")
        self.assertEqual({each["rule"] for each in run.findings if each["suppressed"]},
                         rules, run.told())

    def test_a_baseline_beside_it(self):
        repo = self.branched(a_py=line(0))
        repo.write("b.py", line(1))
        repo.run("baseline", "create", form=None)
        self.check_open(repo)
        repo.write("c.py", line(0))  # a copy of what the baseline and main know
        repo.write("d.py", line(2))
        run = self.check_open(repo, "c.py", "d.py")
        self.assertEqual({each["place"]["path"]: each["allowed_by"]
                          for each in run.findings if each["suppressed"]},
                         {"a.py": "baseline", "b.py": "baseline"})

    def test_sarif_says_new_and_unchanged(self):
        repo = self.branched(a_py=line(0))
        repo.write("b.py", line(1))
        run = repo.run("--new-since", "main", "--sarif-suppressed", "include", form="sarif")
        results = json.loads(run.out)["runs"][0]["results"]
        states = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]:
                  (each["baselineState"], len(each["suppressions"])) for each in results}
        self.assertEqual(states, {"a.py": ("unchanged", 1), "b.py": ("new", 0)})

    def test_levels_and_statistics(self):
        repo = self.branched(a_py=line(0))
        repo.write("b.py", line(1))
        self.assertEqual(repo.run("--new-since", "main", "--fail-on", "never").status, 0)
        self.assertEqual(repo.run("--new-since", "main", "--exit-zero").status, 0)
        run = repo.run("--new-since", "main", "--statistics", form="text")
        self.assertEqual(run.status, 1)
        self.assertRegex(run.out.decode(), r"(?m)^ *1 .*github-pat")
        for form in ("text", "github", "gitlab", "codequality", "junit", "rdjson", "azure",
                     "html", "markdown"):
            run = repo.run("--new-since", "main", form=form)
            self.assertEqual(run.status, 1, form)
            self.assertIn(b"b.py", run.out, form)

    def test_every_number_of_threads_says_the_same(self):
        repo = self.branched(a_py=line(0), c_py=line(1))
        repo.write("b.py", line(2))
        one = repo.run("--new-since", "main", "-j", "1")
        self.assertEqual(one.out, repo.run("--new-since", "main", "-j", "7").out)

    def test_what_cannot_be_read_there_counts_as_new(self):
        repo = self.branched(a_py=line(0), b_py=line(1))
        repo.commit_file("b.py", "x = 1\n")
        repo.commit_file("b.py", line(1) + "y = 1\n")
        self.check_open(repo)
        blob = repo.git("rev-parse", "main:b.py")
        repo.object_file(blob).unlink()
        run = self.check_open(repo, "b.py")
        self.assert_noticed(run, "could not be read", "counts as new", incomplete=False)

    def test_a_tree_that_spells_many_paths(self):
        """Five trees of ten entries each, one content behind all of them."""
        repo = self.planted()
        entry = f"100644 blob {repo.git('rev-parse', 'HEAD:app.py')}\tapp%d.py"
        for _ in range(5):
            lines = "".join(entry % number + "\n" for number in range(10))
            tree = repo.git("mktree", data=lines.encode())
            entry = f"040000 tree {tree}\td%d"
        bomb = repo.git("commit-tree", tree, "-m", "bomb")
        after = repo.git("commit-tree", "HEAD^{tree}", "-p", bomb, "-m", "after")
        repo.git("reset", "-q", "--hard", after)
        run = repo.run("--new-since", bomb)
        self.assert_noticed(run, "could not be read", "counts as new", incomplete=False)
        self.assertLess(run.memory, 1 << 30)

    def test_links_submodules_and_odd_trees(self):
        repo = self.branched(a_py=line(0))
        (repo.path / "link.py").symlink_to("a.py")
        (repo.path / "dir").mkdir()
        (repo.path / "dir/away").symlink_to("/etc/passwd")
        repo.git("update-index", "--add", "--cacheinfo",
                 f"160000,{repo.git('rev-parse', 'HEAD')},sub")
        repo.commit("links")
        repo.git("branch", "-f", "main", "work")
        repo.commit_file("new.py", line(1))
        self.check_open(repo, "new.py")


main()

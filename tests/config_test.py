"""The configuration: where it is found, what it says of paths, what is told about its
mistakes, how it is shown, and the schema that editors have of it."""

import json
import os
import pathlib
import re
import unittest

from repo_kit import Case, line, main

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
SCHEMA = ROOT / "docs" / "schema" / "seclint.schema.json"

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = yaml = None


class Repository(Case):
    """Tokens at src/a.py, docs/a.py, test/c.py and b.py."""

    def setUp(self):
        super().setUp()
        self.tree = self.repo()
        for number, name in enumerate(["src/a.py", "docs/a.py", "test/c.py", "b.py"]):
            self.tree.write(name, line(number))
        self.tree.commit("first")

    def levels(self, run):
        return {each["place"]["path"]: each["level"] for each in run.findings
                if each["rule"] == "github-pat" and not each["suppressed"]}

    def configured(self, text, *args, **options):
        self.tree.write(".seclint.yml", text)
        return self.tree.run("--no-cache", *args, **options)


class Levels(Repository):
    ALL = {"src/a.py": "error", "docs/a.py": "error", "test/c.py": "error",
           "b.py": "error"}

    def test_keys_of_rules(self):
        cases = {
            "github-pat: note": "note",
            "'github-*': note": "note",
            "'provider:github': warning": "warning",
            "'tag:token': note": "note",
            # an id counts before the others, and of those the last that fits
            "'github-*': off\n  github-pat: note\n  'provider:GitHub': off": "note",
            "'github-*': note\n  'provider:GitHub': warning": "warning",
        }
        rule = (ROOT / "rules/github/github-pat.yml").read_text()
        self.assertRegex(rule, r"tags: \[.*token.*\]")
        for text, level in cases.items():
            with self.subTest(text):
                run = self.configured(f"rules:\n  {text}\n")
                self.assertEqual(self.levels(run), dict.fromkeys(self.ALL, level))
                self.assertEqual(run.message(), "")

    def test_overrides(self):
        run = self.configured(
            "overrides:\n"
            "  - paths: ['src/**', 'docs/**']\n    rules: {github-pat: note}\n"
            "  - path: 'docs/**'\n    rules: {'github-*': warning}\n"
            "  - path: 'test/**'\n    exclude-rules: [github-pat, generic-secret]\n")
        self.assertEqual(self.levels(run), {
            "src/a.py": "note", "docs/a.py": "warning", "b.py": "error"})
        self.assertNotIn("test/c.py", run.paths())
        self.assert_status(run, 1)

    def test_a_rule_that_is_off_but_for_a_path(self):
        run = self.configured(
            "rules: {github-pat: off}\n"
            "overrides: [{path: 'src/**', rules: {github-pat: error}}]\n")
        self.assertEqual(self.levels(run), {"src/a.py": "error"})

    def test_the_exit_status_follows_the_level_of_the_path(self):
        text = "overrides: [{path: '**', rules: {github-pat: note, generic-secret: note}}]\n"
        self.assert_status(self.configured(text), 0)
        self.assert_status(self.configured(text + "fail-on: note\n"), 1)

    def test_history_and_hooks_and_ranges_have_the_same_levels(self):
        self.tree.git("rm", "-q", "src/a.py")
        head = self.tree.commit("gone")
        text = "overrides: [{path: 'src/**', rules: {github-pat: note}}]\n"
        self.assertEqual(self.levels(self.configured(text))["src/a.py"], "note")
        text = "overrides: [{path: 'src/**', exclude-rules: 'g*'}]\n"
        self.assertNotIn("src/a.py", self.configured(text).paths())
        self.tree.write("src/b.py", line(9))
        self.tree.git("add", "src/b.py")
        self.assertEqual(self.configured(text, "--staged").paths(), [])
        self.tree.git("commit", "-q", "-m", "b")
        self.assertEqual(self.configured(text, "--range", f"{head}..HEAD").paths(), [])
        run = self.configured("", "--range", f"{head}..HEAD")
        self.assertEqual(self.levels(run), {"src/b.py": "error"})

    def test_the_cache_keeps_no_verdict_of_another_configuration(self):
        self.tree.git("rm", "-q", "src/a.py")
        self.tree.commit("gone")
        texts = ["", "rules: {github-pat: off}\noverrides: [{path: 'src/**', rules: "
                 "{github-pat: warning}}]\n", "overrides: [{path: 'src/**', rules: "
                 "{github-pat: note}}]\n", "exclude: ['src/**']\n", ""]
        for text in texts * 2:
            self.tree.write(".seclint.yml", text)
            self.assertEqual(self.levels(self.tree.run()),
                             self.levels(self.tree.run("--no-cache")), text)

    def test_the_number_of_threads_changes_nothing(self):
        text = "overrides: [{path: '{src,test}/**', exclude-rules: 'g*'}]\nexclude: [x]\n"
        runs = [self.configured(text, "-j", str(n)) for n in (1, 4)]
        self.assertEqual(runs[0].out, runs[1].out)

    def test_a_member_of_an_archive(self):
        import zipfile
        with zipfile.ZipFile(self.tree.path / "old.zip", "w") as archive:
            archive.writestr("m.py", line(7))
        run = self.configured("overrides: [{path: '*.zip', exclude-rules: 'g*'}]\n")
        self.assertFalse([path for path in run.paths() if "zip" in path], run.told())


class Found(Repository):
    TEXT = ("exclude: ['docs/**']\noverrides: [{path: 'src/**', rules: {github-pat: "
            "note}}]\nallow: [{path: 'test/**', reason: x}]\n")

    def setUp(self):
        super().setUp()
        self.tree.write(".seclint.yml", self.TEXT)

    def test_from_a_plain_path_up_to_the_top(self):
        for args, folder, expected in [
            (["src"], ".", {"a.py": "note"}),
            (["src/a.py"], ".", {"src/a.py": "note"}),
            (["a.py"], "src", {"a.py": "note"}),
            (["."], "src", {"a.py": "note"}),
            (["../docs"], "src", {}),
            (["docs/a.py"], ".", {}),
            (["test"], ".", {}),
            (["src", "docs", "test", "b.py"], ".", {"src/a.py": "note", "b.py": "error"}),
        ]:
            with self.subTest(f"{args} in {folder}"):
                run = self.run_seclint(*args, cwd=self.tree.path / folder)
                self.assertEqual(self.levels(run), expected)

    def test_a_file_that_is_left_out_is_told(self):
        run = self.tree.run("docs/a.py")
        self.assert_status(run, 0)
        self.assert_noticed(run, "docs/a.py", "left out", incomplete=False)

    def test_standard_input_stands_for_a_path(self):
        run = self.tree.run("-", "--stdin-path", "src/x.py", data=line(3).encode())
        self.assertEqual(self.levels(run), {"src/x.py": "note"})

    def test_the_nearest_one_counts_alone(self):
        self.tree.write("src/.seclint.yml", "rules: {github-pat: warning}\n")
        run = self.run_seclint("a.py", cwd=self.tree.path / "src")
        self.assertEqual(self.levels(run), {"a.py": "warning"})
        # of a repository the one at its top counts
        self.assertEqual(self.levels(self.tree.run())["src/a.py"], "note")

    def test_nothing_above_the_top_of_the_working_tree(self):
        (self.folder / ".seclint.yml").write_text("rules: {github-pat: note}\n")
        os.remove(self.tree.path / ".seclint.yml")
        self.assertEqual(self.levels(self.tree.run("b.py")), {"b.py": "error"})

    def test_outside_of_a_repository_only_the_folder_itself(self):
        plain = self.folder / "plain"
        (plain / "sub").mkdir(parents=True)
        (plain / "sub/a.py").write_text(line(1))
        (plain / ".seclint.yml").write_text("rules: {github-pat: note}\n")
        self.assertEqual(self.levels(self.run_seclint("plain")), {"sub/a.py": "note"})
        self.assertEqual(self.levels(self.run_seclint("plain/sub")), {"a.py": "error"})

    def test_a_folder_of_another_user_is_not_asked(self):
        self.need_root()
        other = self.folder / "shared"
        (other / "mine").mkdir(parents=True)
        (other / ".git").mkdir()
        (other / ".seclint.yml").write_text("rules: {github-pat: note}\n")
        (other / "mine/a.py").write_text(line(1))
        self.assertEqual(self.levels(self.run_seclint("shared/mine")), {"a.py": "note"})
        os.chown(other, 65534, 65534)
        self.assertEqual(self.levels(self.run_seclint("shared/mine")), {"a.py": "error"})

    def test_a_link_is_not_followed(self):
        os.remove(self.tree.path / ".seclint.yml")
        (self.folder / "outside.yml").write_text("rules: {github-pat: note}\n")
        os.symlink(self.folder / "outside.yml", self.tree.path / ".seclint.yml")
        for args in ([], ["b.py"]):
            self.assert_refused(self.tree.run(*args), ".seclint.yml")

    def test_no_config_and_locked(self):
        for option in ("--no-config", "--locked"):
            for args, name in ([], "src/a.py"), (["src/a.py"], "src/a.py"):
                run = self.tree.run(option, *args)
                self.assertEqual(self.levels(run)[name], "error")
        self.tree.write("c.py", line(5).rstrip() + "  # seclint:allow -- x\n")
        self.assertNotIn("c.py", self.levels(self.tree.run("--no-config")))
        self.assertIn("c.py", self.levels(self.tree.run("--locked")))
        own = self.tree.write("own.yml", "rules: {github-pat: note}\n")
        run = self.tree.run("--locked", "--config", own)
        self.assertEqual(self.levels(run)["src/a.py"], "note")


class Odd(Repository):
    def test_what_is_unknown_is_a_warning(self):
        run = self.configured("exclud: [a]\nrules: {github-pta: off}\n")
        self.assert_status(run, 1)
        self.assertTrue(run.summary["complete"])
        self.assertIn("seclint: warning: .seclint.yml:1:1: unknown key 'exclud', did you "
                      "mean exclude?\n", run.message())
        self.assert_noticed(run, ".seclint.yml:2:9", "no rule 'github-pta', did you mean "
                            "github-pat?", incomplete=False)
        self.assertEqual(self.configured("exclud: [a]\n", "--quiet").message(), "")

    def test_an_empty_repository_is_not_clean_for_a_warning(self):
        empty = self.repo("empty")
        (self.folder / "c.yml").write_text("exclud: [a]\n")
        self.assert_refused(empty.run("--config", self.folder / "c.yml"),
                            "nothing to scan")

    def test_globs_that_no_path_fits(self):
        text = ("exclude: ['old/**', '*.md', 'docs/**', 'docs/a.py']\n"
                "overrides: [{paths: ['src/*', 'nope/**'], rules: {github-pat: note}}, "
                "{path: 'no.py', exclude-rules: github-pat}, {path: '*.zip!/x', "
                "exclude-rules: github-pat}]\n")
        told = [".seclint.yml:1:12: no path fits 'old/**'",
                ".seclint.yml:1:22: no path fits '*.md'",
                ".seclint.yml:2:32: no path fits 'nope/**'",
                ".seclint.yml:2:72: no path fits 'no.py'"]
        run = self.configured(text)
        self.assertEqual(run.message().replace("seclint: warning: ", "").splitlines(), told)
        self.assertTrue(run.summary["complete"])
        for args in (["--staged"], ["--no-history"], ["src"]):
            self.assertEqual(self.configured(text, *args).message(), "", args)

    def test_what_is_ignored_need_not_be_there(self):
        self.tree.write(".gitignore", "build/\n*.log\n")
        run = self.configured("exclude: ['build/**', '*.log', 'build/{a,b}/[xy]?', 'out/**']\n")
        self.assertEqual(run.message(),
                         "seclint: warning: .seclint.yml:1:54: no path fits 'out/**'\n")

    def test_a_glob_for_history_alone_fits(self):
        self.tree.git("rm", "-q", "-r", "src", "test")
        self.tree.commit("gone")
        run = self.configured(
            "exclude: ['src/**']\n"
            "overrides: [{path: 'test/**', exclude-rules: 'g*'}]\n")
        self.assertEqual(run.message(), "")

    def test_a_bare_repository_has_no_paths_to_judge_globs_by(self):
        bare = self.folder / "bare.git"
        self.tree.git("clone", "-q", "--bare", self.tree.path, bare)
        (self.folder / "c.yml").write_text("exclude: ['docs/**']\n")
        run = self.run_seclint("--config", self.folder / "c.yml", bare)
        self.assertEqual(run.message(), "")
        self.assertNotIn("docs/a.py", run.paths())

    def test_a_misspelt_key_does_not_allow_more(self):
        run = self.configured("allow: [{path: '**', lin: EXAMPLE, reason: x}]\n")
        self.assertEqual(len(self.levels(run)), 4)
        self.assertIn("allows nothing", run.message())

    def test_nothing_outside_of_the_repository_is_read(self):
        (self.folder / "rules").mkdir()
        (self.folder / "rules/a.yml").write_text("id: leaked-name\n")
        os.symlink(self.folder / "rules", self.tree.path / "linked")
        for place in ("../rules", str(self.folder / "rules"), "linked", "src/../../rules"):
            for args in ([], ["src"], ["config", "check"]):
                run = self.configured(f"rules-dir: '{place}'\n") if not args else \
                    self.run_seclint(*args, form=None, cwd=self.tree.path)
                self.assert_status(run, 2)
                self.assertNotIn(b"leaked-name", run.out + run.err)

    def test_what_cannot_be_understood_is_refused(self):
        for text, told in [
            ("fail-on: [\n", ".seclint.yml:2: "),
            ("fail-on: 3\n", ".seclint.yml:1:1: 'fail-on'"),
            ("overrides: [{path: a}]\n", ".seclint.yml:1:13: this entry changes nothing"),
            ("baseline: ../x\n", ".seclint.yml:1:1: 'baseline' must be a file below"),
        ]:
            self.assert_refused(self.configured(text), told)

    def test_many_unknown_rules_take_no_time(self):
        run = self.configured("rules:\n" + "".join(
            f"  github-pat-{n}: off\n" for n in range(2000)))
        self.assertEqual(run.message().count("no rule"), 200)
        self.assert_refused(self.configured("rules:\n" + "".join(
            f"  x{n}: off\n" for n in range(2001))), "more than 2000")


class Command(Repository):
    def config(self, *args, cwd=None, status=0):
        run = self.run_seclint("config", *args, form=None, cwd=cwd or self.tree.path)
        self.assert_status(run, status)
        return run

    def test_show_tells_where_each_value_comes_from(self):
        self.tree.write(".seclint.yml", "# mine\nprofile: iam\nexclude:\n  - 'a/**'\n")
        text = self.config("show", "--fail-on", "note").out.decode()
        for row in ["profile: iam  # .seclint.yml:2", "exclude:  # .seclint.yml:3",
                    "  - a/**  # .seclint.yml:4", "fail-on: note  # --fail-on",
                    "# baseline:  # default", "rules: {}  # default"]:
            self.assertIn(row + "\n", text)
        rows = [json.loads(row) for row in
                self.config("show", "--format=jsonl").out.decode().splitlines()]
        values = {row["key"]: (row["value"], row["origin"]) for row in rows}
        self.assertEqual(values["exclude"], (["a/**"], ".seclint.yml:3"))
        self.assertEqual(values["fail-on"], ("warning", "default"))
        whole = json.loads(self.config("show", "--format=json", "--no-config").out)
        self.assertIsNone(whole["file"])
        self.assertEqual(whole["values"].keys(), values.keys())

    def test_show_of_a_path(self):
        self.tree.write(".seclint.yml", "profile: iam\n")
        self.tree.write("src/.seclint.yml", "profile: pedantic\n")
        self.assertIn("iam  # .seclint.yml:1", self.config("show").out.decode())
        self.assertIn("pedantic  # src/.seclint.yml:1",
                      self.config("show", "src/a.py").out.decode())
        self.assertIn("iam  # ../.seclint.yml:1", self.config(
            "show", "../docs", cwd=self.tree.path / "src").out.decode())

    def test_what_is_shown_can_be_read_again(self):
        self.tree.write("one.yml", """\
exclude: ['#x', "tab\\there", 'it''s', yes.txt]
rules: {github-pat: off, 'tag:iam': note, "provider:AWS": error}
allow:
  - {rule: github-pat, line: '^\\s*#', reason: "two\\nlines", until: 2030-01-31}
custom-rules:
  - id: acme-token
    title: 'Acme: token'
    level: error
    confidence: high
    cwe: 798
    severity: '8.0'
    match: {literals: [acme_], regex: '\\bacme_[0-9]{9}', ignore-case: true, paths: []}
    why: |
      Several

        lines.
    fix: x
    examples: {ignore: [a, {path: x, text: y}]}
""")
        shown = self.config("show", "--config", "one.yml").out
        self.tree.write("two.yml", shown)
        values = [json.loads(self.config("show", "--config", name, "--format=json").out)
                  for name in ("one.yml", "two.yml")]
        for key, value in values[0]["values"].items():
            self.assertEqual(value["value"], values[1]["values"][key]["value"], key)

    def test_check_tells_all_mistakes(self):
        self.tree.write("c.yml", "fail-on: 3\nprofil: iam\nexclude: ['[a', '[b']\n")
        run = self.config("check", "c.yml", status=2)
        self.assertEqual(run.out.decode().splitlines(), [
            "c.yml:1:1: error: 'fail-on' must be error, warning, note or never",
            "c.yml:2:1: warning: unknown key 'profil', did you mean profile?",
            "c.yml:3:12: error: glob '[a': class is not closed",
            "c.yml:3:18: error: glob '[b': class is not closed"])
        self.assertEqual(run.err, b"")
        self.assertEqual(self.config("show", "--config", "c.yml", status=2).err, run.out)

    def test_check_of_what_is_found(self):
        self.assertIn("there is no .seclint.yml", self.config("check", status=2).message())
        self.tree.write(".seclint.yml", "exclud: []\n")
        self.assertIn(b".seclint.yml:1:1: warning: unknown key", self.config("check").out)
        self.tree.write(".seclint.yml", "exclude: []\n")
        self.assertEqual(self.config("check").out, b".seclint.yml: nothing is wrong\n")
        self.tree.write(".seclint.yml", "a: {\n")
        self.assertIn(b".seclint.yml:2:1: error: ", self.config("check", status=2).out)
        self.tree.write(".seclint.yml", "rules: {'*': off}\n")
        self.assertIn("no rule is active", self.config("check", status=2).message())
        self.tree.write("r/x.yml", "id: x\n")
        self.tree.write(".seclint.yml", "rules-dir: r\nfail-on: 3\n")
        out = self.config("check", status=2).out
        self.assertIn(b"r/x.yml:1: ", out)
        self.assertIn(b".seclint.yml:2:1: error: ", out)

    def test_wrong_words(self):
        for args in (["shew"], ["show", "a", "b"], ["schema", "x"], ["check", "none.yml"]):
            self.config(*args, status=2)


def load(text):
    """YAML 1.2's plain scalars, as seclint and editors read them."""
    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false$"), "tf")
    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(null)?$"), ["n", ""])
    Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("[0-9]+$"),
                                 list("0123456789"))
    Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[0-9]+\.[0-9]+$"),
                                 list("0123456789"))
    return yaml.load(text, Loader)


@unittest.skipUnless(jsonschema, "jsonschema and yaml are not installed")
class Schema(Case):
    def setUp(self):
        super().setUp()
        self.schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(self.schema)
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def accepted_by_seclint(self, text):
        file = self.folder / "c.yml"
        file.write_text(text)
        run = self.run_seclint("config", "check", "c.yml", form=None)
        return run.status == 0 and b": warning: " not in run.out, run.out

    def test_the_published_one_is_what_the_program_writes(self):
        run = self.run_seclint("config", "schema", form=None)
        self.assertEqual(run.out.decode(), SCHEMA.read_text(),
                         "run: seclint config schema > docs/schema/seclint.schema.json")

    def test_every_key_is_described_and_no_other_is_taken(self):
        owners = [self.schema, *self.schema["$defs"].values()]
        owners = [each for each in owners if "properties" in each]
        self.assertEqual(len(owners), 9)
        for owner in owners:
            self.assertIs(owner["additionalProperties"], False)
            for key, value in owner["properties"].items():
                self.assertGreater(len(value["description"]), 8, key)

    def test_the_keys_of_rules_are_those_that_the_program_reads(self):
        source = {}
        for name in ("rule_load.c", "pattern_load.c"):
            text = (ROOT / "src/rule" / name).read_text()
            for table in re.finditer(r"static const sl_field (\w+)\[\] = \{(.*?)\n *\};", text,
                                     re.S):
                keys = re.findall(r'(?:\{|FIELD\(|PATTERN\()"([a-z-]+)", (true|false)',
                                  table[2])
                source[frozenset(key for key, _ in keys)] = {
                    key for key, required in keys if required == "true"}
        here = {}
        for name in ("rule", "match", "assigned", "part", "examples", "sample"):
            owner = self.schema["$defs"][name]
            here[frozenset(owner["properties"])] = set(owner.get("required", []))
        self.assertEqual(source, here)

    def test_the_values_that_it_lists_are_those_that_seclint_takes(self):
        for key, value in self.schema["properties"].items():
            for word in value.get("enum", []):
                ok, told = self.accepted_by_seclint(f"{key}: {word}\n")
                self.assertTrue(ok, told)
        for level in self.schema["$defs"]["level"]["enum"]:
            ok, told = self.accepted_by_seclint(f"rules: {{github-pat: {level}}}\n")
            self.assertTrue(ok, told)

    def examples(self):
        own = ROOT / ".seclint.yml"
        yield str(own), own.read_text()
        for file in sorted((ROOT / "docs").glob("*.md")) + [ROOT / "README.md"]:
            for block in re.findall(r"^```ya?ml\n(.*?)^```", file.read_text(), re.S | re.M):
                words = re.findall(r"^([a-z-]+):", block, re.M)
                known = set(words) & set(self.schema["properties"])
                if known and "id" not in words and "jobs" not in words:
                    yield str(file), block
        for file in sorted((ROOT / "tests/fixtures").rglob("steps")) + sorted(
                (ROOT / "tests/fixtures").rglob("seclint.yml")):
            text = file.read_text(errors="replace")
            if file.name == "seclint.yml":
                yield str(file), text

    def test_examples_are_valid(self):
        seen = 0
        for name, text in self.examples():
            with self.subTest(name):
                errors = [error.message for error in
                          self.validator.iter_errors(load(text))]
                self.assertEqual(errors, [], text)
            seen += 1
        self.assertGreaterEqual(seen, 4)

    def test_both_agree_on_what_is_wrong(self):
        for text in [
            "rule: {}\n", "fail-on: off\n", "fail-on: []\n", "profile: all\n",
            "strategy: vault\n", "checksum-mismatch: yes\n", "exclude: a\n",
            "exclude: [[a]]\n", "baseline: /a\n", "baseline: ''\n", "rules: []\n",
            "rules: {github-pat: loud}\n", "rules: {github-pat: }\n", "allow: {}\n",
            "allow: [{path: a}]\n", "allow: [{reason: x}]\n",
            "allow: [{path: a, reason: ' '}]\n", "allow: [{pth: a, reason: x}]\n",
            "allow: [{path: a, pth: b, reason: x}]\n",
            "allow: [{path: a, paths: [b], reason: x}]\n",
            "allow: [{paths: [], reason: x}]\n", "allow: [{commit: abc, reason: x}]\n",
            "allow: [{fingerprint: abc, reason: x}]\n", "allow: [{line: '', reason: x}]\n",
            "allow: [{path: a, reason: x, until: soon}]\n", "overrides: {}\n",
            "overrides: [{path: a}]\n", "overrides: [{rules: {github-pat: off}}]\n",
            "overrides: [{path: a, rules: {github-pat: x}}]\n",
            "overrides: [{path: a, paths: b, exclude-rules: github-pat}]\n",
            "overrides: [{path: a, exclude-rules: github-pat, extra: 1}]\n",
            "custom-rules: {}\n", "custom-rules: [{id: a}]\n", "rules-dir: {}\n", "- a\n",
        ]:
            with self.subTest(text):
                self.assertTrue(list(self.validator.iter_errors(load(text))))
                ok, _ = self.accepted_by_seclint(text)
                self.assertFalse(ok)

    def test_both_agree_on_what_is_right(self):
        for text in [
            "", "exclude: []\n", "fail-on: never\n", "baseline: a/b.txt\n",
            "rules: {github-pat: off, 'aws-*': note, 'tag:iam': error, 'provider:AWS': off}\n",
            "allow: [{rule: github-pat, reason: x, until: 2030-01-31}]\n",
            "allow: [{rules: [github-pat], commits: [0123abc], value: x, line: y, reason: "
            "x}]\n",
            "overrides: [{path: 'a/**', exclude-rules: 'github-*', reason: x}]\n",
            "overrides: [{paths: [a, b], rules: {github-pat: off}}]\n",
        ]:
            with self.subTest(text):
                self.assertEqual(list(self.validator.iter_errors(load(text))), [])
                ok, told = self.accepted_by_seclint(text)
                self.assertTrue(ok, told)


main()

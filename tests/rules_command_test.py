"""Rules of the user: where they come from, what is wrong with them, their examples, and
those of a gitleaks configuration; and what allows a finding by its fingerprint."""

import json
import unittest

from repo_kit import Case, line

RULE = """\
id: {id}
title: Acme token
level: error
confidence: high
cwe: 798
severity: '8.0'
match:
  literals: [{literal}]
  regex: '{regex}'
why: x
fix: x
examples:
  match: ['key: <<acme_:32:0-9a-f>>']
  ignore: ['key: acme_key']
"""


def rule(name="acme-token", literal="acme_", regex=r"\bacme_[0-9a-f]{32}\b"):
    return RULE.format(id=name, literal=literal, regex=regex)


GITLEAKS = r"""
[[rules]]
id = "acme_token"
description = "Acme token."
regex = '''\b(acme_[0-9a-f]{32})\b'''
[[rules.allowlists]]
paths = ['''^tests/''', '''a{2}''']
[[rules]]
id = "no-literal"
regex = '''[0-9]{20}'''
"""


class RulesTest(Case):
    def setUp(self):
        super().setUp()
        self.repo = self.repo()
        self.secret = "acme" + "_" + "8f3a90c5d71b2e46" * 2
        self.repo.write("app.py", f'KEY = "{self.secret}"\n')

    def found(self, *arguments):
        run = self.repo.run("--format=jsonl", *arguments)
        records = [json.loads(row) for row in run.out.decode().splitlines()]
        return {r["rule"] for r in records
                if r["type"] == "finding" and not r["suppressed"]}

    def test_a_directory_that_the_configuration_names(self):
        self.repo.write("tools/seclint/deep/acme.yml", rule())
        for value in ("tools/seclint", "[tools/seclint]", "tools/seclint/"):
            with self.subTest(value):
                self.repo.write(".seclint.yml", f"rules-dir: {value}\n")
                self.assertIn("acme-token", self.found())
                self.assertIn(b"acme-token", self.repo.run("rules").out)

    def test_directories_elsewhere_are_refused(self):
        (self.folder / "outside").mkdir()
        (self.folder / "outside" / "acme.yml").write_text(rule())
        (self.repo.path / "link").symlink_to(self.folder / "outside")
        (self.repo.path / "linked").mkdir()
        (self.repo.path / "linked" / "acme.yml").symlink_to(
            self.folder / "outside" / "acme.yml")
        for value in ("../outside", str(self.folder / "outside"), "link", "linked", "''",
                      "./.", "nowhere", "app.py"):
            with self.subTest(value):
                self.repo.write(".seclint.yml", f"# one\nrules-dir: {value}\n")
                run = self.repo.run()
                self.assertEqual(run.status, 2)
                self.assertIn(b".seclint.yml:2:1: ", run.err)

    def test_a_rule_in_the_configuration(self):
        text = "".join(f"    {row}\n" for row in rule().splitlines())
        self.repo.write(".seclint.yml", "custom-rules:\n  -" + text[3:])
        self.assertIn("acme-token", self.found())

    def test_the_place_of_a_mistake_is_told(self):
        self.repo.write("r/a.yml", rule().replace("cwe: 798", "cwe: many"))
        self.repo.write(".seclint.yml", "rules-dir: r\n")
        self.assertIn(b"r/a.yml:5: ", self.repo.run().err)

    def test_no_rule_takes_the_id_of_another(self):
        self.repo.write("r/a.yml", rule("github-pat"))
        self.repo.write(".seclint.yml", "rules-dir: r\n")
        self.assertIn(b"r/a.yml:1: rule 'github-pat' is defined in ", self.repo.run().err)

    def test_examples_are_tried(self):
        cases = [
            (rule(), 0, b"1 rule, 2 examples, 0 failed"),
            (rule(literal="corp_"), 1, b"match example 1: none of the literals"),
            (rule(regex="acme_[g-z]"), 1, b"match example 1: the regex does not match"),
            (rule(regex=r"key: acme_[0-9a-f]+"), 1, b"say 'before: 5' or more"),
            (rule(regex=r"acme_[g-z0-9a-f]"), 1, b"ignore example 1: is found, and must not be"),
            (rule().replace("match:\n", "match:\n  after: 4\n", 1), 1,
             b"say 'after: 32' or more"),
            (rule().replace("match:\n", "match:\n  entropy: 5.5\n", 1), 1,
             b"'entropy' asks 5.50"),
            (rule().replace("match:\n", "match:\n  paths: ['*.py']\n", 1), 1,
             b"leave example.txt out"),
            (rule().replace("match:\n", "match:\n  not-values: ['acme']\n", 1), 1,
             b"the secret is refused"),
            (rule().replace("cwe", "cve"), 2, b"unknown key 'cve'"),
            (rule("github-pat"), 2, b"is defined in"),
        ]
        for text, status, told in cases:
            with self.subTest(told):
                self.repo.write("r/a.yml", text)
                run = self.repo.run("rules", "test", "r")
                self.assertEqual(run.status, status, run.out + run.err)
                self.assertIn(told, run.out + run.err)

    def test_wrong_usage(self):
        for arguments in (["rules", "test"], ["rules", "import"], ["rules", "x"],
                          ["rules", "--into", "d"], ["rules", "import", "no.toml"],
                          ["rules", "test", "nowhere"]):
            with self.subTest(arguments):
                run = self.repo.run(*arguments)
                self.assertEqual(run.status, 2)
                self.assertTrue(run.err.startswith(b"seclint: "), run.err)

    def test_a_gitleaks_configuration_becomes_ours(self):
        self.repo.write("g.toml", GITLEAKS)
        run = self.repo.run("rules", "import", "g.toml")
        self.assertEqual(run.status, 0)
        self.assertIn(b"g.toml:7: rule acme_token: paths: no glob says 'a{2}'", run.err)
        self.assertIn(b"g.toml:10: rule no-literal: regex: rule left out", run.err)
        self.repo.write(".seclint.yml", run.out.decode())
        self.assertIn("acme-token", self.found())
        self.repo.write("tests/app.py", f'KEY = "{self.secret}"\n')
        (self.repo.path / "app.py").unlink()
        self.assertNotIn("acme-token", self.found("--no-history"))

    def test_imported_rules_as_files(self):
        self.repo.write("g.toml", GITLEAKS)
        run = self.repo.run("rules", "import", "g.toml", "--into", "r")
        self.assertEqual((run.status, run.out), (0, b""))
        self.assertIn("acme-token", self.found("--rules", "r"))
        again = self.repo.run("rules", "import", "g.toml", "--into", "r")
        self.assertEqual(again.status, 2)
        self.assertIn(b"is there already", again.err)

    def test_a_fingerprint_allows_one_finding(self):
        self.repo.write("a.py", line(1) + line(2))
        run = self.repo.run("--format=jsonl")
        records = [json.loads(row) for row in run.out.decode().splitlines()]
        prints = [r["fingerprint"] for r in records
                  if r["type"] == "finding" and r["rule"] == "github-pat"]
        self.assertEqual(len(prints), 2)
        self.repo.write(".seclint.yml", "allow:\n- fingerprint: " + prints[0] +
                        "\n  reason: revoked\n")
        run = self.repo.run("--format=jsonl")
        records = [json.loads(row) for row in run.out.decode().splitlines()]
        allowed = {r["fingerprint"]: (r["allowed_by"], r["justification"])
                   for r in records if r["type"] == "finding"
                   and r["rule"] == "github-pat"}
        self.assertEqual(allowed, {prints[0]: ("config", "revoked"),
                                   prints[1]: (None, None)})


if __name__ == "__main__":
    unittest.main()

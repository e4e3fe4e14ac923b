"""Policies that are broken or meant to cost time: a finding or a notice, never a crash,
and time that grows with the size and no faster."""

import json

from repo_kit import MIB, SANITIZED, Case, main

# What a check has for itself is measured elsewhere; here all of them together.
ARGUMENTS = ["--profile", "pedantic", "--no-history"]


def statement(number, **more):
    return {"Sid": f"S{number}", "Effect": "Allow", "Action": ["s3:GetObject"],
            "Resource": [f"arn:aws:s3:::amzn-s3-demo-bucket/{number}/*"], **more}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def of_size(size):
    each = len(json.dumps(statement(10000))) + 2
    return policy(*map(statement, range(10000, 10000 + size // each)))


class Policies(Case):
    def scan(self, name, text):
        (self.folder / name).write_text(text)
        return self.run_seclint(*ARGUMENTS, name, cwd=self.folder)

    def rules(self, run):
        return {each["rule"] for each in run.findings}

    def test_a_policy_that_is_cut_off(self):
        text = policy(*map(statement, range(3)))
        for end in range(60, len(text) - 1, 7):
            run = self.scan("policy.json", text[:end])
            self.assertEqual(self.rules(run) & {"iam-json-syntax"}, {"iam-json-syntax"},
                             (text[:end], run.told()))

    def test_keys_that_are_given_twice(self):
        text = policy(statement(1)).replace('"Effect": "Allow"',
                                            '"Effect": "Deny", "Effect": "Allow"')
        run = self.scan("policy.json", text)
        self.assertIn("iam-duplicate-key", self.rules(run), run.told())

    def test_ten_thousand_statements(self):
        last = statement(10000, Effect="Allowed")
        run = self.scan("policy.json", policy(*map(statement, range(10000)), last))
        self.assertIn("iam-invalid-effect", self.rules(run), run.told())

    def test_a_policy_of_a_megabyte(self):
        run = self.scan("policy.json", of_size(MIB))
        self.assertIn("iam-policy-size", self.rules(run), run.told())

    def test_a_hundred_levels(self):
        text = policy(statement(1, Action="@")).replace('"@"', "[" * 100 + "]" * 100)
        run = self.scan("policy.json", text)
        self.assertIn("iam-wrong-type", self.rules(run), run.told())

    def test_more_levels_than_are_read(self):
        text = policy(statement(1, Action="@")).replace('"@"', "[" * 5000 + "]" * 5000)
        run = self.scan("policy.json", text)
        self.assertTrue(run.findings or run.notices, run.told())

    def test_placeholders_without_end(self):
        for hole in ("${", "{{", "<", "[", "$(", "${aws:username", "${aws:x, '", "%("):
            for count in (1, 3, 1000):
                run = self.scan("policy.json", policy(statement(1, Resource=hole * count)))
                self.assertNotIn("iam-json-syntax", self.rules(run), run.told())

    def test_aliases_of_aliases(self):
        text = "a0: &a0 [x, y]\n"
        for number in range(1, 60):
            inner = ", ".join([f"*a{number - 1}"] * 8)
            text += f"a{number}: &a{number} [{inner}]\n"
        text += "Statement:\n- Effect: Allow\n  Resource: '*'\n  Action: *a59\n"
        run = self.scan("vars.yml", text)
        self.assert_noticed(run, "vars.yml", "more than")

    def test_time_grows_with_size(self):
        unit = MIB // 4 if SANITIZED else MIB
        times = [self.scan("policy.json", of_size(unit * each)).work
                 for each in (1, 2, 4)]
        # Four times the size, and what a run costs that finds nothing.
        self.assertLess(times[2], 8 * times[0] + 2, times)


main()

"""The HTML report without a browser: well-formed, nothing but known elements and
attributes, hashes that fit, links that lead somewhere, the same facts as JSON Lines, and
nothing of what strangers wrote outside its place."""

import base64
import hashlib
import html.parser
import re
import subprocess
import unittest

import html_kit
import repo_kit
from repo_kit import Case, line

VOID = {"meta", "input", "rect", "path"}
# Elements and the attributes that each may have, beside id, class and aria-*.
KNOWN = {
    "html": {"lang"}, "head": set(), "title": set(), "style": set(), "body": set(),
    "meta": {"charset", "http-equiv", "content", "name"}, "script": set(),
    "header": set(), "nav": set(), "main": set(), "footer": set(), "section": set(),
    "article": set(), "div": {"role"}, "p": set(), "span": set(), "b": set(),
    "strong": set(), "small": set(), "h1": set(), "h2": set(), "h3": set(), "h4": set(),
    "ul": set(), "ol": set(), "li": set(), "dl": set(), "dt": set(), "dd": set(),
    "a": {"href", "rel", "data-rule"}, "code": {"data-copy"}, "pre": set(),
    "mark": set(), "time": {"datetime"}, "table": set(), "thead": set(),
    "tbody": set(), "tr": set(), "th": {"scope"}, "td": set(),
    "details": {"data-rule", "data-state", "data-time"}, "summary": set(),
    "form": {"hidden"}, "fieldset": set(), "legend": set(), "label": {"for"},
    "input": {"type", "name", "value", "checked", "autocomplete", "spellcheck"},
    "select": set(), "option": {"value"}, "button": {"type", "hidden"},
    "output": set(), "svg": {"viewbox", "preserveaspectratio", "role"},
    "rect": {"x", "y", "width", "height"}, "path": {"d"},
}
STEERING = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
                      "\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


class Page(html.parser.HTMLParser):
    """Everything that is wrong with a page, and what a test asks of it."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.faults, self.open, self.ids = [], [], []
        self.links, self.labels, self.counts, self.attributes = [], [], {}, []
        self.texts, self.texts_of = [], {}
        self.rows, self.findings = [], []
        self.feed(data.decode("utf-8"))
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        self.check_references()

    def fault(self, what):
        self.faults.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        known = KNOWN.get(tag)
        names = [name for name, _ in attrs]
        if known is None:
            self.fault(f"<{tag}>")
            return
        if len(set(names)) != len(names):
            self.fault(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            if name not in known | {"id", "class"} and not name.startswith("aria-"):
                self.fault(f"<{tag} {name}={value!r}>")
        values = dict(attrs)
        self.note(tag, values)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def note(self, tag, values):
        self.attributes += [(tag, *pair) for pair in values.items()]
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        for name in ("for", "aria-labelledby", "aria-describedby"):
            if name in values:
                self.labels.append(values[name])
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        if tag == "details" and "data-state" in values:
            self.findings.append({**values, "text": ""})

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes {self.open[-3:]}")
            return
        self.open.pop()

    def handle_data(self, data):
        here = self.open[-1] if self.open else ""
        self.texts_of.setdefault(here, []).append(data)
        if here in ("style", "script"):
            return
        self.texts.append(data)
        if ("td" in self.open or "th" in self.open) and here != "small":
            self.rows[-1][-1] += data
        if "details" in self.open and self.findings:
            self.findings[-1]["text"] += data

    def handle_comment(self, data):
        self.fault(f"a comment: {data[:40]!r}")

    def unknown_decl(self, data):
        self.fault(f"a declaration: {data[:40]!r}")

    def check_references(self):
        ids = set(self.ids)
        if len(ids) != len(self.ids):
            twice = sorted(each for each in ids if self.ids.count(each) > 1)
            self.faults.append(f"ids that are there twice: {twice[:10]}")
        for link in self.links:
            inside = link.startswith("#") and link[1:] in ids
            if not inside and not link.startswith("https://"):
                self.faults.append(f"a link to {link!r}")
        self.faults += [f"no such label: {each}" for each in self.labels
                        if each not in ids]

    def text(self):
        return re.sub(r"\s+", " ", "".join(self.texts))


def words(text):
    return re.sub(r"\s+", " ", text.replace("`", "")).strip()


class HtmlCase(Case):
    def check(self, data):
        """What is true of every page; gives it parsed."""
        page = Page(data)
        self.assertEqual(page.faults, [])
        self.assertTrue(data.startswith(b"<!DOCTYPE html>\n<html lang=\"en\">"))
        self.assertEqual([page.counts[tag] for tag in ("style", "script", "main", "h1")],
                         [1, 1, 1, 1])
        self.check_policy(page)
        text = data.decode("utf-8")
        self.assertEqual(STEERING.findall(text), [], "a control reached the page")
        return page

    def check_policy(self, page):
        policy = next(value for _, name, value in page.attributes
                      if name == "content" and "default-src" in value)
        hashes = {}
        for kind in ("style", "script"):
            content = "".join(page.texts_of[kind])
            digest = hashlib.sha256(content.encode()).digest()
            hashes[kind] = base64.b64encode(digest).decode()
            self.assertNotIn("http:", content)
            self.assertNotIn("https:", content)
            self.assertNotIn("url(", content)
            self.assertNotIn("@import", content)
            self.assertNotIn("innerHTML", content)
        self.assertEqual(
            policy,
            f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src "
            f"'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'")

    def states(self, page):
        """Path to its cells, of the map of secret files."""
        return {row[0]: row[1:] for row in page.rows if row[0] != "Path"}


class Everything(HtmlCase):
    def setUp(self):
        super().setUp()
        self.repository = html_kit.demo(self)

    def test_a_page_with_hostile_names_is_well_formed(self):
        self.check(html_kit.page(self, self.repository))

    def test_what_strangers_wrote_is_text_and_nothing_else(self):
        data = html_kit.page(self, self.repository)
        page = self.check(data)
        text = "".join(page.texts)
        for name in html_kit.HOSTILE_NAMES:
            shown = name.decode("utf-8", "replace")
            if STEERING.search(shown):
                shown = html_kit.SHOWN_STEERING
            self.assertIn(shown, text)
        self.assertIn(html_kit.HOSTILE_AUTHOR, text)
        self.assertIn(html_kit.HOSTILE_LINE, text)
        for tag, name, value in page.attributes:
            self.assertNotIn("hostile", value or "", f"<{tag} {name}>")

    def test_it_says_what_json_lines_say(self):
        page = self.check(html_kit.page(self, self.repository))
        told = self.repository.run("--no-cache").findings
        self.assertEqual(len(page.findings), len(told))
        for shown, finding in zip(page.findings, told):
            place = finding["place"]
            self.assertEqual(shown["class"], finding["level"])
            self.assertIn(words(finding["message"]), words(shown["text"]))
            self.assertIn(finding["rule"], shown["text"])
            self.assertIn(f"fingerprint {finding['fingerprint']}", shown["text"])
            time = shown.get("data-time")
            self.assertEqual(time and int(time), place["commit_time"])
            state = ("suppressed" if finding["suppressed"] else
                     "open" if finding["protection"] == "none" else "protected")
            self.assertEqual(shown["data-state"], state)
            if place["author"]:
                self.assertIn(place["author"], shown["text"])
            if place["start"] and place["snippet"]:
                self.assertIn(place["marked"], shown["text"])

    def test_every_secret_file_is_in_the_map(self):
        page = self.check(html_kit.page(self, self.repository))
        states = self.states(page)
        since = "secrets since 2024-02-12"
        for path, *cells in [
            (".env", "git-crypt", "ignored", "no", "no secret", "1"),
            (".env.production", "git-crypt", "plain", "tracked", since, "2"),
            ("src/client.py", "none known", "plain", "tracked", since, "2"),
            ("config/app.yml", "none known", "clean now", "tracked",
             "secrets since 2023-11-14", "1"),
            ("old/deploy.sh", "none known", "gone", "no",
             "secrets since 2023-11-14", "1"),
            ("tests/sample.py", "none known", "allowed", "tracked",
             "secrets since 2024-08-10", "1"),
            ("keys/prod.env", "git-crypt", "git-crypt", "tracked", "no secret", "none"),
            ("group_vars/all/vault.yml", "ansible-vault", "Ansible Vault", "tracked",
             "no secret", "1"),
            ("secrets.yml", "none known", "SOPS", "tracked", "no secret", "none"),
            ("notes.txt", "none known", "plain", "no", "no secret", "1"),
        ]:
            self.assertIn(path, states)
            self.assertEqual(states[path], cells, path)

    def test_the_time_line_tells_when_secrets_came_and_went(self):
        page = self.check(html_kit.page(self, self.repository))
        text = page.text()
        self.assertIn("old/deploy.sh:2 github-pat2023-11-14 to 2024-02-12", text)
        self.assertIn("src/client.py:3 github-pat2024-02-12 to now", text)

    def test_rules_say_what_explain_says(self):
        page = self.check(html_kit.page(self, self.repository))
        text = words(page.text())
        rules = {each["rule"] for each in self.repository.run("--no-cache").findings}
        self.assertGreater(len(rules), 1)
        for rule in rules:
            told = subprocess.run([repo_kit.SECLINT, "explain", rule], check=True,
                                  capture_output=True, text=True).stdout
            body = told.split("\nWhy\n", 1)[1].split("\nReferences\n")[0]
            for paragraph in re.split(r"\n\n|Fix\n", body):
                self.assertIn(words(paragraph), text)
            self.assertIn(f"seclint explain {rule}", text)

    def test_the_same_input_gives_the_same_bytes(self):
        first = html_kit.page(self, self.repository)
        for args, env in (([], {"TZ": "Asia/Tokyo", "LC_ALL": "C"}), (["-j1"], {}),
                          (["-j2"], {})):
            self.assertEqual(html_kit.page(self, self.repository, *args, env=env), first)
        dated = html_kit.page(self, self.repository, env={"SOURCE_DATE_EPOCH": "86400"})
        self.assertIn(b"<dt>Date</dt><dd>1970-01-02</dd>", dated)
        self.assertNotIn(b"<dt>Date</dt>", first)

    def test_a_file_gets_the_page_too(self):
        path = self.folder / "report.html"
        run = self.repository.run("--no-cache", "--output", f"html={path}")
        self.assertEqual(run.status, 1)
        self.assertEqual(path.read_bytes(), html_kit.page(self, self.repository))


class Others(HtmlCase):
    def test_a_clean_repository_has_a_page(self):
        repo = self.repo()
        repo.commit_file("README", "nothing\n")
        page = self.check(html_kit.page(self, repo))
        self.assertIn("No findings", page.text())
        self.assertIn("The run passed. Exit status 0.", page.text())
        self.assertEqual(page.findings, [])

    def test_what_was_not_looked_at_is_named(self):
        self.planted()
        clone = self.folder / "clone"
        repo = self.repo("repo", make=False)
        repo.commit_file("b.txt", "more\n")
        repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", clone)
        page = self.check(html_kit.page(self, self.repo("clone", make=False)))
        self.assertIn("The scan is incomplete", page.text())
        self.assertIn("notices", page.ids)

    def test_what_a_baseline_accepts_is_told_from_what_is_new(self):
        repo = self.planted()
        made = repo.run("baseline", "create", "--no-cache", form=None)
        self.assertEqual(made.status, 0, made.message())
        repo.write("later.py", line(1))
        page = self.check(html_kit.page(self, repo))
        states = {each["data-state"] for each in page.findings}
        self.assertEqual(states, {"new", "unchanged"})
        boxes = [value for tag, name, value in page.attributes
                 if tag == "input" and value in ("new", "unchanged", "open")]
        self.assertEqual(boxes, ["new", "unchanged"])
        self.assertRegex(page.text(), r"New ?1 ")

    def test_long_lists_are_cut_with_a_word(self):
        repo = self.repo()
        for number in range(2100):
            repo.write(f"d{number % 50}/f{number}.py", line(number))
        repo.commit()
        page = self.check(html_kit.page(self, repo))
        self.assertEqual(len(page.findings), 2100)
        self.assertEqual(len(page.rows), 2000 + 2)  # and two heads
        self.assertIn("1,970 more paths", page.text())
        self.assertIn("100 more paths without room here", page.text())
        self.assertIn("2,040 more secrets, counted above", page.text())

    def test_files_outside_a_repository_have_a_page(self):
        (self.folder / "a.py").write_text(line(0))
        run = self.run_seclint("a.py", form="html")
        page = self.check(run.out)
        self.assertEqual([each["class"] for each in page.findings], ["error"])
        self.assertIn("not looked at", page.text())

    def test_the_parser_sees_what_it_must(self):
        """Each of these must be a fault, or the tests above prove nothing."""
        for bad in ("<p><b></p>", "<p onclick=x></p>", "<p style=x></p>", "<img src=x>",
                    "<a href='javascript:x'>x</a>", "<a href=#none>x</a>", "<!-- x -->",
                    "<p id=a></p><p id=a></p>", "<a href=http://x/>x</a>", "<p>"):
            self.assertNotEqual(Page(bad.encode()).faults, [], bad)


if __name__ == "__main__":
    repo_kit.main()

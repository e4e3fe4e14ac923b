"""The HTML report in real headless Chromium: html_browser_test.py [FOLDER]

Loaded from a file, filtered, opened by keyboard, copied from, printed, without script, in
light and dark, at three widths (screenshots go to FOLDER), and with names that would
like to run."""

import pathlib
import sys
import tempfile

import browser
import html_kit
import repo_kit
from repo_kit import Case, line

PROGRAM = browser.find()
WIDTHS = (360, 800, 1400)
SHOTS = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1][0] != "-"
                     else tempfile.gettempdir() + "/seclint-screenshots")

VISIBLE = """[...document.querySelectorAll('section.file > details')]
    .filter(each => each.checkVisibility())"""
# What a reader that cannot see would miss.
UNNAMED = """[...document.querySelectorAll('input, select, button, a, summary')]
    .filter(each => !(each.getAttribute('aria-label') || each.textContent.trim() ||
                      each.labels?.[0]?.textContent.trim()))
    .map(each => each.outerHTML.slice(0, 60))"""


class Pages(Case):
    """One browser, and the two pages that the tests look at."""

    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser(PROGRAM)

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def setUp(self):
        super().setUp()
        self.page = self.save("page.html", html_kit.page(self, html_kit.demo(self)))
        self.browser.scripts(True)
        self.browser.media("light")
        self.browser.size(1400)
        self.browser.said.clear()
        self.browser.requests.clear()

    def save(self, name, data):
        return html_kit.save(self.folder, name, data)

    def load(self, page=None, fragment=""):
        self.browser.load(page or self.page, fragment)
        self.browser.settle()

    def run_js(self, expression):
        value = self.browser.run(expression)
        self.browser.settle()
        return value

    def shown(self):
        """Path and level of the findings in sight."""
        return self.browser.run(
            VISIBLE + ".map(each => [each.parentElement.querySelector('h3').textContent,"
            " each.className, each.dataset.state, each.dataset.rule])")

    def set(self, identifier, value):
        self.run_js(f"""(() => {{
            const field = document.getElementById({identifier!r});
            field.value = {value!r};
            field.dispatchEvent(new Event('input', {{bubbles: true}}));
        }})()""")

    def click(self, selector):
        self.run_js(f"document.querySelector({selector!r}).click()")

    def count(self):
        return self.browser.run("document.getElementById('count').textContent")


class Safety(Pages):
    def test_it_loads_nothing_and_breaks_no_policy(self):
        self.load()
        self.assertEqual(self.browser.said, [])
        self.assertEqual({url.split("#")[0] for url in self.browser.requests},
                         {self.page.resolve().as_uri()})

    def test_hostile_names_do_not_run(self):
        self.load()
        self.run_js("document.getElementById('all').click()")
        self.run_js("document.getElementById('open').click()")
        self.run_js("""document.querySelectorAll('*').forEach(each => {
            for (const kind of ['mouseover', 'mouseenter', 'focus', 'error', 'load'])
                each.dispatchEvent(new Event(kind));
        })""")
        self.assertEqual(self.browser.run("typeof window.hostile"), "undefined")
        self.assertEqual(self.browser.said, [])
        text = self.browser.run("document.querySelector('.list').textContent")
        for name in html_kit.HOSTILE_NAMES[:4]:
            self.assertIn(name.decode(), text)
        self.assertIn(html_kit.HOSTILE_AUTHOR, text)

    def test_the_policy_holds_even_where_an_escape_would_fail(self):
        """A script and a style that stand in the page do not count; and a breach of the
        policy would not have been missed by the tests above."""
        data = self.page.read_bytes()
        broken = data.replace(
            b"<main>", b"<main><script>window.hostile=1</script>"
            b"<p style=\"color:red\" onclick=\"window.hostile=1\" id=\"bad\">x</p>"
            b"<img src=\"https://127.0.0.1/x.png\">", 1)
        self.load(self.save("broken.html", broken))
        self.click("#bad")
        self.assertEqual(self.browser.run("typeof window.hostile"), "undefined")
        breaches = [text for _, text in self.browser.said
                    if "Content Security Policy" in str(text)]
        self.assertGreaterEqual(len(breaches), 3, self.browser.said)
        self.assertFalse([url for url in self.browser.requests if "x.png" in url
                          and not breaches])


class Filters(Pages):
    def test_what_needs_somebody_is_shown_first(self):
        self.load()
        self.assertEqual({state for _, _, state, _ in self.shown()}, {"open"})
        self.assertEqual(self.count(), f"{len(self.shown())} of 26 findings")
        self.click("#all")
        self.assertEqual(len(self.shown()), 26)
        self.assertEqual(self.count(), "All 26 findings")

    def test_by_severity(self):
        self.load()
        self.click("#all")
        self.click("input[value=error]")
        levels = {level for _, level, _, _ in self.shown()}
        self.assertEqual(levels, {"warning", "note"})
        self.assertEqual(self.count(), "3 of 26 findings")

    def test_by_state(self):
        self.load()
        self.click("input[value=open]")
        self.assertEqual(self.shown(), [])
        self.click("input[value=protected]")
        self.assertEqual([path for path, *_ in self.shown()], [".env"])
        self.click("input[value=suppressed]")
        self.assertEqual([path for path, *_ in self.shown()], [".env", "tests/sample.py"])

    def test_by_rule(self):
        self.load()
        options = self.browser.run(
            "[...document.getElementById('rule').options].map(o => [o.value, o.text])")
        value = next(value for value, text in options if text.startswith("vault-config"))
        self.set("rule", value)
        self.assertEqual([path for path, *_ in self.shown()], ["group_vars/all/vault.yml"])

    def test_by_path_and_text(self):
        self.load()
        self.set("text", "SRC/client")
        self.assertEqual({path for path, *_ in self.shown()}, {"src/client.py"})
        self.set("text", "password of this vault")
        self.assertEqual({path for path, *_ in self.shown()}, {"group_vars/all/vault.yml"})
        self.set("text", "<script>")
        self.assertEqual(len({path for path, *_ in self.shown()}), 2)
        self.click("button[type=reset]")
        self.assertEqual(self.count(), "24 of 26 findings")

    def test_by_age(self):
        self.load()
        self.click("#all")
        # The browser's clock is the reader's: 400 days after the last commits.
        now = (repo_kit.FIRST_DATE + 870 * html_kit.DAY) * 1000
        self.run_js(f"Date.now = () => {now}")
        self.set("age", "365")
        old = {path for path, *_ in self.shown()}
        self.assertIn("old/deploy.sh", old)
        self.assertNotIn("notes.txt", old)
        self.set("age", "0 7")
        self.assertEqual(self.shown(), [])
        self.set("age", "never")
        self.assertIn("notes.txt", {path for path, *_ in self.shown()})
        self.assertNotIn("old/deploy.sh", {path for path, *_ in self.shown()})
        self.run_js(f"Date.now = () => {now} - 390 * 86400000")
        self.set("age", "0 30")
        self.assertIn("page.html", {path for path, *_ in self.shown()})

    def test_a_rule_leads_to_its_findings(self):
        self.load()
        self.click("#rules a[data-rule='3']")
        self.assertEqual({rule for *_, rule in self.shown()}, {"3"})

    def test_a_link_leads_to_a_finding_that_is_filtered_out(self):
        self.load()
        hidden = self.browser.run(
            "document.querySelector('details[data-state=protected]').id")
        self.load(fragment=f"#{hidden}")
        self.assertTrue(self.browser.until(
            f"document.getElementById('{hidden}').open && "
            f"document.getElementById('{hidden}').checkVisibility()"))

    def test_a_link_opens_what_it_leads_into(self):
        repo = self.repo("wide")
        for number in range(60):
            repo.write(f"f{number:02}.py", line(number))
        self.load(self.save("wide.html", html_kit.page(self, repo)))
        at = "document.getElementById('s60').checkVisibility()"
        self.assertFalse(self.browser.run(at))
        self.run_js("document.querySelector('a[href=\"#s60\"]').click()")
        self.assertTrue(self.browser.until(at))

    def test_thousands_are_filtered_in_one_layout(self):
        repo = self.repo("many")
        for number in range(200):
            repo.write(f"src/f{number}.py", "".join(line(number * 10 + k)
                                                    for k in range(10)))
        repo.commit()
        self.load(self.save("many.html", html_kit.page(self, repo)))
        self.browser.send("Performance.enable")

        def layouts():
            metrics = self.browser.send("Performance.getMetrics")["metrics"]
            return {each["name"]: each["value"] for each in metrics}["LayoutCount"]

        before = layouts()
        self.set("text", "f19")
        self.assertEqual(self.count(), "110 of 2,000 findings")
        self.assertLess(layouts() - before, 10)


class Use(Pages):
    def test_a_finding_opens_by_keyboard_and_shows_its_focus(self):
        self.load()
        self.run_js("document.querySelector('section.file summary').focus()")
        for key, text, is_open in (("Enter", "\r", True), (" ", " ", False)):
            self.browser.key(key, "Space" if key == " " else None, text)
            self.browser.settle()
            self.assertEqual(self.browser.run("document.activeElement.parentElement.open"),
                             is_open)
        self.browser.key("Tab")
        self.browser.settle()
        style = self.browser.run("(style => [style.outlineStyle, style.outlineWidth])"
                                 "(getComputedStyle(document.activeElement))")
        self.assertEqual(style, ["solid", "3px"])

    def test_the_first_stop_is_the_way_past_the_head(self):
        self.load()
        self.browser.key("Tab")
        self.browser.settle()
        self.assertEqual(self.browser.run("document.activeElement.hash"), "#findings")
        self.assertGreaterEqual(self.browser.run(
            "document.activeElement.getBoundingClientRect().left"), 0)

    def test_a_command_is_copied(self):
        self.browser.send("Browser.grantPermissions",
                          permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        self.load()
        self.run_js("document.querySelector('.commands button').focus()")
        self.browser.key("Enter", text="\r")
        wanted = self.browser.run("document.querySelector('code[data-copy]').textContent")
        self.browser.until("document.getElementById('say').textContent !== ''")
        self.assertEqual(self.browser.run("document.getElementById('say').textContent"),
                         f"Copied: {wanted}")
        self.assertEqual(self.browser.run("navigator.clipboard.readText()"), wanted)

    def test_it_prints_with_everything_open(self):
        self.load()
        self.run_js("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.browser.run(VISIBLE + ".filter(each => !each.open)"), [])
        self.run_js("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.browser.run(VISIBLE + ".filter(each => each.open)"), [])
        self.browser.media("light", "print")
        self.assertFalse(self.browser.run(
            "document.querySelector('nav').checkVisibility()"))
        self.browser.media("light")
        pdf = self.browser.pdf()
        self.assertTrue(pdf.startswith(b"%PDF-"))
        SHOTS.mkdir(parents=True, exist_ok=True)
        (SHOTS / "report.pdf").write_bytes(pdf)

    def test_it_is_whole_without_script(self):
        self.browser.scripts(False)
        self.browser.load(self.page)
        self.assertEqual(len(self.shown()), 26)
        self.assertFalse(self.browser.run(
            "[...document.querySelectorAll('form, button')].some(e => "
            "e.checkVisibility())"))
        self.browser.run("document.querySelector('section.file summary').focus()")
        self.browser.key("Enter", text="\r")
        self.assertTrue(self.browser.run("document.activeElement.parentElement.open"))
        self.assertEqual(self.browser.said, [])

    def test_every_control_has_a_name(self):
        self.load()
        self.assertEqual(self.browser.run(UNNAMED), [])


class Looks(Pages):
    def test_text_is_readable_in_light_and_dark(self):
        grounds = set()
        for scheme in ("light", "dark"):
            self.browser.media(scheme)
            self.load()
            self.click("#all")
            self.click("#open")
            seen, low = self.browser.run(browser.CONTRAST)
            self.assertGreater(seen, 200)
            self.assertEqual(low, [], scheme)
            grounds.add(self.browser.run(
                "getComputedStyle(document.body).backgroundColor"))
        self.assertEqual(len(grounds), 2)

    def test_it_fits_three_widths(self):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page = self.save("calm.html", html_kit.page(self, html_kit.demo(self, False)))
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                self.browser.size(width)
                self.browser.media(scheme)
                for name, each in (("report", page), ("hostile", self.page)):
                    self.load(each)
                    self.run_js(VISIBLE + ".slice(0, 3).forEach(one => one.open = true)")
                    wide = self.browser.run("document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width, (name, scheme))
                    path = SHOTS / f"{name}-{width}-{scheme}.png"
                    self.browser.screenshot(path, width)
                    self.assertTrue(path.read_bytes().startswith(b"\x89PNG"))


if __name__ == "__main__":
    if not PROGRAM:
        print("no Chromium here (./dev setup installs chromium-headless-shell where apt "
              "has it; SECLINT_BROWSER names another one): skipped")
        sys.exit(77)
    repo_kit.main()

"""The documentation site: site_test.py [FOLDER]

Every link of docs/ leads somewhere on GitHub and in the site that mkdocs builds of it,
without a network; every page is in the navigation; a browser loads nothing from
elsewhere, complains about nothing, and finds what is searched for, with and without
script (screenshots at three widths go to FOLDER)."""

import atexit
import functools
import http.server
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

import browser
import site_kit
from page_kit import DOCS, ROOT

PROGRAM = browser.find()
WIDTHS = (360, 800, 1400)
SHOTS = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1][0] != "-"
                     else tempfile.gettempdir() + "/seclint-site")
LOOKED_AT = ("index.html", "start/fork.html", "strategies/git-crypt.html", "cli.html",
             "rules/index.html", "rules/github-pat.html", "comparison.html",
             "performance.html", "404.html")
MIB = 1 << 20


def navigation():
    """That of mkdocs.yml; its tags for objects of Python are not followed."""
    import yaml  # mkdocs needs it, too

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    return yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)["nav"]


def build(target):
    """mkdocs in a network namespace of its own, which has no network, where that is
    allowed."""
    apart = ["unshare", "-n"]
    if not shutil.which("unshare") or subprocess.run(
            [*apart, "true"], capture_output=True, check=False).returncode:
        apart = []
    done = subprocess.run(
        [*apart, "mkdocs", "build", "--strict", "-q", "-f", ROOT / "mkdocs.yml", "-d", target],
        capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout + done.stderr


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Checks(unittest.TestCase):
    """The checks themselves can fail."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def test_links_of_sources(self):
        page = self.write("docs/a.md", "# `A --b`: c_d\n\n[x](b.md) [y](#a---b-c_d) [z](#no)\n"
                          "`[code](no.md)`\n\n```\n[no](no.md)\n```\n[out](../../x)\n"
                          "[up](../top.md#top) [no](../top.md#t)\n")
        self.write("top.md", "# Top\n")
        self.assertEqual(site_kit.source_links(self.folder, [page]), [
            "docs/a.md:3: b.md: no such file", "docs/a.md:3: #no: no such heading",
            "docs/a.md:9: ../../x: no such file", "docs/a.md:10: ../top.md#t: no such heading"])

    def test_navigation(self):
        for name in ("a.md", "b/c.md", "rules/README.md", "rules/x.md"):
            self.write(name, "")
        nav = ["a.md", {"B": [{"N": "no.md"}]}, {"R": "rules/README.md"}, {"Again": "a.md"}]
        told = site_kit.outside_navigation(self.folder, nav)
        self.assertEqual([each.split(":")[0] for each in told], ["b/c.md", "no.md", "a.md"])

    def test_lists(self):
        good = self.write("a.md", "- a\n  more\nlazy\n- b\n\n- c\n\n1. d\n\n    - e\n")
        bad = self.write("b.md", "text\n- a\n\n- b\n  - c\n\n  ```sh\n  d\n  ```\n")
        self.assertEqual(site_kit.read_apart(self.folder, [good, bad]), [
            "b.md:7: a block in a list", "b.md:2: a list without an empty line before it",
            "b.md:5: a list in a list"])

    def test_the_site(self):
        self.write("index.html", '<p id="p"><a href="#p"></a><a href="no.html"></a>'
                   '<a href="a/b.html#q">x</a><script>hi()</script>'
                   '<img src="https://example.org/x.png"><a href="https://example.org/">')
        self.write("a/b.html", '<link rel="stylesheet" href="//example.org/x.css">')
        self.write("x.css", "a { background: url(https://example.org/y.png) }")
        self.assertEqual(site_kit.site_links(self.folder), [
            "index.html: <a href=no.html>: no such file",
            "index.html: a/b.html#q: no such anchor"])
        self.assertEqual(len(site_kit.loaded_from_elsewhere(self.folder)), 3)
        self.assertEqual(site_kit.policy_gaps(self.folder),
                         ["a/b.html: no policy", "index.html: no policy"])
        site_kit.read_site.cache_clear()
        self.write("index.html", '<meta http-equiv="Content-Security-Policy" '
                   'content="default-src \'none\'; script-src \'self\'"><script>hi()</script>'
                   '<p onclick="hi()">')
        self.assertEqual(len(site_kit.policy_gaps(self.folder)), 3)


class Sources(unittest.TestCase):
    def test_every_link_leads_somewhere_on_github(self):
        pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
        self.assertGreater(len(pages), 1000)
        self.assertEqual(site_kit.source_links(ROOT, pages), [])

    def test_github_and_mkdocs_see_the_same(self):
        self.assertEqual(site_kit.read_apart(ROOT, DOCS.rglob("*.md")), [])

    def test_every_page_is_in_the_navigation(self):
        self.assertEqual(site_kit.outside_navigation(DOCS, navigation()), [])


@functools.cache
def built():
    """The folder with the site in it, and what mkdocs said; built once for all tests."""
    folder = tempfile.TemporaryDirectory(prefix="seclint-site-")
    atexit.register(folder.cleanup)
    site = pathlib.Path(folder.name, "seclint")  # as on GitHub Pages
    return site, build(site)


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site, cls.said = built()


class Built(Site):
    def test_mkdocs_has_nothing_to_say(self):
        self.assertEqual(self.said, "")

    def test_every_link_leads_somewhere(self):
        self.assertEqual(site_kit.site_links(self.site), [])

    def test_nothing_is_loaded_from_elsewhere(self):
        self.assertEqual(site_kit.loaded_from_elsewhere(self.site), [])
        self.assertEqual(site_kit.policy_gaps(self.site), [])

    def test_every_page_is_there_and_of_a_size(self):
        pages = {path.relative_to(DOCS).with_suffix(".html").as_posix()
                 .replace("README.html", "index.html") for path in DOCS.rglob("*.md")}
        built = {path.relative_to(self.site).as_posix(): path.stat().st_size
                 for path in self.site.rglob("*") if path.is_file()}
        self.assertEqual(pages - built.keys(), set())
        large = {name: size for name, size in built.items()
                 if name.endswith(".html") and size > MIB // 2}
        self.assertEqual(large, {})
        self.assertLess(built["search/search_index.json"], 4 * MIB)
        self.assertLess(sum(built.values()), 64 * MIB)


@unittest.skipUnless(PROGRAM, "no Chromium here")
class InBrowser(Site):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        handler = functools.partial(Quiet, directory=cls.site.parent)
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.host = f"http://127.0.0.1:{cls.server.server_address[1]}/seclint/"
        cls.browser = browser.Browser(PROGRAM)
        SHOTS.mkdir(parents=True, exist_ok=True)

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        self.browser.scripts(True)
        self.browser.media("light")
        self.browser.size(1400)
        self.browser.said.clear()
        self.browser.requests.clear()

    def load(self, page):
        self.browser.go(self.host + page)

    def wait_for(self, expression):
        """Until it is true; the worker of the search has its own pace."""
        self.assertTrue(self.browser.until(expression),
                        f"{expression}; the browser said {self.browser.said}")

    def assert_at_peace(self):
        self.assertEqual(self.browser.said, [])
        self.assertEqual([url for url in self.browser.requests
                          if not url.startswith((self.host, "data:"))], [])

    def test_it_fits_three_widths(self):
        for page in LOOKED_AT:
            self.load(page)
            for width in WIDTHS:
                self.browser.size(width)
                self.browser.settle()
                wide = self.browser.run("document.documentElement.scrollWidth")
                self.assertLessEqual(wide, width, page)
                name = page.replace("/", "-").replace(".html", "")
                self.browser.screenshot(SHOTS / f"{name}-{width}.png", width)
        self.assert_at_peace()

    def test_light_and_dark(self):
        """The first visit is as the system is; a button changes that."""
        ground = "getComputedStyle(document.body).backgroundColor"
        grounds = []
        for scheme in ("light", "dark"):
            self.browser.media(scheme)
            self.load("start/fork.html")
            self.browser.run("localStorage.clear()")
            self.load("start/fork.html")
            self.browser.settle()
            grounds.append(self.browser.run(ground))
            seen, low = self.browser.run(browser.CONTRAST)
            self.assertGreater(seen, 100)
            self.assertEqual(low, [], scheme)
            self.browser.screenshot(SHOTS / f"start-fork-1400-{scheme}.png", 1400)
        self.assertNotEqual(*grounds)
        self.browser.run("document.querySelector('.md-header [for=__palette_1]').click()")
        self.wait_for(f"{ground} === '{grounds[0]}'")
        self.assert_at_peace()
        self.browser.run("localStorage.clear()")

    def test_search_finds_a_rule(self):
        self.load("index.html")
        # The theme loses what is typed before its worker has read the index, and may then
        # never answer again.
        self.wait_for("document.querySelector('.md-search-result__meta').innerText "
                      "!== 'Initializing search'")
        self.browser.run("document.querySelector('.md-search__input').focus()")
        self.browser.type("fine-grained personal access token")
        self.wait_for("[...document.querySelectorAll('.md-search-result__link')]"
                      ".some(each => each.href.includes('/rules/github-'))")
        self.assert_at_peace()

    def test_without_script(self):
        self.browser.scripts(False)
        self.load("strategies/git-crypt.html")
        self.assertTrue(self.browser.run(
            "document.querySelector('article h1').checkVisibility()"))
        self.assertTrue(self.browser.run(
            "document.querySelector('nav a[href$=\"ansible-vault.html\"]').checkVisibility()"))
        self.browser.size(360)
        self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), 360)
        self.assert_at_peace()

    def test_it_prints(self):
        self.load("strategies/ansible-vault.html")
        self.browser.media("light", "print")
        self.assertFalse(self.browser.run(
            "[...document.querySelectorAll('.md-header, .md-sidebar')]"
            ".some(each => each.checkVisibility())"))
        (SHOTS / "ansible-vault.pdf").write_bytes(self.browser.pdf())
        self.assertTrue((SHOTS / "ansible-vault.pdf").read_bytes().startswith(b"%PDF-"))

    def test_a_request_to_another_host_would_be_seen(self):
        self.load("index.html")
        self.browser.run("new Promise(done => { const one = new Image(); one.onerror = done;"
                         " one.src = 'http://127.0.0.1:9/x.png'; })")
        self.assertTrue(any("Content Security Policy" in str(text)
                            for _, text in self.browser.said), self.browser.said)


def version():
    """Of mkdocs; (0,) if it is not there."""
    if not shutil.which("mkdocs"):
        return (0,)
    said = subprocess.run(["mkdocs", "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.search(r"(\d+)\.(\d+)", said.stdout).groups()))


if __name__ == "__main__":
    if version() < (1, 4):  # the first with hooks
        print("no mkdocs of 1.4 or later here (./dev setup installs mkdocs-material where "
              "apt has it): skipped")
        sys.exit(77)
    unittest.main(verbosity=2 if "-v" in sys.argv else 1)

"""site_kit.py - what is wrong with the pages of docs/ and with the site that is built of
them: links that lead nowhere, pages that nobody finds, what is loaded from elsewhere.
Each function gives a list of faults."""

import base64
import functools
import hashlib
import html
import os
import pathlib
import posixpath
import re
import urllib.parse

import page_kit

ATTRIBUTE = re.compile(r'<(\w+)\b[^>]*?\b(href|src|srcset|action|data)="([^"]*)"')
ID = re.compile(r'\bid="([^"]+)"')
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
# The theme's marks of the page itself; nothing is loaded from them.
NAMES = {"canonical", "alternate", "license"}


def is_foreign(target):
    return re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", target, re.I) is not None


# As on GitHub.


def source_links(root, pages):
    """Links of Markdown files, as GitHub follows them: relative, with its anchors."""
    found, known = [], {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for line, target in page_kit.links(text):
            if is_foreign(target):
                continue
            path, _, anchor = urllib.parse.unquote(target).partition("#")
            there = pathlib.Path(os.path.normpath(page.parent / path)) if path else page
            where = f"{page.relative_to(root)}:{line}: {target}"
            if root not in there.parents or not there.exists():
                found.append(f"{where}: no such file")
            elif anchor and there.suffix == ".md":
                if there not in known:
                    known[there] = page_kit.anchors(there.read_text(encoding="utf-8"))
                if anchor not in known[there]:
                    found.append(f"{where}: no such heading")
    return found


def entries(nav):
    """The files that a navigation names."""
    for each in nav:
        value = next(iter(each.values())) if isinstance(each, dict) else each
        if isinstance(value, list):
            yield from entries(value)
        elif not is_foreign(value):
            yield value


def outside_navigation(docs, nav):
    """Pages that no entry leads to, but for the single rules; entries without page, or
    twice."""
    listed = list(entries(nav))
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    single = {page for page in pages
              if page.startswith("rules/") and page != "rules/README.md"}
    return [f"{page}: not in nav of mkdocs.yml" for page in sorted(pages - single - {*listed})] \
        + [f"{page}: in nav, and no such page" for page in sorted({*listed} - pages)] \
        + [f"{page}: twice in nav" for page in sorted({*listed}) if listed.count(page) > 1]


# As it was built.


@functools.cache
def read_site(site):
    """The HTML of each page by its path, and the anchors of each."""
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
             for path in site.rglob("*.html")}
    return pages, {path: {*map(html.unescape, ID.findall(text))}
                   for path, text in pages.items()}


def site_links(site, base="/seclint/"):
    """Links, pictures, scripts and styles of the built pages."""
    pages, anchors = read_site(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*")
             if path.is_file()}
    found = []
    for page, text in sorted(pages.items()):
        for tag, name, target in ATTRIBUTE.findall(text):
            target = html.unescape(target)
            if is_foreign(target):
                continue
            path, _, anchor = urllib.parse.unquote(target).partition("#")
            path = path.partition("?")[0]
            if path.startswith(base):  # 404.html stands for any address
                there = path[len(base):]
            else:
                there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) \
                    if path else page
            if there in (".", ""):
                there = "index.html"
            if there not in files:
                found.append(f"{page}: <{tag} {name}={target}>: no such file")
            elif anchor and there in anchors and anchor not in anchors[there]:
                found.append(f"{page}: {target}: no such anchor")
    return found


def loaded_from_elsewhere(site):
    """What a browser would fetch from another host, by itself."""
    found = []
    for page, text in sorted(read_site(site)[0].items()):
        for whole, name, target in re.findall(
                r'(<\w+\b[^>]*?\b(href|src|srcset|action|data)="([^"]*)"[^>]*>)', text):
            tag = whole[1:].split()[0]
            relation = re.search(r'\brel="?([\w-]+)', whole)
            harmless = tag == "a" or tag == "link" and relation and relation[1] in NAMES
            if is_foreign(target) and not target.startswith("data:") and not harmless:
                found.append(f"{page}: {whole[:120]}")
        if re.search(r"@import|url\(\s*['\"]?https?:", text):
            found.append(f"{page}: a style from elsewhere")
    for path in sorted(site.rglob("*.css")):
        for target in re.findall(r"(?:@import\s+|url\(\s*)['\"]?((?:https?:)?//[^'\")\s]+)",
                                 path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(site)}: {target}")
    return found


def policy_gaps(site):
    """Pages without a content security policy, or with a script that it does not name."""
    found = []
    for page, text in sorted(read_site(site)[0].items()):
        policy = POLICY.search(text)
        if not policy or "default-src 'none'" not in policy[1]:
            found.append(f"{page}: no policy")
            continue
        if "'unsafe-inline'" in policy[1].partition("script-src")[2].partition(";")[0]:
            found.append(f"{page}: the policy lets every script run")
        for attributes, script in SCRIPT.findall(text):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            inline = "src=" not in attributes and "application/json" not in attributes
            if inline and f"'sha256-{digest}'" not in policy[1]:
                found.append(f"{page}: the policy stops <script>{script[:40]}")
        if re.search(r"<\w[^>]*\son\w+=\"", text):
            found.append(f"{page}: a handler in an attribute")
    return found


# What GitHub and mkdocs read differently.

ITEM = re.compile(r"( *)(?:[-*+]|\d+\.) +\S")


def read_apart(root, pages):
    """Lists that begin behind a line of text, and lists and blocks of lists that are
    indented by less than four blanks: mkdocs takes neither for what it is."""
    found = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for fence in re.finditer(r"^ {1,3}```.*?```", text, re.M | re.S):
            line = text[: fence.start()].count("\n") + 1
            found.append(f"{page.relative_to(root)}:{line}: a block in a list")
        in_list, before = False, ""
        for number, line in enumerate(page_kit.without_fences(text).split("\n"), 1):
            item = ITEM.match(line)
            where = f"{page.relative_to(root)}:{number}"
            if item and before and not in_list:
                found.append(f"{where}: a list without an empty line before it")
            elif item and 0 < len(item[1]) < 4:
                found.append(f"{where}: a list in a list")
            if item or not line.startswith(" ") and not before:
                in_list = bool(item)
            before = line.strip()
    return found

"""What mkdocs does beside its own (`hooks` in mkdocs.yml).

- A link that leaves docs/ goes to the file on GitHub.
- The page of a rule has a way back to all of them.
- A page may ask its own host for what it needs, and nobody else: a content security
  policy, with a hash for each script that stands in the page."""

import base64
import hashlib
import posixpath
import re

BLOB = "https://github.com/CloudReactor/seclint/blob/main/"
LINK = re.compile(r"(\]\()((?:\.\./)+[^)#\s]+)")
FENCE = re.compile(r"(^ {0,3}```.*?^ {0,3}```)", re.M | re.S)
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.S)
HEAD = '<meta charset="utf-8">'


def outward(page, target):
    """The address of a link in a page: on GitHub, if it leaves docs/."""
    path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), target))
    return target if path.startswith("docs/") else BLOB + path


def on_page_markdown(markdown, page, **_):
    source = page.file.src_path.replace("\\", "/")
    parts = FENCE.split(markdown)
    for number in range(0, len(parts), 2):
        parts[number] = LINK.sub(
            lambda found: found[1] + outward(source, found[2]), parts[number])
    text = "".join(parts)
    if source.startswith("rules/") and source != "rules/README.md":
        text = "[All rules](README.md)\n\n" + text
    return text


def policy(html):
    """The content security policy of a page, as a meta element."""
    hashes = sorted({
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in SCRIPT.findall(html) if "application/json" not in kind})
    rules = [
        "default-src 'none'",
        "script-src 'self' " + " ".join(f"'sha256-{each}'" for each in hashes),
        # The theme sets widths and heights in style attributes.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
        "worker-src 'self'", "base-uri 'none'", "form-action 'none'",
    ]
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def guarded(html):
    if html.count(HEAD) != 1:
        raise ValueError("the theme's head is not as it was: no place for the policy")
    return html.replace(HEAD, HEAD + policy(html))


def on_post_page(output, **_):
    return guarded(output)


def on_post_template(output_content, template_name, **_):
    return guarded(output_content) if template_name.endswith(".html") else output_content

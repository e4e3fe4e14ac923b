#!/usr/bin/env python3
"""changelog.py VERSION MAINTAINER EPOCH OUTPUT - CHANGELOG.md as a Debian changelog: the
entries of this version, or of "Unreleased" where it has no heading of its own yet."""

import email.utils
import pathlib
import re
import sys
import textwrap

CHANGES = pathlib.Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def entries(version):
    """The list items below the heading of the version, as plain text; headings of
    groups are left out."""
    sections = re.split(r"^## +", CHANGES.read_text(), flags=re.M)[1:]
    wanted = version.rsplit("-", 1)[0]
    named = {text.split(maxsplit=1)[0].strip("[]"): text for text in sections}
    body = re.sub(r"^### .*$", "", named.get(wanted) or named["Unreleased"], flags=re.M)
    for item in re.split(r"^- ", body, flags=re.M)[1:]:
        text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", " ".join(item.split()))
        yield text.replace("`", "").replace("**", "")


def main():
    version, maintainer, epoch, output = sys.argv[1:]
    text = f"seclint ({version}) unstable; urgency=medium\n\n"
    for entry in entries(version):
        text += textwrap.fill(entry, 78, initial_indent="  * ", subsequent_indent="    ",
                              break_long_words=False, break_on_hyphens=False) + "\n"
    date = email.utils.formatdate(int(epoch))
    text += f"\n -- {maintainer}  {date.replace('-0000', '+0000')}\n"
    pathlib.Path(output).write_text(text)


main()

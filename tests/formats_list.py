"""formats_list.py - the formats of a scan, as docs/formats.md lists them."""

import os
import pathlib
import re

ROOT = pathlib.Path(os.environ.get("SECLINT_SOURCE_DIR",
                                   pathlib.Path(__file__).resolve().parent.parent))
FORMATS = re.search(r"`--format` \(([^)]*)\)", (ROOT / "docs/formats.md").read_text(
    encoding="utf-8")).group(1).replace("\n", " ").split(", ")

"""tools/compile_rules.c: what it writes is what the loader reads, and it refuses what the
loader refuses."""

import pathlib
import re
import subprocess
import sys
import tempfile

RULE = r"""id: zz-made
title: 'a "made" rule ?? \ with signs'
level: error
confidence: high
cwe: 798
severity: 9.0
match:
  literals: [zzmd_]
  regex: 'zzmd_[0-9]{4}'
  entropy: 1.5
  verify: jwt
with:
  - name: user
    regex: 'user=(\w+)'
    lines: 3
why: "é\n"
fix: x
examples:
  match: ['zzmd_1234']
"""


def compile_rules(tool, root):
    command = [tool, root, root / "out.c"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main():
    tool = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "rules").mkdir()
        (root / "rules" / "made.yml").write_text(RULE, encoding="utf-8")
        run = compile_rules(tool, root)
        assert run.returncode == 0, run.stderr
        made = (root / "out.c").read_text(encoding="ascii")
        for part in (r'\000a \"made\" rule \?\? \\ with signs\000', r"\000jwt\000",
                     r"\000user=(\\w+)\000", r"\000\303\251\012\000",
                     r"\000rules/made.yml\000",
                     "0,1073217536,",  # 1.5
                     "sl_builtin_rules_count = 1", "sl_builtin_layouts_count = 0"):
            assert part in made, f"{part} is not in\n{made}"
        (root / "rules" / "made.yml").write_text(RULE.replace("[0-9]", "[0-9"),
                                                 encoding="utf-8")
        run = compile_rules(tool, root)
        assert run.returncode == 1, "a regex that does not compile must end the build"
        assert re.match(r"rules/made\.yml:9: ", run.stderr), run.stderr
    print("compile_rules keeps what it reads")


if __name__ == "__main__":
    main()

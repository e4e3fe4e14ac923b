"""docs/rules/ and docs/cli.md are what the program writes today."""
import filecmp
import os
import subprocess
import tempfile

ROOT = os.environ["SECLINT_SOURCE_DIR"]


def main():
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([os.path.join(ROOT, "tools/docs.sh"), os.environ["SECLINT"], made],
                       check=True)
        here = os.path.join(ROOT, "docs")
        stale = filecmp.cmpfiles(here, made, ["cli.md"], shallow=False)
        rules = filecmp.dircmp(os.path.join(here, "rules"), os.path.join(made, "rules"))
        wrong = stale[1] + stale[2] + rules.left_only + rules.right_only + rules.diff_files
        assert not wrong, "run ./dev docs; out of date: %s" % ", ".join(wrong)
        assert len(os.listdir(os.path.join(made, "rules"))) > 50


main()

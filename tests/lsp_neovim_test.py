"""seclint lsp with a real editor: Neovim without a screen and its built-in client."""

import json
import os
import shutil
import subprocess
import sys

import repo_kit
from repo_kit import PATIENCE, SECLINT, Case, token

if not shutil.which("nvim"):
    print("skipped: there is no Neovim (apt-get install neovim)")
    sys.exit(77)


class Neovim(Case):
    def test_a_person_repairs_a_repository(self):
        repo = self.repo()
        secret = f"A=1\nGITHUB_TOKEN={token(1)}\n"
        repo.write(".env", secret)
        repo.write("settings.yml", f"a: 1\ntoken: {token(2)}\n")
        result = self.folder / "result.json"
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lsp/neovim.lua")
        done = subprocess.run(
            ["nvim", "--headless", "--clean", "-n", "-i", "NONE", "-u", script],
            cwd=repo.path, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=PATIENCE + 300,
            env={**self.environment(), "SECLINT": SECLINT, "RESULT": str(result),
                 "PATIENCE": str(PATIENCE), "XDG_STATE_HOME": str(self.home),
                 "LSAN_OPTIONS": self.leaks()},
        )
        self.assertTrue(result.exists(), done.stderr.decode())
        said = json.loads(result.read_text())
        self.assertNotIn("error", said, done.stderr.decode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(said["env_before"], ["github-pat", "secret-not-ignored"])
        self.assertIn("ghp_********", said["env_hover"])
        self.assertIn("**Why:**", said["env_hover"])
        # Into an empty buffer Neovim puts the line before the empty one that is there.
        self.assertEqual([each for each in said["ignore"] if each], ["/.env"])
        self.assertEqual(said["env_after"], ["github-pat"])
        self.assertEqual(said["yaml_before"], ["github-pat"])
        self.assertEqual(said["yaml_marked"], token(2))
        self.assertEqual(said["yaml"][:3], ["# \N{GRINNING FACE} typed", "b: 2", "a: 1"])
        self.assertRegex(said["yaml"][3], r"^token: \w+  # seclint:allow github-pat -- \w")
        # What the editor has saved is what the command line finds in order.
        self.assertEqual((repo.path / ".env").read_text(), secret)
        run = repo.run("--no-history")
        self.assertEqual([each["level"] for each in run.findings
                          if not each["suppressed"]], ["note"], run.told())
        self.assertEqual(repo.run().status, 0)


repo_kit.main()

"""The Debian package in a fresh Debian that has nothing else: the dependencies that it
names are there and are enough, and everything that a user meets works."""

import json
import os
import re
import shutil
import subprocess

from release_kit import DIST, IS_ROOT, VERSION, main, run
from repo_kit import Case, line

DEB = DIST / f"seclint_{VERSION}-1_amd64.deb"
SUITE = "bookworm"
# How debootstrap says that there is no way to its mirror; all else is a failure.
UNREACHABLE = ("Failed getting release file", "Couldn't download", "Failed to fetch",
               "Retrieving InRelease failed", "Cannot mknod", "Cannot install into target")


def mirror():
    """Where apt gets this suite from; none leaves debootstrap its own."""
    told = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)",
               "Identifier: Packages", check=False).stdout
    found = [text.split()[0] for text in told.splitlines() if text.split()[1:] == [SUITE]]
    return found[:1]


class FreshDebian(Case):
    def bootstrapped(self):
        """The root of a minimal system with what the package depends on."""
        depends = run("dpkg-deb", "-f", DEB, "Depends").stdout
        names = [re.match(r"[\w.+-]+", each.strip())[0] for each in depends.split(",")]
        root = self.folder / "root"
        patience = self.folder / "wgetrc"  # of a mirror that says nothing
        patience.write_text("timeout = 60\ntries = 3\n")
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", "--include=" + ",".join(names), SUITE, root,
             *mirror()], capture_output=True, text=True, check=False,
            env={**os.environ, "WGETRC": str(patience)})
        if done.returncode:
            log = root / "debootstrap/debootstrap.log"
            told = done.stdout + done.stderr + (log.read_text() if log.exists() else "")
            if any(words in told for words in UNREACHABLE):
                self.skipTest("debootstrap cannot work here: " + told[-300:])
            self.fail(told[-3000:])
        return root

    def unmount(self):
        """What an interrupted debootstrap may leave: it is not to be deleted through."""
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as mounts:
            below = [text.split()[1] for text in mounts if str(self.folder) in text]
        for place in reversed(below):
            run("umount", "-l", place, check=False)

    def test_it_installs_runs_and_goes_away(self):
        if not IS_ROOT or not shutil.which("debootstrap"):
            self.skipTest("debootstrap, and root to run it, are needed")
        self.addCleanup(self.unmount)
        root = self.bootstrapped()
        repo = self.planted("root/repo")
        shutil.copy(DEB, root / "seclint.deb")
        inside = ["chroot", root]
        run(*inside, "dpkg", "-i", "/seclint.deb")
        self.assertEqual(run(*inside, "seclint", "--version").stdout.splitlines()[0],
                         f"seclint {VERSION}")
        # Needs both libraries that are loaded late: an archive, a short commit id.
        repo.git("archive", "--format=zip", "-o", "all.zip", "HEAD")
        short = repo.commit_file("b.py", line(1))[:7]
        for args, path in ((("--no-history",), "all.zip/app.py"),
                           (("--range", f"{short}~1..{short}"), "b.py")):
            done = run(*inside, "seclint", "--format", "jsonl", *args, "/repo", check=False)
            self.assertEqual(done.returncode, 1, done.stderr)
            found = [json.loads(text) for text in done.stdout.splitlines()]
            shown = " ".join(each["place"]["path"] for each in found
                             if each["type"] == "finding").replace("!", "")
            self.assertIn(path, shown)
        listed = run(*inside, "dpkg", "-L", "seclint").stdout.split("\n")
        for name in ("/usr/bin/seclint", "/usr/share/bash-completion/completions/seclint"):
            self.assertIn(name, listed)
        run(*inside, "dpkg", "-r", "seclint")
        self.assertFalse(os.path.exists(root / "usr/bin/seclint"))


if __name__ == "__main__":
    main()

"""Another build of the same source, in a folder with another name, with another umask,
locale and time zone, gives every package byte for byte."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from release_kit import BUILD, DIST, PARTS, SOURCE, main, make, run



def sources(which="-co"):
    """What git has or would take; everything but builds where there is no git."""
    done = subprocess.run(["git", "-C", SOURCE, "ls-files", "-z", which, "--exclude-standard"],
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [name for name in done.stdout.split("\0") if name]
    return [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*") if path.is_file()
            and not {"build", "node_modules", ".git"} & set(path.relative_to(SOURCE).parts)]


def copy(target):
    for name in sources():
        if (SOURCE / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SOURCE / name, target / name, follow_symlinks=False)


class Reproducible(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="seclint wieder ö "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(os.umask, os.umask(0o077))

    def test_the_same_source_gives_the_same_bytes(self):
        copy(self.folder / "src")
        if (SOURCE / ".git").exists():  # the source distribution asks what is tracked
            run("git", "init", "-q", self.folder / "src")
            run("git", "-C", self.folder / "src", "add", "-f", "--",
                *[name for name in sources("-c") if (self.folder / "src" / name).is_file()])
        build = self.folder / "src/build/release"
        away = {**os.environ, "CCACHE_DISABLE": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        run("cmake", "--preset", "release", cwd=self.folder / "src", env=away)
        run("cmake", "--build", build, "-j1", "--target", "seclint", "seclint_static",
            env=away)
        for name in ("seclint", "static/seclint"):
            self.assertEqual((build / name).read_bytes(), (BUILD / name).read_bytes(), name)
            self.assertNotIn(os.fsencode(SOURCE), (BUILD / name).read_bytes(), name)
        again = self.folder / "dist"
        # Source and formula are what git says; the image may not have been possible.
        parts = [part for part in PARTS if part not in ("source", "brew")
                 and (part != "oci" or list(DIST.glob("*-oci.tar")))]
        make(build, again, *parts, source=self.folder / "src", TZ="Asia/Tokyo", LC_ALL="C")
        made = sorted(os.listdir(again))
        self.assertGreater(len(made), len(parts))
        different = [name for name in made if name != "SHA256SUMS"
                     and (again / name).read_bytes() != (DIST / name).read_bytes()]
        self.assertEqual(different, [])


if __name__ == "__main__":
    main()

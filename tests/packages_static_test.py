"""What carries the static program: the archive, in an empty root; the image from scratch;
the packages for pip and npm."""

import json
import os
import shutil
import zipfile

from packages_kit import STATIC, Packages
from release_kit import BUILD, DIST, FORBIDDEN, IS_ROOT, NAME, SOURCE, VERSION, files_of, main, run

IMAGE = DIST / f"{NAME}-oci.tar"


class Static(Packages):
    def setUp(self):
        super().setUp()
        self.prefix = self.unpack(DIST / f"{NAME}-static.tar.gz", "static") / f"{NAME}-static"

    def test_it_is_complete_and_asks_for_no_library(self):
        self.assert_complete(self.prefix)
        program = self.prefix / "bin/seclint"
        told = run("readelf", "-W", "-d", "-l", program).stdout
        self.assertNotIn("NEEDED", told)
        self.assertNotIn("interpreter", told)
        for part in ("GNU_RELRO", "NOW", "PIE"):
            self.assertIn(part, told)
        self.assertIn("linked statically", run(program, "--version").stdout)
        linked = set(os.listdir(self.prefix / "share/doc/seclint/linked"))
        self.assertEqual(linked, set(STATIC))

    def test_in_an_empty_root_it_finds_what_the_dynamic_program_finds(self):
        if not IS_ROOT:
            self.skipTest("only root can change its root")
        root = self.folder / "empty"
        root.mkdir()
        shutil.copy(self.prefix / "bin/seclint", root)
        self.grown("empty/repo")
        run("git", "clone", "-q", "--bare", SOURCE, root / "own", check=False)
        for name in ("repo", "own"):
            if not (root / name).exists():
                continue  # the sources stand in no repository
            inside = self.scan("chroot", root, "/seclint", f"/{name}")
            outside = self.scan(BUILD / "seclint", root / name)
            self.assertEqual(inside.decode(), outside.decode().replace(str(root), ""))
            self.assertIn(b'"type":"summary"', inside)
        found = self.scan("chroot", root, "/seclint", "/repo").decode()
        for kind in ("all.tar", "all.tar.gz", "all.tar.bz2", "all.tar.xz", "all.zip"):
            self.assertIn(kind, found)
        self.assertIn("schlüssel.py", found)
        self.assertIn("one.py.zst", found)


class Image(Packages):
    def setUp(self):
        super().setUp()
        if not IMAGE.exists():
            self.skipTest("buildah may not make images here")
        layout = self.unpack(IMAGE, "layout")
        blobs = layout / "blobs/sha256"
        digest = json.loads((layout / "index.json").read_text())["manifests"][0]["digest"]
        manifest = json.loads((blobs / digest.split(":")[1]).read_text())
        self.config = json.loads(
            (blobs / manifest["config"]["digest"].split(":")[1]).read_text())
        self.layers = [blobs / each["digest"].split(":")[1] for each in manifest["layers"]]

    def test_one_layer_with_the_program_and_its_licences(self):
        self.assertEqual(len(self.layers), 1)
        root = self.unpack(self.layers[0], "root")
        other = [name for name in files_of(root) if not name.startswith("usr/share/doc/")]
        self.assertEqual(other, ["etc/gitconfig", "usr/bin/seclint"])
        self.assertIn("Apache License", (root / "usr/share/doc/seclint/copyright").read_text())
        config = self.config["config"]
        self.assertEqual(config["Entrypoint"], ["/usr/bin/seclint"])
        self.assertNotIn(config["User"].split(":")[0], ("", "0", "root"))
        self.assertEqual(config["Labels"]["org.opencontainers.image.version"], VERSION)

    def test_it_scans_a_mounted_repository_that_belongs_to_another_user(self):
        if not IS_ROOT:
            self.skipTest("buildah run needs root here")
        repo = self.grown("repo")
        self.give_away(repo.path)
        buildah = ["buildah", "--storage-driver", "vfs", "--root", self.folder / "store",
                   "--runroot", self.folder / "run"]
        self.addCleanup(run, *buildah, "rm", "--all", check=False)
        name = run(*buildah, "from", f"oci-archive:{IMAGE}").stdout.strip()
        done = run(*buildah, "run", "--isolation", "chroot", "-v", f"{repo.path}:/repo:ro",
                   name, "--", "/usr/bin/seclint", "--format", "jsonl", check=False)
        if FORBIDDEN in done.stderr:
            self.skipTest("buildah may not mount here")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stdout, r'"type":"finding".*"path":"app\.py"')


class Registries(Packages):
    """What is in them for pip and npm has tests of its own; here it comes from a build."""

    def test_the_wheel_runs_anywhere_and_names_what_is_linked_in(self):
        wheel = next(DIST.glob("*.whl"))
        self.assertIn("musllinux", wheel.name)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(self.folder)
            names = archive.namelist()
        for package in STATIC:
            self.assertTrue(any(name.endswith(f"licenses/linked/{package}")
                                for name in names), package)
        program = next(self.folder.glob("*.data/scripts/seclint"))
        program.chmod(0o755)
        self.assertIn(f"seclint {VERSION}\n", run(program, "--version").stdout)

    def test_the_npm_package_of_the_platform(self):
        folder = self.unpack(DIST / f"seclint-linux-x64-{VERSION}.tgz", "npm") / "package"
        self.assertEqual(json.loads((folder / "package.json").read_text())["version"], VERSION)
        self.assertIn(f"seclint {VERSION}\n", run(folder / "bin/seclint", "--version").stdout)
        self.assertEqual(set(os.listdir(folder / "licenses/linked")), set(STATIC))


if __name__ == "__main__":
    main()

"""The packages of a release: each is unpacked or installed and run, and holds what it
should. They are made by packaging/release.sh, before (tests/release_kit.py)."""

import json
import os
import pathlib
import re
import tarfile

from packages_kit import STATIC, Packages
from release_kit import (BUILD, DIST, IS_ROOT, MACHINE, NAME, RELEASE, SOURCE, VERSION,
                         files_of, main, run)

DEB = DIST / f"seclint_{VERSION}-1_amd64.deb"
RPM = DIST / f"seclint-{VERSION}-1.{MACHINE}.rpm"
SBOM = DIST / f"seclint-{VERSION}.cdx.json"


class Installed(Packages):
    def test_any_prefix_and_any_working_directory_will_do(self):
        prefix = self.folder / "pre fix ö"
        run("cmake", "--install", BUILD, "--prefix", prefix)
        self.assert_complete(prefix)
        self.assertIn("share/zsh/site-functions/_seclint", files_of(prefix))
        page = (prefix / "share/man/man1/seclint.1").read_text()
        self.assertTrue(page.startswith(f'.TH SECLINT 1 "" "seclint {VERSION}"'))
        repo = self.grown("ein Ört")
        done = run(prefix / "bin/seclint", cwd=repo.path, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("app.py", done.stdout)

    def test_the_archive_of_the_dynamic_program(self):
        folder = self.unpack(DIST / f"{NAME}.tar.gz", "un packed")
        self.assert_complete(folder / NAME)
        with tarfile.open(DIST / f"{NAME}.tar.gz") as tar:
            entries = tar.getmembers()
        names = [entry.name for entry in entries]
        self.assertEqual(names, sorted(names, key=lambda name: name.split("/")))
        self.assertEqual({(e.uid, e.gid, e.uname) for e in entries}, {(0, 0, "")})
        self.assertEqual(len({entry.mtime for entry in entries}), 1)


class Deb(Packages):
    def test_its_fields(self):
        fields = dict(re.findall(r"^([\w-]+): (.*)", run("dpkg-deb", "-f", DEB).stdout, re.M))
        self.assertEqual(fields["Version"], f"{VERSION}-1")
        self.assertRegex(fields["Maintainer"], r"^\S.* <\S+@\S+>$")
        # Loaded late, so that no tool finds them in the program; named all the same.
        self.assertRegex(fields["Depends"], r"\blibgit2-1\.5 \(>= 1\.5")
        self.assertRegex(fields["Depends"], r"\blibarchive13 \(>= 3\.6")
        self.assertRegex(fields["Depends"], r"\blibpcre2-8-0 \(>= 10")
        self.assertRegex(fields["Depends"], r"\blibyaml-0-2 \(>= 0")
        self.assertRegex(fields["Depends"], r"\blibdeflate0 \(>= 1")
        self.assertRegex(fields["Depends"], r"\blibc6 \(>= ")

    def test_lintian_has_nothing_to_say(self):
        told = run("lintian", "-I", "--show-overrides", DEB, check=False).stdout
        self.assertEqual([tag for tag in told.splitlines() if not tag.startswith(("N:", "O:"))],
                         [])
        self.assertIn("O: seclint: copyright-file-contains-full-apache-2-license", told,
                      "an override that nothing needs, or lintian said nothing at all")

    def test_what_is_in_it(self):
        run("dpkg-deb", "-x", DEB, self.folder / "root")
        self.assert_complete(self.folder / "root/usr")
        found = files_of(self.folder / "root/usr/share")
        for name in ("zsh/vendor-completions/_seclint", "doc/seclint/changelog.Debian.gz",
                     "doc/seclint/changelog.gz", "man/man1/seclint.1.gz"):
            self.assertIn(name, found)
        changes = run("zcat", self.folder / "root/usr/share/doc/seclint/changelog.Debian.gz")
        self.assertTrue(changes.stdout.startswith(f"seclint ({VERSION}-1) unstable; urgency"))
        self.assertGreater(changes.stdout.count("\n  * "), 5)


class Rpm(Packages):
    def test_it_needs_no_library(self):
        needs = run("rpm", "-qpR", RPM).stdout.split("\n")
        self.assertEqual([each for each in needs if each and not each.startswith("rpmlib(")],
                         [])

    def test_it_installs_in_an_empty_root_and_goes_away(self):
        if not IS_ROOT:
            self.skipTest("only root can install")
        root = self.folder / "root"
        root.mkdir()
        rpm = ["rpm", "--root", root, "--dbpath", "/var/lib/rpm"]
        run(*rpm, "-i", RPM)
        self.assert_complete(root / "usr")
        self.assertIn(VERSION, run("chroot", root, "/usr/bin/seclint", "--version").stdout)
        run(*rpm, "-V", "seclint")
        self.assertIn("share/doc/seclint/linked/libgit2-dev", files_of(root / "usr"))
        run(*rpm, "-e", "seclint")
        self.assertEqual([name for name in files_of(root) if "seclint" in name], [])


class Lists(Packages):
    def test_the_checksums_are_right_and_cover_everything(self):
        run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=DIST)
        listed = re.findall(r"^\w{64}  (.*)$", (DIST / "SHA256SUMS").read_text(), re.M)
        self.assertEqual(sorted([*listed, "SHA256SUMS"]), sorted(os.listdir(DIST)))
        for kind in (".deb", ".rpm", f"{NAME}.tar.gz", "-static.tar.gz", ".whl",
                     f"seclint-{VERSION}.tar.gz", f"seclint-linux-x64-{VERSION}.tgz",
                     ".cdx.json", "-src.tar.gz", "seclint.rb"):
            self.assertIn(kind, " ".join(listed))

    def test_the_bill_of_materials(self):
        tools = pathlib.Path(os.environ["SECLINT_TOOLS"])
        run("node", tools / "cyclonedx.mjs", SBOM)
        log = json.loads(SBOM.read_text())
        wrong = self.folder / "wrong.json"
        wrong.write_text(json.dumps({**log, "components": [{"name": "x"}]}))
        self.assertEqual(run("node", tools / "cyclonedx.mjs", wrong, check=False).returncode, 1)
        parts = {each["name"]: each["version"] for each in log["components"]}
        told = run(BUILD / "seclint", "--version").stdout
        for name in ("libgit2", "libarchive", "libdeflate", "libyaml", "tree-sitter"):
            self.assertIn(f"{name} {parts[name]}", told)
        self.assertIn(f"AWS actions of {parts['aws-iam-tables']}", told)
        self.assertTrue(any("hcl" in name for name in parts))
        refs = {each["bom-ref"] for each in log["components"]}
        for package in STATIC:
            purl = f"pkg:deb/debian/{package}@"
            direct = package in ("libgit2-dev", "libarchive-dev", "libpcre2-dev",
                                 "libyaml-dev", "libdeflate-dev")
            self.assertTrue(direct or any(ref.startswith(purl) for ref in refs), package)

    def test_the_formula_and_the_expression(self):
        formula = DIST / "seclint.rb"
        run("ruby", "-c", formula)
        source = DIST / f"seclint-{VERSION}-src.tar.gz"
        digest = run("sha256sum", source).stdout.split()[0]
        self.assertIn(f'sha256 "{digest}"', formula.read_text())
        self.assertIn(f"/v{VERSION}/seclint-{VERSION}-src.tar.gz", formula.read_text())
        self.assertNotIn("@", re.sub(r"#\{[^}]*\}", "", formula.read_text()))
        with tarfile.open(source) as tar:
            self.assertIn(f"seclint-{VERSION}/CMakeLists.txt", tar.getnames())
        run("nix-instantiate", "--store", "dummy://", "--parse",
            SOURCE / "packaging/nix/default.nix")

    def test_a_tag_that_is_not_the_version_makes_nothing(self):
        target = self.folder / "dist"
        done = run(RELEASE, "--build", BUILD, "--output", target, "--tag", "v99.0.0", "sbom",
                   check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"CMakeLists.txt says v{VERSION}", done.stderr)
        self.assertFalse(target.exists())
        run(RELEASE, "--build", BUILD, "--output", target, "--tag", f"v{VERSION}", "sbom")
        self.assertTrue((target / SBOM.name).exists())


if __name__ == "__main__":
    main()

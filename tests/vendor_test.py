"""third_party/grammars.tar.xz is what the pinned npm packages hold, file by file, and is
made the same way every time."""

import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest

SOURCE = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
THIRD_PARTY = SOURCE / "third_party"
sys.path.insert(0, str(THIRD_PARTY))
import vendor  # noqa: E402 (it lives beside the archive)

# What npm says where there is no way to a registry, or none at the moment. Everything else
# is a failure.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ECONNREFUSED", "ECONNRESET", "EPIPE",
               "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT",
               "ECONNABORTED", "EPROTO", "code E408",
               "code E429", "code E500", "code E502", "code E503", "code E504")


def committed():
    with tarfile.open(vendor.ARCHIVE) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


class Form(unittest.TestCase):
    def test_nothing_in_it_depends_on_who_made_it(self):
        with tarfile.open(vendor.ARCHIVE) as tar:
            entries = tar.getmembers()
        self.assertEqual([e.name for e in entries], sorted(e.name for e in entries))
        for entry in entries:
            self.assertTrue(entry.isreg(), entry.name)
            self.assertEqual((entry.uid, entry.gid, entry.uname, entry.gname, entry.mtime,
                              entry.mode), (0, 0, "", "", 0, 0o644), entry.name)
            self.assertNotIn("..", pathlib.PurePath(entry.name).parts)

    def test_packing_twice_gives_the_same_bytes(self):
        files = {name: text for name, text in committed().items() if len(text) < 10_000}
        again = dict(reversed(files.items()))
        self.assertEqual(vendor.pack(files), vendor.pack(again))

    def test_every_package_brings_its_licence(self):
        files = committed()
        for package in vendor.SOURCES:
            self.assertIn(f"{package}/LICENSE", files)
        self.assertIn(b"Apache License",
                      files["@tree-sitter-grammars/tree-sitter-hcl/LICENSE"])


class Origin(unittest.TestCase):
    def test_npm_ci_gives_the_same_files(self):
        if not shutil.which("npm"):
            self.skipTest("npm is not here")
        folder = pathlib.Path(tempfile.mkdtemp(prefix="seclint-vendor-"))
        self.addCleanup(shutil.rmtree, folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(THIRD_PARTY / name, folder)
        # The lock's checksums are npm's to check: what it unpacks is what is pinned.
        for pause in (5, 20, 0):  # a package that came in part is another one the next time
            run = subprocess.run(["npm", "ci", "--fetch-timeout=60000", "--prefix", folder],
                                 cwd=folder, text=True, capture_output=True, check=False)
            if run.returncode == 0:
                break
            time.sleep(pause)
        if run.returncode and any(word in run.stderr for word in UNREACHABLE):
            self.skipTest("npm cannot reach a registry: " + run.stderr.splitlines()[0])
        self.assertEqual(run.returncode, 0, run.stderr)
        lock = vendor.json.loads((folder / "package-lock.json").read_text())
        fresh, old = vendor.members(folder / "node_modules", lock), committed()
        self.assertEqual(sorted(fresh), sorted(old))
        self.assertEqual([name for name in fresh if fresh[name] != old[name]], [])


if __name__ == "__main__":
    done = unittest.main(verbosity=2, exit=False).result
    if done.wasSuccessful() and done.skipped:
        sys.exit(77)
    sys.exit(not done.wasSuccessful())

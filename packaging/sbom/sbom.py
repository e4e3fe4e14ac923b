#!/usr/bin/env python3
"""sbom.py - the bill of materials of a build, as CycloneDX 1.6: what is compiled in, by
third_party's lock, and the libraries, by the versions that the build was configured with.

    sbom.py --build DIR --epoch SECONDS --output FILE

The same build gives the same bytes: the serial number is made from the content."""

import argparse
import base64
import datetime
import json
import pathlib
import re
import subprocess
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOME = "https://github.com/CloudReactor/seclint"

# Library: module of pkg-config, licence. The dynamic program needs the first five, and
# loads two of them only when it has to; the others are in the static one.
LIBRARIES = {
    "libgit2": ("libgit2", "GPL-2.0-only WITH GCC-exception-2.0"),
    "libarchive": ("libarchive", "BSD-2-Clause"),
    "libdeflate": ("libdeflate", "MIT"),
    "pcre2": ("libpcre2-8", "BSD-3-Clause"),
    "libyaml": ("yaml-0.1", "MIT"),
}
STATIC = {
    "glibc": ("libc6-dev", "LGPL-2.1-or-later"),
    "http-parser": ("libhttp-parser-dev", "MIT"),
    "mbedtls": ("libmbedtls-dev", "Apache-2.0"),
    "nettle": ("nettle-dev", "LGPL-3.0-or-later OR GPL-2.0-or-later"),
    "xz": ("liblzma-dev", "public domain"),
    "zstd": ("libzstd-dev", "BSD-3-Clause OR GPL-2.0-only"),
    "bzip2": ("libbz2-dev", "bzip2-1.0.6"),
    "zlib": ("zlib1g-dev", "Zlib"),
}


def told(*command):
    """The first line that a command writes; empty where it is missing or fails."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()


def component(kind, name, version, licence, purl, **more):
    return {"type": kind, "bom-ref": purl, "name": name, "version": version,
            "licenses": [licence_of(licence)], "purl": purl, **more}


def licence_of(text):
    if text == "public domain":
        return {"license": {"name": text}}
    return {"expression": text} if " " in text else {"license": {"id": text}}


def compiled_in():
    """What third_party/grammars.tar.xz holds."""
    lock = json.loads((ROOT / "third_party/package-lock.json").read_text())["packages"]
    for name in sorted(lock[""]["dependencies"]):
        entry = lock["node_modules/" + name]
        digest = entry["integrity"].removeprefix("sha512-")
        content = base64.b64decode(digest).hex()
        purl = f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"
        yield component("library", name, entry["version"], entry["license"], purl,
                        scope="required", hashes=[{"alg": "SHA-512", "content": content}])


def linked():
    for name, (module, licence) in LIBRARIES.items():
        version = told("pkg-config", "--modversion", module)
        if version:
            yield component("library", name, version, licence,
                            f"pkg:generic/{name}@{version}", scope="required")
    for name, (package, licence) in STATIC.items():
        version = told("dpkg-query", "-W", "-f", "${Version}", package)
        if version:
            purl = f"pkg:deb/debian/{package}@{version.replace('+', '%2B')}"
            yield component("library", name, version, licence, purl, scope="optional",
                            description="in the static program only")


def data_of(build):
    """The tables of AWS, by the date that the program tells."""
    text = told(str(build / "seclint"), "--version")
    day = re.search(r"AWS actions of (\S+)", text)[1]
    yield component("data", "aws-iam-tables", day, "MIT",
                    f"pkg:generic/seclint-aws-iam-tables@{day}")


def bill(build, epoch):
    text = (ROOT / "CMakeLists.txt").read_text()
    version = re.search(r"^project\(seclint VERSION (\S+)", text, re.M)[1]
    parts = [*compiled_in(), *linked(), *data_of(build)]
    purl = f"pkg:github/CloudReactor/seclint@v{version}"
    subject = component("application", "seclint", version, "MIT", purl,
                        externalReferences=[{"type": "vcs", "url": HOME}])
    when = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    log = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": subject,
        },
        "components": parts,
        "dependencies": [
            {"ref": purl, "dependsOn": sorted(part["bom-ref"] for part in parts)},
            *({"ref": part["bom-ref"], "dependsOn": []} for part in parts),
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, HOME + json.dumps(log, sort_keys=True))
    return {**log, "serialNumber": f"urn:uuid:{serial}"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--epoch", type=int, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    options = parser.parse_args()
    log = bill(options.build, options.epoch)
    options.output.write_text(json.dumps(log, indent=2) + "\n")


if __name__ == "__main__":
    main()

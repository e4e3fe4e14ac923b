"""The tables of src/aws/data are sorted, dated, whole and at one with each other; the
script that makes them refuses a loss, and the tool that compiles them names a fault.

Nothing is fetched."""

import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
DATA = ROOT / "src" / "aws" / "data"
sys.path.insert(0, str(ROOT / "tools" / "iam"))

import refresh  # noqa: E402
import sources  # noqa: E402
import tables  # noqa: E402

# Table -> least number of rows, and whether it is taken from a package.
TABLES = {
    "actions": (22000, True),
    "aws_accounts": (80, False),
    "core_services": (15, False),
    "escalations": (59, False),
    "extra_types": (25, False),
    "global_keys": (50, False),
    "keys": (1500, True),
    "managed_policies": (1500, True),
    "partitions": (8, True),
    "policy_quotas": (15, False),
    "regions": (45, True),
    "sensitive_actions": (80, False),
    "service_principals": (300, False),
    "services": (450, True),
    "types": (2300, True),
}

# What must be there, come what may.
ACTIONS = """secretsmanager:GetSecretValue ssm:GetParameters s3:GetObject iam:PassRole
    kms:Decrypt sts:AssumeRole sts:AssumeRoleWithWebIdentity ecs:RunTask ec2:RunInstances
    lambda:InvokeFunction logs:PutLogEvents ecr:GetAuthorizationToken sqs:SendMessage
    sns:Publish dynamodb:Query rds:CreateDBInstance events:PutRule states:StartExecution
    elasticloadbalancing:RegisterTargets eks:DescribeCluster""".split()
PRINCIPALS = """ec2 ecs-tasks ecs lambda eks pods.eks codebuild states events scheduler glue
    sagemaker batch""".split()


def cell(row, column):
    return row[column] if column < len(row) else ""


def items(text):
    return [item for item in text.split(",") if item]


def check_head(name, head, rows, taken):
    assert head["table"] == name, head
    assert head["columns"], name
    made = datetime.date.fromisoformat(head["date"])
    assert datetime.date(2026, 1, 1) <= made, f"{name}: {head['date']}"
    if taken:
        assert head["source"].startswith("npm "), name
        assert re.search(r"MIT|Apache-2\.0", head["licence"]), name
    keys = [tables.order(row) for row in rows]
    assert keys == sorted(keys), f"{name}: not sorted"
    assert len({tuple(map(bytes, key)) for key in keys}) == len(keys), f"{name}: twice"


def check_actions(rows):
    services = {row[0] for row in rows["services"]}
    types = {(row[0], row[1].lower()) for row in rows["types"]}
    keys = {row[0].lower() for row in rows["keys"] + rows["global_keys"]}
    core = {row[0] for row in rows["core_services"]}
    known = {f"{row[0]}:{row[1]}" for row in rows["actions"]}
    for row in rows["actions"]:
        assert row[0] in services and row[2] in "LRWTP?", row
        assert (row[2] == "?") == (cell(row, 5) == "second"), row
        for name in items(cell(row, 3)):
            assert (row[0], name.removesuffix("!").lower()) in types, (row[:2], name)
        for key in items(cell(row, 4)):
            assert key.lower() in keys, (row[:2], key)
    for row in rows["types"] + rows["extra_types"]:
        assert len(row[2].split(":", 5)) == 6, row
        assert row[2].startswith("arn:${Partition}:"), row
    assert core <= services
    for service in core:
        assert sum(name.startswith(service + ":") for name in known) > 5, service
    for row in rows["sensitive_actions"]:
        assert ":".join(row[:2]) in known, row
        assert row[2] in ("credentials", "secrets"), row
    for row in rows["escalations"]:
        assert set(row[2].split(" ")) <= known, row
    assert set(ACTIONS) <= known, set(ACTIONS) - known
    agreed = [row for row in rows["actions"] if cell(row, 5) not in ("first", "second")]
    assert len(agreed) > 0.97 * len(rows["actions"])


def check_rest(rows):
    services = {row[0] for row in rows["services"]}
    principals = {row[0] for row in rows["service_principals"]}
    assert {f"{name}.amazonaws.com" for name in PRINCIPALS} <= principals
    for row in rows["service_principals"]:
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com", row[0]), row
        assert cell(row, 1) in services | {""}, row
        assert cell(row, 2) in ("", "compute"), row
        assert cell(row, 3) in ("", "role", "resource", "none"), row
    regions = {row[0] for row in rows["regions"]}
    partitions = {row[0]: row[2].split(",") for row in rows["partitions"]}
    for row in rows["regions"]:
        heads = "|".join(partitions[row[1]])
        assert re.fullmatch(rf"({heads})-[a-z]+-\d+", row[0]) and row[2], row
    for row in rows["aws_accounts"]:
        assert re.fullmatch(r"\d{12}", row[0]), row
        assert cell(row, 1) in regions | {""} and cell(row, 2), row
    managed = {row[0]: cell(row, 1) for row in rows["managed_policies"]}
    assert managed["AWSLambdaBasicExecutionRole"] == "service-role"
    assert managed["AdministratorAccess"] == "", managed["AdministratorAccess"]
    for name, path in managed.items():
        assert re.fullmatch(r"[\w+=,.@-]+", name) and re.fullmatch(r"[a-z-]*", path), name
    for row in rows["policy_quotas"]:
        assert int(row[2]) <= int(row[1]) and row[3] in ("all", "text"), row
        assert row[4] in ("each", "sum"), row
    for row in rows["global_keys"]:
        assert row[2] in ("one", "many") and cell(row, 3) in services | {""}, row


def check_refusal(rows):
    """A table with too few actions, without a core service or a region is not taken."""
    new = {name: rows[name] for name in ("services", "actions", "regions")}
    few = len(new["actions"]) // 150
    stderr, sys.stderr = sys.stderr, open(os.devnull, "w", encoding="utf-8")
    try:
        assert refresh.refuse(DATA, new) is None
        assert refresh.refuse(DATA, {**new, "actions": new["actions"][few:]}) is None
        for name, gone in (("actions", len(new["actions"]) // 50), ("regions", 1)):
            assert refresh.refuse(DATA, {**new, name: new[name][gone:]}), name
        assert refresh.refuse(DATA, {**new, "services": new["services"][:300]})
    finally:
        sys.stderr = stderr


def check_sources():
    """What is read out of the packages' own forms."""
    for regex, heads in [
        (r"^(us|eu)\-\w+\-\d+$", "us,eu"),
        (r"^us\-gov\-\w+\-\d+$", "us-gov"),
        (r"^eusc\-(de)\-\w+\-\d+$", "eusc-de"),
    ]:
        assert sources.heads(regex) == heads, regex
    for key, plain in [
        ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/${key}"),
        ("ssm:resourceTag/tag-key", "ssm:resourceTag/${TagKey}"),
        ("sagemaker:ResourceTag/", "sagemaker:ResourceTag/${TagKey}"),
        ("s3:prefix", "s3:prefix"),
    ]:
        assert sources.plain_key(key) == plain, key
    assert refresh.shape("arn:p:s:r:a:x/${y}/z") == "arn:p:s:r:a:x/.*"


# Table, what to put in place of what, and what the tool must say of it.
FAULTS = [
    ("actions", "s3\tGetObject\tR", "s3\tGetObject\tX", "unknown access level: X"),
    ("actions", "\tSecret!\t", "\tSecrets!\t", "unknown resource type: Secrets"),
    ("actions", "s3\tGetObject\t", "s3\tAGetObject\t", "twice, or not in order: s3"),
    ("keys", "s3:prefix\tString", "s3:prefix\tText", "unknown type of key: Text"),
    ("types", "arn:${Partition}:s3:::${BucketName}\t", "arn:s3\t", "not a template: arn:s3"),
    ("services", "s3\tAmazon S3", "s3\tx\ty\tz\tx\ty\tz", "too many columns"),
    ("regions", "# date: ", "# day: ", "no date"),
]


def check_compiler(compiler):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "table.c")
        made = subprocess.run([compiler, DATA, out], check=True)
        assert made.returncode == 0 and out.stat().st_size > 500000
        for name, old, new, said in FAULTS:
            copy = pathlib.Path(folder, name)
            shutil.copytree(DATA, copy, dirs_exist_ok=True)
            file = copy / f"{name}.tsv"
            text = file.read_text()
            assert old in text, old
            file.write_text(text.replace(old, new, 1))
            done = subprocess.run([compiler, copy, out], capture_output=True, text=True)
            assert done.returncode == 1, (name, new)
            assert f"{name}.tsv:" in done.stderr and said in done.stderr, done.stderr
        done = subprocess.run([compiler, folder], capture_output=True, text=True)
        assert done.returncode == 2


def main():
    rows = {}
    assert {path.stem for path in DATA.glob("*.tsv")} == set(TABLES)
    for name, (least, taken) in TABLES.items():
        head, rows[name] = tables.read(DATA / f"{name}.tsv")
        assert len(rows[name]) >= least, f"{name}: {len(rows[name])} rows"
        check_head(name, head, rows[name], taken)
    check_actions(rows)
    check_rest(rows)
    check_refusal(rows)
    check_sources()
    check_compiler(sys.argv[1])
    assert "MIT License" in (DATA / "NOTICE").read_text()


main()

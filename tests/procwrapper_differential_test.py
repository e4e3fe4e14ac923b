"""proc_wrapper and we take names, locations and lists apart alike.

usage: procwrapper_differential_test.py REF_PROBE [SEED [CASES]]
       procwrapper_differential_test.py --record [SEED [CASES]]

What proc_wrapper answers to some hundred names, locations and lists is recorded in
tests/fixtures/procwrapper.json. Where cloudreactor-procwrapper 6 is installed (no package
of Debian: pip install --no-deps cloudreactor-procwrapper==6.0.2) as many new cases as one
likes are asked besides, and --record writes the file anew. No provider is asked: each is
replaced by one that says with what it was called. A case that differs is printed as a
Python string."""

import json
import logging
import pathlib
import random
import subprocess
import sys

try:
    from proc_wrapper import config_resolver
    from proc_wrapper.proc_wrapper_params import ConfigResolverParams
except ImportError:
    config_resolver = None

RECORDED = pathlib.Path(__file__).with_name("fixtures") / "procwrapper.json"

CODES = ["PLAIN", "ENV", "CONFIG", "AWS_SM", "AWS_SSM", "AWS_APP_CONFIG", "AWS_S3", "FILE"]
NEAR = ["AWS_APPCONFIG", "aws_sm", "AWS", "SM", "GCP_SM", "Env", "AWS_SM2"]
ARN = "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db-AbCdE1"
STARTS = [ARN, ARN.replace("arn:aws:", "arn:aws-cn:"), ARN.replace("arn:aws:", "arn:aws-us-gov:"),
          "arn:aws:ssm:us-west-2:012345678901:parameter/app/db", "arn:aws:s3:::bucket/key",
          "arn:aws:s3:us-east-1::bucket/key", "ssm:/app/db", "aws:appconfig:a/b/c", "file://x.json",
          "/etc/x", "x", "$.a.b", "", " "]
ENDS = ["", "", "!json", "!JSON", "!yaml", "!dotenv", "!yml", "!json!yaml", "#v1", ".env.x", "!"]
TRANSFORMS = ["", "", "|JP:$.a", "|SELF", "|jp:$.a", "| JP:$.a", "|JP:", "|J", "|", "|JP:$.a|b",
              "|JP:$.a!json", "||", "|self", "|JP:$.a[*]", "|ab"]
PIECES = ["a", "b/c", ",", ";", "\\", "\\,", "\\;", "\\\\", " ", "\t", "|", "!json", ":", "é", "\n"]


def location(rng):
    start = rng.choice(STARTS)
    if rng.random() < 0.4:
        start = rng.choice(CODES + NEAR) + ":" + start
    if rng.random() < 0.05:
        start = "|" + start
    return start + rng.choice(ENDS) + rng.choice(TRANSFORMS)


def name(rng):
    inner = rng.choice(["DB_HOST", "X", "", "AWS_SM_X"])
    return rng.choice(CODES + NEAR) + rng.choice(["_", ""]) + inner if rng.random() < 0.6 else inner


def theirs(var_name, value):
    resolver = config_resolver.ConfigResolver(params=ConfigResolverParams(env={}), env_override={"A": ""})
    seen = {"format": None, "transform": None}
    for provider in resolver.secret_providers + [resolver.plain_secret_provider]:
        def fetch(location, config, env, explicit_format, provider=provider):
            seen.update(provider=provider.name, address=location, format=explicit_format)
            return ("{}", None, {})
        provider.fetch_internal = fetch

    def transform(parsed_value, string_value, transform_expr_str, log_secrets=False):
        seen["transform"] = transform_expr_str
        return None
    config_resolver.transform_value = transform
    seen["name"], _ = resolver.resolve_var(name=var_name, value=value, config={}, env={})
    return tuple(seen[key] or "" for key in ("provider", "name", "address", "format", "transform"))


def encoded(text):
    return "." + text.encode().hex()


def decoded(field):
    return bytes.fromhex(field[1:]).decode()


def ask_them(seed, cases):
    """As many pairs of name and location as lists, each with what they make of it."""
    logging.disable(logging.CRITICAL)
    rng = random.Random(seed)
    params = ConfigResolverParams(env={})
    facts = []
    for _ in range(cases):
        pair = (name(rng), location(rng))
        facts.append((pair, theirs(*pair)))
    for _ in range(cases):
        text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(8)))
        facts.append(((text,), tuple(params.split_location_string(text))))
    return facts


def recorded():
    return [(tuple(one), tuple(want)) for one, want in json.loads(RECORDED.read_text())]


def record(seed=1, cases=300):
    rows = [json.dumps([one, want]) for one, want in dict(ask_them(int(seed), int(cases))).items()]
    RECORDED.write_text("[\n" + ",\n".join(rows) + "\n]\n")


def compare(probe, facts):
    """How many differ; the first ten are printed."""
    lines = "".join(("V " if len(one) == 2 else "L ") + " ".join(map(encoded, one)) + "\n"
                    for one, _ in facts)
    run = subprocess.run([probe], input=lines, capture_output=True, check=True, text=True)
    faults = 0
    for (one, want), row in zip(facts, run.stdout.splitlines(), strict=True):
        first, *rest = row.split(" ")
        found = tuple(map(decoded, rest))
        if len(one) == 2:
            var_name, address, form, transform = found
            found = (first, var_name, address, form.lower(), transform)
        if found != want:
            faults += 1
            if faults <= 10:
                print(f"{one!r}: they {want!r}, we {found!r}")
    print(f"{len(facts)} cases, {faults} differ")
    return faults


def main(probe, seed=1, cases=5000):
    faults = compare(probe, recorded())
    if config_resolver:
        faults += compare(probe, ask_them(int(seed), int(cases)))
    return 1 if faults else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--record"]:
        sys.exit(record(*sys.argv[2:]))
    sys.exit(main(*sys.argv[1:]))

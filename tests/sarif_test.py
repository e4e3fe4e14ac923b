"""What seclint writes as SARIF is what GitHub takes: sarif_test.py REPORT_PROBE

Made-up results, hostile ones among them, must pass sarif_validate.py; the line hashes
must be those that the SARIF multitool computes by itself."""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import sarif_validate

PROBE = pathlib.Path(sys.argv[1]).resolve()
SAMPLES = (
    "normal history related hostile suppressed incomplete shapes empty moved"
).split()
STYLES = ([], ["verbose"])

LINES = {
    "lf": "a = 1\n\n  b\t= 2\nlast\n",
    "crlf": "a = 1\r\n\r\n  b = 2\r\nlast\r\n",
    "cr": "a\rb\r\rc",
    "mixed": "a\r\n\rb\n\r\nc\n",
    "open": "no final line end",
    "emoji": "k = \"\U0001f511\u00e9\"\n\U0001f511\U0001f511\nx\n",
    "repeats": "x\n" * 40,
    "long": "start\n" + "abc \t" * 1000 + "\nend\n",
    "blanks": "   \n\t\n x \n",
    "wide": "\u9375" * 120 + "\n\u9375\n",
    "empty": "",
    "ends": "\r\n\r\r\n\n",
    "pairs": "a\U0001f511" * 60 + "\nb\n",
}
# Where the multitool differs from the action, which is what counts: it drops a byte
# order mark. Each line as GitHub computes it.
AS_GITHUB = {
    b"": ["c129715d7a2bc9a3:1"],
    b" a\nb\n  \t\tc\n d": [
        "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1",
    ],
    b"\xef\xbb\xbfkey = 1\nx\n": ["d09ef0dd22195fad:1"],
}


def probe(*arguments, **options):
    run = subprocess.run([PROBE, *arguments], capture_output=True, check=True, **options)
    return run.stdout


def check_samples(folder):
    """Every sample in both styles, and the same bytes from another place."""
    paths = []
    for sample in SAMPLES:
        for style in STYLES:
            path = folder / f"{sample}{len(style)}.sarif"
            path.write_bytes(probe(sample, "sarif", *style))
            if path.read_bytes() != probe(sample, "sarif", *style, cwd=folder):
                yield f"{path.name} differs from run to run"
            paths.append(path)
    for path, problems in sarif_validate.validate_all(paths).items():
        yield from (f"{pathlib.Path(path).name}: {problem}" for problem in problems[:20])


def check_limit(folder):
    """26,000 findings: the gravest 25,000. The multitool would take a minute here."""
    path = folder / "many.sarif"
    path.write_bytes(probe("many", "sarif"))
    yield from sarif_validate.check_own(path)
    run = json.loads(path.read_text("utf-8"))["runs"][0]
    levels = [result["level"] for result in run["results"]]
    if (levels.count("error"), levels.count("note")) != (13000, 12000):
        yield f"{levels.count('error')} errors and {levels.count('note')} notes are left"


def check_size(folder):
    """A log that would be above 10 MB as gzip has fewer results, and says so."""
    path = folder / "large.sarif"
    path.write_bytes(probe("large", "sarif"))
    yield from sarif_validate.check_own(path)
    size = len(gzip.compress(path.read_bytes(), 6))
    run = json.loads(path.read_text("utf-8"))["runs"][0]
    left = len(run["results"])
    said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    if not 6_000_000 < size < 10_000_000:
        yield f"{left} results are {size} bytes as gzip"
    if said != f"{26000 - left} results are left out, the least grave ones.":
        yield f"{left} results: {said}"


def check_columns(folder):
    """UTF-16 units: the key after an emoji and an accent begins at 9, not at 8 or 12."""
    run = json.loads((folder / "normal0.sarif").read_text("utf-8"))["runs"][0]
    found = [
        result["locations"][0]["physicalLocation"]
        for result in run["results"]
        if result["ruleId"] == "aws-access-key"
    ]
    region = found[0]["region"]
    line = found[0]["contextRegion"]["snippet"]["text"].encode("utf-16-le")
    start, end = (2 * (region[key] - 1) for key in ("startColumn", "endColumn"))
    if region["startColumn"] != 9:
        yield f"the key begins at column {region['startColumn']}"
    if line[start:end].decode("utf-16-le") != region["snippet"]["text"]:
        yield "endColumn is not the column behind the last character"


def check_uris(folder):
    run = json.loads((folder / "hostile0.sarif").read_text("utf-8"))["runs"][0]
    uris = {artifact["location"]["uri"] for artifact in run["artifacts"]}
    wanted = {
        "%1B%5B31mred",
        "inv%FF%FElid%E2%82",
        "two%20words/100%25/a%3Ab",
        "%F0%9F%94%91/key",
        "host/share",
        "a%3Fb%23c",
    }
    for uri in sorted(wanted - uris):
        yield f"{uri} is not among the artifacts: {sorted(uris)}"


def check_validator(folder):
    """The validator can fail: each damage to a good log must be found."""
    good = json.loads((folder / "normal0.sarif").read_text("utf-8"))
    damages = {
        "a number": lambda run: run["tool"]["driver"]["rules"][0]["properties"].update(
            {"security-severity": 9.1}
        ),
        "an absolute URI": lambda run: run["artifacts"][0]["location"].update(
            uri="https://example.com/x"
        ),
        "no region": lambda run: run["results"][0]["locations"][0]["physicalLocation"].pop(
            "region"
        ),
        "no column kind": lambda run: run.pop("columnKind"),
        "no help": lambda run: run["tool"]["driver"]["rules"][0].pop("help"),
        "an escape": lambda run: run["results"][0]["message"].update(text="\x1b[2J."),
        "half suppressed": lambda run: run["results"][0].update(suppressions=[]),
        "a wrong rule": lambda run: run["results"][0].update(ruleIndex=3),
        "a dead link": lambda run: run["results"][0]["message"].update(text="[a](7)."),
        "another text": lambda run: run["results"][0]["message"].update(arguments=["x"]),
        "a wrong order": lambda run: run["results"].reverse(),
        "no token": lambda run: run.pop("redactionTokens"),
        "a bad hash": lambda run: run["artifacts"][0].update(
            {"length": 1, "hashes": {"sha-256": "0"}}
        ),
        "a state": lambda run: run["results"][0].update(baselineState="old"),
    }
    for name, damage in damages.items():
        log = json.loads(json.dumps(good))
        damage(log["runs"][0])
        path = folder / "damaged.sarif"
        path.write_text(json.dumps(log), "utf-8")
        if not list(sarif_validate.check_own(path)):
            yield f"the validator does not see {name}"


def check_others(folder):
    """The other two can fail as well, and a note of the multitool counts."""
    good = json.loads((folder / "normal0.sarif").read_text("utf-8"))
    damages = {
        "SARIF2011": lambda run: run["results"][0]["locations"][0]["physicalLocation"].pop(
            "contextRegion"
        ),
        "schema": lambda run: run["results"][0].update(rank=101),
        "SARIF1009": lambda run: run["results"][0]["locations"][0]["physicalLocation"][
            "artifactLocation"
        ].update(index=99),
    }
    paths = {}
    for name, damage in damages.items():
        log = json.loads(json.dumps(good))
        damage(log["runs"][0])
        paths[name] = folder / f"{name}.sarif"
        paths[name].write_text(json.dumps(log), "utf-8")
    said = sarif_validate.validate_all(paths.values())
    for name, path in paths.items():
        if not any(name in problem for problem in said[str(path)]):
            yield f"nobody says {name}: {said[str(path)]}"


def check_vectors(folder):
    for text, wanted in AS_GITHUB.items():
        file = folder / "vector.txt"
        file.write_bytes(text)
        if probe("linehash", file).decode().split()[: len(wanted)] != wanted:
            yield f"{text!r} has other line hashes than on GitHub"


def check_hashes(folder):
    """The multitool computes primaryLocationLineHash for a log that has none."""
    results, expected = [], {}
    for name, text in LINES.items():
        file = folder / f"{name}.txt"
        file.write_bytes(text.encode())
        expected[file.name] = probe("linehash", file).decode().split()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, line in enumerate(lines, 1):
            if number == len(lines) and not line:
                continue
            results.append(
                {
                    "ruleId": "x",
                    "message": {"text": "x."},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": file.name, "uriBaseId": "SRCROOT"},
                                "region": {"startLine": number},
                            }
                        }
                    ],
                }
            )
    bare = folder / "bare.sarif"
    run = {"tool": {"driver": {"name": "x"}}, "results": results}
    bare.write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    hashed = folder / "hashed.sarif"
    said = sarif_validate.multitool(
        "rewrite", bare, "-o", hashed, "--log", "ForceOverwrite;PrettyPrint",
        "--insert", "RollingHashPartialFingerprints;Hashes",
        "-u", f"SRCROOT={folder.resolve().as_uri()}/",
    )
    if not hashed.is_file():
        yield f"the multitool failed: {said.stdout}{said.stderr}"
        return
    compared = 0
    for result in json.loads(hashed.read_text("utf-8-sig"))["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        name = pathlib.PurePosixPath(place["artifactLocation"]["uri"]).name
        number = place["region"]["startLine"]
        theirs = result.get("partialFingerprints", {}).get("primaryLocationLineHash")
        ours = expected[name][number - 1]
        compared += 1
        if theirs != ours:
            yield f"{name}:{number}: {ours} instead of {theirs}"
    if compared != len(results):
        yield f"{compared} of {len(results)} line hashes were compared"


def main():
    if not sarif_validate.MULTITOOL.is_file():
        print("the SARIF multitool is not installed: ./dev setup")
        sys.exit(77)
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        checks = (
            check_samples, check_limit, check_size, check_columns, check_uris, check_validator,
            check_others, check_vectors, check_hashes,
        )
        for check in checks:
            found += check(folder)
    sys.exit("\n".join(found) if found else 0)


main()

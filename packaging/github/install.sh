#!/usr/bin/env bash
# install.sh - the step of action.yml that puts seclint on the PATH of a job.
#
# A release is downloaded with its checksums and verified; the program is static and runs
# on any Linux. Where there is none for this action it is built from the action's own
# checkout. Nothing else is trusted: an archive that is not what SHA256SUMS says ends the
# step, and is not replaced by a build.
#
#   SECLINT_VERSION   "0.1.0": that release and nothing else; "source": build;
#                     empty: the release that the action's tag names, else build
#   SECLINT_ACTION_REF  the tag, branch or commit of the action
#   GITHUB_PATH, RUNNER_TEMP  as GitHub sets them
#   SECLINT_DOWNLOADS where releases lie, for a mirror
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
downloads=${SECLINT_DOWNLOADS:-https://github.com/CloudReactor/seclint/releases/download}
wanted=${SECLINT_VERSION:-}
target=${RUNNER_TEMP:-/tmp}/seclint-bin

say() { printf 'seclint action: %s\n' "$*"; }

die() {
    printf '::error title=seclint::%s\n' "$*"
    exit 2
}

# fetch FILE: into the current folder; false if it is not there.
fetch() {
    curl --fail --silent --show-error --location --proto '=https' --retry 3 \
        --max-time 300 --output "$1" "$downloads/v$version/$1"
}

# 0: installed; 1: there is no such release, or none for this machine.
download() {
    local name sums
    name=seclint-$version-linux-$(uname -m)-static.tar.gz
    command -v curl >/dev/null || return 1
    fetch SHA256SUMS && fetch "$name" || return 1
    sums=$(awk -v name="$name" '$2 == name || $2 == "*" name' SHA256SUMS)
    [[ $sums ]] || die "SHA256SUMS of $version does not name $name"
    sha256sum --check --status - <<<"$sums" ||
        die "$name of $version is not what its SHA256SUMS says"
    tar -xzf "$name" --no-same-owner
    found=$(find . -type f -path '*/bin/seclint')
    [[ $found && $found != *$'\n'* ]] || die "$name holds no program"
    install -m 755 "$found" "$target/seclint" || die "cannot write to $target"
}

build() {
    say "building it from $here"
    bash "$here/dev" build release >&2 || die "the build failed; see the log above"
    install -m 755 "$here/build/release/seclint" "$target/seclint"
}

[[ $(uname -s) == Linux ]] ||
    die "this action runs on Linux; use runs-on: ubuntu-latest"
mkdir -p "$target"
version=${wanted#v}
if [[ -z $version && ${SECLINT_ACTION_REF:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]]; then
    version=${SECLINT_ACTION_REF#v}
fi
if [[ $version != source && -n $version ]]; then
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
        die "version: '$version' is neither a release, such as 0.1.0, nor source"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if (cd "$work" && download); then
        say "installed release $version"
    elif (($? == 2)); then
        exit 2
    elif [[ $wanted ]]; then
        die "there is no release $version for $(uname -m) at $downloads"
    else
        build
    fi
else
    build
fi
printf '%s\n' "$target" >>"${GITHUB_PATH:?}"
"$target/seclint" --version

#!/usr/bin/env bash
# release.sh - everything a release consists of, from one build of the preset `release`.
#
#   packaging/release.sh [--build DIR] [--output DIR] [--tag vX.Y.Z] [PART...]
#
# Parts: deb rpm tar static oci wheel npm sbom source brew; all of them if none is named.
# Each is made from the commit's date, in sorted order and without names of the machine:
# the same commit and the same Debian give the same bytes (tests/reproducible_test.py).
# SHA256SUMS covers all that stands in the output folder in the end: what it names of an
# earlier run is removed first, and a folder with anything else is refused.
set -euo pipefail
umask 022
export LC_ALL=C.UTF-8 TZ=UTC

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release
output=$root/build/dist
tag=
parts=()

die() {
    printf 'release.sh: %s\n' "$*" >&2
    exit 2
}

while (($#)); do
    case $1 in
    --build | --output | --tag)
        (($# > 1)) || die "$1 needs a value"
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    deb | rpm | tar | static | oci | wheel | npm | sbom | source | brew) parts+=("$1") ;;
    *) die "no such part or option: $1" ;;
    esac
    shift
done
((${#parts[@]})) || parts=(deb rpm tar static oci wheel npm source sbom brew)
build=$(realpath "$build")
output=$(realpath -m "$output")

version=$(sed -n 's/^project(seclint VERSION \([0-9.]*\) .*/\1/p' "$root/CMakeLists.txt")
[[ $version ]] || die "CMakeLists.txt tells no version"
[[ -z $tag || $tag == "v$version" ]] ||
    die "the tag is $tag, CMakeLists.txt says v$version"
machine=$(uname -m)
name=seclint-$version-linux-$machine

# The date of the commit, or of the changes where there is no git.
if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
    SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null ||
        stat -c %Y "$root/CHANGELOG.md")
fi
export SOURCE_DATE_EPOCH

work=$(mktemp -d /tmp/seclint-release.XXXXXX) # without a space, which rpm needs
trap 'rm -rf "$work"' EXIT
mkdir -p "$output"

if [[ -f $output/SHA256SUMS ]]; then
    while read -r _ file; do
        [[ $file != *seclint* || $file == */* ]] || rm -f -- "$output/$file"
    done <"$output/SHA256SUMS"
    rm -f -- "$output/SHA256SUMS"
fi
[[ -z $(ls -A "$output") ]] ||
    die "$output holds what is of no release: empty it, or name another --output"

linked=$work/$name-static/share/doc/seclint/linked

# quietly COMMAND...: the noise is shown on failure.
quietly() {
    "$@" >"$work/log" 2>&1 && return
    tail -n 40 "$work/log" >&2
    die "this failed: $*"
}

# tarball FOLDER OUTPUT: one entry, sorted, of nobody, at one time.
tarball() {
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    tar -C "$(dirname "$1")" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 \
        --group=0 --numeric-owner --format=gnu -c "$(basename "$1")" | gzip -9n >"$2"
}

# stage FOLDER COMPONENT...: what those components install, stripped.
stage() {
    local component folder=$1
    shift
    for component; do
        quietly cmake --install "$build" --prefix "$folder" --strip \
            --component "$component"
    done
}

cpack_one() {
    (cd "$work" && quietly cpack --config "$build/CPackConfig.cmake" -B "$work/$1" -G "$1")
    cp "$work/$1"/seclint[-_]* "$output/"
}

make_deb() { cpack_one DEB; }

make_rpm() { cpack_one RPM; }

make_tar() {
    stage "$work/$name" program pages
    tarball "$work/$name" "$output/$name.tar.gz"
}

# The static program is in all that does not say what else it needs.
stage_static() {
    [[ -d $work/$name-static ]] || stage "$work/$name-static" static pages
}

make_static() {
    stage_static
    tarball "$work/$name-static" "$output/$name-static.tar.gz"
}

# A store of its own, removed with the rest; no daemon, no namespace.
image() { buildah --storage-driver vfs --root "$work/store" --runroot "$work/run" "$@"; }

make_oci() {
    local folder=$work/image
    stage "$folder/root/usr" static
    mkdir -p "$folder/root/etc" "$folder/root/repo" "$folder/root/usr/share/doc/seclint"
    cp "$root/packaging/oci/gitconfig" "$folder/root/etc/"
    cp "$build/pages/copyright" "$folder/root/usr/share/doc/seclint/"
    chmod -R u=rwX,go=rX "$folder/root"
    quietly image bud --isolation chroot --timestamp "$SOURCE_DATE_EPOCH" \
        --format oci --file "$root/packaging/oci/Containerfile" --tag "seclint:$version" \
        --label org.opencontainers.image.title=seclint \
        --label org.opencontainers.image.version="$version" \
        --label org.opencontainers.image.licenses=MIT \
        --label org.opencontainers.image.source=https://github.com/CloudReactor/seclint \
        --label org.opencontainers.image.description="A linter for secret hygiene in git repositories" \
        "$folder"
    quietly image push "seclint:$version" "oci:$work/oci:$version"
    find "$work/oci" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    tar -C "$work/oci" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 \
        --numeric-owner --format=gnu -cf "$output/$name-oci.tar" .
}

# With their own scripts (packaging/python, packaging/npm).
make_wheel() {
    stage_static
    SECLINT_BINARY=$work/$name-static/bin/seclint SECLINT_LINKED_LICENCES=$linked \
        PYTHONPATH=$root/packaging/python PYTHONDONTWRITEBYTECODE=1 quietly python3 -c "
import sys, seclint_build as backend
backend.build_wheel(sys.argv[1])
backend.build_sdist(sys.argv[1])" "$output"
}

make_npm() {
    stage_static
    SECLINT_LINKED_LICENCES=$linked quietly python3 -B "$root/packaging/npm/pack.py" \
        --out "$output" "$work/$name-static/bin/seclint"
}

make_sbom() {
    python3 "$root/packaging/sbom/sbom.py" --build "$build" \
        --epoch "$SOURCE_DATE_EPOCH" --output "$output/seclint-$version.cdx.json"
}

# The commit, as git has it: what the formula builds.
make_source() {
    git -C "$root" archive --format=tar --prefix="seclint-$version/" HEAD |
        gzip -9n >"$output/seclint-$version-src.tar.gz"
}

make_brew() {
    local source=$output/seclint-$version-src.tar.gz sum
    [[ -f $source ]] || make_source
    sum=$(sha256sum <"$source")
    sed -e "s/@VERSION@/$version/g" -e "s/@SHA256@/${sum%% *}/" \
        "$root/packaging/homebrew/seclint.rb.in" >"$output/seclint.rb"
}

targets=(all)
[[ ! ${parts[*]} =~ (rpm|static|oci|wheel|npm) ]] || targets+=(seclint_static)
quietly cmake --build "$build" --target "${targets[@]}"
for part in "${parts[@]}"; do
    "make_$part"
done
(
    cd "$output"
    find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | sort -z |
        xargs -0 sha256sum >"$work/sums"
    cp "$work/sums" SHA256SUMS
    cat SHA256SUMS
)

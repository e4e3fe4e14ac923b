#!/usr/bin/env bash
# run.sh - the step of action.yml that scans.
#
# It ends with 0 so that reports can be uploaded whatever was found; the last step of the
# action ends with the status that is left in the output exit-code. Values come by
# environment only: none is ever a part of a script.
#
#   SECLINT_ARGS, SECLINT_CONFIG, SECLINT_FAIL_ON, SECLINT_RANGE, SECLINT_NEW_SINCE,
#   SECLINT_SARIF     the inputs of the action
#   GITHUB_EVENT_NAME, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP  as GitHub sets them
set -euo pipefail

sarif=${SECLINT_SARIF:-seclint.sarif}
lines=$(mktemp "${RUNNER_TEMP:-/tmp}/seclint.XXXXXX")
trap 'rm -f "$lines"' EXIT
words=()

# "a b" is two words; lines are words that may hold blanks.
add_args() {
    local word
    if [[ $1 == *$'\n'* ]]; then
        while IFS= read -r word; do
            [[ -z $word ]] || words+=("$word")
        done <<<"$1"
    else
        read -r -a more <<<"$1"
        words+=("${more[@]}")
    fi
}

# What came with an event is asked about where there is something to compare with; the
# rest (a schedule, a start by hand) reads everything.
add_range() {
    local range=${SECLINT_RANGE:-auto}
    if [[ ${SECLINT_NEW_SINCE:-} ]]; then
        words+=(--new-since "$SECLINT_NEW_SINCE")
    elif [[ $range == none ]]; then
        :
    elif [[ $range != auto ]]; then
        words+=(--range "$range")
    else
        case ${GITHUB_EVENT_NAME:-} in
        push | pull_request | pull_request_target | merge_group) words+=(--range auto) ;;
        esac
    fi
}

# output NAME VALUE: a value that holds a line end would be another output.
output() {
    printf '%s=%s\n' "$1" "${2//[$'\r\n']/ }" >>"${GITHUB_OUTPUT:?}"
}

# number NAME: from the summary, the last line of the JSON lines.
number() {
    local value
    value=$(tail -n 1 "$lines" | sed -n "s/.*\"$1\":\([0-9][0-9]*\).*/\1/p")
    printf '%s' "${value:-0}"
}

add_range
[[ -z ${SECLINT_CONFIG:-} ]] || words+=(--config "$SECLINT_CONFIG")
[[ -z ${SECLINT_FAIL_ON:-} ]] || words+=(--fail-on "$SECLINT_FAIL_ON")
[[ -z ${SECLINT_ARGS:-} ]] || add_args "$SECLINT_ARGS"
[[ -z ${GITHUB_STEP_SUMMARY:-} ]] || words+=(--output "markdown=$GITHUB_STEP_SUMMARY")

rm -f -- "$sarif" # of an earlier run on a runner that is kept
status=0
seclint --format github --output "sarif=$sarif" --output "jsonl=$lines" \
    ${words[@]+"${words[@]}"} || status=$?

case $status in
2) printf '::error title=seclint::the scan did not run: see the line above\n' ;;
3) printf '::error title=seclint::the scan is incomplete: see the notices above\n' ;;
esac
output exit-code "$status"
output findings "$(($(number errors) + $(number warnings) + $(number notes)))"
output sarif-file "$([[ ! -s $sarif ]] || printf '%s' "$sarif")"

/* git_crypt_unconfigured.c - a readable file with the git-crypt filter where git-crypt is
 * not set up: git add would take it as it is. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* A readable version in the index is git-crypt-blob-plaintext's. */
static bool would_leak(sl_facts of_path, const sl_fact *file)
{
    const sl_fact *staged = sl_facts_origin(of_path, SL_ORIGIN_INDEX);
    const sl_treatment *here = &file->state.here;

    if (file->place.origin != SL_ORIGIN_WORKTREE || !here->filtered ||
        !sl_readable(file) || sl_rules_path(file->place.path) ||
        sl_public_encrypted(of_path.survey, file) ||
        (here->filter_configured && here->key_present))
        return false;
    return file->state.tracked ? staged && !sl_readable(staged) : !here->ignored;
}

void sl_check_git_crypt_unconfigured(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *file = sl_covered_fact(of_path);
        const sl_attr *filter;

        if (!file || !would_leak(of_path, file))
            continue;
        filter = &file->state.here.filter;
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, file,
            "line %zu of %.*s gives the file the filter %.*s, which %s", filter->line,
            sl_fmt(filter->file), sl_fmt(filter->value),
            file->state.here.filter_configured
                ? "has no key in this clone: git add fails, or takes it in the "
                  "clear"
                : "is not configured in this clone: git add would take it in "
                  "the clear");
    }
}

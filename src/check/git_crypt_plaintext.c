/* git_crypt_plaintext.c - .gitattributes says git-crypt, the index holds the
 * bytes in the clear: the filter did not run when the file was added. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* How the readable bytes came to be there, as far as one can tell. */
static const char *cause(const sl_fact *head, const sl_fact *fact)
{
    if (head && head->content.class_ == SL_CONTENT_GITCRYPT)
        return "; the last commit has it encrypted";
    if (!fact->state.committed && !fact->state.here.filter_configured)
        return "; the filter is not configured in this clone";
    return "";
}

static void judge(const sl_rule *rule, sl_facts of_path, sl_sink *sink)
{
    const sl_fact *head = sl_facts_origin(of_path, SL_ORIGIN_HEAD);
    const sl_fact *file = sl_covered_fact(of_path);
    sl_str path = of_path.at[0].place.path;

    if (sl_rules_path(path) || (file && sl_public_encrypted(of_path.survey, file)))
        return; /* it should not be encrypted in the first place */
    for (size_t i = 0; i < of_path.len; i++) {
        const sl_fact *fact = &of_path.at[i];

        if (fact->place.origin != SL_ORIGIN_INDEX || !fact->state.here.filtered ||
            fact->symlink || !sl_readable(fact))
            continue;
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "the git-crypt filter is set, but the %s version is not "
                      "encrypted%s",
                      fact->state.committed ? "committed" : "staged",
                      cause(head, fact));
    }
}

void sl_check_git_crypt_plaintext(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;)
        judge(rule, sl_facts_next_path(facts, &start), sink);
}

/* placeholder_left.c - a real secret file that still has an example's values. */
#include "check/check.h"
#include "git/index.h"

/* The version that counts: what git tracks, else the file. A file that was filled in
 * since is a matter of secret-hidden-worktree-change. */
static const sl_fact *judged(sl_facts of_path)
{
    const sl_fact *file = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
    const sl_fact *staged = sl_facts_staged(of_path);

    if (file && file->secrets > 0)
        return NULL;
    return staged ? staged : file;
}

static bool concerned(const sl_fact *fact)
{
    return fact && fact->path_class && !fact->path_class->generated && !fact->symlink &&
           fact->content.class_ == SL_CONTENT_TEXT && fact->leaves.wanted > 0 &&
           !fact->state.here.filtered &&
           !(fact->state.index_flags & SL_INDEX_INTENT_TO_ADD);
}

/* References stand for secrets; placeholders between them for nothing. */
static void report_rest(const sl_rule *rule, const sl_fact *fact, sl_sink *sink)
{
    sl_sink_about(sink, rule, SL_LEVEL_NOTE, fact,
                  "%zu placeholder%s left beside %zu reference%s to secrets",
                  fact->leaves.wanted, fact->leaves.wanted == 1 ? "" : "s",
                  fact->leaves.references, fact->leaves.references == 1 ? "" : "s");
}

static void report(const sl_rule *rule, const sl_fact *fact, sl_sink *sink)
{
    sl_str title = fact->path_class->title;

    if (fact->state.tracked)
        sl_sink_about(sink, rule, SL_LEVEL_WARNING, fact,
                      "a tracked secret file (%.*s) with nothing but placeholders: the "
                      "next commit after it is filled in takes the secrets along",
                      sl_fmt(title));
    else
        sl_sink_about(sink, rule, SL_LEVEL_NOTE, fact,
                      "a secret file (%.*s) with nothing but placeholders",
                      sl_fmt(title));
}

void sl_check_placeholder_left(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = judged(sl_facts_next_path(facts, &start));

        if (!concerned(fact))
            continue;
        switch (sl_leaves_class(&fact->leaves)) {
        case SL_LEAVES_PLACEHOLDERS: report(rule, fact, sink); break;
        case SL_LEAVES_REFERENCES: report_rest(rule, fact, sink); break;
        default: break;
        }
    }
}

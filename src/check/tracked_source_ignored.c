/* tracked_source_ignored.c - a tracked file without secrets that an ignore line names:
 * git goes on tracking it, but its neighbours to come stay out unseen. */
#include "check/check.h"
#include "check/ignore_group.h"
#include "check/ignore_line.h"
#include "check/swallowed.h"
#include "doc/content.h"

/* Files that keep an empty directory in git are tracked in ignored ones on purpose. */
static bool keeper(sl_str path)
{
    static const char *const names[] = {".gitkeep", ".keep", ".placeholder",
                                        ".gitignore"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(sl_path_base(path), sl_str_of(names[i])))
            return true;
    return false;
}

static bool source(sl_facts facts, const sl_fact *fact)
{
    const sl_path_state *state = &fact->state;

    return state->tracked && sl_ignored_in_tree(&state->here) &&
           !state->here.filtered && !fact->path_class && fact->secrets == 0 &&
           !sl_content_encrypted(fact->content.class_) &&
           fact->content.class_ != SL_CONTENT_GITCRYPT_KEY &&
           !keeper(fact->place.path) && !sl_swallowed(facts, fact);
}

void sl_check_tracked_source_ignored(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_decided_vec decided = {0};

    if (!facts.survey->whole)
        return;
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_facts_staged(sl_facts_next_path(facts, &start));

        if (fact && source(facts, fact))
            *sl_vec_push(&decided) =
                (sl_decided){fact->place.path, &fact->state.here.ignore, fact};
    }
    sl_decided_sort(&decided);
    for (size_t start = 0, end; start < decided.len; start = end) {
        const sl_decided *first = &decided.at[start];
        sl_str told = sl_ignore_told(sink, facts.survey, first->match);

        end = sl_decided_end(&decided, start);
        if (end - start == 1)
            sl_sink_about(sink, rule, SL_LEVEL_OFF, first->fact,
                          "tracked, although %.*s ignores it", sl_fmt(told));
        else
            sl_sink_about(sink, rule, SL_LEVEL_OFF, first->fact,
                          "the first of %zu tracked files that %.*s ignores",
                          end - start, sl_fmt(told));
    }
    sl_vec_free(&decided);
}

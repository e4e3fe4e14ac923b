/* ignore_uncommitted.c - a secret file that is ignored only by an edit of a .gitignore
 * which the next commit would not bring. */
#include "check/check.h"
#include "check/exposed.h"
#include "check/ignore_group.h"
#include "check/ignore_line.h"

/* In a working tree: ignored as the files lie on disk, not as they are staged. */
static void judge_tree(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_decided_vec decided = {0};

    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        const sl_path_state *state = &fact->state;

        if (sl_untracked_secret_file(fact) && fact->secrets > 0 && state->other.known &&
            !state->other.ignored && sl_ignored_by_edit(&state->here, facts.survey))
            *sl_vec_push(&decided) =
                (sl_decided){fact->place.path, &state->here.ignore, fact};
    }
    sl_decided_sort(&decided);
    for (size_t start = 0, end; start < decided.len; start = end) {
        const sl_decided *first = &decided.at[start];
        sl_str quoted = sl_ignore_quoted(sink, facts.survey, first->match);
        sl_place place = sl_ignore_place(facts.survey, first->match);
        sl_str others;

        end = sl_decided_end(&decided, start);
        others = sl_decided_others(sink, end - start);
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "%.*s is not staged, and nothing else ignores %.*s%.*s",
                   sl_fmt(quoted), sl_fmt(first->path), sl_fmt(others));
    }
    sl_vec_free(&decided);
}

/* In a hook the other view is that of the working tree. */
static void judge_staged(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        bool staged = fact->place.origin == SL_ORIGIN_INDEX && fact->secrets > 0 &&
                      !fact->state.here.ignored && !fact->state.here.filtered &&
                      sl_ignored_by_edit(&fact->state.other, facts.survey);

        if (!fact->path_class)
            continue;
        if (!staged && sl_exposure_of(fact, facts.survey) != SL_EXPOSURE_UNCOMMITTED)
            continue;
        sl_sink_about(
            sink, rule, SL_LEVEL_OFF, fact,
            "the file (%.*s) is ignored by an edit of %.*s that is not staged",
            sl_fmt(fact->path_class->title), sl_fmt(fact->state.other.ignore.file));
    }
}

void sl_check_ignore_uncommitted(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    if (facts.survey->whole)
        judge_tree(rule, facts, sink);
    else
        judge_staged(rule, facts, sink);
}

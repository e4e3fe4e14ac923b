/* secret_tracked_but_ignored.c - a tracked secret file that an ignore line names as if
 * it were none: the line changes nothing for it. */
#include "check/check.h"
#include "check/ignore_line.h"
#include "check/tracked_secret.h"
#include "doc/content.h"

static void clear(const sl_rule *rule, const sl_fact *fact, sl_str told, sl_sink *sink)
{
    sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                  "%zu plaintext secret%s in a tracked file (%.*s), %s: %.*s has no "
                  "effect on it",
                  fact->secrets, fact->secrets == 1 ? "" : "s",
                  sl_fmt(fact->path_class->title),
                  fact->state.committed ? "committed" : "staged, not committed yet",
                  sl_fmt(told));
}

static void judge(const sl_rule *rule, sl_facts of_path, sl_sink *sink)
{
    const sl_fact *fact = sl_facts_staged(of_path);
    sl_str told;

    if (!fact || !fact->state.known || !sl_ignored_in_tree(&fact->state.here))
        return;
    told = sl_ignore_told(sink, of_path.survey, &fact->state.here.ignore);
    if (sl_tracked_in_clear(of_path))
        clear(rule, fact, told, sink);
    else if (of_path.survey->whole && sl_content_encrypted(fact->content.class_))
        sl_sink_about(sink, rule, SL_LEVEL_NOTE, fact,
                      "the file is encrypted and tracked: %.*s has no effect on it",
                      sl_fmt(told));
}

void sl_check_secret_tracked_but_ignored(const sl_rule *rule, sl_facts facts,
                                         sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;)
        judge(rule, sl_facts_next_path(facts, &start), sink);
}

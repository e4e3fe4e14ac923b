/* ignore_local_only.c - an untracked file with secrets that only what this machine has
 * keeps out of git: info/exclude, or the user's core.excludesFile. */
#include "check/check.h"
#include "check/exposed.h"
#include "check/ignore_line.h"

void sl_check_ignore_local_only(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        sl_str told;

        if (!sl_untracked_secret_file(fact) || fact->secrets == 0 ||
            !fact->state.here.ignored_locally_only)
            continue;
        told = sl_ignore_told(sink, facts.survey, &fact->state.here.ignore);
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "%zu plaintext secret%s (%.*s) ignored on this machine only, by "
                      "%.*s: no .gitignore covers the file",
                      fact->secrets, fact->secrets == 1 ? "" : "s",
                      sl_fmt(fact->path_class->title), sl_fmt(told));
    }
}

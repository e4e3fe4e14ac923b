/* secret_not_ignored.c - an untracked file of a secret class that nothing keeps
 * out of the next `git add`. */
#include "check/check.h"
#include "check/exposed.h"

void sl_check_secret_not_ignored(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];

        if (sl_exposure_of(fact, facts.survey) != SL_EXPOSURE_NO_LINE)
            continue;
        if (fact->secrets == 0)
            sl_sink_about(sink, rule, SL_LEVEL_WARNING, fact,
                          "a file meant for secrets (%.*s) is not ignored",
                          sl_fmt(fact->path_class->title));
        else
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "%zu plaintext secret%s one git add away from a commit: the "
                          "file (%.*s) is not ignored",
                          fact->secrets, fact->secrets == 1 ? "" : "s",
                          sl_fmt(fact->path_class->title));
    }
}

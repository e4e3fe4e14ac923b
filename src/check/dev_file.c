/* dev_file.c - a development file that everybody gets holds a real secret. */
#include "check/public_file.h"

void sl_check_dev_file(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact =
            sl_public_leak(sl_facts_next_path(facts, &start), SL_PUBLIC_DEV);

        if (fact)
            sl_sink_about(
                sink, rule, SL_LEVEL_OFF, fact,
                "%zu plaintext secret%s in a development file that is committed "
                "for everybody: %s",
                fact->secrets, fact->secrets == 1 ? "" : "s",
                sl_public_leak_stage(fact));
    }
}

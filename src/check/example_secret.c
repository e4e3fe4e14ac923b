/* example_secret.c - an example or a file shared by all holds a real secret. */
#include "check/public_file.h"

void sl_check_example_secret(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact =
            sl_public_leak(sl_facts_next_path(facts, &start), SL_PUBLIC_EXAMPLE);

        if (fact)
            sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                          "%zu plaintext secret%s in a file that is committed as an "
                          "example or for all environments: %s",
                          fact->secrets, fact->secrets == 1 ? "" : "s",
                          sl_public_leak_stage(fact));
    }
}

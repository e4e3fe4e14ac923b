#include "rule/builtin.h"

#include "rule/load.h"

#include <string.h>

/* Levels and numbers are set in copies: another run may want others. */
bool sl_rules_add_builtin(sl_rules *book, sl_err *err)
{
    sl_rule *rules =
        sl_arena_calloc(&book->arena, sl_builtin_rules_count, sizeof *rules);

    for (size_t i = 0; i < sl_builtin_rules_count; i++) {
        void **slot = sl_map_put(&book->by_id, sl_builtin_rules[i].id);

        if (*slot)
            return sl_fail(err, SL_EUSAGE, "rule '%.*s' is built in",
                           sl_fmt(sl_builtin_rules[i].id));
        rules[i] = sl_builtin_rules[i];
        if (sl_builtin_verify[i])
            rules[i].pattern.verify =
                sl_verdict_scheme_find(sl_str_of(sl_builtin_verify[i]));
        *slot = &rules[i];
        *sl_vec_push(&book->rules) = &rules[i];
    }
    for (size_t i = 0; i < sl_builtin_layouts_count; i++)
        *sl_vec_push(&book->layouts) = sl_builtin_layouts[i];
    return true;
}

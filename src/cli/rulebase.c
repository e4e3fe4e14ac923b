#include "cli/rulebase.h"

bool sl_rulebase_open(const sl_options *options, sl_rules *out, sl_err *err)
{
    *out = (sl_rules){0};
    if (!sl_rules_add_builtin(out, err))
        return false;
    for (size_t i = 0; i < options->rules.len; i++)
        if (!sl_rules_add_dir(out, options->rules.at[i], err))
            return false;
    sl_rules_sort(out);
    return true;
}

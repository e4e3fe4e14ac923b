#include "cli/commands.h"
#include "cli/out.h"
#include "cli/rulebase.h"
#include "cli/rules_work.h"
#include "scan/results.h"
#include "scan/rule_test.h"

#include <stdlib.h>

static void write_tally(const sl_rule_tally *tally, sl_buf *out)
{
    sl_buf_printf(out, "%zu rule%s, %zu example%s, %zu failed\n", tally->rules,
                  tally->rules == 1 ? "" : "s", tally->examples,
                  tally->examples == 1 ? "" : "s", tally->failed);
}

/* The rules behind the first ones, which sorting would mix. */
static const sl_rule **keep(const sl_rules *rules, size_t first, sl_arena *arena)
{
    const sl_rule **list = (const sl_rule **)sl_arena_calloc(
        arena, rules->rules.len - first, sizeof *list);

    for (size_t i = first; i < rules->rules.len; i++)
        list[i - first] = rules->rules.at[i];
    return list;
}

static bool test(const sl_options *options, sl_rules *rules, sl_arena *arena,
                 sl_rule_tally *tally, sl_err *err)
{
    const sl_rule **list;
    size_t first, len;
    sl_buf text = {0};
    bool ok;

    if (!sl_rulebase_add(options, rules, err))
        return false;
    first = rules->rules.len;
    for (size_t i = 1; i < options->paths.len; i++)
        if (!sl_rules_add_dir(rules, options->paths.at[i], err))
            return false;
    list = keep(rules, first, arena);
    len = rules->rules.len - first;
    sl_rules_sort(rules);
    ok = sl_rules_test(rules, list, len, &text, tally, err);
    write_tally(tally, &text);
    ok = ok && sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

int sl_rules_test_command(const sl_options *options)
{
    sl_rules rules = {0};
    sl_arena arena = {0};
    sl_rule_tally tally = {0};
    sl_err err = {0};
    bool ok = options->paths.len > 1
                  ? test(options, &rules, &arena, &tally, &err)
                  : sl_fail(&err, SL_EUSAGE, "rules test needs a directory of rules");

    sl_rules_free(&rules);
    sl_arena_free(&arena);
    if (!ok)
        return sl_complain(&err);
    return tally.failed > 0 ? SL_EXIT_FINDINGS : SL_EXIT_CLEAN;
}

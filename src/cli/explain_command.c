#include "cli/commands.h"
#include "cli/explain_place.h"
#include "cli/out.h"
#include "cli/rulebase.h"
#include "text/suggest.h"
#include "report/report.h"
#include "report/rulebook.h"

static bool unknown(const sl_rules *rules, sl_str id, sl_err *err)
{
    sl_suggestion near = {.word = id};

    for (size_t i = 0; i < rules->rules.len; i++)
        sl_suggest(&near, rules->rules.at[i]->id);
    return sl_fail(err, SL_EUSAGE, "no rule '%.*s'%s%.*s%s (see seclint rules)",
                   sl_fmt(sl_str_sub(id, 0, 100)),
                   near.best.len ? ", did you mean " : "", sl_fmt(near.best),
                   near.best.len ? "?" : "");
}

static bool explain(const sl_options *options, sl_rules *rules, sl_err *err)
{
    sl_str id = sl_str_of(options->operand);
    const sl_rule *rule;
    sl_buf text = {0};
    bool ok;

    if (!sl_rulebase_open(options, rules, err))
        return false;
    rule = sl_rules_find(rules, id);
    if (!rule)
        return unknown(rules, id, err);
    if (sl_str_eq(sl_str_of(options->format), sl_lit("markdown")))
        sl_rulebook_markdown(rule, &text);
    else
        sl_rulebook_text(rule, &text);
    ok = sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

static int explain_place(const sl_options *options)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool ok = sl_explain_place(options, &text, &err) &&
              sl_stdout_write(sl_buf_str(&text), &err);

    sl_buf_free(&text);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}

int sl_command_explain(const sl_options *options)
{
    sl_rules rules;
    sl_err err = {0};
    bool ok;

    if (sl_explain_is_place(sl_str_of(options->operand)))
        return explain_place(options);
    ok = explain(options, &rules, &err);

    sl_rules_free(&rules);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}

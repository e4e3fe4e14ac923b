#include "cli/commands.h"
#include "cli/out.h"
#include "cli/rulebase.h"
#include "cli/rules_work.h"
#include "report/report.h"
#include "report/rulebook.h"
#include "text/json.h"

static void write_text(const sl_rules *rules, sl_buf *out)
{
    size_t widest = 0;

    for (size_t i = 0; i < rules->rules.len; i++)
        if (rules->rules.at[i]->id.len > widest)
            widest = rules->rules.at[i]->id.len;
    for (size_t i = 0; i < rules->rules.len; i++) {
        const sl_rule *rule = rules->rules.at[i];

        sl_buf_printf(out, "%-*.*s  %-7s  %.*s\n", (int)widest, sl_fmt(rule->id),
                      sl_level_name(rule->level), sl_fmt(rule->title));
    }
}

static void write_jsonl(const sl_rules *rules, sl_buf *out)
{
    for (size_t i = 0; i < rules->rules.len; i++) {
        const sl_rule *rule = rules->rules.at[i];
        sl_json json = sl_json_open(out, false);

        sl_json_object(&json);
        sl_json_pair(&json, "id", rule->id);
        sl_json_pair(&json, "title", rule->title);
        sl_json_pair(&json, "level", sl_str_of(sl_level_name(rule->level)));
        sl_json_pair(&json, "confidence",
                     sl_str_of(sl_confidence_name(rule->confidence)));
        sl_json_pair_int(&json, "cwe", rule->cwe);
        sl_json_pair(&json, "severity", rule->severity);
        sl_json_pair(&json, "provider", rule->provider);
        sl_json_pair(&json, "scope", sl_str_of(sl_scope_name(rule->scope)));
        sl_json_end_object(&json);
        sl_buf_char(out, '\n');
    }
}

static void write_markdown(const sl_rules *rules, sl_buf *out)
{
    sl_rulebook_index((const sl_rule *const *)rules->rules.at, rules->rules.len, out);
}

static bool list(const sl_options *options, sl_rules *rules, sl_err *err)
{
    static const struct {
        const char *format;
        void (*write)(const sl_rules *rules, sl_buf *out);
    } formats[] = {
        {"text", write_text}, {"jsonl", write_jsonl}, {"markdown", write_markdown}};
    sl_buf text = {0};
    bool ok;

    if (!sl_rulebase_open(options, rules, err))
        return false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (sl_str_eq(sl_str_of(options->format), sl_str_of(formats[i].format)))
            formats[i].write(rules, &text);
    ok = sl_stdout_write(sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

static bool named(const sl_options *options, sl_str work)
{
    return options->paths.len > 0 && sl_str_eq(sl_str_of(options->paths.at[0]), work);
}

static bool run(const sl_options *options, sl_rules *rules, sl_err *err)
{
    if (options->paths.len > 0)
        return sl_fail(err, SL_EUSAGE,
                       "rules does not know '%.100s' (known: test, import)",
                       options->paths.at[0]);
    if (options->into)
        return sl_fail(err, SL_EUSAGE, "--into is for rules import");
    return list(options, rules, err);
}

int sl_command_rules(const sl_options *options)
{
    sl_rules rules = {0};
    sl_err err = {0};
    bool ok;

    if (named(options, sl_lit("test")))
        return sl_rules_test_command(options);
    if (named(options, sl_lit("import")))
        return sl_rules_import_command(options);
    ok = run(options, &rules, &err);
    sl_rules_free(&rules);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}

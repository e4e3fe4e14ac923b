#include "check/plaintext_table.h"

#include "check/check.h"
#include "check/leaf.h"
#include "check/setting.h"
#include "text/table.h"

typedef struct looking {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
} looking;

/* "API key" is no name of a variable. */
static sl_str one_word(sl_str name)
{
    if (sl_str_chr(name, ' ') == SIZE_MAX)
        return name;
    return sl_str_find_nocase(name, sl_lit("pass")) == SIZE_MAX ? sl_lit("secret")
                                                                : sl_lit("password");
}

static bool judge(void *ctx, sl_str name, sl_str value)
{
    looking *l = ctx;
    sl_worth worth = sl_pair_worth(one_word(name), value, NULL);
    sl_hit hit = {.rule = l->rule, .span = sl_span_in(l->doc->text, value)};

    if (worth == SL_WORTH_NONE)
        return true;
    hit.secret = hit.span;
    hit.level = worth == SL_WORTH_WEAK ? SL_LEVEL_NOTE : l->rule->level;
    sl_setting_rate(l->doc->blob->path, &hit);
    sl_sink_hit(l->sink, l->doc, &hit,
                "a cell holds a secret in plain text, by the heading of its column");
    return !l->sink->full;
}

static const struct {
    const char *ending;
    void (*read)(sl_str, sl_table_fn *, void *);
} forms[] = {
    {".csv", sl_table_separated}, {".tsv", sl_table_separated},
    {".psv", sl_table_separated}, {".sql", sl_table_sql},
    {".md", sl_table_bars},       {".markdown", sl_table_bars},
    {".org", sl_table_bars},      {".adoc", sl_table_bars},
    {".feature", sl_table_bars},
};

size_t sl_table_form(sl_str path)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (sl_str_ends_nocase(path, sl_str_of(forms[i].ending)))
            return i + 1;
    return 0;
}

void sl_check_plaintext_table(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    size_t form = sl_table_form(doc->blob->path);
    looking l = {.rule = rule, .doc = doc, .sink = sink};

    if (form > 0)
        forms[form - 1].read(doc->text, judge, &l);
}

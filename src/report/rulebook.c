#include "report/rulebook.h"

#include "report/prose.h"
#include "text/escape.h"

enum { WIDTH = 80, INDENT = 2 };

void sl_rulebook_uri(const sl_rule *rule, sl_buf *out)
{
    sl_buf_add(out,
               sl_lit("https://github.com/CloudReactor/seclint/blob/main/docs/rules/"));
    sl_escape_uri(rule->id, out);
    sl_buf_add(out, sl_lit(".md"));
}

/* "level error, confidence high, CWE-798, severity 9.1" */
static void add_facts(const sl_rule *rule, sl_buf *out)
{
    sl_buf_printf(out, "level %s, confidence %s", sl_level_name(rule->level),
                  sl_confidence_name(rule->confidence));
    if (rule->profile != SL_PROFILE_DEFAULT)
        sl_buf_printf(out, ", profile %s", sl_profile_name(rule->profile));
    if (rule->cwe > 0)
        sl_buf_printf(out, ", CWE-%u", rule->cwe);
    if (rule->severity.len > 0) {
        sl_buf_add(out, sl_lit(", severity "));
        sl_escape(rule->severity, out);
    }
}

static void add_section(const char *title, sl_str prose, sl_buf *out)
{
    if (sl_str_trim(prose).len == 0)
        return;
    sl_buf_printf(out, "\n%s\n", title);
    sl_prose_wrap(prose, INDENT, WIDTH, out);
}

void sl_rulebook_text(const sl_rule *rule, sl_buf *out)
{
    sl_escape(rule->id, out);
    sl_buf_add(out, sl_lit(": "));
    sl_prose_flow(rule->title, out);
    sl_buf_char(out, '\n');
    add_facts(rule, out);
    sl_buf_char(out, '\n');
    add_section("Why", rule->why, out);
    add_section("Fix", rule->fix, out);
    if (rule->references.len > 0)
        sl_buf_add(out, sl_lit("\nReferences\n"));
    for (size_t i = 0; i < rule->references.len; i++)
        sl_prose_wrap(rule->references.at[i], INDENT, WIDTH, out);
}

/* A reference becomes a link only if it is one that nobody has to fear. */
static void add_reference(sl_str reference, sl_buf *out)
{
    bool link = sl_str_starts(reference, sl_lit("https://")) ||
                sl_str_starts(reference, sl_lit("http://"));

    sl_buf_add(out, sl_lit("- "));
    if (link)
        sl_buf_char(out, '<');
    sl_prose_flow(reference, out);
    if (link)
        sl_buf_char(out, '>');
    sl_buf_char(out, '\n');
}

static void add_heading(const char *title, sl_str prose, sl_buf *out)
{
    if (sl_str_trim(prose).len == 0)
        return;
    sl_buf_printf(out, "\n## %s\n\n", title);
    sl_prose_wrap(prose, 0, WIDTH, out);
}

void sl_rulebook_markdown(const sl_rule *rule, sl_buf *out)
{
    sl_buf_add(out, sl_lit("# "));
    sl_escape(rule->id, out);
    sl_buf_add(out, sl_lit("\n\n**"));
    sl_prose_flow(rule->title, out);
    sl_buf_add(out, sl_lit("** ("));
    add_facts(rule, out);
    sl_buf_add(out, sl_lit(")\n"));
    add_heading("Why", rule->why, out);
    add_heading("Fix", rule->fix, out);
    if (rule->references.len > 0)
        sl_buf_add(out, sl_lit("\n## References\n\n"));
    for (size_t i = 0; i < rule->references.len; i++)
        add_reference(rule->references.at[i], out);
}

static void add_cell(sl_str text, sl_buf *out)
{
    sl_buf flow = {0};

    sl_prose_flow(text, &flow);
    for (size_t i = 0; i < flow.len; i++) {
        if (flow.ptr[i] == '|')
            sl_buf_char(out, '\\');
        sl_buf_char(out, flow.ptr[i]);
    }
    sl_buf_add(out, sl_lit(" | "));
    sl_buf_free(&flow);
}

void sl_rulebook_index(const sl_rule *const *rules, size_t len, sl_buf *out)
{
    sl_buf_add(out, sl_lit("| rule | title | level | confidence | CWE |\n"
                           "|---|---|---|---|---|\n"));
    for (size_t i = 0; i < len; i++) {
        const sl_rule *rule = rules[i];

        sl_buf_add(out, sl_lit("| ["));
        sl_escape(rule->id, out);
        sl_buf_add(out, sl_lit("]("));
        sl_escape_uri(rule->id, out);
        sl_buf_add(out, sl_lit(".md) | "));
        add_cell(rule->title, out);
        sl_buf_printf(out, "%s | %s | ", sl_level_name(rule->level),
                      sl_confidence_name(rule->confidence));
        if (rule->cwe > 0)
            sl_buf_printf(out, "%u |\n", rule->cwe);
        else
            sl_buf_add(out, sl_lit("|\n"));
    }
}

/* markdown.c - a summary for the page of a CI job, in GitHub Flavored Markdown.
 *
 * Names come from strangers. What is not plain words goes into a code span, where
 * neither HTML nor links, mentions or emphasis exist; the two characters that could
 * end the span or the cell of the table are written as \x60 and \x7c. */
#include "report/formats.h"

#include "base/limits.h"
#include "base/map.h"
#include "report/account.h"
#include "report/notices.h"
#include "report/prose.h"
#include "report/ranking.h"
#include "report/rulebook.h"
#include "report/summary.h"
#include "report/tally.h"
#include "text/escape.h"

static bool is_plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

        bool colon = c == ':' && i + 1 < text.len && text.ptr[i + 1] == ' ';

        if (!word && !colon && (c == 0 || !strchr(" ,.;()'\"/-+%?=", c)))
            return false;
    }
    return sl_str_find_nocase(text, sl_lit("www.")) == SIZE_MAX &&
           !sl_str_starts(text, sl_lit("-")) && !sl_str_starts(text, sl_lit("+"));
}

/* text went through sl_escape. */
static void add_code(sl_str text, sl_buf *out)
{
    sl_buf_char(out, '`');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '`' || text.ptr[i] == '|')
            sl_buf_printf(out, "\\x%02x", (unsigned)text.ptr[i]);
        else
            sl_buf_char(out, text.ptr[i]);
    }
    sl_buf_char(out, '`');
}

static void add_text(sl_str text, sl_buf *out)
{
    if (is_plain(text))
        sl_buf_add(out, text);
    else
        add_code(text, out);
}

static void add_rule(const sl_rule *rule, sl_buf *out)
{
    sl_buf id = {0};

    sl_escape(rule->id, &id);
    if (rule->builtin > 0)
        sl_buf_char(out, '[');
    add_code(sl_buf_str(&id), out);
    if (rule->builtin > 0) {
        sl_buf_add(out, sl_lit("]("));
        sl_rulebook_uri(rule, out);
        sl_buf_char(out, ')');
    }
    sl_buf_free(&id);
}

static void write_counts(const sl_results *results, sl_buf *out)
{
    sl_tally tally = sl_tally_of(results);

    sl_buf_add(out, sl_lit("| errors | warnings | notes | protected | allowed |\n"
                           "|--:|--:|--:|--:|--:|\n"));
    sl_buf_printf(out, "| %zu | %zu | %zu | %zu | %zu |\n",
                  tally.by_level[SL_LEVEL_ERROR], tally.by_level[SL_LEVEL_WARNING],
                  tally.by_level[SL_LEVEL_NOTE], results->stats.protected_,
                  results->stats.suppressed);
}

static void write_row(const sl_finding *f, sl_buf *out)
{
    sl_buf text = {0};

    sl_buf_printf(out, "| %s | ",
                  sl_tally_counts(f) ? sl_level_name(f->level)
                  : f->suppressed    ? "allowed"
                                     : "protected");
    sl_account_where(&f->place, &text);
    add_code(sl_buf_str(&text), out);
    sl_buf_add(out, sl_lit(" | "));
    add_rule(f->rule, out);
    sl_buf_add(out, sl_lit(" | "));
    sl_buf_clear(&text);
    sl_account_what(f, &text);
    add_text(sl_buf_str(&text), out);
    sl_buf_add(out, sl_lit(" |\n"));
    sl_buf_free(&text);
}

/* Returns how many rows there was room for. */
static size_t write_table(const sl_ranking *ranking, sl_buf *out)
{
    size_t shown = 0;

    if (ranking->len == 0)
        return 0;
    sl_buf_add(out, sl_lit("\n| level | where | rule | what |\n|---|---|---|---|\n"));
    while (shown < ranking->len && out->len < SL_MAX_MARKDOWN)
        write_row(ranking->at[shown++], out);
    if (shown < ranking->len) {
        sl_buf_add(out, sl_lit("\n"));
        sl_tally_count(ranking->len - shown, "more finding", out);
        sl_buf_add(out, sl_lit(": a job summary has no room for them.\n"));
    }
    return shown;
}

/* The remedies of our own rules are written for this; those of others may be anything. */
static void write_remedy(const sl_rule *rule, sl_buf *out)
{
    sl_buf text = {0};

    sl_prose_flow(sl_prose_sentence(rule->fix), &text);
    sl_buf_add(out, sl_lit("- "));
    add_rule(rule, out);
    sl_buf_add(out, sl_lit(": "));
    if (rule->builtin > 0)
        sl_buf_add(out, sl_buf_str(&text));
    else if (text.len > 0)
        add_text(sl_buf_str(&text), out);
    sl_buf_char(out, '\n');
    sl_buf_free(&text);
}

static void write_remedies(const sl_ranking *ranking, size_t shown, sl_buf *out)
{
    sl_map told = {0};

    if (shown == 0)
        return;
    sl_buf_add(out, sl_lit("\n<details><summary>What to do</summary>\n\n"));
    for (size_t i = 0; i < shown; i++) {
        const sl_rule *rule = ranking->at[i]->rule;
        void **seen = sl_map_put(&told, rule->id);

        if (!*seen)
            write_remedy(rule, out);
        *seen = &told;
    }
    sl_buf_add(out, sl_lit("\n</details>\n"));
    sl_map_free(&told);
}

static void write_notices(const sl_results *results, const sl_report_style *style,
                          sl_buf *out)
{
    const sl_report_style plain = {.verbose = style->verbose};
    sl_buf text = {0};
    sl_str rest;

    sl_notices_write(results, &plain, &text);
    rest = sl_buf_str(&text);
    if (rest.len > 0)
        sl_buf_add(out, sl_lit("\n### Not looked at\n\n"));
    while (rest.len > 0 && out->len < SL_MAX_MARKDOWN) {
        sl_buf_add(out, sl_lit("- "));
        add_text(sl_str_line(&rest), out);
        sl_buf_char(out, '\n');
    }
    sl_buf_free(&text);
}

void sl_markdown_write(const sl_results *results, const sl_report_style *style,
                       sl_buf *out)
{
    const sl_report_style plain = {.verbose = true}; /* there is no -v to hint at */
    sl_ranking ranking = {0};
    sl_buf text = {0};
    sl_str summary;

    sl_ranking_make(results, style, &ranking);
    sl_summary_write(results, &plain, &text);
    summary = sl_buf_str(&text);
    sl_buf_add(out, sl_lit("## seclint: "));
    add_text(sl_str_line(&summary), out);
    sl_buf_add(out, sl_lit("\n\n"));
    write_counts(results, out);
    write_remedies(&ranking, write_table(&ranking, out), out);
    if (!style->quiet)
        write_notices(results, style, out);
    sl_buf_free(&text);
    sl_vec_free(&ranking);
}

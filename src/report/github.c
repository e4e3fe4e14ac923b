/* github.c - annotations of GitHub Actions: workflow commands, one a line.
 *
 * Source: docs.github.com, "Workflow commands for GitHub Actions", and the escaping of
 * actions/toolkit. GitHub shows so many annotations of each kind for one step; the log
 * keeps all of them. */
#include "report/formats.h"

#include "report/account.h"
#include "report/annotations.h"
#include "report/logline.h"
#include "report/tally.h"

enum { SHOWN = 10, KINDS = 3 };

static const sl_logline_form data = {"%25", ""};
static const sl_logline_form property = {"%25", ":,"};

static const char *kind_of(const sl_finding *f)
{
    if (!sl_tally_counts(f))
        return "notice";
    switch (f->level) {
    case SL_LEVEL_ERROR: return "error";
    case SL_LEVEL_WARNING: return "warning";
    default: return "notice";
    }
}

/* Columns are for places on one line only. */
static void add_region(const sl_place *place, sl_buf *out)
{
    bool one_line = place->end.line <= place->start.line;

    sl_buf_printf(out, ",line=%zu", place->start.line);
    if (one_line)
        sl_buf_printf(out, ",col=%zu", place->start.utf16);
    sl_buf_printf(out, ",endLine=%zu", one_line ? place->start.line : place->end.line);
    if (one_line && place->end.utf16 > place->start.utf16)
        sl_buf_printf(out, ",endColumn=%zu", place->end.utf16);
}

static void add_title(sl_str title, sl_buf *out)
{
    sl_buf_add(out, sl_lit("title="));
    sl_logline_field(title, &property, out);
}

static void write_finding(const sl_finding *f, sl_buf *out)
{
    sl_str file = sl_account_file(&f->place);
    sl_buf text = {0};

    sl_buf_printf(out, "::%s ", kind_of(f));
    if (file.len > 0) {
        sl_buf_add(out, sl_lit("file="));
        sl_logline_field(file, &property, out);
        if (sl_account_is_here(&f->place))
            add_region(&f->place, out);
        sl_buf_char(out, ',');
    }
    sl_buf_printf(&text, "seclint %.*s", sl_fmt(f->rule->id));
    add_title(sl_buf_str(&text), out);
    sl_buf_add(out, sl_lit("::"));
    sl_buf_clear(&text);
    sl_account_where(&f->place, &text);
    sl_buf_add(&text, sl_lit(": "));
    sl_account_write(f, &text);
    sl_logline_field(sl_buf_str(&text), &data, out);
    sl_buf_char(out, '\n');
    sl_buf_free(&text);
}

static size_t most_of_a_kind(const sl_ranking *ranking)
{
    size_t counts[KINDS] = {0}, most = 0;

    for (size_t i = 0; i < ranking->len; i++) {
        const char *kind = kind_of(ranking->at[i]);
        size_t *count = &counts[*kind == 'e' ? 0 : *kind == 'w' ? 1 : 2];

        most = ++*count > most ? *count : most;
    }
    return most;
}

/* Before the findings: behind them it might be one too many itself. */
static void tell_limits(const sl_results *results, const sl_ranking *ranking,
                        sl_buf *out)
{
    sl_tally tally = sl_tally_of(results);

    if (!results->complete) {
        sl_buf_add(out, sl_lit("::warning title=seclint%3A incomplete::"));
        sl_tally_unread(&tally, out);
        sl_buf_add(out, sl_lit("; the log says what\n"));
    }
    if (most_of_a_kind(ranking) > SHOWN)
        sl_buf_printf(out,
                      "::notice title=seclint%%3A %zu findings::GitHub shows the "
                      "first %d errors, warnings and notices of a step; the log has "
                      "all of them, worst first\n",
                      ranking->len, SHOWN);
}

void sl_github_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out)
{
    static const sl_annotator github = {tell_limits, write_finding};

    sl_annotations_write(&github, results, style, out);
}

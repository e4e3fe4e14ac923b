#include "lsp/hover.h"

#include "report/origin.h"
#include "report/read_json.h"
#include "report/rulebook.h"
#include "text/escape.h"
#include "text/veil.h"

enum { SHOWN = 5 }; /* findings in one hover */

typedef struct asked {
    const sl_results *results;
    const sl_document *document;
    const sl_client *client;
    size_t line;
    size_t column;
} asked;

/* Text of a message is no Markdown: the marks of it are escaped. */
static void add_plain(sl_str text, bool markdown, sl_buf *out)
{
    sl_buf flow = {0};

    sl_diagnostic_text(text, &flow);
    for (size_t i = 0; i < flow.len; i++) {
        if (markdown && memchr("\\`*_[]<>#|~&", flow.ptr[i], 12))
            sl_buf_char(out, '\\');
        sl_buf_char(out, flow.ptr[i]);
    }
    sl_buf_free(&flow);
}

/* The masked line, fenced by more backticks than it has in a row. */
static void add_snippet(const sl_place *place, bool markdown, sl_buf *out)
{
    size_t run = 0, longest = 2;
    sl_buf line = {0}, veiled = {0};

    if (place->snippet.len == 0)
        return;
    sl_veil(sl_str_trim(place->snippet), &veiled);
    sl_escape(sl_buf_str(&veiled), &line);
    sl_buf_free(&veiled);
    for (size_t i = 0; i < line.len; i++) {
        run = line.ptr[i] == '`' ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    sl_buf_char(out, '\n');
    for (size_t i = 0; markdown && i <= longest; i++)
        sl_buf_char(out, '`');
    sl_buf_printf(out, "%s%.*s\n", markdown ? "text\n" : "", sl_fmt(sl_buf_str(&line)));
    for (size_t i = 0; markdown && i <= longest; i++)
        sl_buf_char(out, '`');
    if (markdown)
        sl_buf_char(out, '\n');
    sl_buf_free(&line);
}

/* A paragraph of the rule, which is Markdown as it is written. */
static void add_paragraph(const char *head, sl_str text, bool markdown, sl_buf *out)
{
    if (text.len == 0)
        return;
    sl_buf_printf(out, markdown ? "\n**%s:** " : "\n%s: ", head);
    sl_buf_add(out, sl_str_trim(text));
    sl_buf_char(out, '\n');
}

static void add_clauses(const sl_finding *finding, bool markdown, sl_buf *out)
{
    void (*const clauses[])(const sl_finding *, sl_buf *) = {
        sl_origin_since, sl_origin_elsewhere, sl_origin_protection};
    sl_buf text = {0};

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        sl_buf_clear(&text);
        clauses[i](finding, &text);
        if (text.len == 0)
            continue;
        sl_buf_char(out, '\n');
        add_plain(sl_buf_str(&text), markdown, out);
        sl_buf_add(out, sl_lit(".\n"));
    }
    sl_buf_free(&text);
}

static void add_finding(const sl_finding *finding, bool markdown, sl_buf *out)
{
    const sl_rule *rule = finding->rule;
    sl_buf uri = {0};

    if (out->len > 0)
        sl_buf_add(out, markdown ? sl_lit("\n---\n\n") : sl_lit("\n"));
    sl_buf_printf(out, markdown ? "**%.*s** · %s: " : "%.*s, %s: ", sl_fmt(rule->title),
                  sl_level_name(finding->level));
    add_plain(finding->message, markdown, out);
    sl_buf_char(out, '\n');
    add_snippet(&finding->place, markdown, out);
    add_clauses(finding, markdown, out);
    add_paragraph("Why", rule->why, markdown, out);
    add_paragraph("Fix", rule->fix, markdown, out);
    sl_rulebook_uri(rule, &uri);
    if (markdown)
        sl_buf_printf(out, "\n[%.*s](%.*s)\n", sl_fmt(rule->id),
                      sl_fmt(sl_buf_str(&uri)));
    else
        sl_buf_printf(out, "\n%.*s: %.*s\n", sl_fmt(rule->id),
                      sl_fmt(sl_buf_str(&uri)));
    sl_buf_free(&uri);
}

static bool holds(const sl_spot_range *range, size_t line, size_t column)
{
    return (range->line < line || (range->line == line && range->column <= column)) &&
           (line < range->end_line ||
            (line == range->end_line && column <= range->end_column));
}

static void write_text(sl_json *json, const sl_buf *text, bool markdown,
                       const sl_spot_range *range)
{
    sl_json_object(json);
    sl_json_key(json, "contents");
    sl_json_object(json);
    sl_json_pair(json, "kind", markdown ? sl_lit("markdown") : sl_lit("plaintext"));
    sl_json_pair(json, "value", sl_str_trim(sl_buf_str(text)));
    sl_json_end_object(json);
    sl_json_key(json, "range");
    sl_position_write(json, range->line, range->column, range->end_line,
                      range->end_column);
    sl_json_end_object(json);
}

/* Is it about the place itself, and not about the file that the line begins? */
static bool has_place(const sl_finding *finding)
{
    return finding->place.start.line > 0 && finding->place.origin != SL_ORIGIN_INDEX;
}

/* Those of one kind that the place lies in; returns how many there are now. */
static size_t add_findings(const asked *a, bool placed, size_t shown,
                           sl_spot_range *first, sl_buf *out)
{
    for (size_t i = 0; i < a->results->findings_len && shown < SHOWN; i++) {
        const sl_finding *finding = &a->results->findings[i];
        sl_spot_range range;

        if (has_place(finding) != placed || !sl_diagnostic_shown(finding, a->document))
            continue;
        range = sl_diagnostic_range(finding, a->document, a->client->units);
        if (!holds(&range, a->line, a->column))
            continue;
        if (shown++ == 0)
            *first = range;
        add_finding(finding, a->client->markdown, out);
    }
    return shown;
}

void sl_hover_write(sl_json *json, const sl_results *results,
                    const sl_document *document, const sl_client *client,
                    const sl_node *position)
{
    const asked a = {
        .results = results,
        .document = document,
        .client = client,
        .line = sl_json_number(position, "line"),
        .column = sl_json_number(position, "character"),
    };
    sl_spot_range first = {0};
    sl_buf text = {0};
    size_t shown = 0;

    if (results) {
        shown = add_findings(&a, true, shown, &first, &text);
        shown = add_findings(&a, false, shown, &first, &text);
    }
    if (shown > 0)
        write_text(json, &text, client->markdown, &first);
    else
        sl_json_null(json);
    sl_buf_free(&text);
}

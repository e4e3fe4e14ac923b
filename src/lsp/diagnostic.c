#include "lsp/diagnostic.h"

#include "lsp/home.h"
#include "lsp/uri.h"
#include "report/origin.h"
#include "report/prose.h"
#include "report/rulebook.h"
#include "text/veil.h"

enum { UNNECESSARY = 1 }; /* DiagnosticTag */

/* Findings about something that has no effect: editors fade it. */
static const char *const without_effect[] = {
    "allow-unused",
    "gitattributes-pattern-dead",
    "ignore-negation-ineffective",
    "ignore-pattern-dead",
};

static bool staged_only(const sl_finding *finding)
{
    return finding->place.origin == SL_ORIGIN_INDEX;
}

bool sl_diagnostic_shown(const sl_finding *finding, const sl_document *document)
{
    return !finding->suppressed && finding->level != SL_LEVEL_OFF &&
           sl_str_eq(finding->place.path, document->name);
}

sl_spot_range sl_diagnostic_range(const sl_finding *finding,
                                  const sl_document *document, sl_units units)
{
    const sl_place *place = &finding->place;
    sl_str rest = sl_buf_str(&document->text);

    if (place->start.line == 0 || staged_only(finding))
        return (sl_spot_range){
            .end_column =
                rest.len > 0 ? sl_position_columns(sl_line_take(&rest), units) : 0};
    return (sl_spot_range){
        place->start.line - 1,
        sl_position_column(&place->start, units),
        place->end.line - 1,
        sl_position_column(&place->end, units),
    };
}

bool sl_diagnostic_meets(const sl_spot_range *a, const sl_spot_range *b)
{
    return a->line <= b->end_line && b->line <= a->end_line;
}

static int severity_of(sl_level level)
{
    switch (level) {
    case SL_LEVEL_ERROR: return 1;
    case SL_LEVEL_WARNING: return 2;
    case SL_LEVEL_NOTE:
    case SL_LEVEL_OFF: break;
    }
    return 3;
}

void sl_diagnostic_text(sl_str message, sl_buf *out)
{
    sl_buf veiled = {0};

    sl_veil(message, &veiled);
    sl_prose_flow(sl_buf_str(&veiled), out);
    sl_buf_free(&veiled);
}

static void add_clause(const sl_finding *finding,
                       void (*clause)(const sl_finding *, sl_buf *), sl_buf *out)
{
    sl_buf text = {0};

    clause(finding, &text);
    if (text.len > 0)
        sl_buf_printf(out, " (%.*s)", sl_fmt(sl_buf_str(&text)));
    sl_buf_free(&text);
}

static void write_message(sl_json *json, const sl_finding *finding)
{
    sl_buf text = {0};

    sl_diagnostic_text(finding->message, &text);
    if (staged_only(finding))
        sl_buf_printf(&text, ", in line %zu of what is staged",
                      finding->place.start.line);
    add_clause(finding, sl_origin_protection, &text);
    sl_json_pair(json, "message", sl_buf_str(&text));
    sl_buf_free(&text);
}

static void write_location(sl_json *json, const sl_place *place,
                           const sl_document *document, sl_units units)
{
    sl_buf path = {0}, uri = {0};
    size_t line = place->start.line > 0 ? place->start.line - 1 : 0;
    size_t end = place->end.line > 0 ? place->end.line - 1 : line;

    sl_buf_printf(&path, "%.*s/%.*s", sl_fmt(document->home->folder),
                  sl_fmt(place->path));
    sl_uri_of_path(sl_buf_str(&path), &uri);
    sl_json_key(json, "location");
    sl_json_object(json);
    sl_json_pair(json, "uri",
                 sl_str_eq(place->path, document->name) ? document->uri
                                                        : sl_buf_str(&uri));
    sl_json_key(json, "range");
    sl_position_write(json, line, sl_position_column(&place->start, units), end,
                      sl_position_column(&place->end, units));
    sl_json_end_object(json);
    sl_buf_free(&path);
    sl_buf_free(&uri);
}

/* Only what stands in a file that an editor can open. */
static bool has_file(const sl_place *place)
{
    return place->inner == 0 &&
           (place->origin == SL_ORIGIN_WORKTREE || place->origin == SL_ORIGIN_FILE);
}

static void write_related(sl_json *json, const sl_finding *finding,
                          const sl_document *document, sl_units units)
{
    sl_buf text = {0};

    sl_json_key(json, "relatedInformation");
    sl_json_array(json);
    for (size_t i = 0; i < finding->related_len; i++) {
        const sl_related *related = &finding->related[i];

        if (!has_file(&related->place))
            continue;
        sl_json_object(json);
        write_location(json, &related->place, document, units);
        sl_buf_clear(&text);
        sl_diagnostic_text(related->message, &text);
        sl_json_pair(json, "message", sl_buf_str(&text));
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
    sl_buf_free(&text);
}

static void write_link(sl_json *json, const sl_rule *rule)
{
    sl_buf uri = {0};

    sl_rulebook_uri(rule, &uri);
    sl_json_key(json, "codeDescription");
    sl_json_object(json);
    sl_json_pair(json, "href", sl_buf_str(&uri));
    sl_json_end_object(json);
    sl_buf_free(&uri);
}

void sl_diagnostic_write_one(sl_json *json, const sl_finding *finding,
                             const sl_document *document, const sl_client *client)
{
    sl_spot_range range = sl_diagnostic_range(finding, document, client->units);

    sl_json_object(json);
    sl_json_key(json, "range");
    sl_position_write(json, range.line, range.column, range.end_line, range.end_column);
    sl_json_pair_int(json, "severity", severity_of(finding->level));
    sl_json_pair(json, "code", finding->rule->id);
    if (client->code_description)
        write_link(json, finding->rule);
    sl_json_pair(json, "source", sl_lit("seclint"));
    write_message(json, finding);
    if (client->tags &&
        sl_str_among(without_effect, sizeof without_effect / sizeof *without_effect,
                     finding->rule->id)) {
        sl_json_key(json, "tags");
        sl_json_array(json);
        sl_json_int(json, UNNECESSARY);
        sl_json_end_array(json);
    }
    if (client->related && finding->related_len > 0)
        write_related(json, finding, document, client->units);
    sl_json_end_object(json);
}

void sl_diagnostics_write(sl_json *json, const sl_results *results,
                          const sl_document *document, const sl_client *client)
{
    sl_json_array(json);
    for (size_t i = 0; results && i < results->findings_len; i++)
        if (sl_diagnostic_shown(&results->findings[i], document))
            sl_diagnostic_write_one(json, &results->findings[i], document, client);
    sl_json_end_array(json);
}

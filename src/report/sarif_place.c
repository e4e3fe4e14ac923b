/* sarif_place.c - where a result is: regions in UTF-16 columns, and what is quoted. */
#include "base/limits.h"
#include "report/sarif.h"
#include "text/escape.h"

/* How much of the surroundings there is to show. Lines beside the quoted one are never
 * quoted: nobody can promise that no secret stands there that no rule knows. */
typedef enum surroundings {
    NOTHING,    /* the file is the mark, and no line end follows */
    THE_LINE,   /* which has more than the mark */
    ITS_END,    /* the mark is all of it, but for the line end */
    LINE_BEFORE /* the same without a line end: the line before, not shown */
} surroundings;

static void snippet(sl_sarif *log, sl_str text)
{
    sl_buf_clear(&log->text);
    sl_escape(text, &log->text);
    sl_sarif_scratch(log, "snippet");
}

/* A quoted line that is whole, and more than its mark. */
static surroundings surroundings_of(const sl_place *place)
{
    size_t marked = place->mark_end - place->mark_start;
    bool cut = place->snippet.len >= SL_MAX_SNIPPET;

    if (place->start.line == 0 || marked < place->snippet.len || cut)
        return THE_LINE;
    if (place->breaks)
        return ITS_END;
    return place->start.line > 1 ? LINE_BEFORE : NOTHING;
}

/* Of a line that is not quoted, or not whole, nothing is shown. */
static bool line_hidden(const sl_place *place)
{
    return place->start.line == 0 || place->snippet.len == 0 ||
           place->snippet.len >= SL_MAX_SNIPPET;
}

typedef struct range {
    int64_t line, column, end_line, end_column;
} range;

/* A region of no extent at the beginning for what is about the whole file: GitHub
 * takes no location without coordinates. */
static range range_of(const sl_place *place)
{
    const sl_position *start = &place->start, *end = &place->end;
    range r = {1, 1, 1, 1};

    if (start->line == 0)
        return r;
    r.line = (int64_t)start->line;
    r.column = start->utf16 > 0 ? (int64_t)start->utf16 : 1;
    r.end_line = end->line > start->line ? (int64_t)end->line : r.line;
    r.end_column = end->utf16 > 0 ? (int64_t)end->utf16 : 1;
    if (r.end_line == r.line && r.end_column < r.column)
        r.end_column = r.column;
    return r;
}

static void region(sl_sarif *log, const sl_place *place, const range *r)
{
    sl_json *json = &log->json;
    sl_str marked = {0};

    if (place->start.line > 0)
        marked = sl_str_sub(place->snippet, place->mark_start, place->mark_end);
    sl_json_key(json, "region");
    sl_json_object(json);
    sl_json_pair_int(json, "startLine", r->line);
    sl_json_pair_int(json, "startColumn", r->column);
    sl_json_pair_int(json, "endLine", r->end_line);
    sl_json_pair_int(json, "endColumn", r->end_column);
    snippet(log, marked);
    sl_json_end_object(json);
}

/* The lines of the mark as a whole, and more where there is nothing beside it. */
static void context_region(sl_sarif *log, const sl_place *place, const range *r)
{
    sl_json *json = &log->json;
    surroundings round = surroundings_of(place);

    if (round == NOTHING)
        return;
    sl_json_key(json, "contextRegion");
    sl_json_object(json);
    sl_json_pair_int(json, "startLine", round == LINE_BEFORE ? r->line - 1 : r->line);
    sl_json_pair_int(json, "endLine", round == ITS_END ? r->end_line + 1 : r->end_line);
    if (round == ITS_END)
        sl_json_pair_int(json, "endColumn", 1);
    log->masked |= round == LINE_BEFORE || line_hidden(place);
    sl_buf_clear(&log->text);
    if (round == LINE_BEFORE)
        sl_buf_add(&log->text, sl_lit(SL_SARIF_MASK "\n"));
    if (line_hidden(place))
        sl_buf_add(&log->text, sl_lit(SL_SARIF_MASK));
    else
        sl_escape(place->snippet, &log->text);
    if (round == ITS_END)
        sl_buf_char(&log->text, '\n');
    sl_sarif_scratch(log, "snippet");
    sl_json_end_object(json);
}

void sl_sarif_physical(sl_sarif *log, const sl_place *place)
{
    sl_json *json = &log->json;
    range r = range_of(place);

    sl_json_key(json, "physicalLocation");
    sl_json_object(json);
    sl_sarif_artifact_location(log, place->path, place->digest);
    log->masked |= place->redacted;
    region(log, place, &r);
    context_region(log, place, &r);
    sl_json_end_object(json);
}

size_t sl_sarif_related(const sl_finding *f)
{
    return f->related_len < SL_SARIF_LOCATIONS ? f->related_len : SL_SARIF_LOCATIONS;
}

void sl_sarif_locations(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;
    size_t related = sl_sarif_related(f);

    sl_json_key(json, "locations");
    sl_json_array(json);
    sl_json_object(json);
    sl_sarif_physical(log, &f->place);
    sl_json_end_object(json);
    sl_json_end_array(json);
    if (related == 0)
        return;
    sl_json_key(json, "relatedLocations");
    sl_json_array(json);
    for (size_t i = 0; i < related; i++) {
        sl_json_object(json);
        sl_json_pair_int(json, "id", (int64_t)i + 1);
        sl_sarif_physical(log, &f->related[i].place);
        sl_buf_clear(&log->text);
        sl_sarif_unlinked(f->related[i].message, &log->text);
        sl_buf_char(&log->text, '.');
        sl_sarif_scratch(log, "message");
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

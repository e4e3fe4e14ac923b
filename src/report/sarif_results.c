#include "report/sarif.h"

#include "base/limits.h"
#include "report/origin.h"
#include "report/prose.h"
#include "text/escape.h"

enum { LINKS = 10 };

/* Appends the text of a link, where brackets are escaped. */
static void add_link_text(sl_str text, sl_buf *out)
{
    sl_buf flow = {0};

    sl_prose_flow(text, &flow);
    for (size_t i = 0; i < flow.len; i++) {
        if (flow.ptr[i] == '[' || flow.ptr[i] == ']' || flow.ptr[i] == '\\')
            sl_buf_char(out, '\\');
        sl_buf_char(out, flow.ptr[i]);
    }
    sl_buf_free(&flow);
}

/* Text of others must not become a link: "[a](b)" is one to SARIF viewers. */
static void add_unlinked(sl_str text, sl_buf *out)
{
    if (sl_str_has(text, sl_lit("](")))
        add_link_text(text, out);
    else
        sl_prose_flow(text, out);
}

static size_t related_shown(const sl_finding *f)
{
    return f->related_len < SL_SARIF_LOCATIONS ? f->related_len : SL_SARIF_LOCATIONS;
}

/* Appends a clause as a sentence: "In history since ..." */
static void add_sentence(const sl_finding *f,
                         void (*clause)(const sl_finding *, sl_buf *), sl_buf *out)
{
    size_t start = out->len;

    if (start > 0)
        sl_buf_add(out, sl_lit(". "));
    clause(f, out);
    if (out->len == start + (start > 0 ? 2 : 0)) {
        out->len = start;
        return;
    }
    if (start > 0)
        start += 2;
    if (out->ptr[start] >= 'a' && out->ptr[start] <= 'z')
        out->ptr[start] = (char)(out->ptr[start] - 'a' + 'A');
}

/* GitHub shows a related location only where the message links to it. */
static void links(const sl_finding *f, sl_buf *out)
{
    for (size_t i = 0; i < related_shown(f) && i < LINKS; i++) {
        sl_buf_add(out, i == 0 ? sl_lit("see [") : sl_lit(", ["));
        add_link_text(f->related[i].message, out);
        sl_buf_printf(out, "](%zu)", i + 1);
    }
}

static void message(sl_sarif *log, const sl_finding *f)
{
    void (*const clauses[])(const sl_finding *, sl_buf *) = {
        sl_origin_since, sl_origin_unreachable, sl_origin_elsewhere,
        sl_origin_protection, links};
    sl_json *json = &log->json;
    sl_str first, second;

    sl_buf_clear(&log->text);
    add_unlinked(f->message, &log->text);
    first = sl_arena_str(&log->arena, sl_buf_str(&log->text));
    sl_buf_clear(&log->text);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        add_sentence(f, clauses[i], &log->text);
    second = sl_arena_str(&log->arena, sl_buf_str(&log->text));
    sl_buf_clear(&log->text);
    sl_buf_add(&log->text, first);
    sl_buf_add(&log->text, sl_lit("."));
    if (second.len > 0)
        sl_buf_printf(&log->text, " %.*s.", sl_fmt(second));
    sl_json_key(json, "message");
    sl_json_object(json);
    sl_json_pair(json, "text", sl_buf_str(&log->text));
    sl_json_pair(json, "id", second.len > 0 ? sl_lit("detailed") : sl_lit("default"));
    sl_json_key(json, "arguments");
    sl_json_array(json);
    sl_json_str(json, first);
    if (second.len > 0)
        sl_json_str(json, second);
    sl_json_end_array(json);
    sl_json_end_object(json);
}

static void snippet(sl_sarif *log, sl_str text)
{
    if (text.len == 0)
        return;
    sl_buf_clear(&log->text);
    sl_escape(text, &log->text);
    sl_sarif_scratch(log, "snippet");
}

static void coordinates(sl_json *json, const sl_place *place)
{
    const sl_position *start = &place->start, *end = &place->end;
    size_t line = start->line > 0 ? start->line : 1;
    size_t column = start->line > 0 && start->utf16 > 0 ? start->utf16 : 1;
    size_t end_line = end->line > line ? end->line : line;
    size_t end_column = end->utf16 > 0 ? end->utf16 : 1;

    if (end_line == line && end_column < column)
        end_column = column;
    sl_json_pair_int(json, "startLine", (int64_t)line);
    sl_json_pair_int(json, "startColumn", (int64_t)column);
    sl_json_pair_int(json, "endLine", (int64_t)end_line);
    sl_json_pair_int(json, "endColumn", (int64_t)end_column);
}

/* The whole line stands around the marked part of it, if the snippet has all of it
 * and more than the mark. */
static bool has_context(const sl_place *place)
{
    return place->start.line > 0 && place->start.line == place->end.line &&
           place->snippet.len > 0 && place->snippet.len < SL_MAX_SNIPPET &&
           place->mark_end - place->mark_start < place->snippet.len;
}

static void physical_location(sl_sarif *log, const sl_place *place)
{
    sl_json *json = &log->json;
    int64_t line = (int64_t)place->start.line;

    sl_json_key(json, "physicalLocation");
    sl_json_object(json);
    sl_sarif_artifact_location(log, place->path);
    sl_json_key(json, "region");
    sl_json_object(json);
    coordinates(json, place);
    if (place->start.line > 0)
        snippet(log, sl_str_sub(place->snippet, place->mark_start, place->mark_end));
    sl_json_end_object(json);
    if (has_context(place)) {
        sl_json_key(json, "contextRegion");
        sl_json_object(json);
        sl_json_pair_int(json, "startLine", line);
        sl_json_pair_int(json, "endLine", line);
        snippet(log, place->snippet);
        sl_json_end_object(json);
    }
    sl_json_end_object(json);
}

static void locations(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;

    sl_json_key(json, "locations");
    sl_json_array(json);
    sl_json_object(json);
    physical_location(log, &f->place);
    sl_json_end_object(json);
    sl_json_end_array(json);
    if (f->related_len == 0)
        return;
    sl_json_key(json, "relatedLocations");
    sl_json_array(json);
    for (size_t i = 0; i < related_shown(f); i++) {
        sl_json_object(json);
        sl_json_pair_int(json, "id", (int64_t)i + 1);
        physical_location(log, &f->related[i].place);
        sl_buf_clear(&log->text);
        add_unlinked(f->related[i].message, &log->text);
        sl_buf_char(&log->text, '.');
        sl_sarif_scratch(log, "message");
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

static void fingerprints(sl_json *json, const sl_finding *f)
{
    sl_json_key(json, "partialFingerprints");
    sl_json_object(json);
    if (f->place.line_hash.len > 0)
        sl_json_pair(json, "primaryLocationLineHash", f->place.line_hash);
    if (f->fingerprint[0])
        sl_json_pair(json, "seclintFingerprint/v1", sl_str_of(f->fingerprint));
    sl_json_end_object(json);
}

/* On all results or on none: some readers take the bare key for a suppression. */
static void suppressions(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;

    if (!log->suppressed)
        return;
    sl_json_key(json, "suppressions");
    sl_json_array(json);
    if (f->suppressed) {
        sl_json_object(json);
        sl_json_pair(json, "kind",
                     sl_allower_external(f->allowed_by) ? sl_lit("external")
                                                        : sl_lit("inSource"));
        sl_json_pair(json, "status", sl_lit("accepted"));
        sl_buf_clear(&log->text);
        if (f->allowed_by > SL_ALLOWER_CONFIG) /* what others were told says no more */
            sl_buf_printf(&log->text, "%s%s", sl_allower_name(f->allowed_by),
                          f->justification.len ? ": " : "");
        sl_prose_flow(f->justification, &log->text);
        if (log->text.len > 0)
            sl_json_pair(json, "justification", sl_buf_str(&log->text));
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

static void pair_oid(sl_json *json, const char *key, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];

    if (oid->len > 0)
        sl_json_pair(json, key, sl_str_of(sl_oid_hex(oid, hex)));
}

static void pair_history(sl_json *json, const sl_place *place)
{
    const sl_attribution *first = place->first, *last = place->last;

    if (first && first->author.len > 0)
        sl_json_pair(json, "author", first->author);
    if (last && last->last.len > 0) {
        pair_oid(json, "lastCommit", &last->last);
        if (!sl_str_eq(last->last_path, place->path))
            sl_json_pair(json, "lastPath", last->last_path);
    }
    if (!first || first->branches_len == 0)
        return;
    sl_json_key(json, "branches");
    sl_json_array(json);
    for (size_t i = 0; i < first->branches_len; i++)
        sl_json_str(json, first->branches[i]);
    sl_json_end_array(json);
    sl_json_pair_int(json, "branchesTotal", (int64_t)first->branches_total);
}

static void properties(sl_json *json, const sl_finding *f)
{
    sl_json_key(json, "properties");
    sl_json_object(json);
    sl_json_pair(json, "origin", sl_str_of(sl_origin_name(f->place.origin)));
    pair_oid(json, "commit", &f->place.commit);
    pair_oid(json, "blob", &f->place.blob);
    pair_history(json, &f->place);
    if (f->place.unreachable)
        sl_json_pair_bool(json, "unreachable", true);
    if (f->protection != SL_PROTECTION_NONE)
        sl_json_pair(json, "protection", sl_str_of(sl_protection_name(f->protection)));
    sl_json_key(json, "origins");
    sl_json_array(json);
    for (unsigned i = 0; i < SL_ORIGINS; i++) {
        if ((f->origins | 1u << f->place.origin) & 1u << i)
            sl_json_cstr(json, sl_origin_name((sl_origin)i));
    }
    sl_json_end_array(json);
    sl_json_end_object(json);
}

/* rules->len if it is not there. */
static size_t rule_index(const sl_sarif_rule_vec *rules, sl_str id)
{
    size_t low = 0, high = rules->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = sl_str_cmp(rules->at[middle]->id, id);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return rules->len;
}

/* What is protected is worth knowing and no problem; SARIF then allows no level. */
static void write_result(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;
    size_t index = rule_index(&log->rules, f->rule->id);
    bool harmless = f->protection != SL_PROTECTION_NONE || f->level == SL_LEVEL_OFF;

    sl_json_object(json);
    sl_json_pair(json, "ruleId", f->rule->id);
    if (index < log->rules.len)
        sl_json_pair_int(json, "ruleIndex", (int64_t)index);
    sl_json_pair(json, "kind", harmless ? sl_lit("informational") : sl_lit("fail"));
    sl_json_pair(json, "level",
                 harmless ? sl_lit("none") : sl_str_of(sl_level_name(f->level)));
    sl_json_pair_int(json, "rank", sl_sarif_rank(f->rule));
    message(log, f);
    locations(log, f);
    fingerprints(json, f);
    sl_sarif_fixes(log, f);
    suppressions(log, f);
    properties(json, f);
    sl_json_end_object(json);
}

void sl_sarif_results(sl_sarif *log)
{
    sl_json_key(&log->json, "results");
    sl_json_array(&log->json);
    for (size_t i = 0; i < log->shown.len; i++)
        write_result(log, log->shown.at[i]);
    sl_json_end_array(&log->json);
}

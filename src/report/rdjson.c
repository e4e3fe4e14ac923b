/* rdjson.c - the Reviewdog Diagnostic Format as one JSON object (rdjson).
 *
 * Source: proto/rdf/reviewdog.proto of reviewdog: lines and columns from 1, columns in
 * bytes of UTF-8, the end exclusive. */
#include "report/formats.h"

#include "report/account.h"
#include "report/ranking.h"
#include "report/rulebook.h"
#include "report/tally.h"
#include "text/json.h"

static const char *severity_of(const sl_finding *f)
{
    if (sl_tally_counts(f) && f->level == SL_LEVEL_ERROR)
        return "ERROR";
    return sl_tally_counts(f) && f->level == SL_LEVEL_WARNING ? "WARNING" : "INFO";
}

static void write_position(sl_json *json, const char *key, const sl_position *at)
{
    sl_json_key(json, key);
    sl_json_object(json);
    sl_json_pair_int(json, "line", (int64_t)at->line);
    sl_json_pair_int(json, "column", (int64_t)at->byte);
    sl_json_end_object(json);
}

static void write_location(sl_json *json, const sl_place *place)
{
    sl_str file = sl_account_file(place);

    sl_json_key(json, "location");
    sl_json_object(json);
    sl_json_pair(json, "path", file.len > 0 ? file : place->path);
    if (sl_account_is_here(place)) {
        sl_json_key(json, "range");
        sl_json_object(json);
        write_position(json, "start", &place->start);
        write_position(json, "end", &place->end);
        sl_json_end_object(json);
    }
    sl_json_end_object(json);
}

static void write_code(sl_json *json, const sl_rule *rule)
{
    sl_buf uri = {0};

    sl_json_key(json, "code");
    sl_json_object(json);
    sl_json_pair(json, "value", rule->id);
    if (rule->builtin > 0) {
        sl_rulebook_uri(rule, &uri);
        sl_json_pair(json, "url", sl_buf_str(&uri));
    }
    sl_json_end_object(json);
    sl_buf_free(&uri);
}

static void write_related(sl_json *json, const sl_finding *f)
{
    if (f->related_len == 0)
        return;
    sl_json_key(json, "related_locations");
    sl_json_array(json);
    for (size_t i = 0; i < f->related_len; i++) {
        sl_json_object(json);
        sl_json_pair(json, "message", f->related[i].message);
        write_location(json, &f->related[i].place);
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

static void write_diagnostic(sl_json *json, const sl_finding *f)
{
    sl_buf text = {0};

    sl_account_write(f, &text);
    sl_json_object(json);
    sl_json_pair(json, "message", sl_buf_str(&text));
    write_location(json, &f->place);
    sl_json_pair(json, "severity", sl_str_of(severity_of(f)));
    write_code(json, f->rule);
    write_related(json, f);
    sl_json_end_object(json);
    sl_buf_free(&text);
}

void sl_rdjson_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out)
{
    sl_ranking ranking = {0};
    sl_json json = sl_json_open(out, true);

    sl_ranking_make(results, style, &ranking);
    sl_json_object(&json);
    sl_json_key(&json, "source");
    sl_json_object(&json);
    sl_json_pair(&json, "name", sl_lit("seclint"));
    sl_json_pair(&json, "url", sl_lit(SL_HOME));
    sl_json_end_object(&json);
    sl_json_key(&json, "diagnostics");
    sl_json_array(&json);
    for (size_t i = 0; i < ranking.len; i++)
        write_diagnostic(&json, ranking.at[i]);
    sl_json_end_array(&json);
    sl_json_end_object(&json);
    sl_buf_char(out, '\n');
    sl_vec_free(&ranking);
}

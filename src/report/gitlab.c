/* gitlab.c - the secret detection report of GitLab, schema 15.
 *
 * Source: security-report-schemas of GitLab, dist/secret-detection-report-format.json.
 * What GitLab calls raw_source_code_extract is the masked part of the line here. The
 * only format with times, because they are required: SOURCE_DATE_EPOCH stands for now
 * where a report must be reproducible. */
#include "report/formats.h"

#include "report/account.h"
#include "report/prose.h"
#include "report/ranking.h"
#include "report/rulebook.h"
#include "report/tally.h"
#include "text/date.h"
#include "text/escape.h"
#include "text/json.h"

#include <stdio.h>
#include <time.h>

#define SCHEMA "15.0.4"

/* The ceilings of the schema, in bytes where it counts characters. */
enum { NAME = 255, SOLUTION = 7000, MESSAGES = 100 };

typedef struct report {
    const sl_results *results;
    sl_json json;
    sl_buf text; /* scratch */
} report;

static const char *severity_of(const sl_finding *f)
{
    if (!sl_tally_counts(f))
        return "Info";
    switch (f->level) {
    case SL_LEVEL_ERROR:
        return f->rule->confidence == SL_CONFIDENCE_HIGH ? "Critical" : "High";
    case SL_LEVEL_WARNING: return "Medium";
    case SL_LEVEL_NOTE: return "Low";
    case SL_LEVEL_OFF: break;
    }
    return "Info";
}

/* Without zone, as the schema has it; UTC. */
static void pair_time(sl_json *json, const char *key, int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char text[32] = "1970-01-01T00:00:00";

    if (gmtime_r(&when, &utc))
        (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    sl_json_pair(json, key, sl_str_of(text));
}

static void write_tool(sl_json *json, const char *key)
{
    sl_json_key(json, key);
    sl_json_object(json);
    sl_json_pair(json, "id", sl_lit("seclint"));
    sl_json_pair(json, "name", sl_lit("seclint"));
    sl_json_pair(json, "url", sl_lit(SL_HOME));
    sl_json_pair(json, "version", sl_str_of(sl_version()));
    sl_json_key(json, "vendor");
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("CloudReactor"));
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static void write_messages(report *r)
{
    sl_json *json = &r->json;
    size_t len = 0;

    sl_json_key(json, "messages");
    sl_json_array(json);
    for (size_t i = 0; i < r->results->notices_len && len < MESSAGES; i++) {
        const sl_notice *notice = &r->results->notices[i];

        if (!notice->incomplete)
            continue;
        sl_buf_clear(&r->text);
        sl_prose_about(notice->subject, notice->text, &r->text);
        sl_json_object(json);
        sl_json_pair(json, "level", sl_lit("warn"));
        sl_json_pair(json, "value", sl_buf_str(&r->text));
        sl_json_end_object(json);
        len++;
    }
    sl_json_end_array(json);
}

static void write_scan(report *r)
{
    sl_json *json = &r->json;
    int64_t now = sl_date_now();
    int64_t took = sl_date_given() ? 0 : (int64_t)r->results->stats.seconds;

    sl_json_key(json, "scan");
    sl_json_object(json);
    write_tool(json, "analyzer");
    write_tool(json, "scanner");
    pair_time(json, "start_time", now - took);
    pair_time(json, "end_time", now);
    sl_json_pair(json, "status",
                 r->results->complete ? sl_lit("success") : sl_lit("failure"));
    sl_json_pair(json, "type", sl_lit("secret_detection"));
    write_messages(r);
    sl_json_end_object(json);
}

/* The first of them is what GitLab tells findings apart by. */
static void write_identifiers(report *r, const sl_rule *rule)
{
    sl_json *json = &r->json;

    sl_json_key(json, "identifiers");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair(json, "type", sl_lit("seclint_rule_id"));
    sl_buf_clear(&r->text);
    sl_buf_printf(&r->text, "seclint rule %.*s", sl_fmt(rule->id));
    sl_json_pair(json, "name", sl_buf_str(&r->text));
    sl_json_pair(json, "value", rule->id);
    if (rule->builtin > 0) {
        sl_buf_clear(&r->text);
        sl_rulebook_uri(rule, &r->text);
        sl_json_pair(json, "url", sl_buf_str(&r->text));
    }
    sl_json_end_object(json);
    if (rule->cwe > 0) {
        char number[16];

        snprintf(number, sizeof number, "%u", rule->cwe);
        sl_buf_clear(&r->text);
        sl_buf_printf(&r->text, "CWE-%s", number);
        sl_json_object(json);
        sl_json_pair(json, "type", sl_lit("cwe"));
        sl_json_pair(json, "name", sl_buf_str(&r->text));
        sl_json_pair(json, "value", sl_str_of(number));
        sl_buf_clear(&r->text);
        sl_buf_printf(&r->text, "https://cwe.mitre.org/data/definitions/%s.html",
                      number);
        sl_json_pair(json, "url", sl_buf_str(&r->text));
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

/* Of what is in no commit yet, that of HEAD; of plain files, zeros. */
static void write_commit(report *r, const sl_place *place)
{
    sl_json *json = &r->json;
    char hex[SL_OID_HEX_MAX + 1] = "0000000";
    sl_str sha = sl_str_of(hex);

    if (place->commit.len > 0)
        sha = sl_str_of(sl_oid_hex(&place->commit, hex));
    else if (r->results->revision.len > 0)
        sha = r->results->revision;
    sl_json_key(json, "commit");
    sl_json_object(json);
    sl_json_pair(json, "sha", sha);
    if (place->commit.len > 0)
        pair_time(json, "date", place->commit_time);
    sl_json_end_object(json);
}

static void write_location(report *r, const sl_place *place)
{
    sl_json *json = &r->json;
    sl_str file = sl_account_file(place);
    size_t line = place->inner == 0 ? place->start.line : 0;
    size_t end = place->end.line > line ? place->end.line : line;

    sl_json_key(json, "location");
    sl_json_object(json);
    sl_json_pair(json, "file", file.len > 0 ? file : place->path);
    sl_json_pair_int(json, "start_line", line > 0 ? (int64_t)line : 1);
    sl_json_pair_int(json, "end_line", line > 0 ? (int64_t)end : 1);
    write_commit(r, place);
    sl_json_end_object(json);
}

static void write_tracking(report *r, const sl_finding *f)
{
    sl_json *json = &r->json;

    sl_json_key(json, "tracking");
    sl_json_object(json);
    sl_json_pair(json, "type", sl_lit("source"));
    sl_json_key(json, "items");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_key(json, "signatures");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair(json, "algorithm", sl_lit("hash"));
    sl_json_pair(json, "value", sl_str_of(f->fingerprint));
    sl_json_end_object(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
}

static void pair_flow(report *r, const char *key, sl_str prose, size_t most)
{
    sl_buf_clear(&r->text);
    sl_prose_flow(prose, &r->text);
    sl_json_pair(&r->json, key, sl_prose_cut(sl_buf_str(&r->text), most));
}

static void write_vulnerability(report *r, const sl_finding *f)
{
    sl_json *json = &r->json;
    const sl_place *place = &f->place;

    sl_json_object(json);
    sl_json_pair(json, "id", sl_str_of(f->fingerprint));
    sl_json_pair(json, "category", sl_lit("secret_detection"));
    pair_flow(r, "name", f->rule->title, NAME);
    sl_buf_clear(&r->text);
    sl_account_what(f, &r->text);
    sl_json_pair(json, "description", sl_buf_str(&r->text));
    sl_json_pair(json, "severity", sl_str_of(severity_of(f)));
    if (sl_str_trim(f->rule->fix).len > 0)
        pair_flow(r, "solution", f->rule->fix, SOLUTION);
    if (place->mark_end > place->mark_start) {
        sl_buf_clear(&r->text);
        sl_escape(sl_str_sub(place->snippet, place->mark_start, place->mark_end),
                  &r->text);
        sl_json_pair(json, "raw_source_code_extract", sl_buf_str(&r->text));
    }
    write_identifiers(r, f->rule);
    write_location(r, place);
    write_tracking(r, f);
    sl_json_end_object(json);
}

void sl_gitlab_write(const sl_results *results, const sl_report_style *style,
                     sl_buf *out)
{
    report r = {.results = results, .json = sl_json_open(out, true)};
    sl_ranking ranking = {0};
    sl_json *json = &r.json;

    sl_ranking_make(results, style, &ranking);
    sl_json_object(json);
    sl_json_pair(json, "version", sl_lit(SCHEMA));
    write_scan(&r);
    sl_json_key(json, "vulnerabilities");
    sl_json_array(json);
    for (size_t i = 0; i < ranking.len; i++)
        write_vulnerability(&r, ranking.at[i]);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_buf_char(out, '\n');
    sl_buf_free(&r.text);
    sl_vec_free(&ranking);
}

#include "report/jsonl.h"

#include "report/formats.h"
#include "report/origin.h"
#include "report/tally.h"
#include "text/escape.h"

static const char *const baselines[] = {
    [SL_BASELINE_NONE] = "",
    [SL_BASELINE_NEW] = "new",
    [SL_BASELINE_UNCHANGED] = "unchanged",
};

static void pair_or_null(sl_json *json, const char *key, sl_str value)
{
    if (value.len > 0) {
        sl_json_pair(json, key, value);
        return;
    }
    sl_json_key(json, key);
    sl_json_null(json);
}

static void pair_oid(sl_json *json, const char *key, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1] = "";

    pair_or_null(json, key, oid->len ? sl_str_of(sl_oid_hex(oid, hex)) : (sl_str){0});
}

static void pair_position(sl_json *json, const char *key, const sl_position *at)
{
    sl_json_key(json, key);
    if (at->line == 0) {
        sl_json_null(json);
        return;
    }
    sl_json_object(json);
    sl_json_pair_int(json, "line", (int64_t)at->line);
    sl_json_pair_int(json, "byte", (int64_t)at->byte);
    sl_json_pair_int(json, "code_point", (int64_t)at->code_point);
    sl_json_pair_int(json, "utf16", (int64_t)at->utf16);
    sl_json_end_object(json);
}

static void pair_time(sl_json *json, const char *key, bool known, int64_t time)
{
    sl_json_key(json, key);
    if (known)
        sl_json_int(json, time);
    else
        sl_json_null(json);
}

/* Who brought it, how long it stayed, and where it is now. */
static void pair_history(sl_json *json, const sl_place *place)
{
    static const sl_attribution unknown;
    const sl_attribution *first = place->first ? place->first : &unknown;
    const sl_attribution *last = place->last ? place->last : &unknown;

    pair_or_null(json, "author", first->author);
    pair_oid(json, "last_commit", &last->last);
    pair_time(json, "last_commit_time", last->last.len > 0, last->last_time);
    pair_or_null(json, "last_path", last->last_path);
    sl_json_key(json, "branches");
    sl_json_array(json);
    for (size_t i = 0; i < first->branches_len; i++)
        sl_json_str(json, first->branches[i]);
    sl_json_end_array(json);
    sl_json_pair_int(json, "branches_total", (int64_t)first->branches_total);
}

static void pair_place(sl_json *json, const sl_place *place, bool hashes)
{
    static const sl_oid none;
    sl_buf uri = {0};

    sl_escape_uri(place->path, &uri);
    sl_json_key(json, "place");
    sl_json_object(json);
    sl_json_pair(json, "path", place->path);
    sl_json_pair(json, "uri", sl_buf_str(&uri));
    sl_json_pair(json, "origin", sl_str_of(sl_origin_name(place->origin)));
    pair_position(json, "start", &place->start);
    pair_position(json, "end", &place->end);
    pair_or_null(json, "snippet", place->snippet);
    pair_or_null(json, "marked",
                 sl_str_sub(place->snippet, place->mark_start, place->mark_end));
    pair_or_null(json, "line_hash", place->line_hash);
    pair_oid(json, "blob", hashes ? &place->blob : &none);
    pair_oid(json, "commit", &place->commit);
    pair_time(json, "commit_time", place->commit.len > 0, place->commit_time);
    pair_history(json, place);
    sl_json_pair_bool(json, "unreachable", place->unreachable);
    sl_json_end_object(json);
    sl_buf_free(&uri);
}

sl_json sl_jsonl_begin(const char *type, sl_buf *out)
{
    sl_json json = sl_json_open(out, false);

    sl_json_object(&json);
    sl_json_pair_int(&json, "schema", SL_JSONL_SCHEMA);
    sl_json_pair(&json, "type", sl_str_of(type));
    return json;
}

void sl_jsonl_end(sl_json *json)
{
    sl_json_end_object(json);
    sl_buf_char(json->out, '\n');
}

static void write_finding(const sl_finding *f, bool hashes, sl_buf *out)
{
    sl_json json = sl_jsonl_begin("finding", out);

    sl_json_pair(&json, "rule", f->rule->id);
    sl_json_pair(&json, "level", sl_str_of(sl_level_name(f->level)));
    sl_json_pair(&json, "confidence",
                 sl_str_of(sl_confidence_name(f->rule->confidence)));
    sl_json_pair(&json, "message", f->message);
    pair_place(&json, &f->place, hashes);
    sl_json_key(&json, "origins");
    sl_json_array(&json);
    for (unsigned i = 0; i < SL_ORIGINS; i++) {
        if ((f->origins | 1u << f->place.origin) & 1u << i)
            sl_json_cstr(&json, sl_origin_name((sl_origin)i));
    }
    sl_json_end_array(&json);
    sl_json_pair(&json, "protection", sl_str_of(sl_protection_name(f->protection)));
    sl_json_pair_bool(&json, "masked", f->masked);
    sl_json_pair_bool(&json, "suppressed", f->suppressed);
    pair_or_null(&json, "allowed_by",
                 f->suppressed ? sl_str_of(sl_allower_name(f->allowed_by))
                               : sl_lit(""));
    pair_or_null(&json, "justification", f->justification);
    pair_or_null(&json, "baseline", sl_str_of(baselines[f->baseline]));
    pair_or_null(&json, "fingerprint", sl_str_of(f->fingerprint));
    sl_json_key(&json, "related");
    sl_json_array(&json);
    for (size_t i = 0; i < f->related_len; i++) {
        sl_json_object(&json);
        sl_json_pair(&json, "message", f->related[i].message);
        pair_place(&json, &f->related[i].place, hashes);
        sl_json_end_object(&json);
    }
    sl_json_end_array(&json);
    sl_jsonl_end(&json);
}

static void write_notice(const sl_notice *notice, sl_buf *out)
{
    sl_json json = sl_jsonl_begin("notice", out);

    pair_or_null(&json, "subject", notice->subject);
    sl_json_pair(&json, "text", notice->text);
    sl_json_pair_bool(&json, "incomplete", notice->incomplete);
    sl_jsonl_end(&json);
}

static void write_summary(const sl_results *results, sl_buf *out)
{
    const sl_stats *stats = &results->stats;
    sl_tally tally = sl_tally_of(results);
    sl_json json = sl_jsonl_begin("summary", out);

    sl_json_pair(&json, "version", sl_str_of(sl_version()));
    sl_json_pair(&json, "mode", results->mode);
    pair_or_null(&json, "revision", results->revision);
    pair_or_null(&json, "branch", results->branch);
    sl_json_pair_bool(&json, "complete", results->complete);
    sl_json_pair_int(&json, "exit_status", results->exit_status);
    sl_json_pair_int(&json, "errors", (int64_t)tally.by_level[SL_LEVEL_ERROR]);
    sl_json_pair_int(&json, "warnings", (int64_t)tally.by_level[SL_LEVEL_WARNING]);
    sl_json_pair_int(&json, "notes", (int64_t)tally.by_level[SL_LEVEL_NOTE]);
    sl_json_pair_int(&json, "protected", (int64_t)stats->protected_);
    sl_json_pair_int(&json, "suppressed", (int64_t)stats->suppressed);
    sl_json_pair_int(&json, "rules", (int64_t)results->rules_len);
    sl_json_pair_int(&json, "files", (int64_t)stats->files);
    sl_json_pair_int(&json, "index_blobs", (int64_t)stats->index_blobs);
    sl_json_pair_int(&json, "objects", (int64_t)stats->objects);
    sl_json_pair_int(&json, "messages", (int64_t)stats->messages);
    sl_json_pair_int(&json, "bytes", (int64_t)stats->bytes);
    sl_json_pair_int(&json, "binaries", (int64_t)stats->binaries);
    sl_jsonl_end(&json);
}

void sl_jsonl_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out)
{
    /* Who reads lines can filter them: no finding is left out. */
    for (size_t i = 0; i < results->findings_len; i++)
        write_finding(&results->findings[i], !style->no_hashes, out);
    for (size_t i = 0; i < results->notices_len; i++)
        write_notice(&results->notices[i], out);
    write_summary(results, out);
}

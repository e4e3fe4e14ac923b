#include "report/sarif.h"

#include "report/formats.h"
#include "report/tally.h"

void sl_sarif_text(sl_sarif *log, const char *key, sl_str text)
{
    if (key)
        sl_json_key(&log->json, key);
    sl_json_object(&log->json);
    sl_json_pair(&log->json, "text", text);
    sl_json_end_object(&log->json);
}

void sl_sarif_scratch(sl_sarif *log, const char *key)
{
    sl_sarif_text(log, key, sl_buf_str(&log->text));
}

/* How many results of each level fit, the gravest first. */
static void share_out(const sl_sarif *log, size_t room[SL_LEVEL_ERROR + 1])
{
    size_t count[SL_LEVEL_ERROR + 1] = {0};
    size_t left = SL_SARIF_RESULTS;

    for (size_t i = 0; i < log->results->findings_len; i++) {
        const sl_finding *f = &log->results->findings[i];

        count[f->level] += sl_tally_shows(f, log->style);
    }
    for (int level = SL_LEVEL_ERROR; level >= SL_LEVEL_OFF; level--) {
        room[level] = count[level] < left ? count[level] : left;
        left -= room[level];
    }
}

static void collect_rules(sl_sarif *log)
{
    const sl_results *results = log->results;
    sl_map named = {0};

    for (size_t i = 0; i < log->shown.len; i++)
        *sl_map_put(&named, log->shown.at[i]->rule->id) = log;
    for (size_t i = 0; i < results->rules_len && log->rules.len < SL_SARIF_RULES; i++)
        if (results->rules[i]->check.len > 0 ||
            sl_map_has(&named, results->rules[i]->id))
            *sl_vec_push(&log->rules) = results->rules[i];
    sl_map_free(&named);
}

static void collect(sl_sarif *log)
{
    const sl_results *results = log->results;
    size_t room[SL_LEVEL_ERROR + 1];

    share_out(log, room);
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        if (!sl_tally_shows(f, log->style))
            continue;
        if (room[f->level] == 0) {
            log->left_out++;
            continue;
        }
        room[f->level]--;
        *sl_vec_push(&log->shown) = f;
        log->suppressed |= f->suppressed;
        log->masked |= f->masked;
        sl_sarif_file_of(log, f->place.path)->has_result = true;
        for (size_t j = 0; j < f->related_len && j < SL_SARIF_LOCATIONS; j++)
            sl_sarif_file_of(log, f->related[j].place.path);
    }
    collect_rules(log);
    sl_sarif_collect_cwes(log);
}

static void write_root(sl_sarif *log)
{
    sl_json *json = &log->json;

    sl_json_key(json, "automationDetails");
    sl_json_object(json);
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "seclint/%.*s/", sl_fmt(log->results->mode));
    sl_json_pair(json, "id", sl_buf_str(&log->text));
    sl_json_end_object(json);
    sl_sarif_provenance(log);
    sl_json_key(json, "originalUriBaseIds");
    sl_json_object(json);
    sl_json_key(json, "SRCROOT");
    sl_json_object(json);
    sl_sarif_text(log, "description", sl_lit("The root of what was scanned."));
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_json_pair(json, "columnKind", sl_lit("utf16CodeUnits"));
    if (log->masked) {
        sl_json_key(json, "redactionTokens");
        sl_json_array(json);
        sl_json_cstr(json, SL_SARIF_MASK);
        sl_json_end_array(json);
    }
}

static void write_run(sl_sarif *log)
{
    sl_json *json = &log->json;

    sl_json_key(json, "runs");
    sl_json_array(json);
    sl_json_object(json);
    sl_sarif_tool(log);
    sl_sarif_taxonomies(log);
    write_root(log);
    sl_sarif_invocations(log);
    sl_sarif_artifacts(log);
    sl_sarif_results(log);
    sl_json_end_object(json);
    sl_json_end_array(json);
}

void sl_sarif_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out)
{
    sl_sarif log = {
        .results = results, .style = style, .json = sl_json_open(out, true)};

    collect(&log);
    sl_json_object(&log.json);
    sl_json_pair(&log.json, "$schema",
                 sl_lit("https://json.schemastore.org/sarif-2.1.0.json"));
    sl_json_pair(&log.json, "version", sl_lit("2.1.0"));
    write_run(&log);
    sl_json_end_object(&log.json);
    sl_buf_char(out, '\n');
    sl_buf_free(&log.text);
    sl_map_free(&log.files_by_path);
    sl_vec_free(&log.shown);
    sl_vec_free(&log.rules);
    sl_vec_free(&log.files);
    sl_vec_free(&log.cwes);
    sl_arena_free(&log.arena);
}

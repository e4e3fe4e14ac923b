#include "report/sarif.h"

#include "git/deflate.h"
#include "report/formats.h"

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

/* GitHub's category is all before the last slash; what it has not seen before would be
 * a new one. */
static void write_category(sl_sarif *log)
{
    sl_json *json = &log->json;
    sl_str mode = log->results->mode;

    if (sl_str_eq(mode, sl_lit("tree")))
        mode = sl_lit("worktree");
    sl_json_key(json, "automationDetails");
    sl_json_object(json);
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "seclint/%.*s/", sl_fmt(mode));
    sl_json_pair(json, "id", sl_buf_str(&log->text));
    sl_json_end_object(json);
}

static void write_root(sl_sarif *log)
{
    sl_json *json = &log->json;

    write_category(log);
    sl_sarif_provenance(log);
    sl_json_key(json, "originalUriBaseIds");
    sl_json_object(json);
    sl_json_key(json, "SRCROOT");
    sl_json_object(json);
    sl_sarif_text(log, "description", sl_lit("The root of what was scanned."));
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_json_pair(json, "columnKind", sl_lit("utf16CodeUnits"));
}

/* There if something is redacted, and only then (3.14.28). */
static void write_redaction(sl_sarif *log)
{
    sl_json *json = &log->json;

    if (!log->masked)
        return;
    sl_json_key(json, "redactionTokens");
    sl_json_array(json);
    sl_json_cstr(json, SL_SARIF_MASK);
    sl_json_end_array(json);
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
    sl_sarif_results(log);
    sl_sarif_artifacts(log); /* fixes may name more of them */
    write_redaction(log);
    sl_json_end_object(json);
    sl_json_end_array(json);
}

/* The gravest results, most of them at most. */
static void write_log(sl_sarif *log, sl_buf *out)
{
    log->json = sl_json_open(out, true);
    sl_sarif_collect(log);
    sl_json_object(&log->json);
    sl_json_pair(&log->json, "$schema",
                 sl_lit("https://json.schemastore.org/sarif-2.1.0.json"));
    sl_json_pair(&log->json, "version", sl_lit("2.1.0"));
    write_run(log);
    sl_json_end_object(&log->json);
    sl_buf_char(out, '\n');
}

static void free_log(sl_sarif *log)
{
    sl_buf_free(&log->text);
    sl_map_free(&log->files_by_path);
    sl_map_free(&log->strings);
    sl_map_free(&log->strings_by_text);
    sl_vec_free(&log->shown);
    sl_vec_free(&log->rules);
    sl_vec_free(&log->files);
    sl_vec_free(&log->cwes);
    sl_arena_free(&log->arena);
}

/* How many of most results are worth another try when the log is too large: a tenth
 * less than there would be room for if all were the same size. 0: it is not. */
static size_t fewer(sl_str written, size_t most)
{
    size_t size;

    if (written.len <= SL_SARIF_GZIP)
        return 0;
    size = sl_gzip_size(written);
    if (size <= SL_SARIF_GZIP)
        return 0;
    return (size_t)((double)most * SL_SARIF_GZIP / (double)size * 0.9);
}

void sl_sarif_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out)
{
    size_t start = out->len;
    size_t most = SL_SARIF_RESULTS;

    while (most > 0) {
        sl_sarif log = {.results = results, .style = style, .most = most};

        out->len = start;
        write_log(&log, out);
        most = log.shown.len < most ? log.shown.len : most;
        free_log(&log);
        most = fewer(sl_str_skip(sl_buf_str(out), start), most);
    }
}

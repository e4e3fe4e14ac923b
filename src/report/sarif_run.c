#include "report/sarif.h"

#include "report/prose.h"
#include "report/remote.h"
#include "text/escape.h"

static const char *describe_exit(const sl_results *results)
{
    switch (results->exit_status) {
    case SL_EXIT_CLEAN:
        return results->findings_len == 0
                   ? "nothing was found"
                   : "nothing was found that counts as a failure";
    case SL_EXIT_FINDINGS: return "something was found";
    case SL_EXIT_INCOMPLETE: return "nothing was found, but the scan is incomplete";
    default: break;
    }
    return "the program failed";
}

/* The text is in log->text, without full stop: the argument of "{0}.". */
static void notification(sl_sarif *log, size_t index, const char *level)
{
    sl_json *json = &log->json;
    sl_str argument = sl_arena_str(&log->arena, sl_buf_str(&log->text));

    sl_json_object(json);
    sl_json_key(json, "descriptor");
    sl_json_object(json);
    sl_json_pair(json, "id", sl_str_of(sl_sarif_notification(index)));
    sl_json_pair_int(json, "index", (int64_t)index);
    sl_json_end_object(json);
    sl_json_pair(json, "level", sl_str_of(level));
    sl_json_key(json, "message");
    sl_json_object(json);
    sl_buf_char(&log->text, '.');
    sl_json_pair(json, "text", sl_buf_str(&log->text));
    sl_json_pair(json, "id", sl_lit("default"));
    sl_json_key(json, "arguments");
    sl_json_array(json);
    sl_json_str(json, argument);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static void write_notices(sl_sarif *log)
{
    const sl_results *results = log->results;

    for (size_t i = 0; i < results->notices_len; i++) {
        const sl_notice *notice = &results->notices[i];

        sl_buf_clear(&log->text);
        sl_prose_about(notice->subject, notice->text, &log->text);
        if (notice->incomplete)
            notification(log, SL_SARIF_INCOMPLETE, "warning");
        else
            notification(log, SL_SARIF_REMARK, "note");
    }
}

static void left_out(sl_sarif *log, size_t count, const char *what)
{
    if (count == 0)
        return;
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "%zu %s", count, what);
    notification(log, SL_SARIF_LEFT_OUT, "warning");
}

/* What was cut for the ceilings of those who read the log. */
static void write_cuts(sl_sarif *log)
{
    left_out(log, log->left_out, "results are left out, the least grave ones");
    left_out(log, log->left_locations, "related locations are left out");
    left_out(log, log->left_tags, "tags of rules are left out");
    if (log->shown.len <= SL_SARIF_KEPT)
        return;
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "%zu results, the gravest first: GitHub keeps %d of them",
                  log->shown.len, SL_SARIF_KEPT);
    notification(log, SL_SARIF_REMARK, "note");
}

void sl_sarif_invocations(sl_sarif *log)
{
    sl_json *json = &log->json;
    int status = log->results->exit_status;

    sl_json_key(json, "invocations");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair_bool(json, "executionSuccessful", log->results->complete);
    sl_json_pair_int(json, "exitCode", status);
    sl_json_pair(json, "exitCodeDescription", sl_str_of(describe_exit(log->results)));
    sl_json_key(json, "toolExecutionNotifications");
    sl_json_array(json);
    write_notices(log);
    write_cuts(log);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
}

static void source_root(sl_json *json, const char *key)
{
    sl_json_key(json, key);
    sl_json_object(json);
    sl_json_pair(json, "uriBaseId", sl_lit("SRCROOT"));
    sl_json_end_object(json);
}

void sl_sarif_provenance(sl_sarif *log)
{
    sl_json *json = &log->json;
    const sl_results *results = log->results;

    sl_buf_clear(&log->text);
    if (results->revision.len == 0 || !sl_remote_uri(results->remote_url, &log->text))
        return;
    sl_json_key(json, "versionControlProvenance");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair(json, "repositoryUri", sl_buf_str(&log->text));
    sl_json_pair(json, "revisionId", results->revision);
    sl_buf_clear(&log->text);
    sl_escape(results->branch, &log->text);
    if (log->text.len > 0)
        sl_json_pair(json, "branch", sl_buf_str(&log->text));
    source_root(json, "mappedTo");
    sl_json_end_object(json);
    sl_json_end_array(json);
}

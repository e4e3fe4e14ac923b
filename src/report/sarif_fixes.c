/* sarif_fixes.c - the edits that --fix-gitignore would make, as SARIF fixes (3.55). */
#include "report/sarif.h"
#include "text/escape.h"

/* What an edit takes away: from the start of its first line to the start of the line
 * behind its last one, or to the end of a last line that has no line end. */
static void deleted_region(sl_json *json, const sl_edit *edit)
{
    size_t end_line = edit->line + edit->replaced;

    sl_json_key(json, "deletedRegion");
    sl_json_object(json);
    sl_json_pair_int(json, "startLine", (int64_t)edit->line);
    sl_json_pair_int(json, "startColumn", 1);
    if (edit->columns > 0)
        end_line--;
    sl_json_pair_int(json, "endLine", (int64_t)end_line);
    sl_json_pair_int(json, "endColumn", (int64_t)edit->columns + 1);
    sl_json_end_object(json);
}

/* All edits of one file. Returns how many those are. */
static size_t artifact_change(sl_sarif *log, const sl_edit *edits, size_t len)
{
    sl_json *json = &log->json;
    size_t i;

    sl_json_object(json);
    sl_sarif_artifact_location(log, edits[0].path, NULL);
    sl_json_key(json, "replacements");
    sl_json_array(json);
    for (i = 0; i < len && sl_str_eq(edits[i].path, edits[0].path); i++) {
        sl_json_object(json);
        deleted_region(json, &edits[i]);
        sl_sarif_text(log, "insertedContent", edits[i].text);
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
    sl_json_end_object(json);
    return i;
}

/* An edit must be taken as it is: text that an editor or terminal would obey, or that
 * no JSON can hold, is not offered. */
static bool plain(const sl_edit *edit)
{
    sl_str rest = edit->text;
    sl_buf escaped = {0};
    bool same = true;

    while (same && rest.len > 0) {
        sl_str line = sl_str_line(&rest);

        sl_buf_clear(&escaped);
        sl_escape(line, &escaped);
        same = sl_str_eq(sl_buf_str(&escaped), line);
    }
    sl_buf_free(&escaped);
    return same;
}

void sl_sarif_fixes(sl_sarif *log, const sl_finding *finding)
{
    sl_json *json = &log->json;
    sl_edits edits = {0};

    if (log->results->edits)
        edits = log->results->edits(log->results->edits_ctx, finding);
    for (size_t i = 0; i < edits.len; i++)
        if (!plain(&edits.at[i]))
            return;
    if (edits.len == 0)
        return;
    sl_json_key(json, "fixes");
    sl_json_array(json);
    sl_json_object(json);
    sl_sarif_text(log, "description",
                  sl_lit("What seclint --fix-gitignore changes for this."));
    sl_json_key(json, "artifactChanges");
    sl_json_array(json);
    for (size_t i = 0; i < edits.len;)
        i += artifact_change(log, edits.at + i, edits.len - i);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
}

#include "rule/allow_list.h"
#include "report/prose.h"
#include "report/sarif.h"

/* Where the allowance stands itself; a configuration from elsewhere has no place in
 * the repository. */
static void location(sl_sarif *log, sl_str path, size_t line)
{
    sl_json *json = &log->json;

    if (path.len == 0 || line == 0 || sl_str_starts(path, sl_lit("/")) ||
        sl_str_starts(path, sl_lit("../")))
        return;
    sl_json_key(json, "location");
    sl_json_object(json);
    sl_json_key(json, "physicalLocation");
    sl_json_object(json);
    sl_sarif_artifact_location(log, path, NULL);
    sl_json_key(json, "region");
    sl_json_object(json);
    sl_json_pair_int(json, "startLine", (int64_t)line);
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static void justification(sl_sarif *log, const sl_finding *f)
{
    sl_buf_clear(&log->text);
    if (f->allowed_by > SL_ALLOWER_CONFIG) /* what others were told says no more */
        sl_buf_printf(&log->text, "%s%s", sl_allower_name(f->allowed_by),
                      f->justification.len ? ": " : "");
    sl_prose_flow(f->justification, &log->text);
    if (log->text.len > 0)
        sl_json_pair(&log->json, "justification", sl_buf_str(&log->text));
}

/* Some readers take the bare key for a suppression. */
void sl_sarif_suppressions(sl_sarif *log, const sl_finding *f)
{
    const sl_allow_entry *entry = f->allowed_entry;
    bool external = sl_allower_external(f->allowed_by);
    sl_json *json = &log->json;

    if (!log->suppressed)
        return;
    sl_json_key(json, "suppressions");
    sl_json_array(json);
    if (f->suppressed) {
        sl_json_object(json);
        sl_json_pair(json, "kind", external ? sl_lit("external") : sl_lit("inSource"));
        sl_json_pair(json, "status", sl_lit("accepted"));
        justification(log, f);
        if (entry)
            location(log, entry->file, entry->line);
        else if (!external)
            location(log, f->place.path, f->allowed_line);
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

#include "report/sarif.h"

#define HOME "https://github.com/CloudReactor/seclint"

typedef struct descriptor {
    const char *id, *name, *text, *help, *level;
} descriptor;

static const descriptor notifications[] = {
    [SL_SARIF_INCOMPLETE] = {"not-scanned", "NotScanned",
                             "Something was not looked at: the scan is incomplete.",
                             "Make it readable, or accept it with --allow-partial.",
                             "warning"},
    [SL_SARIF_REMARK] = {"scan-remark", "ScanRemark",
                         "Something about the scan that is worth knowing.",
                         "Nothing has to be done.", "note"},
    [SL_SARIF_LEFT_OUT] = {"results-left-out", "ResultsLeftOut",
                           "More was found than one SARIF run may hold.",
                           "Mend what is reported, or scan in parts.", "warning"},
};

const char *sl_sarif_notification(size_t index)
{
    return notifications[index].id;
}

static void write_notifications(sl_sarif *log)
{
    sl_json *json = &log->json;

    sl_json_key(json, "notifications");
    sl_json_array(json);
    for (size_t i = 0; i < sizeof notifications / sizeof *notifications; i++) {
        const descriptor *d = &notifications[i];

        sl_json_object(json);
        sl_json_pair(json, "id", sl_str_of(d->id));
        sl_json_pair(json, "name", sl_str_of(d->name));
        sl_sarif_text(log, "shortDescription", sl_str_of(d->text));
        sl_sarif_text(log, "fullDescription", sl_str_of(d->text));
        sl_sarif_text(log, "help", sl_str_of(d->help));
        sl_json_key(json, "messageStrings");
        sl_json_object(json);
        sl_sarif_text(log, "default", sl_lit("{0}."));
        sl_json_end_object(json);
        sl_json_key(json, "defaultConfiguration");
        sl_json_object(json);
        sl_json_pair(json, "level", sl_str_of(d->level));
        sl_json_end_object(json);
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
}

void sl_sarif_tool(sl_sarif *log)
{
    sl_json *json = &log->json;

    sl_json_key(json, "tool");
    sl_json_object(json);
    sl_json_key(json, "driver");
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("seclint"));
    sl_json_pair(json, "organization", sl_lit("CloudReactor"));
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "seclint %s", sl_version());
    sl_json_pair(json, "fullName", sl_buf_str(&log->text));
    sl_json_pair(json, "version", sl_str_of(sl_version()));
    sl_json_pair(json, "semanticVersion", sl_str_of(sl_version()));
    sl_json_pair(json, "informationUri", sl_lit(HOME));
    sl_sarif_text(log, "shortDescription",
                  sl_lit("A linter for secret hygiene in git repositories."));
    sl_sarif_text(log, "fullDescription",
                  sl_lit("Finds secrets in the working tree, the index and all of "
                         "history, and what is wrong with the files that should "
                         "protect them."));
    sl_json_pair(json, "language", sl_lit("en-US"));
    write_notifications(log);
    sl_json_key(json, "rules");
    sl_json_array(json);
    for (size_t i = 0; i < log->rules.len; i++)
        sl_sarif_rule(log, log->rules.at[i]);
    sl_json_end_array(json);
    if (log->cwes.len > 0) {
        sl_json_key(json, "supportedTaxonomies");
        sl_json_array(json);
        sl_json_object(json);
        sl_json_pair(json, "name", sl_lit("CWE"));
        sl_json_pair_int(json, "index", 0);
        sl_json_end_object(json);
        sl_json_end_array(json);
    }
    sl_json_end_object(json);
    sl_json_end_object(json);
}

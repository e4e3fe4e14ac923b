/* codequality.c - GitLab Code Quality: a subset of the Code Climate report, which the
 * free tier of GitLab shows in merge requests.
 *
 * Source: docs.gitlab.com, "Code Quality", the report format: description, check_name,
 * fingerprint, severity, location.path and location.lines.begin are required. */
#include "report/formats.h"

#include "report/account.h"
#include "report/ranking.h"
#include "report/tally.h"
#include "text/json.h"

static const char *severity_of(const sl_finding *f)
{
    if (!sl_tally_counts(f))
        return "info";
    switch (f->level) {
    case SL_LEVEL_ERROR:
        return f->rule->confidence == SL_CONFIDENCE_HIGH ? "blocker" : "critical";
    case SL_LEVEL_WARNING: return "major";
    case SL_LEVEL_NOTE: return "minor";
    case SL_LEVEL_OFF: break;
    }
    return "info";
}

static void write_location(sl_json *json, const sl_place *place)
{
    sl_str file = sl_account_file(place);
    size_t line = sl_account_is_here(place) ? place->start.line : 1;

    sl_json_key(json, "location");
    sl_json_object(json);
    sl_json_pair(json, "path", file.len > 0 ? file : place->path);
    sl_json_key(json, "lines");
    sl_json_object(json);
    sl_json_pair_int(json, "begin", (int64_t)line);
    if (sl_account_is_here(place) && place->end.line > line)
        sl_json_pair_int(json, "end", (int64_t)place->end.line);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static void write_issue(sl_json *json, const sl_finding *f)
{
    sl_buf text = {0};

    sl_account_write(f, &text);
    sl_json_object(json);
    sl_json_pair(json, "type", sl_lit("issue"));
    sl_json_pair(json, "description", sl_buf_str(&text));
    sl_json_pair(json, "check_name", f->rule->id);
    sl_json_key(json, "categories");
    sl_json_array(json);
    sl_json_cstr(json, "Security");
    sl_json_end_array(json);
    sl_json_pair(json, "fingerprint", sl_str_of(f->fingerprint));
    sl_json_pair(json, "severity", sl_str_of(severity_of(f)));
    write_location(json, &f->place);
    sl_json_end_object(json);
    sl_buf_free(&text);
}

void sl_codequality_write(const sl_results *results, const sl_report_style *style,
                          sl_buf *out)
{
    sl_ranking ranking = {0};
    sl_json json = sl_json_open(out, true);

    sl_ranking_make(results, style, &ranking);
    sl_json_array(&json);
    for (size_t i = 0; i < ranking.len; i++)
        write_issue(&json, ranking.at[i]);
    sl_json_end_array(&json);
    sl_buf_char(out, '\n');
    sl_vec_free(&ranking);
}

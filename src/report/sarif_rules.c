#include "report/sarif.h"

#include "report/prose.h"
#include "report/rulebook.h"
#include "text/escape.h"

#include <inttypes.h>
#include <stdio.h>

/* What GitHub makes of a level: @problem.severity of CodeQL. */
static const char *problem_severity(sl_level level)
{
    switch (level) {
    case SL_LEVEL_ERROR: return "error";
    case SL_LEVEL_WARNING: return "warning";
    case SL_LEVEL_NOTE:
    case SL_LEVEL_OFF: break;
    }
    return "recommendation";
}

/* "9.1" as 91. GitHub refuses the whole file if security-severity is no number, so
 * anything else is left out: -1. */
static int severity_tenths(sl_str severity)
{
    size_t dot = sl_str_chr(severity, '.');
    sl_str whole = sl_str_sub(severity, 0, dot);
    sl_str part = dot == SIZE_MAX ? (sl_str){0} : sl_str_skip(severity, dot + 1);
    int value = 0;

    if (whole.len < 1 || whole.len > 2 || (dot != SIZE_MAX && part.len != 1))
        return -1;
    for (size_t i = 0; i < severity.len; i++) {
        if (i == dot)
            continue;
        if (severity.ptr[i] < '0' || severity.ptr[i] > '9')
            return -1;
        value = value * 10 + (severity.ptr[i] - '0');
    }
    if (part.len == 0)
        value *= 10;
    return value <= 100 ? value : -1;
}

int sl_sarif_rank(const sl_rule *rule)
{
    static const int by_level[] = {0, 30, 60, 90};
    int tenths = severity_tenths(rule->severity);

    return tenths >= 0 ? tenths : by_level[rule->level];
}

/* "github-pat" as GithubPat. A name that is the id in other letters is an error
 * (SARIF1001), so a single word gets a second one. */
static void add_name(sl_str id, sl_buf *out)
{
    bool upper = true, one_word = true;

    for (size_t i = 0; i < id.len && out->len < SL_SARIF_NAME - 4; i++) {
        char c = id.ptr[i];
        bool lower_case = c >= 'a' && c <= 'z';

        if (!lower_case && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
            upper = true;
            one_word = false;
            continue;
        }
        sl_buf_char(out, upper && lower_case ? (char)(c - 'a' + 'A') : c);
        upper = false;
    }
    if (one_word)
        sl_buf_add(out, sl_lit("Rule"));
}

/* One paragraph of at most SL_SARIF_TEXT bytes that ends like a sentence. */
static void description(sl_sarif *log, const char *key, sl_str text)
{
    sl_str cut;

    sl_buf_clear(&log->text);
    sl_prose_flow(text, &log->text);
    cut = sl_prose_cut(sl_buf_str(&log->text), SL_SARIF_TEXT - 3);
    if (cut.len < log->text.len) {
        log->text.len = cut.len;
        sl_buf_add(&log->text, sl_lit("..."));
    } else if (!sl_str_ends(cut, sl_lit("."))) {
        sl_buf_char(&log->text, '.');
    }
    sl_sarif_scratch(log, key);
}

static void tags(sl_json *json, const sl_rule *rule)
{
    char cwe[40];
    size_t room = SL_SARIF_TAGS - 1;

    sl_json_key(json, "tags");
    sl_json_array(json);
    sl_json_cstr(json, "security");
    if (rule->cwe > 0) {
        snprintf(cwe, sizeof cwe, "external/cwe/cwe-%03" PRIu32, rule->cwe);
        sl_json_cstr(json, cwe);
        room--;
    }
    for (size_t i = 0; i < rule->tags.len && room > 0; i++) {
        if (sl_str_eq(rule->tags.at[i], sl_lit("security")))
            continue;
        sl_json_str(json, rule->tags.at[i]);
        room--;
    }
    sl_json_end_array(json);
}

size_t sl_sarif_lost_tags(const sl_rule *rule)
{
    size_t room = SL_SARIF_TAGS - 1 - (rule->cwe > 0);
    size_t wanted = 0;

    for (size_t i = 0; i < rule->tags.len; i++)
        wanted += !sl_str_eq(rule->tags.at[i], sl_lit("security"));
    return wanted > room ? wanted - room : 0;
}

static void properties(sl_json *json, const sl_rule *rule)
{
    sl_json_key(json, "properties");
    sl_json_object(json);
    tags(json, rule);
    sl_json_pair(json, "precision", sl_str_of(sl_confidence_name(rule->confidence)));
    sl_json_pair(json, "problem.severity", sl_str_of(problem_severity(rule->level)));
    if (severity_tenths(rule->severity) >= 0)
        sl_json_pair(json, "security-severity", rule->severity);
    if (rule->provider.len > 0)
        sl_json_pair(json, "provider", rule->provider);
    sl_json_end_object(json);
}

static void help(sl_sarif *log, const sl_rule *rule)
{
    sl_json *json = &log->json;

    sl_json_key(json, "help");
    sl_json_object(json);
    sl_buf_clear(&log->text);
    sl_rulebook_text(rule, &log->text);
    sl_json_pair(json, "text", sl_str_trim(sl_buf_str(&log->text)));
    sl_buf_clear(&log->text);
    sl_rulebook_markdown(rule, &log->text);
    sl_json_pair(json, "markdown", sl_str_trim(sl_buf_str(&log->text)));
    sl_json_end_object(json);
    sl_buf_clear(&log->text);
    sl_rulebook_uri(rule, &log->text);
    sl_json_pair(json, "helpUri", sl_buf_str(&log->text));
}

void sl_sarif_rule(sl_sarif *log, const sl_rule *rule)
{
    sl_json *json = &log->json;
    const char *level = sl_level_name(rule->level);

    sl_json_object(json);
    sl_json_pair(json, "id", rule->id);
    sl_buf_clear(&log->text);
    add_name(rule->id, &log->text);
    sl_json_pair(json, "name", sl_buf_str(&log->text));
    description(log, "shortDescription", rule->title);
    description(log, "fullDescription", rule->why.len > 0 ? rule->why : rule->title);
    help(log, rule);
    sl_sarif_strings(log, rule);
    sl_json_key(json, "defaultConfiguration");
    sl_json_object(json);
    sl_json_pair(json, "level",
                 sl_str_of(rule->level == SL_LEVEL_OFF ? "none" : level));
    sl_json_pair_int(json, "rank", sl_sarif_rank(rule));
    sl_json_end_object(json);
    sl_sarif_relationships(log, rule->cwe);
    properties(json, rule);
    sl_json_end_object(json);
}

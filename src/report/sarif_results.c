#include "report/origin.h"
#include "report/remote.h"
#include "report/sarif.h"

/* Ours is made of the rule, the path and the masked line: it says nothing of a secret. */
static void fingerprints(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;

    sl_json_key(json, "partialFingerprints");
    sl_json_object(json);
    if (f->place.line_hash.len > 0 && !log->style->no_hashes)
        sl_json_pair(json, "primaryLocationLineHash", f->place.line_hash);
    if (f->fingerprint[0])
        sl_json_pair(json, "seclintFingerprint/v1", sl_str_of(f->fingerprint));
    sl_json_end_object(json);
}

static void pair_oid(sl_json *json, const char *key, const sl_oid *oid)
{
    char hex[SL_OID_HEX_MAX + 1];

    if (oid->len > 0)
        sl_json_pair(json, key, sl_str_of(sl_oid_hex(oid, hex)));
}

static void pair_history(sl_json *json, const sl_place *place)
{
    const sl_attribution *first = place->first, *last = place->last;

    if (first && first->author.len > 0) /* without the address */
        sl_json_pair(
            json, "author",
            sl_str_trim(sl_str_sub(first->author, 0, sl_str_rchr(first->author, '<'))));
    if (last && last->last.len > 0) {
        pair_oid(json, "lastCommit", &last->last);
        if (!sl_str_eq(last->last_path, place->path))
            sl_json_pair(json, "lastPath", last->last_path);
    }
    if (!first || first->branches_len == 0)
        return;
    sl_json_key(json, "branches");
    sl_json_array(json);
    for (size_t i = 0; i < first->branches_len; i++)
        sl_json_str(json, first->branches[i]);
    sl_json_end_array(json);
    sl_json_pair_int(json, "branchesTotal", (int64_t)first->branches_total);
}

static void properties(sl_sarif *log, const sl_finding *f)
{
    sl_json *json = &log->json;

    sl_json_key(json, "properties");
    sl_json_object(json);
    sl_json_pair(json, "origin", sl_str_of(sl_origin_name(f->place.origin)));
    pair_oid(json, "commit", &f->place.commit);
    if (!log->style->no_hashes)
        pair_oid(json, "blob", &f->place.blob);
    pair_history(json, &f->place);
    if (f->place.unreachable)
        sl_json_pair_bool(json, "unreachable", true);
    if (f->protection != SL_PROTECTION_NONE)
        sl_json_pair(json, "protection", sl_str_of(sl_protection_name(f->protection)));
    sl_json_key(json, "origins");
    sl_json_array(json);
    for (unsigned i = 0; i < SL_ORIGINS; i++) {
        if ((f->origins | 1u << f->place.origin) & 1u << i)
            sl_json_cstr(json, sl_origin_name((sl_origin)i));
    }
    sl_json_end_array(json);
    sl_json_end_object(json);
}

/* rules->len if it is not there. */
static size_t rule_index(const sl_sarif_rule_vec *rules, sl_str id)
{
    size_t low = 0, high = rules->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = sl_str_cmp(rules->at[middle]->id, id);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return rules->len;
}

/* Where the host of the repository shows it, as the commit that brought it has it. */
static void hosted_view(sl_sarif *log, const sl_place *place)
{
    char hex[SL_OID_HEX_MAX + 1];

    if (place->origin != SL_ORIGIN_HISTORY || place->commit.len == 0 ||
        place->unreachable || place->inner > 0)
        return;
    sl_buf_clear(&log->text);
    if (sl_remote_view(log->results->remote_url, sl_oid_hex(&place->commit, hex),
                       place->path, place->start.line, &log->text))
        sl_json_pair(&log->json, "hostedViewerUri", sl_buf_str(&log->text));
}

static void baseline_state(sl_json *json, sl_baseline_state state)
{
    switch (state) {
    case SL_BASELINE_NONE: break;
    case SL_BASELINE_NEW: sl_json_pair(json, "baselineState", sl_lit("new")); break;
    case SL_BASELINE_UNCHANGED:
        sl_json_pair(json, "baselineState", sl_lit("unchanged"));
        break;
    }
}

/* What is protected is worth knowing and no problem; SARIF then allows no level. */
static void write_result(sl_sarif *log, const sl_sarif_result *result)
{
    const sl_finding *f = result->finding;
    sl_json *json = &log->json;
    size_t index = rule_index(&log->rules, f->rule->id);
    bool harmless = f->protection != SL_PROTECTION_NONE || f->level == SL_LEVEL_OFF;

    sl_json_object(json);
    sl_json_pair(json, "ruleId", f->rule->id);
    if (index < log->rules.len)
        sl_json_pair_int(json, "ruleIndex", (int64_t)index);
    sl_json_pair(json, "kind", harmless ? sl_lit("informational") : sl_lit("fail"));
    sl_json_pair(json, "level",
                 harmless ? sl_lit("none") : sl_str_of(sl_level_name(f->level)));
    sl_json_pair_int(json, "rank", sl_sarif_rank(f->rule));
    baseline_state(json, f->baseline);
    hosted_view(log, &f->place);
    sl_sarif_message(log, result);
    sl_sarif_locations(log, f);
    fingerprints(log, f);
    sl_sarif_flow(log, f);
    sl_sarif_fixes(log, f);
    sl_sarif_suppressions(log, f);
    properties(log, f);
    sl_json_end_object(json);
}

void sl_sarif_results(sl_sarif *log)
{
    sl_json_key(&log->json, "results");
    sl_json_array(&log->json);
    for (size_t i = 0; i < log->shown.len; i++)
        write_result(log, &log->shown.at[i]);
    sl_json_end_array(&log->json);
}

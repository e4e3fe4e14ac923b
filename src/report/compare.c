#include "report/compare.h"

#include "report/jsonl.h"

#include <stdlib.h>

/* Our fingerprint if there is one; else whatever the tool calls one, all of them; else
 * the place and the words. */
static sl_str key_of(sl_json_file *file, const sl_reported *f, const sl_node *prints)
{
    sl_buf text = {0};
    sl_str key;

    sl_buf_add(&text, f->rule);
    if (f->fingerprint.len > 0) {
        sl_buf_printf(&text, " %.*s", sl_fmt(f->fingerprint));
    } else if (prints && prints->first) {
        sl_buf_printf(&text, " %.*s", sl_fmt(f->uri));
        for (const sl_node *print = prints->first; print; print = print->next)
            sl_buf_printf(&text, " %.*s=%.*s", sl_fmt(print->key),
                          sl_fmt(print->value));
    } else {
        sl_buf_printf(&text, " %.*s:%zu: %.*s", sl_fmt(f->uri), f->line,
                      sl_fmt(f->message));
    }
    key = sl_arena_str(&file->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return key;
}

static bool read_result(sl_json_file *file, const sl_node *result, sl_reported_vec *out,
                        sl_err *err)
{
    const sl_node *suppressions = sl_json_below(result, "suppressions");
    const sl_node *locations = sl_json_below(result, "locations");
    const sl_node *place =
        sl_json_below(locations ? locations->first : NULL, "physicalLocation");
    const sl_node *prints = sl_json_below(result, "partialFingerprints");
    const sl_node *ours =
        prints ? sl_node_get(prints, sl_lit("seclintFingerprint/v1")) : NULL;
    sl_str kind = sl_json_string(result, "kind");
    sl_reported f = {
        .rule = sl_json_string(result, "ruleId"),
        .uri = sl_json_string(place, "artifactLocation.uri"),
        .line = sl_json_number(place, "region.startLine"),
        .level = sl_json_string(result, "level"),
        .message = sl_json_string(result, "message.text"),
        .fingerprint = ours ? ours->value : (sl_str){0},
    };

    if (result->type != SL_NODE_MAP)
        return sl_json_file_fail(file, result, err, "a result must be an object");
    if ((suppressions && suppressions->first) ||
        (kind.len > 0 && !sl_str_eq(kind, sl_lit("fail"))))
        return true;
    if (f.rule.len == 0)
        f.rule = sl_json_string(result, "rule.id");
    if (f.level.len == 0)
        f.level = sl_lit("warning"); /* as SARIF has it */
    if (!prints)
        prints = sl_json_below(result, "fingerprints");
    f.key = key_of(file, &f, prints);
    *sl_vec_push(out) = f;
    return true;
}

static bool read_sarif(sl_json_file *file, sl_reported_vec *out, sl_err *err)
{
    const sl_node *runs = sl_json_below(file->top, "runs");

    if (runs->type != SL_NODE_SEQ)
        return sl_json_file_fail(file, runs, err, "'runs' must be an array");
    for (const sl_node *run = runs->first; run; run = run->next) {
        const sl_node *results = sl_json_below(run, "results");

        if (results && results->type != SL_NODE_SEQ)
            return sl_json_file_fail(file, results, err, "'results' must be an array");
        for (const sl_node *r = results ? results->first : NULL; r; r = r->next)
            if (!read_result(file, r, out, err))
                return false;
    }
    return true;
}

static bool read_line(sl_json_file *file, const sl_node *line, sl_reported_vec *out)
{
    sl_str protection = sl_json_string(line, "protection");
    sl_reported f = {
        .rule = sl_json_string(line, "rule"),
        .uri = sl_json_string(line, "place.uri"),
        .line = sl_json_number(line, "place.start.line"),
        .level = sl_json_string(line, "level"),
        .message = sl_json_string(line, "message"),
        .fingerprint = sl_json_string(line, "fingerprint"),
    };

    if (sl_json_true(line, "suppressed") ||
        (protection.len > 0 && !sl_str_eq(protection, sl_lit("none"))))
        return true;
    f.key = key_of(file, &f, NULL);
    *sl_vec_push(out) = f;
    return true;
}

static bool read_lines(sl_json_file *file, sl_reported_vec *out, sl_err *err)
{
    const sl_node *line = file->top->type == SL_NODE_SEQ ? file->top->first : file->top;
    const sl_node *last = NULL;

    for (; line; line = line->next) {
        sl_str type = sl_json_string(line, "type");

        if (type.len == 0 || sl_json_number(line, "schema") == 0)
            return sl_json_file_fail(file, line, err,
                                     "this is no report of seclint: a line needs "
                                     "'schema' and 'type'");
        if (sl_json_number(line, "schema") != SL_JSONL_SCHEMA)
            return sl_json_file_fail(file, line, err,
                                     "this version of JSON Lines is not known");
        if (sl_str_eq(type, sl_lit("finding")) && !read_line(file, line, out))
            return false;
        last = line;
    }
    if (last && sl_str_eq(sl_json_string(last, "type"), sl_lit("summary")))
        return true;
    return sl_json_file_fail(file, last, err,
                             "the report was cut short: its last line is no summary");
}

static int by_key(const void *a, const void *b)
{
    const sl_reported *x = a;
    const sl_reported *y = b;
    int order = sl_str_cmp(x->key, y->key);

    if (order == 0)
        order = sl_str_cmp(x->uri, y->uri);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

bool sl_reported_read(sl_json_file *file, sl_reported_vec *out, sl_err *err)
{
    bool ok;

    if (file->lines)
        ok = read_lines(file, out, err);
    else if (sl_json_below(file->top, "runs"))
        ok = read_sarif(file, out, err);
    else
        ok = sl_json_file_fail(file, file->top, err,
                               "this is neither a SARIF log nor JSON Lines of seclint");
    if (ok && out->len > 0)
        qsort(out->at, out->len, sizeof *out->at, by_key);
    return ok;
}

void sl_reported_match(sl_reported_vec *old, sl_reported_vec *now)
{
    size_t i = 0, k = 0;

    while (i < old->len && k < now->len) {
        int order = sl_str_cmp(old->at[i].key, now->at[k].key);

        if (order == 0)
            old->at[i].matched = now->at[k].matched = true;
        i += order <= 0;
        k += order >= 0;
    }
}

#include "report/sarif_merge.h"

#include <stdlib.h>

/* What a run of ours does not have, and what would have to be numbered anew. */
static bool can_combine(const sl_node *run)
{
    static const char *const foreign[] = {"logicalLocations",
                                          "threadFlowLocations",
                                          "graphs",
                                          "webRequests",
                                          "webResponses",
                                          "addresses",
                                          "translations",
                                          "policies",
                                          "externalPropertyFileReferences"};

    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (sl_node_get(run, sl_str_of(foreign[i])))
            return false;
    return sl_json_below(run, "tool.extensions") == NULL;
}

static sl_str category_of(const sl_node *run)
{
    sl_str id = sl_json_string(run, "automationDetails.id");
    size_t slash = sl_str_rchr(id, '/');

    return slash == SIZE_MAX ? (sl_str){0} : sl_str_sub(id, 0, slash);
}

static bool add_run(const sl_json_file *file, const sl_node *run, sl_str category,
                    sl_sarif_parts *parts, sl_err *err)
{
    const sl_node *results = sl_json_below(run, "results");
    sl_sarif_part part = {
        .file = file,
        .run = run,
        .tool = sl_json_string(run, "tool.driver.name"),
        .version = sl_json_string(run, "tool.driver.version"),
        .category = category_of(run),
    };

    if (run->type != SL_NODE_MAP)
        return sl_json_file_fail(file, run, err, "a run must be an object");
    if (part.tool.len == 0)
        return sl_json_file_fail(file, run, err, "a run needs tool.driver.name");
    if (results && results->type != SL_NODE_SEQ)
        return sl_json_file_fail(file, results, err, "'results' must be an array");
    part.text = sl_json_written(file, run);
    part.ours = sl_str_eq(part.tool, sl_lit("seclint")) && can_combine(run);
    if (part.ours && category.len > 0)
        part.category = category;
    *sl_vec_push(parts) = part;
    return true;
}

static bool add_log(const sl_json_file *file, sl_str category, sl_sarif_parts *parts,
                    sl_err *err)
{
    const sl_node *runs = file->lines ? NULL : sl_json_below(file->top, "runs");

    if (!runs || runs->type != SL_NODE_SEQ)
        return sl_json_file_fail(file, file->top, err, "this is no SARIF log");
    if (!sl_str_eq(sl_json_string(file->top, "version"), sl_lit("2.1.0")))
        return sl_json_file_fail(file, file->top, err,
                                 "this is no SARIF log of version 2.1.0");
    for (const sl_node *run = runs->first; run; run = run->next)
        if (!add_run(file, run, category, parts, err))
            return false;
    return true;
}

static int by_group(const sl_sarif_part *x, const sl_sarif_part *y)
{
    int order = sl_str_cmp(x->tool, y->tool);

    return order ? order : sl_str_cmp(x->category, y->category);
}

/* The newest version of the program comes first: its rules are told. */
static int in_order(const void *a, const void *b)
{
    const sl_sarif_part *x = a;
    const sl_sarif_part *y = b;
    int order = by_group(x, y);

    if (order == 0)
        order = y->ours - x->ours;
    if (order == 0)
        order = sl_str_cmp(y->version, x->version);
    return order ? order : sl_str_cmp(x->text, y->text);
}

static size_t results_of(const sl_sarif_part *part)
{
    const sl_node *results = sl_json_below(part->run, "results");
    size_t len = 0;

    for (const sl_node *r = results ? results->first : NULL; r; r = r->next)
        len++;
    return len;
}

static void drop_repeats(sl_sarif_parts *parts, sl_sarif_merged *merged)
{
    size_t kept = 0;

    for (size_t i = 0; i < parts->len; i++) {
        if (kept > 0 && by_group(&parts->at[i], &parts->at[kept - 1]) == 0 &&
            sl_str_eq(parts->at[i].text, parts->at[kept - 1].text))
            merged->repeats += results_of(&parts->at[i]);
        else
            parts->at[kept++] = parts->at[i];
    }
    parts->len = kept;
}

static void count(sl_sarif_merged *merged, size_t results)
{
    merged->runs++;
    merged->results += results;
    if (results > merged->largest)
        merged->largest = results;
}

/* All runs of one tool and category. */
static bool write_group(const sl_sarif_part *parts, size_t len, sl_str category,
                        sl_json *json, sl_sarif_merged *merged, sl_err *err)
{
    size_t ours = 0;
    size_t before = merged->runs;

    while (ours < len && parts[ours].ours)
        ours++;
    if (ours > 1 || (ours == 1 && category.len > 0)) {
        size_t results = merged->results;

        if (!sl_sarif_combine(parts, ours, category, json, merged, err))
            return false;
        results = merged->results - results;
        merged->results -= results;
        count(merged, results);
    } else {
        ours = 0;
    }
    for (size_t i = ours; i < len; i++) {
        sl_json_raw(json, parts[i].text);
        count(merged, results_of(&parts[i]));
    }
    if (merged->runs - before > 1 && merged->crowded_tool.len == 0) {
        merged->crowded_tool = parts[0].tool;
        merged->crowded_category = parts[0].category;
    }
    return true;
}

static bool write_log(const sl_sarif_parts *parts, sl_str category, sl_buf *out,
                      sl_sarif_merged *merged, sl_err *err)
{
    sl_json json = sl_json_open(out, true);

    sl_json_object(&json);
    sl_json_pair(&json, "$schema",
                 sl_lit("https://json.schemastore.org/sarif-2.1.0.json"));
    sl_json_pair(&json, "version", sl_lit("2.1.0"));
    sl_json_key(&json, "runs");
    sl_json_array(&json);
    for (size_t start = 0, end; start < parts->len; start = end) {
        for (end = start + 1;
             end < parts->len && by_group(&parts->at[start], &parts->at[end]) == 0;)
            end++;
        if (!write_group(&parts->at[start], end - start, category, &json, merged, err))
            return false;
    }
    sl_json_end_array(&json);
    sl_json_end_object(&json);
    sl_buf_char(out, '\n');
    return true;
}

bool sl_sarif_merge(sl_json_file *files, size_t len, sl_str category, sl_buf *out,
                    sl_sarif_merged *merged, sl_err *err)
{
    sl_sarif_parts parts = {0};
    bool ok = true;

    *merged = (sl_sarif_merged){0};
    for (size_t i = 0; ok && i < len; i++)
        ok = add_log(&files[i], category, &parts, err);
    if (ok) {
        if (parts.len > 0)
            qsort(parts.at, parts.len, sizeof *parts.at, in_order);
        drop_repeats(&parts, merged);
        ok = write_log(&parts, category, out, merged, err);
    }
    sl_vec_free(&parts);
    return ok;
}

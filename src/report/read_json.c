#include "report/read_json.h"

#include "base/file.h"
#include "base/limits.h"
#include "doc/reader.h"

static size_t line_of(const sl_json_file *file, size_t at)
{
    size_t line = 1;

    for (size_t i = 0; i < at && i < file->text.len; i++)
        line += file->text.ptr[i] == '\n';
    return line;
}

static bool fail_at(const sl_json_file *file, size_t at, sl_err *err, const char *what)
{
    return sl_fail(err, SL_EFORMAT, "%.*s:%zu: %s",
                   sl_fmt(sl_str_sub(file->name, 0, 200)), line_of(file, at), what);
}

bool sl_json_file_fail(const sl_json_file *file, const sl_node *node, sl_err *err,
                       const char *what)
{
    return fail_at(file, node ? node->span.start : 0, err, what);
}

/* The reader takes a placeholder of a template for a value; a report has none. */
static bool read_tree(sl_json_file *file, sl_err *err)
{
    sl_err why = {0};
    sl_builder builder;

    sl_builder_init(&builder, sl_buf_str(&file->text), &file->arena, &why);
    builder.nodes_max = SL_MAX_REPORT_NODES;
    if (!sl_json_read(&builder)) {
        if (builder.flaw)
            return fail_at(file, builder.flaw_at, err, builder.flaw);
        return sl_fail(err, SL_ELIMIT, "%.*s: %s",
                       sl_fmt(sl_str_sub(file->name, 0, 200)), why.text);
    }
    if (builder.gaps)
        return fail_at(file, 0, err, "a value is missing, so this is no JSON");
    if (builder.nodes == 0)
        return fail_at(file, 0, err, "expected JSON, but there is nothing");
    file->lines = builder.open[0].node->first->next != NULL;
    file->top = sl_builder_done(&builder);
    file->lines |= sl_node_get(file->top, sl_lit("schema")) != NULL;
    return true;
}

bool sl_json_file_open(const char *path, sl_json_file *out, sl_err *err)
{
    *out = (sl_json_file){.name = sl_str_of(path)};
    return sl_file_read(path, SL_MAX_REPORT_FILE, &out->text, err) &&
           read_tree(out, err);
}

void sl_json_file_close(sl_json_file *file)
{
    sl_buf_free(&file->text);
    sl_arena_free(&file->arena);
}

const sl_node *sl_json_below(const sl_node *map, const char *keys)
{
    sl_str rest = sl_str_of(keys);
    sl_str key;

    while (map && rest.len > 0) {
        if (!sl_str_split(rest, '.', &key, &rest)) {
            key = rest;
            rest = (sl_str){0};
        }
        map = sl_node_get(map, key);
    }
    return map;
}

sl_str sl_json_string(const sl_node *map, const char *keys)
{
    const sl_node *node = sl_json_below(map, keys);

    return node && node->type == SL_NODE_SCALAR && node->style == SL_STYLE_DOUBLE
               ? node->value
               : (sl_str){0};
}

size_t sl_json_number(const sl_node *map, const char *keys)
{
    const sl_node *node = sl_json_below(map, keys);
    size_t number = 0;

    if (!node || node->type != SL_NODE_SCALAR || node->style == SL_STYLE_DOUBLE)
        return 0;
    for (size_t i = 0; i < node->value.len; i++) {
        if (node->value.ptr[i] < '0' || node->value.ptr[i] > '9' || number > UINT32_MAX)
            return 0;
        number = number * 10 + (size_t)(node->value.ptr[i] - '0');
    }
    return number;
}

bool sl_json_true(const sl_node *map, const char *keys)
{
    const sl_node *node = sl_json_below(map, keys);

    return node && node->type == SL_NODE_SCALAR && node->style == SL_STYLE_PLAIN &&
           sl_str_eq(node->value, sl_lit("true"));
}

sl_str sl_json_written(const sl_json_file *file, const sl_node *node)
{
    size_t quote = node->type == SL_NODE_SCALAR && node->style == SL_STYLE_DOUBLE;

    return sl_str_sub(sl_buf_str(&file->text), node->span.start - quote,
                      node->span.end + quote);
}

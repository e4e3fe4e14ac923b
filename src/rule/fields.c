#include "rule/fields.h"

#include "base/limits.h"
#include "text/glob.h"
#include "text/suggest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static sl_position position_of(const sl_fields *fields, const sl_node *node)
{
    bool named = node->key_span.end > node->key_span.start;

    return sl_lines_position(&fields->lines,
                             named ? node->key_span.start : node->span.start);
}

size_t sl_fields_line(const sl_fields *fields, const sl_node *node)
{
    return position_of(fields, node).line;
}

static void keep(const sl_fields *fields, sl_position at, bool warning,
                 const char *text)
{
    if (fields->mistakes->len < SL_MAX_MISTAKES)
        *sl_vec_push(fields->mistakes) =
            (sl_mistake){at.line, at.code_point, warning,
                         sl_arena_str(fields->arena, sl_str_of(text))};
}

bool sl_fields_fail(const sl_fields *fields, const sl_node *node, sl_err *err,
                    const char *format, ...)
{
    sl_position at = position_of(fields, node);
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!fields->mistakes)
        return sl_fail(err, SL_EUSAGE, "%.*s:%zu: %s", sl_fmt(fields->file), at.line,
                       text);
    keep(fields, at, false, text);
    if (err->code == SL_OK)
        sl_fail(err, SL_EUSAGE, "%.*s:%zu:%zu: %s", sl_fmt(fields->file), at.line,
                at.code_point, text);
    return false;
}

void sl_fields_warn(const sl_fields *fields, const sl_node *node, const char *format,
                    ...)
{
    char text[256];
    va_list args;

    if (!fields->mistakes)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    keep(fields, position_of(fields, node), true, text);
}

void sl_mistake_print(const sl_mistake *mistake, sl_str file, sl_buf *out)
{
    if (mistake->line > 0)
        sl_buf_printf(out, "%.*s:%zu:%zu: ", sl_fmt(file), mistake->line,
                      mistake->column);
    sl_buf_add(out, mistake->text);
}

/* "line 3: what" as a reader says it, with the file in front: "FILE:3: what". */
static bool fail_parse(sl_str file, const sl_err *why, sl_err *err)
{
    sl_str text = sl_str_of(why->text);
    sl_str line, what;

    if (sl_str_starts(text, sl_lit("line ")) && sl_str_split(text, ':', &line, &what))
        return sl_fail(err, SL_EUSAGE, "%.*s:%.*s:%.*s", sl_fmt(file),
                       sl_fmt(sl_str_skip(line, 5)), sl_fmt(what));
    return sl_fail(err, SL_EUSAGE, "%.*s:1: %s", sl_fmt(file), why->text);
}

bool sl_fields_open(sl_fields *fields, sl_str file, sl_str text, sl_arena *arena,
                    sl_err *err)
{
    sl_doc *doc = &fields->doc;
    const sl_node *top;

    *fields = (sl_fields){.file = file, .arena = arena};
    fields->blob = (sl_blob){.path = sl_lit("settings.yml"), .bytes = text};
    sl_doc_open(doc, &fields->blob, arena);
    fields->lines = *sl_doc_lines(doc);
    top = sl_doc_tree(doc);
    if (doc->fallback || doc->parse_error.code != SL_OK)
        return fail_parse(file, &doc->parse_error, err);
    if (top && top->type == SL_NODE_SCALAR && top->value.len == 0) {
        sl_node *none =
            sl_arena_alloc(arena, sizeof *none); /* only comments, or "---" */

        none->type = SL_NODE_MAP;
        doc->tree = top = none;
    }
    if (!top || top->type != SL_NODE_MAP)
        return sl_fail(err, SL_EUSAGE, "%.*s:1: not a mapping of keys to values",
                       sl_fmt(file));
    return true;
}

static const sl_field *find(const sl_field *table, size_t len, sl_str key)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(key, sl_str_of(table[i].key)))
            return &table[i];
    return NULL;
}

static void warn_unknown(const sl_fields *fields, const sl_node *node,
                         const sl_field *table, size_t len)
{
    sl_suggestion near = {.word = node->key};

    for (size_t i = 0; i < len; i++)
        sl_suggest(&near, sl_str_of(table[i].key));
    sl_fields_warn(fields, node, "unknown key '%.*s'%s%.*s%s",
                   sl_fmt(sl_str_sub(node->key, 0, 80)),
                   near.best.len ? ", did you mean " : "", sl_fmt(near.best),
                   near.best.len ? "?" : "");
}

static bool read_key(const sl_fields *fields, const sl_node *node,
                     const sl_field *table, size_t len, void *record, sl_err *err)
{
    const sl_field *field = find(table, len, node->key);

    if (!field && fields->mistakes) {
        warn_unknown(fields, node, table, len);
        return true;
    }
    if (!field)
        return sl_fields_fail(fields, node, err, "unknown key '%.*s'",
                              sl_fmt(node->key));
    if (sl_node_get(node->parent, node->key) != node)
        return sl_fields_fail(fields, node, err, "key '%s' stands twice", field->key);
    return field->read(fields, node, (char *)record + field->offset, err);
}

bool sl_fields_read(const sl_fields *fields, const sl_node *map, const sl_field *table,
                    size_t len, void *record, sl_err *err)
{
    bool ok = true;

    if (map->type != SL_NODE_MAP)
        return sl_fields_fail(fields, map, err, "'%.*s' must be a mapping",
                              sl_fmt(map->key));
    for (const sl_node *node = map->first; node; node = node->next) {
        ok = read_key(fields, node, table, len, record, err) && ok;
        if (!ok && !fields->mistakes)
            return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!table[i].required || sl_node_get(map, sl_str_of(table[i].key)))
            continue;
        ok = sl_fields_fail(fields, map, err, "key '%s' is missing", table[i].key);
        if (!fields->mistakes)
            return false;
    }
    return ok;
}

bool sl_field_scalar(const sl_fields *fields, const sl_node *node, sl_err *err)
{
    return node->type == SL_NODE_SCALAR ||
           sl_fields_fail(fields, node, err, "'%.*s' must be text",
                          sl_fmt(sl_node_name(node)));
}

bool sl_field_str(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    if (!sl_field_scalar(fields, node, err))
        return false;
    *(sl_str *)out = node->value;
    return true;
}

bool sl_fields_count(const sl_fields *fields, const sl_node *node, size_t *len,
                     sl_err *err)
{
    if (node->type != SL_NODE_SEQ)
        return sl_fields_fail(fields, node, err, "'%.*s' must be a list",
                              sl_fmt(node->key));
    *len = 0;
    for (const sl_node *item = node->first; item; item = item->next)
        (*len)++;
    return true;
}

bool sl_fields_limit(const sl_fields *fields, const sl_node *node, size_t most,
                     sl_err *err)
{
    size_t len = 0;

    return sl_fields_count(fields, node, &len, err) &&
           (len <= most ||
            sl_fields_fail(fields, node, err, "'%.*s' has more than %zu entries",
                           sl_fmt(node->key), most));
}

bool sl_field_list(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    size_t len = 0;
    sl_str *at;

    if (!sl_fields_count(fields, node, &len, err))
        return false;
    at = sl_arena_calloc(fields->arena, len, sizeof *at);
    *(sl_list *)out = (sl_list){at, len};
    for (const sl_node *item = node->first; item; item = item->next)
        if (!sl_field_str(fields, item, at++, err))
            return false;
    return true;
}

bool sl_field_bool(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    bool yes = sl_str_eq(node->value, sl_lit("true"));

    if (node->type != SL_NODE_SCALAR ||
        (!yes && !sl_str_eq(node->value, sl_lit("false"))))
        return sl_fields_fail(fields, node, err, "'%.*s' must be true or false",
                              sl_fmt(node->key));
    *(bool *)out = yes;
    return true;
}

bool sl_field_double(const sl_fields *fields, const sl_node *node, void *out,
                     sl_err *err)
{
    sl_str text = sl_arena_str(fields->arena, node->value);
    char *end;
    double number = text.len ? strtod(text.ptr, &end) : 0;

    if (node->type != SL_NODE_SCALAR || text.len == 0 || end != text.ptr + text.len ||
        !(number >= 0 && number <= 1e9))
        return sl_fields_fail(fields, node, err, "'%.*s' must be a number from 0 up",
                              sl_fmt(node->key));
    *(double *)out = number;
    return true;
}

bool sl_field_uint(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    double number = 0;

    if (!sl_field_double(fields, node, &number, err))
        return false;
    if (number != (double)(uint32_t)number)
        return sl_fields_fail(fields, node, err, "'%.*s' must be a whole number",
                              sl_fmt(node->key));
    *(uint32_t *)out = (uint32_t)number;
    return true;
}

bool sl_field_level(const sl_fields *fields, const sl_node *node, void *out,
                    sl_err *err)
{
    if (node->type != SL_NODE_SCALAR || !sl_level_parse(node->value, out))
        return sl_fields_fail(fields, node, err,
                              "'%.*s' must be error, warning, note or off",
                              sl_fmt(node->key));
    return true;
}

bool sl_field_globs(const sl_fields *fields, const sl_node *node, void *out,
                    sl_err *err)
{
    const char *why;
    bool ok = true;

    if (!sl_field_list(fields, node, out, err))
        return false;
    for (const sl_node *item = node->first; item; item = item->next) {
        if (sl_glob_valid(item->value, &why))
            continue;
        ok = sl_fields_fail(fields, item, err, "glob '%.*s': %s", sl_fmt(item->value),
                            why);
        if (!fields->mistakes)
            return false;
    }
    return ok;
}

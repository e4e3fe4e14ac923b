#include "lsp/position.h"

#include "report/read_json.h"

const char *sl_units_name(sl_units units)
{
    switch (units) {
    case SL_UNITS_UTF8: return "utf-8";
    case SL_UNITS_UTF32: return "utf-32";
    case SL_UNITS_UTF16: break;
    }
    return "utf-16";
}

/* Of the character at text[*at], which *at moves past. */
static size_t units_of(sl_str text, size_t *at, sl_units units)
{
    size_t start = *at;
    uint32_t c = sl_utf8_next(text, at);

    switch (units) {
    case SL_UNITS_UTF8: return *at - start;
    case SL_UNITS_UTF32: return 1;
    case SL_UNITS_UTF16: break;
    }
    return c != UINT32_MAX && c >= 0x10000 ? 2 : 1;
}

size_t sl_position_columns(sl_str text, sl_units units)
{
    size_t columns = 0;

    for (size_t at = 0; at < text.len;)
        columns += units_of(text, &at, units);
    return columns;
}

size_t sl_position_offset(const sl_lines *lines, size_t line, size_t column,
                          sl_units units)
{
    sl_str text;
    size_t at = 0;

    if (line >= lines->len)
        return lines->text.len;
    text = sl_lines_text(lines, line + 1);
    while (at < text.len && column > 0) {
        size_t next = at;
        size_t step = units_of(text, &next, units);

        if (step > column)
            break;
        column -= step;
        at = next;
    }
    return lines->starts[line] + at;
}

size_t sl_position_column(const sl_position *position, sl_units units)
{
    size_t column = units == SL_UNITS_UTF8    ? position->byte
                    : units == SL_UNITS_UTF32 ? position->code_point
                                              : position->utf16;

    return column > 0 ? column - 1 : 0;
}

static bool offset_of(const sl_lines *lines, const sl_node *node, sl_units units,
                      size_t *out)
{
    if (!sl_node_get(node, sl_lit("line")) || !sl_node_get(node, sl_lit("character")))
        return false;
    *out = sl_position_offset(lines, sl_json_number(node, "line"),
                              sl_json_number(node, "character"), units);
    return true;
}

bool sl_position_range(const sl_lines *lines, const sl_node *node, sl_units units,
                       sl_span *out)
{
    const sl_node *start = node ? sl_node_get(node, sl_lit("start")) : NULL;
    const sl_node *end = node ? sl_node_get(node, sl_lit("end")) : NULL;

    if (!start || !end || !offset_of(lines, start, units, &out->start) ||
        !offset_of(lines, end, units, &out->end))
        return false;
    if (out->end < out->start)
        out->end = out->start;
    return true;
}

static void write_one(sl_json *json, const char *key, size_t line, size_t column)
{
    sl_json_key(json, key);
    sl_json_object(json);
    sl_json_pair_int(json, "line", (int64_t)line);
    sl_json_pair_int(json, "character", (int64_t)column);
    sl_json_end_object(json);
}

void sl_position_write(sl_json *json, size_t line, size_t column, size_t end_line,
                       size_t end_column)
{
    sl_json_object(json);
    write_one(json, "start", line, column);
    write_one(json, "end", end_line, end_column);
    sl_json_end_object(json);
}

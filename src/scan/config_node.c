#include "scan/config_node.h"

enum { MAX_LEVELS = 12, COMMENTED = 2 }; /* no key of ours has more; entries have one */

/* YAML reads it as something other than text if it is plain. */
static bool is_typed(sl_str text)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on",
                                        "off",  "null",  "y",   "n",  "~"};
    bool number = text.len > 0;

    for (size_t i = 0; i < text.len; i++)
        number &= (text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '.';
    return number || text.len == 0 ||
           sl_str_among(words, sizeof words / sizeof *words, text);
}

static bool is_plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (!letter && sl_str_chr(sl_lit("_./"), c) == SIZE_MAX &&
            (i == 0 || sl_str_chr(sl_lit("-+* "), c) == SIZE_MAX))
            return false;
    }
    return text.len > 0 && text.ptr[text.len - 1] != ' ';
}

static bool is_printable(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < ' ' || text.ptr[i] > '~')
            return false;
    return true;
}

static void add_text(sl_str text, bool as_it_is, sl_buf *out)
{
    sl_json json;

    if (is_plain(text) && (as_it_is || !is_typed(text))) {
        sl_buf_add(out, text);
    } else if (is_printable(text)) {
        sl_buf_char(out, '\'');
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] == '\'')
                sl_buf_char(out, '\'');
            sl_buf_char(out, text.ptr[i]);
        }
        sl_buf_char(out, '\'');
    } else { /* YAML knows the escapes of JSON */
        json = sl_json_open(out, false);
        sl_json_str(&json, text);
    }
}

static void add_comment(const sl_fields *fields, const sl_node *node, size_t level,
                        sl_buf *out)
{
    if (level < COMMENTED)
        sl_buf_printf(out, "  # %.*s:%zu", sl_fmt(fields->file),
                      sl_fields_line(fields, node));
    sl_buf_char(out, '\n');
}

/* Is all of it written on the line of its key? */
static bool is_short(const sl_node *node, size_t level)
{
    return node->type == SL_NODE_SCALAR || node->type == SL_NODE_ALIAS ||
           !node->first || level >= MAX_LEVELS;
}

static void add_short(const sl_node *node, sl_buf *out)
{
    if (node->type == SL_NODE_MAP || node->type == SL_NODE_SEQ)
        sl_buf_add(out, node->type == SL_NODE_MAP ? sl_lit("{}") : sl_lit("[]"));
    else
        add_text(node->value, node->style == SL_STYLE_PLAIN, out);
}

static void add_node(const sl_fields *fields, const sl_node *node, size_t level,
                     sl_buf *out);

static void add_children(const sl_fields *fields, const sl_node *node, size_t level,
                         sl_buf *out)
{
    bool list = node->type == SL_NODE_SEQ;

    for (const sl_node *child = node->first; child; child = child->next) {
        for (size_t i = 0; i < level; i++)
            sl_buf_add(out, sl_lit("  "));
        if (!list) {
            add_node(fields, child, level, out);
            continue;
        }
        sl_buf_char(out, '-');
        if (is_short(child, level)) {
            sl_buf_char(out, ' ');
            add_short(child, out);
            add_comment(fields, child, level, out);
            continue;
        }
        add_comment(fields, child, level, out);
        add_children(fields, child, level + 1, out);
    }
}

static void add_node(const sl_fields *fields, const sl_node *node, size_t level,
                     sl_buf *out)
{
    add_text(node->key, false, out);
    sl_buf_char(out, ':');
    if (is_short(node, level)) {
        sl_buf_char(out, ' ');
        add_short(node, out);
        add_comment(fields, node, level, out);
        return;
    }
    add_comment(fields, node, level, out);
    add_children(fields, node, level + 1, out);
}

void sl_config_node_yaml(const sl_fields *fields, const sl_node *node, sl_buf *out)
{
    add_node(fields, node, 0, out);
}

static bool is_number(sl_str text)
{
    bool ok = text.len > 0 && text.len < 16 && (text.ptr[0] != '0' || text.len == 1);

    for (size_t i = 0; ok && i < text.len; i++)
        ok = text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return ok;
}

static int64_t number_of(sl_str text)
{
    int64_t number = 0;

    for (size_t i = 0; i < text.len; i++)
        number = 10 * number + (text.ptr[i] - '0');
    return number;
}

static void write_scalar(const sl_node *node, sl_json *json)
{
    bool plain = node->style == SL_STYLE_PLAIN;

    if (plain && is_number(node->value))
        sl_json_int(json, number_of(node->value));
    else if (plain && (sl_str_eq(node->value, sl_lit("true")) ||
                       sl_str_eq(node->value, sl_lit("false"))))
        sl_json_bool(json, node->value.len == 4);
    else
        sl_json_str(json, node->value);
}

void sl_config_empty_json(bool list, sl_json *json)
{
    if (list) {
        sl_json_array(json);
        sl_json_end_array(json);
    } else {
        sl_json_object(json);
        sl_json_end_object(json);
    }
}

static void write_key(sl_str key, sl_json *json)
{
    sl_buf name = {0};

    sl_buf_add(&name, key);
    sl_json_key(json, name.ptr ? name.ptr : "");
    sl_buf_free(&name);
}

static void write_node(const sl_node *node, size_t level, sl_json *json)
{
    bool list = node->type == SL_NODE_SEQ;

    if (!list && node->type != SL_NODE_MAP) {
        write_scalar(node, json);
        return;
    }
    if (list)
        sl_json_array(json);
    else
        sl_json_object(json);
    for (const sl_node *child = level < MAX_LEVELS ? node->first : NULL; child;
         child = child->next) {
        if (!list)
            write_key(child->key, json);
        write_node(child, level + 1, json);
    }
    if (list)
        sl_json_end_array(json);
    else
        sl_json_end_object(json);
}

void sl_config_node_json(const sl_node *node, sl_json *json)
{
    write_node(node, 0, json);
}

#include "rule/import_yaml.h"

void sl_yaml_quote(sl_str text, sl_buf *out)
{
    bool plain = true;

    for (size_t i = 0; i < text.len; i++)
        plain &= (unsigned char)text.ptr[i] >= 0x20 && text.ptr[i] != 0x7f;
    sl_buf_char(out, plain ? '\'' : '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (plain && c == '\'')
            sl_buf_add(out, sl_lit("''"));
        else if (!plain && (c < 0x20 || c == 0x7f))
            sl_buf_printf(out, "\\x%02x", c);
        else if (!plain && (c == '"' || c == '\\'))
            sl_buf_printf(out, "\\%c", c);
        else
            sl_buf_char(out, text.ptr[i]);
    }
    sl_buf_char(out, plain ? '\'' : '"');
}

void sl_yaml_pair(const char *indent, const char *key, sl_str text, sl_buf *out)
{
    if (text.len == 0)
        return;
    sl_buf_printf(out, "%s%s: ", indent, key);
    sl_yaml_quote(text, out);
    sl_buf_char(out, '\n');
}

void sl_yaml_list(const char *indent, const char *key, const sl_str_vec *list,
                  sl_buf *out)
{
    if (list->len == 0)
        return;
    sl_buf_printf(out, "%s%s: [", indent, key);
    for (size_t i = 0; i < list->len; i++) {
        sl_buf_add(out, i ? sl_lit(", ") : sl_lit(""));
        sl_yaml_quote(list->at[i], out);
    }
    sl_buf_add(out, sl_lit("]\n"));
}

void sl_yaml_item(const char *indent, sl_str text, sl_buf *out)
{
    bool first = true;

    while (text.len > 0) {
        sl_str line = sl_str_line(&text);

        sl_buf_printf(out, "%s%s%.*s\n", indent, first ? "- " : "  ", sl_fmt(line));
        first = false;
    }
}

#include "check/plaintext_path.h"

#include "base/limits.h"

enum { MAX_KEY = 64, MAX_PATH = 200, LONG_RUN = 20 };

/* Is there a word so long, of letters and digits, that it may be a secret itself? */
static bool holds_long_word(sl_str key)
{
    size_t run = 0;
    bool digit = false;
    bool letter = false;

    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool d = c >= '0' && c <= '9';
        bool l = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        run = d || l ? run + 1 : 0;
        digit = run > 0 && (digit || d);
        letter = run > 0 && (letter || l);
        if (run >= LONG_RUN && digit && letter)
            return true;
    }
    return false;
}

static bool is_public(const sl_node *leaf, const sl_nested *around, sl_secrets secrets)
{
    size_t len = 0;

    for (const sl_node *node = leaf; node; node = node->parent) {
        bool written = node->key_span.end > node->key_span.start;

        len += node->key.len;
        if (node->key.len > MAX_KEY || len > MAX_PATH || holds_long_word(node->key))
            return false;
        /* in a text that is not aligned, a key's place is that of the whole text */
        if (written && (!around || around->aligned) &&
            sl_secrets_touch(secrets, sl_nested_span(around, node->key_span)))
            return false;
    }
    return true;
}

void sl_plaintext_path(const sl_node *leaf, const sl_nested *around, sl_secrets secrets,
                       sl_buf *out)
{
    const sl_node *way[SL_MAX_NESTED + 2];
    size_t len = 0;
    sl_buf part = {0};
    bool shown = true;

    sl_buf_clear(out);
    for (const sl_nested *at = around; shown; at = at->around) {
        shown = is_public(leaf, at, secrets);
        way[len++] = leaf;
        if (!at || len == SL_MAX_NESTED + 2)
            break;
        leaf = at->leaf;
    }
    while (shown && len-- > 0) {
        sl_buf_clear(&part);
        sl_node_path(way[len], &part);
        if (out->len > 0 && part.len > 0)
            sl_buf_add(out, sl_lit(" > "));
        sl_buf_add(out, sl_buf_str(&part));
    }
    sl_buf_free(&part);
    if (out->len == 0)
        sl_buf_add(out, sl_lit("a value"));
}

void sl_plaintext_named(const sl_node *leaf, sl_str name, sl_buf *out)
{
    if (name.len == 0 || name.len > MAX_KEY || sl_str_eq(name, sl_node_name(leaf)))
        return;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
            sl_str_chr(sl_lit("_-. "), c) == SIZE_MAX)
            return;
    }
    sl_buf_printf(out, " (%.*s)", sl_fmt(name));
}

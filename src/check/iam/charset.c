/* charset.c - characters that IAM takes in no policy.
 * Source: IAM API Reference, the pattern of PolicyDocument. */
#include "check/iam/policy_hit.h"

/* The character at text[at], and its length; 0 if it is not UTF-8. */
static size_t decode(sl_str text, size_t at, uint32_t *code)
{
    unsigned char c = (unsigned char)text.ptr[at];
    size_t len = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

    if (len == 0 || at + len > text.len)
        return 0;
    *code = len == 1 ? c : c & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)text.ptr[at + i];

        if ((next & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (next & 0x3Fu);
    }
    return len;
}

static const char *name_of(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *name;
    } names[] = {
        {0x200B, " (a zero-width space)"}, {0x2013, " (an en dash)"},
        {0x2014, " (an em dash)"},         {0x2018, " (a curly quote)"},
        {0x2019, " (a curly quote)"},      {0x201C, " (a curly quote)"},
        {0x201D, " (a curly quote)"},      {0x2026, " (three dots in one)"},
        {0xFEFF, " (a byte order mark)"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code)
            return names[i].name;
    return "";
}

/* The first character of text that no policy may have, at text[*at]; false: none, or
 * text that is not UTF-8. */
static bool stranger_in(sl_str text, size_t *at, size_t *len, uint32_t *code)
{
    for (*at = 0; *at < text.len; *at += *len) {
        *len = decode(text, *at, code);
        if (*len == 0)
            return false;
        if (*code > 0xFF ||
            (*code < 0x20 && *code != '\t' && *code != '\n' && *code != '\r'))
            return true;
    }
    return false;
}

/* Where a part of a value stands, if the value is written as it is. */
static sl_span place_of(const sl_policy_view *view, sl_str text, sl_span span,
                        size_t at, size_t len)
{
    sl_str written = sl_str_sub(view->doc->text, span.start, span.end);

    if (!sl_str_eq(written, text))
        return span;
    return (sl_span){span.start + at, span.start + at + len};
}

static void judge_text(const sl_policy_view *view, sl_str text, sl_span span,
                       const sl_node *node)
{
    uint32_t code = 0;
    size_t at, len = 0;

    if (!stranger_in(text, &at, &len, &code))
        return;
    sl_policy_hit_at(view, place_of(view, text, span, at, len), SL_LEVEL_OFF, NULL, 0,
                     "%.*s has the character U+%04X%s: IAM takes tabs, line ends and "
                     "U+0020 to U+00FF only",
                     sl_fmt(sl_str_sub(sl_node_name(node), 0, 80)), (unsigned)code,
                     name_of(code));
}

void sl_check_iam_charset(const sl_policy_view *view)
{
    const sl_node *top = view->policy->node;

    if (view->policy->kind == SL_POLICY_RESOURCE)
        return; /* each service has its own rules */
    for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
        if (node != top && node->key_span.end > node->key_span.start)
            judge_text(view, node->key, node->key_span, node);
        if (node->type == SL_NODE_SCALAR && !sl_node_open(node))
            judge_text(view, node->value, node->span, node);
    }
}

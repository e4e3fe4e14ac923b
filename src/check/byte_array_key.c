/* byte_array_key.c - files that hold a key as an array of 64 numbers and nothing else, as
 * the tools of Solana keep it: 32 bytes of an Ed25519 seed, 32 of the public key. */
#include "check/check.h"

enum { BYTES = 64, LEAST_KINDS = 32 };

/* Reads one number up to 255 and what ends it; false if none stands there. */
static bool take_byte(sl_str text, size_t *at, char end, unsigned *value)
{
    size_t start = *at;

    *value = 0;
    while (*at < text.len && *at - start < 3 && text.ptr[*at] >= '0' &&
           text.ptr[*at] <= '9')
        *value = *value * 10 + (unsigned)(text.ptr[(*at)++] - '0');
    if (*at == start || *value > UINT8_MAX)
        return false;
    while (sl_str_chr(sl_lit(" \t\r\n"), sl_str_at(text, *at)) != SIZE_MAX)
        ++*at;
    if (sl_str_at(text, *at) != end)
        return false;
    ++*at;
    while (sl_str_chr(sl_lit(" \t\r\n"), sl_str_at(text, *at)) != SIZE_MAX)
        ++*at;
    return true;
}

/* 64 bytes that are drawn: hardly any stands there twice. */
static bool is_key(sl_str text)
{
    uint8_t seen[UINT8_MAX + 1] = {0};
    unsigned kinds = 0, value = 0;
    size_t at = 1;

    if (sl_str_at(text, 0) != '[')
        return false;
    while (sl_str_chr(sl_lit(" \t\r\n"), sl_str_at(text, at)) != SIZE_MAX)
        at++;
    for (size_t i = 0; i < BYTES; i++) {
        if (!take_byte(text, &at, i + 1 < BYTES ? ',' : ']', &value))
            return false;
        kinds += !seen[value];
        seen[value] = 1;
    }
    return at == text.len && kinds >= LEAST_KINDS;
}

/* Of numbers in a row no bit is a secret. */
static bool counts_up(sl_str text)
{
    return sl_str_has(text, sl_lit("1,2,3,4,5")) ||
           sl_str_has(text, sl_lit("1, 2, 3, 4, 5"));
}

void sl_check_byte_array_key(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_str text = sl_str_trim(doc->text);
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, text), .rank = 1};

    hit.secret = hit.span;
    if (is_key(text) && !counts_up(text))
        sl_sink_hit(sink, doc, &hit, "%.*s", sl_fmt(rule->title));
}

#include "aws/arn.h"

#include "aws/hole.h"
#include "base/limits.h"

enum { FIELDS = 6, PREFIX = 4 };

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Quotation marks, dots and spaces of typography, and those of East Asian scripts: not
 * the letters that the name of an object may have. */
static bool typographic(sl_str text, size_t at)
{
    static const char *const marks[] = {
        "\xc2\xa0",     "\xc2\xbb",     "\xe2\x80\x8b", "\xe2\x80\x98", "\xe2\x80\x99",
        "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\xa6", "\xe3\x80\x81", "\xe3\x80\x82",
        "\xe3\x80\x8d", "\xe3\x80\x91", "\xef\xbc\x88", "\xef\xbc\x89", "\xef\xbc\x8c"};
    sl_str rest = sl_str_sub(text, at, at + 3);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_starts(rest, sl_str_of(marks[i])))
            return true;
    return false;
}

/* A backslash ends a token, but for "\/", as some write JSON. */
static bool ends_token(sl_str text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];

    switch (c) {
    case '<':
    case '"':
    case '\'':
    case '`':
    case ',':
    case ';':
    case ')':
    case '>':
    case '|':
    case ']':
    case '}': return true;
    case '\\': return at + 1 == text.len || text.ptr[at + 1] != '/';
    default: return c <= ' ' || (c >= 0x80 && typographic(text, at));
    }
}

/* Do `fields` fields begin at text[at], the first `filled` not empty? Told from the
 * first byte that says no, so that text full of "arn:" costs no more than other. */
static bool has_fields(sl_str text, size_t at, size_t fields, size_t filled)
{
    size_t start = at;
    size_t field = 0;
    size_t limit = at + SL_MAX_ARN;

    while (at < text.len && at < limit) {
        size_t hole = sl_hole_at(text, at);

        if (hole == 0 && ends_token(text, at))
            break;
        if (hole == 0 && text.ptr[at] == ':') {
            if (field < filled && at == start)
                return false;
            if (++field == fields)
                return true;
            start = at + 1;
        }
        at += hole ? hole : 1;
    }
    return field + 1 == fields && at > start;
}

/* Where the ARN that starts at text[at] ends. */
static size_t token_end(sl_str text, size_t at)
{
    size_t end = at;

    while (end < text.len && end - at < SL_MAX_ARN) {
        size_t hole = sl_hole_at(text, end);

        if (hole == 0 && ends_token(text, end))
            break;
        end += hole ? hole : 1;
    }
    while (end > at && text.ptr[end - 1] == '.')
        end--; /* the end of a sentence; a colon too, but not those of ":key::" */
    if (end > at + 1 && text.ptr[end - 1] == ':' && text.ptr[end - 2] != ':')
        end--;
    return end;
}

/* The field up to the next colon outside placeholders, or the rest of the token; *at
 * moves behind it. Returns whether there was a colon. */
static bool take_field(sl_str token, size_t *at, sl_str *field)
{
    size_t start = *at;
    size_t end = start;

    while (end < token.len && token.ptr[end] != ':') {
        size_t hole = sl_hole_at(token, end);

        end += hole ? hole : 1;
    }
    *field = sl_str_sub(token, start, end);
    *at = end < token.len ? end + 1 : token.len;
    return end < token.len;
}

/* Splits what stands behind the prefix; returns how many of the six fields there are. */
static size_t split(sl_str token, sl_arn *out)
{
    sl_str *fields[] = {&out->partition, &out->service, &out->region, &out->account};
    size_t at = PREFIX;

    *out = (sl_arn){.whole = token};
    for (size_t i = 0; i < FIELDS - 2; i++)
        if (!take_field(token, &at, fields[i]))
            return i + 2;
    out->resource = sl_str_skip(token, at);
    return FIELDS;
}

static bool has_blank(sl_str field)
{
    for (size_t i = 0; i < field.len;) {
        size_t hole = sl_hole_at(field, i);

        if (hole == 0 && is_blank(field.ptr[i]))
            return true;
        i += hole ? hole : 1;
    }
    return false;
}

static bool has_capital(sl_str field)
{
    for (size_t i = 0; i < field.len; i++)
        if (field.ptr[i] >= 'A' && field.ptr[i] <= 'Z')
            return true;
    return false;
}

static bool blanks(const sl_arn *arn)
{
    const sl_str *resource = &arn->resource;

    return has_blank(arn->partition) || has_blank(arn->service) ||
           has_blank(arn->region) || has_blank(arn->account) ||
           (resource->len > 0 && is_blank(resource->ptr[0]));
}

size_t sl_arn_fields(sl_str token)
{
    sl_arn arn;

    return split(token, &arn);
}

sl_arn_fault sl_arn_parse(sl_str token, sl_arn *out)
{
    size_t fields;

    *out = (sl_arn){.whole = token};
    if (token.len > SL_MAX_ARN || !sl_str_starts_nocase(token, sl_lit("arn:")))
        return SL_ARN_NONE;
    fields = split(token, out);
    if (!sl_str_starts(token, sl_lit("arn:")))
        return SL_ARN_PREFIX;
    if (fields < FIELDS)
        return SL_ARN_FIELDS;
    if (blanks(out))
        return SL_ARN_BLANK;
    if (out->partition.len == 0 || out->service.len == 0)
        return SL_ARN_FIELD;
    if (out->resource.len == 0 || out->resource.ptr[0] == ':')
        return SL_ARN_RESOURCE;
    if (has_capital(out->service) && !sl_hole_in(out->service))
        return SL_ARN_CASE;
    return SL_ARN_OK;
}

/* Where the next "arn:" begins at or behind at, in capitals or not: every colon is
 * looked at once. */
static size_t next_prefix(sl_str text, size_t at, bool any_case)
{
    if (!any_case) {
        size_t found = sl_str_find(sl_str_skip(text, at), sl_lit("arn:"));

        return found == SIZE_MAX ? found : at + found;
    }
    while (at + PREFIX <= text.len) {
        size_t found = sl_str_chr(sl_str_skip(text, at + PREFIX - 1), ':');

        if (found == SIZE_MAX)
            break;
        at += found;
        if (sl_str_starts_nocase(sl_str_skip(text, at), sl_lit("arn:")))
            return at;
        at++;
    }
    return SIZE_MAX;
}

/* The token of the next prefix at the start of a word with so many fields behind it. */
static bool next_token(sl_str text, size_t *at, bool any_case, size_t fields,
                       sl_str *token)
{
    size_t start;

    while ((start = next_prefix(text, *at, any_case)) != SIZE_MAX) {
        char before = start > 0 ? text.ptr[start - 1] : ' ';

        *at = start + PREFIX;
        if (is_word(before) || before == '-' || before == '.' ||
            !has_fields(text, start + PREFIX, fields, fields / 2))
            continue;
        *token = sl_str_sub(text, start, token_end(text, start));
        return true;
    }
    *at = text.len;
    return false;
}

bool sl_arn_next(sl_str text, size_t *at, sl_arn *out)
{
    sl_str token;

    while (next_token(text, at, false, FIELDS - 2, &token)) {
        if (split(token, out) < FIELDS || out->resource.len == 0)
            continue;
        *at = sl_span_in(text, token).end;
        return true;
    }
    return false;
}

bool sl_arn_like_next(sl_str text, size_t *at, sl_arn *out, sl_arn_fault *fault)
{
    sl_str token;

    while (next_token(text, at, true, 2, &token)) {
        if (token.len <= PREFIX)
            continue;
        *fault = sl_arn_parse(token, out);
        *at = sl_span_in(text, token).end;
        return true;
    }
    return false;
}

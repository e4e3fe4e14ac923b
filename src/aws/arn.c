#include "aws/arn.h"

enum {
    MAX_ARN = 2048, /* IAM's own limit; and hostile text shall not cost its square */
    MAX_HOLE = 128
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_';
}

/* Length of the placeholder at text[at], with the blanks inside; 0 if none. */
static size_t placeholder(sl_str text, size_t at)
{
    static const struct {
        const char *open;
        const char *close;
    } forms[] = {{"{{", "}}"}, {"${", "}"}, {"$(", ")"},
                 {"<", ">"},   {"[", "]"},  {"{", "}"}};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        sl_str open = sl_str_of(forms[i].open);
        sl_str close = sl_str_of(forms[i].close);
        sl_str line = sl_str_sub(text, at, at + MAX_HOLE + close.len);
        size_t end;

        if (!sl_str_starts(line, open))
            continue;
        line = sl_str_sub(line, 0, sl_str_chr(line, '\n'));
        end = sl_str_find(line, close);
        if (end != SIZE_MAX)
            return end + close.len;
    }
    return 0;
}

static bool ends_token(char c)
{
    static const char stops[] = " \t\r\n\"'`,;)>|]}\\";

    return sl_str_chr(sl_str_make(stops, sizeof stops - 1), c) != SIZE_MAX ||
           (unsigned char)c < 0x20;
}

/* Do a partition, a service and two more fields begin at text[at]? Told from the
 * first byte that says no, so that text full of "arn:" costs no more than other. */
static bool has_fields(sl_str text, size_t at)
{
    size_t start = at;
    size_t field = 0;
    size_t limit = at + MAX_ARN;

    while (at < text.len && at < limit) {
        size_t hole = placeholder(text, at);

        if (hole == 0 && ends_token(text.ptr[at]))
            return false;
        if (hole == 0 && text.ptr[at] == ':') {
            if (field < 2 && at == start)
                return false;
            if (++field == 4)
                return true;
            start = at + 1;
        }
        at += hole ? hole : 1;
    }
    return false;
}

/* Where the ARN that starts at text[at] ends. */
static size_t token_end(sl_str text, size_t at)
{
    size_t end = at;

    while (end < text.len && end - at < MAX_ARN) {
        size_t hole = placeholder(text, end);

        if (hole == 0 && ends_token(text.ptr[end]))
            break;
        end += hole ? hole : 1;
    }
    while (end > at && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == ':'))
        end--; /* the end of a sentence */
    return end;
}

/* The field up to the next colon outside placeholders; *at moves behind it. */
static bool take_field(sl_str token, size_t *at, sl_str *field)
{
    size_t start = *at;
    size_t end = start;

    while (end < token.len && token.ptr[end] != ':') {
        size_t hole = placeholder(token, end);

        end += hole ? hole : 1;
    }
    if (end >= token.len)
        return false;
    *field = sl_str_sub(token, start, end);
    *at = end + 1;
    return true;
}

static bool parse(sl_str token, sl_arn *out)
{
    size_t at = 4; /* behind "arn:" */

    out->whole = token;
    if (!take_field(token, &at, &out->partition) ||
        !take_field(token, &at, &out->service) ||
        !take_field(token, &at, &out->region) || !take_field(token, &at, &out->account))
        return false;
    out->resource = sl_str_skip(token, at);
    return out->resource.len > 0;
}

bool sl_arn_next(sl_str text, size_t *at, sl_arn *out)
{
    while (*at < text.len) {
        size_t found = sl_str_find(sl_str_skip(text, *at), sl_lit("arn:"));
        size_t start = *at + found;
        char before;

        if (found == SIZE_MAX)
            break;
        *at = start + 4;
        before = start > 0 ? text.ptr[start - 1] : ' ';
        if (is_word(before) || before == '-' || before == '.')
            continue;
        if (!has_fields(text, start + 4) ||
            !parse(sl_str_sub(text, start, token_end(text, start)), out))
            continue;
        *at = start + out->whole.len;
        return true;
    }
    *at = text.len;
    return false;
}

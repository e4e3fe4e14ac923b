#include "aws/resource_name.h"

#include "aws/hole.h"

enum { SUFFIX = 6 };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_alnum(char c)
{
    return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9');
}

/* Of services whose resources have a name and nothing else. */
static bool untyped(const sl_arn *arn)
{
    static const char *const services[] = {"codecommit", "sns", "sqs"};

    if (sl_str_eq(arn->service, sl_lit("s3")))
        return arn->region.len == 0 && arn->account.len == 0;
    return sl_str_among(services, sizeof services / sizeof *services, arn->service);
}

/* Where the first of two marks stands outside placeholders; the length if none does. */
static size_t mark_at(sl_str text, char a, char b)
{
    size_t at = 0;

    while (at < text.len) {
        size_t hole = sl_hole_at(text, at);

        if (hole == 0 && (text.ptr[at] == a || text.ptr[at] == b))
            return at;
        at += hole ? hole : 1;
    }
    return text.len;
}

sl_resource_name sl_resource_name_of(const sl_arn *arn)
{
    sl_resource_name out = {.name = arn->resource};
    size_t at;

    if (untyped(arn))
        return out;
    at = mark_at(arn->resource, ':', '/');
    out.type = sl_str_drop_end(sl_str_sub(arn->resource, 0, at), sl_lit("\\"));
    if (at < arn->resource.len)
        out.mark = arn->resource.ptr[at];
    out.name = sl_str_skip(arn->resource, at + 1);
    return out;
}

sl_str sl_role_name(const sl_arn *arn)
{
    sl_resource_name resource = sl_resource_name_of(arn);
    sl_str rest = resource.name;

    if (sl_str_eq(resource.type, sl_lit("assumed-role")))
        return sl_str_sub(rest, 0, mark_at(rest, '/', '/'));
    if (!sl_str_eq(resource.type, sl_lit("role")))
        return (sl_str){0};
    for (size_t at; (at = mark_at(rest, '/', '/')) < rest.len;)
        rest = sl_str_skip(rest, at + 1);
    return rest;
}

/* "secret", "Config", "TOKENS", "202401": nothing that is drawn at random. */
static bool plain_word(sl_str tail)
{
    size_t lower = 0, upper = 0;

    for (size_t i = 0; i < tail.len; i++) {
        lower += is_lower(tail.ptr[i]);
        upper += is_upper(tail.ptr[i]);
    }
    return lower == tail.len || upper == tail.len || lower + upper == 0 ||
           (is_upper(tail.ptr[0]) && lower == tail.len - 1);
}

/* XXXXXX, xxxxxx, AbCdEf, a1b2c3: what stands for the characters that nobody knows. */
static bool stand_in(sl_str tail)
{
    static const char *const usual[] = {"xxxxxx", "abcdef", "random", "suffix"};

    return sl_str_among(usual, sizeof usual / sizeof *usual, tail);
}

static bool all_alnum(sl_str tail)
{
    for (size_t i = 0; i < tail.len; i++)
        if (!is_alnum(tail.ptr[i]))
            return false;
    return true;
}

static bool has_wildcard(sl_str text)
{
    return sl_str_chr(text, '*') != SIZE_MAX || sl_str_chr(text, '?') != SIZE_MAX;
}

/* The hole that text ends in, as a length; 0 if it ends in none. */
static size_t last_hole(sl_str text)
{
    size_t hole = 0;

    for (size_t at = 0; at < text.len; at += hole ? hole : 1)
        hole = sl_hole_at(text, at);
    return hole;
}

static void read_tail(sl_secret_name *out)
{
    size_t hole = last_hole(out->name);
    size_t dash = hole ? out->name.len - hole - 1 : sl_str_rchr(out->name, '-');
    sl_str tail;

    if (hole && (hole == out->name.len || out->name.ptr[dash] != '-')) {
        out->form = SL_SECRET_OPEN; /* the suffix may be in it, or not */
        return;
    }
    tail = dash == SIZE_MAX ? (sl_str){0} : sl_str_skip(out->name, dash + 1);
    out->form = SL_SECRET_PARTIAL;
    if (hole || (tail.len == SUFFIX && stand_in(tail)))
        out->form = SL_SECRET_OPEN;
    else if (tail.len == SUFFIX && all_alnum(tail) && !plain_word(tail))
        out->form = SL_SECRET_COMPLETE;
    if (out->form != SL_SECRET_PARTIAL) {
        out->suffix = tail;
        out->name = sl_str_sub(out->name, 0, dash);
    }
}

sl_secret_name sl_secret_name_of(const sl_arn *arn)
{
    sl_resource_name resource = sl_resource_name_of(arn);
    sl_secret_name out = {0};
    size_t colon;

    if (!sl_str_eq(arn->service, sl_lit("secretsmanager")) || resource.mark != ':' ||
        !sl_str_eq(resource.type, sl_lit("secret")) || resource.name.len == 0)
        return out;
    colon = mark_at(resource.name, ':', ':');
    out.rest = sl_str_skip(resource.name, colon);
    out.name = sl_str_sub(resource.name, 0, colon);
    if (!has_wildcard(out.name)) {
        read_tail(&out);
        return out;
    }
    out.form = SL_SECRET_PATTERN;
    if (sl_str_ends(out.name, sl_lit("-??????"))) {
        out.suffix = sl_str_skip(out.name, out.name.len - SUFFIX);
        out.name = sl_str_sub(out.name, 0, out.name.len - SUFFIX - 1);
    }
    return out;
}

void sl_arn_reference(const sl_arn *arn, sl_buf *out)
{
    sl_secret_name secret = sl_secret_name_of(arn);
    sl_str text = arn->whole;
    bool unknown; /* which six characters */

    if (secret.form == SL_SECRET_NONE) {
        if (sl_str_eq(arn->service, sl_lit("s3")))
            text = sl_str_sub(text, 0, mark_at(text, '#', '#'));
        sl_buf_add(out, text);
        return;
    }
    unknown = secret.form == SL_SECRET_OPEN && secret.suffix.len > 0 &&
              !sl_hole_in(secret.suffix);
    sl_buf_add(
        out,
        sl_str_sub(text, 0, text.len - secret.rest.len - (unknown ? SUFFIX + 1 : 0)));
    if (unknown || secret.form == SL_SECRET_PARTIAL)
        sl_buf_add(out, sl_lit("-??????"));
}

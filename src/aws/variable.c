#include "aws/variable.h"

#include "aws/condition_keys.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Index of the brace that closes the variable at text[start] ("${"), or of where the text
 * goes on without it: the next "${", a quote that no default opened, the end. */
static size_t end_of(sl_str text, size_t start, bool *closed)
{
    bool quoted = false;

    *closed = false;
    for (size_t i = start + 2; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '\'')
            quoted = !quoted;
        *closed = c == '}';
        if (*closed ||
            (c == '$' && i + 1 < text.len && text.ptr[i + 1] == '{' && !quoted))
            return i;
    }
    return text.len;
}

static void read_default(sl_variable *out, sl_str rest)
{
    sl_str text = sl_str_trim(rest);

    out->has_default = true;
    out->fallback = text;
    if (text.len < 2 || text.ptr[0] != '\'' || text.ptr[text.len - 1] != '\'') {
        out->fault = SL_VARIABLE_QUOTE;
        return;
    }
    out->fallback = sl_str_sub(text, 1, text.len - 1);
}

static void read_body(sl_variable *out, sl_str body)
{
    sl_str key = body, rest;

    if (sl_str_split(body, ',', &key, &rest))
        read_default(out, rest);
    out->key = sl_str_trim(key);
    out->literal = !out->has_default && key.len == 1 &&
                   sl_str_chr(sl_lit("*?$"), key.ptr[0]) != SIZE_MAX;
    if (out->key.len == 0)
        out->fault = SL_VARIABLE_EMPTY;
    if (out->fault == SL_VARIABLE_OK && out->key.len < key.len)
        out->fault = SL_VARIABLE_BLANK;
    for (size_t i = 0; i < out->key.len && out->fault == SL_VARIABLE_OK; i++)
        if (is_blank(out->key.ptr[i]) && sl_str_chr(out->key, '/') > i)
            out->fault = SL_VARIABLE_BLANK; /* names of tags may have blanks */
}

bool sl_variable_next(sl_str text, size_t *at, sl_variable *out)
{
    size_t start = sl_str_find(sl_str_skip(text, *at), sl_lit("${"));
    size_t end;
    bool closed;

    if (start == SIZE_MAX) {
        *at = text.len;
        return false;
    }
    start += *at;
    end = end_of(text, start, &closed);
    *out = (sl_variable){.whole = sl_str_sub(text, start, end + closed)};
    read_body(out, sl_str_sub(text, start + 2, end));
    if (!closed)
        out->fault = SL_VARIABLE_BRACE;
    *at = end + closed;
    return true;
}

bool sl_variable_is_iam(const sl_variable *variable)
{
    sl_str prefix, name;

    return sl_str_split(variable->key, ':', &prefix, &name) && name.len > 0 &&
           name.ptr[0] != ':' && sl_condition_prefix_known(prefix);
}

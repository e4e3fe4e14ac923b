#include "token/sample.h"

#include "base/hash.h"
#include "text/encoding.h"
#include "token/verdict.h"

#include <string.h>

enum { MAX_LENGTH = 4096, MAX_FIELDS = 4, MAX_NESTING = 4 };

/* A placeholder may show in an error message: it is no secret. */
static bool bad(sl_err *err, sl_str body, const char *what)
{
    return sl_fail(err, SL_EFORMAT, "placeholder <<%.*s>>: %s",
                   sl_fmt(sl_str_sub(body, 0, 120)), what);
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* The characters of a bracket expression without its brackets, each once. */
static bool read_alphabet(sl_str text, sl_buf *out)
{
    bool seen[256] = {false};

    for (size_t i = 0; i < text.len; i++) {
        unsigned first = (uint8_t)text.ptr[i], last = first;

        if (i + 2 < text.len && text.ptr[i + 1] == '-') {
            last = (uint8_t)text.ptr[i + 2];
            i += 2;
        }
        if (last < first)
            return false;
        for (unsigned c = first; c <= last; c++) {
            if (!seen[c])
                sl_buf_char(out, (char)c);
            seen[c] = true;
        }
    }
    return out->len > 0;
}

static bool read_number(sl_str text, size_t *out)
{
    size_t value = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        if (value <= MAX_LENGTH)
            value = value * 10 + (size_t)(text.ptr[i] - '0');
    }
    *out = value;
    return text.len > 0;
}

/* Fields between colons; a fifth and further colon stay in the last. */
static size_t cut(sl_str body, sl_str fields[MAX_FIELDS])
{
    size_t count = 0;
    sl_str before, after;

    while (count + 1 < MAX_FIELDS && sl_str_split(body, ':', &before, &after)) {
        fields[count++] = before;
        body = after;
    }
    fields[count++] = body;
    return count;
}

/* Without the #N at its end: that only makes the text, and so the token, another. */
static sl_str drop_number(sl_str body)
{
    size_t hash = sl_str_rchr(body, '#');
    size_t number;

    if (hash != SIZE_MAX && read_number(sl_str_skip(body, hash + 1), &number))
        return sl_str_sub(body, 0, hash);
    return body;
}

static bool sign(sl_str body, sl_str scheme_name, sl_str token, sl_buf *out,
                 sl_err *err)
{
    const sl_verdict_scheme *scheme = sl_verdict_scheme_find(scheme_name);
    char tail[512];

    if (!scheme)
        return bad(err, body, "unknown scheme");
    if (!scheme->sign)
        return bad(err, body, "the scheme has no checksum to add");
    if (!scheme->sign(token, tail, sizeof tail))
        return bad(err, body, "prefix and length are not of the scheme");
    sl_buf_add(out, sl_str_of(tail));
    return true;
}

/* Sets *known to false, and succeeds, if body is not of the form at all. */
static bool expand_token(sl_str body, sl_buf *out, bool *known, sl_err *err)
{
    sl_str fields[MAX_FIELDS];
    size_t count = cut(drop_number(body), fields), length = 0;
    size_t start = out->len;
    uint64_t state = sl_fnv1a(body);
    sl_buf alphabet = {0};
    bool done = false;

    *known = count >= 3 && read_number(fields[1], &length);
    if (!*known)
        return true;
    if (length > MAX_LENGTH) {
        bad(err, body, "longer than 4096");
        goto out;
    }
    if (!read_alphabet(fields[2], &alphabet)) {
        bad(err, body, "bad range");
        goto out;
    }
    sl_buf_add(out, fields[0]);
    for (size_t i = 0; i < length; i++)
        sl_buf_char(out, alphabet.ptr[next(&state) % alphabet.len]);
    done =
        count == 3 || sign(body, fields[3],
                           sl_str_make(out->ptr + start, out->len - start), out, err);
out:
    sl_buf_free(&alphabet);
    return done;
}

/* Pseudo-random bytes that begin as those of such a block would. */
static void key_bytes(sl_str label, size_t size, uint64_t state, sl_buf *out)
{
    size_t from = out->len;

    if (sl_str_eq(label, sl_lit("OPENSSH PRIVATE KEY"))) {
        sl_buf_add(out, sl_str_make("openssh-key-v1\0\0\0\0\4none", 23));
    } else if (!sl_str_starts(label, sl_lit("PGP ")) && size >= 4) {
        sl_buf_add(out, sl_str_make("\x30\x82", 2));
        sl_buf_char(out, (char)((size - 4) >> 8));
        sl_buf_char(out, (char)((size - 4) & 0xff));
    }
    while (out->len - from < size)
        sl_buf_char(out, (char)(next(&state) & 0xff));
}

static bool expand_pem(sl_str body, sl_str args, sl_buf *out, sl_err *err)
{
    sl_str plain = drop_number(args);
    sl_str numbers = sl_str_drop_end(plain, sl_lit(":json"));
    const char *eol = numbers.len < plain.len ? "\\n" : "\n";
    sl_str label, number, base64;
    sl_buf bytes = {0}, text = {0};
    size_t size;

    if (!sl_str_split(numbers, ':', &label, &number) || !read_number(number, &size) ||
        size > MAX_LENGTH)
        return bad(err, body, "wants <<pem:LABEL:BYTES>>, at most 4096 bytes");
    key_bytes(label, size, sl_fnv1a(body), &bytes);
    sl_base64_encode(sl_buf_str(&bytes), false, &text);
    base64 = sl_buf_str(&text);
    sl_buf_printf(out, "-----BEGIN %.*s-----%s", sl_fmt(label), eol);
    for (; base64.len; base64 = sl_str_skip(base64, 64))
        sl_buf_printf(out, "%.*s%s", sl_fmt(sl_str_sub(base64, 0, 64)), eol);
    sl_buf_printf(out, "-----END %.*s-----", sl_fmt(label));
    sl_buf_free(&bytes);
    sl_buf_free(&text);
    return true;
}

static void expand_join(sl_str parts, sl_buf *out)
{
    for (size_t i = 0; i < parts.len; i++)
        if (parts.ptr[i] != '|')
            sl_buf_char(out, parts.ptr[i]);
}

/* The forms that encode what stands in them. */
typedef enum coding { BASE64, BASE64URL, HEX } coding;

static bool expand_text(sl_str text, sl_str open, sl_str close, unsigned depth,
                        sl_buf *out, sl_err *err);

static bool expand_coded(coding how, sl_str inner, unsigned depth, sl_buf *out,
                         sl_err *err)
{
    sl_buf plain = {0};
    bool done = expand_text(inner, sl_lit("<"), sl_lit(">"), depth + 1, &plain, err);

    if (done && how == HEX) {
        for (size_t i = 0; i < plain.len; i++)
            sl_buf_printf(out, "%02x", (unsigned)(uint8_t)plain.ptr[i]);
    } else if (done) {
        sl_base64_encode(sl_buf_str(&plain), how == BASE64URL, out);
    }
    sl_buf_free(&plain);
    return done;
}

static bool expand_body(sl_str body, unsigned depth, sl_buf *out, bool *known,
                        sl_err *err)
{
    static const struct {
        const char *name;
        coding how;
    } coded[] = {{"base64:", BASE64}, {"base64url:", BASE64URL}, {"hex:", HEX}};

    *known = true;
    for (size_t i = 0; i < sizeof coded / sizeof coded[0]; i++) {
        sl_str name = sl_str_of(coded[i].name);

        if (sl_str_starts(body, name))
            return expand_coded(coded[i].how, sl_str_skip(body, name.len), depth, out,
                                err);
    }
    if (sl_str_starts(body, sl_lit("pem:")))
        return expand_pem(body, sl_str_skip(body, 4), out, err);
    if (sl_str_starts(body, sl_lit("join:"))) {
        expand_join(sl_str_skip(body, 5), out);
        return true;
    }
    return expand_token(body, out, known, err);
}

/* The length of the body that text begins with: up to close, brackets inside it
 * paired, on one line. SIZE_MAX if there is none. */
static size_t body_length(sl_str text, sl_str close)
{
    size_t depth = 0;

    if (sl_str_starts(text, sl_lit("<")))
        return SIZE_MAX;
    for (size_t i = 0; i < text.len && text.ptr[i] != '\n'; i++) {
        if (text.ptr[i] == '<')
            depth++;
        else if (!depth && sl_str_starts(sl_str_skip(text, i), close))
            return i;
        else if (text.ptr[i] == '>' && depth)
            depth--;
    }
    return SIZE_MAX;
}

static bool expand_text(sl_str text, sl_str open, sl_str close, unsigned depth,
                        sl_buf *out, sl_err *err)
{
    while (text.len) {
        size_t at = sl_str_find(text, open);
        size_t length;
        bool known = false;

        if (at == SIZE_MAX || depth > MAX_NESTING) {
            sl_buf_add(out, text);
            return true;
        }
        sl_buf_add(out, sl_str_sub(text, 0, at));
        text = sl_str_skip(text, at);
        length = body_length(sl_str_skip(text, open.len), close);
        if (length != SIZE_MAX) {
            sl_str body = sl_str_sub(text, open.len, open.len + length);

            if (!expand_body(body, depth, out, &known, err))
                return false;
        }
        if (!known)
            sl_buf_char(out, text.ptr[0]);
        text = sl_str_skip(text, known ? open.len + length + close.len : 1);
    }
    return true;
}

bool sl_sample_expand(sl_str text, sl_buf *out, sl_err *err)
{
    return expand_text(text, sl_lit("<<"), sl_lit(">>"), 0, out, err);
}

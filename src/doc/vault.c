/* vault.c - the structure of Ansible Vault text. */
#include "doc/content.h"

#include <stdio.h>

/* A body is hex of three fields, with an LF between: hex of the salt, hex of the
 * HMAC-SHA256, hex of the AES-CTR ciphertext, padded to 16 bytes. The salt has 32
 * bytes unless ANSIBLE_VAULT_ENCRYPT_SALT says otherwise, so only its being hex is
 * asked for; with 32 the outer length is 260 + 64k. */
enum { SALT, HMAC, CIPHERTEXT, FIELDS, HMAC_DIGITS = 64, BLOCK_DIGITS = 32 };

static sl_str prefix(void)
{
    return sl_lit("$ANSIBLE_VAULT");
}

static sl_vault_fault fault(sl_content *out, sl_vault_fault what, sl_span where,
                            const char *why)
{
    snprintf(out->why, sizeof out->why, "%s", why);
    out->class_ = SL_CONTENT_VAULT_BROKEN;
    out->fault = what;
    out->where = where;
    return what;
}

/* As bytes.splitlines() of Python: LF, CRLF and a lone CR end a line. */
static sl_str first_line(sl_str text)
{
    size_t end = 0;

    while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r')
        end++;
    return sl_str_sub(text, 0, end);
}

/* A name that may be repeated in a message; anything longer may be a secret. */
static bool harmless(sl_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (!letter && c != '-' && !(c >= '0' && c <= '9'))
            return false;
    }
    return name.len > 0 && name.len <= 12;
}

/* The version and the label are not looked at: ansible reads any of them. */
static sl_vault_fault judge_header(sl_str text, sl_content *out)
{
    sl_str line = first_line(text);
    sl_str rest = sl_str_trim(line);
    sl_str version, cipher;
    sl_span where = sl_span_in(text, line);

    if (!sl_str_split(rest, ';', &rest, &version))
        return fault(out, SL_VAULT_HEADER, where,
                     "header has 1 field, must have 3 or 4");
    if (!sl_str_split(version, ';', &version, &cipher))
        return fault(out, SL_VAULT_HEADER, where,
                     "header has 2 fields, must have 3 or 4");
    sl_str_split(cipher, ';', &cipher, &rest);
    cipher = sl_str_trim(cipher);
    if (sl_str_eq(cipher, sl_lit("AES256")))
        return SL_VAULT_OK;
    where = sl_span_in(text, cipher);
    fault(out, SL_VAULT_HEADER, where, "cipher must be AES256");
    if (harmless(cipher))
        snprintf(out->why, sizeof out->why, "cipher is %.*s, must be AES256",
                 sl_fmt(cipher));
    return out->fault;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The inner bytes, as they come out of the hex. */
typedef struct fields {
    unsigned field;
    size_t digits[FIELDS];
} fields;

/* NULL, or what is wrong with this byte. */
static const char *take_byte(fields *inner, int byte)
{
    size_t digits = inner->digits[inner->field];

    if (byte == '\n' && inner->field < CIPHERTEXT) {
        if (inner->field == SALT && (digits == 0 || digits % 2 != 0))
            return "salt is not whole bytes of hex";
        if (inner->field == HMAC && digits != HMAC_DIGITS)
            return "hmac is not 64 hex digits";
        inner->field++;
        return NULL;
    }
    if (hex_value((char)byte) < 0)
        return "body does not unfold into hex salt, hmac and ciphertext";
    inner->digits[inner->field]++;
    return NULL;
}

static const char *judge_end(const fields *inner, bool half)
{
    size_t digits = inner->digits[CIPHERTEXT];

    if (half)
        return "body ends in the middle of a byte";
    if (inner->field < CIPHERTEXT || digits == 0)
        return "body is cut short, ciphertext is missing";
    if (digits % BLOCK_DIGITS != 0)
        return "body is cut short, ciphertext is not whole blocks";
    return NULL;
}

static sl_vault_fault judge_body(sl_str text, sl_content *out)
{
    fields inner = {0};
    size_t at = first_line(text).len;
    size_t end = at; /* of the last digit seen */
    int high = -1;
    const char *why = NULL;

    if (sl_str_trim(sl_str_skip(text, at)).len == 0)
        return fault(out, SL_VAULT_BODY, (sl_span){0, at}, "header without a body");
    for (; at < text.len; at++) {
        int digit = hex_value(text.ptr[at]);

        if (text.ptr[at] == '\n' || text.ptr[at] == '\r')
            continue;
        if (digit < 0)
            return fault(out, SL_VAULT_BODY, (sl_span){at, at + 1},
                         "body holds something other than hex digits");
        end = at + 1;
        if (high < 0) {
            high = digit;
            continue;
        }
        why = take_byte(&inner, high * 16 + digit);
        if (why)
            return fault(out, SL_VAULT_BODY, (sl_span){at, at + 1}, why);
        high = -1;
    }
    why = judge_end(&inner, high >= 0);
    if (why)
        return fault(out, SL_VAULT_BODY, (sl_span){end - 1, end}, why);
    return SL_VAULT_OK;
}

/* Passes over what people put before a header; NULL if there is no header behind
 * it, else what stands there. */
static const char *misplaced(sl_str text, sl_str *header)
{
    sl_str rest = sl_str_drop(text, sl_lit("\xEF\xBB\xBF"));
    const char *why = rest.len < text.len ? "a byte order mark" : NULL;

    if (sl_str_starts_nocase(rest, prefix())) {
        *header = first_line(rest);
        return why ? why : "the wrong case";
    }
    while (rest.len > 0) {
        sl_str line = sl_str_line(&rest);
        sl_str bare = sl_str_trim(line);

        if (sl_str_starts(bare, prefix())) {
            *header = bare;
            return why ? why : "blanks";
        }
        if (bare.len > 0 && bare.ptr[0] != '#' && !sl_str_eq(bare, sl_lit("---")))
            return NULL;
        why = bare.len == 0        ? "an empty line"
              : bare.ptr[0] == '#' ? "a comment"
                                   : "---";
    }
    return NULL;
}

bool sl_vault_marked(sl_str text)
{
    sl_str header;

    return sl_str_starts(text, prefix()) || misplaced(text, &header);
}

static sl_vault_fault judge_misplaced(sl_str text, sl_content *out)
{
    sl_str header;
    const char *before = misplaced(text, &header);
    bool small = before && !sl_str_starts(header, prefix());

    if (!before) {
        fault(out, SL_VAULT_HEADER, sl_span_in(text, first_line(text)),
              "no $ANSIBLE_VAULT header");
        out->class_ = SL_CONTENT_TEXT;
        return out->fault;
    }
    fault(out, SL_VAULT_HEADER, sl_span_in(text, header),
          "header must be in capital letters");
    if (!small)
        snprintf(out->why, sizeof out->why,
                 "header must be the first byte, here it comes after %s", before);
    out->class_ = SL_CONTENT_VAULT_MISPLACED;
    return out->fault;
}

sl_vault_fault sl_vault_judge(sl_str text, sl_content *out)
{
    *out = (sl_content){.class_ = SL_CONTENT_VAULT};
    if (!sl_str_starts(text, prefix()))
        return judge_misplaced(text, out);
    if (judge_header(text, out) != SL_VAULT_OK)
        return out->fault;
    /* One byte that is not ASCII makes ansible take the whole file for plain. */
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80)
            return fault(
                out, i < first_line(text).len ? SL_VAULT_HEADER : SL_VAULT_BODY,
                (sl_span){i, i + 1}, "a byte is not ascii, so ansible sees no vault");
    }
    return judge_body(text, out);
}

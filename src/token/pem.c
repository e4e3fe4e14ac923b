/* pem.c - is this block a private key, and can it be used without a passphrase?
 *
 * PEM: RFC 7468, with the headers of RFC 1421 (Proc-Type). DER: X.690. OpenSSH:
 * PROTOCOL.key of its sources. The block may stand in a string literal: quotes,
 * concatenation and \n written as two characters are looked through. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"
#include "text/entropy.h"
#include "token/openpgp.h"

#include <string.h>

static const sl_str openssh_magic = {"openssh-key-v1", 15}; /* with its NUL */

/* "-----BEGIN LABEL-----" anywhere in text; *rest is what follows. */
static bool boundary(sl_str text, sl_str word, sl_str *label, sl_str *before,
                     sl_str *rest)
{
    size_t start = sl_str_find(text, word);
    size_t size;

    if (start == SIZE_MAX)
        return false;
    *before = sl_str_sub(text, 0, start);
    text = sl_str_skip(text, start + word.len);
    size = sl_str_find(text, sl_lit("-----"));
    if (size == SIZE_MAX)
        return false;
    *label = sl_str_sub(text, 0, size);
    *rest = sl_str_skip(text, size + 5);
    return true;
}

static bool only(sl_str s, const char *allowed)
{
    for (size_t i = 0; i < s.len; i++)
        if (!s.ptr[i] || !strchr(allowed, s.ptr[i]))
            return false;
    return true;
}

/* Takes the next line, ended by LF or by \n or \r in two characters. */
static sl_str take_line(sl_str *rest)
{
    size_t i = 0, skip = 0;
    sl_str line;

    for (; i < rest->len && !skip; i++) {
        bool escape = rest->ptr[i] == '\\' && i + 1 < rest->len &&
                      (rest->ptr[i + 1] == 'n' || rest->ptr[i + 1] == 'r');

        if (escape)
            skip = 2;
        else if (rest->ptr[i] == '\n')
            skip = 1;
    }
    line = sl_str_sub(*rest, 0, skip ? i - 1 : i);
    *rest = sl_str_skip(*rest, line.len + skip);
    return sl_str_trim(line);
}

/* Without what begins a line of a comment or quotation; "//" is base64, too. */
static sl_str uncomment(sl_str line)
{
    size_t marks = 0;

    while (marks < line.len && line.ptr[marks] && strchr("#*>|;", line.ptr[marks]))
        marks++;
    if (marks == 0 && sl_str_starts(line, sl_lit("// ")))
        marks = 3;
    return sl_str_trim(sl_str_skip(line, marks));
}

/* Without the quotes and operators of a string literal around it. */
static sl_str unquote(sl_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("\"'`", line.ptr[i]))
            continue;
        if (!only(sl_str_skip(line, i + 1), " \t+.,;)&\\") &&
            only(sl_str_sub(line, 0, i), " \t+.,(&")) {
            line = sl_str_skip(line, i + 1);
            i = SIZE_MAX;
        } else {
            sl_str head = sl_str_sub(line, 0, i);

            /* "+ '": the literal that holds the last boundary begins */
            line = only(head, " \t+.,(&") ? sl_lit("") : head;
        }
    }
    return sl_str_trim(sl_str_drop_end(sl_str_trim(line), sl_lit("\\")));
}

/* The base64 of the body without headers; *locked if one says ENCRYPTED. */
static void read_body(sl_str text, sl_buf *base64, bool *locked)
{
    while (text.len) {
        sl_str line = unquote(uncomment(take_line(&text)));

        if (sl_str_chr(line, ':') != SIZE_MAX) {
            *locked |= sl_str_has(line, sl_lit("ENCRYPTED"));
            continue;
        }
        /* The CRC-24 of OpenPGP armor. */
        if (line.len == 5 && line.ptr[0] == '=')
            continue;
        sl_buf_add(base64, line);
    }
}

/* Does a DER element begin here that ends with the last byte? */
static bool der_fits(sl_str bytes)
{
    size_t size, head = 2;

    if (bytes.len < 2 || bytes.ptr[0] != 0x30)
        return false;
    size = (uint8_t)bytes.ptr[1];
    if (size & 0x80) {
        size_t count = size & 0x7f;

        if (count == 0 || count > 4 || bytes.len < 2 + count)
            return false;
        size = 0;
        for (size_t i = 0; i < count; i++)
            size = size << 8 | (uint8_t)bytes.ptr[2 + i];
        head += count;
    }
    return bytes.len - head == size;
}

static void judge_openssh(sl_str bytes, sl_verdict *out)
{
    sl_str rest = sl_str_drop(bytes, openssh_magic);

    if (rest.len == bytes.len || rest.len < 8)
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "not an OpenSSH key inside (edited or placeholder)");
    else if (sl_str_starts(rest, sl_str_make("\0\0\0\4none", 8)))
        sl_verdict_say(out, SL_VERDICT_VALID, "not encrypted");
    else
        sl_verdict_say(out, SL_VERDICT_PROTECTED, "%s", "");
}

/* With a passphrase it is worth less, not nothing: who has the block may guess. */
static void judge_openpgp(sl_str bytes, sl_verdict *out)
{
    sl_openpgp_lock lock = sl_openpgp_lock_of(bytes);

    if (lock == SL_OPENPGP_OPEN) {
        sl_verdict_say(out, SL_VERDICT_VALID, "not encrypted");
        return;
    }
    sl_verdict_say(out, SL_VERDICT_NONE, "%s",
                   lock == SL_OPENPGP_LOCKED ? "encrypted with a passphrase" : "");
    out->locked = lock == SL_OPENPGP_LOCKED;
}

static void judge_bytes(sl_str label, sl_str bytes, sl_verdict *out)
{
    if (sl_str_eq(label, sl_lit("OPENSSH PRIVATE KEY")))
        judge_openssh(bytes, out);
    else if (sl_str_starts(label, sl_lit("PGP ")))
        judge_openpgp(bytes, out);
    else if (der_fits(bytes))
        sl_verdict_say(out, SL_VERDICT_VALID, "not encrypted");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "DER length does not fit (edited or placeholder)");
}

/* Base64 with a digit too few or too many: a key all the same, to a reader. */
static bool looks_encoded(sl_str base64)
{
    enum { LEAST = 100 };

    for (size_t i = 0; i < base64.len; i++)
        if (sl_base64_digit(base64.ptr[i]) < 0 && base64.ptr[i] != '=')
            return false;
    return base64.len >= LEAST && sl_entropy(base64) > 4.5;
}

/* "AAAA...": somebody filled in the form of a key. */
static bool is_filling(sl_str base64)
{
    enum { LEAST = 40 };

    return base64.len >= LEAST && sl_entropy(base64) < 1.0;
}

void sl_pem_judge(sl_str token, sl_verdict *out)
{
    sl_str label = {0}, end_label = {0}, before, body, rest;
    sl_buf base64 = {0}, bytes = {0};
    bool locked;

    sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    if (!boundary(token, sl_lit("-----BEGIN "), &label, &before, &rest) ||
        !boundary(rest, sl_lit("-----END "), &end_label, &body, &rest) ||
        !sl_str_eq(label, end_label) || !sl_str_has(label, sl_lit("PRIVATE KEY")))
        return;
    locked = sl_str_has(label, sl_lit("ENCRYPTED"));
    read_body(body, &base64, &locked);
    if (is_filling(sl_buf_str(&base64)))
        goto done;
    if (!sl_base64_decode(sl_buf_str(&base64), &bytes)) {
        if (!locked && looks_encoded(sl_buf_str(&base64)))
            sl_verdict_say(out, SL_VERDICT_MISMATCH,
                           "base64 that cannot be decoded (edited or placeholder)");
    } else if (bytes.len >= 24) {
        if (locked)
            sl_verdict_say(out, SL_VERDICT_PROTECTED, "%s", "");
        else
            judge_bytes(label, sl_buf_str(&bytes), out);
    }
done:
    sl_buf_free(&base64);
    sl_buf_free(&bytes);
}

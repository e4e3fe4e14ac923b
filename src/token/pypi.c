/* pypi.c - PyPI's upload tokens: pypi- and a version 2 macaroon in base64url.
 *
 * Macaroon: 02, then the packets of the header (01 location, 02 identifier), 00, for
 * each caveat 02 length bytes 00, then 00 and 06 20 with 32 bytes of signature.
 * libmacaroons doc/format.txt; PyPI: github.com/pypi/warehouse, warehouse/macaroons. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"

#include <stdio.h>
#include <string.h>

enum { IDENTIFIER_END = 49, SIGNATURE = 32 };

/* Takes one packet of the given type; its size is one varint byte or two. */
static bool packet(sl_str *rest, int type, sl_str *out)
{
    size_t size, head = 2;

    if (rest->len < 2 || rest->ptr[0] != type)
        return false;
    size = (uint8_t)rest->ptr[1];
    if (size & 0x80) {
        if (rest->len < 3 || (uint8_t)rest->ptr[2] & 0x80)
            return false;
        size = (size & 0x7f) | (size_t)(uint8_t)rest->ptr[2] << 7;
        head = 3;
    }
    if (rest->len - head < size)
        return false;
    *out = sl_str_sub(*rest, head, head + size);
    *rest = sl_str_skip(*rest, head + size);
    return true;
}

static bool end_of_section(sl_str *rest)
{
    if (!rest->len || rest->ptr[0] != 0)
        return false;
    *rest = sl_str_skip(*rest, 1);
    return true;
}

static bool walk(sl_str rest, size_t *caveats, sl_str *location)
{
    sl_str content;

    if (!sl_str_starts(rest, sl_lit("\x02")))
        return false;
    rest = sl_str_skip(rest, 1);
    if (!packet(&rest, 1, location) || !packet(&rest, 2, &content) ||
        !end_of_section(&rest))
        return false;
    while (packet(&rest, 2, &content)) {
        if (!end_of_section(&rest))
            return false;
        ++*caveats;
    }
    return end_of_section(&rest) && packet(&rest, 6, &content) &&
           content.len == SIGNATURE && !rest.len;
}

void sl_pypi_judge(sl_str token, sl_verdict *out)
{
    sl_buf bytes = {0};
    sl_str location = {0};
    size_t caveats = 0;

    sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    if (sl_base64_decode(sl_str_drop(token, sl_lit("pypi-")), &bytes) &&
        walk(sl_buf_str(&bytes), &caveats, &location)) {
        bool test = sl_str_eq(location, sl_lit("test.pypi.org"));

        sl_verdict_say(out, SL_VERDICT_VALID, "macaroon%s, %zu caveat%s",
                       test ? " of the test index" : "", caveats,
                       caveats == 1 ? "" : "s");
    }
    sl_buf_free(&bytes);
}

/* body: pypi- and base64 up to somewhere in the identifier, whole groups of four. */
bool sl_pypi_sign(sl_str body, char *out, size_t room)
{
    static const char caveat[] = "[0,1700000000,1600000000]";
    sl_str head = sl_str_drop(body, sl_lit("pypi-"));
    sl_buf bytes = {0}, whole = {0};
    bool done = false;

    if (head.len % 4 || !sl_base64_decode(head, &bytes) || bytes.len > IDENTIFIER_END)
        goto out;
    while (bytes.len < IDENTIFIER_END)
        sl_buf_char(&bytes, '0');
    sl_buf_char(&bytes, 0);
    sl_buf_char(&bytes, 2);
    sl_buf_char(&bytes, (char)strlen(caveat));
    sl_buf_add(&bytes, sl_str_of(caveat));
    sl_buf_add(&bytes, sl_str_make("\0\0\x06\x20", 4));
    for (size_t i = 0; i < SIGNATURE; i++)
        sl_buf_char(&bytes, (char)(0x5a ^ bytes.ptr[i + 16] ^ (char)(i * 37)));
    sl_base64_encode(sl_buf_str(&bytes), true, &whole);
    done = snprintf(out, room, "%s", whole.ptr + head.len) < (int)room;
out:
    sl_buf_free(&bytes);
    sl_buf_free(&whole);
    return done;
}

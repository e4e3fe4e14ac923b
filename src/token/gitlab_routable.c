/* gitlab_routable.c - gl..-<payload>.01.<length><CRC-32>, and the form without .01.
 *
 * The length of the payload is two digits of base 36, the CRC-32 of everything
 * before it (prefix, dots and length included) seven. Design document "Routable
 * tokens", docs.gitlab.com/development/cells. */
#include "token/schemes.h"

#include "base/buf.h"
#include "base/hash.h"

#include <stdio.h>

enum { LENGTH = 2, CHECK = 7 };

static void base36(uint32_t value, size_t count, char *out)
{
    out[count] = '\0';
    for (size_t i = count; i-- > 0; value /= 36)
        out[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[value % 36];
}

void sl_gitlab_routable_judge(sl_str token, sl_verdict *out)
{
    size_t dash = sl_str_chr(token, '-');
    sl_str head, payload, tail;
    char length[LENGTH + 1], check[CHECK + 1];

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!sl_str_starts(token, sl_lit("gl")) || dash == SIZE_MAX ||
        !sl_str_split(sl_str_skip(token, dash + 1), '.', &payload, &tail))
        return;
    tail = sl_str_drop(tail, sl_lit("01."));
    if (tail.len != LENGTH + CHECK)
        return;
    head = sl_str_sub(token, 0, token.len - CHECK);
    base36((uint32_t)payload.len, LENGTH, length);
    base36(sl_crc32(head), CHECK, check);
    if (sl_str_starts(tail, sl_str_of(length)) && sl_str_ends(tail, sl_str_of(check)))
        sl_verdict_say(out, SL_VERDICT_VALID, "checksum valid");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

bool sl_gitlab_routable_sign(sl_str body, char *out, size_t room)
{
    size_t dash = sl_str_chr(body, '-');
    char length[LENGTH + 1], check[CHECK + 1];
    sl_buf head = {0};

    if (!sl_str_starts(body, sl_lit("gl")) || dash == SIZE_MAX)
        return false;
    base36((uint32_t)(body.len - dash - 1), LENGTH, length);
    sl_buf_add(&head, body);
    sl_buf_printf(&head, ".01.%s", length);
    base36(sl_crc32(sl_buf_str(&head)), CHECK, check);
    sl_buf_free(&head);
    return snprintf(out, room, ".01.%s%s", length, check) < (int)room;
}

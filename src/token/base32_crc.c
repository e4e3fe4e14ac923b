/* base32_crc.c - seeds in base32 with a CRC-16 behind them, the low byte first.
 *
 * Stellar: SEP-23 (strkey), version byte 18 << 3; NATS: github.com/nats-io/nkeys,
 * a seed has 18 << 3 and the kind of key in its first 13 bits. CRC-16/XMODEM. */
#include "token/schemes.h"

#include "base/buf.h"

enum { MAX_TEXT = 64, STELLAR = 35, NATS = 36, SEED = 18 << 3, CHECK = 2 };

static bool value_of(char c, unsigned *out)
{
    if (c >= 'A' && c <= 'Z')
        *out = (unsigned)(c - 'A');
    else if (c >= '2' && c <= '7')
        *out = (unsigned)(c - '2') + 26;
    else
        return false;
    return true;
}

/* Whole bytes, and one more for bits that are left if round_up. */
static bool decode(sl_str text, bool round_up, sl_buf *out)
{
    unsigned bits = 0, held = 0, five;

    if (text.len > MAX_TEXT)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!value_of(text.ptr[i], &five))
            return false;
        held = (held << 5 | five) & 0xffff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            sl_buf_char(out, (char)(held >> bits & 0xff));
        }
    }
    if (round_up && bits)
        sl_buf_char(out, (char)(held << (8 - bits) & 0xff));
    return true;
}

static unsigned crc16(sl_str bytes)
{
    unsigned crc = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned)(uint8_t)bytes.ptr[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 0x8000 ? (crc << 1 ^ 0x1021) & 0xffff : crc << 1;
    }
    return crc;
}

/* bytes: without the checksum. */
static const char *kind_of(sl_str bytes)
{
    if (bytes.len + CHECK == STELLAR && (uint8_t)bytes.ptr[0] == SEED)
        return "Stellar seed";
    if (bytes.len + CHECK == NATS && ((uint8_t)bytes.ptr[0] & 0xf8) == SEED)
        return "NATS seed";
    return NULL;
}

static void judge(sl_str bytes, sl_verdict *out)
{
    sl_str head = sl_str_sub(bytes, 0, bytes.len - (bytes.len < CHECK ? 0 : CHECK));
    const char *kind = kind_of(head);
    unsigned have;

    if (!kind) {
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
        return;
    }
    have = (unsigned)(uint8_t)bytes.ptr[bytes.len - 2] |
           (unsigned)(uint8_t)bytes.ptr[bytes.len - 1] << 8;
    if (crc16(head) == have)
        sl_verdict_say(out, SL_VERDICT_VALID, "%s, checksum valid", kind);
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

void sl_base32_crc_judge(sl_str token, sl_verdict *out)
{
    sl_buf bytes = {0};

    sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    if (decode(token, false, &bytes))
        judge(sl_buf_str(&bytes), out);
    sl_buf_free(&bytes);
}

/* body: all but the last four characters, whose spare bits are 0. */
bool sl_base32_crc_sign(sl_str body, char *out, size_t room)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    sl_buf bytes = {0};
    bool done = false;
    enum { SPARE = 20 - 16 }; /* bits of four characters beside those of the sum */
    unsigned crc, tail;
    size_t open; /* bits that the last byte still wants */

    if (room <= 4 || !decode(body, true, &bytes) || !kind_of(sl_buf_str(&bytes)))
        goto out;
    open = 8 * bytes.len - 5 * body.len;
    if (open > SPARE)
        goto out;
    crc = crc16(sl_buf_str(&bytes));
    tail = (crc & 0xff) << 8 | crc >> 8;
    /* 20 bits: those that complete the last byte before, the sum, zeros. */
    tail <<= SPARE - open;
    for (size_t i = 0; i < 4; i++)
        out[i] = digits[tail >> (15 - 5 * i) & 31];
    out[4] = '\0';
    done = true;
out:
    sl_buf_free(&bytes);
    return done;
}

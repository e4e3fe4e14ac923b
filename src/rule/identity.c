#include "rule/identity.h"

#include "base/buf.h"
#include "base/hash.h"

/* How much of text the blanks at its start are: all of one stretch, with its line ends. */
static size_t blanks(sl_str text, bool *lines)
{
    size_t len = 0;

    for (*lines = false; len < text.len; len++) {
        char c = text.ptr[len];

        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            break;
        *lines |= c == '\n';
    }
    return len;
}

/* What the hash is of: line ends are LF whatever they were, with no indent behind and no
 * blanks before them. Of text that is no secret blanks mean nothing at all. */
static void add_plain(sl_str text, bool secret, sl_buf *out)
{
    text = secret ? text : sl_str_trim(text);
    while (text.len > 0) {
        bool lines;
        size_t len = blanks(text, &lines);

        if (len == 0)
            sl_buf_char(out, text.ptr[0]);
        else if (lines || !secret)
            sl_buf_char(out, lines && secret ? '\n' : ' ');
        else
            sl_buf_add(out, sl_str_sub(text, 0, len));
        text = sl_str_skip(text, len ? len : 1);
    }
}

uint64_t sl_identity(const uint8_t key[SL_IDENTITY_KEY], sl_str rule_id, sl_str text,
                     bool secret)
{
    uint8_t mac[SL_SHA256_SIZE];
    sl_buf bytes = {0};
    uint64_t identity = 0;

    sl_buf_add(&bytes, rule_id);
    sl_buf_char(&bytes, '\0');
    add_plain(text, secret, &bytes);
    sl_hmac_sha256(sl_str_make((const char *)key, SL_IDENTITY_KEY), sl_buf_str(&bytes),
                   mac);
    sl_buf_free(&bytes);
    for (size_t i = 0; i < sizeof identity; i++) /* the same on every machine */
        identity = identity << 8 | mac[i];
    return identity ? identity : 1;
}

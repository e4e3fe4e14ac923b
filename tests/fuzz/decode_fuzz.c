/* Finders and decoders of encoded text: every stretch lies in the text, they move on,
 * and every decoded place leads back into it. */
#include "fuzz.h"

#include "text/encoded.h"
#include "text/encoding.h"
#include "text/escaped.h"

static void read_escapes(sl_str text, sl_escape_kind kind)
{
    sl_span span;
    size_t at = 0, before = 0, len;

    while (sl_escaped_next(text, kind, &at, &span)) {
        must_lie_in(span, text);
        must(at > before && span.start >= before && span.end <= at);
        for (size_t i = span.start; i < span.end; i += len) {
            sl_escaped_read(sl_str_sub(text, i, span.end), kind, &len);
            must(len > 0 && i + len <= span.end);
        }
        before = at;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str text = input(data, size);
    sl_encoded found;
    size_t at = 0, before = 0;

    while (sl_encoded_next(text, &at, &found)) {
        sl_buf out = {0};

        must_lie_in(found.span, text);
        must(at > before && found.span.start >= before && found.span.end <= at);
        if (found.code == SL_CODE_HEX)
            must(sl_hex_decode(sl_str_sub(text, found.span.start, found.span.end),
                               &out));
        sl_buf_free(&out);
        before = at;
    }
    for (unsigned kind = 0; kind < SL_ESCAPE_KINDS; kind++)
        read_escapes(text, kind);
    return 0;
}

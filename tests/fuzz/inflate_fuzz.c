/* A zlib stream: the decoder of heads and the one of whole streams agree. */
#include "fuzz.h"

#include "git/inflate.h"

#include <string.h>

enum { LARGEST = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_inflate *inflate = sl_inflate_new();
    sl_str text = input(data, size);
    uint8_t *head = malloc(LARGEST);
    uint8_t *out = malloc(LARGEST);
    size_t got = sl_inflate_head(text, head, LARGEST);
    uint8_t *fit = malloc(got + 1); /* where a byte too many is seen */
    size_t used;

    if (sl_inflate_small(text, fit + 1, got, &used))
        must(memcmp(head, fit + 1, got) == 0 && used <= text.len);
    if (got < LARGEST && sl_inflate_exact(inflate, text, out, got, LARGEST, &used))
        must(memcmp(head, out, got) == 0 && used <= text.len);
    free(fit);
    free(head);
    free(out);
    sl_inflate_free(inflate);
    return 0;
}

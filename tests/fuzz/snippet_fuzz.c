/* The first four bytes choose two secrets in the text behind them: none of their
 * bytes may be quoted. The text's own stars and the secrets' are told apart by
 * writing the secrets in a letter that nothing else has. */
#include "fuzz.h"

#include "base/limits.h"
#include "rule/snippet.h"

#include <string.h>

enum { HEAD = 4, MARK = '~' };

static sl_span choose(const uint8_t *data, size_t len)
{
    size_t start = len ? data[0] % len : 0;
    size_t end = start + data[1];

    return (sl_span){start, end < len ? end : len};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_arena arena = {0};
    sl_secret_span secrets[2] = {0};
    sl_blob blob = {.path = sl_lit("a.txt")};
    sl_snippet snippet;
    sl_span about;
    sl_doc doc;
    char *text;
    size_t len;

    if (size <= HEAD)
        return 0;
    len = size - HEAD;
    text = malloc(len);
    for (size_t i = 0; i < len; i++)
        text[i] = data[HEAD + i] == MARK ? ' ' : (char)data[HEAD + i];
    for (size_t k = 0; k < 2; k++) {
        secrets[k].span = choose(data + 2 * k, len);
        for (size_t i = secrets[k].span.start; i < secrets[k].span.end; i++)
            if (text[i] != '\n' && text[i] != '\r')
                text[i] = MARK;
    }
    about = secrets[0].span;
    blob.bytes = sl_str_make(text, len);
    sl_doc_open(&doc, &blob, &arena);
    if (!doc.decoded) {
        snippet = sl_snippet_make(&arena, &doc, about, sl_secrets_merge(secrets, 2));
        must(snippet.text.len == 0 ||
             !memchr(snippet.text.ptr, MARK, snippet.text.len));
        must(snippet.text.len <= SL_MAX_SNIPPET);
        must(snippet.mark_start <= snippet.mark_end &&
             snippet.mark_end <= snippet.text.len);
    }
    sl_arena_free(&arena);
    free(text);
    return 0;
}

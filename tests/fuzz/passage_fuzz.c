/* Documents in documents: the first byte chooses the carrier. */
#include "fuzz.h"

#include "doc/passage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"a.md",   "a.txt",    "a.rst", "a.adoc",
                                        "a.sh",   "Makefile", "a.ps1", "a.yml",
                                        "a.json", "a.tf",     ".env",  "a.tpl"};
    enum { PATHS = sizeof paths / sizeof *paths };
    sl_arena arena = {0};
    sl_blob blob;
    sl_doc doc;
    sl_passages passages;

    if (size == 0)
        return 0;
    blob = (sl_blob){.path = sl_str_of(paths[data[0] % PATHS]),
                     .bytes = input(data + 1, size - 1)};
    sl_doc_open(&doc, &blob, &arena);
    passages = sl_doc_passages(&doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];

        must_lie_in(passage->span, doc.text);
        must_lie_in(passage->error_at, doc.text);
        must(passage->tree != NULL);
        must((passage->leaf != NULL) == (passage->carrier == SL_CARRIER_VALUE));
        for (const sl_node *node = passage->tree; node;
             node = sl_node_walk(passage->tree, node)) {
            must_lie_in(node->span, doc.text);
            must_lie_in(node->key_span, doc.text);
        }
    }
    sl_arena_free(&arena);
    return 0;
}

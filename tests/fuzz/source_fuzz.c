/* Literals of programs: the first byte chooses the language. */
#include "fuzz.h"

#include "doc/passage.h"

static void read_passages(sl_doc *doc)
{
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];

        must(passage->tree != NULL);
        must_lie_in(passage->span, doc->text);
        must_lie_in(passage->error_at, doc->text);
        for (const sl_node *node = passage->tree; node;
             node = sl_node_walk(passage->tree, node)) {
            must_lie_in(node->span, doc->text);
            must_lie_in(node->key_span, doc->text);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"a.py", "a.js", "a.ts", "a.tsx"};
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_blob blob;
    sl_doc doc;

    if (size == 0)
        return 0;
    /* only where AWS is spoken of is a program read */
    sl_buf_add(&text, input(data + 1, size - 1));
    sl_buf_add(&text, data[0] % 4 == 0 ? sl_lit("\n#arn:") : sl_lit("\n//arn:"));
    blob = (sl_blob){.path = sl_str_of(paths[data[0] % 4]), .bytes = sl_buf_str(&text)};
    sl_doc_open(&doc, &blob, &arena);
    read_passages(&doc);
    sl_buf_free(&text);
    sl_arena_free(&arena);
    return 0;
}

/* Documents in the values of documents: the first byte chooses the format outside. */
#include "fuzz.h"

#include "doc/nested.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"a.yml", "a.json", "a.toml",       "a.tf",
                                        "a.xml", "a.ini",  "a.properties", ".env"};
    sl_arena arena = {0};
    sl_blob blob;
    sl_doc doc;
    const sl_node *tree;
    size_t opened = 0;

    if (size == 0)
        return 0;
    blob = (sl_blob){.path = sl_str_of(paths[data[0] % 8]),
                     .bytes = input(data + 1, size - 1)};
    sl_doc_open(&doc, &blob, &arena);
    tree = sl_doc_tree(&doc);
    for (const sl_node *leaf = tree; leaf && opened < 50;
         leaf = sl_node_walk(tree, leaf)) {
        sl_nested nested;
        const sl_node *top;

        if (leaf->type != SL_NODE_SCALAR)
            continue;
        opened++;
        sl_nested_open(&nested, &doc, NULL, leaf, leaf->value,
                       sl_nested_kind(leaf, leaf->value));
        top = sl_nested_tree(&nested);
        for (const sl_node *at = top; at; at = sl_node_walk(top, at)) {
            sl_span span = sl_nested_span(&nested, at->span);

            must_lie_in(span, doc.text);
            must(!nested.aligned ||
                 (span.start >= leaf->span.start && span.end <= leaf->span.end));
        }
    }
    sl_arena_free(&arena);
    return 0;
}

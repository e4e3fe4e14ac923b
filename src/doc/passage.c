#include "doc/passage.h"

sl_passages sl_doc_passages(sl_doc *doc)
{
    sl_passages *found;
    sl_passage *whole;
    const sl_node *tree;

    if (doc->passages)
        return *doc->passages;
    found = sl_arena_alloc(doc->arena, sizeof *found);
    doc->passages = found;
    tree = sl_doc_tree(doc);
    if (!tree)
        return *found;
    whole = sl_arena_alloc(doc->arena, sizeof *whole);
    *whole = (sl_passage){.tree = tree,
                          .carrier = SL_CARRIER_WHOLE,
                          .kind = doc->kind,
                          .span = {0, doc->text.len},
                          .incomplete = doc->fallback};
    found->at = whole;
    found->len = 1;
    return *found;
}

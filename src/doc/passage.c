/* passage.c - which parts of a document to look at, and the order of what is
 * found. */
#include "doc/look.h"
#include "doc/passage_work.h"
#include "doc/script.h"

#include <string.h>

static bool add_whole(sl_passage_work *work, const sl_node *tree)
{
    sl_doc *doc = work->doc;
    sl_passage *whole = sl_passage_add(&work->found, work->err);
    sl_piece piece = {.text = {.text = doc->text}, .kind = doc->kind};
    bool lines = doc->fallback && !doc->templated;

    if (!whole)
        return false;
    *whole = (sl_passage){.tree = tree,
                          .carrier = SL_CARRIER_WHOLE,
                          .kind = doc->kind,
                          .span = {0, doc->text.len},
                          .incomplete = doc->templated || doc->gaps};
    if (doc->parse_error.code != SL_OK && !doc->templated) {
        size_t at = doc->parse_error_at.start;

        whole->error = doc->parse_error;
        whole->error_at = (sl_span){at, at + (at < doc->text.len)};
        if (doc->parse_flaw)
            sl_fail(&whole->error, SL_EFORMAT, "%s", doc->parse_flaw);
    }
    return lines || sl_piece_values(work, &piece, tree);
}

/* A template of a policy has any name: policy.tpl, trust.template, role.tftpl.
 */
static bool add_by_look(sl_passage_work *work, const sl_piece *piece)
{
    sl_piece whole = *piece;
    sl_str head = sl_str_sub(piece->text.text, 0, 4096);
    bool taken;

    whole.carrier = SL_CARRIER_WHOLE;
    whole.kind = SL_DOC_JSON;
    if (sl_str_has(head, sl_lit("AWSTemplateFormatVersion:")))
        whole.kind = SL_DOC_YAML;
    else if (!sl_looks_like_json(head))
        return true;
    return sl_piece_take(work, &whole, &taken);
}

static bool find(sl_passage_work *work)
{
    sl_doc *doc = work->doc;
    const sl_node *tree = sl_doc_tree(doc);
    sl_piece piece = {.text = {.text = doc->text}, .kind = SL_DOC_TEXT};
    sl_str path = doc->blob->path;

    if (tree)
        return add_whole(work, tree);
    if (doc->kind != SL_DOC_TEXT || doc->content.class_ != SL_CONTENT_TEXT)
        return true;
    if (doc->text.len > SL_MAX_TREE_SIZE)
        return sl_fail(work->err, SL_ELIMIT, "larger than %u bytes", SL_MAX_TREE_SIZE);
    if (sl_prose_known(path)) {
        piece.prose = true;
        piece.leeway = SL_LEEWAY_PROSE;
        return sl_piece_prose(work, &piece);
    }
    if (sl_source_known(path))
        return sl_source_passages(work);
    if (sl_script_known(path, doc->text))
        return sl_piece_shell(work, &piece);
    return add_by_look(work, &piece);
}

/* To the document's arena, so that nothing has to be freed. */
static const sl_passage *keep(sl_doc *doc, const sl_passage_vec *found)
{
    sl_passage *kept = sl_arena_calloc(doc->arena, found->len, sizeof *kept);

    if (found->len > 0)
        memcpy(kept, found->at, found->len * sizeof *kept);
    return kept;
}

sl_passages sl_doc_passages(sl_doc *doc)
{
    enum { PATIENCE = 32 };
    sl_passages *out;
    sl_passage_work work = {.doc = doc, .patience = SL_MIB + PATIENCE * doc->text.len};

    if (doc->passages)
        return *doc->passages;
    out = sl_arena_alloc(doc->arena, sizeof *out);
    doc->passages = out;
    work.err = &out->error;
    find(&work);
    out->at = keep(doc, &work.found);
    out->len = work.found.len;
    sl_vec_free(&work.found);
    return *out;
}

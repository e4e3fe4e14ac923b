/* passage_work.h - what the finders of passages share. Inside of doc/ only. */
#ifndef SECLINT_DOC_PASSAGE_WORK_H
#define SECLINT_DOC_PASSAGE_WORK_H

#include "base/limits.h"
#include "base/vec.h"
#include "doc/builder.h"
#include "doc/excerpt.h"
#include "doc/passage.h"

/* Elements move when it grows; the trees in them do not. */
SL_VEC(sl_passage_vec, sl_passage);

/* A new, zeroed passage at the end; NULL, with the error filled (SL_ELIMIT), if there
 * are SL_MAX_PASSAGES already. */
static inline sl_passage *sl_passage_add(sl_passage_vec *out, sl_err *err)
{
    if (out->len < SL_MAX_PASSAGES)
        return sl_vec_push(out);
    sl_fail(err, SL_ELIMIT, "more than %u documents in it", SL_MAX_PASSAGES);
    return NULL;
}

/* One document's passages in the making. */
typedef struct sl_passage_work {
    sl_doc *doc;
    sl_passage_vec found;
    sl_err *err;
    size_t patience; /* bytes that may still be looked at in vain */
} sl_passage_work;

/* Part of a document that may be a passage. */
typedef struct sl_piece {
    sl_excerpt text;
    sl_carrier carrier;
    sl_doc_kind kind;
    sl_str context;
    const sl_node *leaf;
    bool prose;
    bool meant; /* somebody says that it is of that kind */
    sl_leeway leeway;
    unsigned level; /* values of documents that it is in */
} sl_piece;

/* The functions below return false, with *work->err filled, at a ceiling. */

/* Counts bytes that were looked at in vain. */
bool sl_passage_spend(sl_passage_work *work, size_t bytes);
/* Reads a piece and adds it and what stands in its values, if it is a passage: *taken
 * says so. */
bool sl_piece_take(sl_passage_work *work, const sl_piece *piece, bool *taken);
/* Moves the spans of tree from text to where they stand in the document. */
void sl_passage_place(const sl_excerpt *text, const sl_node *tree);
/* What stands in the values of tree, whose spans are in piece->text. */
bool sl_piece_values(sl_passage_work *work, const sl_piece *piece, const sl_node *tree);
/* The fences and indented blocks of text for people. */
bool sl_piece_prose(sl_passage_work *work, const sl_piece *piece);
/* A fence's or literal block's content, whose language is piece->context. */
bool sl_piece_fence(sl_passage_work *work, const sl_piece *piece);
/* Lines that are documents by their look, if they are indented by so many columns. */
bool sl_piece_lines(sl_passage_work *work, const sl_piece *piece, size_t least);
/* The heredocs and quoted arguments of commands. */
bool sl_piece_shell(sl_passage_work *work, const sl_piece *piece);

/* The literals of work->doc, a program: Python, JavaScript or TypeScript by its path;
 * nothing for any other. Costs a parse of the text: ask where a policy may be. */
bool sl_source_passages(sl_passage_work *work);
/* Is it a program that sl_source_passages can read? By its name alone. */
bool sl_source_known(sl_str path);

/* Markdown, reST and such, by its name. */
bool sl_prose_known(sl_str path);

#endif

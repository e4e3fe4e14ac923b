/* passage_work.h - what the finders of passages share. Inside of doc/ only. */
#ifndef SECLINT_DOC_PASSAGE_WORK_H
#define SECLINT_DOC_PASSAGE_WORK_H

#include "base/limits.h"
#include "base/vec.h"
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

/* Each adds the passages of its kind that stand in doc->text, in the order of the text,
 * with all they hold in doc->arena. Returns false, with *err filled, if it stopped early
 * (a ceiling): what it found before stays. None looks at doc->content: the caller does. */

/* The literals of a program, by doc->blob->path: Python, JavaScript, TypeScript; nothing
 * for any other. Costs a parse of the text: ask where a policy may be. */
bool sl_source_passages(sl_doc *doc, sl_passage_vec *out, sl_err *err);
/* Is it a program that sl_source_passages can read? By its name alone. */
bool sl_source_known(sl_str path);

/* Fences and indented blocks of text for people. */
bool sl_prose_passages(sl_doc *doc, sl_passage_vec *out, sl_err *err);
/* Heredocs and quoted arguments of commands. */
bool sl_shell_passages(sl_doc *doc, sl_passage_vec *out, sl_err *err);
/* Documents in the values of the passages found so far. */
bool sl_value_passages(sl_doc *doc, sl_passage_vec *out, sl_err *err);

#endif

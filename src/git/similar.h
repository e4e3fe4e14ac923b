/* similar.h - the whole objects that a walk met last, and what the next one has in common
 * with one of them.
 *
 * Versions of a file that were never stored as deltas begin alike, mostly. The last object
 * with such a beginning is kept, so that of a new one only what it does not share has to
 * be looked at. Nothing hangs on that but time: what is shared is compared byte by byte,
 * and what is missed is looked at once more. */
#ifndef SECLINT_GIT_SIMILAR_H
#define SECLINT_GIT_SIMILAR_H

#include "git/odb.h"

typedef struct sl_similar_slot sl_similar_slot;

/* One worker's. {.visitor = v, .worker = w} is empty and ready for use; v has discard. */
typedef struct sl_similar {
    const sl_odb_visitor *visitor;
    unsigned worker;
    sl_similar_slot *slots; /* by the beginning of their bytes */
    size_t held;            /* bytes of all, at most SL_MAX_SIMILAR */
    size_t hand;            /* slot that is emptied next when they are too many */
} sl_similar;

/* If the greater part of the object stands in one that is kept, gives it the legacy of that
 * one, and sets copies, which are the object's, as sl_delta_apply does. Nothing shall be
 * left with an object that is too small or too large to be kept: its legacy is set to
 * NULL. */
void sl_similar_find(const sl_similar *similar, sl_object *object, sl_copies *copies);

/* Keeps a copy of the bytes of an object that sl_similar_find has seen, and what the
 * visitor left with it, until another one takes its place. Returns NULL: the legacy has an
 * owner. */
void *sl_similar_keep(sl_similar *similar, sl_str bytes, void *legacy);
void sl_similar_free(sl_similar *similar);

/* Stretches of text that stand in base, ascending and apart in text, none shorter than
 * SL_COPY_MIN. Finds short edits far from each other; of texts that differ in many places
 * some that they share are missed. Returns the bytes of all. */
size_t sl_similar_copies(sl_str base, sl_str text, sl_copies *copies);

#endif

/* legacy.h - the literals of rules in a text, and what is taken over of them when git
 * stores one text as a delta on another.
 *
 * A history is the same text again and again. Of a text that is a delta on one which was
 * scanned before, only what the delta brings in is searched for literals; the others
 * are those of the base, moved along the copies that the delta makes. The list is the
 * same as if the whole text had been searched:
 * - a literal inside one copy stands in the base, whose list is whole;
 * - any other has a byte outside of all copies, or lies across the joint of two. Both are
 *   searched for, with as many bytes round them as literals have, unless the same bytes
 *   were brought in before (memo.h).
 *
 * With a literal its verdict is taken over, if it is that nothing comes of it ("dull")
 * and all that was read for this verdict lies in the same copy. Who calls a literal dull
 * says how much that is. The beginning and the end of a text are read too,
 * where it ends sooner than that: they must be the same in both. So a verdict is taken
 * over only if it would be given again; all others are given anew, from the whole text,
 * which is there.
 *
 * The gate has no literals of owners that are deaf to the kind of the document
 * (kind_gates.h), so only one of the same kind inherits. Those of owners that have nothing
 * to do with the document's path can be left out: then only one of the same path does. */
#ifndef SECLINT_SCAN_LEGACY_H
#define SECLINT_SCAN_LEGACY_H

#include "doc/subtree.h"
#include "match/gate.h"
#include "scan/memo.h"
#include "source/blob.h"

/* What a text leaves. */
typedef struct sl_legacy {
    size_t len;        /* of the text */
    bool unencoded;    /* sl_encoded_next finds nothing in it */
    uint8_t kind;      /* of the document: sl_doc_kind */
    sl_str path;       /* of the document, not copied */
    size_t left_out;   /* literals that mean nothing at such a path: about so many */
    sl_subtree *parts; /* barren ones of its tree, see doc/subtree.h; of the legacy */
    size_t parts_len;
    unsigned judges; /* who found nothing in them */
    bool flat;       /* parts are lines, see doc/subtree.h */
    size_t anchors_len;
    sl_anchor anchors[];
} sl_legacy;

/* Copies anchors, all of a text of len bytes but for those left out. NULL if they are too
 * many to be kept. */
sl_legacy *sl_legacy_make(size_t len, const sl_anchors *anchors);
void sl_legacy_free(sl_legacy *legacy);
/* Copies the barren parts of a document that was judged, or the lively lines if it is flat,
 * unless they are too many. */
void sl_legacy_keep_parts(sl_legacy *legacy, sl_subtree_log *log, bool flat);

typedef struct sl_heir {
    sl_str text;
    const sl_copies *copies; /* from the text that left legacy */
    const sl_legacy *legacy;
    sl_str path;  /* of the document, */
    uint8_t kind; /* and its kind */
    const sl_gate *gate;
    sl_memo *memo; /* of what other deltas brought in; NULL: none */
} sl_heir;

/* Fills anchors, which is cleared, with all literals of the text; hits is scratch. The
 * memo is to learn them when they are judged. False: there are more than max, or the
 * legacy is not that of the copies' base, or lacks what this document may need. */
bool sl_legacy_inherit(const sl_heir *heir, size_t max, sl_gate_hits *hits,
                       sl_anchors *anchors);

/* Does the same hold for the text of the heir? No, if it cannot be told cheaply. The memo
 * is the one with which it inherited. */
bool sl_legacy_unencoded(const sl_heir *heir);

#endif

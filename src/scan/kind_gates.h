/* kind_gates.h - the gate for documents of one kind.
 *
 * Many rules only want to know whether a word of theirs stands in a document at all, and
 * look at some kinds of documents alone: "key =" means nothing to a check of
 * configuration in a program. Such rules are deaf to all other kinds. */
#ifndef SECLINT_SCAN_KIND_GATES_H
#define SECLINT_SCAN_KIND_GATES_H

#include "scan/ruleset.h"

/* Of one worker: those that it needed so far. Zeroed there are none. */
typedef struct sl_kind_gates {
    sl_gate *at[SL_DOC_KINDS];
    bool *deaf[SL_DOC_KINDS];
} sl_kind_gates;

/* Always of the same set. */
const sl_gate *sl_kind_gate(sl_kind_gates *gates, const sl_ruleset *set,
                            sl_doc_kind kind);
void sl_kind_gates_free(sl_kind_gates *gates);

#endif

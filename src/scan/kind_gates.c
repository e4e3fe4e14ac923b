#include "scan/kind_gates.h"

#include "base/mem.h"

#include <stdlib.h>

static bool *deaf_to(const sl_ruleset *set, sl_doc_kind kind)
{
    bool *deaf = sl_calloc(sl_ruleset_wakes(set), sizeof *deaf);

    for (size_t i = 0; i < set->documents.len; i++) {
        const sl_check *check = set->documents.at[i].check;

        deaf[set->documents.at[i].rule] = !check->place && !(check->kinds & 1u << kind);
    }
    return deaf;
}

const sl_gate *sl_kind_gate(sl_kind_gates *gates, const sl_ruleset *set,
                            sl_doc_kind kind)
{
    if (!gates->at[kind]) {
        gates->deaf[kind] = deaf_to(set, kind);
        gates->at[kind] = sl_gate_without(set->gate, gates->deaf[kind]);
    }
    return gates->at[kind];
}

void sl_kind_gates_free(sl_kind_gates *gates)
{
    for (size_t i = 0; i < SL_DOC_KINDS; i++) {
        sl_gate_free(gates->at[i]);
        free(gates->deaf[i]);
    }
}

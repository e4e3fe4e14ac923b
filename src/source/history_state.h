/* history_state.h - the inside of an sl_history, for source/history*.c only. */
#ifndef SECLINT_SOURCE_HISTORY_STATE_H
#define SECLINT_SOURCE_HISTORY_STATE_H

#include "base/map.h"
#include "source/commits.h"
#include "source/history.h"

SL_VEC(sl_name_vec, sl_str);

struct sl_history {
    sl_repo *repo;
    sl_odb *odb;
    const sl_feed *feed;
    sl_arena arena;
    sl_oidmap trees;     /* tree -> number */
    sl_oid_vec tree_ids; /* by number */
    sl_oidmap named;     /* blob -> index in names */
    sl_name_vec names;   /* base names that say how to read a blob */
    sl_map name_numbers; /* base name -> index + 1 */
    sl_commits commits;
};

/* Pass one: fills trees, tree_ids, named and names, and reports missing objects. */
void sl_history_read_names(sl_history *history);

#endif

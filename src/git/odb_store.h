/* odb_store.h - what an sl_odb holds; for odb*.c only. */
#ifndef SECLINT_GIT_ODB_STORE_H
#define SECLINT_GIT_ODB_STORE_H

#include "git/object_dirs.h"
#include "git/odb.h"
#include "git/pack_forest.h"

#include <time.h>

typedef struct sl_odb_pack {
    sl_pack pack;
    size_t dir;            /* the number of its object directory */
    size_t first;          /* the number of the first of its objects */
    sl_pack_forest forest; /* while forests are kept */
} sl_odb_pack;

SL_VEC(sl_odb_packs, sl_odb_pack);
SL_VEC(sl_path_vec, char *);
SL_VEC(sl_time_vec, struct timespec);

struct sl_odb {
    size_t oid_len;
    sl_path_vec paths; /* as given to sl_odb_open, to open it once more */
    sl_object_dirs dirs;
    sl_odb_packs packs;    /* mapped, by directory and name; new ones at the end */
    sl_err_vec dir_flaws;  /* directories that could not be opened */
    sl_err_vec pack_flaws; /* packs that could not, at the last listing */
    sl_time_vec listed;    /* by directory: when pack/ had last changed then */
    bool keep;             /* forests, and */
    uint8_t **duplicates;  /* of the first so many packs: as of sl_pack_duplicates */
    size_t duplicates_len;
};

/* No pack, for sl_odb_read_from. */
#define SL_ODB_NO_PACK SIZE_MAX

/* Lists the pack directories again and maps what is new. Not while another
 * thread uses the odb. */
void sl_odb_list_packs(sl_odb *odb);

/* For each pack which of its objects an earlier one delivers, as sl_pack_duplicates has
 * it. Good until it is asked again, a pack is added or they are no longer kept. */
uint8_t *const *sl_odb_duplicates(sl_odb *odb, unsigned threads);
void sl_odb_forget_duplicates(sl_odb *odb);

/* The same object directories opened afresh, to see what gc has moved; NULL if
 * that fails. */
sl_odb *sl_odb_open_again(const sl_odb *odb);

/* One object to be read: which, how large at most, and where it goes. */
typedef struct sl_odb_request {
    const sl_oid *oid;
    uint64_t max_size;
    size_t skip; /* number of a pack not to look into, or SL_ODB_NO_PACK */
    sl_object_type *type;
    sl_buf *out;
} sl_odb_request;

/* Reads from every pack but one, then from loose files, until one can be read;
 * otherwise err is that of the first that holds the object. */
bool sl_odb_read_from(const sl_odb *odb, const sl_odb_request *want, sl_err *err);

#endif

/* refs_tables.h - refs that are kept in reftables, for the files of git/refs*.c only. */
#ifndef SECLINT_GIT_REFS_TABLES_H
#define SECLINT_GIT_REFS_TABLES_H

#include "git/refs.h"

typedef enum sl_ref_form { SL_REF_NONE, SL_REF_TO_OBJECT, SL_REF_TO_REF } sl_ref_form;

/* What the tables below dir, a git directory, say of a ref, its id into *out or the name
 * that it points to into *target. A name may begin with that of another worktree:
 * "worktrees/NAME/", "main-worktree/". */
sl_ref_form sl_refs_table_read(const sl_refs *refs, const char *dir, sl_str name,
                               sl_oid *out, sl_buf *target);

/* Is called with the refs of tables. */
typedef struct sl_refs_visitor {
    void *ctx;
    void (*object)(void *ctx, sl_str name, const sl_oid *oid);
    void (*symbolic)(void *ctx, sl_str name, sl_str target);
} sl_refs_visitor;

/* Every ref of the tables below dir that is called "refs/..."; names and targets lie in arena. If a table is damaged only a part of them is told. */
void sl_refs_tables_each(const sl_refs *refs, const char *dir, sl_arena *arena,
                         const sl_refs_visitor *visitor);

#endif

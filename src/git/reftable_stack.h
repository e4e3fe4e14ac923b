/* reftable_stack.h - the tables that are one set of refs together, the newest of which
 * say what holds.
 *
 * Source: Documentation/technical/reftable.adoc of git 2.55, "Layout", "Readers". */
#ifndef SECLINT_GIT_REFTABLE_STACK_H
#define SECLINT_GIT_REFTABLE_STACK_H

#include "base/arena.h"
#include "base/vec.h"
#include "git/mapping.h"
#include "git/reftable.h"

typedef struct sl_reftable_file {
    sl_mapping mapping;
    sl_reftable table;
} sl_reftable_file;

SL_VEC(sl_reftable_file_vec, sl_reftable_file);

/* From the oldest to the newest. Free with sl_reftable_stack_close. */
typedef struct sl_reftable_stack {
    sl_reftable_file_vec files;
    sl_arena arena;
} sl_reftable_stack;

/* Opens the tables that "reftable/tables.list" below a git directory names. One that is
 * missing while the list changes was merged by somebody: then all is read again. False,
 * with nothing open, if the list or a table cannot be read or is damaged; err names the
 * file. */
bool sl_reftable_stack_open(const char *git_dir, size_t oid_len, sl_reftable_stack *out,
                            sl_err *err);
void sl_reftable_stack_close(sl_reftable_stack *stack);

/* What the newest table that knows the ref says of it; *out is good as long as the stack
 * and the name are. False if it is not there, was deleted or, with err->code set, a table
 * is damaged. */
bool sl_reftable_stack_find(const sl_reftable_stack *stack, sl_str name,
                            sl_ref_record *out, sl_err *err);

#endif

#include "git/refs_tables.h"

#include "base/limits.h"
#include "base/map.h"
#include "git/reftable_stack.h"

static void note(const sl_refs *refs, const sl_err *why)
{
    if (why->code != SL_OK && refs->err && refs->err->code == SL_OK)
        *refs->err = *why;
}

/* The git directory that a name is looked for in, without what says so. */
static const char *place_of(const sl_refs *refs, const char *dir, sl_str *name,
                            sl_arena *arena)
{
    sl_str main = sl_str_drop(*name, sl_lit("main-worktree/"));
    sl_str other = sl_str_drop(*name, sl_lit("worktrees/"));
    sl_str worktree;

    if (main.len < name->len) {
        *name = main;
        return refs->common_dir;
    }
    if (other.len == name->len || !sl_str_split(other, '/', &worktree, name))
        return dir;
    return sl_arena_printf(arena, "%s/worktrees/%.*s", refs->common_dir,
                           sl_fmt(worktree))
        .ptr;
}

static sl_ref_form take(const sl_ref_record *record, sl_oid *out, sl_buf *target)
{
    if (record->kind != SL_REF_SYMBOLIC) {
        *out = record->oid;
        return SL_REF_TO_OBJECT;
    }
    sl_buf_add(target, record->target);
    return SL_REF_TO_REF;
}

sl_ref_form sl_refs_table_read(const sl_refs *refs, const char *dir, sl_str name,
                               sl_oid *out, sl_buf *target)
{
    sl_arena arena = {0};
    sl_reftable_stack stack;
    sl_ref_form form = SL_REF_NONE;
    sl_ref_record record;
    sl_err why = {0};

    sl_buf_clear(target);
    dir = place_of(refs, dir, &name, &arena);
    if (sl_reftable_stack_open(dir, refs->oid_len, &stack, &why)) {
        if (sl_reftable_stack_find(&stack, name, &record, &why))
            form = take(&record, out, target);
        sl_reftable_stack_close(&stack);
    }
    note(refs, &why);
    sl_arena_free(&arena);
    return form;
}

/* The refs of a stack, from the newest table to the oldest: the first to speak of a name
 * is right. */
typedef struct merging {
    sl_arena *arena;
    const sl_refs_visitor *visitor;
    sl_map known;
    size_t names; /* bytes of them */
} merging;

static bool add(merging *m, const sl_ref_record *record, sl_err *err)
{
    const sl_refs_visitor *v = m->visitor;
    sl_str name;

    if (!sl_str_starts(record->name, sl_lit("refs/")) ||
        sl_map_has(&m->known, record->name))
        return true;
    m->names += record->name.len + record->target.len;
    if (m->known.len == SL_MAX_REFS || m->names > SL_MAX_REF_NAMES)
        return sl_fail(err, SL_ELIMIT, "there are more than %u refs, or %u MiB of them",
                       SL_MAX_REFS, SL_MAX_REF_NAMES / SL_MIB);
    name = sl_arena_str(m->arena, record->name);
    *sl_map_put(&m->known, name) = m;
    if (record->kind == SL_REF_SYMBOLIC)
        v->symbolic(v->ctx, name, sl_arena_str(m->arena, record->target));
    else if (record->kind != SL_REF_DELETED)
        v->object(v->ctx, name, &record->oid);
    return true;
}

static bool add_table(merging *m, const sl_reftable *table, sl_err *err)
{
    sl_reftable_walk walk = {.table = table};
    sl_ref_record record;

    while (sl_reftable_next(&walk, &record, err) && add(m, &record, err))
        continue;
    sl_reftable_walk_free(&walk);
    return err->code == SL_OK;
}

void sl_refs_tables_each(const sl_refs *refs, const char *dir, sl_arena *arena,
                         const sl_refs_visitor *visitor)
{
    merging m = {.arena = arena, .visitor = visitor};
    sl_reftable_stack stack;
    sl_err why = {0};

    if (sl_reftable_stack_open(dir, refs->oid_len, &stack, &why)) {
        for (size_t i = stack.files.len; i > 0 && why.code == SL_OK; i--)
            add_table(&m, &stack.files.at[i - 1].table, &why);
        sl_reftable_stack_close(&stack);
    }
    sl_map_free(&m.known);
    note(refs, &why);
}

#include "git/reftable_stack.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"

#include <fcntl.h>

/* A name of a file in the same directory. */
static bool names_file(sl_str line)
{
    return line.len > 0 && line.ptr[0] != '.' && sl_str_chr(line, '/') == SIZE_MAX &&
           sl_str_chr(line, '\0') == SIZE_MAX;
}

static bool add_table(sl_reftable_stack *stack, const char *path, size_t oid_len,
                      sl_err *err)
{
    sl_reftable_file *file = sl_vec_push(&stack->files);

    if (!sl_mapping_open(AT_FDCWD, path, &file->mapping, err))
        return err->code == SL_ENOTFOUND &&
               sl_fail(err, SL_ENOTFOUND, "%s is missing", path);
    return sl_reftable_parse(file->mapping.bytes, oid_len, path, &file->table, err);
}

/* No table is there twice: then a small list could make us read a large file often. */
static bool add_tables(sl_reftable_stack *stack, const char *dir, sl_str list,
                       size_t oid_len, sl_err *err)
{
    sl_map known = {0};
    bool ok = true;

    while (ok && list.len > 0) {
        sl_str line = sl_str_line(&list);
        sl_str path = sl_arena_printf(&stack->arena, "%s/%.*s", dir, sl_fmt(line));

        if (!names_file(line) || sl_map_has(&known, line))
            ok = sl_fail(err, SL_EFORMAT, "%s/tables.list is malformed", dir);
        else if (stack->files.len == SL_MAX_REFTABLES)
            ok = sl_fail(err, SL_ELIMIT, "%s/tables.list names more than %u tables",
                         dir, SL_MAX_REFTABLES);
        else
            ok = add_table(stack, path.ptr, oid_len, err);
        *sl_map_put(&known, line) = stack;
    }
    sl_map_free(&known);
    return ok;
}

/* err->code is SL_ENOTFOUND if a table is missing. */
static bool open_once(const char *dir, sl_str list, size_t oid_len,
                      sl_reftable_stack *out, sl_err *err)
{
    *err = (sl_err){0};
    if (add_tables(out, dir, list, oid_len, err))
        return true;
    sl_reftable_stack_close(out);
    return false;
}

static bool open_all(const char *dir, size_t oid_len, sl_reftable_stack *out,
                     sl_err *err)
{
    sl_buf lists[2] = {{0}, {0}}; /* the one at hand, and the one before it */
    sl_arena arena = {0};
    sl_err why = {0};
    const char *path = sl_arena_printf(&arena, "%s/tables.list", dir).ptr;
    bool ok = false;

    for (unsigned i = 0; !ok && i < SL_MAX_REF_RETRIES; i++) {
        sl_buf *list = &lists[i % 2];

        if (!sl_file_read(path, SL_MAX_REF_LIST, list, &why) ||
            (i > 0 && sl_str_eq(sl_buf_str(list), sl_buf_str(&lists[(i + 1) % 2]))))
            break;
        ok = open_once(dir, sl_buf_str(list), oid_len, out, &why);
        if (!ok && why.code != SL_ENOTFOUND)
            break;
    }
    if (why.code == SL_ENOTFOUND)
        why.code = SL_EREPO; /* the file is not there, but the repository is */
    if (!ok)
        *err = why;
    sl_arena_free(&arena);
    sl_buf_free(&lists[0]);
    sl_buf_free(&lists[1]);
    return ok;
}

bool sl_reftable_stack_open(const char *git_dir, size_t oid_len, sl_reftable_stack *out,
                            sl_err *err)
{
    sl_arena arena = {0};
    sl_str root = sl_str_drop_end(sl_str_of(git_dir), sl_lit("/"));
    sl_str dir = sl_arena_printf(&arena, "%.*s/reftable", sl_fmt(root));
    bool ok;

    *out = (sl_reftable_stack){0};
    ok = open_all(dir.ptr, oid_len, out, err);
    sl_arena_free(&arena);
    return ok;
}

void sl_reftable_stack_close(sl_reftable_stack *stack)
{
    for (size_t i = 0; i < stack->files.len; i++)
        sl_mapping_close(&stack->files.at[i].mapping);
    sl_vec_free(&stack->files);
    sl_arena_free(&stack->arena);
}

bool sl_reftable_stack_find(const sl_reftable_stack *stack, sl_str name,
                            sl_ref_record *out, sl_err *err)
{
    for (size_t i = stack->files.len; i > 0; i--) {
        sl_err why = {0};

        if (sl_reftable_find(&stack->files.at[i - 1].table, name, out, &why))
            return out->kind != SL_REF_DELETED;
        if (why.code != SL_OK) {
            *err = why;
            return false;
        }
    }
    return false;
}

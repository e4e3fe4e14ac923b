#include "git/refs.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "git/refs_tables.h"

enum { SYMBOLIC_DEPTH = 5, LONGEST = 4096 };

/* No way out of the directory, whatever a symbolic ref says. */
static bool well_named(sl_str name)
{
    return name.len > 0 && name.ptr[0] != '/' && !sl_str_has(name, sl_lit("..")) &&
           sl_str_chr(name, '\0') == SIZE_MAX;
}

/* Refs of one worktree lie in its own directory. */
static const char *dir_of(const sl_refs *refs, sl_str name)
{
    bool own = !sl_str_starts(name, sl_lit("refs/")) ||
               sl_str_starts(name, sl_lit("refs/worktree/")) ||
               sl_str_starts(name, sl_lit("refs/bisect/")) ||
               sl_str_starts(name, sl_lit("refs/rewritten/"));

    return own ? refs->git_dir : refs->common_dir;
}

static bool read_file(const char *dir, sl_str name, size_t max, sl_buf *out)
{
    sl_buf path = {0};
    bool ok;

    sl_buf_printf(&path, "%s/%.*s", dir, sl_fmt(name));
    ok = sl_file_read(path.ptr, max, out, NULL);
    sl_buf_free(&path);
    return ok;
}

static bool parse(const sl_refs *refs, sl_str text, sl_oid *out)
{
    return sl_oid_parse(sl_str_sub(text, 0, 2 * refs->oid_len), out) &&
           sl_str_trim(sl_str_skip(text, 2 * refs->oid_len)).len == 0;
}

/* Lines are "ID NAME". Where the name stands behind a blank and before a line end, it
 * is no part of another. */
static bool find_packed(const sl_refs *refs, sl_str name, sl_oid *out)
{
    sl_buf text = {0};
    sl_str rest;
    bool found = false;

    read_file(refs->common_dir, sl_lit("packed-refs"), SL_MAX_FILE_SIZE, &text);
    rest = sl_buf_str(&text);
    while (!found && rest.len > 0) {
        size_t at = sl_str_find(rest, name);
        sl_str before = sl_str_sub(rest, 0, at);
        sl_str after = sl_str_skip(rest, before.len + name.len);
        sl_str line = sl_str_skip(before, sl_str_rchr(before, '\n') + 1);

        if (at == SIZE_MAX)
            break;
        found = sl_str_ends(line, sl_lit(" ")) &&
                (after.len == 0 || after.ptr[0] == '\n' || after.ptr[0] == '\r') &&
                parse(refs, line, out);
        rest = after;
    }
    sl_buf_free(&text);
    return found;
}

/* What the file of a ref says, or its line of packed-refs. */
static sl_ref_form read_files(const sl_refs *refs, sl_str name, sl_oid *out,
                              sl_buf *target)
{
    sl_str text, rest;

    if (!read_file(dir_of(refs, name), name, LONGEST, target))
        return find_packed(refs, name, out) ? SL_REF_TO_OBJECT : SL_REF_NONE;
    text = sl_buf_str(target);
    if (parse(refs, text, out))
        return SL_REF_TO_OBJECT;
    rest = sl_str_trim(sl_str_drop(text, sl_lit("ref:")));
    if (!sl_str_starts(text, sl_lit("ref:")) || rest.len == 0)
        return SL_REF_NONE;
    memmove(target->ptr, rest.ptr, rest.len);
    target->len = rest.len;
    return SL_REF_TO_REF;
}

/* Two of them are files in any repository. */
static sl_ref_form read_ref(const sl_refs *refs, sl_str name, sl_oid *out,
                            sl_buf *target)
{
    if (!well_named(name))
        return SL_REF_NONE;
    if (refs->reftable && !sl_str_eq(name, sl_lit("FETCH_HEAD")) &&
        !sl_str_eq(name, sl_lit("MERGE_HEAD")))
        return sl_refs_table_read(refs, dir_of(refs, name), name, out, target);
    return read_files(refs, name, out, target);
}

bool sl_refs_follow(const sl_refs *refs, sl_str name, sl_oid *out, sl_buf *first)
{
    sl_buf targets[2] = {{0}, {0}};
    sl_ref_form form = SL_REF_TO_REF;

    for (unsigned depth = 0; form == SL_REF_TO_REF && depth < SYMBOLIC_DEPTH; depth++) {
        sl_buf *target = &targets[depth % 2]; /* name may lie in the other */

        form = read_ref(refs, name, out, target);
        name = sl_buf_str(target);
        if (first && depth == 0 && form == SL_REF_TO_REF)
            sl_buf_add(first, name);
    }
    sl_buf_free(&targets[0]);
    sl_buf_free(&targets[1]);
    return form == SL_REF_TO_OBJECT;
}

bool sl_refs_find(const sl_refs *refs, sl_str name, sl_oid *out)
{
    return sl_refs_follow(refs, name, out, NULL);
}

static const char *const around[][2] = {
    {"", ""},
    {"refs/", ""},
    {"refs/tags/", ""},
    {"refs/heads/", ""},
    {"refs/remotes/", ""},
    {"refs/remotes/", "/HEAD"},
};

enum { AROUND = sizeof around / sizeof *around };

static sl_str whole_name(sl_arena *arena, sl_str name, size_t i)
{
    return sl_arena_printf(arena, "%s%.*s%s", around[i][0], sl_fmt(name), around[i][1]);
}

bool sl_refs_find_short(const sl_refs *refs, sl_str name, sl_oid *out)
{
    sl_arena arena = {0};
    bool found = false;

    for (size_t i = 0; !found && i < AROUND; i++)
        found = sl_refs_find(refs, whole_name(&arena, name, i), out);
    sl_arena_free(&arena);
    return found;
}

bool sl_refs_ambiguous(const sl_refs *refs, sl_str name, sl_arena *arena, sl_str *taken,
                       sl_str *other)
{
    size_t found = 0;
    sl_oid oid;

    for (size_t i = 0; found < 2 && i < AROUND; i++) {
        sl_str whole = whole_name(arena, name, i);

        if (sl_refs_find(refs, whole, &oid))
            *(found++ ? other : taken) = whole;
    }
    return found == 2;
}

bool sl_refs_symbolic(const sl_refs *refs, sl_str name, sl_buf *out)
{
    sl_oid oid;

    if (read_ref(refs, name, &oid, out) != SL_REF_TO_REF)
        sl_buf_clear(out);
    return out->len > 0;
}

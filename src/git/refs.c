#include "git/refs.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"

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

bool sl_refs_find(const sl_refs *refs, sl_str name, sl_oid *out)
{
    sl_buf buffers[2] = {{0}, {0}};
    bool found = false;

    for (unsigned depth = 0; !found && depth < SYMBOLIC_DEPTH; depth++) {
        sl_buf *text = &buffers[depth % 2]; /* name may lie in the other */
        sl_str target;

        if (!well_named(name))
            break;
        if (!read_file(dir_of(refs, name), name, LONGEST, text)) {
            found = find_packed(refs, name, out);
            break;
        }
        found = parse(refs, sl_buf_str(text), out);
        target = sl_str_drop(sl_buf_str(text), sl_lit("ref:"));
        if (target.len == text->len)
            break;
        name = sl_str_trim(target);
    }
    sl_buf_free(&buffers[0]);
    sl_buf_free(&buffers[1]);
    return found;
}

bool sl_refs_find_short(const sl_refs *refs, sl_str name, sl_oid *out)
{
    static const char *const around[][2] = {
        {"", ""},
        {"refs/", ""},
        {"refs/tags/", ""},
        {"refs/heads/", ""},
        {"refs/remotes/", ""},
        {"refs/remotes/", "/HEAD"},
    };
    sl_arena arena = {0};
    bool found = false;

    for (size_t i = 0; !found && i < sizeof around / sizeof *around; i++)
        found = sl_refs_find(refs,
                             sl_arena_printf(&arena, "%s%.*s%s", around[i][0],
                                             sl_fmt(name), around[i][1]),
                             out);
    sl_arena_free(&arena);
    return found;
}

bool sl_refs_symbolic(const sl_refs *refs, sl_str name, sl_buf *out)
{
    sl_buf text = {0};
    sl_str target = {0};

    if (well_named(name) && read_file(dir_of(refs, name), name, LONGEST, &text) &&
        sl_str_starts(sl_buf_str(&text), sl_lit("ref:")))
        target = sl_str_trim(sl_str_skip(sl_buf_str(&text), sizeof "ref:" - 1));
    sl_buf_clear(out);
    sl_buf_add(out, target);
    sl_buf_free(&text);
    return out->len > 0;
}

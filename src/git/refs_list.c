/* refs_list.c - all refs: those with a file of their own, then those of packed-refs
 * that have none; or those of reftables. */
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "git/refs_tables.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SYMBOLIC_DEPTH = 5 }; /* as in refs.c */

/* A symbolic ref: what it leads to may have its name in packed-refs only. */
typedef struct symbolic {
    sl_str name;
    sl_str target;
} symbolic;

SL_VEC(symbolic_vec, symbolic);

typedef struct listing {
    const sl_refs *refs;
    sl_arena *arena;
    sl_ref_vec *out;
    sl_map known; /* name -> its place in out, from 1 */
    symbolic_vec symbolic;
    unsigned depth;
} listing;

static void add(listing *l, sl_str name, const sl_oid *oid)
{
    void **slot = sl_map_put(&l->known, name);

    if (*slot)
        return;
    *sl_vec_push(l->out) = (sl_ref){name, *oid};
    *slot = (void *)(uintptr_t)l->out->len;
}

static void add_loose(listing *l, sl_str name)
{
    sl_buf target = {0};
    sl_oid oid;

    if (sl_refs_symbolic(l->refs, name, &target))
        *sl_vec_push(&l->symbolic) =
            (symbolic){name, sl_arena_str(l->arena, sl_buf_str(&target))};
    else if (sl_refs_find(l->refs, name, &oid))
        add(l, name, &oid);
    sl_buf_free(&target);
}

/* In rounds, because one may lead to another. */
static void add_symbolic(listing *l)
{
    for (unsigned round = 0; round < SYMBOLIC_DEPTH; round++)
        for (size_t i = 0; i < l->symbolic.len; i++) {
            const symbolic *s = &l->symbolic.at[i];
            uintptr_t place = (uintptr_t)sl_map_get(&l->known, s->target);
            sl_oid oid;

            if (place == 0)
                continue;
            oid = l->out->at[place - 1].oid;
            add(l, s->name, &oid);
        }
}

/* Directories that are symbolic links are not entered: they could lead in a circle. */
static void add_folder(listing *l, const char *root, sl_str folder)
{
    sl_str path = sl_arena_printf(l->arena, "%s/%.*s", root, sl_fmt(folder));
    DIR *dir = l->depth < SL_MAX_DEPTH ? opendir(path.ptr) : NULL;
    struct dirent *entry;

    l->depth++;
    while (dir && (entry = readdir(dir)) != NULL) {
        sl_str name = sl_str_of(entry->d_name);
        struct stat st;

        if (sl_str_starts(name, sl_lit(".")) || sl_str_ends(name, sl_lit(".lock")) ||
            fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        name = sl_arena_printf(l->arena, "%.*s/%.*s", sl_fmt(folder), sl_fmt(name));
        if (S_ISDIR(st.st_mode))
            add_folder(l, root, name);
        else
            add_loose(l, name);
    }
    if (dir)
        closedir(dir);
    l->depth--;
}

/* "ID refs/...", between comments and "^ID", what the tag before it points to. */
static void add_packed(listing *l)
{
    sl_str path = sl_arena_printf(l->arena, "%s/packed-refs", l->refs->common_dir);
    sl_buf text = {0};
    sl_str rest;

    if (sl_file_read(path.ptr, SL_MAX_FILE_SIZE, &text, NULL)) {
        rest = sl_arena_str(l->arena, sl_buf_str(&text));
        while (rest.len > 0) {
            sl_str line = sl_str_line(&rest);
            sl_str id, name;
            sl_oid oid;

            if (sl_str_split(line, ' ', &id, &name) && sl_oid_parse(id, &oid) &&
                oid.len == l->refs->oid_len && sl_str_starts(name, sl_lit("refs/")))
                add(l, name, &oid);
        }
    }
    sl_buf_free(&text);
}

static void add_object(void *ctx, sl_str name, const sl_oid *oid)
{
    add(ctx, name, oid);
}

static void add_link(void *ctx, sl_str name, sl_str target)
{
    listing *l = ctx;

    *sl_vec_push(&l->symbolic) = (symbolic){name, target};
}

static void add_tables(listing *l, const char *dir)
{
    sl_refs_visitor visitor = {l, add_object, add_link};

    sl_refs_tables_each(l->refs, dir, l->arena, &visitor);
}

/* A HEAD of tables that leads to another ref is settled with those: none is read twice. */
static void add_head(listing *l, const sl_refs *there, sl_str name)
{
    sl_buf target = {0};
    sl_oid oid;

    if (!l->refs->reftable) {
        if (sl_refs_find(there, sl_lit("HEAD"), &oid))
            add(l, name, &oid);
        return;
    }
    switch (sl_refs_table_read(there, there->git_dir, sl_lit("HEAD"), &oid, &target)) {
    case SL_REF_TO_OBJECT: add(l, name, &oid); break;
    case SL_REF_TO_REF:
        add_link(l, name, sl_arena_str(l->arena, sl_buf_str(&target)));
        break;
    case SL_REF_NONE: break;
    }
    sl_buf_free(&target);
}

/* Each has a directory of its own with a HEAD. */
static void add_worktrees(listing *l)
{
    const char *path =
        sl_arena_printf(l->arena, "%s/worktrees", l->refs->common_dir).ptr;
    DIR *dir = opendir(path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir)) != NULL) {
        sl_refs there = *l->refs;

        if (entry->d_name[0] == '.')
            continue;
        there.git_dir = sl_arena_printf(l->arena, "%s/%s", path, entry->d_name).ptr;
        add_head(l, &there,
                 sl_arena_printf(l->arena, "worktrees/%s/HEAD", entry->d_name));
    }
    if (dir)
        closedir(dir);
}

static void add_files(listing *l)
{
    const sl_refs *refs = l->refs;

    add_folder(l, refs->common_dir, sl_lit("refs"));
    if (strcmp(refs->git_dir, refs->common_dir) != 0)
        add_folder(l, refs->git_dir, sl_lit("refs"));
    add_packed(l);
}

static void add_all_tables(listing *l)
{
    const sl_refs *refs = l->refs;

    add_tables(l, refs->common_dir);
    if (strcmp(refs->git_dir, refs->common_dir) != 0)
        add_tables(l, refs->git_dir);
}

static int by_name(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_ref *)a)->name, ((const sl_ref *)b)->name);
}

void sl_refs_list(const sl_refs *refs, sl_arena *arena, sl_ref_vec *out)
{
    listing l = {.refs = refs, .arena = arena, .out = out};

    add_head(&l, refs, sl_lit("HEAD"));
    if (refs->reftable)
        add_all_tables(&l);
    else
        add_files(&l);
    add_worktrees(&l);
    add_symbolic(&l);
    if (out->len > 0) /* "HEAD" < "refs/" < "worktrees/" */
        qsort(out->at, out->len, sizeof *out->at, by_name);
    sl_map_free(&l.known);
    sl_vec_free(&l.symbolic);
}

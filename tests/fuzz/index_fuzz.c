/* An index file, read with ids of 20 and of 32 bytes, alone and as a split index whose
 * shared index it is itself. */
#include "fuzz.h"

#include "git/index_file.h"
#include "git/index_split.h"
#include "git/index_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void read_trees(const sl_index_file *file)
{
    sl_index_trees trees;

    if (!sl_index_trees_parse(file->tree, file->oid_len, &trees))
        return;
    for (size_t i = 0; i < trees.len; i++) {
        sl_index_node node = sl_index_trees_at(&trees, i);

        must(node.next > i && node.next <= trees.len);
    }
    sl_index_trees_free(&trees);
}

/* The view of an index must say what the whole of it says. */
static void compare_view(sl_str text, size_t oid_len)
{
    char path[64];
    int fd = memfd_create("index", MFD_CLOEXEC);
    sl_index whole;
    sl_index_view view;
    sl_index_entry entry;
    sl_err err = {0};
    bool ok;

    must(fd >= 0 && write(fd, text.ptr, text.len) == (ssize_t)text.len);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ok = sl_index_read(path, "/nonexistent", oid_len, &whole, &err);
    must(sl_index_view_open(path, "/nonexistent", oid_len, &view, NULL) == ok);
    must(!ok ||
         (whole.len == view.len && whole.trees.len == sl_index_view_trees(&view)->len));
    for (size_t i = 0; ok && i < view.len; i++) {
        sl_index_view_entry(&view, i, &entry);
        must(sl_str_eq(entry.path, whole.entries[i].path) &&
             sl_str_eq(entry.path, sl_index_view_path(&view, i)) &&
             sl_oid_eq(&entry.oid, &whole.entries[i].oid) &&
             entry.mode == whole.entries[i].mode &&
             entry.stage == whole.entries[i].stage &&
             entry.flags == whole.entries[i].flags);
    }
    sl_index_view_free(&view);
    sl_index_free(&whole);
    close(fd);
}

static void merge(sl_index_file *file)
{
    sl_index_file base = *file;
    sl_oid oid;
    sl_err err = {0};

    if (!sl_index_split_base(file, &oid, &err) || oid.len == 0 ||
        !sl_index_file_parse(&base, &err))
        return;
    if (sl_index_split_merge(file, &base, &err))
        for (size_t i = 0; i < file->len; i++)
            must(file->entries[i].path.len > 0);
    else
        must(err.code != SL_OK);
}

static void read_index(sl_str text, size_t oid_len)
{
    sl_arena arena = {0};
    sl_index_file file = {
        .name = "index", .bytes = text, .oid_len = oid_len, .arena = &arena};
    sl_err err = {0};

    if (sl_index_file_parse(&file, &err)) {
        for (size_t i = 0; i < file.len; i++)
            must(file.entries[i].stage <= 3);
        read_trees(&file);
        merge(&file);
    } else {
        must(err.code != SL_OK);
    }
    sl_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    compare_view(input(data, size), SL_OID_SHA1);
    read_index(input(data, size), SL_OID_SHA1);
    read_index(input(data, size), SL_OID_MAX);
    return 0;
}

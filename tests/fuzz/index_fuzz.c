/* An index file, read with ids of 20 and of 32 bytes, alone and as a split index whose
 * shared index it is itself. */
#include "fuzz.h"

#include "git/index_file.h"
#include "git/index_split.h"
#include "git/index_trees.h"

static void read_trees(const sl_index_file *file)
{
    sl_index_tree *trees = NULL;
    size_t len = 0;
    sl_err err = {0};

    if (!sl_index_trees_parse(file, &trees, &len, &err))
        return;
    for (size_t i = 0; i < len; i++) {
        must(!trees[i].valid || trees[i].oid.len == file->oid_len);
        must(i == 0 || sl_str_cmp(trees[i - 1].path, trees[i].path) <= 0);
    }
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
    read_index(input(data, size), SL_OID_SHA1);
    read_index(input(data, size), SL_OID_MAX);
    return 0;
}

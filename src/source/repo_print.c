#include "source/repo_print.h"

#include "base/file.h"
#include "base/limits.h"
#include "git/odb_print.h"
#include "source/repo_state.h"

#include <fcntl.h>

/* The lengths keep two texts apart. */
static void add(sl_sha256 *hash, sl_str text)
{
    sl_sha256_add(hash, sl_str_make((const char *)&text.len, sizeof text.len));
    sl_sha256_add(hash, text);
}

/* Also which branch HEAD is. */
static void add_refs(sl_repo *repo, sl_sha256 *hash)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_arena arena = {0};
    sl_ref_vec list = {0};

    add(hash, sl_repo_branch(repo));
    sl_refs_list(&refs, &arena, &list);
    for (size_t i = 0; i < list.len; i++) {
        add(hash, list.at[i].name);
        add(hash, sl_oid_str(&list.at[i].oid));
    }
    sl_vec_free(&list);
    sl_arena_free(&arena);
}

/* No file: a history that is whole. */
static bool add_shallow(const sl_repo *repo, sl_sha256 *hash)
{
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_err err = {0};
    sl_str path = sl_arena_printf(&arena, "%s/shallow", repo->common_dir);
    bool ok =
        sl_file_read_at(AT_FDCWD, path.ptr, "shallow", SL_MAX_FILE_SIZE, &text, &err) ||
        err.code == SL_ENOTFOUND;

    add(hash, sl_buf_str(&text));
    sl_buf_free(&text);
    sl_arena_free(&arena);
    return ok;
}

bool sl_repo_print(sl_repo *repo, uint8_t out[SL_SHA256_SIZE])
{
    const sl_odb *odb = sl_repo_odb(repo, NULL);
    bool partial = sl_repo_partial(repo);
    sl_sha256 hash;
    bool ok;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_make((const char *)&partial, sizeof partial));
    ok = odb && sl_odb_print(odb, &hash) && add_shallow(repo, &hash);
    if (ok)
        add_refs(repo, &hash);
    ok = ok && sl_repo_refs_check(repo, NULL);
    sl_sha256_done(&hash, out);
    return ok;
}

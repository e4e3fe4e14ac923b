#include "source/diff.h"

#include "base/arena.h"
#include "source/libgit2.h"

bool sl_diff_unified(sl_str path, bool existed, sl_str before, sl_str after,
                     sl_buf *out, sl_err *err)
{
    sl_arena arena = {0};
    const char *name = sl_arena_str(&arena, path).ptr;
    sl_libgit2 lib;
    git_patch *patch = NULL;
    git_buf text = GIT_BUF_INIT;
    bool ok;

    if (!sl_libgit2_load(&lib, err)) {
        sl_arena_free(&arena);
        return false;
    }
    lib.git_libgit2_init();
    ok = lib.git_patch_from_buffers(&patch, existed ? before.ptr : NULL, before.len,
                                    name, after.ptr, after.len, name, NULL) == 0 &&
         lib.git_patch_to_buf(&text, patch) == 0;
    if (ok && !sl_str_eq(before, after))
        sl_buf_add(out, sl_str_make(text.ptr, text.size));
    lib.git_buf_dispose(&text);
    lib.git_patch_free(patch);
    lib.git_libgit2_shutdown();
    sl_arena_free(&arena);
    return ok || sl_fail(err, SL_EREPO, "diff of %.*s", sl_fmt(path));
}

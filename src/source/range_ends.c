/* range_ends.c - what a range is made of: commits that are wanted, and hidden ones. */
#include "base/limits.h"
#include "git/tree.h"
#include "source/oidmap.h"
#include "source/repo_fallback.h"
#include "source/repo_state.h"

bool sl_range_ends_want(sl_repo *repo, const sl_oid *oid, sl_range_ends *ends,
                        sl_err *err)
{
    char words[SL_NOT_SCANNED];
    sl_object_type type = SL_OBJ_TAG;
    sl_buf bytes = {0};
    sl_oid at = *oid;
    sl_err why = {0};
    bool ok = true;
    sl_tag tag;

    for (unsigned depth = 0; ok && type == SL_OBJ_TAG; depth++) {
        ok = sl_repo_read_any(repo, &at, &type, &bytes, &why);
        if (!ok || type != SL_OBJ_TAG)
            break;
        *sl_vec_push(&ends->tags) = at;
        ok = (depth < SL_MAX_TAG_DEPTH && sl_tag_parse(sl_buf_str(&bytes), &tag)) ||
             sl_fail(&why, SL_EFORMAT, "%s",
                     depth < SL_MAX_TAG_DEPTH ? "malformed tag"
                                              : "tags of tags nest too deep");
        if (ok)
            at = tag.target;
    }
    if (!ok && why.code == SL_ENOTFOUND)
        *err = why;
    else if (!ok)
        sl_fail(err, SL_ELOST, "%s", sl_not_scanned(&at, why.text, words));
    else
        *sl_vec_push(type == SL_OBJ_COMMIT ? &ends->wanted : &ends->objects) = at;
    sl_buf_free(&bytes);
    return ok;
}

void sl_range_ends_hide(sl_repo *repo, const sl_oid *oid, sl_range_ends *ends)
{
    sl_buf bytes = {0};
    sl_oid at = *oid;

    if (sl_repo_peel(repo, &at, &bytes, NULL) == SL_OBJ_COMMIT)
        *sl_vec_push(&ends->hidden) = at;
    sl_buf_free(&bytes);
}

/* Many refs name the same commit: each is read once. */
void sl_range_ends_hide_refs(sl_repo *repo, sl_str prefix, const sl_map *but,
                             sl_range_ends *ends)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_oidmap known = {.oid_len = repo->oid_len};
    sl_arena arena = {0};
    sl_ref_vec list = {0};

    sl_refs_list(&refs, &arena, &list);
    for (size_t i = 0; i < list.len; i++) {
        const sl_ref *ref = &list.at[i];

        if (!sl_str_starts(ref->name, sl_lit("refs/")) ||
            !sl_str_starts(ref->name, prefix) || (but && sl_map_has(but, ref->name)) ||
            sl_oidmap_put(&known, &ref->oid, (uint32_t)i) != i)
            continue;
        sl_range_ends_hide(repo, &ref->oid, ends);
    }
    sl_oidmap_free(&known);
    sl_vec_free(&list);
    sl_arena_free(&arena);
}

void sl_range_ends_free(sl_range_ends *ends)
{
    sl_vec_free(&ends->objects);
    sl_vec_free(&ends->wanted);
    sl_vec_free(&ends->hidden);
    sl_vec_free(&ends->tags);
}

/* history_refs.c - can refs be read, is what they name there, and where do they lead to? */
#include "base/limits.h"
#include "git/tree.h"
#include "source/history_state.h"
#include "source/repo_fallback.h"
#include "source/repo_state.h"

/* Not lasting: who mends or deletes a ref changes no object. */
static void tell(const sl_history *h, unsigned worker, sl_str ref, const char *text)
{
    h->feed->notice(h->feed->ctx, worker, ref, text, true);
    if (h->memory)
        h->memory->notice(h->memory->ctx, worker, ref, text, false);
}

static void check_targets(const sl_history *h, unsigned worker)
{
    char words[SL_NOT_SCANNED];

    for (size_t i = 0; i < h->refs.len; i++)
        if (!sl_odb_has(h->odb, &h->refs.at[i].oid))
            tell(h, worker, h->refs.at[i].name,
                 sl_not_scanned(&h->refs.at[i].oid, "missing object, named by this ref",
                                words));
}

void sl_history_read_refs(sl_history *h, unsigned worker, bool shallow)
{
    sl_refs refs = sl_repo_refs(h->repo);
    sl_err why = {0};
    sl_oid head;

    sl_refs_list(&refs, &h->refs_arena, &h->refs);
    if (!sl_repo_refs_check(h->repo, &why)) /* HEAD is what others ask for first */
        tell(h, worker, sl_repo_head(h->repo, &head) ? sl_lit("refs") : sl_lit("HEAD"),
             why.text);
    if (!shallow && !sl_repo_partial(h->repo))
        check_targets(h, worker);
}

/* A commit that is known was read. Refs whose object is not there, as in a shallow clone,
 * are none. */
static bool peel(const sl_history *h, sl_oid *oid, sl_buf *bytes)
{
    for (unsigned depth = 0; depth < SL_MAX_TAG_DEPTH; depth++) {
        sl_object_type type;
        sl_tag tag;

        if (sl_commits_number(&h->commits, oid) != SL_OIDMAP_NONE)
            return true;
        if (!sl_repo_read_any(h->repo, oid, &type, bytes, NULL))
            return false;
        if (type != SL_OBJ_TAG)
            return true;
        if (!sl_tag_parse(sl_buf_str(bytes), &tag))
            return false;
        *oid = tag.target;
    }
    return false;
}

bool sl_history_tips(const sl_history *h, sl_oid_vec *tips)
{
    sl_buf bytes = {0};

    for (size_t i = 0; i < h->refs.len; i++) {
        sl_oid oid = h->refs.at[i].oid;

        if (peel(h, &oid, &bytes))
            *sl_vec_push(tips) = oid;
    }
    sl_buf_free(&bytes);
    return sl_repo_refs_check(h->repo, NULL);
}

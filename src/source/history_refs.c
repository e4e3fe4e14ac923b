/* history_refs.c - can refs be read, and is what they name there? */
#include "source/history_state.h"
#include "source/repo_fallback.h"
#include "source/repo_state.h"

/* Not lasting: who mends or deletes a ref changes no object. */
static void tell(const sl_history *h, sl_str ref, const char *text)
{
    h->feed->notice(h->feed->ctx, 0, ref, text, true);
    if (h->memory)
        h->memory->notice(h->memory->ctx, 0, ref, text, false);
}

static void check_targets(const sl_history *h)
{
    sl_refs refs = sl_repo_refs(h->repo);
    sl_arena arena = {0};
    sl_ref_vec list = {0};
    char words[SL_NOT_SCANNED];

    sl_refs_list(&refs, &arena, &list);
    for (size_t i = 0; i < list.len; i++)
        if (!sl_odb_has(h->odb, &list.at[i].oid))
            tell(h, list.at[i].name,
                 sl_not_scanned(&list.at[i].oid, "missing object, named by this ref",
                                words));
    sl_vec_free(&list);
    sl_arena_free(&arena);
}

void sl_history_check_refs(const sl_history *h, bool shallow)
{
    sl_err why = {0};
    sl_oid head;

    if (!sl_repo_refs_check_all(h->repo, &why)) /* HEAD is what others ask for first */
        tell(h, sl_repo_head(h->repo, &head) ? sl_lit("refs") : sl_lit("HEAD"),
             why.text);
    if (!shallow && !sl_repo_partial(h->repo))
        check_targets(h);
}

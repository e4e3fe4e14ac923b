/* history_lost.c - what becomes of objects that our own reader could not read. */
#include "base/limits.h"
#include "source/history_state.h"
#include "source/repo_fallback.h"

void sl_history_lost(sl_history *h, unsigned worker, const sl_oid *oid,
                     const sl_err *why)
{
    sl_lost_list *list = &h->lost[worker];

    *sl_vec_push(&list->all) =
        (sl_lost){*oid, why->code, sl_arena_str(&list->arena, sl_str_of(why->text))};
}

void sl_history_lost_free(sl_lost_list *list)
{
    sl_vec_free(&list->all);
    sl_arena_free(&list->arena);
}

/* Reads one by libgit2, which is loaded for that, and visits it as the walk would
 * have. What no reader takes for an object is damage; a limit is a limit for all. */
static bool read_otherwise(sl_history *h, const sl_lost *lost, unsigned types,
                           const sl_odb_visitor *visitor)
{
    sl_object object = {.oid = lost->oid};
    sl_buf bytes = {0};
    bool ok = lost->code == SL_EFORMAT && lost->oid.len > 0 &&
              sl_repo_fallback_read(h->repo, &lost->oid, &object.type, &bytes);

    object.bytes = sl_buf_str(&bytes);
    if (ok && types & 1u << object.type)
        visitor->object(visitor->ctx, 0, &object);
    sl_buf_free(&bytes);
    return ok;
}

void sl_history_settle(sl_history *h, unsigned types, const sl_odb_visitor *visitor)
{
    for (unsigned w = 0; w < h->feed->threads; w++) {
        sl_lost_list *list = &h->lost[w];

        for (size_t i = 0; i < list->all.len; i++) {
            const sl_lost *lost = &list->all.at[i];

            if (!read_otherwise(h, lost, types, visitor)) /* a limit stays */
                sl_history_tell(h, 0, &lost->oid, lost->why.ptr,
                                lost->code == SL_ELIMIT);
        }
        list->all.len = 0;
        sl_arena_reset(&list->arena);
    }
}

void sl_history_tell(const sl_history *h, unsigned worker, const sl_oid *subject,
                     const char *text, bool lasting)
{
    char hex[SL_OID_HEX_MAX + 1];
    char words[SL_NOT_SCANNED];
    sl_str shown = sl_str_of(subject ? sl_oid_hex(subject, hex) : "history");

    if (subject && subject->len > 0)
        text = sl_not_scanned(subject, text, words);
    h->feed->notice(h->feed->ctx, worker, shown, text, true);
    if (h->memory)
        h->memory->notice(h->memory->ctx, worker, shown, text, lasting);
}

/* odb_walk.c - all packs one after the other, then the loose objects. */
#include "git/odb_store.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "git/loose.h"
#include "git/pack_walk.h"

#include <inttypes.h>
#include <stdlib.h>

enum { CHUNK = 16 };

SL_VEC(oid_vec, sl_oid);

typedef struct hand {
    sl_inflate *inflate;
    sl_loose loose;
    oid_vec vanished; /* loose files that were listed and are gone */
} hand;

typedef struct walk {
    sl_odb *odb;
    unsigned types;
    unsigned threads;
    uint64_t max_size;
    const sl_odb_visitor *visitor;
    size_t pack; /* the one being walked, or SL_ODB_NO_PACK */
    sl_loose_names loose;
    hand *hands; /* by worker */
} walk;

static void tell_lost(const walk *me, unsigned worker, const sl_oid *oid,
                      const sl_err *err)
{
    me->visitor->lost(me->visitor->ctx, worker, oid, err);
}

static bool needed(const walk *me, const sl_oid *oid)
{
    return !me->visitor->needed || me->visitor->needed(me->visitor->ctx, oid);
}

static bool pass_needed(void *ctx, const sl_oid *oid)
{
    return needed(ctx, oid);
}

static bool wanted(const walk *me, unsigned worker, const sl_oid *oid,
                   sl_object_type type, uint64_t size)
{
    return me->types & 1u << type &&
           (!me->visitor->wanted ||
            me->visitor->wanted(me->visitor->ctx, worker, oid, type, size));
}

/* Delivers an object by random access, if its type is asked for. False if it
 * cannot be read. */
static bool deliver_from(const walk *me, const sl_odb *odb, unsigned worker,
                         const sl_oid *oid)
{
    sl_object object = {.oid = *oid};
    sl_buf bytes = {0};
    size_t skip = odb == me->odb ? me->pack : SL_ODB_NO_PACK;
    sl_odb_request want = {oid, me->max_size, skip, &object.type, &bytes};
    bool ok = sl_odb_read_from(odb, &want, NULL);

    if (ok && wanted(me, worker, oid, object.type, bytes.len)) {
        object.bytes = sl_buf_str(&bytes);
        me->visitor->object(me->visitor->ctx, worker, &object);
    }
    sl_buf_free(&bytes);
    return ok;
}

/* What one file has lost may be whole in another. */
static void recover(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    const walk *me = ctx;

    if (err->code == SL_ELIMIT || !deliver_from(me, me->odb, worker, oid))
        tell_lost(me, worker, oid, err);
}

static bool pass_wanted(void *ctx, unsigned worker, const sl_oid *oid,
                        sl_object_type type, uint64_t size)
{
    return wanted(ctx, worker, oid, type, size);
}

static void pass_object(void *ctx, unsigned worker, const sl_object *object)
{
    const walk *me = ctx;

    me->visitor->object(me->visitor->ctx, worker, object);
}

static void pass_discard(void *ctx, unsigned worker, void *legacy)
{
    const walk *me = ctx;

    me->visitor->discard(me->visitor->ctx, worker, legacy);
}

static void walk_packs(walk *me)
{
    size_t len = me->odb->packs.len;
    uint8_t *const *duplicates = sl_odb_duplicates(me->odb, me->threads);
    sl_odb_visitor inner = {.ctx = me,
                            .needed = me->visitor->needed ? pass_needed : NULL,
                            .wanted = me->visitor->wanted ? pass_wanted : NULL,
                            .object = pass_object,
                            .discard = me->visitor->discard ? pass_discard : NULL,
                            .lost = recover};

    for (me->pack = 0; me->pack < len; me->pack++) {
        sl_odb_pack *walked = &me->odb->packs.at[me->pack];
        sl_pack_walk in = {.pack = &walked->pack,
                           .types = me->types,
                           .threads = me->threads,
                           .max_size = me->max_size,
                           .budget = SL_MAX_PACK_LIVE,
                           .skip = duplicates[me->pack],
                           .first = walked->first,
                           .forest = me->odb->keep ? &walked->forest : NULL,
                           .visitor = &inner};

        sl_pack_walk_run(&in);
    }
    me->pack = SL_ODB_NO_PACK;
    if (!me->odb->keep)
        sl_odb_forget_duplicates(me->odb);
}

static void visit_loose(const walk *me, unsigned worker, const sl_loose_name *name)
{
    hand *my = &me->hands[worker];
    sl_loose *loose = &my->loose;
    sl_object object = {.oid = name->oid};
    char hex[SL_OID_HEX_MAX + 1];
    sl_err err = {0};

    if (!sl_loose_open(me->odb->dirs.at[name->dir].fd, &name->oid, loose, &err)) {
        if (err.code == SL_ENOTFOUND)
            *sl_vec_push(&my->vanished) = name->oid;
        else
            recover((void *)(uintptr_t)me, worker, &name->oid, &err);
        return;
    }
    object.type = loose->type;
    if (loose->size > me->max_size) {
        sl_fail(&err, SL_ELIMIT, "object %s: larger than %" PRIu64 " MiB",
                sl_oid_hex(&name->oid, hex), me->max_size >> 20);
        if (me->types & 1u << loose->type)
            tell_lost(me, worker, &name->oid, &err);
    } else if (wanted(me, worker, &name->oid, loose->type, loose->size)) {
        if (sl_loose_load(loose, &name->oid, my->inflate, &object.bytes, &err))
            me->visitor->object(me->visitor->ctx, worker, &object);
        else
            recover((void *)(uintptr_t)me, worker, &name->oid, &err);
    }
}

static void visit_chunk(void *ctx, unsigned worker, size_t item)
{
    const walk *me = ctx;
    size_t end = (item + 1) * CHUNK;

    for (size_t i = item * CHUNK; i < end && i < me->loose.len; i++)
        visit_loose(me, worker, &me->loose.at[i]);
}

/* gc has packed them: open the repository once more and look there. */
static void find_vanished(const walk *me)
{
    sl_odb *again = NULL;

    for (unsigned i = 0; i < me->threads; i++) {
        const oid_vec *gone = &me->hands[i].vanished;

        for (size_t j = 0; j < gone->len; j++) {
            char hex[SL_OID_HEX_MAX + 1];
            sl_err err = {0};

            if (!again)
                again = sl_odb_open_again(me->odb);
            if (again && deliver_from(me, again, 0, &gone->at[j]))
                continue;
            sl_fail(&err, SL_ENOTFOUND, "object %s vanished while it was looked for",
                    sl_oid_hex(&gone->at[j], hex));
            tell_lost(me, 0, &gone->at[j], &err);
        }
    }
    sl_odb_close(again);
}

static void walk_loose(walk *me)
{
    me->hands = sl_calloc(me->threads, sizeof *me->hands);
    for (unsigned i = 0; i < me->threads; i++)
        me->hands[i].inflate = sl_inflate_new();
    sl_pool_run(me->threads, (me->loose.len + CHUNK - 1) / CHUNK, visit_chunk, me);
    find_vanished(me);
    for (unsigned i = 0; i < me->threads; i++) {
        sl_inflate_free(me->hands[i].inflate);
        sl_loose_free(&me->hands[i].loose);
        sl_vec_free(&me->hands[i].vanished);
    }
    free(me->hands);
}

static int compare_names(const void *a, const void *b)
{
    const sl_loose_name *x = a, *y = b;
    int order = sl_oid_cmp(&x->oid, &y->oid);

    return order ? order : x->dir < y->dir ? -1 : x->dir > y->dir;
}

static bool packed(const sl_odb *odb, const sl_oid *oid)
{
    uint32_t position;

    for (size_t i = 0; i < odb->packs.len; i++)
        if (sl_pack_index_find(&odb->packs.at[i].pack.index, oid->raw, &position))
            return true;
    return false;
}

/* Keeps one name for each object that is needed and that no pack has. */
static void sift_loose(walk *me)
{
    sl_loose_names *names = &me->loose;
    size_t kept = 0;

    if (names->len == 0)
        return;
    qsort(names->at, names->len, sizeof *names->at, compare_names);
    for (size_t i = 0; i < names->len; i++)
        if ((i == 0 || !sl_oid_eq(&names->at[i].oid, &names->at[i - 1].oid)) &&
            !packed(me->odb, &names->at[i].oid) && needed(me, &names->at[i].oid))
            names->at[kept++] = names->at[i];
    names->len = kept;
}

static void tell_flaws(const walk *me, const sl_err_vec *flaws)
{
    for (size_t i = 0; i < flaws->len; i++)
        tell_lost(me, 0, &(sl_oid){0}, &flaws->at[i]);
}

static void tell_pack_flaws(const walk *me)
{
    for (size_t i = 0; i < me->odb->packs.len; i++) {
        const sl_pack *pack = &me->odb->packs.at[i].pack;
        sl_err err = {0};

        if (!pack->flaw)
            continue;
        sl_fail(&err, SL_EFORMAT, "%s: %s", pack->name, pack->flaw);
        tell_lost(me, 0, &(sl_oid){0}, &err);
    }
}

void sl_odb_walk(sl_odb *odb, unsigned types, unsigned threads, uint64_t max_size,
                 const sl_odb_visitor *visitor)
{
    walk me = {.odb = odb,
               .types = types,
               .max_size = max_size,
               .visitor = visitor,
               .pack = SL_ODB_NO_PACK};

    me.threads = threads < 1 ? 1 : threads > SL_MAX_THREADS ? SL_MAX_THREADS : threads;
    /* Loose first: what gc packs meanwhile is then in a pack listed later. */
    for (size_t i = 0; i < odb->dirs.len; i++) {
        sl_err err = {0};

        if (!sl_loose_list(odb->dirs.at[i].fd, i, odb->oid_len, &me.loose, &err))
            tell_lost(&me, 0, &(sl_oid){0}, &err);
    }
    sl_odb_list_packs(odb);
    tell_flaws(&me, &odb->dir_flaws);
    tell_flaws(&me, &odb->pack_flaws);
    tell_pack_flaws(&me);
    sift_loose(&me);
    walk_packs(&me);
    walk_loose(&me);
    sl_vec_free(&me.loose);
}

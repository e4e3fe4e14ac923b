#include "git/odb_store.h"

#include "base/mem.h"
#include "git/loose.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void add_path(sl_odb *odb, const char *path)
{
    size_t size = strlen(path) + 1;
    char *copy = sl_malloc(size);

    memcpy(copy, path, size);
    *sl_vec_push(&odb->paths) = copy;
}

sl_odb *sl_odb_open(const char *objects_dir, const char *const *extra, size_t extra_len,
                    size_t oid_len, sl_err *err)
{
    sl_odb *odb = sl_calloc(1, sizeof *odb);

    odb->oid_len = oid_len;
    add_path(odb, objects_dir);
    for (size_t i = 0; i < extra_len; i++)
        add_path(odb, extra[i]);
    if (!sl_object_dirs_open((const char *const *)odb->paths.at, odb->paths.len,
                             &odb->dirs, &odb->dir_flaws, err)) {
        sl_odb_close(odb);
        return NULL;
    }
    for (size_t i = 0; i < odb->dirs.len; i++)
        sl_vec_push(&odb->listed);
    sl_odb_list_packs(odb);
    return odb;
}

sl_odb *sl_odb_open_again(const sl_odb *odb)
{
    return sl_odb_open(odb->paths.at[0], (const char *const *)odb->paths.at + 1,
                       odb->paths.len - 1, odb->oid_len, NULL);
}

void sl_odb_close(sl_odb *odb)
{
    if (!odb)
        return;
    sl_odb_keep(odb, false);
    for (size_t i = 0; i < odb->packs.len; i++)
        sl_pack_close(&odb->packs.at[i].pack);
    for (size_t i = 0; i < odb->paths.len; i++)
        free(odb->paths.at[i]);
    sl_object_dirs_close(&odb->dirs);
    sl_vec_free(&odb->packs);
    sl_vec_free(&odb->paths);
    sl_vec_free(&odb->dir_flaws);
    sl_vec_free(&odb->pack_flaws);
    sl_vec_free(&odb->listed);
    free(odb);
}

void sl_odb_keep(sl_odb *odb, bool keep)
{
    odb->keep = keep;
    for (size_t i = 0; !keep && i < odb->packs.len; i++)
        sl_pack_forest_free(&odb->packs.at[i].forest);
    if (!keep)
        sl_odb_forget_duplicates(odb);
}

size_t sl_odb_count(const sl_odb *odb)
{
    sl_loose_names loose = {0};
    size_t count;

    for (size_t i = 0; i < odb->dirs.len; i++)
        sl_loose_list(odb->dirs.at[i].fd, i, odb->oid_len, &loose, NULL);
    count = loose.len;
    for (size_t i = 0; i < odb->packs.len; i++)
        count += odb->packs.at[i].pack.index.count;
    sl_vec_free(&loose);
    return count;
}

/* A limit ends the search: every copy is as large. */
static bool read_packed(const sl_odb *odb, const sl_odb_request *want,
                        sl_inflate *inflate, sl_err *err)
{
    for (size_t i = 0; i < odb->packs.len; i++) {
        const sl_pack *pack = &odb->packs.at[i].pack;
        sl_pack_fault fault;
        uint32_t position;

        if (i == want->skip ||
            !sl_pack_index_find(&pack->index, want->oid->raw, &position))
            continue;
        fault = sl_pack_read(pack, position, want->max_size, inflate, want->type,
                             want->out);
        if (fault == SL_PACK_SOUND)
            return true;
        if (err->code == SL_OK)
            sl_pack_fail(pack, want->oid, fault, want->max_size, err);
    }
    return false;
}

static bool read_loose(const sl_odb *odb, const sl_odb_request *want,
                       sl_inflate *inflate, sl_err *err)
{
    sl_loose loose = {.eager = true};
    bool ok = false;

    for (size_t i = 0; !ok && i < odb->dirs.len; i++) {
        char hex[SL_OID_HEX_MAX + 1];
        sl_err now = {0};
        sl_str bytes;

        if (!sl_loose_open(odb->dirs.at[i].fd, want->oid, &loose, &now)) {
            if (now.code == SL_ENOTFOUND)
                continue;
        } else if (loose.size > want->max_size) {
            sl_fail(&now, SL_ELIMIT, "object %s: larger than %" PRIu64 " MiB",
                    sl_oid_hex(want->oid, hex), want->max_size >> 20);
        } else if (sl_loose_load(&loose, want->oid, inflate, &bytes, &now)) {
            *want->type = loose.type;
            sl_buf_clear(want->out);
            sl_buf_add(want->out, bytes);
            ok = true;
        }
        if (!ok && err->code == SL_OK)
            *err = now;
    }
    sl_loose_free(&loose);
    return ok;
}

bool sl_odb_read_from(const sl_odb *odb, const sl_odb_request *want, sl_err *err)
{
    sl_inflate *inflate = sl_inflate_new();
    char hex[SL_OID_HEX_MAX + 1];
    sl_err why = {0};
    bool ok;

    sl_buf_clear(want->out);
    ok = read_packed(odb, want, inflate, &why) || read_loose(odb, want, inflate, &why);
    sl_inflate_free(inflate);
    if (ok)
        return true;
    if (why.code == SL_OK)
        sl_fail(&why, SL_ENOTFOUND, "object %s is not in the repository",
                sl_oid_hex(want->oid, hex));
    if (err)
        *err = why;
    return false;
}

/* Has a pack come or gone since they were listed? */
static bool packs_changed(const sl_odb *odb)
{
    for (size_t i = 0; i < odb->dirs.len; i++) {
        struct stat st;
        const struct timespec *then = &odb->listed.at[i];

        if (fstatat(odb->dirs.at[i].fd, "pack", &st, 0) == 0 &&
            (st.st_mtim.tv_sec != then->tv_sec || st.st_mtim.tv_nsec != then->tv_nsec))
            return true;
    }
    return false;
}

bool sl_odb_read(sl_odb *odb, const sl_oid *oid, uint64_t max_size,
                 sl_object_type *type, sl_buf *out, sl_err *err)
{
    sl_err why = {0};
    sl_odb *again;
    sl_odb_request want = {oid, max_size, SL_ODB_NO_PACK, type, out};
    bool ok = sl_odb_read_from(odb, &want, &why);

    if (!ok && why.code == SL_ENOTFOUND && packs_changed(odb) &&
        (again = sl_odb_open_again(odb)) != NULL) {
        ok = sl_odb_read_from(again, &want, &why);
        sl_odb_close(again);
    }
    if (!ok && err)
        *err = why;
    return ok;
}

bool sl_odb_has(sl_odb *odb, const sl_oid *oid)
{
    return sl_odb_number(odb, oid) != SL_ODB_UNPACKED || sl_odb_has_loose(odb, oid);
}

bool sl_odb_has_loose(const sl_odb *odb, const sl_oid *oid)
{
    for (size_t i = 0; i < odb->dirs.len; i++)
        if (sl_loose_has(odb->dirs.at[i].fd, oid))
            return true;
    return false;
}

size_t sl_odb_packed(const sl_odb *odb)
{
    const sl_odb_pack *last = odb->packs.len > 0 ? sl_vec_last(&odb->packs) : NULL;

    return last ? last->first + last->pack.index.count : 0;
}

size_t sl_odb_number(const sl_odb *odb, const sl_oid *oid)
{
    uint32_t position;

    for (size_t i = 0; i < odb->packs.len; i++)
        if (sl_pack_index_find(&odb->packs.at[i].pack.index, oid->raw, &position))
            return odb->packs.at[i].first + position;
    return SL_ODB_UNPACKED;
}

/* len: at most SL_PACK_INDEX_AT_ONCE. */
static void find_all(const sl_odb *odb, const uint8_t *const *raw, size_t len,
                     size_t *numbers)
{
    uint32_t positions[SL_PACK_INDEX_AT_ONCE];

    for (size_t k = 0; k < len; k++)
        numbers[k] = SL_ODB_UNPACKED;
    for (size_t i = 0; i < odb->packs.len; i++) {
        const sl_odb_pack *pack = &odb->packs.at[i];

        sl_pack_index_find_all(&pack->pack.index, raw, len, positions);
        for (size_t k = 0; k < len; k++)
            if (positions[k] != SL_PACK_INDEX_NONE && numbers[k] == SL_ODB_UNPACKED)
                numbers[k] = pack->first + positions[k];
    }
}

void sl_odb_numbers(const sl_odb *odb, const sl_oid *oid, size_t stride, size_t len,
                    size_t *numbers)
{
    const uint8_t *raw[SL_PACK_INDEX_AT_ONCE];

    for (size_t at = 0; at < len; at += SL_PACK_INDEX_AT_ONCE) {
        size_t some =
            len - at < SL_PACK_INDEX_AT_ONCE ? len - at : SL_PACK_INDEX_AT_ONCE;

        for (size_t k = 0; k < some; k++)
            raw[k] = ((const sl_oid *)((const char *)oid + (at + k) * stride))->raw;
        find_all(odb, raw, some, numbers + at);
    }
}

sl_oid sl_odb_id(const sl_odb *odb, size_t number)
{
    size_t low = 0, high = odb->packs.len;

    while (high - low > 1) { /* the last pack that begins there or before */
        size_t middle = low + (high - low) / 2;

        if (odb->packs.at[middle].first <= number)
            low = middle;
        else
            high = middle;
    }
    return sl_oid_make(sl_pack_index_id(&odb->packs.at[low].pack.index,
                                        (uint32_t)(number - odb->packs.at[low].first)),
                       odb->oid_len);
}

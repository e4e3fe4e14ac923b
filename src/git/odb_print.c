#include "git/odb_print.h"

#include "base/sha1.h"
#include "base/siphash.h"
#include "git/loose.h"
#include "git/odb_store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What the system says of a file that was not changed. */
typedef struct file_print {
    uint64_t device;
    uint64_t inode;
    int64_t size;
    int64_t changed[2]; /* content or attributes: nobody can set it back */
    int64_t modified[2];
} file_print;

static void add(sl_sha256 *hash, const void *bytes, size_t len)
{
    sl_sha256_add(hash, sl_str_make(bytes, len));
}

static bool add_file(int dir, const char *path, sl_sha256 *hash)
{
    struct stat st;
    file_print print;

    if (fstatat(dir, path, &st, 0) != 0)
        return false;
    print = (file_print){
        .device = (uint64_t)st.st_dev,
        .inode = (uint64_t)st.st_ino,
        .size = (int64_t)st.st_size,
        .changed = {(int64_t)st.st_ctim.tv_sec, (int64_t)st.st_ctim.tv_nsec},
        .modified = {(int64_t)st.st_mtim.tv_sec, (int64_t)st.st_mtim.tv_nsec},
    };
    add(hash, &print, sizeof print);
    return true;
}

/* The pack's own name stands in the print, too: the order of packs is that of names. */
static bool add_pack(const sl_odb *odb, const sl_odb_pack *pack, sl_sha256 *hash)
{
    int dir = odb->dirs.at[pack->dir].fd;
    sl_str stem = sl_str_drop_end(sl_str_of(pack->pack.name), sl_lit(".pack"));
    sl_buf path = {0};
    bool ok;

    sl_buf_printf(&path, "pack/%.*s.pack", sl_fmt(stem));
    add(hash, path.ptr, path.len + 1);
    add(hash, pack->pack.index.pack_checksum, odb->oid_len);
    ok = !pack->pack.flaw && add_file(dir, path.ptr, hash);
    sl_buf_clear(&path);
    sl_buf_printf(&path, "pack/%.*s.idx", sl_fmt(stem));
    ok = ok && add_file(dir, path.ptr, hash);
    sl_buf_free(&path);
    return ok;
}

static int compare_names(const void *a, const void *b)
{
    return sl_oid_cmp(&((const sl_loose_name *)a)->oid,
                      &((const sl_loose_name *)b)->oid);
}

static bool add_loose(const sl_odb *odb, size_t dir, sl_sha256 *hash)
{
    int fd = odb->dirs.at[dir].fd;
    sl_loose_names names = {0};
    sl_err err = {0};
    bool ok = sl_loose_list(fd, dir, odb->oid_len, &names, &err);

    if (names.len > 0)
        qsort(names.at, names.len, sizeof *names.at, compare_names);
    for (size_t i = 0; ok && i < names.len; i++) {
        char hex[SL_OID_HEX_MAX + 1];
        char path[SL_OID_HEX_MAX + 2];

        sl_oid_hex(&names.at[i].oid, hex);
        snprintf(path, sizeof path, "%.2s/%s", hex, hex + 2);
        add(hash, path, strlen(path));
        ok = add_file(fd, path, hash);
    }
    add(hash, &names.len, sizeof names.len);
    sl_vec_free(&names);
    return ok;
}

bool sl_odb_print(const sl_odb *odb, sl_sha256 *hash)
{
    bool ok = odb->dir_flaws.len == 0 && odb->pack_flaws.len == 0;

    add(hash, &odb->oid_len, sizeof odb->oid_len);
    add(hash, &odb->dirs.len, sizeof odb->dirs.len);
    for (size_t i = 0; ok && i < odb->dirs.len; i++)
        ok = add_loose(odb, i, hash);
    for (size_t i = 0; ok && i < odb->packs.len; i++)
        ok = add_pack(odb, &odb->packs.at[i], hash);
    return ok;
}

size_t sl_odb_pack_marks(const sl_odb *odb, const uint8_t *key, uint64_t *out,
                         size_t max)
{
    for (size_t i = 0; i < odb->packs.len && i < max; i++) {
        uint8_t digest[SL_SHA256_SIZE];
        sl_sha256 hash;

        sl_sha256_init(&hash);
        add_pack(odb, &odb->packs.at[i], &hash); /* a flaw leaves its own print */
        sl_sha256_done(&hash, digest);
        out[i] = sl_siphash(key, sl_str_make((const char *)digest, sizeof digest));
    }
    return odb->packs.len;
}

bool sl_odb_pack_intact(const sl_odb *odb, size_t i)
{
    const sl_pack *pack = &odb->packs.at[i].pack;
    uint8_t digest[SL_OID_MAX];
    sl_sha256 sha256;
    sl_str bytes = sl_str_sub(pack->objects.bytes, 0, pack->end);

    if (pack->flaw || pack->objects.bytes.len - pack->end != odb->oid_len)
        return false;
    if (odb->oid_len == SL_OID_SHA1) {
        sl_sha1(bytes, digest);
    } else {
        sl_sha256_init(&sha256);
        sl_sha256_add(&sha256, bytes);
        sl_sha256_done(&sha256, digest);
    }
    return memcmp(digest, pack->objects.bytes.ptr + pack->end, odb->oid_len) == 0 &&
           memcmp(digest, pack->index.pack_checksum, odb->oid_len) == 0;
}

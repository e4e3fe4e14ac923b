/* odb_packs.c - which packs there are, now. */
#include "git/odb_store.h"

#include "base/mem.h"
#include "git/pack_owner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROUNDS = 9 }; /* half a second in all */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_names(sl_path_vec *names)
{
    for (size_t i = 0; i < names->len; i++)
        free(names->at[i]);
    sl_vec_free(names);
}

/* A pack has the name .tmp-... until it has its index, which git makes last, after the
 * bitmaps: that takes a while, and all that is in it is still elsewhere. */
static bool counts(sl_str name)
{
    return sl_str_ends(name, sl_lit(".idx")) || (sl_str_ends(name, sl_lit(".pack")) &&
                                                 !sl_str_starts(name, sl_lit(".tmp-")));
}

/* Sorted names of indexes and packs. */
static bool list(int dir, sl_path_vec *names)
{
    struct dirent *entry;
    DIR *stream = fdopendir(dir);
    bool ok;

    if (!stream) {
        close(dir);
        return false;
    }
    while (errno = 0, (entry = readdir(stream)) != NULL) {
        sl_str name = sl_str_of(entry->d_name);
        char *copy;

        if (!counts(name))
            continue;
        copy = sl_malloc(name.len + 1);
        memcpy(copy, name.ptr, name.len + 1);
        *sl_vec_push(names) = copy;
    }
    ok = errno == 0;
    closedir(stream);
    if (names->len > 0)
        qsort(names->at, names->len, sizeof *names->at, compare_names);
    return ok;
}

/* Is a pack of this stem ("pack-...", without ending) mapped? */
static bool mapped(const sl_odb *odb, size_t dir, sl_str stem)
{
    for (size_t i = 0; i < odb->packs.len; i++) {
        sl_str name = sl_str_of(odb->packs.at[i].pack.name);

        if (odb->packs.at[i].dir == dir &&
            sl_str_eq(sl_str_drop_end(name, sl_lit(".pack")), stem))
            return true;
    }
    return false;
}

static void add_flaw(sl_odb *odb, const sl_err *err)
{
    *sl_vec_push(&odb->pack_flaws) = *err;
}

/* False if one of the two files is not there: list again, they may just come or go. */
static bool add_pack(sl_odb *odb, size_t dir, int fd, const char *index_name)
{
    sl_odb_pack added = {.dir = dir, .first = sl_odb_packed(odb)};
    sl_err err = {0};

    if (sl_pack_open(fd, index_name, odb->oid_len, &added.pack, &err)) {
        *sl_vec_push(&odb->packs) = added;
        return true;
    }
    sl_pack_close(&added.pack);
    if (err.code != SL_ENOTFOUND || faccessat(fd, index_name, F_OK, 0) == 0)
        add_flaw(odb, &err);
    return err.code != SL_ENOTFOUND;
}

static bool add_names(sl_odb *odb, size_t dir, int fd, const sl_path_vec *names)
{
    sl_str before = {0};
    bool steady = true;

    for (size_t i = 0; i < names->len; i++) {
        sl_str name = sl_str_of(names->at[i]);
        bool pack = sl_str_ends(name, sl_lit(".pack"));
        sl_str stem = sl_str_drop_end(name, pack ? sl_lit(".pack") : sl_lit(".idx"));
        sl_err err = {0};

        /* x.idx sorts just before x.pack, but for names like x.idx.pack. */
        if (!mapped(odb, dir, stem) && !(pack && sl_str_eq(stem, before))) {
            if (!pack) {
                steady &= add_pack(odb, dir, fd, names->at[i]);
            } else {
                sl_fail(&err, SL_EFORMAT, "%s has no index", names->at[i]);
                add_flaw(odb, &err);
                steady = false;
            }
        }
        if (!pack)
            before = stem;
    }
    return steady;
}

static bool list_dir(sl_odb *odb, size_t dir)
{
    int fd = openat(odb->dirs.at[dir].fd, "pack", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    sl_path_vec names = {0};
    struct stat st;
    sl_err err = {0};
    bool steady = true;

    if (fd >= 0 && fstat(fd, &st) == 0)
        odb->listed.at[dir] = st.st_mtim;
    if (fd < 0 ? errno != ENOENT : !list(fcntl(fd, F_DUPFD_CLOEXEC, 0), &names)) {
        sl_fail(&err, SL_EIO, "list objects/pack");
        add_flaw(odb, &err);
    }
    if (fd >= 0) {
        steady = add_names(odb, dir, fd, &names);
        close(fd);
    }
    free_names(&names);
    return steady;
}

void sl_odb_list_packs(sl_odb *odb)
{
    bool steady = false;

    /* Again if gc was caught between the index and the pack: it renames them, and may be
     * stopped between the two by a machine that has much to do. */
    for (int round = 0; round < ROUNDS && !steady; round++) {
        if (round > 0)
            nanosleep(&(struct timespec){.tv_nsec = 1000000L << round}, NULL);
        sl_vec_free(&odb->pack_flaws);
        steady = true;
        for (size_t i = 0; i < odb->dirs.len; i++)
            steady &= list_dir(odb, i);
    }
}

uint8_t *const *sl_odb_duplicates(sl_odb *odb, unsigned threads)
{
    size_t len = odb->packs.len;
    const sl_pack_index **indexes;

    if (odb->duplicates && odb->duplicates_len == len)
        return odb->duplicates;
    sl_odb_forget_duplicates(odb);
    indexes = sl_calloc(len, sizeof *indexes);
    for (size_t i = 0; i < len; i++)
        indexes[i] = &odb->packs.at[i].pack.index;
    odb->duplicates = sl_pack_duplicates(indexes, len, threads);
    odb->duplicates_len = len;
    free(indexes);
    return odb->duplicates;
}

void sl_odb_forget_duplicates(sl_odb *odb)
{
    for (size_t i = 0; odb->duplicates && i < odb->duplicates_len; i++)
        free(odb->duplicates[i]);
    free(odb->duplicates);
    odb->duplicates = NULL;
    odb->duplicates_len = 0;
}

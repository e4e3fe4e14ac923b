#include "scan/merge.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Which sighting of a secret is the one to show. */
static unsigned rank(const sl_finding *f)
{
    static const unsigned ranks[] = {
        [SL_ORIGIN_WORKTREE] = 0, [SL_ORIGIN_FILE] = 1,  [SL_ORIGIN_INDEX] = 2,
        [SL_ORIGIN_HEAD] = 2,     [SL_ORIGIN_RANGE] = 3, [SL_ORIGIN_HISTORY] = 4,
        [SL_ORIGIN_MESSAGE] = 5,
    };

    return ranks[f->place.origin];
}

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Groups the sightings of one secret at one path, the best first, in history the
 * oldest of those of the highest level first. */
static int by_secret(const void *a, const void *b)
{
    const sl_finding *x = a;
    const sl_finding *y = b;
    int order = sl_str_cmp(x->place.path, y->place.path);

    if (order == 0)
        order = compare(x->identity, y->identity);
    if (order == 0)
        order = compare(rank(x), rank(y));
    if (order == 0 && x->place.origin == SL_ORIGIN_HISTORY)
        order = compare(y->level, x->level);
    if (order == 0)
        order = (x->place.commit_time > y->place.commit_time) -
                (x->place.commit_time < y->place.commit_time);
    if (order == 0)
        order = sl_oid_cmp(&x->place.blob, &y->place.blob);
    return order ? order : sl_finding_cmp(x, y);
}

static bool same_secret(const sl_finding *a, const sl_finding *b)
{
    return a->identity != 0 && a->identity == b->identity &&
           sl_str_eq(a->place.path, b->place.path);
}

/* Of two versions the one that stood longer. */
static const sl_attribution *later(const sl_attribution *a, const sl_attribution *b)
{
    if (!a || !b)
        return a ? a : b;
    return b->last_rank > a->last_rank ? b : a;
}

/* Keeps the sightings in the best version; the rest of the group only says where
 * else the secret stands. Returns how many are kept. */
static size_t fold_group(sl_finding *group, size_t len)
{
    size_t kept = 1;
    bool committed = false;

    for (size_t i = 1; i < len; i++) {
        bool same_version = group[i].place.origin == group[0].place.origin &&
                            sl_oid_eq(&group[i].place.blob, &group[0].place.blob);

        if (same_version) {
            group[kept++] = group[i];
            continue;
        }
        group[0].origins |= group[i].origins;
        group[0].place.last = later(group[0].place.last, group[i].place.last);
        committed |= group[i].place.origin != SL_ORIGIN_WORKTREE;
        if (group[0].place.commit.len == 0 && group[i].place.commit.len > 0) {
            group[0].place.commit = group[i].place.commit;
            group[0].place.commit_time = group[i].place.commit_time;
            group[0].place.first = group[i].place.first;
        }
    }
    for (size_t i = 0; i < kept; i++) {
        group[i].origins = group[0].origins;
        group[i].place.commit = group[0].place.commit;
        group[i].place.commit_time = group[0].place.commit_time;
        group[i].place.first = group[0].place.first;
        group[i].place.last = group[0].place.last;
        if (committed && group[i].protection != SL_PROTECTION_NONE) {
            /* no ignore line protects what git has already */
            group[i].protection = SL_PROTECTION_NONE;
            group[i].level = group[i].rule->level;
        }
    }
    return kept;
}

static int by_place(const void *a, const void *b)
{
    return sl_finding_cmp(a, b);
}

/* Rule, path and the masked line, with a count for repeats: a line that moves
 * keeps its fingerprint, and nothing in it can be guessed at. */
static void give_fingerprint(sl_finding *f, sl_map *counts, sl_arena *arena)
{
    sl_str key = sl_arena_printf(arena, "%.*s%c%.*s%c%.*s", sl_fmt(f->rule->id), 1,
                                 sl_fmt(f->place.path), 1, sl_fmt(f->place.snippet));
    void **count = sl_map_put(counts, key);
    uint8_t digest[SL_SHA256_SIZE];
    uintptr_t number = (uintptr_t)*count;
    char little_endian[8]; /* the same on every machine */
    sl_sha256 hash;

    *count = (void *)(number + 1);
    for (size_t i = 0; i < sizeof little_endian; i++)
        little_endian[i] = (char)((uint64_t)number >> 8 * i);
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, key);
    sl_sha256_add(&hash, sl_str_make(little_endian, sizeof little_endian));
    sl_sha256_done(&hash, digest);
    sl_hex(digest, SL_FINGERPRINT_HEX / 2, f->fingerprint);
}

void sl_merge_findings(sl_finding_vec *findings)
{
    size_t kept = 0;
    sl_map counts = {0};
    sl_arena arena = {0};

    if (findings->len == 0)
        return;
    qsort(findings->at, findings->len, sizeof *findings->at, by_secret);
    for (size_t start = 0; start < findings->len;) {
        size_t end = start + 1;
        size_t group;

        while (end < findings->len &&
               same_secret(&findings->at[start], &findings->at[end]))
            end++;
        group = fold_group(&findings->at[start], end - start);
        memmove(&findings->at[kept], &findings->at[start],
                group * sizeof *findings->at);
        kept += group;
        start = end;
    }
    findings->len = kept;
    qsort(findings->at, findings->len, sizeof *findings->at, by_place);
    for (size_t i = 0; i < findings->len; i++)
        give_fingerprint(&findings->at[i], &counts, &arena);
    sl_map_free(&counts);
    sl_arena_free(&arena);
}

/* A finding, and its number. */
typedef struct sighting {
    const sl_finding *finding;
    size_t number;
} sighting;

static int sightings_by_secret(const void *a, const void *b)
{
    return by_secret(((const sighting *)a)->finding, ((const sighting *)b)->finding);
}

/* What fold_group takes from a group, with better sightings in front of it or without:
 * those of the best version, the first commit, the newest version. */
static void decide_group(const sighting *group, size_t len, bool *decide)
{
    const sl_place *best = &group[0].finding->place;
    const sl_attribution *last = NULL;
    size_t first_commit = len;

    for (size_t i = 0; i < len; i++) {
        const sl_place *place = &group[i].finding->place;

        if (sl_oid_eq(&place->blob, &best->blob))
            decide[group[i].number] = true;
        if (first_commit == len && place->commit.len > 0)
            first_commit = i;
        last = later(last, place->last);
    }
    if (first_commit < len)
        decide[group[first_commit].number] = true;
    for (size_t i = 0; i < len; i++)
        if (last && group[i].finding->place.last == last)
            decide[group[i].number] = true;
}

void sl_merge_deciding(const sl_finding *const *findings, size_t len, bool *decide)
{
    sighting *all = sl_calloc(len, sizeof *all);

    for (size_t i = 0; i < len; i++)
        all[i] = (sighting){findings[i], i};
    if (len > 0)
        qsort(all, len, sizeof *all, sightings_by_secret);
    for (size_t start = 0; start < len;) {
        size_t end = start + 1;

        while (end < len && same_secret(all[start].finding, all[end].finding))
            end++;
        decide_group(&all[start], end - start, decide);
        start = end;
    }
    free(all);
}

static int notices_in_order(const void *a, const void *b)
{
    return sl_notice_cmp(a, b);
}

void sl_merge_notices(sl_notice_vec *notices)
{
    size_t kept = 0;

    if (notices->len > 0)
        qsort(notices->at, notices->len, sizeof *notices->at, notices_in_order);
    for (size_t i = 0; i < notices->len; i++)
        if (kept == 0 || sl_notice_cmp(&notices->at[kept - 1], &notices->at[i]) != 0)
            notices->at[kept++] = notices->at[i];
    notices->len = kept;
}

/* cache_work.h - the inside of an sl_cache, for scan/cache*.c only. */
#ifndef SECLINT_SCAN_CACHE_WORK_H
#define SECLINT_SCAN_CACHE_WORK_H

#include "base/siphash.h"
#include "scan/cache.h"
#include "scan/cache_file.h"
#include "scan/cache_record.h"
#include "source/oidmap.h"

/* What one worker notes for the next scan. */
typedef struct sl_cache_notes {
    sl_cache_keys keys;
    sl_cache_objects objects;
    sl_notice_vec notices;
    sl_cache_totals totals;
    sl_arena arena; /* of the notices */
    uint64_t known; /* objects that were not read */
    bool lost;      /* something could not be read */
} sl_cache_notes;

enum { SL_CACHE_BUCKETS = 1 << 16 };

struct sl_cache {
    sl_run_state *state;
    sl_repo *repo;
    sl_cache_file file;
    uint8_t seal[SL_SHA256_SIZE];
    uint8_t hash_key[SL_SIPHASH_KEY];
    sl_feed feed;
    sl_history_memory memory;
    int fd;              /* of the file, while it is open; else -1 */
    size_t back;         /* bytes of its second part */
    sl_buf front;        /* bytes of the first */
    sl_cache_record old; /* of the last scan; empty if it does not count */
    uint32_t *buckets;   /* where keys begin, by their first 16 bits */
    bool unchanged;
    uint8_t scan[SL_SHA256_SIZE];
    uint8_t print[SL_SHA256_SIZE]; /* of the repository before the scan */
    bool printed;
    uint8_t answers[SL_SHA256_SIZE];
    bool answered;               /* they are known; else there are no echoes */
    sl_history_object *replayed; /* what a replay was asked for, */
    size_t replayed_len;
    size_t own_facts;       /* of the first worker, before those of echoes */
    bool *fed;              /* and what of it was fed, */
    sl_oidmap fed_at;       /* found by the first of those with one id */
    sl_cache_notes *notes;  /* by worker */
    sl_oidmap placed;       /* blob -> index in places */
    sl_attribution *places; /* copies of what attribution said; NULL: nothing yet */
};

int sl_cache_key_cmp(const void *a, const void *b); /* for qsort */
/* Reads the file into old; everything that does not count is left empty. Keys are only
 * read if the repository has changed; */
void sl_cache_load(sl_cache *cache);
/* and here, if they are needed all the same. */
void sl_cache_load_keys(sl_cache *cache);
/* For state->cache_word. */
void sl_cache_say(sl_cache *cache, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

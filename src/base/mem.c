#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#    include <malloc.h>
#endif

enum {
    LARGE = 4 * 1024 * 1024, /* bytes of a block that is mapped on its own */
    KEPT = 16 * 1024 * 1024, /* at the end of the heap */
    STEP = 512 * 1024,       /* by which the heap grows */
    HUGE = 2 * 1024 * 1024,  /* a huge page */
    WORTH = 512 * 1024       /* bytes in one that are worth clearing all of it */
};

void sl_mem_init(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, STEP);
#endif
}

void sl_mem_expect(size_t size)
{
#ifdef MADV_POPULATE_WRITE
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *whole = aligned_alloc(page, size);

    if (whole)
        (void)madvise(whole, size, MADV_POPULATE_WRITE); /* Linux 5.14 */
    free(whole); /* stays in the heap, for those to come */
#else
    (void)size;
#endif
}

void sl_mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

bool sl_mem_watched(void)
{
#ifdef __SANITIZE_ADDRESS__
    return true;
#elif defined __has_feature
    return __has_feature(address_sanitizer);
#else
    return false;
#endif
}

void sl_out_of_memory(void)
{
    static const char message[] = "seclint: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

    (void)ignored;
    _exit(2);
}

void *sl_malloc(size_t size)
{
    void *out = malloc(size ? size : 1);

    if (!out)
        sl_out_of_memory();
    return out;
}

void *sl_calloc(size_t count, size_t size)
{
    void *out = calloc(count ? count : 1, size ? size : 1);

    if (!out)
        sl_out_of_memory();
    return out;
}

void *sl_realloc(void *old, size_t size)
{
    void *out = realloc(old, size ? size : 1);

    if (!out)
        sl_out_of_memory();
    return out;
}

void *sl_malloc_table(size_t count, size_t size)
{
    size_t bytes = count * size, whole;
    void *out;

    if (size > 0 && count > SIZE_MAX / 2 / size)
        sl_out_of_memory();
    whole = (bytes + HUGE - WORTH) / HUGE * HUGE; /* the rest is in small pages */
    if (whole == 0)
        return sl_malloc(bytes);
    out = aligned_alloc(HUGE, (bytes + HUGE - 1) / HUGE * HUGE);
    if (!out)
        sl_out_of_memory();
#ifdef MADV_HUGEPAGE
    madvise(out, whole, MADV_HUGEPAGE); /* if it fails they are small */
#endif
    return out;
}

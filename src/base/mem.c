#include "base/mem.h"

#include <stdlib.h>
#include <unistd.h>
#ifdef __GLIBC__
#    include <malloc.h>
#endif

enum {
    LARGE = 4 * 1024 * 1024, /* bytes of a block that is mapped on its own */
    KEPT = 16 * 1024 * 1024, /* at the end of the heap */
    STEP = 512 * 1024        /* by which the heap grows */
};

void sl_mem_init(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, STEP);
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

/* mem.h - allocation that cannot fail: it ends the program with status 2. */
#ifndef SECLINT_BASE_MEM_H
#define SECLINT_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* Once, before the first allocation: large blocks are given back to the system when they
 * are freed. By itself glibc begins to keep them, and a walk of a history that frees
 * tables of 100 MB then holds on to them until its end. */
void sl_mem_init(void);

/* So many bytes will be allocated soon, in small pieces: their pages are brought in at
 * once, which costs half as much as one by one when they are first written. */
void sl_mem_expect(size_t size);

/* Gives back to the system what was freed, also between what is still in use: behind a
 * phase that took much. A millisecond for each some MB. */
void sl_mem_trim(void);

/* Does a sanitizer look for memory that nobody gives back? Only then is that of a whole
 * scan given back where the program ends: the system takes all at once, and sooner. */
bool sl_mem_watched(void);

_Noreturn void sl_out_of_memory(void);

void *sl_malloc(size_t size);
void *sl_calloc(size_t count, size_t size); /* zeroed, overflow-checked */
void *sl_realloc(void *old, size_t size);
/* Not zeroed. For a table that is filled at once: from half a megabyte on it lies in huge
 * pages, where the system has them, so that it costs one page fault and not hundreds. */
void *sl_malloc_table(size_t count, size_t size);

#endif

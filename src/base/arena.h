/* arena.h - memory that is given back all at once.
 *
 * Blocks are never moved, so a pointer stays valid until the arena is reset or
 * freed. Running out of memory ends the program with exit status 2: a linter
 * that goes on after a failed allocation would report a partial scan as a
 * whole one. */
#ifndef SECLINT_BASE_ARENA_H
#define SECLINT_BASE_ARENA_H

#include "base/str.h"

typedef struct sl_arena_block sl_arena_block;

/* A zeroed sl_arena is ready for use. */
typedef struct sl_arena {
    sl_arena_block *head;
} sl_arena;

/* Zeroed bytes, aligned for any type. */
void *sl_arena_alloc(sl_arena *arena, size_t size);
/* count * size, checked for overflow. */
void *sl_arena_calloc(sl_arena *arena, size_t count, size_t size);
/* A copy with a NUL behind it (not counted in len). */
sl_str sl_arena_str(sl_arena *arena, sl_str s);
sl_str sl_arena_printf(sl_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Gives everything back but keeps one block for the next use. The bytes are
 * cleared: they may have held secrets. */
void sl_arena_reset(sl_arena *arena);
void sl_arena_free(sl_arena *arena);

#endif

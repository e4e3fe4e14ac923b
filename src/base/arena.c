#include "base/arena.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double up to BLOCK_SIZE: most arenas of a short run hold little, and each page
 * that is touched for the first time costs as much as a thousand instructions. */
enum { FIRST_SIZE = 2 * 1024, BLOCK_SIZE = 64 * 1024 };

struct sl_arena_block {
    sl_arena_block *next;
    size_t used;
    size_t zeroed; /* bytes from the start that are zero, but for those in use */
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

static sl_arena_block *block_new(sl_arena *arena, size_t size)
{
    sl_arena_block *block = sl_malloc(sizeof *block + size);

    block->used = 0;
    block->zeroed = 0;
    block->size = size;
    block->next = arena->head;
    arena->head = block;
    return block;
}

/* What a block is to have that comes behind head, which may be NULL. */
static size_t next_size(const sl_arena_block *head)
{
    if (!head)
        return FIRST_SIZE;
    return head->size < BLOCK_SIZE / 2 ? 2 * head->size : BLOCK_SIZE;
}

void *sl_arena_alloc(sl_arena *arena, size_t size)
{
    size_t align = _Alignof(max_align_t);
    sl_arena_block *block = arena->head;
    void *out;

    if (size > SIZE_MAX / 2)
        sl_out_of_memory();
    size = (size + align - 1) & ~(align - 1);
    if (!block || block->size - block->used < size) {
        size_t most = next_size(block);

        block = block_new(arena, size > most ? size : most);
    }
    out = block->bytes + block->used;
    block->used += size;
    if (block->used > block->zeroed) {
        memset(out, 0, size);
        block->zeroed = block->used;
    }
    return out;
}

void *sl_arena_calloc(sl_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        sl_out_of_memory();
    return sl_arena_alloc(arena, count * size);
}

sl_str sl_arena_str(sl_arena *arena, sl_str s)
{
    char *copy = sl_arena_alloc(arena, s.len + 1);

    if (s.len > 0)
        memcpy(copy, s.ptr, s.len);
    return (sl_str){copy, s.len};
}

sl_str sl_arena_printf(sl_arena *arena, const char *format, ...)
{
    va_list args;
    int len;
    char *out;

    va_start(args, format);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        return (sl_str){NULL, 0};
    out = sl_arena_alloc(arena, (size_t)len + 1);
    va_start(args, format);
    vsnprintf(out, (size_t)len + 1, format, args);
    va_end(args);
    return (sl_str){out, (size_t)len};
}

void sl_arena_reset(sl_arena *arena)
{
    sl_arena_block *keep = NULL;
    sl_arena_block *next;

    for (sl_arena_block *block = arena->head; block; block = next) {
        next = block->next;
        explicit_bzero(block->bytes, block->used);
        if (!keep && block->size <= BLOCK_SIZE) {
            keep = block;
            continue;
        }
        free(block);
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    arena->head = keep;
}

void sl_arena_free(sl_arena *arena)
{
    sl_arena_reset(arena);
    free(arena->head);
    arena->head = NULL;
}

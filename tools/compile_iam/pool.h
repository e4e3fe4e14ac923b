/* pool.h - texts of a table, each once, laid into one run of bytes.
 *
 * A text that begins or ends another one takes no room of its own. */
#ifndef COMPILE_IAM_POOL_H
#define COMPILE_IAM_POOL_H

#include "base/map.h"
#include "base/vec.h"

#include <stdio.h>

typedef struct pool_text {
    sl_str text;
    size_t host;   /* the text that this one is a part of; its own number: none */
    size_t within; /* and where in it */
    size_t offset;
} pool_text;

SL_VEC(pool_texts, pool_text);

/* A zeroed one is empty. The texts are borrowed. */
typedef struct iam_pool {
    sl_map numbers; /* text -> number + 1, as a pointer */
    pool_texts texts;
    size_t size;
} iam_pool;

/* The number of a text, the same for the same text. */
uint32_t pool_add(iam_pool *pool, sl_str text);
/* Once all are in: gives each its place. */
void pool_lay(iam_pool *pool);
/* What sl_iam_str takes, for a number. */
uint32_t pool_place(const iam_pool *pool, uint32_t number);
/* The bytes, as string literals. */
void pool_write(const iam_pool *pool, FILE *out);
void pool_free(iam_pool *pool);

#endif

#include "pool.h"

#include "aws/iam_table.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

uint32_t pool_add(iam_pool *pool, sl_str text)
{
    void **number = sl_map_put(&pool->numbers, text);

    if (!*number) {
        pool_text *added = sl_vec_push(&pool->texts);

        added->text = text;
        added->host = pool->texts.len - 1;
        *number = (void *)(uintptr_t)pool->texts.len;
    }
    return (uint32_t)((uintptr_t)*number - 1);
}

static int by_start(const void *a, const void *b)
{
    return sl_str_cmp((*(pool_text *const *)a)->text, (*(pool_text *const *)b)->text);
}

static int by_end(const void *a, const void *b)
{
    sl_str x = (*(pool_text *const *)a)->text, y = (*(pool_text *const *)b)->text;

    for (size_t i = 1; i <= x.len && i <= y.len; i++) {
        unsigned char c = (unsigned char)x.ptr[x.len - i];
        unsigned char d = (unsigned char)y.ptr[y.len - i];

        if (c != d)
            return c < d ? -1 : 1;
    }
    return x.len < y.len ? -1 : x.len > y.len;
}

/* Of texts in order a part stands before what it is a part of. Texts with a host have
 * found a room already. */
static void share(iam_pool *pool, pool_text **order,
                  int (*compare)(const void *, const void *),
                  bool (*is_part)(sl_str whole, sl_str part))
{
    size_t free_texts = 0;

    for (size_t i = 0; i < pool->texts.len; i++)
        if (pool->texts.at[i].host == i)
            order[free_texts++] = &pool->texts.at[i];
    qsort(order, free_texts, sizeof(pool_text *), compare);
    for (size_t i = 0; i + 1 < free_texts; i++) {
        const pool_text *next = order[i + 1];

        if (!is_part(next->text, order[i]->text))
            continue;
        order[i]->host = (size_t)(next - pool->texts.at);
        order[i]->within =
            is_part == sl_str_ends ? next->text.len - order[i]->text.len : 0;
    }
}

void pool_lay(iam_pool *pool)
{
    pool_text **order = sl_calloc(pool->texts.len + 1, sizeof(pool_text *));

    share(pool, order, by_start, sl_str_starts);
    share(pool, order, by_end, sl_str_ends);
    free(order);
    for (size_t i = 0; i < pool->texts.len; i++) {
        if (pool->texts.at[i].host != i)
            continue;
        pool->texts.at[i].offset = pool->size;
        pool->size += pool->texts.at[i].text.len;
    }
    for (size_t i = 0; i < pool->texts.len; i++) {
        size_t within = 0, at = i;

        for (; pool->texts.at[at].host != at; at = pool->texts.at[at].host)
            within += pool->texts.at[at].within;
        pool->texts.at[i].offset = pool->texts.at[at].offset + within;
    }
}

uint32_t pool_place(const iam_pool *pool, uint32_t number)
{
    const pool_text *text = &pool->texts.at[number];

    return (uint32_t)(text->offset << SL_IAM_TEXT_BITS | text->text.len);
}

/* '?' is escaped because strict C17 still knows trigraphs. */
void pool_write(const iam_pool *pool, FILE *out)
{
    size_t column = 0;

    fputc('"', out);
    for (size_t i = 0; i < pool->texts.len; i++) {
        sl_str text =
            pool->texts.at[i].host == i ? pool->texts.at[i].text : (sl_str){0};

        for (size_t j = 0; j < text.len; j++) {
            unsigned char c = (unsigned char)text.ptr[j];

            if (column++ % 96 == 95)
                fputs("\"\n\"", out);
            if (c == '"' || c == '\\' || c == '?')
                fprintf(out, "\\%c", c);
            else if (c >= ' ' && c < 0x7f)
                fputc(c, out);
            else
                fprintf(out, "\\%03o", c);
        }
    }
    fputc('"', out);
}

void pool_free(iam_pool *pool)
{
    sl_map_free(&pool->numbers);
    sl_vec_free(&pool->texts);
}

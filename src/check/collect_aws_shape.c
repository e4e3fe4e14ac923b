/* collect_aws_shape.c - the keys of JSON objects in variables of local stand-ins:
 * NAME={json} in a .env file. */
#include "check/aws_place.h"
#include "check/check.h"

#include <stdlib.h>

static int by_text(const void *a, const void *b)
{
    return sl_str_cmp(*(const sl_str *)a, *(const sl_str *)b);
}

/* The keys of map, sorted, one a line, in the arena. */
static sl_str keys_of(const sl_doc *doc, const sl_node *map)
{
    sl_str *keys;
    size_t len = 0, count = 0;
    sl_buf text = {0};
    sl_str kept;

    for (const sl_node *at = map->first; at; at = at->next)
        len++;
    keys = sl_arena_calloc(doc->arena, len + 1, sizeof *keys);
    for (const sl_node *at = map->first; at; at = at->next)
        keys[count++] = at->key;
    qsort(keys, count, sizeof *keys, by_text);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(&text, keys[i]);
        sl_buf_char(&text, '\n');
    }
    kept = sl_arena_str(doc->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return kept;
}

void sl_collect_aws_shape(sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree =
        sl_str_chr(doc->text, '{') != SIZE_MAX ? sl_doc_tree(doc) : NULL;

    for (const sl_node *node = tree ? tree->first : NULL; node; node = node->next) {
        sl_aws_fact fact = sl_aws_fact_of(doc, false);

        if (node->type != SL_NODE_MAP || !node->first)
            continue;
        fact.kind = SL_AWS_SECRET_SHAPE;
        fact.name = node->key;
        fact.text = keys_of(doc, node);
        sl_sink_aws(sink, node->key_span, &fact);
    }
}

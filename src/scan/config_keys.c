#include "scan/config_keys.h"

#include "text/glob.h"

enum { MAX_KEYS = 32 };

bool sl_config_keys_read(sl_config_keys keys, const sl_fields *fields,
                         const sl_node *map, void *record, sl_err *err)
{
    sl_field table[MAX_KEYS];

    for (size_t i = 0; i < keys.len && i < MAX_KEYS; i++)
        table[i] = keys.at[i].field;
    return sl_fields_read(fields, map, table, keys.len, record, err);
}

bool sl_config_keys_cover(sl_config_keys keys, const sl_node *map)
{
    for (const sl_node *node = map->first; node; node = node->next) {
        size_t i = 0;

        while (i < keys.len && !sl_str_eq(node->key, sl_str_of(keys.at[i].field.key)))
            i++;
        if (i == keys.len)
            return false;
    }
    return true;
}

bool sl_config_read_node(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
    const sl_node **slot = out;

    if (*slot)
        return sl_fields_fail(fields, node, err, "'%.*s' says it a second time",
                              sl_fmt(node->key));
    *slot = node;
    return true;
}

bool sl_config_read_texts(const sl_fields *fields, const sl_node *node, sl_list *out,
                          sl_err *err)
{
    sl_str *one;

    if (!node)
        return true;
    if (node->type == SL_NODE_SEQ) {
        if (!sl_field_list(fields, node, out, err))
            return false;
        return out->len > 0 ||
               sl_fields_fail(fields, node, err, "'%.*s' is empty", sl_fmt(node->key));
    }
    one = sl_arena_calloc(fields->arena, 1, sizeof *one);
    *out = (sl_list){one, 1};
    return sl_field_str(fields, node, one, err);
}

bool sl_config_read_paths(const sl_fields *fields, const sl_node *node, sl_list *out,
                          sl_err *err)
{
    const char *why;
    bool ok = true;

    if (!sl_config_read_texts(fields, node, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++)
        if (!sl_glob_valid(out->at[i], &why))
            ok = sl_fields_fail(fields, node, err, "glob '%.*s': %s",
                                sl_fmt(out->at[i]), why);
    return ok;
}

#include "aws/condition_keys.h"

#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/wild.h"

#include <string.h>

enum { MAX_PREFIX = 128 };

static sl_iam_text name_at(size_t row)
{
    return sl_iam_keys[row].name;
}

sl_condition_key sl_condition_key_at(uint32_t index)
{
    const sl_iam_key *key = &sl_iam_keys[index];

    return (sl_condition_key){
        .index = index,
        .name = sl_iam_str(key->name),
        .type = (sl_key_type)key->type,
        .multivalued = key->flags & SL_IAM_MANY,
        .global = key->flags & SL_IAM_GLOBAL,
        .variable = key->flags & SL_IAM_VARIABLE,
    };
}

sl_str sl_key_type_name(sl_key_type type)
{
    static const char *const names[] = {
        [SL_KEY_ANY] = "any",       [SL_KEY_STRING] = "string",  [SL_KEY_ARN] = "ARN",
        [SL_KEY_BOOL] = "Boolean",  [SL_KEY_NUMERIC] = "number", [SL_KEY_DATE] = "date",
        [SL_KEY_IP] = "IP address", [SL_KEY_BINARY] = "binary"};

    return sl_str_of(names[type]);
}

bool sl_condition_key_find(sl_str name, sl_condition_key *out)
{
    size_t row = sl_iam_search(0, sl_iam_keys_count, name, name_at);

    for (size_t i = 0; row == SIZE_MAX && i < sl_iam_variable_keys_count; i++)
        if (sl_template_match(sl_iam_str(name_at(sl_iam_variable_keys[i])), name))
            row = sl_iam_variable_keys[i];
    if (row == SIZE_MAX)
        return false;
    *out = sl_condition_key_at((uint32_t)row);
    return true;
}

/* The colon behind the prefix; one in a hole is none. */
static size_t prefix_end(sl_str name)
{
    size_t at = 0;

    while (at < name.len && name.ptr[at] != ':') {
        sl_str rest = sl_str_skip(name, at);
        size_t end =
            sl_str_starts(rest, sl_lit("${")) ? sl_str_chr(rest, '}') : SIZE_MAX;

        at += end == SIZE_MAX ? 1 : end + 1;
    }
    return at;
}

/* The rows whose names begin with the prefix and a colon, as [*low, *high). */
static bool prefix_rows(sl_str prefix, size_t *low, size_t *high)
{
    char text[MAX_PREFIX + 2];
    sl_str start;

    if (prefix.len == 0 || prefix.len > MAX_PREFIX)
        return false;
    memcpy(text, prefix.ptr, prefix.len);
    text[prefix.len] = ':';
    start = sl_str_make(text, prefix.len + 1);
    *low = sl_iam_lower_bound(0, sl_iam_keys_count, start, name_at);
    *high = *low;
    while (*high < sl_iam_keys_count &&
           sl_str_starts_nocase(sl_iam_str(name_at(*high)), start))
        ++*high;
    return *high > *low;
}

bool sl_condition_prefix_known(sl_str prefix)
{
    size_t low, high;

    if (prefix_rows(prefix, &low, &high))
        return true;
    for (size_t i = 0; i < sl_iam_variable_keys_count; i++) {
        sl_str name = sl_iam_str(name_at(sl_iam_variable_keys[i]));
        sl_str known = sl_str_sub(name, 0, prefix_end(name));

        if (known.len < name.len && sl_template_match(known, prefix))
            return true;
    }
    return false;
}

/* What of a name is not the reader's own: "aws:ResourceTag/" of aws:ResourceTag/x. */
static sl_str fixed(const sl_condition_key *key, sl_str name)
{
    size_t hole = sl_str_find(key->name, sl_lit("${"));
    size_t slash = sl_str_chr(name, '/');

    if (hole == SIZE_MAX || hole == 0 || key->name.ptr[hole - 1] != '/' ||
        slash == SIZE_MAX)
        return name;
    return sl_str_sub(name, 0, slash + 1);
}

bool sl_condition_key_near(sl_str name, sl_condition_key *out)
{
    sl_str prefix = sl_str_sub(name, 0, prefix_end(name));
    sl_near best = {0};
    size_t low, high;

    if (!prefix_rows(prefix, &low, &high))
        return false;
    for (size_t i = low; i < high; i++) {
        sl_condition_key key = sl_condition_key_at((uint32_t)i);
        sl_str mine = sl_str_skip(fixed(&key, name), prefix.len + 1);
        sl_str known = key.name;
        sl_near near = {.word = mine, .limit = sl_near_limit(mine)};

        if (key.variable)
            known = sl_str_sub(known, 0, sl_str_find(known, sl_lit("${")));
        sl_near_offer(&near, sl_str_skip(known, prefix.len + 1), i);
        if (near.found && (!best.found || near.distance < best.distance))
            best = near;
    }
    if (best.found)
        *out = sl_condition_key_at((uint32_t)best.row);
    return best.found;
}

bool sl_condition_key_is_tag(sl_str name, bool *bare)
{
    for (size_t i = 0; i < sl_iam_variable_keys_count; i++) {
        sl_str known = sl_iam_str(name_at(sl_iam_variable_keys[i]));
        sl_str start = sl_str_drop_end(known, sl_lit("/${TagKey}"));

        if (start.len == known.len || !sl_str_starts_nocase(name, start))
            continue;
        if (name.len > start.len && name.ptr[start.len] != '/')
            continue;
        if (bare)
            *bare = name.len <= start.len + 1;
        return true;
    }
    return false;
}

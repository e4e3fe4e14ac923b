/* action_keys.c - which condition keys an action or a service knows
 * (aws/condition_keys.h). */
#include "aws/condition_keys.h"
#include "aws/iam_table.h"

static bool in_set(size_t place, uint32_t key)
{
    const uint16_t *set = &sl_iam_sets[place];

    for (size_t i = 1; i <= set[0]; i++)
        if (set[i] == key)
            return true;
    return false;
}

bool sl_action_key_next(const sl_action *action, uint32_t *at, sl_condition_key *out)
{
    const uint16_t *set = &sl_iam_sets[sl_iam_action_keys[action->index]];

    if (*at >= set[0])
        return false;
    *out = sl_condition_key_at(set[1 + (*at)++]);
    return true;
}

/* Keys of tags are global in name only: an action that has no tags never meets them. */
static bool is_of_action(const sl_condition_key *key)
{
    return !key->global || sl_str_starts(key->name, sl_lit("aws:RequestTag/")) ||
           sl_str_starts(key->name, sl_lit("aws:ResourceTag/")) ||
           sl_str_eq(key->name, sl_lit("aws:TagKeys"));
}

bool sl_action_takes_key(const sl_action *action, sl_str key)
{
    sl_condition_key found;

    if (!sl_condition_key_find(key, &found))
        return false;
    return !is_of_action(&found) || action->access == 0 ||
           in_set(sl_iam_action_keys[action->index], found.index);
}

bool sl_service_takes_key(const sl_service *service, sl_str key)
{
    sl_condition_key found;

    if (!sl_condition_key_find(key, &found))
        return false;
    return !is_of_action(&found) ||
           in_set(sl_iam_services[service->index].keys, found.index);
}

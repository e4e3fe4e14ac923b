#include "aws/actions.h"

#include "aws/iam_table.h"
#include "aws/near.h"
#include "aws/wild.h"

static sl_iam_text name_at(size_t row)
{
    return sl_iam_action_names[row];
}

static sl_action action_of(size_t index, uint32_t service)
{
    unsigned flags = sl_iam_action_flags[index];

    return (sl_action){.index = (uint32_t)index,
                       .service = service,
                       .name = sl_iam_str(name_at(index)),
                       .access = flags >> SL_IAM_LEVEL_SHIFT,
                       .agreed = flags & SL_IAM_AGREED,
                       .types_agreed = flags & SL_IAM_TYPES_AGREED,
                       .takes_resource = sl_iam_sets[sl_iam_action_types[index]] > 0,
                       .needs_resource = flags & SL_IAM_NEEDS_TYPE};
}

sl_action sl_action_at(uint32_t index)
{
    uint32_t low = 0, high = sl_iam_services_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (sl_iam_services[middle].action <= index)
            low = middle;
        else
            high = middle;
    }
    return action_of(index, low);
}

bool sl_action_find(const sl_service *service, sl_str name, sl_action *out)
{
    size_t end = service->actions + service->actions_len;
    size_t row = sl_iam_search(service->actions, end, name, name_at);

    if (row == SIZE_MAX)
        return false;
    *out = action_of(row, service->index);
    return true;
}

bool sl_action_find_whole(sl_str whole, sl_action *out)
{
    sl_str prefix, name;
    sl_service service;

    return sl_str_split(whole, ':', &prefix, &name) &&
           sl_service_find(prefix, &service) && sl_action_find(&service, name, out);
}

bool sl_action_near(const sl_service *service, sl_str name, sl_action *out)
{
    sl_near near = {.word = name, .limit = sl_near_limit(name)};

    if (near.limit == 0 || sl_wild_literal(name).len < name.len)
        return false;
    for (size_t i = 0; i < service->actions_len; i++)
        sl_near_offer(&near, sl_iam_str(name_at(service->actions + i)), i);
    if (!near.found)
        return false;
    *out = action_of(service->actions + near.row, service->index);
    return true;
}

bool sl_action_next(const sl_service *service, sl_str pattern, uint32_t *at,
                    sl_action *out)
{
    sl_str start = sl_wild_literal(pattern);
    size_t end = service->actions + service->actions_len;

    if (*at == 0)
        *at = (uint32_t)sl_iam_lower_bound(service->actions, end, start, name_at) -
              service->actions;
    while (*at < service->actions_len) {
        uint32_t row = service->actions + (*at)++;
        sl_str name = sl_iam_str(name_at(row));

        if (!sl_str_starts_nocase(name, start))
            break;
        if (sl_wild_match(pattern, name)) {
            *out = action_of(row, service->index);
            return true;
        }
    }
    *at = service->actions_len;
    return false;
}

bool sl_action_any(const sl_service *service, sl_str pattern)
{
    uint32_t at = 0;
    sl_action action;

    return sl_action_next(service, pattern, &at, &action);
}

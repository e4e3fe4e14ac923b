#include "aws/action_walk.h"

enum { EVERY = 30000 }; /* more than there are in the table */

bool sl_wildcard_in(sl_str pattern)
{
    return sl_str_chr(pattern, '*') != SIZE_MAX || sl_str_chr(pattern, '?') != SIZE_MAX;
}

bool sl_is_star(sl_str pattern)
{
    for (size_t i = 0; i < pattern.len; i++)
        if (pattern.ptr[i] != '*')
            return false;
    return pattern.len > 0;
}

bool sl_action_is_star(sl_str value)
{
    sl_str prefix, name;

    if (!sl_str_split(value, ':', &prefix, &name))
        return sl_is_star(value);
    return sl_is_star(prefix) && sl_is_star(name);
}

bool sl_action_is_service_star(sl_str value)
{
    sl_str prefix, name;

    return sl_str_split(value, ':', &prefix, &name) && prefix.len > 0 &&
           !sl_is_star(prefix) && sl_is_star(name);
}

sl_action_walk sl_action_walk_of(sl_str value)
{
    sl_action_walk walk = {0};

    if (sl_is_star(value))
        walk.prefix = walk.name = value;
    else
        sl_str_split(value, ':', &walk.prefix, &walk.name);
    walk.literal = !sl_wildcard_in(walk.prefix);
    return walk;
}

size_t sl_action_walk_cost(sl_str value)
{
    sl_action_walk walk = sl_action_walk_of(value);

    if (!walk.literal)
        return EVERY;
    if (!sl_wildcard_in(walk.name) || !sl_service_find(walk.prefix, &walk.service))
        return 1;
    return walk.service.actions_len;
}

static bool next_service(sl_action_walk *walk)
{
    walk->actions = 0;
    if (!walk->literal)
        return sl_service_next(walk->prefix, &walk->services, &walk->service);
    return walk->services++ == 0 && sl_service_find(walk->prefix, &walk->service);
}

/* A name without wildcards is looked up: the walk of a table costs more. */
static bool next_action(sl_action_walk *walk, sl_action *out)
{
    if (sl_wildcard_in(walk->name))
        return sl_action_next(&walk->service, walk->name, &walk->actions, out);
    return walk->actions++ == 0 && sl_action_find(&walk->service, walk->name, out);
}

bool sl_action_walk_next(sl_action_walk *walk, sl_action *out)
{
    for (;;) {
        if (walk->inside && next_action(walk, out))
            return true;
        walk->inside = next_service(walk);
        if (!walk->inside)
            return false;
    }
}

#include "aws/reach.h"

#include "aws/action_walk.h"
#include "aws/hole.h"

enum { FIELDS = 6, SERVICE = 2, REGION, ACCOUNT, RESOURCE };

/* The length of the hole at template_[at], or 0. */
static size_t hole(sl_str template_, size_t at)
{
    size_t close;

    if (!sl_str_starts(sl_str_skip(template_, at), sl_lit("${")))
        return 0;
    close = sl_str_chr(sl_str_skip(template_, at), '}');
    return close == SIZE_MAX ? 0 : close + 1;
}

bool sl_pattern_takes(sl_str pattern, sl_str template_)
{
    size_t p = 0, t = 0;
    size_t star = SIZE_MAX, tried = 0;

    while (t < template_.len) {
        size_t held = hole(template_, t);
        char c = p < pattern.len ? pattern.ptr[p] : '\0';

        if (p < pattern.len && c == '*') {
            star = p++;
            tried = t;
        } else if (p < pattern.len && held == 0 &&
                   (c == '?' || c == template_.ptr[t])) {
            p++;
            t++;
        } else if (star != SIZE_MAX) { /* the last star eats one unit more */
            held = hole(template_, tried);
            tried += held ? held : 1;
            t = tried;
            p = star + 1;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

/* The fields of a pattern. What is left out behind a final star is a star: the one of
 * "arn:aws:s3*" eats all colons that follow. */
static bool split(sl_str pattern, sl_str fields[FIELDS])
{
    sl_str rest = pattern;
    size_t i = 0;

    while (i < FIELDS - 1) {
        size_t at = 0;

        while (at < rest.len && rest.ptr[at] != ':') {
            size_t len = sl_hole_at(rest, at);

            at += len ? len : 1;
        }
        fields[i++] = sl_str_sub(rest, 0, at);
        if (at >= rest.len)
            break;
        rest = sl_str_skip(rest, at + 1);
        if (i == FIELDS - 1)
            fields[i++] = rest;
    }
    if (i < FIELDS && !sl_str_ends(fields[i - 1], sl_lit("*")))
        return false;
    while (i < FIELDS)
        fields[i++] = sl_lit("*");
    return sl_str_eq(fields[0], sl_lit("arn")) || sl_is_star(fields[0]);
}

/* Every secret's ARN ends so: behind a star it narrows nothing. */
static sl_str without_suffix(sl_str resource)
{
    sl_str shorter = sl_str_drop_end(resource, sl_lit("-??????"));

    return sl_str_ends(shorter, sl_lit("*")) ? shorter : resource;
}

static sl_reach type_reach(sl_str fields[FIELDS], const sl_resource_type *type)
{
    sl_str resource = fields[RESOURCE];

    if (sl_str_eq(type->arn_service, sl_lit("secretsmanager")))
        resource = without_suffix(resource);
    if (!sl_pattern_takes(fields[SERVICE], type->arn_service) ||
        !sl_pattern_takes(resource, type->resource))
        return SL_REACH_SOME;
    if (sl_pattern_takes(fields[REGION], type->region) &&
        sl_pattern_takes(fields[ACCOUNT], type->account))
        return SL_REACH_ALL;
    return SL_REACH_ACCOUNT;
}

/* All that an action needs; of alternatives, as the objects of a bucket and those of an
 * access point, half are as much as all. */
sl_reach sl_resource_reach(sl_str pattern, const sl_action *action)
{
    sl_str fields[FIELDS] = {{0}};
    size_t counts[SL_REACH_ALL + 1] = {0};
    size_t all = 0;
    sl_resource_type type;
    bool required;
    uint32_t at = 0;

    if (sl_is_star(pattern))
        return SL_REACH_ALL;
    if (!action->takes_resource || pattern.len > SL_MAX_ARN || !split(pattern, fields))
        return SL_REACH_SOME;
    while (sl_action_resource_next(action, &at, &type, &required))
        if (required || !action->needs_resource) {
            counts[type_reach(fields, &type)]++;
            all++;
        }
    if (action->needs_resource)
        return counts[SL_REACH_SOME]      ? SL_REACH_SOME
               : counts[SL_REACH_ACCOUNT] ? SL_REACH_ACCOUNT
                                          : SL_REACH_ALL;
    if (counts[SL_REACH_ALL] * 2 >= all)
        return SL_REACH_ALL;
    return (all - counts[SL_REACH_SOME]) * 2 >= all ? SL_REACH_ACCOUNT : SL_REACH_SOME;
}

sl_wide sl_wide_of(const sl_statement *statement)
{
    sl_wide out = {.others = statement->resource ? NULL : statement->not_resource};
    const sl_node *list = out.others ? out.others : statement->resource;
    const sl_node *value = NULL;

    out.open = !list;
    while ((value = sl_value_next(list, value)) != NULL) {
        if (value->type != SL_NODE_SCALAR) {
            out.open = true;
            continue;
        }
        out.open |= sl_node_open(value);
        if (sl_is_star(value->value) && !out.star)
            out.star = value;
        else if (sl_wildcard_in(value->value) && out.len < SL_MAX_WIDE)
            out.at[out.len++] = value;
    }
    return out;
}

/* The widest of the values; *at says which, if it is wider than SOME. */
static sl_reach widest_of(const sl_wide *wide, const sl_action *action,
                          const sl_node **at)
{
    sl_reach widest = wide->star ? SL_REACH_ALL : SL_REACH_SOME;

    *at = wide->star;
    for (size_t i = 0; i < wide->len && widest < SL_REACH_ALL; i++) {
        sl_reach reach = sl_resource_reach(wide->at[i]->value, action);

        if (reach > widest) {
            widest = reach;
            *at = wide->at[i];
        }
    }
    return widest;
}

sl_reach sl_wide_reach(const sl_wide *wide, const sl_action *action,
                       const sl_node **where)
{
    const sl_node *at;
    sl_reach widest = widest_of(wide, action, &at);

    if (wide->others) {
        if (widest > SL_REACH_SOME)
            return SL_REACH_SOME;
        if (wide->open)
            return SL_REACH_UNKNOWN;
        widest = SL_REACH_OTHERS;
        at = wide->others;
    }
    if (widest == SL_REACH_SOME)
        return wide->open ? SL_REACH_UNKNOWN : widest;
    if (where)
        *where = at;
    return widest;
}

size_t sl_wide_cost(const sl_wide *wide)
{
    return wide->star ? 1 : 1 + wide->len;
}

#include "aws/policy.h"

#include "aws/hole.h"
#include "aws/variable.h"
#include "aws/wild.h"

const sl_node *sl_value_next(const sl_node *value, const sl_node *after)
{
    if (!value)
        return NULL;
    if (value->type == SL_NODE_SEQ)
        return after ? after->next : value->first;
    return after ? NULL : value;
}

const sl_node *sl_text_next(const sl_node *value, const sl_node *after)
{
    const sl_node *node = sl_value_next(value, after);

    while (node && node->type != SL_NODE_SCALAR)
        node = sl_value_next(value, node);
    return node;
}

/* The length of IAM's own variable at the start of text; 0 if there is none. The names
 * of the Serverless Framework look alike, and are folded before. */
static size_t own_variable(sl_str text)
{
    enum { LONGEST = 512 };
    size_t at = 0;
    sl_variable variable;

    text = sl_str_sub(text, 0, LONGEST);
    if (!sl_str_starts(text, sl_lit("${")) || !sl_variable_next(text, &at, &variable) ||
        !(variable.literal || sl_variable_is_iam(&variable)))
        return 0;
    return variable.whole.len;
}

/* Nothing but dots: what people leave out. */
static bool is_ellipsis(sl_str value)
{
    sl_str rest = value;

    while (sl_str_starts(rest, sl_lit(".")))
        rest = sl_str_skip(rest, 1);
    return (rest.len == 0 && value.len > 1) || sl_str_eq(value, sl_lit("\u2026"));
}

bool sl_node_open(const sl_node *scalar)
{
    sl_str value = scalar->value;
    size_t at = 0;

    if (scalar->type == SL_NODE_ALIAS || sl_str_eq(scalar->tag, sl_lit("!expr")) ||
        is_ellipsis(value))
        return true;
    while (at < value.len) {
        size_t own = 0;

        if (sl_hole_may_begin(value.ptr[at])) {
            own = own_variable(sl_str_skip(value, at));
            if (own == 0 && sl_hole_at(value, at) > 0)
                return true;
        }
        at += own > 0 ? own : 1;
    }
    return false;
}

bool sl_action_matches(sl_str pattern, sl_str action)
{
    return sl_wild_match(pattern, action);
}

static bool any_matches(const sl_node *patterns, sl_str action)
{
    const sl_node *pattern = NULL;

    while ((pattern = sl_text_next(patterns, pattern)) != NULL)
        if (sl_action_matches(pattern->value, action))
            return true;
    return false;
}

bool sl_statement_covers(const sl_statement *statement, sl_str action)
{
    if (statement->action)
        return any_matches(statement->action, action);
    return statement->not_action && !any_matches(statement->not_action, action);
}

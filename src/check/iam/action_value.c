#include "check/iam/action_value.h"

#include "aws/action_walk.h"

static bool judged(const sl_node *node)
{
    return node->type == SL_NODE_SCALAR && !sl_node_open(node) &&
           !sl_str_has(node->value, sl_lit("${")) &&
           !sl_str_starts(node->value, sl_lit("...")); /* of documentation */
}

static const sl_node *list_of(const sl_action_value *at)
{
    if (!at->statement)
        return NULL;
    return at->negated ? at->statement->not_action : at->statement->action;
}

/* From Action to NotAction (a conflict, but both are read), to the next statement. */
static bool next_list(const sl_policy *policy, sl_action_value *at)
{
    at->node = NULL;
    if (at->statement && !at->negated) {
        at->negated = true;
        return true;
    }
    if (at->next >= policy->statements_len)
        return false;
    at->statement = &policy->statements[at->next++];
    at->negated = false;
    return true;
}

bool sl_action_value_next(const sl_policy *policy, sl_action_value *at)
{
    while (at->statement || next_list(policy, at)) {
        while ((at->node = sl_value_next(list_of(at), at->node)) != NULL)
            if (judged(at->node))
                return true;
        if (!next_list(policy, at))
            break;
    }
    at->statement = NULL;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool has_blank(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (is_blank(value.ptr[i]))
            return true;
    return false;
}

/* Letters, digits, hyphens; wildcards. */
static bool well_spelt(sl_str part)
{
    for (size_t i = 0; i < part.len; i++) {
        char c = part.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '*' &&
            c != '?')
            return false;
    }
    return true;
}

const char *sl_action_fault(sl_str value, bool *minor)
{
    sl_str prefix, name;

    *minor = false;
    if (sl_is_star(value))
        return NULL;
    if (sl_str_chr(value, ',') != SIZE_MAX)
        return "several actions in one text; write a list";
    if (has_blank(value))
        return "white space in an action, which then matches nothing";
    if (sl_str_starts(value, sl_lit("arn:")))
        return "an ARN where an action belongs, as \"service:Action\"";
    if (!sl_str_split(value, ':', &prefix, &name))
        return "no service prefix; an action is \"service:Action\"";
    if (prefix.len == 0)
        return "nothing in front of the colon; an action is \"service:Action\"";
    if (name.len == 0)
        return "nothing behind the colon; an action is \"service:Action\"";
    if (sl_str_chr(name, ':') != SIZE_MAX)
        return "more than one colon; an action is \"service:Action\"";
    if (!well_spelt(prefix) || !well_spelt(name))
        return "a character that no action has";
    *minor = true;
    if (sl_action_is_star(value))
        return "a wildcard for the service; write \"*\"";
    if (sl_wildcard_in(prefix))
        return "a wildcard in the service prefix; name the services";
    return NULL;
}

void sl_action_arn_form(const sl_action *action, sl_buf *out)
{
    sl_resource_type type;
    sl_buf form = {0}, best = {0};
    bool required;
    uint32_t at = 0;

    while (sl_action_resource_next(action, &at, &type, &required)) {
        if (action->needs_resource && !required)
            continue;
        sl_buf_clear(&form);
        sl_resource_template(&type, &form);
        if (best.len > 0 && form.len >= best.len)
            continue;
        sl_buf_clear(&best);
        sl_buf_add(&best, sl_buf_str(&form));
    }
    sl_buf_add(out, sl_buf_str(&best));
    sl_buf_free(&form);
    sl_buf_free(&best);
}

bool sl_table_level(const sl_policy_view *view, sl_level *level)
{
    sl_date today = view->sink->policy.today;

    if (*level == SL_LEVEL_OFF)
        *level = view->rule->level;
    if (today == 0 || !sl_iam_data_stale(today))
        return true;
    if (*level <= SL_LEVEL_NOTE)
        return false;
    (*level)--;
    return true;
}

/* condition_key.c - keys of conditions that are never in a request.
 * Sources: IAM User Guide, "AWS global condition context keys"; Service Authorization
 * Reference, for the keys of services and their actions. */
#include "aws/action_walk.h"
#include "aws/condition.h"
#include "aws/condition_keys.h"
#include "aws/hole.h"
#include "check/iam/policy_hit.h"

enum {
    QUOTED = 60,
    LOOK_UPS = 10 /* comparisons that a look at the keys of one action is worth */
};

static sl_str quoted(const sl_node *node)
{
    return sl_str_sub(node->key, 0, QUOTED);
}

/* "SourceIp" for "aws:SourceIp". */
static bool without_prefix(sl_str name, sl_condition_key *out)
{
    char text[QUOTED + 4] = "aws:";

    if (name.len == 0 || name.len > QUOTED)
        return false;
    for (size_t i = 0; i < name.len; i++)
        text[4 + i] = name.ptr[i];
    return sl_condition_key_find(sl_str_make(text, name.len + 4), out);
}

static void judge_unknown(const sl_policy_view *view, const sl_node *node,
                          sl_str prefix)
{
    bool global = sl_str_eq_nocase(prefix, sl_lit("aws"));
    sl_level level = global ? SL_LEVEL_OFF : SL_LEVEL_WARNING;
    sl_condition_key near;
    sl_service service;

    if (sl_condition_key_near(node->key, &near))
        sl_policy_hit_at(view, sl_policy_key_span(node), level, NULL, 0,
                         "there is no key \"%.*s\": did you mean \"%.*s\"?",
                         sl_fmt(quoted(node)), sl_fmt(near.name));
    else if (global)
        sl_policy_hit_at(
            view, sl_policy_key_span(node), level, NULL, 0,
            "there is no global key \"%.*s\", so the condition never sees one",
            sl_fmt(quoted(node)));
    else if (sl_condition_prefix_known(prefix) || sl_service_find(prefix, &service))
        sl_policy_hit_at(view, sl_policy_key_span(node), level, NULL, 0,
                         "no key \"%.*s\" of \"%.*s\" is documented",
                         sl_fmt(quoted(node)), sl_fmt(prefix));
    else if (sl_service_near(prefix, &service))
        sl_policy_hit_at(
            view, sl_policy_key_span(node), level, NULL, 0,
            "no service has the prefix of \"%.*s\": did you mean \"%.*s:\"?",
            sl_fmt(quoted(node)), sl_fmt(service.prefix));
    else
        sl_policy_hit_at(view, sl_policy_key_span(node), SL_LEVEL_NOTE, NULL, 0,
                         "no service has the prefix of \"%.*s\"", sl_fmt(quoted(node)));
}

static void judge_key(const sl_policy_view *view, const sl_node *node)
{
    sl_str prefix, name;
    sl_condition_key key;

    if (!sl_str_split(node->key, ':', &prefix, &name) || prefix.len == 0 ||
        name.len == 0) {
        if (without_prefix(node->key, &key))
            sl_policy_hit_at(view, sl_policy_key_span(node), SL_LEVEL_OFF, NULL, 0,
                             "\"%.*s\" is no condition key: did you mean \"%.*s\"?",
                             sl_fmt(quoted(node)), sl_fmt(key.name));
        else
            sl_policy_hit_at(
                view, sl_policy_key_span(node), SL_LEVEL_OFF, NULL, 0,
                "\"%.*s\" is no condition key: those are a service's prefix or "
                "\"aws\", a colon and a name",
                sl_fmt(quoted(node)));
        return;
    }
    if (sl_str_eq_nocase(node->key, sl_lit("aws:ARN"))) {
        sl_policy_hit_at(
            view, sl_policy_key_span(node), SL_LEVEL_WARNING, NULL, 0,
            "\"aws:ARN\" is no longer documented: take aws:PrincipalArn, or "
            "aws:SourceArn for the resource of a calling service");
        return;
    }
    /* claims of identity providers that everybody can set up */
    if (sl_condition_key_find(node->key, &key) || sl_str_chr(prefix, '.') != SIZE_MAX ||
        sl_condition_key_is_tag(node->key, NULL))
        return;
    judge_unknown(view, node, prefix);
}

/* Is the key's own text known? */
static bool readable(const sl_condition *c)
{
    return c->node->key.len > 0 && !sl_hole_in(c->node->key) &&
           !sl_hole_in(c->block->key) &&
           !sl_str_starts(c->block->key, sl_lit("Fn::")) &&
           !sl_str_starts(c->node->key, sl_lit("Fn::"));
}

/* What an action of the statement makes of a key. */
typedef enum use {
    USE_NONE,   /* no action knows it */
    USE_SOME,   /* one does */
    USE_UNKNOWN /* not all actions are known, or too many to ask */
} use;

/* One value of Action. */
static use use_by(sl_str pattern, sl_str key, const sl_policy_view *view)
{
    sl_action_walk walk = sl_action_walk_of(pattern);
    size_t cost = LOOK_UPS * sl_action_walk_cost(pattern);
    sl_str prefix = sl_str_sub(pattern, 0, sl_str_chr(pattern, ':'));
    sl_service service;
    sl_action action;
    bool any = false;

    if (sl_action_is_star(pattern))
        return USE_UNKNOWN;
    if (sl_service_find(prefix, &service) && !sl_service_takes_key(&service, key))
        return sl_action_any(&service, sl_str_skip(pattern, prefix.len + 1))
                   ? USE_NONE
                   : USE_UNKNOWN;
    if (!sl_sink_spend(view->sink, view->doc, cost))
        return USE_UNKNOWN;
    while (sl_action_walk_next(&walk, &action)) {
        any = true;
        if (sl_action_takes_key(&action, key))
            return USE_SOME;
    }
    return any ? USE_NONE : USE_UNKNOWN;
}

static use use_of(const sl_statement *s, sl_str key, const sl_policy_view *view)
{
    const sl_node *action = NULL;
    use found = s->action && !s->not_action ? USE_NONE : USE_UNKNOWN;

    while (found == USE_NONE && (action = sl_value_next(s->action, action)) != NULL) {
        if (action->type != SL_NODE_SCALAR || sl_node_open(action))
            return USE_UNKNOWN;
        found = use_by(action->value, key, view);
    }
    return sl_text_next(s->action, NULL) ? found : USE_UNKNOWN;
}

/* Is it listed for any action? If not, the table knows too little of it. */
static bool is_listed(sl_str key)
{
    sl_str prefix = sl_str_sub(key, 0, sl_str_chr(key, ':'));
    sl_service service;

    return sl_service_find(prefix, &service) && sl_service_takes_key(&service, key);
}

/* Is an action of the key's own service in the statement? Not every key that a service
 * sends is listed for every action. */
static bool own_service(const sl_statement *s, sl_str key)
{
    sl_str prefix = sl_str_sub(key, 0, sl_str_chr(key, ':') + 1);
    const sl_node *action = NULL;

    while ((action = sl_text_next(s->action, action)) != NULL)
        if (sl_str_starts_nocase(action->value, prefix))
            return true;
    return false;
}

static void judge_use(const sl_policy_view *view, const sl_statement *s,
                      const sl_condition *c)
{
    const sl_node *action = sl_text_next(s->action, NULL);
    sl_condition_key key;

    if (!action || !sl_condition_key_find(c->node->key, &key) || key.global ||
        sl_condition_key_is_tag(c->node->key, NULL) ||
        sl_condition_is(c, sl_lit("aws:TagKeys")))
        return;
    if (is_listed(c->node->key) && use_of(s, c->node->key, view) == USE_NONE)
        sl_policy_hit_at(
            view, sl_policy_key_span(c->node),
            own_service(s, c->node->key) ? SL_LEVEL_NOTE : SL_LEVEL_WARNING, NULL, 0,
            "\"%.*s\" is in no request for %.*s%s, so the condition %s",
            sl_fmt(quoted(c->node)), sl_fmt(sl_policy_quote(action)),
            sl_text_next(s->action, action) ? " or the other actions" : "",
            sl_condition_demands(c) ? "is never met" : "says nothing");
}

void sl_check_iam_condition_key(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_condition c = {0};

        while (sl_condition_next(s, &c)) {
            if (!readable(&c))
                continue;
            judge_key(view, c.node);
            judge_use(view, s, &c);
        }
    }
}

void sl_check_iam_tag_key_missing(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition c = {0};
        bool bare;

        while (sl_condition_next(&view->policy->statements[i], &c))
            if (readable(&c) && sl_condition_key_is_tag(c.node->key, &bare) && bare)
                sl_policy_hit_at(view, sl_policy_key_span(c.node), SL_LEVEL_OFF, NULL,
                                 0, "\"%.*s\" does not say which tag: \"%.*s/NAME\"",
                                 sl_fmt(quoted(c.node)),
                                 sl_fmt(sl_str_drop_end(quoted(c.node), sl_lit("/"))));
    }
}

/* The tags of the caller are in every request. */
static bool of_caller(sl_str key)
{
    return sl_str_starts_nocase(key, sl_lit("aws:PrincipalTag"));
}

static void judge_tag(const sl_policy_view *view, const sl_statement *s,
                      const sl_condition *c)
{
    const sl_node *action = sl_text_next(s->action, NULL);
    bool bare = false;
    bool tag = sl_condition_key_is_tag(c->node->key, &bare);

    if ((!tag && !sl_condition_is(c, sl_lit("aws:TagKeys"))) || bare ||
        of_caller(c->node->key) || !action)
        return;
    if (use_of(s, c->node->key, view) == USE_NONE)
        sl_policy_hit_at(view, sl_policy_key_span(c->node), SL_LEVEL_OFF, NULL, 0,
                         "no request for %.*s%s has \"%.*s\", so the condition %s",
                         sl_fmt(sl_policy_quote(action)),
                         sl_text_next(s->action, action) ? " or the other actions" : "",
                         sl_fmt(quoted(c->node)),
                         sl_condition_demands(c) ? "is never met" : "protects nothing");
}

void sl_check_iam_tag_condition_unsupported(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_condition c = {0};

        while (sl_condition_next(s, &c))
            if (readable(&c))
                judge_tag(view, s, &c);
    }
}

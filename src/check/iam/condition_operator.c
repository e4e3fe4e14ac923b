/* condition_operator.c - operators of conditions that there are not, or that do not fit
 * what they compare.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and
 * "Multivalued context keys". */
#include "aws/condition.h"
#include "aws/condition_keys.h"
#include "aws/hole.h"
#include "base/map.h"
#include "check/iam/policy_hit.h"

static void judge_operator(const sl_policy_view *view, const sl_node *block)
{
    sl_operator op = sl_operator_of(block->key);
    sl_buf near = {0};

    if (op.known) {
        if (op.family == SL_OPERATOR_NULL && op.set_name.len > 0)
            sl_policy_hit_at(
                view, sl_policy_key_span(block), SL_LEVEL_NOTE, NULL, 0,
                "\"%.*s\" asks whether a key is there, so \"%.*s:\" has no "
                "effect",
                sl_fmt(op.name), sl_fmt(op.set_name));
        return;
    }
    if (sl_operator_near(block->key, &near))
        sl_policy_hit_at(view, sl_policy_key_span(block), SL_LEVEL_OFF, NULL, 0,
                         "there is no operator \"%.*s\": did you mean \"%s\"?",
                         sl_fmt(block->key), near.ptr);
    else
        sl_policy_hit_at(
            view, sl_policy_key_span(block), SL_LEVEL_OFF, NULL, 0,
            "there is no operator \"%.*s\", such as StringEquals, ArnLike, "
            "IpAddress or Bool",
            sl_fmt(sl_str_sub(block->key, 0, 60)));
    sl_buf_free(&near);
}

/* Functions of templates that stand in the place of an operator. */
static bool is_template(sl_str key)
{
    return key.len == 0 || sl_hole_in(key) || sl_str_starts(key, sl_lit("Fn::")) ||
           sl_str_eq(key, sl_lit("Ref")) || sl_str_eq(key, sl_lit("<<"));
}

void sl_check_iam_condition_operator(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_node *condition = view->policy->statements[i].condition;

        if (!condition || condition->type != SL_NODE_MAP)
            continue;
        for (const sl_node *b = condition->first; b; b = b->next)
            if (!is_template(b->key))
                judge_operator(view, b);
    }
}

/* key in small letters, in the document's arena. */
static sl_str lowered(const sl_policy_view *view, sl_str key)
{
    char *copy = sl_arena_alloc(view->doc->arena, key.len + 1);

    for (size_t i = 0; i < key.len; i++)
        copy[i] = key.ptr[i] >= 'A' && key.ptr[i] <= 'Z' ? (char)(key.ptr[i] | 0x20)
                                                         : key.ptr[i];
    return sl_str_make(copy, key.len);
}

/* Children of a map whose keys differ in case only; the same key twice is
 * iam-duplicate-key. */
static void judge_case(const sl_policy_view *view, const sl_node *map)
{
    sl_map seen = {0};

    for (const sl_node *child = map->first; child; child = child->next) {
        void **slot = sl_map_put(&seen, lowered(view, child->key));
        const sl_node *first = *slot;

        if (!first)
            *slot = (void *)(uintptr_t)child;
        else if (!sl_str_eq(first->key, child->key))
            sl_policy_hit_at(
                view, sl_policy_key_span(child), SL_LEVEL_OFF,
                &(const sl_hit_part){.span = sl_policy_key_span(first),
                                     .message = sl_lit("the same key in another case")},
                1,
                "\"%.*s\" and \"%.*s\" are one key: the case of keys and operators "
                "does "
                "not count, and only one of the two has an effect",
                sl_fmt(sl_str_sub(child->key, 0, 60)),
                sl_fmt(sl_str_sub(first->key, 0, 60)));
    }
    sl_map_free(&seen);
}

/* "Bool": {"key": ["true", "false"]} */
static void judge_booleans(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition c = {0};

    while (sl_condition_next(s, &c)) {
        const sl_node *first = sl_value_next(c.node, NULL);

        if (c.operator.known && first && c.node->type == SL_NODE_SEQ &&
            first->next &&(c.operator.family == SL_OPERATOR_BOOL || c.operator.family ==
                           SL_OPERATOR_NULL))
            sl_policy_hit(
                view, c.node, SL_LEVEL_OFF,
                "%.*s takes one value, true or false, and \"%.*s\" has several",
                sl_fmt(c.operator.name), sl_fmt(sl_str_sub(c.node->key, 0, 60)));
    }
}

void sl_check_iam_condition_key_case_dup(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        if (!s->condition || s->condition->type != SL_NODE_MAP)
            continue;
        judge_case(view, s->condition);
        for (const sl_node *b = s->condition->first; b; b = b->next)
            if (b->type == SL_NODE_MAP)
                judge_case(view, b);
        judge_booleans(view, s);
    }
}

static void judge_wildcards(const sl_policy_view *view, const sl_condition *c)
{
    const sl_node *value = NULL;

    if (!c->operator.known || c->operator.family != SL_OPERATOR_STRING || c->
         operator.like)
        return;
    while ((value = sl_text_next(c->node, value)) != NULL) {
        if (sl_str_eq(value->tag, sl_lit("!expr")) || !sl_has_wild(value->value) ||
            sl_str_eq_nocase(c->node->key, sl_lit("aws:UserAgent")) ||
            sl_str_has(value->value, sl_lit("://")))
            continue;
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "%.*s compares \"%.*s\" letter by letter: for wildcards take %s",
                      sl_fmt(c->operator.name), sl_fmt(sl_policy_quote(value)),
                      c->operator.negated ? "StringNotLike" : "StringLike");
    }
}

void sl_check_iam_wildcard_without_like(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition condition = {0};

        while (sl_condition_next(&view->policy->statements[i], &condition))
            judge_wildcards(view, &condition);
    }
}

/* Does the statement also ask that the key is there? */
static bool null_guard(const sl_policy_view *view, const sl_statement *s, sl_str key)
{
    sl_condition c = {0};

    while (sl_condition_next(s, &c)) {
        const sl_node *value = sl_text_next(c.node, NULL);

        if (!sl_sink_spend(view->sink, view->doc, 1))
            return true; /* not known */
        if (c.operator.family == SL_OPERATOR_NULL && sl_condition_is(&c, key) &&
            value && sl_str_eq_nocase(value->value, sl_lit("false")))
            return true;
    }
    return false;
}

/* Keys that AWS calls strings, and compares as lists in its own examples. */
static bool is_list_too(const sl_condition *c)
{
    return sl_condition_is(c, sl_lit("secretsmanager:VersionStage"));
}

static void judge_set(const sl_policy_view *view, const sl_statement *s,
                      const sl_condition *c)
{
    const sl_operator *op = &c->operator;
    sl_condition_key key;
    bool known = sl_condition_key_find(c->node->key, &key);
    sl_str quoted = sl_str_sub(c->node->key, 0, 60);

    if (!op->known || op->family == SL_OPERATOR_NULL)
        return;
    if (known && !key.multivalued && op->set != SL_SET_NONE && !is_list_too(c) &&
        sl_str_chr(c->node->key, '.') == SIZE_MAX) /* claims may have several */
        sl_policy_hit_at(view, sl_policy_key_span(c->block), SL_LEVEL_OFF, NULL, 0,
                         "\"%.*s\" has one value: \"%.*s\" without \"%.*s:\"%s",
                         sl_fmt(quoted), sl_fmt(op->name), sl_fmt(op->set_name),
                         op->set == SL_SET_ALL
                             ? ", which is also met by a request without the key"
                             : "");
    else if (known && key.multivalued && op->set == SL_SET_NONE)
        sl_policy_hit_at(view, sl_policy_key_span(c->block), SL_LEVEL_OFF, NULL, 0,
                         "\"%.*s\" can have several values: \"%.*s\" needs "
                         "ForAllValues: or ForAnyValue: before it",
                         sl_fmt(quoted), sl_fmt(op->name));
    else if (op->set == SL_SET_ALL && s->allows && !op->negated &&
             !sl_condition_is(c, sl_lit("aws:TagKeys")) &&
             !null_guard(view, s, c->node->key))
        sl_policy_hit_at(view, sl_policy_key_span(c->block), SL_LEVEL_OFF, NULL, 0,
                         "ForAllValues is also met by a request without \"%.*s\": add "
                         "{\"Null\": {\"%.*s\": \"false\"}}",
                         sl_fmt(quoted), sl_fmt(quoted));
}

void sl_check_iam_set_operator(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_condition condition = {0};

        while (sl_condition_next(s, &condition))
            if (!sl_hole_in(condition.node->key))
                judge_set(view, s, &condition);
    }
}

/* StringLike on a key that holds an ARN lets '*' run over colons. */
void sl_check_iam_arn_string_operator(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        sl_condition c = {0};
        sl_condition_key key;

        while (sl_condition_next(&view->policy->statements[i], &c))
            if (c.operator.known && c.operator.family == SL_OPERATOR_STRING &&
                sl_condition_key_find(c.node->key, &key) &&
                key.type == SL_KEY_ARN)
                sl_policy_hit_at(
                    view, sl_policy_key_span(c.block), SL_LEVEL_OFF, NULL, 0,
                    "\"%.*s\" is an ARN: %s compares it part by part, so "
                    "that a \"*\" ends at the next colon",
                    sl_fmt(key.name), c.operator.negated ? "ArnNotLike" : "ArnLike");
    }
}

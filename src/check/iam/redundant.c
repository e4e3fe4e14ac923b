/* redundant.c - values, and whole statements, that another one makes needless. */
#include "aws/wild.h"
#include "base/map.h"
#include "check/iam/policy_hit.h"

/* Of one list, as many wide patterns are held against the other values. */
enum { MOST_WIDE = 32 };

typedef enum list_sort { ACTIONS, RESOURCES, VALUES } list_sort;

typedef struct list {
    const sl_policy_view *view;
    list_sort sort;
    sl_map seen; /* by value (actions: in lower case) */
    const sl_node *wide[MOST_WIDE];
    size_t wide_len;
} list;

static void tell(const list *in, const sl_node *node, const sl_node *by, bool same)
{
    sl_hit_part part = {.span = by->span, .message = sl_lit("the other one")};

    sl_policy_hit_at(in->view, sl_policy_span(node), SL_LEVEL_OFF, &part, 1,
                     same ? "\"%.*s\" is in the list twice%.*s"
                          : "\"%.*s\" is needless beside \"%.*s\"",
                     sl_fmt(sl_policy_quote(node)),
                     sl_fmt(same ? (sl_str){0} : sl_policy_quote(by)));
}

static sl_str key_of(const list *in, const sl_node *node)
{
    sl_str value = node->value;
    char *lower;

    if (in->sort != ACTIONS)
        return value;
    lower = sl_arena_alloc(in->view->doc->arena, value.len + 1);
    for (size_t i = 0; i < value.len; i++)
        lower[i] = value.ptr[i] >= 'A' && value.ptr[i] <= 'Z'
                       ? (char)(value.ptr[i] + 32)
                       : value.ptr[i];
    return sl_str_make(lower, value.len);
}

/* A pattern that is believed to be wider than others: with '*' only, and for resources,
 * which have case, at its end only. '?' is left aside: it would match a '*'. */
static bool is_wide(const list *in, sl_str value)
{
    size_t star = sl_str_chr(value, '*');

    if (in->sort == VALUES || star == SIZE_MAX || sl_str_chr(value, '?') != SIZE_MAX)
        return false;
    return in->sort == ACTIONS || star + 1 == value.len;
}

static bool covers(const list *in, sl_str wide, sl_str value)
{
    if (in->sort == ACTIONS)
        return sl_wild_match(wide, value);
    return sl_str_starts(value, sl_str_sub(wide, 0, wide.len - 1));
}

static void judge_item(list *in, const sl_node *node)
{
    const void *first = sl_map_get(&in->seen, key_of(in, node));

    if (first != node) {
        tell(in, node, first, true);
        return;
    }
    for (size_t i = 0; i < in->wide_len; i++)
        if (in->wide[i] != node && covers(in, in->wide[i]->value, node->value)) {
            tell(in, node, in->wide[i], false);
            return;
        }
}

static void judge_list(const sl_policy_view *view, const sl_node *value, list_sort sort)
{
    list in = {.view = view, .sort = sort};
    const sl_node *node = NULL;

    if (!value || value->type != SL_NODE_SEQ)
        return;
    while ((node = sl_text_next(value, node)) != NULL) {
        void **slot;

        if (sl_node_open(node))
            continue;
        slot = sl_map_put(&in.seen, key_of(&in, node));
        if (*slot)
            continue;
        *slot = (void *)(uintptr_t)node;
        if (in.wide_len < MOST_WIDE && is_wide(&in, node->value))
            in.wide[in.wide_len++] = node;
    }
    for (node = NULL; (node = sl_text_next(value, node)) != NULL;)
        if (!sl_node_open(node))
            judge_item(&in, node);
    sl_map_free(&in.seen);
}

static void judge_lists_below(const sl_policy_view *view, const sl_node *map)
{
    for (const sl_node *child = map && map->type == SL_NODE_MAP ? map->first : NULL;
         child; child = child->next)
        judge_list(view, child, VALUES);
}

static void judge_statement(const sl_policy_view *view, const sl_statement *s)
{
    judge_list(view, s->action, ACTIONS);
    judge_list(view, s->not_action, ACTIONS);
    judge_list(view, s->resource, RESOURCES);
    judge_list(view, s->not_resource, RESOURCES);
    judge_lists_below(view, s->principal);
    judge_lists_below(view, s->not_principal);
    for (const sl_node *operator= s->condition && s->condition->type == SL_NODE_MAP
             ? s->condition->first
             : NULL;
         operator; operator= operator->next)
        judge_lists_below(view, operator);
}

/* A statement in one text, without its Sid; what is open stands for itself. */
static sl_str text_of(const sl_policy_view *view, const sl_statement *s)
{
    sl_buf text = {0};
    sl_str kept;

    for (const sl_node *element = s->node->first; element; element = element->next) {
        if (element == s->sid)
            continue;
        for (const sl_node *at = element; at; at = sl_node_walk(element, at)) {
            sl_buf_printf(&text, "%d%zu:%.*s", (int)at->type, at->key.len,
                          sl_fmt(at->key));
            if (at->type == SL_NODE_SCALAR)
                sl_buf_printf(&text, "%zu:%.*s", at->value.len, sl_fmt(at->value));
        }
    }
    kept = sl_arena_str(view->doc->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return kept;
}

static void judge_statements(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_map seen = {0};

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *first;
        void **slot;

        if (s->node->tag.len > 0 || !s->node->first)
            continue;
        slot = sl_map_put(&seen, text_of(view, s));
        first = *slot;
        if (first) {
            sl_hit_part part = {.span = sl_policy_span(first),
                                .message = sl_lit("the other one")};

            sl_policy_hit_at(view, sl_policy_span(s->node), SL_LEVEL_OFF, &part, 1,
                             "the statement says the same as another one");
        } else {
            *slot = (void *)(uintptr_t)s->node;
        }
    }
    sl_map_free(&seen);
}

void sl_check_iam_redundant(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++)
        judge_statement(view, &view->policy->statements[i]);
    if (view->policy->statements_len > 1 && !view->policy->incomplete)
        judge_statements(view);
}

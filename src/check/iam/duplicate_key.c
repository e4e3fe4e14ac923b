/* duplicate_key.c - a key that is given twice in one object of a policy: IAM refuses it,
 * and most programs that read JSON keep the last one without a word.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
#include "aws/hole.h"
#include "base/map.h"
#include "check/iam/element.h"
#include "check/iam/policy_hit.h"

static void tell(const sl_policy_view *view, const sl_node *first, const sl_node *again)
{
    sl_hit_part part = {.span = sl_policy_key_span(first),
                        .message = sl_lit("given here before")};

    sl_policy_hit_at(view, sl_policy_key_span(again), SL_LEVEL_OFF, &part, 1,
                     "\"%.*s\" is given twice in one object: only one of the two can "
                     "count",
                     sl_fmt(sl_str_sub(again->key, 0, 80)));
}

/* Few keys are compared, many are looked up. */
static void judge_many(const sl_policy_view *view, const sl_node *map)
{
    sl_map seen = {0};

    for (const sl_node *child = map->first; child; child = child->next) {
        void **slot = sl_map_put(&seen, child->key);
        const sl_node *first = *slot;

        if (!first)
            *slot = (void *)(uintptr_t)child;
        else
            tell(view, first, child);
    }
    sl_map_free(&seen);
}

static void judge(const sl_policy_view *view, const sl_node *map)
{
    enum { FEW = 12 };
    size_t count = 0;

    for (const sl_node *child = map->first; child; child = child->next)
        count++;
    if (count > FEW) {
        judge_many(view, map);
        return;
    }
    for (const sl_node *child = map->first; child; child = child->next)
        for (const sl_node *first = map->first; first != child; first = first->next)
            if (sl_str_eq(first->key, child->key) && !sl_hole_in(child->key)) {
                tell(view, first, child);
                break;
            }
}

void sl_check_iam_duplicate_key(const sl_policy_view *view)
{
    const sl_node *top = view->policy->node;

    if (!view->policy->exact || sl_policy_broken(view->policy))
        return;
    for (const sl_node *node = top; node; node = sl_node_walk(top, node))
        if (node->type == SL_NODE_MAP && !sl_str_eq(node->tag, sl_lit("!merge")))
            judge(view, node);
}

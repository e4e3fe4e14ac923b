/* duplicate_key.c - a key that is given twice in one object of a policy: IAM refuses it,
 * and most programs that read JSON keep the last one without a word.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
#include "aws/hole.h"
#include "base/map.h"
#include "check/iam/element.h"
#include "check/iam/policy_hit.h"

/* Does a mark of a template in text begin or end a branch: "{{else}}", "{%- elif a %}",
 * "<% } else { %>", "%{ if a }"? Of two keys with one between them a template leaves one. */
static bool is_branched(sl_str text)
{
    static const char *const opens[] = {"{{", "{%", "<%", "%{"};
    static const char *const words[] = {"else",   "elif", "elsif", "end",
                                        "unless", "if",   "range"};

    for (size_t i = 0; i + 2 < text.len; i++) {
        sl_str word = sl_str_skip(text, i + 2);

        if (!sl_str_among(opens, sizeof opens / sizeof *opens,
                          sl_str_sub(text, i, i + 2)))
            continue;
        while (word.len > 0 && sl_str_chr(sl_lit(" \t-~=#/^}"), *word.ptr) != SIZE_MAX)
            word = sl_str_skip(word, 1);
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            if (sl_str_starts(word, sl_str_of(words[j])))
                return true;
    }
    return false;
}

static void tell(const sl_policy_view *view, const sl_node *first, const sl_node *again)
{
    sl_span from = sl_policy_key_span(first), to = sl_policy_key_span(again);
    sl_hit_part part = {.span = from, .message = sl_lit("given here before")};

    if (from.end < to.start &&
        is_branched(sl_str_sub(view->doc->text, from.end, to.start)))
        return;
    sl_policy_hit_at(view, to, SL_LEVEL_OFF, &part, 1,
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

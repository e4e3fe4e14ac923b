#include "aws/fold_work.h"

#include "aws/hole.h"

sl_node *sl_fold_add(sl_folder *folder, sl_fold_into *into, sl_node_type type,
                     const sl_node *like, const sl_node *named)
{
    sl_node *node = sl_arena_calloc(folder->doc->arena, 1, sizeof *node);

    folder->nodes_left -= folder->nodes_left > 0;
    node->type = type;
    node->style = like->style;
    node->tag = like->tag;
    node->span = like->span;
    if (named) {
        node->key = named->key;
        node->key_span = named->key_span;
    }
    if (!into)
        return node;
    if (into->choice && type == SL_NODE_MAP)
        node->tag = sl_lit("!If");
    node->parent = into->node;
    if (into->last)
        into->last->next = node;
    else
        into->node->first = node;
    into->last = node;
    return node;
}

sl_node *sl_fold_add_text(sl_folder *folder, sl_fold_into *into, sl_str value,
                          const sl_node *like, const sl_node *named)
{
    sl_node *node = sl_fold_add(folder, into, SL_NODE_SCALAR, like, named);

    node->value = value;
    return node;
}

sl_fold_into sl_fold_open(sl_folder *folder, sl_fold_into *into, sl_node_type type,
                          const sl_node *like, const sl_node *named)
{
    return (sl_fold_into){.node = sl_fold_add(folder, into, type, like, named)};
}

/* A value of which nothing is known. */
static void add_unknown(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                        const sl_node *named)
{
    sl_str value =
        sl_arena_printf(folder->doc->arena, "${value at %zu}", node->span.start);

    sl_fold_add_text(folder, into, value, node, named)->tag = sl_lit("!expr");
}

static bool is_plain_map(const sl_node *node)
{
    return node && node->type == SL_NODE_MAP &&
           sl_intrinsic_of(node).kind == SL_INTRINSIC_NONE;
}

/* The branches of a choice are its last two items, behind the condition; NULL for one
 * that is nothing. */
static bool branches_of(sl_folder *folder, const sl_intrinsic *of,
                        const sl_node *branches[2])
{
    const sl_node *item =
        of->argument->type == SL_NODE_SEQ ? of->argument->first : NULL;
    size_t count = 0;

    for (; item; item = item->next, count++) {
        branches[0] = branches[1];
        branches[1] = item;
    }
    for (size_t i = 0; count > 1 && i < 2; i++)
        branches[i] = sl_fold_is_nothing(branches[i])
                          ? NULL
                          : sl_fold_target(folder, branches[i]);
    return count > 1;
}

static void take_items(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                       unsigned depth);

static void take_both(sl_folder *folder, sl_fold_into *into,
                      const sl_node *const branches[2], unsigned depth)
{
    bool outer = into->choice;

    into->choice = true;
    for (size_t i = 0; i < 2; i++)
        if (branches[i])
            take_items(folder, into, branches[i], depth + 1);
    into->choice = outer;
}

/* What a list is computed for each item of another: its maps, once. */
static void take_for(sl_folder *folder, sl_fold_into *into, const sl_node *seq,
                     unsigned depth)
{
    bool outer = into->choice;

    into->choice = true;
    folder->incomplete = true;
    for (const sl_node *item = seq->first; item; item = item->next)
        if (is_plain_map(item))
            sl_fold_take_at(folder, into, item, NULL, depth + 1);
    into->choice = outer;
}

/* The items of a list that is part of another, or the one item that node is. */
static void take_items(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                       unsigned depth)
{
    const sl_node *branches[2] = {NULL, NULL};
    const sl_node *target = depth < SL_FOLD_DEPTH ? sl_fold_target(folder, node) : NULL;
    sl_intrinsic of = target ? sl_intrinsic_of(target) : (sl_intrinsic){0};
    bool list = target && target->type == SL_NODE_SEQ;

    if (of.kind == SL_INTRINSIC_IF && branches_of(folder, &of, branches)) {
        take_both(folder, into, branches, depth);
    } else if (of.kind == SL_INTRINSIC_FOR) {
        take_for(folder, into, target, depth);
    } else if (list && of.kind == SL_INTRINSIC_CONCAT) {
        for (const sl_node *item = target->first; item; item = item->next)
            take_items(folder, into, item, depth + 1);
    } else if (list && of.kind == SL_INTRINSIC_NONE) {
        for (const sl_node *item = target->first; item; item = item->next)
            sl_fold_take_at(folder, into, item, NULL, depth + 1);
    } else if (of.kind == SL_INTRINSIC_SPLIT || of.kind == SL_INTRINSIC_IF) {
        if (of.kind == SL_INTRINSIC_IF ||
            !sl_fold_split(folder, into, of.argument, depth)) {
            folder->incomplete = true;
            add_unknown(folder, into, target, NULL);
        }
    } else {
        /* What an expression comes to may be a list of anything. */
        if (target && sl_str_eq(target->tag, sl_lit("!expr")))
            folder->incomplete = true;
        sl_fold_take_at(folder, into, node, NULL, depth + 1);
    }
}

/* Elements that hold one text, whatever a template does. */
static bool holds_text(sl_str key)
{
    static const char *const keys[] = {"Effect", "Id", "Sid", "Version"};

    return sl_str_among(keys, sizeof keys / sizeof *keys, key);
}

/* A choice as the value of a key: a list of both, or the first map. */
static void take_choice(sl_folder *folder, sl_fold_into *into, const sl_intrinsic *of,
                        const sl_node *named, unsigned depth)
{
    const sl_node *branches[2] = {NULL, NULL};
    bool statements = named && sl_str_eq(named->key, sl_lit("Statement"));
    bool known = branches_of(folder, of, branches);
    sl_fold_into list;

    if (!known || (named && holds_text(named->key))) {
        add_unknown(folder, into, of->argument, named);
        folder->incomplete |= !known;
    } else if (!statements &&
               (is_plain_map(branches[0]) || is_plain_map(branches[1]))) {
        folder->incomplete = true;
        sl_fold_take_at(folder, into, branches[!is_plain_map(branches[0])], named,
                        depth + 1);
    } else if (branches[0] || branches[1]) {
        list = sl_fold_open(folder, into, SL_NODE_SEQ, of->argument, named);
        list.node->tag = sl_lit("!If");
        take_both(folder, &list, branches, depth);
    }
}

static void take_children(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                          unsigned depth)
{
    for (const sl_node *child = node->first; child; child = child->next) {
        if (node->type == SL_NODE_MAP && sl_str_eq(child->key, sl_lit("<<")))
            sl_fold_merge_key(folder, into, node, child, depth);
        else
            sl_fold_take_at(folder, into, child,
                            node->type == SL_NODE_MAP ? child : NULL, depth + 1);
    }
}

static void take_merge(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                       const sl_node *named, unsigned depth)
{
    sl_fold_into map = sl_fold_open(folder, into, SL_NODE_MAP, node, named);

    for (const sl_node *item = node->first; item; item = item->next) {
        if (is_plain_map(item))
            take_children(folder, &map, item, depth + 1);
        else
            folder->incomplete = true;
    }
}

static void take_list(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                      const sl_node *named, unsigned depth)
{
    sl_fold_into list = sl_fold_open(folder, into, SL_NODE_SEQ, node, named);

    list.node->tag = (sl_str){0};
    take_items(folder, &list, node, depth + 1);
}

static void take_text(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                      const sl_node *named, unsigned depth)
{
    sl_buf text = {.max = SL_MAX_FOLDED_TEXT};
    bool plain = sl_intrinsic_of(node).kind == SL_INTRINSIC_NONE;
    sl_node *added;

    if (sl_fold_text_of(folder, node, &text, depth) && !text.truncated) {
        added = sl_fold_add_text(folder, into,
                                 sl_arena_str(folder->doc->arena, sl_buf_str(&text)),
                                 node, named);
        added->tag = plain ? node->tag : (sl_str){0};
        if (sl_str_eq(added->tag, sl_lit("!expr")) && !sl_hole_in(added->value))
            added->tag = (sl_str){0};
        added->style = plain ? node->style : SL_STYLE_DOUBLE;
    } else {
        add_unknown(folder, into, node, named);
    }
    sl_buf_free(&text);
}

/* A value without a function. */
static void take_plain(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                       const sl_node *named, unsigned depth)
{
    sl_fold_into inner;

    if (node->type == SL_NODE_SCALAR && sl_fold_text_changes(folder, node)) {
        take_text(folder, into, node, named, depth);
    } else if (node->type == SL_NODE_SCALAR) {
        sl_fold_add_text(folder, into, node->value, node, named);
    } else {
        inner = sl_fold_open(folder, into, node->type, node, named);
        take_children(folder, &inner, node, depth);
    }
}

void sl_fold_take_at(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                     const sl_node *named, unsigned depth)
{
    const sl_node *target = depth < SL_FOLD_DEPTH ? sl_fold_target(folder, node) : NULL;
    sl_intrinsic of;

    if (!target || folder->nodes_left == 0) {
        folder->incomplete = true;
        add_unknown(folder, into, node, named);
        return;
    }
    of = sl_intrinsic_of(target);
    switch (of.kind) {
    case SL_INTRINSIC_NONE: take_plain(folder, into, target, named, depth); break;
    case SL_INTRINSIC_SAME:
        sl_fold_take_at(folder, into, of.argument, named, depth + 1);
        break;
    case SL_INTRINSIC_IF:
        if (into->node->type == SL_NODE_SEQ)
            take_items(folder, into, target, depth);
        else
            take_choice(folder, into, &of, named, depth);
        break;
    case SL_INTRINSIC_SPLIT:
    case SL_INTRINSIC_CONCAT:
    case SL_INTRINSIC_FOR: take_list(folder, into, target, named, depth); break;
    case SL_INTRINSIC_MERGE: take_merge(folder, into, target, named, depth); break;
    default:
        if (!sl_fold_is_nothing(target))
            take_text(folder, into, target, named, depth);
        break;
    }
}

void sl_fold_take(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                  const sl_node *named)
{
    sl_fold_take_at(folder, into, node, named, 0);
}

void sl_fold_take_items(sl_folder *folder, sl_fold_into *into, const sl_node *node)
{
    take_items(folder, into, node, 0);
}

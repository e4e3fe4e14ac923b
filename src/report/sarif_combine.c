/* sarif_combine.c - several runs of one tool and category as one: the first run is copied,
 * and where it has a list, the items of all runs stand. */
#include "report/sarif_union.h"

enum { DEPTH = 24 }; /* of a run: what the writer can do, and more than is needed */

typedef struct combining {
    sl_union u;
    sl_str category;
    sl_json *json;
} combining;

static bool too_deep(const sl_node *run)
{
    size_t depth;

    for (const sl_node *n = run; n; n = sl_node_walk(run, n)) {
        depth = 0;
        if (n->first)
            continue;
        for (const sl_node *up = n; up != run; up = up->parent)
            if (++depth > DEPTH)
                return true;
    }
    return false;
}

/* Is the member an index? Then *index is the new one, or -1. */
static bool renumbered(const combining *c, const sl_sarif_part *part,
                       const sl_node *object, const sl_node *member, int64_t *index)
{
    sl_str id = sl_json_string(object, "id");

    if (sl_str_eq(member->key, sl_lit("ruleIndex"))) {
        *index =
            sl_union_index(&c->u, SL_UNION_RULES, sl_json_string(object, "ruleId"));
        return true;
    }
    if (sl_str_eq(member->key, sl_lit("parentIndex"))) {
        *index = sl_union_parent(&c->u, part, sl_json_number(object, "parentIndex"));
        return true;
    }
    if (!sl_str_eq(member->key, sl_lit("index")))
        return false;
    if (sl_node_get(object, sl_lit("uri")))
        *index =
            sl_union_index(&c->u, SL_UNION_ARTIFACTS, sl_json_string(object, "uri"));
    else if (id.len > 0 && sl_str_eq(object->key, sl_lit("descriptor")))
        *index = sl_union_index(&c->u, SL_UNION_DESCRIPTORS, id);
    else if (id.len > 0 && sl_node_get(object, sl_lit("toolComponent")))
        *index = sl_union_index(&c->u, SL_UNION_TAXA, id);
    else
        return false;
    return true;
}

static void copy(combining *c, const sl_sarif_part *part, const sl_node *node);

static void put_key(combining *c, sl_str key)
{
    sl_json_key(c->json, sl_arena_str(&c->u.arena, key).ptr);
}

static void copy_message(combining *c, const sl_sarif_part *part,
                         const sl_node *message)
{
    const sl_union_item *string = sl_union_string(&c->u, part, message);

    sl_json_object(c->json);
    for (const sl_node *n = message->first; n; n = n->next) {
        bool id = sl_str_eq(n->key, sl_lit("id"));

        if (!string && (id || sl_str_eq(n->key, sl_lit("arguments"))))
            continue;
        put_key(c, n->key);
        if (id)
            sl_json_str(c->json, string->text);
        else
            copy(c, part, n);
    }
    sl_json_end_object(c->json);
}

static void copy_strings(combining *c, sl_str rule)
{
    const sl_union_item *end = c->u.strings.at + c->u.strings.len;
    const sl_union_item *s = sl_map_get(&c->u.first_strings, rule);

    sl_json_object(c->json);
    for (; s && s < end && sl_str_starts(s->key, rule) && s->key.ptr[rule.len] == '\n';
         s++) {
        put_key(c, s->text);
        copy(c, s->part, s->node);
    }
    sl_json_end_object(c->json);
}

static void copy_list(combining *c, sl_union_list id)
{
    sl_json_array(c->json);
    for (size_t i = 0; i < c->u.items[id].len; i++)
        copy(c, c->u.items[id].at[i].part, c->u.items[id].at[i].node);
    sl_json_end_array(c->json);
}

/* The list that the first run has at this node, or SL_UNION_LISTS. */
static sl_union_list list_at(const combining *c, const sl_node *node)
{
    for (sl_union_list id = 0; id < SL_UNION_LISTS; id++)
        if (node->type == SL_NODE_SEQ &&
            sl_union_list_of(c->u.parts[0].run, id) == node)
            return id;
    return SL_UNION_LISTS;
}

static void copy_member(combining *c, const sl_sarif_part *part, const sl_node *object,
                        const sl_node *n)
{
    bool result = sl_node_get(object, sl_lit("ruleId")) != NULL;
    int64_t index;

    if (renumbered(c, part, object, n, &index)) {
        if (index >= 0)
            sl_json_pair_int(c->json, sl_arena_str(&c->u.arena, n->key).ptr, index);
        return;
    }
    if (result && ((!c->u.states && sl_str_eq(n->key, sl_lit("baselineState"))) ||
                   (!c->u.suppressions && sl_str_eq(n->key, sl_lit("suppressions")))))
        return;
    put_key(c, n->key);
    if (result && n->type == SL_NODE_MAP && sl_str_eq(n->key, sl_lit("message")))
        copy_message(c, part, n);
    else if (n->type == SL_NODE_MAP && sl_str_eq(n->key, sl_lit("messageStrings")) &&
             sl_map_has(&c->u.places[SL_UNION_RULES], sl_json_string(object, "id")))
        copy_strings(c, sl_json_string(object, "id"));
    else
        copy(c, part, n);
}

/* Recursion ends at DEPTH: too_deep was asked. */
static void copy(combining *c, const sl_sarif_part *part, const sl_node *node)
{
    sl_union_list id = list_at(c, node);

    if (id < SL_UNION_LISTS) {
        copy_list(c, id);
    } else if (node->type == SL_NODE_SCALAR) {
        if (node->style == SL_STYLE_DOUBLE)
            sl_json_str(c->json, node->value);
        else
            sl_json_raw(c->json, node->value);
    } else if (node->type == SL_NODE_SEQ) {
        sl_json_array(c->json);
        for (const sl_node *n = node->first; n; n = n->next)
            copy(c, part, n);
        sl_json_end_array(c->json);
    } else {
        sl_json_object(c->json);
        for (const sl_node *n = node->first; n; n = n->next)
            copy_member(c, part, node, n);
        if (c->u.suppressions && sl_node_get(node, sl_lit("ruleId")) &&
            !sl_node_get(node, sl_lit("suppressions"))) {
            sl_json_key(c->json, "suppressions");
            sl_json_array(c->json);
            sl_json_end_array(c->json);
        }
        sl_json_end_object(c->json);
    }
}

/* What only one of the runs says of itself is not true of all. */
static bool shared(const combining *c, const sl_node *member)
{
    sl_str text = sl_json_written(c->u.parts[0].file, member);

    for (size_t p = 1; p < c->u.len; p++) {
        const sl_node *other = sl_node_get(c->u.parts[p].run, member->key);

        if (!other || !sl_str_eq(sl_json_written(c->u.parts[p].file, other), text))
            return false;
    }
    return true;
}

static void write_run(combining *c)
{
    static const sl_union_list late[] = {SL_UNION_INVOCATIONS, SL_UNION_ARTIFACTS,
                                         SL_UNION_RESULTS, SL_UNION_PROVENANCE,
                                         SL_UNION_TOKENS};
    const sl_sarif_part *base = &c->u.parts[0];

    sl_json_object(c->json);
    for (const sl_node *n = base->run->first; n; n = n->next) {
        bool own = sl_str_eq(n->key, sl_lit("properties"));

        if ((own && !shared(c, n)) ||
            (c->category.len > 0 && sl_str_eq(n->key, sl_lit("automationDetails"))))
            continue;
        put_key(c, n->key);
        copy(c, base, n);
    }
    if (c->category.len > 0) {
        sl_json_key(c->json, "automationDetails");
        sl_json_object(c->json);
        sl_json_pair(c->json, "id",
                     sl_arena_printf(&c->u.arena, "%.*s/", sl_fmt(c->category)));
        sl_json_end_object(c->json);
    }
    for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
        if (c->u.items[late[i]].len == 0 || sl_union_list_of(base->run, late[i]))
            continue;
        sl_json_key(c->json, sl_union_key(late[i]));
        copy_list(c, late[i]);
    }
    sl_json_end_object(c->json);
}

bool sl_sarif_combine(const sl_sarif_part *parts, size_t len, sl_str category,
                      sl_json *json, sl_sarif_merged *merged, sl_err *err)
{
    combining c = {.category = category, .json = json};

    for (size_t i = 0; i < len; i++)
        if (too_deep(parts[i].run))
            return sl_json_file_fail(parts[i].file, parts[i].run, err,
                                     "the run is nested too deep for a log of seclint");
    sl_union_make(&c.u, parts, len);
    write_run(&c);
    merged->results += c.u.items[SL_UNION_RESULTS].len;
    merged->repeats += c.u.repeats;
    sl_union_free(&c.u);
    return true;
}

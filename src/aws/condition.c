#include "aws/condition.h"

#include "aws/hole.h"
#include "text/suggest.h"

static const struct {
    const char *name;
    sl_operator_family family;
    bool negated;
    bool like;
} operators[] = {
    {"StringEquals", SL_OPERATOR_STRING, false, false},
    {"StringNotEquals", SL_OPERATOR_STRING, true, false},
    {"StringEqualsIgnoreCase", SL_OPERATOR_STRING, false, false},
    {"StringNotEqualsIgnoreCase", SL_OPERATOR_STRING, true, false},
    {"StringLike", SL_OPERATOR_STRING, false, true},
    {"StringNotLike", SL_OPERATOR_STRING, true, true},
    {"NumericEquals", SL_OPERATOR_NUMERIC, false, false},
    {"NumericNotEquals", SL_OPERATOR_NUMERIC, true, false},
    {"NumericLessThan", SL_OPERATOR_NUMERIC, false, false},
    {"NumericLessThanEquals", SL_OPERATOR_NUMERIC, false, false},
    {"NumericGreaterThan", SL_OPERATOR_NUMERIC, false, false},
    {"NumericGreaterThanEquals", SL_OPERATOR_NUMERIC, false, false},
    {"DateEquals", SL_OPERATOR_DATE, false, false},
    {"DateNotEquals", SL_OPERATOR_DATE, true, false},
    {"DateLessThan", SL_OPERATOR_DATE, false, false},
    {"DateLessThanEquals", SL_OPERATOR_DATE, false, false},
    {"DateGreaterThan", SL_OPERATOR_DATE, false, false},
    {"DateGreaterThanEquals", SL_OPERATOR_DATE, false, false},
    {"Bool", SL_OPERATOR_BOOL, false, false},
    {"Null", SL_OPERATOR_NULL, false, false},
    {"BinaryEquals", SL_OPERATOR_BINARY, false, false},
    {"IpAddress", SL_OPERATOR_IP, false, false},
    {"NotIpAddress", SL_OPERATOR_IP, true, false},
    {"ArnEquals", SL_OPERATOR_ARN, false, true},
    {"ArnNotEquals", SL_OPERATOR_ARN, true, true},
    {"ArnLike", SL_OPERATOR_ARN, false, true},
    {"ArnNotLike", SL_OPERATOR_ARN, true, true},
};

enum { OPERATORS = sizeof operators / sizeof *operators };

static const char *const set_names[] = {"ForAllValues", "ForAnyValue"};

static bool look_up(sl_operator *op)
{
    for (size_t i = 0; i < OPERATORS; i++) {
        if (!sl_str_eq_nocase(op->name, sl_str_of(operators[i].name)))
            continue;
        op->known = true;
        op->name = sl_str_of(operators[i].name);
        op->family = operators[i].family;
        op->negated = operators[i].negated;
        op->like = operators[i].like;
    }
    return op->known;
}

sl_operator sl_operator_of(sl_str text)
{
    static const sl_str suffix = {"IfExists", 8};
    sl_operator op = {.name = text};

    if (sl_str_split(text, ':', &op.set_name, &op.name)) {
        if (sl_str_eq_nocase(op.set_name, sl_str_of(set_names[0])))
            op.set = SL_SET_ALL;
        else if (sl_str_eq_nocase(op.set_name, sl_str_of(set_names[1])))
            op.set = SL_SET_ANY;
    }
    op.if_exists = sl_str_ends_nocase(op.name, suffix);
    if (op.if_exists)
        op.name.len -= suffix.len;
    look_up(&op);
    /* there is no NullIfExists, and the word in front of the colon must be one of two */
    if (op.family == SL_OPERATOR_NULL && op.if_exists)
        op.known = false;
    if (op.set_name.len > 0 && op.set == SL_SET_NONE)
        op.known = false;
    return op;
}

static sl_str near_name(sl_str name)
{
    sl_suggestion near = {.word = name};

    for (size_t i = 0; i < OPERATORS; i++)
        sl_suggest(&near, sl_str_of(operators[i].name));
    return near.best;
}

static sl_str near_set(sl_str name)
{
    sl_suggestion near = {.word = name};

    for (size_t i = 0; i < sizeof set_names / sizeof *set_names; i++)
        sl_suggest(&near, sl_str_of(set_names[i]));
    return near.best;
}

bool sl_operator_near(sl_str text, sl_buf *out)
{
    sl_operator op = sl_operator_of(text);
    sl_str name = near_name(op.name);
    sl_str set = op.set_name;

    if (set.len > 0 && op.set == SL_SET_NONE)
        set = near_set(set);
    if (name.len == 0 || (op.set_name.len > 0 && set.len == 0))
        return false;
    if (set.len > 0)
        sl_buf_printf(out, "%.*s:", sl_fmt(set));
    sl_buf_add(out, name);
    if (op.if_exists && !sl_str_eq(name, sl_lit("Null")))
        sl_buf_add(out, sl_lit("IfExists"));
    return true;
}

const char *sl_operator_family_name(sl_operator_family family)
{
    static const char *const names[] = {"String", "Numeric", "Date", "Bool",
                                        "Null",   "Binary",  "IP",   "ARN"};

    return names[family];
}

/* The next MAP behind block; NULL: the first one. */
static const sl_node *next_block(const sl_statement *statement, const sl_node *block)
{
    const sl_node *node = block;

    if (!statement->condition || statement->condition->type != SL_NODE_MAP)
        return NULL;
    node = block ? block->next : statement->condition->first;
    while (node && node->type != SL_NODE_MAP)
        node = node->next;
    return node;
}

bool sl_condition_next(const sl_statement *statement, sl_condition *condition)
{
    const sl_node *node = condition->node ? condition->node->next : NULL;

    while (!node) {
        condition->block = next_block(statement, condition->block);
        if (!condition->block)
            return false;
        condition->operator= sl_operator_of(condition->block->key);
        node = condition->block->first;
    }
    condition->node = node;
    return true;
}

bool sl_condition_is(const sl_condition *condition, sl_str key)
{
    return sl_str_eq_nocase(condition->node->key, key);
}

bool sl_condition_on(const sl_statement *statement, sl_str key, sl_condition *condition)
{
    while (sl_condition_next(statement, condition))
        if (sl_condition_is(condition, key))
            return true;
    return false;
}

bool sl_condition_demands(const sl_condition *condition)
{
    const sl_operator *op = &condition->operator;

    return op->known && !op->negated && !op->if_exists && op->set != SL_SET_ALL &&
           op->family != SL_OPERATOR_NULL;
}

bool sl_conditions_open(const sl_statement *statement)
{
    const sl_node *top = statement->condition;

    if (!top)
        return false;
    if (top->type == SL_NODE_SCALAR)
        return sl_node_open(top);
    if (top->type == SL_NODE_ALIAS)
        return true;
    for (const sl_node *block = top->first; block; block = block->next) {
        if (block->type == SL_NODE_ALIAS || sl_hole_in(block->key) ||
            (block->type == SL_NODE_SCALAR && sl_node_open(block)))
            return true;
        for (const sl_node *key = block->first; key; key = key->next)
            if (sl_hole_in(key->key))
                return true;
    }
    return false;
}

bool sl_all_wild(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] != '*' && value.ptr[i] != '?')
            return false;
    return true;
}

bool sl_has_wild(sl_str value)
{
    for (size_t i = 0; i < value.len;) {
        size_t hole = sl_hole_at(value, i);

        if (hole == 0 && (value.ptr[i] == '*' || value.ptr[i] == '?'))
            return true;
        i += hole ? hole : 1;
    }
    return false;
}

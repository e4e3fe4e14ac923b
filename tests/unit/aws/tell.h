/* tell.h - a policy in one line, for tables of cases. */
#ifndef SECLINT_TESTS_UNIT_AWS_TELL_H
#define SECLINT_TESTS_UNIT_AWS_TELL_H

#include "aws/policy.h"

/* A value; where the text of the document at its span is another, that behind it. */
static inline void tell_value(const sl_doc *doc, const sl_node *node, sl_buf *out)
{
    sl_str written = sl_str_sub(doc->text, node->span.start, node->span.end);

    if (node->type == SL_NODE_SCALAR) {
        sl_buf_add(out, node->value);
        if (!sl_str_eq(written, node->value))
            sl_buf_printf(out, "<%.*s>", sl_fmt(written));
        return;
    }
    sl_buf_char(out, node->type == SL_NODE_MAP ? '{' : '[');
    for (const sl_node *child = node->first; child; child = child->next) {
        if (child != node->first)
            sl_buf_char(out, ' ');
        if (child->key.len > 0)
            sl_buf_printf(out, "%.*s:", sl_fmt(child->key));
        tell_value(doc, child, out);
    }
    sl_buf_char(out, node->type == SL_NODE_MAP ? '}' : ']');
}

/* Where the policy stands and whose it is, then each statement as a map. */
static inline void tell_policy(const sl_doc *doc, const sl_policy *policy, sl_buf *out)
{
    static const char *const kinds[] = {"identity", "trust", "resource", "scp"};
    static const char *const holders[] = {"",         " role",   " user",    " group",
                                          " managed", " inline", " resource"};

    sl_buf_printf(out, "%s%s%s", kinds[policy->kind], policy->kind_known ? "" : "?",
                  holders[policy->holder]);
    if (policy->holder_name.len > 0)
        sl_buf_printf(out, " name=%.*s", sl_fmt(policy->holder_name));
    if (policy->holder_ref.len > 0)
        sl_buf_printf(out, " ref=%.*s", sl_fmt(policy->holder_ref));
    if (policy->service.len > 0)
        sl_buf_printf(out, " %.*s", sl_fmt(policy->service));
    sl_buf_printf(out, "%s%s%s\n", policy->exact ? "" : " folded",
                  policy->fragment ? " fragment" : "",
                  policy->incomplete ? " incomplete" : "");
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *statement = &policy->statements[i];

        sl_buf_char(out, statement->allows ? '+' : statement->denies ? '-' : '?');
        sl_buf_add(out, statement->node->tag);
        tell_value(doc, statement->node, out);
        sl_buf_char(out, '\n');
    }
}

/* All policies of a text that lies at path. */
static inline void tell_policies(const char *path, sl_str text, sl_buf *out)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_str_of(path), .bytes = text};
    sl_policies policies;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    policies = sl_doc_policies(&doc);
    for (size_t i = 0; i < policies.len; i++)
        tell_policy(&doc, &policies.at[i], out);
    sl_arena_free(&arena);
}

#endif

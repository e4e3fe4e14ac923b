/* sub_missing.c - variables of CloudFormation in a text that no Fn::Sub stands round: the
 * text arrives as it is written, and an ARN made so matches nothing.
 *
 * Source: AWS CloudFormation Template Reference, "Fn::Sub" and "Pseudo parameters
 * reference": names are put in nowhere else. The Serverless Framework and macros put in
 * names of their own, so nothing is said of what they may work on. */
#include "aws/hole.h"
#include "check/check.h"
#include "check/prose.h"

enum { MOST_NAMES = 500 };

/* Macros of AWS that leave texts alone. */
static bool harmless_macro(sl_str name)
{
    static const char *const macros[] = {"AWS::Serverless-2016-10-31",
                                         "AWS::LanguageExtensions"};

    return sl_str_among(macros, sizeof macros / sizeof *macros, name);
}

static bool harmless_transform(const sl_node *transform)
{
    if (!transform)
        return true;
    if (transform->type == SL_NODE_SCALAR)
        return harmless_macro(transform->value);
    for (const sl_node *item = transform->first; item; item = item->next)
        if (item->type != SL_NODE_SCALAR || !harmless_macro(item->value))
            return false;
    return transform->type == SL_NODE_SEQ;
}

/* A template that CloudFormation is given as it stands. */
static bool is_template(const sl_doc *doc, const sl_node *tree)
{
    const sl_node *resources = sl_node_get(tree, sl_lit("Resources"));

    return resources && resources->type == SL_NODE_MAP &&
           sl_node_get(tree, sl_lit("AWSTemplateFormatVersion")) &&
           harmless_transform(sl_node_get(tree, sl_lit("Transform"))) &&
           !sl_str_has(doc->text, sl_lit("${self:")) &&
           !sl_str_has(doc->text, sl_lit("${opt:")) &&
           !sl_str_has(doc->text, sl_lit("${file("));
}

static const sl_node *member(const sl_node *map, sl_str key)
{
    const sl_node *at = map && map->type == SL_NODE_MAP ? map->first : NULL;

    for (size_t i = 0; at && i < MOST_NAMES; at = at->next, i++)
        if (sl_str_eq(at->key, key))
            return at;
    return NULL;
}

/* "Jobs", "Jobs.Arn" of a parameter or resource of the template. */
static bool is_defined(const sl_node *tree, sl_str name)
{
    sl_str id = sl_str_sub(name, 0, sl_str_chr(name, '.'));

    return member(sl_node_get(tree, sl_lit("Resources")), id) ||
           member(sl_node_get(tree, sl_lit("Parameters")), id);
}

/* What Fn::Sub, a macro, another service or nobody reads. */
static bool has_own_reader(const sl_node *node)
{
    static const char *const keys[] = {"Comment",      "DefaultValue",
                                       "Definition",   "DefinitionBody",
                                       "Description",  "DefinitionString",
                                       "Fn::Sub",      "DefinitionSubstitutions",
                                       "Fn::ForEach",  "Fn::Transform",
                                       "Metadata",     "RequestMappingTemplate",
                                       "TemplateBody", "ResponseMappingTemplate"};

    return sl_str_eq(node->tag, sl_lit("!Sub")) ||
           sl_str_eq(node->tag, sl_lit("!Transform")) ||
           sl_str_starts(node->key, sl_lit("Fn::ForEach")) ||
           sl_str_among(keys, sizeof keys / sizeof *keys, node->key);
}

/* The first variable that Fn::Sub would put in: a pseudo parameter, in an ARN also what the
 * template defines. */
static sl_str variable_in(const sl_node *tree, sl_str text)
{
    bool arn = sl_str_starts(text, sl_lit("arn:"));
    size_t at = 0, found;

    while ((found = sl_str_find(sl_str_skip(text, at), sl_lit("${"))) != SIZE_MAX) {
        size_t len = sl_hole_at(text, at + found);
        sl_str whole = sl_str_sub(text, at + found, at + found + len);
        sl_str name = sl_str_trim(sl_str_sub(whole, 2, len > 0 ? len - 1 : 0));

        at += found + 2;
        if (sl_str_starts(name, sl_lit("AWS::")) ||
            (arn && name.len > 0 && is_defined(tree, name)))
            return whole;
    }
    return (sl_str){0};
}

typedef struct search {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
    const sl_node *tree;
} search;

static void judge(const search *s, const sl_node *node)
{
    sl_hit hit = {.rule = s->rule, .span = node->span};
    sl_str variable;

    if (sl_str_chr(node->value, '\n') != SIZE_MAX ||
        sl_str_has(node->value, sl_lit("Fn::Sub")))
        return;
    variable = variable_in(s->tree, node->value);
    if (variable.len == 0)
        return;
    hit.level = sl_prose_level(s->doc, hit.span.start, s->rule->level);
    sl_sink_hit(s->sink, s->doc, &hit,
                "nothing is put in for %.*s: no Fn::Sub stands round this text",
                sl_fmt(variable));
}

/* The node behind node and all that is in it. */
static const sl_node *behind(const sl_node *top, const sl_node *node)
{
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

static void judge_below(const search *s, const sl_node *top)
{
    const sl_node *node = top;

    while (node && !s->sink->full) {
        if (has_own_reader(node)) {
            node = behind(top, node);
            continue;
        }
        if (node->type == SL_NODE_SCALAR)
            judge(s, node);
        node = sl_node_walk(top, node);
    }
}

void sl_check_iam_sub_missing(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    static const char *const parts[] = {"Resources", "Outputs"};
    sl_passages passages;

    if (!sl_str_has(doc->text, sl_lit("${")))
        return;
    passages = sl_doc_passages(doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];
        search s = {rule, doc, sink, passage->tree};

        if (passage->carrier != SL_CARRIER_WHOLE || !is_template(doc, passage->tree))
            continue;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            const sl_node *part = sl_node_get(passage->tree, sl_str_of(parts[k]));

            if (part)
                judge_below(&s, part);
        }
    }
}

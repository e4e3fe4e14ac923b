#include "rule/rule_load.h"

#include "rule/pattern_load.h"

#include <stddef.h>
#include <stdlib.h>

enum { DEFAULT_LINES = 5, MAX_LINES = 100 };

#define FIELD(key, required, member, read)             \
    {                                                  \
        key, required, offsetof(sl_rule, member), read \
    }

static bool read_confidence(const sl_fields *fields, const sl_node *node, void *out,
                            sl_err *err)
{
    if (!sl_field_scalar(fields, node, err))
        return false;
    for (sl_confidence c = SL_CONFIDENCE_LOW; c <= SL_CONFIDENCE_HIGH; c++) {
        if (!sl_str_eq(node->value, sl_str_of(sl_confidence_name(c))))
            continue;
        *(sl_confidence *)out = c;
        return true;
    }
    return sl_fields_fail(fields, node, err,
                          "'confidence' must be high, medium or low");
}

static bool read_profile(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
    return sl_field_scalar(fields, node, err) &&
           (sl_profile_parse(node->value, out) ||
            sl_fields_fail(fields, node, err,
                           "'profile' must be default, iam or pedantic"));
}

static bool read_scope(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    if (!sl_field_scalar(fields, node, err))
        return false;
    for (sl_scope s = SL_SCOPE_TEXT; s <= SL_SCOPE_REPOSITORY; s++) {
        if (!sl_str_eq(node->value, sl_str_of(sl_scope_name(s))))
            continue;
        *(sl_scope *)out = s;
        return true;
    }
    return sl_fields_fail(fields, node, err,
                          "'scope' must be text, document or repository");
}

static bool read_part(const sl_fields *fields, const sl_node *node, sl_part *out,
                      sl_err *err)
{
    static const sl_field table[] = {
        {"name", true, offsetof(sl_part, name), sl_field_str},
        {"regex", false, offsetof(sl_part, regex), sl_field_str},
        {"rule", false, offsetof(sl_part, rule), sl_field_str},
        {"lines", false, offsetof(sl_part, lines), sl_field_uint},
        {"required", false, offsetof(sl_part, required), sl_field_bool},
        {"secret", false, offsetof(sl_part, secret), sl_field_bool},
    };

    *out = (sl_part){.lines = DEFAULT_LINES};
    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err))
        return false;
    if ((out->regex.len > 0) == (out->rule.len > 0))
        return sl_fields_fail(fields, node, err,
                              "a part of 'with' has either 'regex' or 'rule'");
    if (out->lines > MAX_LINES)
        return sl_fields_fail(fields, node, err, "'lines' must be at most %d",
                              MAX_LINES);
    return true;
}

static bool read_parts(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    sl_rule *rule = out;
    sl_part *at;
    size_t len = 0;

    if (!sl_fields_count(fields, node, &len, err))
        return false;
    if (len > SL_RULE_PARTS)
        return sl_fields_fail(fields, node, err, "'with' has more than %d parts",
                              SL_RULE_PARTS);
    at = sl_arena_calloc(fields->arena, len, sizeof *at);
    rule->parts = at;
    rule->parts_len = len;
    for (const sl_node *item = node->first; item; item = item->next)
        if (!read_part(fields, item, at++, err))
            return false;
    return true;
}

typedef struct example_list {
    const sl_example *at;
    size_t len;
} example_list;

static bool read_example(const sl_fields *fields, const sl_node *node, sl_example *out,
                         sl_err *err)
{
    static const sl_field table[] = {
        {"path", true, offsetof(sl_example, path), sl_field_str},
        {"text", true, offsetof(sl_example, text), sl_field_str},
        {"also", false, offsetof(sl_example, also), sl_field_list},
    };

    *out = (sl_example){.path = sl_lit("example.txt"), .text = node->value};
    if (node->type == SL_NODE_SCALAR)
        return true;
    return sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err);
}

static bool read_list_of_examples(const sl_fields *fields, const sl_node *node,
                                  void *out, sl_err *err)
{
    example_list *list = out;
    sl_example *at;
    size_t len = 0;

    if (!sl_fields_count(fields, node, &len, err))
        return false;
    at = sl_arena_calloc(fields->arena, len, sizeof *at);
    *list = (example_list){at, len};
    for (const sl_node *item = node->first; item; item = item->next)
        if (!read_example(fields, item, at++, err))
            return false;
    return true;
}

typedef struct example_lists {
    example_list match;
    example_list ignore;
} example_lists;

static bool read_examples(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    static const sl_field table[] = {
        {"match", false, offsetof(example_lists, match), read_list_of_examples},
        {"ignore", false, offsetof(example_lists, ignore), read_list_of_examples},
    };
    example_lists both = {0};
    sl_rule *rule = out;

    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, &both, err))
        return false;
    rule->matching = both.match.at;
    rule->matching_len = both.match.len;
    rule->ignored = both.ignore.at;
    rule->ignored_len = both.ignore.len;
    return true;
}

static const sl_field rule_table[] = {
    FIELD("id", true, id, sl_field_str),
    FIELD("title", true, title, sl_field_str),
    FIELD("provider", false, provider, sl_field_str),
    FIELD("level", true, level, sl_field_level),
    FIELD("confidence", true, confidence, read_confidence),
    FIELD("cwe", true, cwe, sl_field_uint),
    FIELD("severity", true, severity, sl_field_str),
    FIELD("tags", false, tags, sl_field_list),
    FIELD("profile", false, profile, read_profile),
    FIELD("scope", false, scope, read_scope),
    FIELD("match", false, pattern, sl_pattern_read),
    {"with", false, 0, read_parts}, /* two members */
    FIELD("check", false, check, sl_field_str),
    FIELD("why", true, why, sl_field_str),
    FIELD("fix", true, fix, sl_field_str),
    FIELD("references", false, references, sl_field_list),
    FIELD("fixable", false, fixable, sl_field_bool),
    {"examples", false, 0, read_examples}, /* fills two members of the rule */
};

static bool kebab(sl_str id)
{
    bool word = false; /* the last character was a letter or digit */

    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!letter && (c != '-' || !word))
            return false;
        word = letter;
    }
    return word;
}

static bool valid_severity(const sl_fields *fields, sl_str severity)
{
    sl_str text = sl_arena_str(fields->arena, severity);
    char *end;
    double number = strtod(text.ptr, &end);

    return end == text.ptr + text.len && number > 0 && number <= 10;
}

/* What no single key can tell; the key that is wrong, or the first that matters,
 * gives the line. */
static bool judge(const sl_fields *fields, const sl_rule *rule, sl_err *err)
{
    const sl_node *top = fields->doc.tree;
    const sl_node *id = sl_node_get(top, sl_lit("id"));
    const sl_node *scope = sl_node_get(top, sl_lit("scope"));
    const sl_node *match = sl_node_get(top, sl_lit("match"));
    bool pattern = rule->pattern.regex.len > 0;
    bool twice =
        sl_node_get(match, sl_lit("assigned")) &&
        (sl_node_get(match, sl_lit("regex")) || sl_node_get(match, sl_lit("literals")));

    if (!kebab(rule->id))
        return sl_fields_fail(fields, id, err, "id '%.*s' is not kebab-case",
                              sl_fmt(rule->id));
    if (!valid_severity(fields, rule->severity))
        return sl_fields_fail(fields, sl_node_get(top, sl_lit("severity")), err,
                              "'severity' must be from 0.1 to 10");
    if (twice)
        return sl_fields_fail(fields, match, err,
                              "'match.assigned' stands for literals and regex");
    if (pattern == (rule->check.len > 0))
        return sl_fields_fail(fields, match ? match : id, err,
                              "a rule has either 'match.regex' or 'check'");
    if (pattern && rule->scope != SL_SCOPE_TEXT)
        return sl_fields_fail(fields, scope, err, "a pattern has scope text");
    if (!pattern && rule->scope == SL_SCOPE_TEXT)
        return sl_fields_fail(fields, scope ? scope : id, err,
                              "a check has scope document or repository");
    return true;
}

bool sl_rule_read(const sl_fields *fields, sl_rule *out, sl_err *err)
{
    const sl_node *check;

    if (!sl_fields_read(fields, fields->doc.tree, rule_table,
                        sizeof rule_table / sizeof *rule_table, out, err) ||
        !judge(fields, out, err))
        return false;
    check = sl_node_get(fields->doc.tree, sl_lit("check"));
    out->check_line = check ? sl_fields_line(fields, check) : 0;
    return true;
}

bool sl_rule_compiles(const sl_fields *fields, const sl_rule *rule, sl_err *err)
{
    const sl_node *with = sl_node_get(fields->doc.tree, sl_lit("with"));

    for (const sl_node *item = with ? with->first : NULL; item; item = item->next) {
        const sl_node *part = sl_node_get(item, sl_lit("regex"));

        if (part && !sl_pattern_node_compiles(fields, part, false, err))
            return false;
    }
    return sl_pattern_compiles(fields, sl_node_get(fields->doc.tree, sl_lit("match")),
                               &rule->pattern, err);
}

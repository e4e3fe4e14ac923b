#include "rule/pattern_load.h"

#include "match/gate.h"
#include "match/regex.h"
#include "rule/assigned.h"

#include <stddef.h>

static bool read_verify(const sl_fields *fields, const sl_node *node, void *out,
                        sl_err *err)
{
    const sl_verdict_scheme *scheme = sl_verdict_scheme_find(node->value);

    if (!scheme)
        return sl_fields_fail(fields, node, err, "'verify': no scheme '%.*s'",
                              sl_fmt(node->value));
    *(const sl_verdict_scheme **)out = scheme;
    return true;
}

static bool read_literals(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    if (!sl_field_list(fields, node, out, err))
        return false;
    for (const sl_node *item = node->first; item; item = item->next)
        if (item->value.len < SL_GATE_MIN || item->value.len > SL_GATE_MAX)
            return sl_fields_fail(
                fields, item, err, "literal '%.*s' is %s than %d bytes",
                sl_fmt(item->value),
                item->value.len < SL_GATE_MIN ? "shorter" : "longer",
                item->value.len < SL_GATE_MIN ? SL_GATE_MIN : SL_GATE_MAX);
    return true;
}

/* Value is a regex of its own: a mistake in it would hide in the one made of it. */
static bool read_assigned(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    static const sl_field table[] = {
        {"names", true, offsetof(sl_assigned, names), read_literals},
        {"value", true, offsetof(sl_assigned, value), sl_field_str},
        {"words", false, offsetof(sl_assigned, words), sl_field_list},
    };
    sl_assigned assigned = {0};
    sl_pattern *pattern = out;

    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, &assigned,
                        err))
        return false;
    pattern->literals = sl_assigned_literals(&assigned, fields->arena);
    pattern->ignore_case = true;
    pattern->assigned = true;
    pattern->after = SL_ASSIGNED_AFTER;
    pattern->lines = sl_stretch_one_line(assigned.value) ? SL_ASSIGNED_LINES : 0;
    pattern->regex = sl_assigned_regex(&assigned, fields->arena);
    return true;
}

bool sl_pattern_read(const sl_fields *fields, const sl_node *node, void *out,
                     sl_err *err)
{
#define PATTERN(key, required, member, read)              \
    {                                                     \
        key, required, offsetof(sl_pattern, member), read \
    }
    static const sl_field table[] = {
        {"assigned", false, 0, read_assigned}, /* fills several members */
        PATTERN("literals", false, literals, read_literals),
        PATTERN("regex", false, regex, sl_field_str),
        PATTERN("ignore-case", false, ignore_case, sl_field_bool),
        PATTERN("before", false, before, sl_field_uint),
        PATTERN("after", false, after, sl_field_uint),
        PATTERN("keep", false, keep, sl_field_uint),
        PATTERN("entropy", false, entropy, sl_field_double),
        PATTERN("verify", false, verify, read_verify),
        PATTERN("paths", false, paths, sl_field_globs),
        PATTERN("not-paths", false, not_paths, sl_field_globs),
        PATTERN("not-values", false, not_values, sl_field_list),
        PATTERN("frequent", false, frequent, sl_field_str),
    };
#undef PATTERN
    sl_pattern *pattern = out;

    pattern->after = 256;
    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, pattern,
                        err))
        return false;
    pattern->stretch = sl_stretch_of(pattern->regex);
    return true;
}

bool sl_pattern_node_compiles(const sl_fields *fields, const sl_node *node,
                              bool ignore_case, sl_err *err)
{
    sl_err why = {0};
    sl_regex *regex = sl_regex_compile(node->value, ignore_case, &why);

    sl_regex_free(regex);
    return regex || sl_fields_fail(fields, node, err, "%s", why.text);
}

bool sl_pattern_compiles(const sl_fields *fields, const sl_node *match,
                         const sl_pattern *pattern, sl_err *err)
{
    const sl_node *regex = sl_node_get(match, sl_lit("regex"));
    const sl_node *refused = sl_node_get(match, sl_lit("not-values"));
    const sl_node *assigned = sl_node_get(match, sl_lit("assigned"));
    const sl_node *value = sl_node_get(assigned, sl_lit("value"));

    if (regex && !sl_pattern_node_compiles(fields, regex, pattern->ignore_case, err))
        return false;
    if (value && !sl_pattern_node_compiles(fields, value, false, err))
        return false;
    for (const sl_node *item = refused ? refused->first : NULL; item; item = item->next)
        if (!sl_pattern_node_compiles(fields, item, false, err))
            return false;
    return true;
}

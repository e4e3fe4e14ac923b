#include "scan/ruleset.h"

#include "rule/builtin.h"
#include "scan/literals.h"
#include "text/escaped.h"

static bool compile(const sl_rule *rule, sl_arena *arena, sl_compiled_rule *out,
                    sl_err *err)
{
    const sl_pattern *pattern = &rule->pattern;

    out->rule = rule;
    out->regex.pattern = pattern->regex;
    out->regex.ignore_case = pattern->ignore_case;
    out->not_values =
        sl_arena_calloc(arena, pattern->not_values.len, sizeof *out->not_values);
    for (size_t i = 0; i < pattern->not_values.len; i++)
        out->not_values[i].pattern = pattern->not_values.at[i];
    out->parts = sl_arena_calloc(arena, rule->parts_len, sizeof *out->parts);
    for (size_t i = 0; i < rule->parts_len; i++)
        out->parts[i].pattern = rule->parts[i].regex;
    out->check = rule->check.len ? sl_check_find(rule->check) : NULL;
    if (rule->check.len > 0 && (!out->check || out->check->scope != rule->scope))
        return sl_fail(err, SL_EUSAGE, "%.*s:%zu: no check '%.*s' of scope %s",
                       sl_fmt(rule->file), rule->check_line, sl_fmt(rule->check),
                       sl_scope_name(rule->scope));
    return true;
}

size_t sl_ruleset_wakes(const sl_ruleset *set)
{
    return sl_owners_len(set->len);
}

size_t sl_ruleset_sops_owner(const sl_ruleset *set)
{
    return sl_owner_of_sops(set->len);
}

size_t sl_ruleset_policy_owner(const sl_ruleset *set)
{
    return set->len + SL_ESCAPE_KINDS + sl_collector_find("aws_policy");
}

/* Who the owners in the tables of the built-in gate are here. NULL if a rule has
 * literals that are not built in. */
static const uint32_t *owners_of_builtin(const sl_ruleset *set, sl_arena *arena)
{
    size_t all = sl_builtin_rules_count;
    size_t others = sl_owners_len(0);
    uint32_t *into = sl_arena_calloc(arena, all + others, sizeof *into);
    size_t next = 0; /* both lists are sorted by id */

    for (size_t i = 0; i < all; i++)
        into[i] = SL_GATE_NOBODY;
    for (size_t i = 0; i < set->len; i++) {
        sl_list literals = set->active[i]->pattern.literals;

        if (literals.len == 0)
            continue;
        while (next < all && next + 1 != set->active[i]->builtin)
            next++;
        if (next == all)
            return NULL;
        into[next] = (uint32_t)i;
    }
    for (size_t i = 0; i < others; i++)
        into[all + i] = (uint32_t)(set->len + i);
    return into;
}

static void build_gate(sl_ruleset *set, sl_arena *arena)
{
    const uint32_t *into = owners_of_builtin(set, arena);
    sl_gate_literal *literals;
    size_t len;

    if (into) {
        set->gate = sl_gate_on(&sl_builtin_gate, into, false);
    } else {
        len = sl_literals_of(set->active, set->len, arena, &literals);
        set->gate = sl_gate_build(literals, len);
    }
    set->longest = sl_gate_longest(set->gate);
}

static void collect_names(sl_ruleset *set)
{
    for (size_t i = 0; i < set->len; i++) {
        sl_list paths = set->rules[i].rule->pattern.paths;

        for (size_t k = 0; k < paths.len; k++) {
            sl_str name = sl_path_base(paths.at[k]);
            bool glob = false;

            for (size_t c = 0; c < name.len; c++)
                glob = glob || sl_str_chr(sl_lit("*?[{\\"), name.ptr[c]) != SIZE_MAX;
            if (!glob)
                *sl_map_put(&set->names, name) = set;
        }
    }
}

static void list_checks(sl_ruleset *set, sl_arena *arena)
{
    set->documents = sl_arena_calloc(arena, set->len, sizeof *set->documents);
    set->policies = sl_arena_calloc(arena, set->len, sizeof *set->policies);
    for (size_t i = 0; i < set->len; i++) {
        const sl_check *check = set->rules[i].check;

        if (check && check->document)
            set->documents[set->documents_len++] = (uint32_t)i;
        if (check && check->policy)
            set->policies[set->policies_len++] = (uint32_t)i;
    }
}

static void collect_slow(sl_ruleset *set, sl_arena *arena)
{
    for (size_t i = 0; i < set->len; i++) {
        const sl_pattern *pattern = &set->rules[i].rule->pattern;

        if (pattern->regex.len == 0 || pattern->literals.len > 0)
            continue;
        if (!set->slow)
            set->slow = sl_arena_calloc(arena, set->len, sizeof *set->slow);
        set->slow[set->slow_len++] = (uint32_t)i;
    }
}

/* The rule, or a copy with the level of the configuration. One that runs for overrides
 * alone keeps its own: elsewhere nothing is reported of it. */
static sl_rule *level_rule(sl_rule *rule, const sl_config *config, bool somewhere,
                           sl_arena *arena)
{
    sl_level level = sl_config_level(config, rule);
    sl_rule *copy;

    if (rule->level == level || (somewhere && level == SL_LEVEL_OFF))
        return rule;
    copy = sl_arena_alloc(arena, sizeof *copy);
    *copy = *rule;
    copy->level = level;
    return copy;
}

bool sl_ruleset_build(const sl_rules *rules, const sl_config *config, sl_arena *arena,
                      sl_ruleset *out, sl_err *err)
{
    size_t len = 0;
    bool *elsewhere_off;

    *out = (sl_ruleset){.layouts = &rules->layouts, .config = config};
    out->rules = sl_arena_calloc(arena, rules->rules.len, sizeof *out->rules);
    out->active = sl_arena_calloc(arena, rules->rules.len, sizeof *out->active);
    elsewhere_off = sl_arena_calloc(arena, rules->rules.len, sizeof *elsewhere_off);
    out->levels = (sl_path_levels){.overrides = &config->overrides,
                                   .elsewhere_off = elsewhere_off,
                                   .any = config->overrides.len > 0,
                                   .origin = &config->origin};
    for (size_t i = 0; i < rules->rules.len; i++) {
        sl_rule *rule = rules->rules.at[i];
        bool somewhere = sl_config_runs_somewhere(config, rule);

        if (!somewhere && !sl_config_runs(config, rule))
            continue;
        rule = level_rule(rule, config, somewhere, arena);
        rule->index = len;
        elsewhere_off[len] = somewhere;
        out->levels.any |= somewhere;
        out->active[len] = rule;
        if (!compile(rule, arena, &out->rules[len++], err))
            return false;
    }
    out->len = len;
    if (len == 0)
        return sl_fail(err, SL_EUSAGE,
                       "no rule is active: the configuration switches "
                       "all of them off");
    build_gate(out, arena);
    collect_slow(out, arena);
    collect_names(out);
    list_checks(out, arena);
    return true;
}

void sl_ruleset_free(sl_ruleset *set)
{
    for (size_t i = 0; i < set->len; i++) {
        sl_lazy_regex_free(&set->rules[i].regex);
        for (size_t k = 0; k < set->rules[i].rule->pattern.not_values.len; k++)
            sl_lazy_regex_free(&set->rules[i].not_values[k]);
        for (size_t k = 0; k < set->rules[i].rule->parts_len; k++)
            sl_lazy_regex_free(&set->rules[i].parts[k]);
    }
    sl_map_free(&set->names);
    sl_gate_free(set->gate);
}

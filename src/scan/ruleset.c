#include "scan/ruleset.h"

#include "rule/builtin.h"
#include "scan/builtin_set.h"
#include "scan/literals.h"
#include "scan/ruleset_late.h"
#include "scan/ruleset_work.h"
#include "text/escaped.h"

void sl_rule_prepare(const sl_rule *rule, const sl_check *check, sl_arena *arena,
                     sl_compiled_rule *out)
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
    out->check = check;
}

static bool compile(const sl_rule *rule, sl_arena *arena, sl_compiled_rule *out,
                    sl_err *err)
{
    const sl_check *check = rule->check.len ? sl_check_find(rule->check) : NULL;

    sl_rule_prepare(rule, check, arena, out);
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

size_t sl_ruleset_allow_owner(const sl_ruleset *set)
{
    return sl_owner_of_allow(set->len);
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

/* into: who they are, or NULL. */
static void build_gate(sl_ruleset *set, const uint32_t *into, sl_arena *arena)
{
    sl_gate_literal *literals;
    size_t len;

    if (into) {
        set->gate = sl_gate_on(&sl_builtin_gate, into, false);
    } else {
        len = sl_literals_of(set->active, set->len, arena, &literals);
        set->gate = sl_gate_build(literals, len);
    }
}

static void collect_names(sl_ruleset *set)
{
    sl_str name;

    for (size_t i = 0; i < set->len; i++) {
        size_t globs = sl_rule_globs(set->active[i]);

        for (size_t k = 0; k < globs; k++)
            if (sl_rule_file_name(set->active[i], k, &name))
                *sl_map_put(&set->names, name) = set;
    }
}

void sl_ruleset_add_check(sl_ruleset *set, size_t number, const sl_check *check,
                          bool worded)
{
    sl_checked_rule checked = {check, (uint32_t)number, worded};

    *sl_vec_push(&set->checked) = checked;
    if (check->document)
        *sl_vec_push(&set->documents) = checked;
    if (check->policy)
        *sl_vec_push(&set->policies) = checked;
}

void sl_ruleset_add_slow(sl_ruleset *set, size_t number)
{
    *sl_vec_push(&set->slow) = (uint32_t)number;
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

/* All rules at once. */
static bool build_all(const sl_rules *rules, sl_arena *arena, sl_ruleset *out,
                      sl_err *err)
{
    const sl_config *config = out->config;
    sl_compiled_rule *made = sl_arena_calloc(arena, rules->rules.len, sizeof *made);
    bool *elsewhere_off = sl_arena_calloc(arena, rules->rules.len, 1);

    sl_rules_read_all(rules);
    out->levels.elsewhere_off = elsewhere_off;
    for (size_t i = 0; i < rules->rules.len; i++) {
        sl_rule *rule = rules->rules.at[i];
        bool somewhere = sl_config_runs_somewhere(config, rule);

        if (!somewhere && !sl_config_runs(config, rule))
            continue;
        rule = level_rule(rule, config, somewhere, arena);
        rule->index = out->len;
        elsewhere_off[out->len] = somewhere;
        out->levels.any |= somewhere;
        out->active[out->len] = rule;
        if (!compile(rule, arena, &made[out->len], err))
            return false;
        atomic_init(&out->rules[out->len], &made[out->len]);
        if (made[out->len].check)
            sl_ruleset_add_check(out, out->len, made[out->len].check,
                                 rule->pattern.literals.len > 0);
        if (rule->pattern.regex.len > 0 && rule->pattern.literals.len == 0)
            sl_ruleset_add_slow(out, out->len);
        if (sl_rule_choosy(rule))
            *sl_vec_push(&out->choosy) = (uint32_t)out->len;
        out->len++;
    }
    collect_names(out);
    return true;
}

bool sl_ruleset_build(const sl_rules *rules, const sl_config *config, sl_arena *arena,
                      sl_ruleset *out, sl_err *err)
{
    const uint32_t *into;

    *out = (sl_ruleset){.layouts = &rules->layouts, .config = config};
    out->rules = sl_arena_calloc(arena, rules->rules.len, sizeof *out->rules);
    out->active = sl_arena_calloc(arena, rules->rules.len, sizeof *out->active);
    out->levels = (sl_path_levels){.overrides = &config->overrides,
                                   .any = config->overrides.len > 0,
                                   .origin = &config->origin};
    if (sl_late_fits(rules, config))
        into = sl_late_build(rules, arena, out);
    else if (build_all(rules, arena, out, err))
        into = owners_of_builtin(out, arena);
    else
        return false;
    if (out->len == 0)
        return sl_fail(err, SL_EUSAGE,
                       "no rule is active: the configuration switches "
                       "all of them off");
    build_gate(out, into, arena);
    return true;
}

static void free_rule(sl_compiled_rule *rule)
{
    sl_lazy_regex_free(&rule->regex);
    for (size_t k = 0; k < rule->rule->pattern.not_values.len; k++)
        sl_lazy_regex_free(&rule->not_values[k]);
    for (size_t k = 0; k < rule->rule->parts_len; k++)
        sl_lazy_regex_free(&rule->parts[k]);
}

void sl_ruleset_free(sl_ruleset *set)
{
    for (size_t i = 0; i < set->len; i++)
        if (atomic_load(&set->rules[i]))
            free_rule(atomic_load(&set->rules[i]));
    sl_vec_free(&set->checked);
    sl_vec_free(&set->documents);
    sl_vec_free(&set->policies);
    sl_vec_free(&set->slow);
    sl_vec_free(&set->choosy);
    sl_map_free(&set->names);
    sl_gate_free(set->gate);
    sl_late_free(set);
}

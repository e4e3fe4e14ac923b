/* ruleset.h - the active rules, compiled: gate, regexes, checks. Immutable in use
 * and shared by all threads (regexes compile themselves at their first hit). */
#ifndef SECLINT_SCAN_RULESET_H
#define SECLINT_SCAN_RULESET_H

#include "base/map.h"
#include "check/check.h"
#include "match/gate.h"
#include "match/regex.h"
#include "scan/config.h"

#include <stdatomic.h>

typedef struct sl_compiled_rule {
    const sl_rule *rule;
    sl_lazy_regex regex;
    sl_lazy_regex *not_values; /* rule->pattern.not_values.len of them */
    sl_lazy_regex *parts;      /* rule->parts_len; unused where a part names a rule */
    const sl_check *check;     /* NULL for patterns */
} sl_compiled_rule;

/* A rule with a check: its number in the set, and the check. */
typedef struct sl_checked_rule {
    const sl_check *check;
    uint32_t rule;
    bool worded; /* nothing without a literal of the rule */
} sl_checked_rule;

SL_VEC(sl_checked_rules, sl_checked_rule);
SL_VEC(sl_owners, uint32_t);

/* The active rules. Of built-in rules that no configuration changes each is read and
 * compiled when it is first asked for. */
typedef struct sl_ruleset {
    _Atomic(sl_compiled_rule *) *rules; /* by id; NULL: nobody asked for it yet */
    size_t len;
    const sl_rule **active; /* the same, plain, for reports: after sl_ruleset_read */
    struct sl_late *late;   /* what is left to do for rules; NULL: nothing */
    /* In order: all that have a check, and those whose check looks at documents, or at
     * policies. They are few, and asked for each document. */
    sl_checked_rules checked, documents, policies;
    sl_gate *gate;    /* owners: literals.h */
    sl_owners slow;   /* numbers of the patterns without a literal (slow.h) */
    sl_owners choosy; /* and of those of sl_rule_choosy */
    sl_map names;     /* base names and endings of scan/builtin_set.h: in history these
                   * blobs are told by their names */
    const sl_layouts *layouts;
    const sl_config *config;
    sl_path_levels levels; /* what it says of paths */
} sl_ruleset;

/* Makes the rule of that number; any thread. */
sl_compiled_rule *sl_ruleset_want(const sl_ruleset *set, size_t number);

/* The rule of that number. Any thread. */
static inline sl_compiled_rule *sl_ruleset_at(const sl_ruleset *set, size_t number)
{
    sl_compiled_rule *rule =
        atomic_load_explicit(&set->rules[number], memory_order_acquire);

    return rule ? rule : sl_ruleset_want(set, number);
}

/* Which built-in rule it is, from 1 on; 0: one of the user. Reads nothing. */
size_t sl_ruleset_builtin(const sl_ruleset *set, size_t number);

/* Applies the configuration's levels, to copies of the rules that get another one, and
 * numbers the active rules. Fails if no rule is left active or a check is unknown. rules,
 * config and arena must outlive it. */
bool sl_ruleset_build(const sl_rules *rules, const sl_config *config, sl_arena *arena,
                      sl_ruleset *out, sl_err *err);
/* Sees to it that all active rules are there. */
void sl_ruleset_read(const sl_ruleset *set);
/* How many owners there are. */
size_t sl_ruleset_wakes(const sl_ruleset *set);
/* The owner of SL_SOPS_MARK. */
size_t sl_ruleset_sops_owner(const sl_ruleset *set);
/* The owner of SL_ALLOW_MARK. */
size_t sl_ruleset_allow_owner(const sl_ruleset *set);
/* The owner of the words without which a document holds no policy. */
size_t sl_ruleset_policy_owner(const sl_ruleset *set);
void sl_ruleset_free(sl_ruleset *set);

#endif

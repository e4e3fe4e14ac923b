/* ruleset.h - the active rules, compiled: gate, regexes, checks. Immutable in use
 * and shared by all threads (regexes compile themselves at their first hit). */
#ifndef SECLINT_SCAN_RULESET_H
#define SECLINT_SCAN_RULESET_H

#include "base/map.h"
#include "check/check.h"
#include "match/gate.h"
#include "match/regex.h"
#include "scan/config.h"

typedef struct sl_compiled_rule {
    const sl_rule *rule;
    sl_lazy_regex regex;
    sl_lazy_regex *not_values; /* rule->pattern.not_values.len of them */
    sl_lazy_regex *parts;      /* rule->parts_len; unused where a part names a rule */
    const sl_check *check;     /* NULL for patterns */
} sl_compiled_rule;

typedef struct sl_ruleset {
    sl_compiled_rule *rules; /* by id */
    size_t len;
    const sl_rule **active; /* the same, plain, for reports */
    /* Indexes in rules, in order: of those whose check looks at documents, or at
     * policies. They are few, and asked for each document. */
    uint32_t *documents;
    size_t documents_len;
    uint32_t *policies;
    size_t policies_len;
    sl_gate *gate;  /* owners: literals.h */
    size_t longest; /* bytes of a literal */
    uint32_t *slow; /* indexes of the patterns without a literal (slow.h) */
    size_t slow_len;
    sl_map names; /* base names that the paths of rules spell out: in history these
                   * blobs are told by their names */
    const sl_layouts *layouts;
    const sl_config *config;
    sl_path_levels levels; /* what it says of paths */
} sl_ruleset;

/* Applies the configuration's levels, to copies of the rules that get another one, and
 * numbers the active rules. Fails if no rule is
 * left active or a check is unknown. rules and config must outlive it. */
bool sl_ruleset_build(const sl_rules *rules, const sl_config *config, sl_arena *arena,
                      sl_ruleset *out, sl_err *err);
/* How many owners there are. */
size_t sl_ruleset_wakes(const sl_ruleset *set);
/* The owner of SL_SOPS_MARK. */
size_t sl_ruleset_sops_owner(const sl_ruleset *set);
/* The owner of the words without which a document holds no policy. */
size_t sl_ruleset_policy_owner(const sl_ruleset *set);
void sl_ruleset_free(sl_ruleset *set);

#endif

/* override.h - levels that a configuration gives to rules: everywhere ("rules:") and at
 * some paths ("overrides:"). */
#ifndef SECLINT_RULE_OVERRIDE_H
#define SECLINT_RULE_OVERRIDE_H

#include "base/vec.h"
#include "rule/finding.h"
#include "rule/path_origin.h"

/* Which rules a key means: "aws-access-key-id", "aws-*", "provider:AWS", "tag:iam". */
typedef enum sl_rule_key {
    SL_KEY_ID,
    SL_KEY_GLOB,
    SL_KEY_PROVIDER,
    SL_KEY_TAG
} sl_rule_key;

typedef struct sl_rule_setting {
    sl_rule_key key;
    sl_str name;    /* without the word in front */
    sl_level level; /* SL_LEVEL_OFF: not reported */
} sl_rule_setting;

SL_VEC(sl_rule_settings, sl_rule_setting);

/* Sets key and name. */
void sl_rule_setting_name(sl_rule_setting *setting, sl_str key);
bool sl_rule_setting_fits(const sl_rule_setting *setting, const sl_rule *rule);
/* What counts for the rule: its id, or else the last key that fits. NULL: nothing is
 * said of it. */
const sl_rule_setting *sl_rule_settings_find(const sl_rule_settings *settings,
                                             const sl_rule *rule);

/* One entry. Of several that fit a path the last one counts that says something of the
 * rule. */
typedef struct sl_override {
    sl_list paths; /* globs */
    sl_rule_settings rules;
    bool *met; /* by glob: it decided on a finding; for one thread at a time */
} sl_override;

SL_VEC(sl_overrides, sl_override);

void sl_overrides_free(sl_overrides *overrides);

/* All that decides on the level of a finding by its place. Shared by all threads. */
typedef struct sl_path_levels {
    const sl_overrides *overrides;
    const bool *elsewhere_off; /* by index of the rule: it only runs for an override */
    bool any;                  /* one of these holds something; otherwise nobody asks */
    const sl_path_origin *origin;
} sl_path_levels;

/* The level of the rule's findings at the path, whose last inner bytes name a member of
 * an archive. False: the one that it has anyway. */
bool sl_path_levels_at(const sl_path_levels *levels, const sl_rule *rule, sl_str path,
                       size_t inner, sl_level *out);
/* Is the rule off where the finding is? That counts as met. */
bool sl_path_levels_off(const sl_path_levels *levels, const sl_finding *finding);
/* Gives the finding its level; false: it is off there. What is protected stays a note,
 * and what its check rates below its rule does not rise. levels may be NULL. */
bool sl_path_levels_settle(const sl_path_levels *levels, sl_finding *finding);

#endif

/* config.h - the .seclint.yml of a project; see docs/configuration.md. */
#ifndef SECLINT_SCAN_CONFIG_H
#define SECLINT_SCAN_CONFIG_H

#include "rule/allow_list.h"
#include "rule/load.h"

typedef struct sl_rule_setting {
    sl_str id;
    sl_level level; /* SL_LEVEL_OFF: the rule is not run */
} sl_rule_setting;

SL_VEC(sl_rule_settings, sl_rule_setting);

/* A configuration extends the built-in rules and never replaces them. */
typedef struct sl_config {
    sl_rule_settings rules; /* "rules: {ID: error|warning|note|off}" */
    sl_list exclude;        /* "exclude: [GLOB]": paths that are not looked at */
    sl_str fail_on;         /* "fail-on: error|warning|note|never"; empty: not set */
    sl_strategy strategy;   /* "strategy: ..."; SL_STRATEGY_NONE: to be inferred */
    sl_profile profile;     /* "profile: default|iam|pedantic" */
    bool drop_mismatch;     /* "checksum-mismatch: lower|drop": tokens whose checksum
                             * does not hold are not reported */
    sl_allow_list allow;    /* "allow: [...]"; others may add to it, and close it */
    sl_arena arena;
} sl_config;

/* Reads text; file names it in messages ("FILE:LINE: ..."). The rules of rules-dir:
 * (below root; NULL: refused) and custom-rules: are added to rules, whose ids are then
 * looked up: an unknown one is an error. The configuration must outlive the rules. Free
 * with sl_config_free in any case. */
bool sl_config_parse(sl_str file, sl_str text, const char *root, sl_rules *rules,
                     sl_config *out, sl_err *err);
/* The configuration named, or else .seclint.yml at worktree (either may be NULL). One
 * that nobody named need not be there. */
bool sl_config_load(const char *named, const char *worktree, sl_rules *rules,
                    sl_config *out, sl_err *err);
/* The level of the rule here. */
sl_level sl_config_level(const sl_config *config, const sl_rule *rule);
/* Does the rule run? Its level says so if the configuration names it, else the profile. */
bool sl_config_runs(const sl_config *config, const sl_rule *rule);
bool sl_config_excludes(const sl_config *config, sl_str path);
void sl_config_free(sl_config *config);

#endif

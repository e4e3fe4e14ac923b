/* config.h - the .seclint.yml of a project: what to leave out, what to change. */
#ifndef SECLINT_SCAN_CONFIG_H
#define SECLINT_SCAN_CONFIG_H

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
    sl_arena arena;
} sl_config;

/* Reads text; file names it in messages ("FILE:LINE: ..."). Rule ids are looked
 * up in rules: an unknown one is an error. Free with sl_config_free in any case. */
bool sl_config_parse(sl_str file, sl_str text, const sl_rules *rules, sl_config *out,
                     sl_err *err);
bool sl_config_excludes(const sl_config *config, sl_str path);
void sl_config_free(sl_config *config);

#endif

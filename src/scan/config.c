#include "scan/config.h"

#include "rule/fields.h"
#include "text/glob.h"

#include <stddef.h>

static bool read_rules(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    if (node->type != SL_NODE_MAP)
        return sl_fields_fail(fields, node, err, "'rules' must map rule ids to levels");
    *(const sl_node **)out = node;
    return true;
}

static bool read_fail_on(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
    sl_level level;

    if (!sl_str_eq(node->value, sl_lit("never")) &&
        (!sl_level_parse(node->value, &level) || level == SL_LEVEL_OFF))
        return sl_fields_fail(fields, node, err,
                              "'fail-on' must be error, warning, note or never");
    *(sl_str *)out = node->value;
    return true;
}

static bool read_strategy(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    return sl_strategy_parse(node->value, out) ||
           sl_fields_fail(fields, node, err,
                          "'strategy' must be local-only, ansible-vault, git-crypt or "
                          "secrets-manager");
}

typedef struct file {
    const sl_node *rules;
    sl_list exclude;
    sl_str fail_on;
    sl_strategy strategy;
} file;

static bool set_levels(const sl_fields *fields, const sl_node *map,
                       const sl_rules *rules, sl_config *out, sl_err *err)
{
    for (const sl_node *node = map ? map->first : NULL; node; node = node->next) {
        sl_rule_setting *setting = sl_vec_push(&out->rules);

        setting->id = node->key;
        if (!sl_rules_find(rules, node->key))
            return sl_fields_fail(fields, node, err,
                                  "no rule '%.*s' (see seclint rules)",
                                  sl_fmt(node->key));
        if (!sl_field_level(fields, node, &setting->level, err))
            return false;
    }
    return true;
}

bool sl_config_parse(sl_str name, sl_str text, const sl_rules *rules, sl_config *out,
                     sl_err *err)
{
    static const sl_field table[] = {
        {"rules", false, offsetof(file, rules), read_rules},
        {"exclude", false, offsetof(file, exclude), sl_field_globs},
        {"fail-on", false, offsetof(file, fail_on), read_fail_on},
        {"strategy", false, offsetof(file, strategy), read_strategy},
    };
    sl_fields fields;
    file read = {0};

    text = sl_arena_str(&out->arena, text);
    if (sl_str_trim(text).len == 0)
        return true;
    if (!sl_fields_open(&fields, name, text, &out->arena, err) ||
        !sl_fields_read(&fields, fields.doc.tree, table, sizeof table / sizeof *table,
                        &read, err))
        return false;
    out->exclude = read.exclude;
    out->fail_on = read.fail_on;
    out->strategy = read.strategy;
    return set_levels(&fields, read.rules, rules, out, err);
}

bool sl_config_excludes(const sl_config *config, sl_str path)
{
    for (size_t i = 0; i < config->exclude.len; i++)
        if (sl_glob_match(config->exclude.at[i], path))
            return true;
    return false;
}

void sl_config_free(sl_config *config)
{
    sl_vec_free(&config->rules);
    sl_arena_free(&config->arena);
}

#include "scan/config_rules.h"

#include "base/limits.h"
#include "scan/config_keys.h"
#include "text/glob.h"
#include "text/suggest.h"

#include <stddef.h>

void sl_config_expect_rule(const sl_fields *fields, const sl_node *node, sl_str id,
                           const sl_rules *rules)
{
    sl_suggestion near = {.word = id};

    if (sl_rules_find(rules, id) || fields->mistakes->len >= SL_MAX_MISTAKES)
        return;
    for (size_t i = 0; i < rules->rules.len; i++)
        sl_suggest(&near, rules->rules.at[i]->id);
    sl_fields_warn(fields, node, "no rule '%.*s'%s%.*s%s (see seclint rules)",
                   sl_fmt(sl_str_sub(id, 0, 80)),
                   near.best.len ? ", did you mean " : "", sl_fmt(near.best),
                   near.best.len ? "?" : "");
}

static bool fits_any(const sl_rule_setting *setting, const sl_rules *rules)
{
    sl_rules_read_all(rules);
    for (size_t i = 0; i < rules->rules.len; i++)
        if (sl_rule_setting_fits(setting, rules->rules.at[i]))
            return true;
    return false;
}

/* The provider or tag that rules have and that is nearest. */
static sl_str nearest(const sl_rule_setting *setting, const sl_rules *rules)
{
    sl_suggestion near = {.word = setting->name};

    for (size_t i = 0; i < rules->rules.len; i++) {
        const sl_rule *rule = rules->rules.at[i];

        if (setting->key == SL_KEY_PROVIDER)
            sl_suggest(&near, rule->provider);
        for (size_t k = 0; setting->key == SL_KEY_TAG && k < rule->tags.len; k++)
            sl_suggest(&near, rule->tags.at[k]);
    }
    return near.best;
}

static bool read_key(const sl_fields *fields, const sl_node *node, sl_str key,
                     const sl_rules *rules, sl_rule_setting *out, sl_err *err)
{
    const char *why;
    sl_str near;

    sl_rule_setting_name(out, key);
    if (out->key == SL_KEY_GLOB && !sl_glob_valid(out->name, &why))
        return sl_fields_fail(fields, node, err, "glob '%.*s': %s",
                              sl_fmt(sl_str_sub(out->name, 0, 80)), why);
    if (out->key == SL_KEY_ID) {
        sl_config_expect_rule(fields, node, out->name, rules);
        return true;
    }
    if (fields->mistakes->len >= SL_MAX_MISTAKES || fits_any(out, rules))
        return true;
    near = nearest(out, rules);
    sl_fields_warn(fields, node, "no rule fits '%.*s'%s%.*s%s",
                   sl_fmt(sl_str_sub(key, 0, 80)), near.len ? ", did you mean " : "",
                   sl_fmt(near), near.len ? "?" : "");
    return true;
}

static bool count(const sl_fields *fields, const sl_node *list, sl_err *err)
{
    size_t len = 0;

    for (const sl_node *node = list->first; node; node = node->next)
        len++;
    return len <= SL_MAX_RULE_SETTINGS ||
           sl_fields_fail(fields, list, err, "'%.*s' has more than %u entries",
                          sl_fmt(list->key), SL_MAX_RULE_SETTINGS);
}

bool sl_config_read_levels(const sl_fields *fields, const sl_node *map,
                           const sl_rules *rules, sl_rule_settings *out, sl_err *err)
{
    bool ok = true;

    if (!map)
        return true;
    if (map->type != SL_NODE_MAP)
        return sl_fields_fail(fields, map, err, "'rules' must map rule ids to levels");
    if (!count(fields, map, err))
        return false;
    for (const sl_node *node = map->first; node; node = node->next) {
        sl_rule_setting *setting = sl_vec_push(out);

        if (sl_node_get(map, node->key) != node)
            ok = sl_fields_fail(fields, node, err, "rule '%.*s' stands twice",
                                sl_fmt(sl_str_sub(node->key, 0, 80)));
        ok = read_key(fields, node, node->key, rules, setting, err) && ok;
        ok = sl_field_level(fields, node, &setting->level, err) && ok;
    }
    return ok;
}

/* All keys of the list (NULL: none) get the level. */
static bool read_level_list(const sl_fields *fields, const sl_node *list,
                            const sl_rules *rules, sl_level level,
                            sl_rule_settings *out, sl_err *err)
{
    sl_list keys = {0};
    bool ok = true;

    if (!list)
        return true;
    if (!sl_config_read_texts(fields, list, &keys, err) || !count(fields, list, err))
        return false;
    for (size_t i = 0; i < keys.len; i++) {
        sl_rule_setting *setting = sl_vec_push(out);

        setting->level = level;
        ok = read_key(fields, list, keys.at[i], rules, setting, err) && ok;
    }
    return ok;
}

/* One item of overrides: as it is written. */
typedef struct item {
    const sl_node *paths;
    const sl_node *rules;
    const sl_node *exclude;
    sl_str reason;
} item;

sl_config_keys sl_config_override_keys(void)
{
    static const sl_config_key keys[] = {
        {{"path", false, offsetof(item, paths), sl_config_read_node},
         "{'$ref': '#/$defs/globs'}",
         "The same as paths.",
         NULL},
        {{"paths", false, offsetof(item, paths), sl_config_read_node},
         "{'$ref': '#/$defs/globs'}",
         "Globs of the paths that the entry is about: one, or a list.",
         NULL},
        {{"rules", false, offsetof(item, rules), sl_config_read_node},
         "{'$ref': '#/$defs/levels'}",
         "Levels that rules have at these paths.",
         NULL},
        {{"exclude-rules", false, offsetof(item, exclude), sl_config_read_node},
         "{'$ref': '#/$defs/texts'}",
         "Rules that are off at these paths: ids, globs of ids, provider:NAME or "
         "tag:NAME.",
         NULL},
        {{"reason", false, offsetof(item, reason), sl_field_str},
         "{'type': 'string'}",
         "Why, for people.",
         NULL},
    };

    return (sl_config_keys){keys, sizeof keys / sizeof *keys};
}

static bool read_item(const sl_fields *fields, const sl_node *node,
                      const sl_rules *rules, sl_override *out, sl_err *err)
{
    item read = {0};
    bool ok;

    if (node->type != SL_NODE_MAP)
        return sl_fields_fail(fields, node, err,
                              "an entry of 'overrides' must be a mapping");
    ok = sl_config_keys_read(sl_config_override_keys(), fields, node, &read, err);
    if (!read.paths)
        ok = sl_fields_fail(fields, node, err, "key 'paths' is missing");
    if (!read.rules && !read.exclude)
        ok = sl_fields_fail(fields, node, err,
                            "this entry changes nothing: say 'rules' or "
                            "'exclude-rules'");
    ok = sl_config_read_paths(fields, read.paths, &out->paths, err) && ok;
    out->met = sl_arena_calloc(fields->arena, out->paths.len, sizeof *out->met);
    ok = sl_config_read_levels(fields, read.rules, rules, &out->rules, err) && ok;
    return read_level_list(fields, read.exclude, rules, SL_LEVEL_OFF, &out->rules,
                           err) &&
           ok;
}

bool sl_config_read_overrides(const sl_fields *fields, const sl_node *node,
                              const sl_rules *rules, sl_overrides *out, sl_err *err)
{
    bool ok = true;

    if (!node)
        return true;
    if (!sl_fields_limit(fields, node, SL_MAX_OVERRIDES, err))
        return false;
    for (const sl_node *one = node->first; one; one = one->next)
        ok = read_item(fields, one, rules, sl_vec_push(out), err) && ok;
    return ok;
}

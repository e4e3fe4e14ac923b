#include "scan/config.h"

#include "base/file.h"
#include "base/limits.h"
#include "rule/fields.h"
#include "scan/config_allow.h"
#include "text/glob.h"

#include <fcntl.h>
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

static bool read_profile(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
    return sl_profile_parse(node->value, out) ||
           sl_fields_fail(fields, node, err,
                          "'profile' must be default, iam or pedantic");
}

static bool read_mismatch(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    bool drop = sl_str_eq(node->value, sl_lit("drop"));

    *(bool *)out = drop;
    return drop || sl_str_eq(node->value, sl_lit("lower")) ||
           sl_fields_fail(fields, node, err,
                          "'checksum-mismatch' must be lower or drop");
}

static bool read_node(const sl_fields *fields, const sl_node *node, void *out,
                      sl_err *err)
{
    (void)fields;
    (void)err;
    *(const sl_node **)out = node;
    return true;
}

typedef struct file {
    const sl_node *rules;
    const sl_node *rules_dir;
    const sl_node *custom_rules;
    const sl_node *allow;
    sl_list exclude;
    sl_str fail_on;
    sl_strategy strategy;
    sl_profile profile;
    bool drop_mismatch;
} file;

static bool set_levels(const sl_fields *fields, const sl_node *map,
                       const sl_rules *rules, sl_config *out, sl_err *err)
{
    for (const sl_node *node = map ? map->first : NULL; node; node = node->next) {
        sl_rule_setting *setting = sl_vec_push(&out->rules);

        setting->id = node->key;
        if (sl_node_get(map, node->key) != node)
            return sl_fields_fail(fields, node, err, "rule '%.*s' stands twice",
                                  sl_fmt(node->key));
        if (!sl_config_rule_known(fields, node, node->key, rules, err) ||
            !sl_field_level(fields, node, &setting->level, err))
            return false;
    }
    return true;
}

static bool add_rules_dir(const sl_fields *fields, const sl_node *node,
                          const char *root, sl_rules *rules, sl_err *err)
{
    sl_err why = {0};

    if (!sl_field_scalar(fields, node, err))
        return false;
    if (!root)
        return sl_fields_fail(fields, node, err, "there is no place to look for rules");
    if (sl_rules_add_below(rules, root, node->value, &why))
        return true;
    if (sl_str_has(sl_str_of(why.text), sl_lit(".yml:"))) /* a mistake in a rule */
        return sl_fail(err, why.code, "%s", why.text);
    return sl_fields_fail(fields, node, err, "%.200s", why.text);
}

/* Rules of the project's own: they are there before any id is looked up. */
static bool add_rules(const sl_fields *fields, const file *read, const char *root,
                      sl_rules *rules, sl_err *err)
{
    const sl_node *dirs = read->rules_dir;
    const sl_node *own = read->custom_rules;
    size_t len;

    if (dirs && dirs->type != SL_NODE_SEQ)
        return add_rules_dir(fields, dirs, root, rules, err);
    for (const sl_node *dir = dirs ? dirs->first : NULL; dir; dir = dir->next)
        if (!add_rules_dir(fields, dir, root, rules, err))
            return false;
    if (own && !sl_fields_count(fields, own, &len, err))
        return false;
    for (const sl_node *rule = own ? own->first : NULL; rule; rule = rule->next)
        if (!sl_rules_add_node(rules, fields, rule, err))
            return false;
    return true;
}

bool sl_config_parse(sl_str name, sl_str text, const char *root, sl_rules *rules,
                     sl_config *out, sl_err *err)
{
    static const sl_field table[] = {
        {"rules", false, offsetof(file, rules), read_rules},
        {"rules-dir", false, offsetof(file, rules_dir), read_node},
        {"custom-rules", false, offsetof(file, custom_rules), read_node},
        {"allow", false, offsetof(file, allow), read_node},
        {"exclude", false, offsetof(file, exclude), sl_field_globs},
        {"fail-on", false, offsetof(file, fail_on), read_fail_on},
        {"strategy", false, offsetof(file, strategy), read_strategy},
        {"profile", false, offsetof(file, profile), read_profile},
        {"checksum-mismatch", false, offsetof(file, drop_mismatch), read_mismatch},
    };
    sl_fields fields;
    file read = {0};

    name = sl_arena_str(&out->arena, name);
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
    out->profile = read.profile;
    out->drop_mismatch = read.drop_mismatch;
    return add_rules(&fields, &read, root, rules, err) &&
           set_levels(&fields, read.rules, rules, out, err) &&
           sl_config_read_allow(&fields, read.allow, rules, &out->allow, err);
}

/* The repository's own is a stranger's: a link may lead anywhere. */
static bool read_own(const char *worktree, sl_arena *arena, sl_buf *text, bool *there,
                     sl_err *err)
{
    sl_str path = sl_arena_printf(arena, "%s/.seclint.yml", worktree);

    *there = sl_file_read_at(AT_FDCWD, path.ptr, ".seclint.yml", SL_MAX_CONFIG_FILE,
                             text, err);
    if (*there || err->code != SL_ENOTFOUND)
        return *there;
    *err = (sl_err){0};
    return true;
}

bool sl_config_load(const char *named, const char *worktree, sl_rules *rules,
                    sl_config *out, sl_err *err)
{
    sl_str shown = named ? sl_str_of(named) : sl_lit(".seclint.yml");
    const char *root = worktree;
    sl_buf text = {0};
    bool there = true;
    bool ok;

    if (!named && !worktree)
        return true;
    if (named) {
        sl_str dir = sl_path_dir(shown);

        root = dir.len > 0                   ? sl_arena_str(&out->arena, dir).ptr
               : sl_str_chr(shown, '/') == 0 ? "/"
                                             : ".";
    }
    ok = named ? sl_file_read(named, SL_MAX_CONFIG_FILE, &text, err)
               : read_own(worktree, &out->arena, &text, &there, err);
    if (ok && there)
        ok = sl_config_parse(shown, sl_buf_str(&text), root, rules, out, err);
    sl_buf_free(&text);
    return ok;
}

static const sl_rule_setting *setting_of(const sl_config *config, const sl_rule *rule)
{
    for (size_t i = 0; i < config->rules.len; i++)
        if (sl_str_eq(config->rules.at[i].id, rule->id))
            return &config->rules.at[i];
    return NULL;
}

sl_level sl_config_level(const sl_config *config, const sl_rule *rule)
{
    const sl_rule_setting *setting = setting_of(config, rule);

    return setting ? setting->level : rule->level;
}

bool sl_config_runs(const sl_config *config, const sl_rule *rule)
{
    const sl_rule_setting *setting = setting_of(config, rule);

    return setting ? setting->level != SL_LEVEL_OFF : rule->profile <= config->profile;
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
    sl_allow_list_free(&config->allow);
    sl_arena_free(&config->arena);
}

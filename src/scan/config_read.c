/* config_read.c - .seclint.yml as text. */
#include "scan/config.h"

#include "base/file.h"
#include "base/limits.h"
#include "scan/config_allow.h"
#include "scan/config_keys.h"
#include "scan/config_rules.h"

#include <stddef.h>

/* What is read in a second step is kept as it is written. */
typedef struct file {
    const sl_node *rules;
    const sl_node *overrides;
    const sl_node *rules_dir;
    const sl_node *custom_rules;
    const sl_node *allow;
    sl_list exclude;
    sl_str fail_on;
    sl_str baseline;
    sl_strategy strategy;
    sl_profile profile;
    bool drop_mismatch;
} file;

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

/* A stranger's configuration must not lead out of the project. */
static bool read_baseline(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    sl_str rest;
    bool below;

    if (!sl_field_str(fields, node, out, err))
        return false;
    rest = node->value;
    below = rest.len > 0 && sl_str_chr(rest, '\0') == SIZE_MAX;
    while (below && rest.len > 0) {
        size_t slash = sl_str_chr(rest, '/');
        sl_str part = sl_str_sub(rest, 0, slash);

        below = part.len > 0 && !sl_str_eq(part, sl_lit("..")) && slash != rest.len - 1;
        rest = slash == SIZE_MAX ? (sl_str){0} : sl_str_skip(rest, slash + 1);
    }
    return below || sl_fields_fail(fields, node, err,
                                   "'baseline' must be a file below the folder of the "
                                   "configuration");
}

sl_config_keys sl_config_top_keys(void)
{
    static const sl_config_key keys[] = {
        {{"exclude", false, offsetof(file, exclude), sl_field_globs},
         "{'type': 'array', 'items': {'$ref': '#/$defs/glob'}}",
         "Globs of paths that are not looked at.",
         "[]"},
        {{"fail-on", false, offsetof(file, fail_on), read_fail_on},
         "{'enum': ['error', 'warning', 'note', 'never'], 'default': 'warning'}",
         "Lowest level of a finding that makes the exit status 1. --fail-on wins.",
         "warning"},
        {{"profile", false, offsetof(file, profile), read_profile},
         "{'enum': ['default', 'iam', 'pedantic'], 'default': 'default'}",
         "Which rules run, by how much they ask for. --profile wins.",
         "default"},
        {{"strategy", false, offsetof(file, strategy), read_strategy},
         "{'enum': ['local-only', 'ansible-vault', 'git-crypt', 'secrets-manager']}",
         "How the project protects its secret files. Left out: it is inferred. "
         "--strategy wins.",
         NULL},
        {{"checksum-mismatch", false, offsetof(file, drop_mismatch), read_mismatch},
         "{'enum': ['lower', 'drop'], 'default': 'lower'}",
         "What becomes of tokens whose checksum does not hold: one level less, or "
         "nothing.",
         "lower"},
        {{"baseline", false, offsetof(file, baseline), read_baseline},
         "{'type': 'string', 'pattern': '^[^/]'}",
         "A file of findings that are known and accepted, below the folder of the "
         "configuration.",
         NULL},
        {{"rules", false, offsetof(file, rules), sl_config_read_node},
         "{'$ref': '#/$defs/levels'}",
         "Other levels for rules.",
         "{}"},
        {{"overrides", false, offsetof(file, overrides), sl_config_read_node},
         "{'type': 'array', 'maxItems': 200, 'items': {'$ref': '#/$defs/override'}}",
         "Other levels at some paths. Of several entries that fit the last one "
         "counts.",
         "[]"},
        {{"allow", false, offsetof(file, allow), sl_config_read_node},
         "{'type': 'array', 'maxItems': 1000, 'items': {'$ref': '#/$defs/allow'}}",
         "Findings that are no danger.",
         "[]"},
        {{"rules-dir", false, offsetof(file, rules_dir), sl_config_read_node},
         "{'$ref': '#/$defs/texts'}",
         "Folders of rule files of the project, below that of the configuration.",
         "[]"},
        {{"custom-rules", false, offsetof(file, custom_rules), sl_config_read_node},
         "{'type': 'array', 'items': {'$ref': '#/$defs/rule'}}",
         "Rules of the project.",
         "[]"},
    };

    return (sl_config_keys){keys, sizeof keys / sizeof *keys};
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
    if (!sl_str_has(sl_str_of(why.text), sl_lit(".yml:")))
        return sl_fields_fail(fields, node, err, "%.200s", why.text);
    /* a mistake in a rule */
    if (fields->mistakes->len < SL_MAX_MISTAKES)
        *sl_vec_push(fields->mistakes) =
            (sl_mistake){.text = sl_arena_str(fields->arena, sl_str_of(why.text))};
    if (err->code == SL_OK)
        *err = why;
    return false;
}

/* Rules of the project's own: they are there before any id is looked up. */
static bool add_rules(const sl_fields *fields, const file *read, const char *root,
                      sl_rules *rules, sl_err *err)
{
    const sl_node *dirs = read->rules_dir;
    const sl_node *own = read->custom_rules;
    bool ok = true;
    size_t len;

    if (dirs && dirs->type != SL_NODE_SEQ)
        ok = add_rules_dir(fields, dirs, root, rules, err);
    for (const sl_node *dir = dirs && dirs->type == SL_NODE_SEQ ? dirs->first : NULL;
         dir; dir = dir->next)
        ok = add_rules_dir(fields, dir, root, rules, err) && ok;
    if (own && !sl_fields_count(fields, own, &len, err))
        return false;
    for (const sl_node *rule = own ? own->first : NULL; rule; rule = rule->next)
        ok = sl_rules_add_node(rules, fields, rule, err) && ok;
    return ok;
}

/* "FILE:LINE: WHAT" of a text that is no YAML, or no mapping. */
static void keep_parse_error(sl_config *out, const sl_err *err)
{
    sl_str rest = sl_str_skip(sl_str_of(err->text), out->file.len + 1);
    sl_mistake *mistake = sl_vec_push(&out->mistakes);

    mistake->column = 1;
    while (rest.len > 0 && rest.ptr[0] >= '0' && rest.ptr[0] <= '9') {
        mistake->line = 10 * mistake->line + (size_t)(rest.ptr[0] - '0');
        rest = sl_str_skip(rest, 1);
    }
    rest = sl_str_trim(sl_str_drop(rest, sl_lit(":")));
    mistake->text = sl_arena_str(&out->arena, rest);
}

static bool read_all(const sl_fields *fields, const char *root, sl_rules *rules,
                     sl_config *out, sl_err *err)
{
    file read = {0};
    bool ok =
        sl_config_keys_read(sl_config_top_keys(), fields, fields->doc.tree, &read, err);

    out->exclude = read.exclude;
    out->met = sl_arena_calloc(&out->arena, read.exclude.len, sizeof *out->met);
    out->fail_on = read.fail_on;
    out->strategy = read.strategy;
    out->profile = read.profile;
    out->drop_mismatch = read.drop_mismatch;
    out->baseline = sl_arena_str(&out->arena, read.baseline);
    ok = add_rules(fields, &read, root, rules, err) && ok;
    ok = sl_config_read_levels(fields, read.rules, rules, &out->rules, err) && ok;
    ok =
        sl_config_read_overrides(fields, read.overrides, rules, &out->overrides, err) &&
        ok;
    ok = sl_config_read_allow(fields, read.allow, rules, &out->allow, err) && ok;
    for (size_t i = 0; i < out->allow.config.len; i++)
        out->allow.config.at[i]->origin = &out->origin;
    return ok;
}

bool sl_config_parse(sl_str name, sl_str text, const char *root, sl_rules *rules,
                     sl_config *out, sl_err *err)
{
    sl_fields *fields = sl_arena_alloc(&out->arena, sizeof *fields);

    out->file = sl_arena_str(&out->arena, name);
    out->root = sl_arena_str(&out->arena, sl_str_of(root));
    text = sl_arena_str(&out->arena, text);
    if (sl_str_trim(text).len == 0)
        return true;
    if (!sl_fields_open(fields, out->file, text, &out->arena, err)) {
        keep_parse_error(out, err);
        return false;
    }
    fields->mistakes = &out->mistakes;
    out->source = fields;
    return read_all(fields, root, rules, out, err);
}

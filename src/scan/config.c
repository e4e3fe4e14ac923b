#include "scan/config.h"

#include "base/file.h"
#include "base/limits.h"
#include "scan/config_find.h"
#include "text/glob.h"

#include <fcntl.h>

/* The repository's own is a stranger's: a link may lead anywhere. */
static bool load_own(const char *folder, sl_str shown, sl_rules *rules, sl_config *out,
                     sl_err *err)
{
    sl_str path = sl_arena_printf(&out->arena, "%s/.seclint.yml", folder);
    sl_buf text = {0};
    bool ok = sl_file_read_at(AT_FDCWD, path.ptr, sl_arena_str(&out->arena, shown).ptr,
                              SL_MAX_CONFIG_FILE, &text, err);

    if (ok) {
        ok = sl_config_parse(shown, sl_buf_str(&text), folder, rules, out, err);
    } else if (err->code == SL_ENOTFOUND) {
        *err = (sl_err){0};
        ok = true;
    }
    sl_buf_free(&text);
    return ok;
}

static bool load_named(const char *named, sl_rules *rules, sl_config *out, sl_err *err)
{
    sl_str shown = sl_str_of(named);
    sl_str dir = sl_path_dir(shown);
    const char *root = sl_str_chr(shown, '/') == 0 ? "/" : ".";
    sl_buf text = {0};
    bool ok = sl_file_read(named, SL_MAX_CONFIG_FILE, &text, err);

    if (dir.len > 0)
        root = sl_arena_str(&out->arena, dir).ptr;
    if (ok)
        ok = sl_config_parse(shown, sl_buf_str(&text), root, rules, out, err);
    sl_buf_free(&text);
    return ok;
}

bool sl_config_load(const sl_config_source *source, sl_rules *rules, sl_config *out,
                    sl_err *err)
{
    sl_str folder;

    if (source->named)
        return load_named(source->named, rules, out, err);
    if (source->worktree && source->staged)
        return sl_config_parse(sl_lit(".seclint.yml"), sl_buf_str(source->staged),
                               source->worktree, rules, out, err);
    if (source->worktree)
        return load_own(source->worktree, sl_lit(".seclint.yml"), rules, out, err);
    if (!source->path)
        return true;
    folder = sl_config_find(source->path, &out->arena);
    if (folder.len == 0)
        return true;
    out->found = true;
    return load_own(folder.ptr, sl_config_shown(folder, &out->arena), rules, out, err);
}

sl_level sl_config_level(const sl_config *config, const sl_rule *rule)
{
    const sl_rule_setting *setting = sl_rule_settings_find(&config->rules, rule);

    return setting ? setting->level : rule->level;
}

/* A glob, provider or tag says a level, not that pedantic rules are wanted. */
bool sl_config_runs(const sl_config *config, const sl_rule *rule)
{
    const sl_rule_setting *setting = sl_rule_settings_find(&config->rules, rule);

    if (setting && setting->level == SL_LEVEL_OFF)
        return false;
    return (setting && setting->key == SL_KEY_ID) || rule->profile <= config->profile;
}

bool sl_config_runs_somewhere(const sl_config *config, const sl_rule *rule)
{
    bool off = sl_config_level(config, rule) == SL_LEVEL_OFF;

    if (config->overrides.len == 0 || sl_config_runs(config, rule))
        return false;
    for (size_t i = 0; i < config->overrides.len; i++) {
        const sl_rule_setting *setting =
            sl_rule_settings_find(&config->overrides.at[i].rules, rule);

        if (setting && setting->level != SL_LEVEL_OFF &&
            (setting->key == SL_KEY_ID || (off && rule->profile <= config->profile)))
            return true;
    }
    return false;
}

static bool fits_any(const sl_config *config, sl_str path)
{
    sl_path_room room;

    path = sl_path_seen(&config->origin, path, &room);
    for (size_t i = 0; i < config->exclude.len; i++)
        if (sl_glob_match(config->exclude.at[i], path))
            return true;
    return false;
}

/* Globs behind the first that fits are asked until each has fitted once. */
static bool meets_any(sl_config *config, sl_str path)
{
    sl_path_room room;
    bool out = false;

    path = sl_path_seen(&config->origin, path, &room);
    for (size_t i = 0; i < config->exclude.len; i++) {
        if ((out && config->met[i]) || !sl_glob_match(config->exclude.at[i], path))
            continue;
        out = config->met[i] = true;
    }
    return out;
}

/* Asked of every path of the index: most configurations exclude nothing. */
bool sl_config_excludes(const sl_config *config, sl_str path)
{
    return config->exclude.len > 0 && fits_any(config, path);
}

bool sl_config_excludes_name(const sl_config *config, sl_str base_name)
{
    for (size_t i = 0; i < config->exclude.len; i++)
        if (sl_str_chr(config->exclude.at[i], '/') == SIZE_MAX &&
            sl_glob_match(config->exclude.at[i], base_name))
            return true;
    return false;
}

bool sl_config_leaves_out(sl_config *config, sl_str path)
{
    return config->exclude.len > 0 && meets_any(config, path);
}

void sl_config_free(sl_config *config)
{
    sl_vec_free(&config->rules);
    sl_overrides_free(&config->overrides);
    sl_vec_free(&config->mistakes);
    sl_allow_list_free(&config->allow);
    sl_arena_free(&config->arena);
}

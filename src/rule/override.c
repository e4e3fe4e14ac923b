#include "rule/override.h"

#include "text/glob.h"

static bool is_glob(sl_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (sl_glob_special(name.ptr[i]))
            return true;
    return false;
}

void sl_rule_setting_name(sl_rule_setting *setting, sl_str key)
{
    static const struct {
        const char *word;
        sl_rule_key key;
    } words[] = {{"provider:", SL_KEY_PROVIDER}, {"tag:", SL_KEY_TAG}};

    setting->key = is_glob(key) ? SL_KEY_GLOB : SL_KEY_ID;
    setting->name = key;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!sl_str_starts(key, sl_str_of(words[i].word)))
            continue;
        setting->key = words[i].key;
        setting->name = sl_str_drop(key, sl_str_of(words[i].word));
    }
}

bool sl_rule_setting_fits(const sl_rule_setting *setting, const sl_rule *rule)
{
    switch (setting->key) {
    case SL_KEY_ID: return sl_str_eq(setting->name, rule->id);
    case SL_KEY_GLOB: return sl_glob_match(setting->name, rule->id);
    case SL_KEY_PROVIDER: return sl_str_eq_nocase(setting->name, rule->provider);
    case SL_KEY_TAG:
        for (size_t i = 0; i < rule->tags.len; i++)
            if (sl_str_eq(rule->tags.at[i], setting->name))
                return true;
        return false;
    }
    return false;
}

const sl_rule_setting *sl_rule_settings_find(const sl_rule_settings *settings,
                                             const sl_rule *rule)
{
    const sl_rule_setting *found = NULL;

    for (size_t i = 0; i < settings->len; i++) {
        const sl_rule_setting *setting = &settings->at[i];

        if (!sl_rule_setting_fits(setting, rule))
            continue;
        if (setting->key == SL_KEY_ID)
            return setting;
        found = setting;
    }
    return found;
}

void sl_overrides_free(sl_overrides *overrides)
{
    for (size_t i = 0; i < overrides->len; i++)
        sl_vec_free(&overrides->at[i].rules);
    sl_vec_free(overrides);
}

static size_t glob_of(const sl_override *override, sl_str path)
{
    for (size_t i = 0; i < override->paths.len; i++)
        if (sl_glob_match(override->paths.at[i], path))
            return i;
    return SIZE_MAX;
}

/* The glob that fits, or SIZE_MAX. A member lies where its archive lies, too. */
static size_t about(const sl_override *override, sl_str path, size_t inner)
{
    size_t glob = glob_of(override, path);

    if (glob == SIZE_MAX && inner > 0)
        glob = glob_of(override, sl_str_sub(path, 0, path.len - inner));
    return glob;
}

static bool look(const sl_path_levels *levels, const sl_rule *rule, sl_str path,
                 size_t inner, sl_level *out, bool **met)
{
    sl_path_room room;

    path = sl_path_seen(levels->origin, path, &room);
    for (size_t i = levels->overrides->len; i-- > 0;) {
        const sl_override *override = &levels->overrides->at[i];
        const sl_rule_setting *setting = sl_rule_settings_find(&override->rules, rule);

        size_t glob = setting ? about(override, path, inner) : SIZE_MAX;

        if (glob == SIZE_MAX)
            continue;
        *out = setting->level;
        *met = override->met ? &override->met[glob] : NULL;
        return true;
    }
    *out = SL_LEVEL_OFF;
    return levels->elsewhere_off && levels->elsewhere_off[rule->index];
}

bool sl_path_levels_at(const sl_path_levels *levels, const sl_rule *rule, sl_str path,
                       size_t inner, sl_level *out)
{
    bool *met;

    return look(levels, rule, path, inner, out, &met);
}

/* The same for a finding, and what decided is met. */
static bool decide(const sl_path_levels *levels, const sl_finding *finding,
                   sl_level *out)
{
    bool *met = NULL;
    bool said = look(levels, finding->rule, finding->place.path, finding->place.inner,
                     out, &met);

    if (met)
        *met = true;
    return said;
}

bool sl_path_levels_off(const sl_path_levels *levels, const sl_finding *finding)
{
    sl_level level;

    return levels->any && decide(levels, finding, &level) && level == SL_LEVEL_OFF;
}

bool sl_path_levels_settle(const sl_path_levels *levels, sl_finding *finding)
{
    sl_level level;

    if (finding->level == SL_LEVEL_OFF)
        return false;
    if (!levels || !levels->any || !decide(levels, finding, &level))
        return true;
    if (level == SL_LEVEL_OFF)
        return false;
    if (finding->protection == SL_PROTECTION_NONE &&
        (finding->level == finding->rule->level || finding->level > level))
        finding->level = level;
    return true;
}

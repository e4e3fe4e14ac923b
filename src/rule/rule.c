#include "rule/rule.h"

#include "base/vec.h"

static const char *const level_names[] = {
    [SL_LEVEL_OFF] = "off",
    [SL_LEVEL_NOTE] = "note",
    [SL_LEVEL_WARNING] = "warning",
    [SL_LEVEL_ERROR] = "error",
};

const char *sl_level_name(sl_level level)
{
    return level_names[level];
}

bool sl_level_parse(sl_str name, sl_level *out)
{
    for (int i = SL_LEVEL_OFF; i <= SL_LEVEL_ERROR; i++) {
        if (!sl_str_eq(name, sl_str_of(level_names[i])))
            continue;
        *out = (sl_level)i;
        return true;
    }
    return false;
}

static const char *const profile_names[SL_PROFILES] = {
    [SL_PROFILE_DEFAULT] = "default",
    [SL_PROFILE_IAM] = "iam",
    [SL_PROFILE_PEDANTIC] = "pedantic",
};

const char *sl_profile_name(sl_profile profile)
{
    return profile_names[profile];
}

bool sl_profile_parse(sl_str name, sl_profile *out)
{
    for (int i = SL_PROFILE_DEFAULT; i < SL_PROFILES; i++) {
        if (!sl_str_eq(name, sl_str_of(profile_names[i])))
            continue;
        *out = (sl_profile)i;
        return true;
    }
    return false;
}

const char *sl_confidence_name(sl_confidence confidence)
{
    static const char *const names[] = {
        [SL_CONFIDENCE_LOW] = "low",
        [SL_CONFIDENCE_MEDIUM] = "medium",
        [SL_CONFIDENCE_HIGH] = "high",
    };

    return names[confidence];
}

const char *sl_scope_name(sl_scope scope)
{
    static const char *const names[] = {
        [SL_SCOPE_TEXT] = "text",
        [SL_SCOPE_DOCUMENT] = "document",
        [SL_SCOPE_REPOSITORY] = "repository",
    };

    return names[scope];
}

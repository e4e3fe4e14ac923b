#include "scan/builtin_set.h"

#include "check/check.h"
#include "check/setting.h"

static bool is_plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (sl_str_chr(sl_lit("*?[{\\"), text.ptr[i]) != SIZE_MAX)
            return false;
    return true;
}

bool sl_rule_choosy(const sl_rule *rule)
{
    const sl_check *check = rule->check.len > 0 ? sl_check_find(rule->check) : NULL;

    return rule->pattern.paths.len + rule->pattern.not_paths.len > 0 &&
           (rule->check.len == 0 || (check && (check->place || check->finds_secrets)));
}

size_t sl_rule_globs(const sl_rule *rule)
{
    return sl_rule_choosy(rule) ? rule->pattern.paths.len + rule->pattern.not_paths.len
                                : 0;
}

bool sl_rule_file_name(const sl_rule *rule, size_t number, sl_str *out)
{
    const sl_pattern *pattern = &rule->pattern;
    bool wanted = number < pattern->paths.len;
    sl_str name =
        sl_path_base(wanted ? pattern->paths.at[number]
                            : pattern->not_paths.at[number - pattern->paths.len]);
    size_t dot = sl_str_rchr(name, '.');

    *out = name;
    if (dot == SIZE_MAX || !sl_source_ending(name))
        return false;
    if (is_plain(name))
        return true;
    *out = sl_str_skip(name, dot);
    return wanted || (dot == 1 && name.ptr[0] == '*');
}

bool sl_file_named(const sl_map *names, sl_str base_name)
{
    size_t dot = sl_str_rchr(base_name, '.');

    return sl_map_has(names, base_name) ||
           (dot != SIZE_MAX && sl_map_has(names, sl_str_skip(base_name, dot)));
}

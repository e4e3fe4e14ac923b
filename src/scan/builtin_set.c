#include "scan/builtin_set.h"

#include "check/check.h"

static bool is_plain(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (sl_str_chr(sl_lit("*?[{\\"), text.ptr[i]) != SIZE_MAX)
            return false;
    return true;
}

/* A check of whole documents goes by the ending, and is asked before it is known where an
 * old version lay. */
static bool goes_by_ending(const sl_rule *rule)
{
    const sl_check *check = rule->check.len > 0 ? sl_check_find(rule->check) : NULL;

    return check && check->document && check->finds_secrets;
}

bool sl_rule_file_name(const sl_rule *rule, size_t path, sl_str *out)
{
    *out = sl_path_base(rule->pattern.paths.at[path]);
    if (is_plain(*out))
        return true;
    if (!sl_str_starts(*out, sl_lit("*.")) || !goes_by_ending(rule))
        return false;
    *out = sl_str_skip(*out, 1);
    return is_plain(*out);
}

bool sl_rule_choosy(const sl_rule *rule)
{
    const sl_check *check = rule->check.len > 0 ? sl_check_find(rule->check) : NULL;

    return rule->pattern.paths.len + rule->pattern.not_paths.len > 0 &&
           (rule->check.len == 0 || (check && (check->place || check->finds_secrets)));
}

bool sl_file_named(const sl_map *names, sl_str base_name)
{
    size_t dot = sl_str_rchr(base_name, '.');

    return sl_map_has(names, base_name) ||
           (dot != SIZE_MAX && sl_map_has(names, sl_str_skip(base_name, dot)));
}

#include "scan/wanted.h"

#include "base/mem.h"
#include "text/glob.h"

#include <stdlib.h>

static bool globs_match(sl_list globs, sl_str path)
{
    for (size_t i = 0; i < globs.len; i++)
        if (sl_glob_match(globs.at[i], path))
            return true;
    return false;
}

bool sl_pattern_wants(const sl_pattern *pattern, sl_str path)
{
    if (pattern->paths.len > 0 && !globs_match(pattern->paths, path))
        return false;
    return !globs_match(pattern->not_paths, path);
}

/* What a glob says of base names. A brace may hold a slash. */
static sl_str last_of(sl_str glob)
{
    return sl_str_chr(glob, '{') == SIZE_MAX ? sl_path_base(glob) : sl_lit("*");
}

bool sl_pattern_may_want(const sl_pattern *pattern, sl_str name)
{
    sl_list globs = pattern->paths;
    bool may = globs.len == 0;

    for (size_t i = 0; i < globs.len && !may; i++)
        may = sl_glob_match(globs.at[i], name) ||
              (sl_str_chr(globs.at[i], '/') != SIZE_MAX &&
               sl_glob_match(last_of(globs.at[i]), name));
    return may && !globs_match(pattern->not_paths, name);
}

bool sl_pattern_must_want(const sl_pattern *pattern, sl_str name)
{
    for (size_t i = 0; i < pattern->not_paths.len; i++)
        if (sl_str_chr(pattern->not_paths.at[i], '/') != SIZE_MAX)
            return false;
    return sl_pattern_wants(pattern, name);
}

static void forget(sl_wanted *w, const sl_blob *blob)
{
    for (size_t i = 0; i < w->asked.len; i++)
        w->rules[w->asked.at[i]].answer = 0;
    w->asked.len = 0;
    w->below = blob->name_only;
    sl_buf_clear(&w->path);
    sl_buf_add(&w->path, blob->path);
}

/* The last bytes of all that globs say of base names; all bits, if one of them may end
 * with anything. */
static uint64_t ends_of(sl_list globs)
{
    uint64_t ends = 0;

    for (size_t i = 0; i < globs.len; i++) {
        sl_str glob = last_of(globs.at[i]);
        sl_str last = sl_str_skip(glob, glob.len - 1);

        if (glob.len == 0 || sl_glob_special(last.ptr[0]))
            return UINT64_MAX;
        ends |= sl_glob_bits(last);
    }
    return ends;
}

/* As sl_pattern_wants or, for a base name, sl_pattern_may_want: nearly every path is turned
 * away by its last byte. */
static bool wants(sl_wanted_rule *rule, const sl_pattern *pattern, sl_str path,
                  bool name_only)
{
    uint64_t end = path.len > 0 ? sl_glob_bits(sl_str_skip(path, path.len - 1)) : 0;

    if (!rule->read) {
        rule->ends = ends_of(pattern->paths);
        rule->not_ends = ends_of(pattern->not_paths);
        rule->read = true;
    }
    if (pattern->paths.len > 0 && (end & ~rule->ends) != 0)
        return false;
    if (name_only)
        return sl_pattern_may_want(pattern, path);
    if (pattern->paths.len > 0 && !globs_match(pattern->paths, path))
        return false;
    return (end & ~rule->not_ends) != 0 || !globs_match(pattern->not_paths, path);
}

bool sl_wanted_ask(sl_wanted *w, const sl_ruleset *set, size_t rule,
                   const sl_blob *blob)
{
    const sl_pattern *pattern = &sl_ruleset_at(set, rule)->rule->pattern;
    sl_wanted_rule *known;

    if (pattern->paths.len == 0 && pattern->not_paths.len == 0)
        return true;
    if (!w->rules)
        w->rules = sl_calloc(set->len, sizeof *w->rules);
    if (!sl_str_eq(sl_buf_str(&w->path), blob->path) || w->below != blob->name_only)
        forget(w, blob);
    known = &w->rules[rule];
    if (known->answer == 0) {
        bool yes = wants(known, pattern, blob->path, blob->name_only);

        known->answer = yes ? 2 : 1;
        *sl_vec_push(&w->asked) = (uint32_t)rule;
    }
    return known->answer == 2;
}

void sl_wanted_free(sl_wanted *w)
{
    sl_buf_free(&w->path);
    sl_vec_free(&w->asked);
    free(w->rules);
    *w = (sl_wanted){0};
}

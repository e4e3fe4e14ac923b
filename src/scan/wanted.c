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

static void forget(sl_wanted *w, sl_str path)
{
    for (size_t i = 0; i < w->asked.len; i++)
        w->answers[w->asked.at[i]] = 0;
    w->asked.len = 0;
    sl_buf_clear(&w->path);
    sl_buf_add(&w->path, path);
}

bool sl_wanted_ask(sl_wanted *w, const sl_ruleset *set, size_t rule, sl_str path)
{
    const sl_pattern *pattern = &sl_ruleset_at(set, rule)->rule->pattern;

    if (pattern->paths.len == 0 && pattern->not_paths.len == 0)
        return true;
    if (!w->answers)
        w->answers = sl_calloc(set->len, 1);
    if (!sl_str_eq(sl_buf_str(&w->path), path))
        forget(w, path);
    if (w->answers[rule] == 0) {
        w->answers[rule] = sl_pattern_wants(pattern, path) ? 2 : 1;
        *sl_vec_push(&w->asked) = (uint32_t)rule;
    }
    return w->answers[rule] == 2;
}

void sl_wanted_free(sl_wanted *w)
{
    sl_buf_free(&w->path);
    sl_vec_free(&w->asked);
    free(w->answers);
    *w = (sl_wanted){0};
}

#include "rule/layout.h"

#include "text/glob.h"

static bool matches(sl_list globs, sl_str path)
{
    for (size_t i = 0; i < globs.len; i++)
        if (sl_glob_match(globs.at[i], path))
            return true;
    return false;
}

const sl_secret_class *sl_layouts_find(const sl_layouts *layouts, sl_str path)
{
    for (size_t i = 0; i < layouts->len; i++)
        if (matches(layouts->at[i].paths, path) &&
            !matches(layouts->at[i].public_paths, path))
            return &layouts->at[i];
    return NULL;
}

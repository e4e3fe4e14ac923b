#include "rule/layout.h"

#include "rule/unread.h"
#include "text/glob.h"

#include <stdlib.h>

sl_str sl_layout_probe(sl_str probe)
{
    return sl_str_skip(probe, sl_str_starts(probe, sl_lit("/")));
}

bool sl_list_match(sl_list globs, sl_str path)
{
    for (size_t i = 0; i < globs.len; i++)
        if (sl_glob_match(globs.at[i], path))
            return true;
    return false;
}

bool sl_list_has(sl_list list, sl_str text)
{
    for (size_t i = 0; i < list.len; i++)
        if (sl_str_eq(list.at[i], text))
            return true;
    return false;
}

sl_strategy sl_class_strategy(const sl_secret_class *class_, sl_strategy strategy)
{
    bool vault = sl_list_has(class_->encryption, sl_lit("ansible-vault"));
    bool git_crypt = sl_list_has(class_->encryption, sl_lit("git-crypt"));

    if (class_->generated || (strategy == SL_STRATEGY_ANSIBLE_VAULT && !vault) ||
        (strategy == SL_STRATEGY_GIT_CRYPT && !git_crypt))
        return SL_STRATEGY_LOCAL_ONLY;
    return strategy;
}

const sl_layout *sl_layouts_at(const sl_layouts *layouts, size_t number)
{
    if (layouts->unread && number < sl_unread_layouts_len(layouts->unread))
        return sl_layouts_read(layouts, number);
    return layouts->at[number];
}

sl_list sl_layouts_when(const sl_layouts *layouts, size_t number, sl_arena *arena)
{
    const sl_layout *layout = layouts->at[number];

    return layout ? layout->when : sl_unread_when(layouts->unread, number, arena);
}

static const sl_secret_class *owner_of(const sl_layouts *layouts, size_t glob)
{
    sl_glob_owner owner = layouts->owners[glob];

    return &sl_layouts_at(layouts, owner.layout)->classes[owner.class_];
}

/* The first class whose paths fit, in the order of the layouts. */
static const sl_secret_class *class_of(const sl_layouts *layouts, sl_str path)
{
    if (layouts->globs) {
        size_t first = sl_glob_set_next(layouts->globs, path, 0);

        return first == SIZE_MAX ? NULL : owner_of(layouts, first);
    }
    for (size_t i = 0; i < layouts->len; i++) {
        const sl_layout *layout = sl_layouts_at(layouts, i);

        for (size_t k = 0; k < layout->classes_len; k++)
            if (sl_list_match(layout->classes[k].paths, path))
                return &layout->classes[k];
    }
    return NULL;
}

const sl_secret_class *sl_layouts_class(const sl_layouts *layouts, sl_str path,
                                        bool *public)
{
    const sl_secret_class *class_ = class_of(layouts, path);

    if (class_ && public)
        *public = sl_list_match(class_->public_paths, path);
    return class_;
}

const sl_secret_class *sl_layouts_find(const sl_layouts *layouts, sl_str path)
{
    bool public;
    const sl_secret_class *class_ = sl_layouts_class(layouts, path, &public);

    return class_ && !public ? class_ : NULL;
}

const sl_secret_class *sl_layouts_find_public(const sl_layouts *layouts, sl_str path)
{
    bool public;
    const sl_secret_class *class_ = sl_layouts_class(layouts, path, &public);

    return class_ && public ? class_ : NULL;
}

static int by_rank(const void *a, const void *b)
{
    const sl_layout *x = *(const sl_layout *const *)a;
    const sl_layout *y = *(const sl_layout *const *)b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return sl_str_cmp(x->id, y->id);
}

/* Every glob of every class, in the order in which they are asked; returns how many. */
static size_t list_globs(const sl_layouts *layouts, sl_str *globs,
                         sl_glob_owner *owners)
{
    size_t len = 0;

    for (size_t i = 0; i < layouts->len; i++)
        for (size_t k = 0; k < layouts->at[i]->classes_len; k++) {
            const sl_secret_class *class_ = &layouts->at[i]->classes[k];

            for (size_t p = 0; p < class_->paths.len; p++, len++) {
                if (globs)
                    globs[len] = class_->paths.at[p];
                if (owners)
                    owners[len] = (sl_glob_owner){(uint16_t)i, (uint16_t)k};
            }
        }
    return len;
}

void sl_layouts_sort(sl_layouts *layouts, sl_arena *arena)
{
    sl_glob_owner *owners;
    sl_glob_set *set;
    sl_str *globs;
    size_t len;

    if (layouts->unread && sl_unread_layouts_len(layouts->unread) == layouts->len)
        return;
    if (layouts->unread)
        sl_layouts_read_all(layouts);
    if (layouts->len > 0)
        qsort((void *)layouts->at, layouts->len, sizeof *layouts->at, by_rank);
    len = list_globs(layouts, NULL, NULL);
    globs = sl_arena_calloc(arena, len, sizeof *globs);
    owners = sl_arena_calloc(arena, len, sizeof *owners);
    set = sl_arena_alloc(arena, sizeof *set);
    list_globs(layouts, globs, owners);
    *set = sl_glob_set_make(arena, globs, len);
    layouts->globs = set;
    layouts->owners = owners;
}

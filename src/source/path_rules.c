#include "source/path_rules.h"

#include "base/map.h"
#include "base/mem.h"
#include "source/git_config.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <unistd.h>

struct sl_path_rules {
    sl_repo *repo;
    sl_ignore *ignore; /* NULL without a working tree */
    sl_attributes *attributes;
    sl_tree_files *files; /* of SL_VIEW_COMMIT */
    bool may_filter;
    sl_map readiness; /* filter name -> whether it is configured and has a key */
};

enum { ASKED = 1, CONFIGURED = 2, KEY = 4 };

sl_path_rules *sl_path_rules_open(sl_repo *repo, sl_view view, const sl_oid *commit)
{
    sl_path_rules *rules = sl_calloc(1, sizeof *rules);

    rules->repo = repo;
    if (view == SL_VIEW_COMMIT) {
        sl_ignore_options ignore = {.ignore_case = repo->ignore_case};
        sl_attributes_options attributes = {.ignore_case = repo->ignore_case};

        rules->files = sl_tree_files_open(repo, commit);
        rules->ignore = sl_ignore_open(sl_tree_files_tree(rules->files), &ignore);
        rules->attributes =
            sl_attributes_open(sl_tree_files_tree(rules->files), &attributes);
        rules->may_filter = true;
        return rules;
    }
    if (sl_repo_worktree(repo))
        rules->ignore =
            view == SL_VIEW_INDEX ? sl_repo_ignore_staged(repo) : sl_repo_ignore(repo);
    rules->attributes = sl_repo_attributes(repo, view == SL_VIEW_INDEX);
    rules->may_filter =
        view == SL_VIEW_INDEX || sl_attributes_may_filter(rules->attributes);
    return rules;
}

sl_path_rules *sl_path_rules_open_over(sl_repo *repo, sl_filetree over)
{
    sl_path_rules *rules = sl_calloc(1, sizeof *rules);

    rules->repo = repo;
    rules->ignore = sl_repo_ignore_over(repo, over);
    rules->attributes = sl_repo_attributes_over(repo, over);
    rules->may_filter = true;
    return rules;
}

void sl_path_rules_expect_attributes(sl_path_rules *rules)
{
    rules->may_filter = true;
}

/* "git-crypt" has the key "default", "git-crypt-NAME" the key NAME. */
static bool has_key(const sl_path_rules *rules, sl_str filter)
{
    sl_str name = sl_str_skip(filter, sizeof "git-crypt-" - 1);
    sl_arena arena = {0};
    const char *path;
    bool found;

    if (filter.len < sizeof "git-crypt-")
        name = sl_lit("default");
    path = sl_arena_printf(&arena, "%s/git-crypt/keys/%.*s", rules->repo->common_dir,
                           sl_fmt(name))
               .ptr;
    found = sl_str_chr(name, '/') == SIZE_MAX && access(path, F_OK) == 0;
    sl_arena_free(&arena);
    return found;
}

static unsigned readiness_of(sl_path_rules *rules, sl_str filter)
{
    void **known = sl_map_put(&rules->readiness, filter);
    sl_buf key = {0};
    sl_buf value = {0};
    uintptr_t bits = ASKED;

    if (*known)
        return (unsigned)(uintptr_t)*known;
    sl_buf_printf(&key, "filter.%.*s.clean", sl_fmt(filter));
    if (sl_git_config_text(rules->repo->config, key.ptr, &value) && value.len > 0)
        bits |= CONFIGURED;
    if (has_key(rules, filter))
        bits |= KEY;
    sl_buf_free(&key);
    sl_buf_free(&value);
    *known = (void *)bits;
    return (unsigned)bits;
}

bool sl_path_rules_git_crypt(sl_path_rules *rules)
{
    sl_arena arena = {0};
    const char *dir =
        sl_arena_printf(&arena, "%s/git-crypt", rules->repo->common_dir).ptr;
    bool found = access(dir, F_OK) == 0 ||
                 (readiness_of(rules, sl_lit("git-crypt")) & CONFIGURED) != 0;

    sl_arena_free(&arena);
    return found;
}

static bool names_git_crypt(const sl_attr *filter)
{
    return filter->state == SL_ATTR_VALUE &&
           (sl_str_eq(filter->value, sl_lit("git-crypt")) ||
            sl_str_starts(filter->value, sl_lit("git-crypt-")));
}

/* Does git-crypt encrypt the path here, and in no clone? */
static bool only_here(const sl_path_rules *rules, sl_str path, const sl_attr *filter)
{
    sl_attr in_tree;

    if (!filter->local)
        return false;
    in_tree = sl_attributes_get_in_tree(rules->attributes, path, sl_lit("filter"));
    return !names_git_crypt(&in_tree);
}

static void ask_attributes(sl_path_rules *rules, sl_str path, sl_treatment *out)
{
    sl_attr text, eol;
    unsigned ready;

    out->filter = sl_attributes_get(rules->attributes, path, sl_lit("filter"));
    out->filtered = names_git_crypt(&out->filter);
    text = sl_attributes_get(rules->attributes, path, sl_lit("text"));
    eol = sl_attributes_get(rules->attributes, path, sl_lit("eol"));
    /* text=auto looks at the bytes and leaves ciphertext alone, but eol without a
     * word about text makes it one. */
    if (text.state == SL_ATTR_SET) {
        out->conversion = text;
    } else if (text.state == SL_ATTR_UNSPECIFIED && eol.state == SL_ATTR_VALUE) {
        out->conversion = eol;
    }
    if (!out->filtered)
        return;
    out->diff = sl_attributes_get(rules->attributes, path, sl_lit("diff"));
    out->filtered_locally_only = only_here(rules, path, &out->filter);
    ready = readiness_of(rules, out->filter.value);
    out->filter_configured = (ready & CONFIGURED) != 0;
    out->key_present = (ready & KEY) != 0;
}

void sl_path_rules_ask(sl_path_rules *rules, sl_str path, sl_treatment *treatment)
{
    *treatment = (sl_treatment){.known = true};
    if (rules->ignore) {
        treatment->ignore = sl_ignore_check(rules->ignore, path, false);
        treatment->ignored = treatment->ignore.ignored;
        treatment->ignored_locally_only =
            treatment->ignored && treatment->ignore.home != SL_IGNORE_TREE;
    }
    if (rules->may_filter)
        ask_attributes(rules, path, treatment);
}

bool sl_path_rules_closed(sl_path_rules *rules, sl_str dir)
{
    return rules->ignore && sl_ignore_check(rules->ignore, dir, true).ignored;
}

sl_str sl_path_rules_unreadable(const sl_path_rules *rules, size_t i, sl_err *err)
{
    return rules->ignore ? sl_ignore_unreadable(rules->ignore, i, err) : (sl_str){0};
}

sl_tree_files *sl_path_rules_files(const sl_path_rules *rules)
{
    return rules->files;
}

bool sl_path_rules_file(sl_str path)
{
    sl_str name;

    /* Asked of every path there is, and nearly always no. */
    if (path.len < sizeof ".gitignore" - 1 ||
        (path.ptr[path.len - 1] != 'e' && path.ptr[path.len - 1] != 's'))
        return false;
    name = sl_path_base(path);
    return sl_str_eq(name, sl_lit(".gitignore")) ||
           sl_str_eq(name, sl_lit(".gitattributes"));
}

void sl_path_rules_free(sl_path_rules *rules)
{
    if (!rules)
        return;
    if (rules->ignore)
        sl_ignore_free(rules->ignore);
    sl_attributes_free(rules->attributes);
    sl_tree_files_free(rules->files); /* behind those that read from it */
    sl_map_free(&rules->readiness);
    free(rules);
}

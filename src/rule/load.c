#include "rule/load.h"

#include "base/file.h"
#include "base/limits.h"
#include "rule/embedded.h"
#include "rule/layout_load.h"
#include "rule/rule_load.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool add_rule(sl_rules *book, const sl_fields *fields, bool builtin, sl_err *err)
{
    sl_rule *rule = sl_arena_alloc(&book->arena, sizeof *rule);
    void **slot;

    rule->file = sl_arena_str(&book->arena, fields->file);
    if (!sl_rule_read(fields, rule, err) ||
        (!builtin && !sl_rule_compiles(fields, rule, err)))
        return false;
    slot = sl_map_put(&book->by_id, rule->id);
    if (*slot)
        return sl_fields_fail(fields, sl_node_get(fields->doc.tree, sl_lit("id")), err,
                              "rule '%.*s' is defined in %.*s already",
                              sl_fmt(rule->id), sl_fmt(((sl_rule *)*slot)->file));
    *slot = rule;
    *sl_vec_push(&book->rules) = rule;
    return true;
}

static bool add(sl_rules *book, sl_str file, sl_str text, bool builtin, sl_err *err)
{
    sl_fields fields;

    if (!sl_fields_open(&fields, file, sl_arena_str(&book->arena, text), &book->arena,
                        err))
        return false;
    return sl_node_get(fields.doc.tree, sl_lit("layout"))
               ? sl_layout_read(&fields, &book->layouts, err)
               : add_rule(book, &fields, builtin, err);
}

bool sl_rules_add(sl_rules *book, sl_str file, sl_str text, sl_err *err)
{
    return add(book, file, text, false, err);
}

bool sl_rules_add_builtin(sl_rules *book, sl_err *err)
{
    for (size_t i = 0; i < sl_embedded_rules_count; i++) {
        const sl_embedded *file = &sl_embedded_rules[i];
        sl_str name = sl_arena_printf(&book->arena, "rules/%s", file->path);

        if (!add(book, name, sl_str_make(file->bytes, file->len), true, err))
            return false;
    }
    return true;
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool add_dir(sl_rules *book, const char *dir, unsigned depth, size_t *files,
                    sl_err *err);

static bool add_entry(sl_rules *book, const char *path, unsigned depth, size_t *files,
                      sl_err *err)
{
    struct stat st;
    sl_buf text = {0};
    sl_str name = sl_str_of(path);
    bool ok;

    if (stat(path, &st) != 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    if (S_ISDIR(st.st_mode))
        return add_dir(book, path, depth + 1, files, err);
    if (!sl_str_ends(name, sl_lit(".yml")) && !sl_str_ends(name, sl_lit(".yaml")))
        return true;
    (*files)++;
    ok = sl_file_read(path, SL_MAX_RULE_FILE, &text, err) &&
         sl_rules_add(book, sl_arena_str(&book->arena, name), sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

static bool add_dir(sl_rules *book, const char *dir, unsigned depth, size_t *files,
                    sl_err *err)
{
    struct dirent **entries;
    int len = scandir(dir, &entries, not_hidden, alphasort);
    bool ok = depth < SL_MAX_LINK_DEPTH;

    if (len < 0)
        return sl_fail(err, SL_EIO, "open rules %s", dir);
    if (!ok)
        sl_fail(err, SL_ELIMIT, "rules %s nest too deep", dir);
    for (int i = 0; i < len; i++) {
        sl_str path = sl_arena_printf(&book->arena, "%s/%s", dir, entries[i]->d_name);

        ok = ok && add_entry(book, path.ptr, depth, files, err);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

bool sl_rules_add_dir(sl_rules *book, const char *dir, sl_err *err)
{
    size_t files = 0;

    if (!add_dir(book, dir, 0, &files, err))
        return false;
    return files > 0 || sl_fail(err, SL_EUSAGE, "no rule (*.yml) in %s", dir);
}

static int by_id(const void *a, const void *b)
{
    return sl_str_cmp((*(sl_rule *const *)a)->id, (*(sl_rule *const *)b)->id);
}

void sl_rules_sort(sl_rules *book)
{
    if (book->rules.len > 0)
        qsort(book->rules.at, book->rules.len, sizeof(sl_rule *), by_id);
    for (size_t i = 0; i < book->rules.len; i++)
        book->rules.at[i]->index = i;
    sl_layouts_sort(&book->layouts);
}

sl_rule *sl_rules_find(const sl_rules *book, sl_str id)
{
    return sl_map_get(&book->by_id, id);
}

void sl_rules_free(sl_rules *book)
{
    sl_vec_free(&book->rules);
    sl_vec_free(&book->layouts);
    sl_map_free(&book->by_id);
    sl_arena_free(&book->arena);
}

#include "rule/load.h"

#include "base/file.h"
#include "base/limits.h"
#include "rule/layout_load.h"
#include "rule/rule_load.h"
#include "rule/unread.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool add_rule(sl_rules *book, const sl_fields *fields, sl_err *err)
{
    sl_rule *rule = sl_arena_alloc(&book->arena, sizeof *rule);
    const sl_rule *same;

    sl_rules_read_all(book);
    rule->file = sl_arena_str(&book->arena, fields->file);
    if (!sl_rule_read(fields, rule, err) || !sl_rule_compiles(fields, rule, err))
        return false;
    same = sl_rules_find(book, rule->id);
    if (same)
        return sl_fields_fail(fields, sl_node_get(fields->doc.tree, sl_lit("id")), err,
                              "rule '%.*s' is defined in %.*s already",
                              sl_fmt(rule->id), sl_fmt(same->file));
    *sl_map_put(&book->by_id, rule->id) = rule;
    *sl_vec_push(&book->rules) = rule;
    return true;
}

bool sl_rules_add(sl_rules *book, sl_str file, sl_str text, sl_err *err)
{
    sl_fields fields;

    if (!sl_fields_open(&fields, file, sl_arena_str(&book->arena, text), &book->arena,
                        err))
        return false;
    return sl_node_get(fields.doc.tree, sl_lit("layout"))
               ? sl_layout_read(&fields, &book->layouts, err)
               : add_rule(book, &fields, err);
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* A walk through a directory of rules. */
typedef struct walk {
    sl_rules *book;
    sl_str root; /* in front of every name where it is opened, never where it is told */
    bool trusted; /* the user named it: symbolic links are followed */
    size_t files;
} walk;

static bool add_dir(walk *w, sl_str dir, unsigned depth, sl_err *err);

/* How the file is opened; with a NUL behind it. */
static const char *opened(const walk *w, sl_str name)
{
    return sl_arena_printf(&w->book->arena, "%.*s%.*s", sl_fmt(w->root), sl_fmt(name))
        .ptr;
}

static bool read_rule(walk *w, sl_str name, sl_str *text, sl_err *err)
{
    sl_buf read = {0};
    bool ok = w->trusted ? sl_file_read(name.ptr, SL_MAX_RULE_FILE, &read, err)
                         : sl_file_read_at(AT_FDCWD, opened(w, name), name.ptr,
                                           SL_MAX_RULE_FILE, &read, err);

    if (ok)
        *text = sl_arena_str(&w->book->arena, sl_buf_str(&read));
    sl_buf_free(&read);
    return ok;
}

static bool add_entry(walk *w, sl_str name, unsigned depth, sl_err *err)
{
    struct stat st;
    sl_str text;
    int failed = w->trusted ? stat(name.ptr, &st) : lstat(opened(w, name), &st);

    if (failed)
        return sl_fail(err, SL_EIO, "open %s", name.ptr);
    if (S_ISLNK(st.st_mode))
        return sl_fail(err, SL_EUSAGE, "%s is a symbolic link: not followed", name.ptr);
    if (S_ISDIR(st.st_mode))
        return add_dir(w, name, depth + 1, err);
    if (!sl_str_ends(name, sl_lit(".yml")) && !sl_str_ends(name, sl_lit(".yaml")))
        return true;
    w->files++;
    return read_rule(w, name, &text, err) && sl_rules_add(w->book, name, text, err);
}

static bool add_dir(walk *w, sl_str dir, unsigned depth, sl_err *err)
{
    struct dirent **entries;
    int len = scandir(opened(w, dir), &entries, not_hidden, alphasort);
    bool ok = depth < SL_MAX_LINK_DEPTH;

    if (len < 0)
        return sl_fail(err, SL_EIO, "open rules %s", dir.ptr);
    if (!ok)
        sl_fail(err, SL_ELIMIT, "rules %s nest too deep", dir.ptr);
    for (int i = 0; i < len; i++) {
        sl_str name = sl_arena_printf(&w->book->arena, "%.*s/%s", sl_fmt(dir),
                                      entries[i]->d_name);

        ok = ok && add_entry(w, name, depth, err);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

bool sl_rules_add_dir(sl_rules *book, const char *dir, sl_err *err)
{
    walk w = {.book = book, .trusted = true};

    if (!add_dir(&w, sl_str_of(dir), 0, err))
        return false;
    return w.files > 0 || sl_fail(err, SL_EUSAGE, "no rule (*.yml) in %s", dir);
}

/* Is each component of dir, below the root of the walk, a directory and no link? */
static bool is_below(const walk *w, sl_str dir, sl_err *err)
{
    sl_str rest = dir;
    struct stat st;

    while (rest.len > 0) {
        size_t slash = sl_str_chr(rest, '/');
        sl_str part = sl_str_sub(rest, 0, slash);
        sl_str so_far;

        rest = slash == SIZE_MAX ? (sl_str){0} : sl_str_skip(rest, slash + 1);
        so_far = sl_str_sub(dir, 0, (size_t)(part.ptr + part.len - dir.ptr));
        if (part.len == 0 || sl_str_eq(part, sl_lit(".")) ||
            sl_str_eq(part, sl_lit("..")))
            return sl_fail(err, SL_EUSAGE, "rules '%.*s': not a path below the project",
                           sl_fmt(dir));
        if (lstat(opened(w, so_far), &st) != 0)
            return sl_fail(err, SL_EIO, "open rules %.*s", sl_fmt(dir));
        if (!S_ISDIR(st.st_mode))
            return sl_fail(err, SL_EUSAGE, "rules %.*s: %.*s is no directory",
                           sl_fmt(dir), sl_fmt(so_far));
    }
    return true;
}

bool sl_rules_add_below(sl_rules *book, const char *root, sl_str dir, sl_err *err)
{
    walk w = {.book = book};

    w.root = sl_arena_printf(&book->arena, "%s/", root);
    dir = sl_arena_str(&book->arena, sl_str_drop_end(dir, sl_lit("/")));
    if (dir.len == 0)
        return sl_fail(err, SL_EUSAGE, "rules '': not a path below the project");
    if (!is_below(&w, dir, err) || !add_dir(&w, dir, 0, err))
        return false;
    return w.files > 0 ||
           sl_fail(err, SL_EUSAGE, "no rule (*.yml) in %.*s", sl_fmt(dir));
}

bool sl_rules_add_node(sl_rules *book, const sl_fields *fields, const sl_node *node,
                       sl_err *err)
{
    sl_fields one = *fields;

    if (node->type != SL_NODE_MAP)
        return sl_fields_fail(fields, node, err, "a rule must be a mapping");
    one.doc.tree = node;
    return add_rule(book, &one, err);
}

static int by_id(const void *a, const void *b)
{
    return sl_str_cmp((*(sl_rule *const *)a)->id, (*(sl_rule *const *)b)->id);
}

/* As the built-in ones are. */
static bool sorted(const sl_rules *book)
{
    for (size_t i = 1; i < book->rules.len; i++)
        if (by_id(&book->rules.at[i - 1], &book->rules.at[i]) > 0)
            return false;
    return true;
}

void sl_rules_sort(sl_rules *book)
{
    if (book->rules.len > 0 && !sl_unread_any(book) && !sorted(book))
        qsort(book->rules.at, book->rules.len, sizeof(sl_rule *), by_id);
    for (size_t i = 0; i < book->rules.len && !sl_unread_any(book); i++)
        book->rules.at[i]->index = i;
    sl_layouts_sort(&book->layouts, &book->arena);
}

sl_rule *sl_rules_find(const sl_rules *book, sl_str id)
{
    size_t low = 0;
    size_t high = book->builtin_len;

    sl_rules_read_all(book);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = sl_str_cmp(id, book->builtin[middle]->id);

        if (order == 0)
            return book->builtin[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return sl_map_get(&book->by_id, id);
}

void sl_rules_free(sl_rules *book)
{
    sl_unread_free(book);
    sl_vec_free(&book->rules);
    sl_unread_layouts_free(&book->layouts);
    sl_vec_free(&book->layouts);
    sl_map_free(&book->by_id);
    sl_arena_free(&book->arena);
    sl_arena_free(&book->extra);
}

#include "git/attributes.h"

#include "base/mem.h"
#include "git/attr_file.h"
#include "git/dirs.h"

#include <stdlib.h>
#include <string.h>

/* What the path asked about last has for one attribute. */
typedef struct slot {
    const sl_attr_setting *setting; /* NULL: not decided */
    const sl_attr_file *file;
    size_t line;
} slot;
SL_VEC(slot_vec, slot);
SL_VEC(attr_vec, sl_attr);
SL_VEC(macro_vec, const sl_attr_rule *);

/* A rule whose settings are being applied, last first. */
typedef struct frame {
    const sl_attr_rule *rule;
    size_t left;
} frame;
SL_VEC(frame_vec, frame);

typedef struct unreadable {
    sl_str file;
    sl_err err;
} unreadable;
SL_VEC(unreadable_vec, unreadable);

struct sl_attributes {
    sl_filetree tree;
    bool ignore_case;
    sl_arena arena;
    sl_attr_parser parser;
    sl_dirs dirs;
    const sl_attr_file *builtin;
    const sl_attr_file *system;
    const sl_attr_file *global;
    const sl_attr_file *info;
    macro_vec macros; /* by attribute; fixed at open: nested files define none */
    unreadable_vec unreadable;
    slot_vec slots; /* by attribute, for path */
    bool answered;
    sl_buf path;
    frame_vec frames; /* scratch */
    attr_vec all;
    sl_buf bytes;
};

static void dir_load(void *ctx, sl_dir *dir)
{
    sl_attributes *a = ctx;
    sl_err err = {0};
    sl_str name = sl_dir_file(dir, sl_lit(".gitattributes"), &a->arena);

    if (a->tree.read(a->tree.ctx, name, &a->bytes, &err)) {
        const sl_attr_file *file = sl_attr_file_parse(
            &a->parser, name, sl_buf_str(&a->bytes), dir->parent == NULL);

        dir->rules = file->len ? file : NULL;
    } else if (err.code != SL_ENOTFOUND) {
        *sl_vec_push(&a->unreadable) = (unreadable){sl_arena_str(&a->arena, name), err};
    }
}

/* The first definition that is met counts, so the strongest file goes first. */
static void add_macros(sl_attributes *a, const sl_attr_file *file)
{
    for (size_t i = file ? file->len : 0; i-- > 0;) {
        const sl_attr_rule *rule = &file->rules[i];

        if (rule->is_macro && !a->macros.at[rule->macro])
            a->macros.at[rule->macro] = rule;
    }
}

sl_attributes *sl_attributes_open(sl_filetree tree,
                                  const sl_attributes_options *options)
{
    sl_attributes *a = sl_calloc(1, sizeof *a);
    const sl_dir *root;

    a->tree = tree;
    a->ignore_case = options->ignore_case;
    a->parser.arena = &a->arena;
    a->dirs = (sl_dirs){.load = dir_load, .ctx = a, .arena = &a->arena};
    /* in the order in which git reads them: it numbers the attributes */
    a->builtin = sl_attr_file_parse(&a->parser, sl_lit("[builtin]"),
                                    sl_lit("[attr]binary -diff -merge -text"), true);
    a->system = sl_attr_file_parse(&a->parser, options->system_name,
                                   options->system_text, true);
    a->global = sl_attr_file_parse(&a->parser, options->global_name,
                                   options->global_text, true);
    root = sl_dirs_enter(&a->dirs, sl_lit(""));
    a->info =
        sl_attr_file_parse(&a->parser, options->info_name, options->info_text, true);
    while (a->macros.len < a->parser.names.len)
        *sl_vec_push(&a->macros) = NULL;
    add_macros(a, a->info);
    add_macros(a, root->rules);
    add_macros(a, a->global);
    add_macros(a, a->system);
    add_macros(a, a->builtin);
    return a;
}

void sl_attributes_free(sl_attributes *a)
{
    if (!a)
        return;
    sl_attr_parser_free(&a->parser);
    sl_dirs_free(&a->dirs);
    sl_vec_free(&a->macros);
    sl_vec_free(&a->unreadable);
    sl_vec_free(&a->slots);
    sl_buf_free(&a->path);
    sl_vec_free(&a->frames);
    sl_vec_free(&a->all);
    sl_buf_free(&a->bytes);
    sl_arena_free(&a->arena);
    free(a);
}

static void push(sl_attributes *a, const sl_attr_rule *rule)
{
    *sl_vec_push(&a->frames) = (frame){rule, rule->settings_len};
}

/* Gives the path what rule says, where nothing stronger said anything. A macro is
 * expanded at once, before the settings to its left. Macros may name each other:
 * no attribute is decided twice, so this ends. */
static void apply(sl_attributes *a, const sl_attr_file *file, const sl_attr_rule *rule)
{
    a->frames.len = 0;
    push(a, rule);
    while (a->frames.len > 0) {
        frame *top = sl_vec_last(&a->frames);
        const sl_attr_setting *setting;
        slot *here;

        if (top->left == 0) {
            a->frames.len--;
            continue;
        }
        setting = &top->rule->settings[--top->left];
        here = &a->slots.at[setting->attr];
        if (here->setting)
            continue;
        here->setting = setting;
        here->file = file;
        here->line = rule->line;
        if (setting->state == SL_ATTR_SET && setting->attr < a->macros.len &&
            a->macros.at[setting->attr])
            push(a, a->macros.at[setting->attr]);
    }
}

static void apply_file(sl_attributes *a, const sl_attr_file *file,
                       const sl_path_query *query, size_t depth)
{
    for (size_t i = file->len; i-- > 0;) {
        const sl_attr_rule *rule = &file->rules[i];

        if (!rule->is_macro && sl_path_pattern_match(&rule->pattern, query, depth))
            apply(a, file, rule);
    }
}

/* Fills the slots for path, from all files or from those in the tree. */
static void fill(sl_attributes *a, sl_str path, bool in_tree)
{
    sl_str bare = sl_str_drop_end(path, sl_lit("/"));
    sl_path_query query = {bare, sl_path_base(bare), bare.len < path.len,
                           a->ignore_case};
    const sl_dir *dir = sl_dirs_enter(&a->dirs, sl_path_dir(bare));

    while (a->slots.len < a->parser.names.len)
        sl_vec_push(&a->slots);
    memset(a->slots.at, 0, a->slots.len * sizeof *a->slots.at);
    if (!in_tree)
        apply_file(a, a->info, &query, 0);
    for (dir = dir->ruled; dir; dir = sl_dir_outer(dir))
        apply_file(a, dir->rules, &query, sl_dir_depth(dir));
    if (in_tree)
        return;
    apply_file(a, a->global, &query, 0);
    apply_file(a, a->system, &query, 0);
}

/* Fills them from all, unless they are filled already. */
static void answer(sl_attributes *a, sl_str path)
{
    if (a->answered && sl_str_eq(path, sl_buf_str(&a->path)))
        return;
    fill(a, path, false);
    sl_buf_clear(&a->path);
    sl_buf_add(&a->path, path);
    a->answered = true;
}

static sl_attr attr_of(const sl_attributes *a, size_t number)
{
    const slot *here = &a->slots.at[number];
    sl_attr out = {.name = a->parser.names.at[number]};

    if (!here->setting)
        return out;
    out.state = here->setting->state;
    out.value = here->setting->value;
    out.file = here->file->name;
    out.line = here->line;
    out.local =
        here->file == a->info || here->file == a->global || here->file == a->system;
    return out;
}

static sl_attr named(const sl_attributes *a, sl_str name)
{
    size_t number;

    if (!sl_attr_number(&a->parser, name, &number))
        return (sl_attr){.name = name};
    return attr_of(a, number);
}

sl_attr sl_attributes_get(sl_attributes *a, sl_str path, sl_str name)
{
    answer(a, path);
    return named(a, name);
}

sl_attr sl_attributes_get_in_tree(sl_attributes *a, sl_str path, sl_str name)
{
    fill(a, path, true);
    a->answered = false;
    return named(a, name);
}

size_t sl_attributes_all(sl_attributes *a, sl_str path, const sl_attr **all)
{
    answer(a, path);
    a->all.len = 0;
    for (size_t i = 0; i < a->slots.len; i++) {
        sl_attr attr = attr_of(a, i);

        if (attr.state != SL_ATTR_UNSPECIFIED)
            *sl_vec_push(&a->all) = attr;
    }
    *all = a->all.at;
    return a->all.len;
}

bool sl_attributes_may_filter(sl_attributes *a)
{
    return a->parser.may_filter;
}

bool sl_attributes_discarded(const sl_attributes *a, size_t i, sl_attr_discarded *out)
{
    if (i >= a->parser.discarded.len)
        return false;
    *out = a->parser.discarded.at[i];
    return true;
}

sl_str sl_attributes_unreadable(const sl_attributes *a, size_t i, sl_err *err)
{
    if (i >= a->unreadable.len)
        return sl_lit("");
    if (err)
        *err = a->unreadable.at[i].err;
    return a->unreadable.at[i].file;
}

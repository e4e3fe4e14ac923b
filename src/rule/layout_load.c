#include "rule/layout_load.h"

#include <stddef.h>

/* Reads one item of a list into the record at out. */
typedef bool read_item(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err);

/* Every item of the list node, as an array of *len records of the given size; NULL if
 * one is wrong. */
static void *read_items(const sl_fields *fields, const sl_node *node, size_t size,
                        read_item *read, size_t *len, sl_err *err)
{
    char *records;
    size_t i = 0;

    if (!sl_fields_count(fields, node, len, err))
        return NULL;
    records = sl_arena_calloc(fields->arena, *len, size);
    for (const sl_node *item = node->first; item; item = item->next)
        if (!read(fields, item, records + size * i++, err))
            return NULL;
    return records;
}

static bool read_strategies(const sl_fields *fields, const sl_node *node, void *out,
                            sl_err *err)
{
    sl_strategy strategy;
    unsigned bits = 0;
    size_t len;

    if (!sl_fields_count(fields, node, &len, err))
        return false;
    for (const sl_node *item = node->first; item; item = item->next) {
        if (!sl_strategy_parse(item->value, &strategy))
            return sl_fields_fail(fields, item, err, "'%.*s' is no strategy",
                                  sl_fmt(item->value));
        bits |= 1u << strategy;
    }
    *(unsigned *)out = bits;
    return true;
}

static bool read_line(const sl_fields *fields, const sl_node *node, void *out,
                      sl_err *err)
{
    static const sl_field table[] = {
        {"line", true, offsetof(sl_managed_line, text), sl_field_str},
        {"on", false, offsetof(sl_managed_line, on), read_strategies},
        {"off", false, offsetof(sl_managed_line, off), read_strategies},
        {"after", false, offsetof(sl_managed_line, after), sl_field_str},
        {"keep", false, offsetof(sl_managed_line, keep), sl_field_bool},
    };
    const sl_managed_line *line = out;

    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err))
        return false;
    return !(line->on & line->off) ||
           sl_fields_fail(fields, node, err, "a strategy is both 'on' and 'off'");
}

static bool read_lines(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    sl_managed_file *file = out;

    file->lines =
        read_items(fields, node, sizeof *file->lines, read_line, &file->lines_len, err);
    return file->lines != NULL;
}

static bool read_file(const sl_fields *fields, const sl_node *node, void *out,
                      sl_err *err)
{
    static const sl_field table[] = {
        {"file", true, offsetof(sl_managed_file, path), sl_field_str},
        {"when", false, offsetof(sl_managed_file, when), sl_field_globs},
        {"begin", false, offsetof(sl_managed_file, begin), sl_field_list},
        {"end", false, offsetof(sl_managed_file, end), sl_field_list},
        {"lines", true, 0, read_lines},
    };

    return sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err);
}

static bool read_class(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    static const sl_field table[] = {
        {"class", true, offsetof(sl_secret_class, id), sl_field_str},
        {"title", true, offsetof(sl_secret_class, title), sl_field_str},
        {"reader", true, offsetof(sl_secret_class, reader), sl_field_str},
        {"when", false, offsetof(sl_secret_class, when), sl_field_globs},
        {"paths", true, offsetof(sl_secret_class, paths), sl_field_globs},
        {"public", false, offsetof(sl_secret_class, public_paths), sl_field_globs},
        {"encryption", false, offsetof(sl_secret_class, encryption), sl_field_list},
        {"probes", false, offsetof(sl_secret_class, probes), sl_field_list},
        {"gaps", false, offsetof(sl_secret_class, gaps), sl_field_list},
        {"public-probes", false, offsetof(sl_secret_class, public_probes),
         sl_field_list},
        {"generated", false, offsetof(sl_secret_class, generated), sl_field_bool},
    };

    return sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err);
}

static bool read_classes(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
    sl_layout *layout = out;
    sl_secret_class *classes = read_items(fields, node, sizeof *classes, read_class,
                                          &layout->classes_len, err);

    layout->classes = classes;
    for (size_t i = 0; classes && i < layout->classes_len; i++)
        classes[i].layout = layout;
    return classes != NULL;
}

static bool read_files(const sl_fields *fields, const sl_node *node, void *out,
                       sl_err *err)
{
    sl_layout *layout = out;

    layout->files = read_items(fields, node, sizeof *layout->files, read_file,
                               &layout->files_len, err);
    return layout->files != NULL;
}

/* A probe that its own class does not know would be judged as something else. */
static bool check_probes(const sl_fields *fields, const sl_secret_class *class_,
                         sl_err *err)
{
    const sl_node *top = fields->doc.tree;

    for (size_t i = 0; i < class_->probes.len; i++) {
        sl_str probe = sl_layout_probe(class_->probes.at[i]);

        if (!sl_list_match(class_->paths, probe) ||
            sl_list_match(class_->public_paths, probe))
            return sl_fields_fail(
                fields, top, err,
                "class '%.*s': its paths do not cover the probe '%.*s'",
                sl_fmt(class_->id), sl_fmt(class_->probes.at[i]));
    }
    return true;
}

bool sl_layout_read(const sl_fields *fields, sl_layouts *out, sl_err *err)
{
    static const sl_field table[] = {
        {"layout", true, offsetof(sl_layout, id), sl_field_str},
        {"title", true, offsetof(sl_layout, title), sl_field_str},
        {"when", true, offsetof(sl_layout, when), sl_field_globs},
        {"given", false, offsetof(sl_layout, given), sl_field_list},
        {"unless", false, offsetof(sl_layout, unless), sl_field_list},
        {"rank", false, offsetof(sl_layout, rank), sl_field_uint},
        {"certain", false, offsetof(sl_layout, certain), sl_field_bool},
        {"classes", true, 0, read_classes},
        {"files", false, 0, read_files},
    };
    sl_layout *layout = sl_arena_calloc(fields->arena, 1, sizeof *layout);

    if (!sl_fields_read(fields, fields->doc.tree, table, sizeof table / sizeof *table,
                        layout, err))
        return false;
    for (size_t i = 0; i < layout->classes_len; i++)
        if (!check_probes(fields, &layout->classes[i], err))
            return false;
    *sl_vec_push(out) = layout;
    return true;
}

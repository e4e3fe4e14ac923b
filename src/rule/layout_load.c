#include "rule/layout_load.h"

#include <stddef.h>

typedef struct layout_file {
    sl_str id;
    sl_str title;
    const sl_node *classes;
} layout_file;

static bool read_node(const sl_fields *fields, const sl_node *node, void *out,
                      sl_err *err)
{
    if (node->type != SL_NODE_SEQ)
        return sl_fields_fail(fields, node, err, "'%.*s' must be a list",
                              sl_fmt(node->key));
    *(const sl_node **)out = node;
    return true;
}

bool sl_layout_read(const sl_fields *fields, sl_layouts *out, sl_err *err)
{
    static const sl_field file_table[] = {
        {"layout", true, offsetof(layout_file, id), sl_field_str},
        {"title", true, offsetof(layout_file, title), sl_field_str},
        {"classes", true, offsetof(layout_file, classes), read_node},
    };
    static const sl_field class_table[] = {
        {"class", true, offsetof(sl_secret_class, id), sl_field_str},
        {"title", true, offsetof(sl_secret_class, title), sl_field_str},
        {"reader", true, offsetof(sl_secret_class, reader), sl_field_str},
        {"paths", true, offsetof(sl_secret_class, paths), sl_field_globs},
        {"public", false, offsetof(sl_secret_class, public_paths), sl_field_globs},
        {"encryption", false, offsetof(sl_secret_class, encryption), sl_field_list},
    };
    layout_file file = {0};

    if (!sl_fields_read(fields, fields->doc.tree, file_table,
                        sizeof file_table / sizeof *file_table, &file, err))
        return false;
    for (const sl_node *node = file.classes->first; node; node = node->next) {
        sl_secret_class *class_ = sl_vec_push(out);

        class_->layout = file.id;
        if (!sl_fields_read(fields, node, class_table,
                            sizeof class_table / sizeof *class_table, class_, err))
            return false;
    }
    return true;
}

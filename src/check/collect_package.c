/* collect_package.c - the packages that npm may publish, and what their `files` name. */
#include "check/check.h"

/* A private package is never published; without name and version npm refuses it. */
static const sl_node *published(const sl_node *top)
{
    const sl_node *name = sl_node_get(top, sl_lit("name"));
    const sl_node *own = sl_node_get(top, sl_lit("private"));

    if (own && sl_str_eq(own->value, sl_lit("true")))
        return NULL;
    if (!name || name->type != SL_NODE_SCALAR || !sl_node_get(top, sl_lit("version")))
        return NULL;
    return name;
}

void sl_collect_package(sl_doc *doc, sl_sink *sink)
{
    const sl_node *top, *name, *files;

    if (!sl_str_eq(sl_path_base(doc->blob->path), sl_lit("package.json")))
        return;
    top = sl_doc_tree(doc);
    name = published(top);
    if (!name)
        return;
    files = sl_node_get(top, sl_lit("files"));
    if (files && !files->first) /* nothing is published */
        return;
    sl_sink_line(sink, SL_LINE_PACKAGE, name->span, (sl_str){0}, false);
    for (const sl_node *entry = files ? files->first : NULL; entry; entry = entry->next)
        if (entry->type == SL_NODE_SCALAR && entry->value.len > 0)
            sl_sink_line(sink, SL_LINE_PACKAGE, entry->span, entry->value, false);
}

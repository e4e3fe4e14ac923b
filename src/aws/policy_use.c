/* policy_use.c - where the documents of Terraform are used: the kind of a
 * data.aws_iam_policy_document.x is told by the attribute that takes its json. */
#include "aws/policy_work.h"

typedef struct use {
    sl_site site;
    const sl_kind_row *row; /* NULL: of several kinds */
} use;

static bool in_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_' || c == '-';
}

/* The name in "data.aws_iam_policy_document.NAME.json"; empty if there is none. */
static sl_str document_in(sl_str text)
{
    sl_str word = sl_lit("aws_iam_policy_document.");
    size_t at = sl_str_find(text, word);
    sl_str name = at == SIZE_MAX ? (sl_str){0} : sl_str_skip(text, at + word.len);
    size_t len = 0;

    while (len < name.len && in_name(name.ptr[len]))
        len++;
    return sl_str_sub(name, 0, len);
}

static void note_use(sl_policy_finder *finder, const sl_node *value)
{
    sl_str name = document_in(value->value);
    sl_site site;
    const sl_kind_row *row;
    void **slot;
    use *known;

    if (name.len == 0)
        return;
    site = sl_site_of(finder->doc, finder->passage, value);
    row = sl_kind_of(&site);
    if (!row)
        return; /* source_policy_documents, outputs, locals: no use of its own */
    slot = sl_map_put(&finder->uses, name);
    known = *slot;
    if (known) {
        if (known->row != row)
            known->row = NULL;
        return;
    }
    known = sl_arena_alloc(finder->doc->arena, sizeof *known);
    *known = (use){site, row};
    *slot = known;
}

const sl_kind_row *sl_document_use(sl_policy_finder *finder, sl_str name, sl_site *site)
{
    const sl_node *top = finder->passage->tree;
    const use *known;

    *site = (sl_site){0};
    if (!finder->uses_known)
        for (const sl_node *at = top; at; at = sl_node_walk(top, at))
            if (at->type == SL_NODE_SCALAR)
                note_use(finder, at);
    finder->uses_known = true;
    known = sl_map_get(&finder->uses, name);
    if (!known || !known->row)
        return NULL;
    *site = known->site;
    return known->row;
}

#include "doc/nested.h"

sl_writing sl_leaf_writing(sl_doc_kind kind, const sl_node *leaf)
{
    switch (kind) {
    case SL_DOC_JSON:
    case SL_DOC_PROPERTIES:
    case SL_DOC_DOTENV: return SL_WRITTEN_BACKSLASH;
    case SL_DOC_TOML:
    case SL_DOC_HCL:
        return leaf->style == SL_STYLE_DOUBLE ? SL_WRITTEN_BACKSLASH : SL_WRITTEN_PLAIN;
    case SL_DOC_XML: return SL_WRITTEN_ENTITIES;
    default:
        return leaf->style == SL_STYLE_DOUBLE   ? SL_WRITTEN_BACKSLASH
               : leaf->style == SL_STYLE_SINGLE ? SL_WRITTEN_DOUBLED
                                                : SL_WRITTEN_PLAIN;
    }
}

size_t sl_leaf_indent(sl_str text, const sl_node *leaf)
{
    size_t at = leaf->span.start;

    if (leaf->style != SL_STYLE_LITERAL && leaf->style != SL_STYLE_FOLDED)
        return 0;
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return leaf->span.start - at;
}

static bool align(const sl_doc *doc, const sl_node *leaf, sl_str value, sl_align *out)
{
    sl_str written = sl_str_sub(doc->text, leaf->span.start, leaf->span.end);

    return sl_align_make(doc->arena, written, value, sl_leaf_writing(doc->kind, leaf),
                         sl_leaf_indent(doc->text, leaf), out);
}

void sl_nested_open(sl_nested *out, const sl_doc *outer, const sl_nested *around,
                    const sl_node *leaf, sl_str value, sl_doc_kind kind)
{
    *out = (sl_nested){.around = around, .leaf = leaf, .span = leaf->span};
    out->blob = (sl_blob){.path = outer->blob->path, .bytes = value};
    sl_doc_open(&out->doc, &out->blob, outer->arena);
    out->doc.kind = kind;
    out->aligned = !out->doc.decoded && value.ptr == leaf->value.ptr &&
                   align(outer, leaf, value, &out->align);
}

const sl_node *sl_nested_tree(sl_nested *nested)
{
    const sl_node *tree;

    if (nested->doc.kind == SL_DOC_TEXT)
        return sl_doc_lines_tree(&nested->doc);
    tree = sl_doc_tree(&nested->doc);
    if (nested->doc.kind == SL_DOC_JSON && nested->doc.parse_error.code != SL_OK)
        return NULL;
    return tree;
}

sl_span sl_nested_span(const sl_nested *nested, sl_span span)
{
    for (; nested; nested = nested->around) {
        if (nested->aligned) {
            span = sl_align_span(&nested->align, span);
            span = (sl_span){nested->span.start + span.start,
                             nested->span.start + span.end};
        } else {
            span = nested->span;
        }
    }
    return span;
}

sl_span sl_leaf_part(const sl_doc *doc, const sl_node *leaf, sl_str part)
{
    sl_align map;
    sl_span span = sl_span_in(leaf->value, part);

    if (!align(doc, leaf, leaf->value, &map))
        return leaf->span;
    span = sl_align_span(&map, span);
    return (sl_span){leaf->span.start + span.start, leaf->span.start + span.end};
}

/* The kind that a key like "application.yml" or ".env" stands for. */
static sl_doc_kind kind_of_key(sl_str key)
{
    sl_doc_kind kind = sl_doc_kind_of(key);

    if (sl_str_chr(key, '.') == SIZE_MAX || kind == SL_DOC_IGNORE ||
        kind == SL_DOC_ATTRIBUTES)
        return SL_DOC_TEXT;
    return kind;
}

sl_doc_kind sl_nested_kind(const sl_node *leaf, sl_str value)
{
    enum { SHORTEST = 10 };
    sl_str head = sl_str_sub(value, 0, 64);
    sl_doc_kind kind;

    value = sl_str_trim(value);
    if (value.len < SHORTEST)
        return SL_DOC_MESSAGE;
    head = sl_str_trim(head);
    if (sl_str_starts(head, sl_lit("-----BEGIN")))
        return SL_DOC_MESSAGE;
    if ((head.ptr[0] == '{' && !sl_str_starts(head, sl_lit("{{"))) ||
        sl_str_starts(head, sl_lit("[{")))
        return sl_str_chr(value, '"') == SIZE_MAX ? SL_DOC_MESSAGE : SL_DOC_JSON;
    if (sl_str_starts(head, sl_lit("<?xml")))
        return SL_DOC_XML;
    if (sl_str_chr(value, '\n') == SIZE_MAX)
        return SL_DOC_MESSAGE;
    kind = kind_of_key(sl_node_name(leaf));
    if (kind != SL_DOC_TEXT)
        return kind;
    if (sl_str_starts(head, sl_lit("---")) ||
        sl_str_starts(head, sl_lit("#cloud-config")))
        return SL_DOC_YAML;
    return head.ptr[0] == '[' ? SL_DOC_INI : SL_DOC_TEXT;
}

#include "lsp/document.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lsp/uri.h"
#include "report/read_json.h"

#include <limits.h>
#include <stdlib.h>

static sl_str copy(sl_str text)
{
    char *own = sl_calloc(text.len + 1, 1);

    if (text.len > 0)
        memcpy(own, text.ptr, text.len);
    return sl_str_make(own, text.len);
}

sl_document *sl_documents_find(const sl_documents *documents, sl_str uri)
{
    for (size_t i = 0; i < documents->len; i++)
        if (sl_str_eq(documents->at[i]->uri, uri))
            return documents->at[i];
    return NULL;
}

/* The path without symbolic links in its folder; the file itself need not be there. */
static void add_real_path(sl_str path, sl_buf *out)
{
    sl_arena arena = {0};
    sl_str dir = sl_path_dir(path);
    char real[PATH_MAX];

    if (dir.len > 0 && realpath(sl_arena_str(&arena, dir).ptr, real)) {
        sl_buf_add(out, sl_str_of(real));
        if (!sl_str_eq(sl_str_of(real), sl_lit("/")))
            sl_buf_char(out, '/');
        sl_buf_add(out, sl_path_base(path));
    } else {
        sl_buf_add(out, path);
    }
    sl_arena_free(&arena);
}

sl_document *sl_documents_add(sl_documents *documents, sl_str uri)
{
    sl_document *document = sl_calloc(1, sizeof *document);
    sl_buf path = {0}, real = {0};

    document->uri = copy(uri);
    if (sl_uri_path(uri, &path))
        add_real_path(sl_buf_str(&path), &real);
    document->path = copy(sl_buf_str(&real));
    document->text.max = SL_MAX_LSP_TEXT;
    *sl_vec_push(documents) = document;
    sl_buf_free(&path);
    sl_buf_free(&real);
    return document;
}

static void release(sl_document *document)
{
    free((char *)(uintptr_t)document->uri.ptr);
    free((char *)(uintptr_t)document->path.ptr);
    sl_buf_free(&document->text);
    free(document);
}

void sl_documents_remove(sl_documents *documents, sl_document *document)
{
    size_t kept = 0;

    for (size_t i = 0; i < documents->len; i++)
        if (documents->at[i] != document)
            documents->at[kept++] = documents->at[i];
    documents->len = kept;
    release(document);
}

void sl_documents_free(sl_documents *documents)
{
    for (size_t i = 0; i < documents->len; i++)
        release(documents->at[i]);
    sl_vec_free(documents);
}

static void replace(sl_document *document, sl_span span, sl_str text)
{
    sl_buf changed = {.max = SL_MAX_LSP_TEXT};
    sl_str old = sl_buf_str(&document->text);

    sl_buf_add(&changed, sl_str_sub(old, 0, span.start));
    sl_buf_add(&changed, text);
    sl_buf_add(&changed, sl_str_skip(old, span.end));
    sl_buf_free(&document->text);
    document->text = changed;
}

static bool change(sl_document *document, const sl_node *one, sl_units units)
{
    const sl_node *range = sl_node_get(one, sl_lit("range"));
    const sl_node *text = sl_node_get(one, sl_lit("text"));
    sl_span span = {0, document->text.len};
    sl_arena arena = {0};
    bool ok = text && text->type == SL_NODE_SCALAR && text->style == SL_STYLE_DOUBLE;

    if (range && document->text.truncated) /* of what is not there */
        return false;
    if (ok && range) {
        sl_lines lines = sl_lines_index(&arena, sl_buf_str(&document->text));

        ok = sl_position_range(&lines, range, units, &span);
    }
    if (ok)
        replace(document, span, text->value);
    sl_arena_free(&arena);
    return ok;
}

bool sl_document_change(sl_document *document, const sl_node *changes, sl_units units)
{
    if (!changes || changes->type != SL_NODE_SEQ)
        return false;
    for (const sl_node *one = changes->first; one; one = one->next)
        if (!change(document, one, units) && !document->text.truncated)
            return false;
    return !document->text.truncated;
}

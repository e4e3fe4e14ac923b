#include "lsp/edits.h"

#include "lsp/uri.h"

typedef struct writing {
    sl_json *json;
    const sl_documents *documents;
    const sl_client *client;
} writing;

static const sl_document *open_document(const sl_documents *documents, sl_str path)
{
    for (size_t i = 0; i < documents->len; i++)
        if (sl_str_eq(documents->at[i]->path, path))
            return documents->at[i];
    return NULL;
}

static void add_uri(const writing *w, sl_str path, sl_buf *out)
{
    const sl_document *document = open_document(w->documents, path);

    sl_buf_clear(out);
    if (document)
        sl_buf_add(out, document->uri);
    else
        sl_uri_of_path(path, out);
}

/* A line that stays is not told again: what stands in it is nobody's business. */
static sl_file_edit trimmed(sl_file_edit edit)
{
    sl_str gone = sl_str_sub(edit.old, edit.span.start, edit.span.end);

    while (gone.len > 0 && edit.text.len > 0 && gone.ptr[0] == edit.text.ptr[0]) {
        gone = sl_str_skip(gone, 1);
        edit.text = sl_str_skip(edit.text, 1);
        edit.span.start++;
    }
    while (gone.len > 0 && edit.text.len > 0 &&
           gone.ptr[gone.len - 1] == edit.text.ptr[edit.text.len - 1]) {
        gone.len--;
        edit.text.len--;
        edit.span.end--;
    }
    return edit;
}

/* A common part may end inside of a character, or of a CRLF, which no column names. */
static bool splits(sl_str text, size_t at)
{
    return at > 0 && at < text.len &&
           (((unsigned char)text.ptr[at] & 0xc0) == 0x80 ||
            (text.ptr[at] == '\n' && text.ptr[at - 1] == '\r'));
}

static void write_edit(const writing *w, sl_file_edit edit)
{
    sl_file_edit small = trimmed(edit);
    sl_units units = w->client->units;
    sl_arena arena = {0};
    sl_lines lines = sl_lines_index(&arena, edit.old);
    sl_position from, to;

    if (splits(edit.old, small.span.start) || splits(edit.old, small.span.end))
        small = edit;
    from = sl_lines_position(&lines, small.span.start);
    to = sl_lines_position(&lines, small.span.end);
    sl_json_object(w->json);
    sl_json_key(w->json, "range");
    sl_position_write(w->json, from.line - 1, sl_position_column(&from, units),
                      to.line - 1, sl_position_column(&to, units));
    sl_json_pair(w->json, "newText", small.text);
    sl_json_end_object(w->json);
    sl_arena_free(&arena);
}

/* Returns the index of the first edit of another file. */
static size_t write_list(const writing *w, const sl_file_edits *edits, size_t first)
{
    size_t i = first;

    sl_json_array(w->json);
    for (; i < edits->len && sl_str_eq(edits->at[i].path, edits->at[first].path); i++)
        write_edit(w, edits->at[i]);
    sl_json_end_array(w->json);
    return i;
}

static void write_create(const writing *w, sl_str uri)
{
    sl_json *json = w->json;

    sl_json_object(json);
    sl_json_pair(json, "kind", sl_lit("create"));
    sl_json_pair(json, "uri", uri);
    sl_json_key(json, "options");
    sl_json_object(json);
    sl_json_pair_bool(json, "ignoreIfExists", true);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static size_t write_document(const writing *w, const sl_file_edits *edits, size_t first,
                             sl_str uri)
{
    const sl_document *document = open_document(w->documents, edits->at[first].path);
    sl_json *json = w->json;
    size_t next;

    if (!document && !edits->at[first].exists && w->client->creates)
        write_create(w, uri);
    sl_json_object(json);
    sl_json_key(json, "textDocument");
    sl_json_object(json);
    sl_json_pair(json, "uri", uri);
    sl_json_key(json, "version");
    if (document)
        sl_json_int(json, document->version);
    else
        sl_json_null(json);
    sl_json_end_object(json);
    sl_json_key(json, "edits");
    next = write_list(w, edits, first);
    sl_json_end_object(json);
    return next;
}

void sl_file_edits_write(sl_json *json, const sl_file_edits *edits,
                         const sl_documents *documents, const sl_client *client)
{
    const writing w = {json, documents, client};
    sl_buf uri = {0};

    sl_json_object(json);
    sl_json_key(json, client->document_changes ? "documentChanges" : "changes");
    if (client->document_changes)
        sl_json_array(json);
    else
        sl_json_object(json);
    for (size_t i = 0; i < edits->len;) {
        add_uri(&w, edits->at[i].path, &uri);
        if (client->document_changes) {
            i = write_document(&w, edits, i, sl_buf_str(&uri));
        } else {
            sl_json_key(json, uri.ptr);
            i = write_list(&w, edits, i);
        }
    }
    if (client->document_changes)
        sl_json_end_array(json);
    else
        sl_json_end_object(json);
    sl_json_end_object(json);
    sl_buf_free(&uri);
}

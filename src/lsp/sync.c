/* sync.c - documents as a client opens, changes, saves and closes them. */
#include "base/limits.h"
#include "lsp/methods.h"
#include "report/read_json.h"

static sl_document *document_of(const sl_server *server, const sl_message *message)
{
    return sl_documents_find(&server->documents,
                             sl_json_string(message->params, "textDocument.uri"));
}

/* Versions may be negative. */
static int64_t version_of(const sl_message *message)
{
    const sl_node *node = sl_json_below(message->params, "textDocument.version");
    sl_str text = node && node->type == SL_NODE_SCALAR ? node->value : sl_lit("");
    bool negative = sl_str_starts(text, sl_lit("-"));
    int64_t version = 0;

    for (size_t i = negative; i < text.len && version < INT32_MAX; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            version = version * 10 + (text.ptr[i] - '0');
    return negative ? -version : version;
}

static void put(const sl_document *document)
{
    if (!document->home)
        return;
    sl_live_put(document->home->live, document->name, sl_buf_str(&document->text));
    document->home->changed = true;
}

void sl_server_enter(sl_server *server, sl_document *document)
{
    sl_err err = {0};

    if (document->home || document->text.truncated)
        return;
    sl_homes_enter(&server->homes, document, &server->folders, &err);
    if (err.code != SL_OK)
        sl_server_log(server, SL_LOG_ERROR, "%s", err.text);
    put(document);
}

/* The client shows nothing of it any more. */
static void withdraw(sl_server *server, sl_document *document)
{
    sl_json *json;

    if (!document->published || server->client.pulls)
        return;
    document->published = false;
    json = sl_outbox_notify(&server->out, "textDocument/publishDiagnostics");
    sl_json_object(json);
    sl_json_pair(json, "uri", document->uri);
    sl_json_key(json, "diagnostics");
    sl_json_array(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_outbox_end(&server->out);
}

static void too_large(sl_server *server, sl_document *document)
{
    withdraw(server, document);
    sl_homes_leave(&server->homes, document);
    sl_server_log(server, SL_LOG_WARNING,
                  "%.*s is larger than %u MiB and not scanned any more",
                  sl_fmt(sl_path_base(document->uri)), SL_MAX_LSP_TEXT / SL_MIB);
}

void sl_on_open(sl_server *server, const sl_message *message)
{
    const sl_node *text = sl_json_below(message->params, "textDocument.text");
    sl_str uri = sl_json_string(message->params, "textDocument.uri");
    sl_document *document = document_of(server, message);

    if (uri.len == 0 || !text || server->documents.len >= SL_MAX_LSP_DOCUMENTS) {
        sl_server_log(server, SL_LOG_WARNING,
                      "a document cannot be opened: it has no URI or no text, or there "
                      "are too many");
        return;
    }
    if (!document)
        document = sl_documents_add(&server->documents, uri);
    document->version = version_of(message);
    sl_buf_free(&document->text);
    document->text = (sl_buf){.max = SL_MAX_LSP_TEXT};
    sl_buf_add(&document->text, sl_json_string(message->params, "textDocument.text"));
    if (document->text.truncated)
        too_large(server, document);
    else if (document->home)
        put(document);
    else
        sl_server_enter(server, document);
    document->published = false;
}

void sl_on_change(sl_server *server, const sl_message *message)
{
    sl_document *document = document_of(server, message);
    bool was_large;

    if (!document) {
        sl_server_log(server, SL_LOG_WARNING, "a document is changed that is not open");
        return;
    }
    document->version = version_of(message);
    was_large = document->text.truncated;
    if (!sl_document_change(document, sl_json_below(message->params, "contentChanges"),
                            server->client.units)) {
        if (!document->text.truncated)
            sl_server_log(server, SL_LOG_WARNING,
                          "a change of %.*s makes no sense and was left out",
                          sl_fmt(sl_path_base(document->uri)));
        else if (!was_large)
            too_large(server, document);
    }
    if (was_large)
        sl_server_enter(server, document);
    else
        put(document);
}

void sl_on_save(sl_server *server, const sl_message *message)
{
    (void)message;
    sl_server_check(server);
    for (size_t i = 0; i < server->documents.len; i++)
        sl_server_enter(server, server->documents.at[i]);
}

/* What is on disk now is what others see: it may be another text than that which was read
 * with the tree. */
void sl_on_close(sl_server *server, const sl_message *message)
{
    sl_document *document = document_of(server, message);

    if (!document)
        return;
    if (document->home && document->home->documents > 1)
        document->home->stale = document->home->repository;
    withdraw(server, document);
    sl_homes_leave(&server->homes, document);
    sl_documents_remove(&server->documents, document);
}

/* features.c - what a client asks about a document. */
#include "lsp/action.h"
#include "lsp/hover.h"
#include "lsp/methods.h"
#include "report/read_json.h"

static sl_document *document_of(const sl_server *server, const sl_message *message)
{
    return sl_documents_find(&server->documents,
                             sl_json_string(message->params, "textDocument.uri"));
}

static const sl_results *results_of(const sl_document *document)
{
    return document->home ? sl_live_look(document->home->live) : NULL;
}

static void unknown(sl_server *server, const sl_message *message)
{
    sl_outbox_error(&server->out, message->id, SL_RPC_BAD_PARAMS,
                    "params name no document that is open");
}

void sl_on_hover(sl_server *server, const sl_message *message)
{
    const sl_node *position = sl_json_below(message->params, "position");
    sl_document *document = document_of(server, message);

    if (!document || !position) {
        unknown(server, message);
        return;
    }
    sl_hover_write(sl_outbox_reply(&server->out, message->id), results_of(document),
                   document, &server->client, position);
    sl_outbox_end(&server->out);
}

void sl_on_action(sl_server *server, const sl_message *message)
{
    sl_document *document = document_of(server, message);

    if (!document || !sl_json_below(message->params, "range")) {
        unknown(server, message);
        return;
    }
    if (document->home)
        sl_server_wait(server, document->home);
    sl_actions_write(sl_outbox_reply(&server->out, message->id), document,
                     &server->documents, &server->client, message->params);
    sl_outbox_end(&server->out);
}

void sl_on_diagnostic(sl_server *server, const sl_message *message)
{
    sl_document *document = document_of(server, message);
    sl_json *json;

    if (!document) {
        unknown(server, message);
        return;
    }
    json = sl_outbox_reply(&server->out, message->id);
    sl_json_object(json);
    sl_json_pair(json, "kind", sl_lit("full"));
    sl_json_key(json, "items");
    sl_diagnostics_write(json, results_of(document), document, &server->client);
    sl_json_end_object(json);
    sl_outbox_end(&server->out);
}

#include "lsp/methods.h"

static void ignore(sl_server *server, const sl_message *message)
{
    (void)server;
    (void)message;
}

typedef struct row {
    const char *name;
    sl_method *call;
    bool request;
    bool early; /* also before initialize */
} row;

static const row rows[] = {
    {"initialize", sl_on_initialize, true, true},
    {"initialized", sl_on_initialized, false, false},
    {"shutdown", sl_on_shutdown, true, false},
    {"exit", sl_on_exit, false, true},
    {"textDocument/didOpen", sl_on_open, false, false},
    {"textDocument/didChange", sl_on_change, false, false},
    {"textDocument/didSave", sl_on_save, false, false},
    {"textDocument/didClose", sl_on_close, false, false},
    {"textDocument/hover", sl_on_hover, true, false},
    {"textDocument/codeAction", sl_on_action, true, false},
    {"textDocument/diagnostic", sl_on_diagnostic, true, false},
    {"workspace/didChangeWorkspaceFolders", sl_on_folders, false, false},
    {"workspace/didChangeWatchedFiles", sl_on_files, false, false},
    {"workspace/didChangeConfiguration", ignore, false, false},
    {"textDocument/willSave", ignore, false, false},
};

static const row *find(sl_str name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sl_str_eq(sl_str_of(rows[i].name), name))
            return &rows[i];
    return NULL;
}

static void refuse(sl_server *server, const sl_message *message, int code,
                   const char *text)
{
    if (message->id)
        sl_outbox_error(&server->out, message->id, code, text);
}

/* A request of this id that a message behind it in the queue takes back. */
static bool cancelled(const sl_server *server, const sl_message *message)
{
    for (size_t i = 0; message->id && i < server->waiting.len; i++) {
        const sl_message *later = &server->waiting.at[i];

        if (sl_str_eq(later->method, sl_lit("$/cancelRequest")) &&
            sl_message_same_id(message->id, sl_node_get(later->params, sl_lit("id"))))
            return true;
    }
    return false;
}

void sl_methods_call(sl_server *server, const sl_message *message)
{
    const row *one = find(message->method);

    if (message->method.len == 0) /* the answer to a request of ours */
        return;
    if (one && !one->request && message->id)
        refuse(server, message, SL_RPC_INVALID, "this method is a notification");
    else if (one && one->request && !message->id)
        return;
    else if (!server->initialized && !(one && one->early))
        refuse(server, message, SL_RPC_NOT_INITIALIZED, "initialize comes first");
    else if (server->shut_down && !(one && one->call == sl_on_exit))
        refuse(server, message, SL_RPC_INVALID, "the server was shut down");
    else if (cancelled(server, message))
        refuse(server, message, SL_RPC_CANCELLED, "cancelled");
    else if (one)
        one->call(server, message);
    else
        refuse(server, message, SL_RPC_NO_METHOD, "no such method here");
}

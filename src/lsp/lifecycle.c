/* lifecycle.c - how a session begins and ends. */
#include "lsp/methods.h"
#include "report/report.h"

enum { INCREMENTAL = 2 }; /* TextDocumentSyncKind */

static void write_sync(sl_json *json)
{
    sl_json_key(json, "textDocumentSync");
    sl_json_object(json);
    sl_json_pair_bool(json, "openClose", true);
    sl_json_pair_int(json, "change", INCREMENTAL);
    sl_json_key(json, "save");
    sl_json_object(json);
    sl_json_pair_bool(json, "includeText", false);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

static void write_actions(sl_json *json)
{
    sl_json_key(json, "codeActionProvider");
    sl_json_object(json);
    sl_json_key(json, "codeActionKinds");
    sl_json_array(json);
    sl_json_cstr(json, "quickfix");
    sl_json_end_array(json);
    sl_json_end_object(json);
}

/* Only for a client that can be told to ask again: what one document says may change what
 * is said of another. */
static void write_pull(sl_json *json)
{
    sl_json_key(json, "diagnosticProvider");
    sl_json_object(json);
    sl_json_pair(json, "identifier", sl_lit("seclint"));
    sl_json_pair_bool(json, "interFileDependencies", true);
    sl_json_pair_bool(json, "workspaceDiagnostics", false);
    sl_json_end_object(json);
}

static void write_workspace(sl_json *json)
{
    sl_json_key(json, "workspace");
    sl_json_object(json);
    sl_json_key(json, "workspaceFolders");
    sl_json_object(json);
    sl_json_pair_bool(json, "supported", true);
    sl_json_pair_bool(json, "changeNotifications", true);
    sl_json_end_object(json);
    sl_json_end_object(json);
}

void sl_on_initialize(sl_server *server, const sl_message *message)
{
    sl_json *json;

    if (server->initialized) {
        sl_outbox_error(&server->out, message->id, SL_RPC_INVALID,
                        "initialize comes once");
        return;
    }
    server->initialized = true;
    server->client = sl_client_read(message->params);
    if (sl_process_gone(server->client.process)) /* it counts processes elsewhere */
        server->client.process = 0;
    sl_folders_begin(server, message->params);
    json = sl_outbox_reply(&server->out, message->id);
    sl_json_object(json);
    sl_json_key(json, "capabilities");
    sl_json_object(json);
    sl_json_pair(json, "positionEncoding",
                 sl_str_of(sl_units_name(server->client.units)));
    write_sync(json);
    sl_json_pair_bool(json, "hoverProvider", true);
    write_actions(json);
    if (server->client.pulls)
        write_pull(json);
    write_workspace(json);
    sl_json_end_object(json);
    sl_json_key(json, "serverInfo");
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("seclint"));
    sl_json_pair(json, "version", sl_str_of(sl_version()));
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_outbox_end(&server->out);
}

/* Asks to be told of files that decide, whoever changes them. */
void sl_on_initialized(sl_server *server, const sl_message *message)
{
    static const char *const globs[] = {"**/.gitignore", "**/.gitattributes",
                                        "**/.seclint.yml", "**/.seclint-baseline",
                                        "**/.git/index"};
    sl_json *json;

    (void)message;
    if (!server->client.watches)
        return;
    json = sl_outbox_request(&server->out, "client/registerCapability");
    sl_json_object(json);
    sl_json_key(json, "registrations");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair(json, "id", sl_lit("seclint-files"));
    sl_json_pair(json, "method", sl_lit("workspace/didChangeWatchedFiles"));
    sl_json_key(json, "registerOptions");
    sl_json_object(json);
    sl_json_key(json, "watchers");
    sl_json_array(json);
    for (size_t i = 0; i < sizeof globs / sizeof *globs; i++) {
        sl_json_object(json);
        sl_json_pair(json, "globPattern", sl_str_of(globs[i]));
        sl_json_end_object(json);
    }
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_outbox_end(&server->out);
}

void sl_on_shutdown(sl_server *server, const sl_message *message)
{
    server->shut_down = true;
    sl_json_null(sl_outbox_reply(&server->out, message->id));
    sl_outbox_end(&server->out);
}

void sl_on_exit(sl_server *server, const sl_message *message)
{
    (void)message;
    server->done = true;
    server->status = server->shut_down ? 0 : 1;
}

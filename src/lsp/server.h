/* server.h - a language server: LSP 3.17 over two descriptors.
 *
 * One thread reads messages, answers them and writes; another one reads the trees of
 * repositories (reader.h). Edits that wait in a row are taken together: diagnostics are
 * made when no message is left. */
#ifndef SECLINT_LSP_SERVER_H
#define SECLINT_LSP_SERVER_H

#include "lsp/diagnostic.h"
#include "lsp/frame.h"
#include "lsp/home.h"
#include "lsp/outbox.h"
#include "lsp/reader.h"

SL_VEC(sl_messages, sl_message);

typedef struct sl_server {
    int in;
    sl_outbox out;
    sl_frames frames;
    sl_messages waiting; /* read, and not looked at */
    sl_client client;
    sl_documents documents;
    sl_homes homes;
    sl_folders folders; /* of the workspace; NUL-terminated, owned */
    sl_reader reader;
    bool initialized;
    bool shut_down;
    bool done;
    int status; /* of the process */
} sl_server;

/* Serves until the client says exit, closes its end or is gone. Returns the exit status: 0
 * after a shutdown, else 1, as the protocol has it; 2 if it cannot begin. */
int sl_server_run(int in, int out, sl_err *err);

/* For the handlers: */

/* Diagnostics of all documents whose home has changed. */
void sl_server_publish(sl_server *server);
/* Homes whose files beside the documents have changed are read again. */
void sl_server_check(sl_server *server);
/* Waits a while for the tree of the home: some answers rest on it. */
void sl_server_wait(sl_server *server, const sl_home *home);
/* Is there no process of that number? */
bool sl_process_gone(int64_t process);
/* A document without a home tries again. */
void sl_server_enter(sl_server *server, sl_document *document);
/* "text" in the client's log. */
void sl_server_log(sl_server *server, sl_log_type type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif

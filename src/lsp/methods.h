/* methods.h - what a client can ask for: one table, one function for each method. */
#ifndef SECLINT_LSP_METHODS_H
#define SECLINT_LSP_METHODS_H

#include "lsp/server.h"

typedef void sl_method(sl_server *server, const sl_message *message);

/* Hands the message to its function, or answers that it cannot be. */
void sl_methods_call(sl_server *server, const sl_message *message);

/* lifecycle.c */
sl_method sl_on_initialize, sl_on_initialized, sl_on_shutdown, sl_on_exit;
/* sync.c */
sl_method sl_on_open, sl_on_change, sl_on_save, sl_on_close;
/* features.c */
sl_method sl_on_hover, sl_on_action, sl_on_diagnostic;
/* workspace.c */
sl_method sl_on_folders, sl_on_files;
/* The folders that a client names when it begins. */
void sl_folders_begin(sl_server *server, const sl_node *params);

#endif

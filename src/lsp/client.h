/* client.h - what a client says in initialize that it understands (ClientCapabilities of
 * LSP 3.17). */
#ifndef SECLINT_LSP_CLIENT_H
#define SECLINT_LSP_CLIENT_H

#include "lsp/position.h"

typedef struct sl_client {
    sl_units units;
    bool markdown;         /* in hovers */
    bool related;          /* relatedInformation of diagnostics */
    bool tags;             /* of diagnostics: unnecessary */
    bool code_description; /* a link to the rule's page */
    bool literals;         /* code actions that are more than commands */
    bool document_changes; /* edits with the version that they are for */
    bool creates;          /* edits that create a file */
    bool pulls;            /* asks for diagnostics, and can be told to ask again */
    bool watches;          /* takes a registration for didChangeWatchedFiles */
    int64_t process;       /* whose end is ours; 0: none */
} sl_client;

/* params: of initialize, or NULL. */
sl_client sl_client_read(const sl_node *params);

#endif

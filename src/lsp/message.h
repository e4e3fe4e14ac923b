/* message.h - one message of a client: JSON-RPC 2.0 as a tree.
 *
 * Helpers for fields are those of report/read_json.h. */
#ifndef SECLINT_LSP_MESSAGE_H
#define SECLINT_LSP_MESSAGE_H

#include "base/arena.h"
#include "doc/node.h"
#include "text/json.h"

/* Codes of JSON-RPC and of the protocol. */
enum {
    SL_RPC_PARSE = -32700,
    SL_RPC_INVALID = -32600,
    SL_RPC_NO_METHOD = -32601,
    SL_RPC_BAD_PARAMS = -32602,
    SL_RPC_NOT_INITIALIZED = -32002,
    SL_RPC_CANCELLED = -32800
};

typedef struct sl_message {
    sl_str method;         /* empty: the answer to a request of ours */
    const sl_node *id;     /* NULL: a notification */
    const sl_node *params; /* NULL: none */
    sl_arena arena;        /* owns all of it */
} sl_message;

/* Reads body, which is copied. 0, or the code of what is wrong: then id is set if it could
 * be read. Free with sl_message_free in any case. */
int sl_message_read(sl_str body, sl_message *out);
void sl_message_free(sl_message *message);

/* The id as JSON; null if there is none. */
void sl_message_id(sl_json *json, const sl_node *id);
bool sl_message_same_id(const sl_node *a, const sl_node *b);

#endif

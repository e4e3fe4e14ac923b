/* outbox.h - messages to a client.
 *
 * One at a time: begin, write the value with the writer that is returned, then
 * sl_outbox_end, which sends it. */
#ifndef SECLINT_LSP_OUTBOX_H
#define SECLINT_LSP_OUTBOX_H

#include "lsp/message.h"

/* MessageType of the protocol. */
typedef enum sl_log_type { SL_LOG_ERROR = 1, SL_LOG_WARNING, SL_LOG_INFO } sl_log_type;

typedef struct sl_outbox {
    int fd;
    bool broken; /* the client reads no more */
    sl_buf body;
    sl_json json;
    size_t requests; /* of ours, for their ids */
} sl_outbox;

/* The result of the request id. */
sl_json *sl_outbox_reply(sl_outbox *outbox, const sl_node *id);
/* The params of a notification, or of a request whose answer nobody waits for. */
sl_json *sl_outbox_notify(sl_outbox *outbox, const char *method);
sl_json *sl_outbox_request(sl_outbox *outbox, const char *method);
void sl_outbox_end(sl_outbox *outbox);

/* Whole messages. text: without a secret; what looks like one is masked all the same. */
void sl_outbox_error(sl_outbox *outbox, const sl_node *id, int code, const char *text);
void sl_outbox_log(sl_outbox *outbox, sl_log_type type, sl_str text);

void sl_outbox_free(sl_outbox *outbox);

#endif

#include "lsp/outbox.h"

#include "base/write.h"
#include "text/escape.h"
#include "text/veil.h"

static sl_json *begin(sl_outbox *outbox)
{
    sl_buf_clear(&outbox->body);
    outbox->json = sl_json_open(&outbox->body, false);
    sl_json_object(&outbox->json);
    sl_json_pair(&outbox->json, "jsonrpc", sl_lit("2.0"));
    return &outbox->json;
}

sl_json *sl_outbox_reply(sl_outbox *outbox, const sl_node *id)
{
    sl_json *json = begin(outbox);

    sl_json_key(json, "id");
    sl_message_id(json, id);
    sl_json_key(json, "result");
    return json;
}

sl_json *sl_outbox_notify(sl_outbox *outbox, const char *method)
{
    sl_json *json = begin(outbox);

    sl_json_pair(json, "method", sl_str_of(method));
    sl_json_key(json, "params");
    return json;
}

sl_json *sl_outbox_request(sl_outbox *outbox, const char *method)
{
    sl_json *json = begin(outbox);
    sl_buf id = {0};

    sl_buf_printf(&id, "seclint-%zu", ++outbox->requests);
    sl_json_pair(json, "id", sl_buf_str(&id));
    sl_json_pair(json, "method", sl_str_of(method));
    sl_json_key(json, "params");
    sl_buf_free(&id);
    return json;
}

void sl_outbox_end(sl_outbox *outbox)
{
    sl_buf frame = {0};

    sl_json_end_object(&outbox->json);
    sl_buf_printf(&frame, "Content-Length: %zu\r\n\r\n", outbox->body.len);
    sl_buf_add(&frame, sl_buf_str(&outbox->body));
    if (!outbox->broken)
        outbox->broken = !sl_write_all(outbox->fd, sl_buf_str(&frame));
    sl_buf_free(&frame);
}

/* Escaped, and without what looks like a token. */
static void pair_text(sl_json *json, sl_str text)
{
    sl_buf veiled = {0}, shown = {0};

    sl_veil(text, &veiled);
    sl_escape(sl_buf_str(&veiled), &shown);
    sl_json_pair(json, "message", sl_buf_str(&shown));
    sl_buf_free(&veiled);
    sl_buf_free(&shown);
}

void sl_outbox_error(sl_outbox *outbox, const sl_node *id, int code, const char *text)
{
    sl_json *json = begin(outbox);

    sl_json_key(json, "id");
    sl_message_id(json, id);
    sl_json_key(json, "error");
    sl_json_object(json);
    sl_json_pair_int(json, "code", code);
    pair_text(json, sl_str_of(text));
    sl_json_end_object(json);
    sl_outbox_end(outbox);
}

void sl_outbox_log(sl_outbox *outbox, sl_log_type type, sl_str text)
{
    sl_json *json = sl_outbox_notify(outbox, "window/logMessage");

    sl_json_object(json);
    sl_json_pair_int(json, "type", (int64_t)type);
    pair_text(json, text);
    sl_json_end_object(json);
    sl_outbox_end(outbox);
}

void sl_outbox_free(sl_outbox *outbox)
{
    sl_buf_free(&outbox->body);
}

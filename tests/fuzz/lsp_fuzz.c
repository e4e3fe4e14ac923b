/* The way from a stream to edited documents: framing, JSON, positions, URIs. The first
 * byte says in how large pieces the stream comes. */
#include "fuzz.h"

#include "base/limits.h"
#include "lsp/document.h"
#include "lsp/frame.h"
#include "lsp/message.h"
#include "lsp/uri.h"
#include "report/read_json.h"

static void edit(sl_documents *documents, const sl_message *message)
{
    sl_str uri = sl_json_string(message->params, "textDocument.uri");
    sl_document *document = sl_documents_find(documents, uri);

    if (!document && documents->len < 4)
        document = sl_documents_add(documents, uri);
    if (!document)
        return;
    sl_document_change(document, sl_json_below(message->params, "contentChanges"),
                       (sl_units)(message->method.len % 3));
    must(sl_buf_str(&document->text).len <= SL_MAX_LSP_TEXT);
}

/* What is read can be written, and is then read as the same. */
static void read_message(sl_documents *documents, sl_str body)
{
    sl_message message, again;
    sl_buf id = {0}, text = {0};
    sl_json json = sl_json_open(&id, false);

    if (sl_message_read(body, &message) == 0) {
        edit(documents, &message);
        sl_message_id(&json, message.id);
        sl_buf_printf(&text, "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":%.*s}",
                      sl_fmt(sl_buf_str(&id)));
        if (message.id && sl_utf8_valid(message.id->value)) {
            must(sl_message_read(sl_buf_str(&text), &again) == 0);
            must(sl_message_same_id(message.id, again.id));
            sl_message_free(&again);
        }
    }
    sl_buf_free(&id);
    sl_buf_free(&text);
    sl_message_free(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sl_str stream = input(data, size);
    sl_documents documents = {0};
    sl_frames frames = {0};
    size_t step = size > 0 ? data[0] % 64 + 1 : 1;
    sl_frame what = SL_FRAME_NONE;
    sl_str body;

    for (size_t at = 1; at < size && what != SL_FRAME_LOST; at += step) {
        sl_frames_add(&frames, sl_str_sub(stream, at, at + step));
        while ((what = sl_frames_next(&frames, &body)) != SL_FRAME_NONE &&
               what != SL_FRAME_LOST)
            if (what == SL_FRAME_MESSAGE)
                read_message(&documents, body);
    }
    sl_documents_free(&documents);
    sl_frames_free(&frames);
    return 0;
}

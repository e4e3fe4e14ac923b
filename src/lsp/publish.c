/* publish.c - diagnostics that nobody asked for. */
#include "base/hash.h"
#include "lsp/server.h"

#define SHORT 0.02 /* seconds that nobody notices */

enum { PAUSE = 3 }; /* so many times longer than a look nobody typed */

static void send(sl_server *server, sl_document *document, sl_str list)
{
    sl_json *json = sl_outbox_notify(&server->out, "textDocument/publishDiagnostics");

    sl_json_object(json);
    sl_json_pair(json, "uri", document->uri);
    sl_json_pair_int(json, "version", document->version);
    sl_json_key(json, "diagnostics");
    sl_json_raw(json, list);
    sl_json_end_object(json);
    sl_outbox_end(&server->out);
}

/* Nothing is sent that was sent before for this version. */
static void publish(sl_server *server, sl_document *document, const sl_results *results,
                    sl_buf *list)
{
    sl_json json = sl_json_open(list, false);
    uint64_t hash;

    sl_buf_clear(list);
    sl_diagnostics_write(&json, results, document, &server->client);
    hash = sl_fnv1a(sl_buf_str(list));
    if (document->published && document->shown == hash &&
        document->shown_version == document->version)
        return;
    document->published = true;
    document->shown = hash;
    document->shown_version = document->version;
    send(server, document, sl_buf_str(list));
}

/* In a large repository its checks wait until nobody types. */
static const sl_results *look(sl_home *home)
{
    double start = sl_seconds(), end;
    const sl_results *results;

    if (home->look > SHORT && start < home->due) {
        results = sl_live_glance(home->live);
        home->unsettled = !sl_live_settled(home->live);
        return results;
    }
    results = sl_live_look(home->live);
    end = sl_seconds();
    if (home->look < end - start)
        home->look = end - start;
    home->unsettled = false;
    return results;
}

static void publish_home(sl_server *server, sl_home *home, sl_buf *list)
{
    const sl_results *results = NULL;

    if (home->changed) /* somebody typed just now */
        home->due = sl_seconds() + PAUSE * home->look;
    else if (!home->unsettled || sl_seconds() < home->due)
        return;
    home->changed = false;
    for (size_t i = 0; i < server->documents.len; i++) {
        if (server->documents.at[i]->home != home)
            continue;
        if (!results)
            results = look(home);
        publish(server, server->documents.at[i], results, list);
    }
}

void sl_server_publish(sl_server *server)
{
    sl_buf list = {0};

    for (size_t i = 0; !server->client.pulls && i < server->homes.len; i++)
        publish_home(server, server->homes.at[i], &list);
    sl_buf_free(&list);
}

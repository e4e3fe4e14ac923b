/* workspace.c - the folders of a workspace, and files that others change. */
#include "base/limits.h"
#include "base/mem.h"
#include "lsp/methods.h"
#include "lsp/uri.h"
#include "report/read_json.h"

#include <stdlib.h>

/* The absolute path of a folder's URI, without links and a slash at its end; to be freed.
 * NULL: it is none. */
static char *folder_path(sl_str uri)
{
    sl_buf path = {0};
    char *real = sl_uri_path(uri, &path) ? realpath(path.ptr, NULL) : NULL;

    sl_buf_free(&path);
    return real;
}

static size_t find(const sl_folders *folders, const char *path)
{
    for (size_t i = 0; i < folders->len; i++)
        if (sl_str_eq(folders->at[i], sl_str_of(path)))
            return i;
    return SIZE_MAX;
}

static void add(sl_server *server, sl_str uri)
{
    char *path = folder_path(uri);

    if (!path)
        return;
    if (find(&server->folders, path) == SIZE_MAX &&
        server->folders.len < SL_MAX_LSP_FOLDERS)
        *sl_vec_push(&server->folders) = sl_str_of(path);
    else
        free(path);
}

static void drop(sl_server *server, sl_str uri)
{
    char *path = folder_path(uri);
    size_t at = path ? find(&server->folders, path) : SIZE_MAX;

    free(path);
    if (at == SIZE_MAX)
        return;
    free((char *)(uintptr_t)server->folders.at[at].ptr);
    server->folders.at[at] = server->folders.at[--server->folders.len];
}

void sl_folders_begin(sl_server *server, const sl_node *params)
{
    const sl_node *list = sl_json_below(params, "workspaceFolders");

    if (!list || list->type != SL_NODE_SEQ) {
        add(server, sl_json_string(params, "rootUri"));
        return;
    }
    for (const sl_node *one = list->first; one; one = one->next)
        add(server, sl_json_string(one, "uri"));
}

void sl_on_folders(sl_server *server, const sl_message *message)
{
    const sl_node *gone = sl_json_below(message->params, "event.removed");
    const sl_node *more = sl_json_below(message->params, "event.added");

    for (const sl_node *one = gone ? gone->first : NULL; one; one = one->next)
        drop(server, sl_json_string(one, "uri"));
    for (const sl_node *one = more ? more->first : NULL; one; one = one->next)
        add(server, sl_json_string(one, "uri"));
    for (size_t i = 0; i < server->documents.len; i++) {
        sl_document *document = server->documents.at[i];

        if (document->home && document->home->repository)
            continue;
        sl_homes_leave(&server->homes, document); /* it may have another name now */
        sl_server_enter(server, document);
    }
}

/* A client may name any file: those of which documents are open say themselves what they
 * hold, all others are read again. */
void sl_on_files(sl_server *server, const sl_message *message)
{
    (void)message;
    for (size_t i = 0; i < server->homes.len; i++)
        server->homes.at[i]->stale = true;
    for (size_t i = 0; i < server->documents.len; i++)
        sl_server_enter(server, server->documents.at[i]);
}

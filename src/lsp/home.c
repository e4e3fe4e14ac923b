#include "lsp/home.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <unistd.h>

static bool has_git(sl_str folder)
{
    sl_buf path = {0};
    bool found;

    sl_buf_printf(&path, "%.*s/.git", sl_fmt(folder));
    found = access(path.ptr, F_OK) == 0;
    sl_buf_free(&path);
    return found;
}

/* The nearest folder above path that holds a .git; empty: none. What lies in a .git
 * itself is no file of a working tree. */
static sl_str repository_of(sl_str path)
{
    sl_str folder = sl_path_dir(path);

    if (sl_str_has(path, sl_lit("/.git/")))
        return (sl_str){0};
    while (folder.len > 0 && !has_git(folder))
        folder = sl_path_dir(folder);
    return folder;
}

static sl_str workspace_of(sl_str path, const sl_folders *folders)
{
    sl_str best = sl_path_dir(path);
    size_t longest = 0;

    for (size_t i = 0; i < folders->len; i++) {
        sl_str folder = folders->at[i];

        if (folder.len > longest && sl_str_starts(path, folder) &&
            path.len > folder.len && path.ptr[folder.len] == '/') {
            best = folder;
            longest = folder.len;
        }
    }
    return best;
}

static sl_home *find(const sl_homes *homes, sl_str folder, bool repository)
{
    for (size_t i = 0; i < homes->len; i++)
        if (homes->at[i]->repository == repository &&
            sl_str_eq(homes->at[i]->folder, folder))
            return homes->at[i];
    return NULL;
}

static void release(sl_home *home)
{
    sl_live_close(home->live);
    free((char *)(uintptr_t)home->folder.ptr);
    free(home);
}

/* The one that was not asked for the longest makes room. */
static void make_room(sl_homes *homes)
{
    size_t oldest = SIZE_MAX;

    if (homes->len < SL_MAX_LSP_HOMES)
        return;
    for (size_t i = 0; i < homes->len; i++)
        if (homes->at[i]->documents == 0 &&
            (oldest == SIZE_MAX || homes->at[i]->used < homes->at[oldest]->used))
            oldest = i;
    if (oldest == SIZE_MAX)
        return;
    release(homes->at[oldest]);
    homes->at[oldest] = homes->at[--homes->len];
}

static sl_home *open_home(sl_homes *homes, sl_str folder, bool repository, sl_err *err)
{
    sl_home *home;
    char *name = sl_calloc(folder.len + 1, 1);
    sl_live_options options = {.threads = 1};
    sl_live *live;

    memcpy(name, folder.ptr, folder.len);
    if (repository)
        options.top = name;
    else
        options.folder = name;
    live = sl_live_open(&options, err);
    if (!live) {
        free(name);
        return NULL;
    }
    make_room(homes);
    home = sl_calloc(1, sizeof *home);
    *home = (sl_home){.folder = {name, folder.len},
                      .repository = repository,
                      .live = live,
                      .stamp = sl_live_stamp(live),
                      .stale = true};
    *sl_vec_push(homes) = home;
    return home;
}

static sl_home *home_of(sl_homes *homes, sl_str folder, bool repository, sl_err *err)
{
    sl_home *home = find(homes, folder, repository);

    return home ? home : open_home(homes, folder, repository, err);
}

static uint64_t next_use(const sl_homes *homes)
{
    uint64_t last = 0;

    for (size_t i = 0; i < homes->len; i++)
        if (homes->at[i]->used > last)
            last = homes->at[i]->used;
    return last + 1;
}

sl_home *sl_homes_enter(sl_homes *homes, sl_document *document,
                        const sl_folders *folders, sl_err *err)
{
    sl_str top = repository_of(document->path);
    sl_home *home = NULL;
    sl_err why = {0}; /* the first reason is the one that is told */

    if (document->path.len == 0 || sl_path_dir(document->path).len == 0)
        return NULL;
    if (top.len > 0)
        home = home_of(homes, top, true, err);
    if (!home)
        home = home_of(homes, workspace_of(document->path, folders), false,
                       err->code == SL_OK ? err : &why);
    if (!home)
        return NULL;
    home->used = next_use(homes);
    home->stale |= home->documents == 0; /* nobody looked for a while */
    home->documents++;
    document->home = home;
    document->name = sl_str_skip(document->path, home->folder.len + 1);
    return home;
}

void sl_homes_leave(sl_homes *homes, sl_document *document)
{
    sl_home *home = document->home;

    if (!home)
        return;
    document->home = NULL;
    home->documents--;
    home->changed = true;
    if (home->live)
        sl_live_drop(home->live, document->name);
    if (homes->len > SL_MAX_LSP_HOMES)
        make_room(homes);
}

void sl_home_renew(sl_home *home, sl_live *live, const sl_documents *documents)
{
    sl_live_close(home->live);
    home->live = live;
    home->look = 0;
    home->stamp = sl_live_stamp(live);
    home->changed = true;
    for (size_t i = 0; i < documents->len; i++)
        if (documents->at[i]->home == home)
            sl_live_put(live, documents->at[i]->name,
                        sl_buf_str(&documents->at[i]->text));
}

void sl_homes_free(sl_homes *homes)
{
    for (size_t i = 0; i < homes->len; i++)
        release(homes->at[i]);
    sl_vec_free(homes);
}

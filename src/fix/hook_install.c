/* hook_install.c - our hook put in place, and taken away again. */
#include "base/write.h"
#include "fix/hook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE = 0755, NAME_MAX_LEN = 64 };

typedef struct names {
    char chained[NAME_MAX_LEN];
    char fresh[NAME_MAX_LEN]; /* the new file, until it is complete */
} names;

static names names_of(const sl_hook *hook)
{
    const char *name = sl_hook_name(hook->id);
    names n;

    snprintf(n.chained, sizeof n.chained, "%s" SL_HOOK_CHAINED, name);
    snprintf(n.fresh, sizeof n.fresh, ".%s.seclint-new", name);
    return n;
}

/* What a killed process left under that name goes first. */
static bool write_fresh(const sl_hook *hook, const names *n, sl_str text, sl_err *err)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(hook->dir, n->fresh, flags, 0600);
    bool ok;

    if (fd < 0 && errno == EEXIST && unlinkat(hook->dir, n->fresh, 0) == 0)
        fd = openat(hook->dir, n->fresh, flags, 0600);
    ok = fd >= 0 && sl_write_all(fd, text) && fchmod(fd, MODE) == 0 && fsync(fd) == 0;
    if (!ok)
        sl_fail(err, SL_EIO, "write %s", hook->path.ptr);
    if (fd >= 0 && close(fd) != 0 && ok)
        ok = sl_fail(err, SL_EIO, "write %s", hook->path.ptr);
    return ok;
}

/* Both names lead to it for a moment, so that there is a hook at any time. */
static bool move_aside(const sl_hook *hook, const names *n, sl_err *err)
{
    const char *name = sl_hook_name(hook->id);

    if (hook->beside)
        return sl_fail(err, SL_EUSAGE,
                       "%s%s is there already: two hooks cannot be chained",
                       hook->path.ptr, SL_HOOK_CHAINED);
    if (linkat(hook->dir, name, hook->dir, n->chained, 0) == 0 ||
        (errno != EEXIST && renameat(hook->dir, name, hook->dir, n->chained) == 0))
        return true;
    return sl_fail(err, SL_EIO, "move %s aside", hook->path.ptr);
}

/* Where nothing was, nothing that came meanwhile is replaced. */
static bool put_in_place(const sl_hook *hook, const names *n, sl_err *err)
{
    const char *name = sl_hook_name(hook->id);
    bool ok;

    if (hook->state == SL_HOOK_NONE &&
        linkat(hook->dir, n->fresh, hook->dir, name, 0) == 0)
        return unlinkat(hook->dir, n->fresh, 0) == 0 && fsync(hook->dir) == 0;
    ok = (hook->state != SL_HOOK_NONE || errno != EEXIST) &&
         renameat(hook->dir, n->fresh, hook->dir, name) == 0 && fsync(hook->dir) == 0;
    return ok || sl_fail(err, SL_EIO, "write %s", hook->path.ptr);
}

static bool make_folder(sl_hook *hook, sl_err *err)
{
    if (hook->dir >= 0)
        return true;
    if (mkdir(hook->folder.ptr, 0777) == 0 || errno == EEXIST)
        hook->dir = open(hook->folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return hook->dir >= 0 ||
           sl_fail(err, SL_EIO, "make the directory %s", hook->folder.ptr);
}

bool sl_hook_install(sl_hook *hook, const sl_hook_script *script, sl_err *err)
{
    names n = names_of(hook);
    sl_buf text = {0};
    bool ok;

    if (hook->state == SL_HOOK_FOREIGN && !script->chained)
        return sl_fail(err, SL_EUSAGE, "%s is not ours", hook->path.ptr);
    sl_hook_write(hook->id, script, &text);
    ok = make_folder(hook, err) && write_fresh(hook, &n, sl_buf_str(&text), err);
    if (ok) {
        ok = (hook->state != SL_HOOK_FOREIGN || move_aside(hook, &n, err)) &&
             put_in_place(hook, &n, err);
        if (!ok)
            unlinkat(hook->dir, n.fresh, 0);
    }
    sl_buf_free(&text);
    return ok;
}

bool sl_hook_uninstall(sl_hook *hook, sl_err *err)
{
    names n = names_of(hook);
    const char *name = sl_hook_name(hook->id);
    bool back = hook->beside && hook->script.chained;
    bool ok;

    if (hook->state == SL_HOOK_NONE || hook->state == SL_HOOK_FOREIGN)
        return sl_fail(err, SL_EUSAGE, "%s is not ours", hook->path.ptr);
    ok = back ? renameat(hook->dir, n.chained, hook->dir, name) == 0
              : unlinkat(hook->dir, name, 0) == 0;
    return (ok && fsync(hook->dir) == 0) ||
           sl_fail(err, SL_EIO, "%s %s", back ? "restore" : "remove", hook->path.ptr);
}

/* hook.h - a hook of git where it lies: whose it is, and ours put there or taken away.
 *
 * Files are looked at and made in the directory that was opened, without following
 * links in it; each change is one rename. A hook of somebody else is never overwritten. */
#ifndef SECLINT_FIX_HOOK_H
#define SECLINT_FIX_HOOK_H

#include "base/arena.h"
#include "base/err.h"
#include "fix/hook_script.h"

typedef enum sl_hook_state {
    SL_HOOK_NONE,   /* there is no such file */
    SL_HOOK_OURS,   /* as this version of the program wrote it */
    SL_HOOK_OLDER,  /* as another version did */
    SL_HOOK_EDITED, /* ours, changed by hand since */
    SL_HOOK_FOREIGN /* anything else, also a link or directory */
} sl_hook_state;

typedef struct sl_hook {
    sl_hook_id id;
    int dir;       /* descriptor of the directory; -1: it is not there, */
    bool barred;   /* or it is something else, so that git runs no hook */
    sl_str folder; /* the same, by name */
    sl_str path;   /* of the hook */
    sl_hook_state state;
    bool executable;       /* else git passes it over */
    bool beside;           /* NAME.seclint-chained is there */
    sl_hook_script script; /* of one of ours */
    const char *owner;     /* of a foreign one: the tool that made it, or NULL */
    const char *advice;    /* what to do about that, or NULL */
    sl_buf text;           /* of the file */
} sl_hook;

/* Looks at the hook in folder. Names live in arena. Fails if the folder is there and
 * cannot be opened, or the file cannot be read. Free with sl_hook_close in any case. */
bool sl_hook_open(sl_hook_id id, sl_str folder, sl_arena *arena, sl_hook *out,
                  sl_err *err);
void sl_hook_close(sl_hook *hook);

/* Does it find no program, neither its own nor one in PATH? Then it refuses everything. */
bool sl_hook_is_lost(const sl_hook *hook);

/* Can a foreign one be kept as NAME.seclint-chained and still do its work? Fails, and
 * tells what to do instead, if it is no file or asks for the name that it is run by. */
bool sl_hook_can_chain(const sl_hook *hook, sl_err *err);

/* Puts ours there, or renews it. What is foreign is kept as NAME.seclint-chained if
 * script->chained is set, and fails otherwise. The folder is made if it is missing. */
bool sl_hook_install(sl_hook *hook, const sl_hook_script *script, sl_err *err);
/* Takes ours away, and puts back what it was chained to. Fails if it is not ours. */
bool sl_hook_uninstall(sl_hook *hook, sl_err *err);

#endif

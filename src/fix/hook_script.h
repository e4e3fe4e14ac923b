/* hook_script.h - the text of our hooks: a script of POSIX sh that finds the program and
 * runs `seclint hook run NAME`.
 *
 * A hook that was there before stays beside it as NAME.seclint-chained, and is run with
 * the same arguments and the same standard input: of pre-commit before us, because it may
 * change what is staged, of a push after us, so that nothing has happened when we refuse.
 * Only the script runs it; the program starts no process. */
#ifndef SECLINT_FIX_HOOK_SCRIPT_H
#define SECLINT_FIX_HOOK_SCRIPT_H

#include "base/arena.h"
#include "base/buf.h"

#define SL_HOOK_CHAINED ".seclint-chained"

typedef enum sl_hook_id {
    SL_HOOK_PRE_COMMIT,
    SL_HOOK_PRE_MERGE_COMMIT,
    SL_HOOK_PRE_PUSH,
    SL_HOOK_PRE_RECEIVE,
    SL_HOOKS
} sl_hook_id;

const char *sl_hook_name(sl_hook_id id);
/* SL_HOOKS if there is none of this name. */
sl_hook_id sl_hook_find(sl_str name);
/* Does it run on the side that receives a push? */
bool sl_hook_receives(sl_hook_id id);
/* Does it run before a commit, on what is staged? */
bool sl_hook_commits(sl_hook_id id);

typedef struct sl_hook_script {
    sl_str version;
    sl_str program; /* an absolute path, tried before PATH; or empty */
    sl_str
        options;  /* of `hook run`, in the shell's words: "--fail-on error"; or empty */
    bool chained; /* it runs NAME.seclint-chained */
    bool whole;   /* as some version wrote it: told when one is read */
} sl_hook_script;

/* Appends text as one word of the shell. */
void sl_hook_quote(sl_str text, sl_buf *out);
/* Appends the script. */
void sl_hook_write(sl_hook_id id, const sl_hook_script *script, sl_buf *out);
/* Is text a script of ours, of whatever version? Then what it was made of is told, in
 * slices of text and, the program, in arena; that is empty if it is quoted in another
 * way than by us. Edited by hand it is not whole: its first lines hold a sum. */
bool sl_hook_read(sl_hook_id id, sl_str text, sl_arena *arena, sl_hook_script *out);

#endif

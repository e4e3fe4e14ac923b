/* hook_command.h - the parts of the command hook; for its files only. */
#ifndef SECLINT_CLI_HOOK_COMMAND_H
#define SECLINT_CLI_HOOK_COMMAND_H

#include "cli/options.h"
#include "fix/hook.h"
#include "source/repo.h"

/* One hook at the place where git looks for it and, if core.hooksPath leads elsewhere,
 * at the usual one, where it does nothing. */
typedef struct sl_hook_spot {
    sl_hook hook;
    bool unused;
    sl_str instead; /* where git looks */
} sl_hook_spot;

typedef struct sl_hook_work {
    const sl_options *options;
    sl_repo *repo;
    sl_arena arena;
    bool wanted[SL_HOOKS];
    bool named; /* by the user */
    sl_hook_spot spots[2 * SL_HOOKS];
    size_t len;
    bool given;   /* options of run, behind "--": */
    sl_str words; /* as the script is to have them */
    sl_buf out;
    sl_err err;
} sl_hook_work;

/* Is it ours, of whatever version and state? */
bool sl_hook_is_ours(const sl_hook *hook);
/* Appends whose a foreign hook is, and what to do about that. */
void sl_hook_add_foreign(const sl_hook_work *work, const sl_hook *hook, sl_buf *out);
/* Would `hook install --chain` keep a foreign one? If not, err says why. */
bool sl_hook_may_chain(const sl_hook_work *work, const sl_hook *hook, sl_err *err);

/* Each does what is wanted with all spots and returns the exit status; what went wrong
 * is in work->err. */
int sl_hook_status(sl_hook_work *work);
int sl_hook_put(sl_hook_work *work);
int sl_hook_take_away(sl_hook_work *work);

/* seclint hook run NAME [ARGUMENT...]: what git's hooks call. Returns the exit status. */
int sl_hook_run(const sl_options *options);

#endif

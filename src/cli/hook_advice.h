/* hook_advice.h - what a hook that refuses tells the person who wanted to commit or push,
 * behind the report: what to do now. */
#ifndef SECLINT_CLI_HOOK_ADVICE_H
#define SECLINT_CLI_HOOK_ADVICE_H

#include "fix/hook_script.h"
#include "scan/results.h"
#include "source/repo.h"

/* The commits with what a hook refuses. */
typedef struct sl_hook_guilt {
    sl_oid_vec commits; /* each once, in no order */
    sl_oid oldest;      /* of them, by date */
    int64_t time;
} sl_hook_guilt;

/* Collects them from the findings at or above level. Free commits with sl_vec_free. */
void sl_hook_blame(const sl_results *results, sl_level level, sl_hook_guilt *out);

/* Appends the lines for an exit status that is not 0. */
void sl_hook_advise(sl_hook_id id, int status, const sl_hook_guilt *guilt, sl_buf *out);

#endif

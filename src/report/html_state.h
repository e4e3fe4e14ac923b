/* html_state.h - how every path that holds, should hold or once held a secret stands:
 * the rows of the state map, from the facts of the run and from its findings. */
#ifndef SECLINT_REPORT_HTML_STATE_H
#define SECLINT_REPORT_HTML_STATE_H

#include "scan/results.h"

/* What keeps the values from strangers now. */
typedef enum sl_html_guard {
    SL_HTML_PLAIN,      /* nothing does */
    SL_HTML_BROKEN,     /* what was meant as ciphertext is none, or is cut off */
    SL_HTML_GONE,       /* neither in the working tree nor in the index */
    SL_HTML_CLEAN,      /* the file is there, the secret is not */
    SL_HTML_IGNORED,    /* untracked, and ignored */
    SL_HTML_GITCRYPT,   /* encrypted by git-crypt, */
    SL_HTML_VAULT,      /* by Ansible Vault, */
    SL_HTML_SOPS,       /* by SOPS, */
    SL_HTML_CIPHER,     /* by age or OpenSSL */
    SL_HTML_REFERENCES, /* it names secrets that are elsewhere */
    SL_HTML_VALUES,     /* plain values, none of them a secret as far as is known */
    SL_HTML_EMPTY,      /* no values: comments and placeholders */
    SL_HTML_ALLOWED,    /* plain, and an allowance covers each secret */
    SL_HTML_OPAQUE,     /* binary: nobody looked into it */
    SL_HTML_GUARDS
} sl_html_guard;

typedef struct sl_html_state {
    sl_str path;
    const sl_secret_class *class_; /* what the path is meant for; or NULL */
    sl_html_guard guard;
    bool tracked;
    bool committed; /* a secret of it is in history */
    bool dated;
    int64_t since;   /* of the oldest such commit, if dated */
    size_t findings; /* of the path, all of them */
    size_t open;     /* neither protected nor allowed */
} sl_html_state;

SL_VEC(sl_html_states, sl_html_state);

/* Those that need somebody first, each part by path. The caller frees the vector. */
void sl_html_states_gather(sl_html_states *states, const sl_results *results);
/* Is a secret exposed there, now or in history? */
bool sl_html_state_exposed(const sl_html_state *state);
/* "plain", "Ansible Vault" */
const char *sl_html_guard_name(sl_html_guard guard);

#endif

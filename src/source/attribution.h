/* attribution.h - which commits had an object of the history. */
#ifndef SECLINT_SOURCE_ATTRIBUTION_H
#define SECLINT_SOURCE_ATTRIBUTION_H

#include "git/oid.h"

enum { SL_BRANCHES_NAMED = 8 };

/* Where a blob was seen. Commits are ordered: those that a ref leads to before the
 * others, parents before children, older before newer. Slices belong to whoever asked. */
typedef struct sl_attribution {
    sl_oid blob;        /* asked for; each blob once */
    sl_str path;        /* in the first commit that has it, or else in a tagged tree or
                        * the index; empty if none has */
    sl_oid commit;      /* that one; empty if no commit has it */
    int64_t time;       /* its author date, */
    sl_str author;      /* and author, "Name <mail>" */
    bool unreachable;   /* neither a ref nor the index leads to it */
    sl_oid last;        /* the newest commit that has it, of those that refs lead to if
                        * commit is one; empty with commit */
    int64_t last_time;  /* its author date */
    uint32_t last_rank; /* its number in that order, from 1 */
    sl_str last_path;   /* where it was by then */
    /* Branches that contain commit, local ones first, by name: the first of them, and how
     * many there are. As `git branch --all --contains` has it. */
    const sl_str *branches;
    size_t branches_len; /* at most SL_BRANCHES_NAMED */
    size_t branches_total;
    /* The other paths that the blob had in commits, each with the first of these, in their
     * order: all of them, if somebody asked for them. last, last_... are as here. */
    bool asked;
    const struct sl_attribution *others;
    size_t others_len;
} sl_attribution;

#endif

/* blob.h - bytes with a path and an origin, as a source hands them on. */
#ifndef SECLINT_SOURCE_BLOB_H
#define SECLINT_SOURCE_BLOB_H

#include "git/oid.h"

typedef enum sl_origin {
    SL_ORIGIN_FILE, /* a path given by the user, outside any repository */
    SL_ORIGIN_WORKTREE,
    SL_ORIGIN_INDEX,
    SL_ORIGIN_HISTORY, /* an object of the object database */
    SL_ORIGIN_RANGE,   /* brought by a commit of --range */
    SL_ORIGIN_MESSAGE, /* the message of a commit or tag */
    SL_ORIGINS
} sl_origin;

/* What git's configuration says about the path, where the source knows it. */
typedef struct sl_path_state {
    bool known;                /* false outside a repository and for history */
    bool tracked;              /* has an index entry */
    bool ignored;              /* as if untracked: `git check-ignore --no-index` */
    bool ignored_locally_only; /* only info/exclude or core.excludesFile says so */
    bool filtered;             /* effective filter is git-crypt or git-crypt-NAME */
    bool committed;            /* HEAD has the version that the index holds */
    bool same_in_index;        /* of a file: the index holds the very same bytes */
    uint8_t index_flags;       /* SL_INDEX_... of git/index.h */
} sl_path_state;

typedef struct sl_blob {
    sl_str path; /* '/'-separated, relative to the repository root; raw bytes; in
                   * history perhaps only a base name, see name_only */
    sl_str bytes;
    sl_origin origin;
    sl_oid oid;          /* of the object, where there is one */
    sl_oid commit;       /* that brought it, where known (--range, messages) */
    int64_t commit_time; /* its author date, seconds since the epoch */
    bool name_only;      /* path is a base name that some tree gives the blob */
    bool executable;
    bool symlink; /* bytes are the link's target */
    sl_path_state state;
} sl_blob;

const char *sl_origin_name(sl_origin origin);

#endif

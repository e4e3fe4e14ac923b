/* blob.h - bytes with a path and an origin, as a source hands them on. */
#ifndef SECLINT_SOURCE_BLOB_H
#define SECLINT_SOURCE_BLOB_H

#include "base/arena.h"
#include "git/attributes.h"
#include "git/delta.h"
#include "git/ignore.h"
#include "git/oid.h"

typedef enum sl_origin {
    SL_ORIGIN_FILE, /* a path given by the user, outside any repository */
    SL_ORIGIN_WORKTREE,
    SL_ORIGIN_INDEX,
    SL_ORIGIN_HEAD,    /* what HEAD has where the index has something else: makes facts,
                        * no findings */
    SL_ORIGIN_HISTORY, /* an object of the object database */
    SL_ORIGIN_RANGE,   /* brought by a commit of --range */
    SL_ORIGIN_MESSAGE, /* the message of a commit or tag */
    SL_ORIGINS
} sl_origin;

/* What the ignore and attribute files say of a path; see source/path_rules.h. */
typedef struct sl_treatment {
    bool known;                 /* somebody asked */
    bool ignored;               /* as if untracked: `git check-ignore --no-index` */
    bool ignored_locally_only;  /* only info/exclude or core.excludesFile says so */
    sl_ignore_match ignore;     /* the deciding line */
    bool filtered;              /* effective filter is git-crypt or git-crypt-NAME */
    bool filtered_locally_only; /* and only by a file that is not in the tree */
    sl_attr filter;             /* whatever it is */
    sl_attr diff;               /* of filtered paths */
    /* The text or eol that makes git convert line ends, also those of ciphertext; else
     * UNSPECIFIED. */
    sl_attr conversion;
    bool filter_configured; /* of filtered paths: filter.<name>.clean is set */
    bool key_present;       /* and .git/git-crypt/keys has its key */
} sl_treatment;

/* Copies what treatment points to, so that it outlives the rules it came from. */
void sl_treatment_keep(sl_treatment *treatment, sl_arena *arena);

/* How git sees the path, where the source knows it. */
typedef struct sl_path_state {
    bool known;          /* false outside a repository and for history */
    bool tracked;        /* has an index entry */
    bool committed;      /* HEAD has the version that the index holds */
    bool same_in_index;  /* of a file: the index holds the very same bytes */
    uint8_t index_flags; /* SL_INDEX_... of git/index.h */
    sl_treatment here;   /* in the view that decides: the working tree's, in a hook
                          * that of the index, in a range that of its last commit */
    sl_treatment other;  /* of the index, in a hook of the working tree; known only
                          * where some ignore or attribute file differs */
} sl_path_state;

typedef struct sl_blob {
    sl_str path;  /* '/'-separated, relative to the repository root; raw bytes; in
                   * history perhaps only a base name, see name_only */
    size_t inner; /* so many bytes at the end of path, "!/a/b", name a member of an
                   * archive, which is what stands before them; 0: it is no member */
    sl_str bytes;
    sl_origin origin;
    sl_oid oid;          /* of the object, where there is one */
    sl_oid commit;       /* that brought it, where known (--range, messages) */
    int64_t commit_time; /* its author date, seconds since the epoch */
    bool name_only;      /* path is a base name that some tree gives the blob */
    bool again; /* it was, or is to be, handed on under another name: not counted */
    bool executable;
    bool symlink; /* bytes are the link's target */
    sl_path_state state;
    /* As sl_object has them: what the scan of its base left, and for whom it leaves
     * something itself. */
    const sl_copies *copies;
    const void *base_legacy;
    void **legacy;
} sl_blob;

const char *sl_origin_name(sl_origin origin);

#endif

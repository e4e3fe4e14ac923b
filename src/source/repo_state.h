/* repo_state.h - the inside of an sl_repo, for the files of source/repo*.c only. */
#ifndef SECLINT_SOURCE_REPO_STATE_H
#define SECLINT_SOURCE_REPO_STATE_H

#include "base/map.h"
#include "base/pool.h"
#include "git/refs.h"
#include "source/git_config.h"
#include "source/libgit2.h"
#include "source/repo.h"

#include <limits.h>

/* A file outside the tree, such as info/exclude, that is there and cannot be read. */
typedef struct sl_unreadable {
    sl_str path;
    sl_err why;
} sl_unreadable;

SL_VEC(sl_unreadable_vec, sl_unreadable);

/* HEAD as it was when somebody first asked. */
typedef struct sl_repo_head_state {
    bool read;
    bool born;
    sl_oid commit;
    sl_str branch; /* empty: detached */
} sl_repo_head_state;

struct sl_repo {
    const char *path; /* that it was opened by; NULL: the one that git means here */
    sl_arena arena;
    const char *git_dir;    /* of this worktree */
    const char *common_dir; /* shared by all worktrees */
    const char *worktree;   /* NULL: bare */
    bool linked;            /* one of `git worktree add` */
    size_t oid_len;         /* of its object ids */
    sl_refs refs;           /* its err is never NULL */
    sl_repo_head_state head;
    int root; /* descriptor of the worktree, or -1 */
    sl_odb *odb;
    sl_index index;
    bool index_read;
    sl_err index_err; /* why it cannot be */
    sl_index_view view;
    bool view_read;
    sl_err view_err;
    bool from_env; /* GIT_INDEX_FILE and the object directories of git are ours */
    bool ignore_case;
    sl_map ignores;      /* .gitignore of the working tree, */
    bool ignores_listed; /* all of them */
    sl_map outer; /* the text of files outside the tree, info/exclude and the like */
    sl_git_config *config;
    sl_err config_err; /* what one of its files suffers from */
    sl_unreadable_vec unreadable;
    sl_libgit2 *lib; /* NULL until something needs it: see sl_repo_git */
    git_repository *git;
    sl_lock *lock;    /* on lib and git, while several threads read objects */
    size_t fallbacks; /* objects that libgit2 was asked for */
};

/* Is there a variable that makes git look for a repository elsewhere than here? */
bool sl_repo_env_given(void);
/* Where GIT_WORK_TREE leads; false if it is not set or leads nowhere. */
bool sl_repo_env_worktree(char out[PATH_MAX]);
/* The value of a variable that is set and not empty, or NULL. */
const char *sl_repo_env(const char *variable);

/* Finds the repository by our own means, sets git_dir, common_dir, worktree (as
 * configured), linked, config and from_env. False, with nothing set, if there is none
 * or anything is out of the ordinary: then libgit2 is to judge. */
bool sl_repo_find(sl_repo *repo);

/* The same by libgit2, which is left open. */
bool sl_repo_git_find(sl_repo *repo, sl_err *err);
/* Opens the repository in libgit2, unless it is open, for lib and git. */
bool sl_repo_git(sl_repo *repo, sl_err *err);
void sl_repo_git_close(sl_repo *repo);
sl_refs sl_repo_refs(const sl_repo *repo);
/* The id of the ref that a branch follows, by a name such as "main@{upstream}" or, for
 * HEAD's branch, "@{u}"; false if none is configured or it was not fetched. */
bool sl_repo_upstream(sl_repo *repo, sl_str name, sl_oid *out);
/* Replaces *oid by what it leads to behind tags, whose content is left in *bytes.
 * SL_OBJ_NONE: it cannot be read. */
sl_object_type sl_repo_peel(sl_repo *repo, sl_oid *oid, sl_buf *bytes, sl_err *err);

/* libgit2's last complaint. */
const char *sl_repo_reason(const sl_repo *repo);

#endif

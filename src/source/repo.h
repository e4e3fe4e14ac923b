/* repo.h - a repository that was opened for reading, and what git knows of it.
 *
 * The environment that git sets for hooks (GIT_DIR, GIT_INDEX_FILE, quarantine) counts:
 * without it `git commit -a` shows a hook no staged file at all. All is read by our own
 * readers; libgit2 is loaded for what they leave to it: a repository with something
 * unusual about it, and the names of a revision range. Nothing is ever executed or
 * written. */
#ifndef SECLINT_SOURCE_REPO_H
#define SECLINT_SOURCE_REPO_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "git/attributes.h"
#include "git/ignore.h"
#include "git/index_view.h"
#include "git/odb.h"
#include "git/refs.h"

typedef struct sl_repo sl_repo;

SL_VEC(sl_oid_vec, sl_oid);

/* path NULL: the repository of the environment or of the current directory.
 * Otherwise path itself must be the top of a working tree, a bare repository or
 * a .git directory. SL_ENOTFOUND: there is none. Free with sl_repo_close. */
sl_repo *sl_repo_open(const char *path, sl_err *err);
void sl_repo_close(sl_repo *repo);

const char *sl_repo_worktree(const sl_repo *repo);   /* NULL for a bare one */
const char *sl_repo_git_dir(const sl_repo *repo);    /* of this worktree */
const char *sl_repo_common_dir(const sl_repo *repo); /* shared by all worktrees */
int sl_repo_root(const sl_repo *repo);               /* its descriptor, or -1 */
size_t sl_repo_oid_len(const sl_repo *repo);         /* 20, or 32 with SHA-256 */
bool sl_repo_shallow(const sl_repo *repo);
bool sl_repo_partial(const sl_repo *repo); /* promised objects may be missing */

/* False if a configuration file could not be read; git itself would give up. */
bool sl_repo_config_check(const sl_repo *repo, sl_err *err);
bool sl_repo_quotes_high(const sl_repo *repo); /* core.quotePath */

/* SL_ELOST if some ref could not be read until now: then what was not found may be there.
 * Refs that are files do not fail that way. */
bool sl_repo_refs_check(const sl_repo *repo, sl_err *err);

/* HEAD's commit; false if it is unborn or, by sl_repo_refs_check, could not be read. HEAD
 * is read once, when it or its branch is first asked for: no two threads may do that. */
bool sl_repo_head(sl_repo *repo, sl_oid *commit);
/* Short name of HEAD's branch, empty if detached; lives as long as the repo. */
sl_str sl_repo_branch(sl_repo *repo);
/* The ref of the branch that work on HEAD's branch goes to: its upstream, if that has
 * another name (a branch that was pushed under its own goes further), else origin's
 * default branch, else the upstream; empty if there is none of these. Lives as long as
 * the repo. */
sl_str sl_repo_target(sl_repo *repo);
/* URL of the remote origin without user and password; empty if there is none. */
sl_str sl_repo_remote_url(sl_repo *repo);

/* The name and a URL of a remote, from the i-th setting that gives one; false past the
 * last. As configured, in files only. */
bool sl_repo_remote_at(const sl_repo *repo, size_t i, sl_str *name, sl_str *url);

/* The directory in which git looks for hooks into *out (cleared first), without a slash at
 * its end: what core.hooksPath says, and then it is true, or "hooks" in the common
 * directory. A relative one is below the directory that the hook runs in: the working
 * tree or, receiving a push, the git directory. */
bool sl_repo_hooks(const sl_repo *repo, bool receiving, sl_buf *out);

/* Opened at the first call, then shared. NULL, with err set, on failure. */
sl_odb *sl_repo_odb(sl_repo *repo, sl_err *err);
const sl_index *sl_repo_index(sl_repo *repo, sl_err *err);
/* The same index, for those who need few entries of it. */
const sl_index_view *sl_repo_index_view(sl_repo *repo, sl_err *err);

/* Every object that a ref, HEAD of any worktree or the stash leads to: commits, and
 * the rare tree or blob that has a tag. */
bool sl_repo_tips(sl_repo *repo, sl_oid_vec *tips, sl_err *err);

/* The ends of a range of commits: those that some wanted one leads to, and no hidden
 * one. Zeroed it is empty. Free with sl_range_ends_free. */
typedef struct sl_range_ends {
    sl_oid_vec wanted;  /* commits; any may be there twice */
    sl_oid_vec hidden;  /* commits */
    sl_oid_vec tags;    /* annotated tags that name what is wanted */
    sl_oid_vec objects; /* trees and blobs that are wanted without a commit */
    bool
        sent; /* it is what leaves this repository: what a shallow clone lacks does not */
} sl_range_ends;

/* Adds what oid leads to, and the tags on the way. Fails if it cannot be read. */
bool sl_range_ends_want(sl_repo *repo, const sl_oid *oid, sl_range_ends *ends,
                        sl_err *err);
/* Hides the commit that oid leads to; what is not there, or no commit, hides nothing. */
void sl_range_ends_hide(sl_repo *repo, const sl_oid *oid, sl_range_ends *ends);
/* Hides every ref "refs/..." whose name begins with prefix, unless but (may be NULL) has
 * its name. */
void sl_range_ends_hide_refs(sl_repo *repo, sl_str prefix, const sl_map *but,
                             sl_range_ends *ends);

/* The ends of "A..B". An end of 40 zeros is what git tells hooks for a ref that is new (then B brings all,
 * in a pre-receive hook only what no ref has yet) or deleted (then there is nothing to
 * see). "A...B" begins where the two parted, and fails if that cannot be found. */
bool sl_repo_range(sl_repo *repo, const char *range, sl_range_ends *out, sl_err *err);
/* What is to be said of a name that several refs have, in arena; empty: nothing. */
sl_str sl_repo_doubt(const sl_repo *repo, sl_str name, sl_arena *arena);
/* The two ends of "A..B" or "A...B", as they are written. */
void sl_range_names(const char *range, sl_str *base, sl_str *head);
/* The commit that a name stands for, as in a range. */
bool sl_repo_commit(sl_repo *repo, sl_str name, sl_oid *out, sl_err *err);
void sl_range_ends_free(sl_range_ends *ends);

/* The ignore stack over the working tree, and the attribute stack over the working
 * tree (false) or the index (true). As in git, the index stands in for .gitattributes
 * that are not in the working tree, and for .gitignore that are not because of
 * skip-worktree. Files outside the tree are read once, by the first stack. Free with their
 * own functions before the repo is closed. */
sl_ignore *sl_repo_ignore(sl_repo *repo);
sl_ignore *sl_repo_ignore_staged(sl_repo *repo); /* .gitignore from the index only */
sl_attributes *sl_repo_attributes(sl_repo *repo, bool from_index);

/* The stacks over the working tree as it would be with other ignore and attribute
 * files: what over has comes first; SL_ENOTFOUND: as it lies on disk. */
sl_ignore *sl_repo_ignore_over(sl_repo *repo, sl_filetree over);
sl_attributes *sl_repo_attributes_over(sl_repo *repo, sl_filetree over);

/* Where git looks for ignore and attribute files outside the tree (info/exclude,
 * core.excludesFile and the like), as paths that live as long as the repo. Empty: nowhere;
 * there need not be a file. Relative only in a bare repository. */
#define SL_REPO_OUTER 5
void sl_repo_outer(sl_repo *repo, sl_str out[SL_REPO_OUTER]);

/* The ignore stack as `git check-ignore` has it: info_name is how it calls
 * info/exclude, and the index stands in for nothing unless with_index is set. */
sl_ignore *sl_repo_ignore_named(sl_repo *repo, sl_str info_name, bool with_index);

/* Says which .gitignore a walk of the working tree met: no other is looked for from now
 * on. files are copied. */
void sl_repo_ignores_listed(sl_repo *repo, const sl_str *files, size_t len);

/* The i-th ignore or attribute file outside the tree (info/exclude, core.excludesFile
 * and the like) that is there and could not be read, the reason in *err; an empty slice
 * past the last one. Known once the stacks were opened. */
sl_str sl_repo_unreadable(const sl_repo *repo, size_t i, sl_err *err);

/* The version of libgit2 that this build is for ("1.5.1"). */
const char *sl_repo_library_version(void);

#endif

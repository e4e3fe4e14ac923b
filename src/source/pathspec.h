/* pathspec.h - which path of a repository the user means by what was typed.
 *
 * Source: "pathspec" in gitglossary(7), and the behaviour of git 2.39. */
#ifndef SECLINT_SOURCE_PATHSPEC_H
#define SECLINT_SOURCE_PATHSPEC_H

#include "git/index.h"
#include "source/cwd.h"

/* Writes path into *out (cleared first) without "." components, doubled slashes and
 * "..", which takes the component before it away. A slash at the end stays, and "." or
 * ".." leave one. Returns how many of the first bytes, which are a clean path of length
 * prefix, no ".." took away; SIZE_MAX, with rubbish in *out, if ".." leads out of what
 * path begins at. */
size_t sl_path_normal(sl_str path, size_t prefix, sl_buf *out);

/* typed relative to the top, into *out (cleared first): empty for the top itself. An
 * absolute path may reach the working tree through symbolic links. Returns how much of
 * the cwd's prefix is left in it; SIZE_MAX, with SL_EUSAGE, for a path outside. */
size_t sl_pathspec_path(const sl_cwd *cwd, const char *typed, sl_buf *out, sl_err *err);

/* One path as `git check-ignore` takes it: a path that may also be a glob, where
 * tracked files are concerned. */
typedef struct sl_pathspec {
    sl_buf match;   /* relative to the top; NUL-terminated */
    size_t literal; /* bytes at its start that are not a glob */
} sl_pathspec;

/* Reads typed, with the magic ":/" and ":(top)"; other magic is refused, as is an empty
 * text. SL_EUSAGE. *out may have been used before; free out->match in any case. */
bool sl_pathspec_read(const sl_cwd *cwd, const char *typed, sl_pathspec *out,
                      sl_err *err);
/* Refuses (SL_EUSAGE) what lies beyond a symbolic link below root, a descriptor, or in
 * a submodule of index, which may be NULL. Takes the slash from a submodule's name. */
bool sl_pathspec_reachable(sl_pathspec *spec, const char *typed, int root,
                           const sl_index *index, sl_err *err);

/* Is an entry of index meant by it, or below it? */
bool sl_pathspec_tracked(const sl_pathspec *spec, const sl_index *index);

#endif

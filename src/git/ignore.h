/* ignore.h - which paths git ignores, and which line of which file says so.
 *
 * The whole stack of gitignore(5): every nested .gitignore, info/exclude,
 * core.excludesFile; negation, excluded parents, core.ignorecase, CRLF, BOM.
 * Answers as `git check-ignore --no-index` does (as if nothing were tracked). */
#ifndef SECLINT_GIT_IGNORE_H
#define SECLINT_GIT_IGNORE_H

#include "git/filetree.h"

typedef enum sl_ignore_home {
    SL_IGNORE_TREE,  /* a .gitignore of the repository: protects every clone */
    SL_IGNORE_INFO,  /* .git/info/exclude: this clone only */
    SL_IGNORE_GLOBAL /* core.excludesFile: this user only */
} sl_ignore_home;

/* The deciding line. Slices live as long as the sl_ignore. */
typedef struct sl_ignore_match {
    bool found;   /* some line matched; without one the rest is zero */
    bool ignored; /* false when the deciding line is a negation */
    sl_ignore_home home;
    sl_str
        file; /* as `check-ignore -v` names it: "sub/.gitignore", or the path given */
    size_t line;    /* from 1 */
    sl_str pattern; /* as written, with its '!' and '/' */
} sl_ignore_match;

typedef struct sl_ignore sl_ignore;

typedef struct sl_ignore_options {
    bool ignore_case;   /* core.ignorecase */
    sl_str info_text;   /* content of info/exclude, empty if none */
    sl_str info_name;   /* its name in answers, e.g. ".git/info/exclude" */
    sl_str global_text; /* content of core.excludesFile */
    sl_str global_name;
} sl_ignore_options;

/* Nested files are read from tree as they are needed, and kept. Texts are
 * copied. Never fails; a nested file that cannot be read counts as absent and
 * is listed by sl_ignore_unreadable. Free with sl_ignore_free. */
sl_ignore *sl_ignore_open(sl_filetree tree, const sl_ignore_options *options);
void sl_ignore_free(sl_ignore *ignore);

/* Decides for path, relative to the root, no leading or trailing slash.
 * directory says that path itself is one. An excluded parent decides for all
 * below it, as in git. Not for use by several threads at once. */
sl_ignore_match sl_ignore_check(sl_ignore *ignore, sl_str path, bool directory);

/* The i-th ignore file that exists but could not be read (reason in *err), or
 * an empty slice past the last one. */
sl_str sl_ignore_unreadable(const sl_ignore *ignore, size_t i, sl_err *err);

/* Also used on its own: one parsed line of an ignore file. Returns false for
 * blank lines and comments. Slices point into line. */
typedef struct sl_ignore_line {
    bool negated;
    bool directory_only;
    bool anchored;  /* holds a slash other than a trailing one */
    sl_str pattern; /* without '!', leading and trailing '/', with escapes kept */
} sl_ignore_line;
bool sl_ignore_line_parse(sl_str line, sl_ignore_line *out);

#endif

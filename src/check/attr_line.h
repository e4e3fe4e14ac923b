/* attr_line.h - the lines of the repository's .gitattributes files, as git reads them:
 * what each says about filters, and which paths it is about. */
#ifndef SECLINT_CHECK_ATTR_LINE_H
#define SECLINT_CHECK_ATTR_LINE_H

#include "base/vec.h"
#include "git/pattern.h"
#include "rule/survey.h"

typedef struct sl_attr_line {
    const sl_line_fact *fact;
    const char *discarded;   /* why git throws it away; NULL: it does not */
    bool commented;          /* a comment that would give the git-crypt filter */
    bool is_macro;           /* "[attr]name ...": about no path */
    sl_path_pattern pattern; /* also of a line that does not count */
    bool sets_filter;        /* it says something about the filter: */
    sl_attr_state filter;
    sl_str value;
    bool misspelt; /* it sets "Filter" or the like, which is another attribute */
} sl_attr_line;

/* Sorted by file and line; without blank lines and ordinary comments. */
typedef struct sl_attr_lines {
    const sl_attr_line *at;
    size_t len;
} sl_attr_lines;

/* Macros of the top-level file are expanded. All lives in the arena. */
sl_attr_lines sl_attr_lines_read(const sl_survey *survey, sl_arena *arena);

/* The line that decided about an attribute; NULL if it is not in the tree. */
const sl_attr_line *sl_attr_lines_find(sl_attr_lines lines, const sl_attr *attr);
/* Its place, or that of its file; attr->line must not be 0. */
sl_place sl_attr_place(sl_attr_lines lines, const sl_attr *attr);

bool sl_attr_line_counts(const sl_attr_line *line); /* for some path */
/* Does it count and give the filter git-crypt or git-crypt-NAME? */
bool sl_attr_line_encrypts(const sl_attr_line *line);
/* Does it count and take a filter away? "filter=", "!filter", "-filter" */
bool sl_attr_line_excepts(const sl_attr_line *line);
/* Does its text, apart from a note at its end, speak of a filter or of git-crypt? */
bool sl_attr_line_about_filter(const sl_attr_line *line);

/* Does its pattern fit the file path, whether the line counts or not? */
bool sl_attr_line_fits(const sl_attr_line *line, sl_str path);
/* Does it fit a directory above path? That gives the file nothing. */
bool sl_attr_line_fits_parent(const sl_attr_line *line, sl_str path);

/* A directory, and the first known path below it. */
typedef struct sl_known_dir {
    sl_str dir;
    sl_str path;
} sl_known_dir;

SL_VEC(sl_known_dir_vec, sl_known_dir);

/* Every directory of the known paths, once. */
void sl_known_dirs(const sl_survey *survey, sl_known_dir_vec *dirs);
/* The first path below a directory that the line's pattern fits, or empty. */
sl_str sl_attr_line_below(const sl_attr_line *line, const sl_known_dir_vec *dirs);

/* Why an active line that was meant to encrypt does not, whatever paths there are; or
 * NULL. */
const char *sl_attr_line_fault(const sl_attr_line *line);

/* Is there a broken line, discarded or at fault, that was meant for the path? */
bool sl_attr_lines_meant(sl_attr_lines lines, sl_str path);
/* The last line that encrypts and fits the path, or NULL. */
const sl_attr_line *sl_attr_lines_encrypting(sl_attr_lines lines, sl_str path);

/* The value git-crypt or git-crypt-NAME? */
bool sl_attr_names_git_crypt(sl_str value);

#endif

/* attributes.h - the attributes git gives a path, with macros and nesting.
 *
 * The stack of gitattributes(5): .git/info/attributes, nearest .gitattributes
 * up to the root, core.attributesFile; the last matching line wins for each
 * attribute. Lines that git discards (a trailing "# note", an invalid
 * attribute name, a negated pattern) are discarded and listed. */
#ifndef SECLINT_GIT_ATTRIBUTES_H
#define SECLINT_GIT_ATTRIBUTES_H

#include "git/filetree.h"

typedef enum sl_attr_state {
    SL_ATTR_UNSPECIFIED,
    SL_ATTR_SET,   /* "filter" */
    SL_ATTR_UNSET, /* "-filter" */
    SL_ATTR_VALUE  /* "filter=git-crypt"; the value may be empty */
} sl_attr_state;

/* Slices live as long as the sl_attributes. file and line name the line that
 * decided, which for an attribute that comes from a macro is the line that gives
 * the path the macro (line 0: nothing did). */
typedef struct sl_attr {
    sl_str name;
    sl_attr_state state;
    sl_str value;
    sl_str file;
    size_t line;
    bool local; /* file is not in the tree: info/attributes, core.attributesFile */
} sl_attr;

/* A line that git throws away, with the reason for a person. */
typedef struct sl_attr_discarded {
    sl_str file;
    size_t line;
    sl_str text;
    const char *why;
} sl_attr_discarded;

typedef struct sl_attributes sl_attributes;

typedef struct sl_attributes_options {
    bool ignore_case;
    sl_str info_text; /* content of info/attributes */
    sl_str info_name;
    sl_str global_text; /* content of core.attributesFile */
    sl_str global_name;
    sl_str system_text; /* content of $(prefix)/etc/gitattributes */
    sl_str system_name;
} sl_attributes_options;

/* Nested files are read from tree as needed, and kept. Texts are copied. Never
 * fails; a nested file that cannot be read counts as absent and is listed by
 * sl_attributes_unreadable. Not for use by several threads at once. Free with
 * _free. */
sl_attributes *sl_attributes_open(sl_filetree tree,
                                  const sl_attributes_options *options);
void sl_attributes_free(sl_attributes *attributes);

/* The state of one attribute for path (relative, no leading slash; a trailing one
 * says that it is a directory). Asking for a second attribute of the same path
 * costs next to nothing. */
sl_attr sl_attributes_get(sl_attributes *attributes, sl_str path, sl_str name);

/* The same as a clone would have it, without the files that are not in the tree. */
sl_attr sl_attributes_get_in_tree(sl_attributes *attributes, sl_str path, sl_str name);

/* Every attribute that is specified for path, in the order in which
 * `git check-attr -a` prints them when it is asked for the same paths. Returns
 * their number; *all lives until the next call. */
size_t sl_attributes_all(sl_attributes *attributes, sl_str path, const sl_attr **all);

/* True if some file read so far gives any path a filter: lets callers skip the
 * question. Reads the root, info and global files. */
bool sl_attributes_may_filter(sl_attributes *attributes);

/* The i-th discarded line among the files read so far; false past the last. */
bool sl_attributes_discarded(const sl_attributes *attributes, size_t i,
                             sl_attr_discarded *out);

/* The i-th attribute file that exists but could not be read (reason in *err, which
 * may be NULL), or an empty slice past the last one. */
sl_str sl_attributes_unreadable(const sl_attributes *attributes, size_t i, sl_err *err);

#endif

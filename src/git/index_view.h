/* index_view.h - an index of which only what is asked for is decoded.
 *
 * For a hook: where entries begin is noted in one pass over the mapped file, and the
 * cache tree tells which of them need not be looked at. Version 4, split and sparse
 * indexes, and whatever is not as it should be, are read by git/index.h, with the same
 * answers. Source: gitformat-index(5). */
#ifndef SECLINT_GIT_INDEX_VIEW_H
#define SECLINT_GIT_INDEX_VIEW_H

#include "git/index.h"
#include "git/known_path.h"

#define SL_INDEX_NONE SIZE_MAX /* the place of no entry */

typedef struct sl_index_view {
    size_t len; /* entries */
    size_t oid_len;
    sl_mapping file;
    sl_known_path *paths; /* of the entries in it, all tracked; or NULL: */
    sl_index whole;
    sl_index_trees own_trees;
    bool conflicts;             /* some entries are stages of one */
    uint32_t timestamp_seconds; /* of the index file, for the racy-git rule */
    uint32_t timestamp_nanoseconds;
} sl_index_view;

/* As sl_index_read, with the same errors. Free with sl_index_view_free in any case. */
bool sl_index_view_open(const char *path, const char *git_dir, size_t oid_len,
                        sl_index_view *out, sl_err *err);
void sl_index_view_free(sl_index_view *view);

/* Slices live as long as the view. */
const sl_index_trees *sl_index_view_trees(const sl_index_view *view);
sl_str sl_index_view_path(const sl_index_view *view, size_t i);
/* Has the i-th entry the path of the one before it: is it a stage of a conflict? */
bool sl_index_view_again(const sl_index_view *view, size_t i);
void sl_index_view_entry(const sl_index_view *view, size_t i, sl_index_entry *out);
/* The first entry (lowest stage) of path; false if there is none. */
bool sl_index_view_find(const sl_index_view *view, sl_str path, sl_index_entry *out);
/* Where it is, or SL_INDEX_NONE. *near, at most view->len, is where the search begins, and
 * then the place of path, with or without an entry: who asks for the paths of a directory
 * behind each other is answered in a few steps. */
size_t sl_index_view_place(const sl_index_view *view, sl_str path, size_t *near);

#endif

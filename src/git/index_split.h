/* index_split.h - a split index and its shared index made one.
 *
 * Source: gitformat-index(5), "Split index"; EWAH bitmaps as in
 * gitformat-bitmap(5), appendix A. */
#ifndef SECLINT_GIT_INDEX_SPLIT_H
#define SECLINT_GIT_INDEX_SPLIT_H

#include "git/index_file.h"

/* The id of the shared index that file->link names; len 0 if it names none, and
 * then there is nothing to merge. */
bool sl_index_split_base(const sl_index_file *file, sl_oid *out, sl_err *err);

/* Gives file the entries of base, as file->link edits them. base must use the same
 * arena; its entries are changed. */
bool sl_index_split_merge(sl_index_file *file, sl_index_file *base, sl_err *err);

#endif

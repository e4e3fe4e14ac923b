/* live.h - a scan that stays: what a run would say if some files held other bytes.
 *
 * For editors. The tree and the index are read once; a document that is put replaces the
 * file of its path, and only it is scanned again. Everything behind the documents (the
 * checks of the repository, allowances, the baseline) then goes the way of any run, so the
 * answer is that of `seclint --no-history` on a tree in which the documents are saved. */
#ifndef SECLINT_SCAN_LIVE_H
#define SECLINT_SCAN_LIVE_H

#include "scan/results.h"
#include "source/path_rules.h"

#include <stdatomic.h>

typedef struct sl_live_options {
    const char *top; /* of a working tree, absolute; or NULL: */
    const char
        *folder; /* plain files are in this one, absolute, as standard input is */
    unsigned threads;
    const atomic_bool *stop; /* once it is set, sl_live_read gives up; or NULL */
} sl_live_options;

typedef struct sl_live sl_live;

/* Rules, configuration, repository; fails as sl_run does. Free with sl_live_close. */
sl_live *sl_live_open(const sl_live_options *options, sl_err *err);
/* Reads working tree and index. Until then, and in a folder, documents are judged by
 * what they say themselves and by their own state in git. */
bool sl_live_read(sl_live *live, sl_err *err);
void sl_live_close(sl_live *live); /* NULL is fine */

/* The file at path, '/'-separated below the top or the folder, holds text (copied). */
void sl_live_put(sl_live *live, sl_str path, sl_str text);
/* What was put is forgotten: the file holds what it held when the tree was read. */
void sl_live_drop(sl_live *live, sl_str path);
/* What was put there, for who reads files through the documents; false: nothing. */
bool sl_live_text(const sl_live *live, sl_str path, sl_str *text);

/* The same as a tree over the one on disk. */
sl_filetree sl_live_tree(sl_live *live);

/* What a run would say. Of findings in documents only those of files that were put are
 * kept, unless there is a baseline; findings of the repository are all there. Belongs to
 * live, until the next call of any function here but sl_live_text and sl_live_stamp. */
const sl_results *sl_live_look(sl_live *live);
/* The same at once: findings of the repository may be those of the last look, and there
 * are no facts. sl_live_settled says whether sl_live_look would say the same. */
const sl_results *sl_live_glance(sl_live *live);
bool sl_live_settled(const sl_live *live);

bool sl_live_whole(const sl_live *live);    /* sl_live_read has done its work */
sl_repo *sl_live_repo(const sl_live *live); /* NULL in a folder */
/* A hash over the state of the files beside documents that decide: the index, HEAD, the
 * configuration, ignore and attribute files. Another value: open it anew. */
uint64_t sl_live_stamp(const sl_live *live);

#endif

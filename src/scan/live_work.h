/* live_work.h - what the files of scan/live*.c share. */
#ifndef SECLINT_SCAN_LIVE_WORK_H
#define SECLINT_SCAN_LIVE_WORK_H

#include "base/map.h"
#include "scan/live.h"
#include "scan/state.h"
#include "source/staged.h"
#include "source/worktree.h"

/* One file that was put. The sinks only hold what came of it: lists and their arena. */
typedef struct sl_live_doc {
    sl_str path; /* NUL-terminated; freed with the document */
    sl_buf text;
    sl_sink now;    /* of the text */
    sl_sink staged; /* of what the index has in its place */
    bool scanned;   /* both are there */
    bool silent; /* nothing came of them but findings: no check of the repository sees
                     * a difference */
} sl_live_doc;

SL_VEC(sl_live_docs, sl_live_doc *);

struct sl_live {
    sl_arena arena;
    sl_run_options options;
    const char *path; /* the target */
    sl_run_state *state;
    sl_repo *repo;
    bool whole;
    sl_staged_vec staged; /* what the next commit changes, */
    sl_map staged_paths;  /* by path */
    sl_live_docs docs;
    sl_map docs_by_path;
    sl_path_rules *rules;        /* over the documents; NULL: to be opened */
    sl_path_rules *staged_rules; /* of the index, if it has others; or NULL */
    bool rules_put;              /* some document is an ignore or attribute file */
    sl_live_doc affected;        /* facts of files that matter only because of that */
    const char **watched;        /* absolute paths whose state sl_live_stamp is over */
    size_t watched_len;
    sl_run_state *view; /* of the last look, or NULL */
    sl_results results;
    sl_run_state *judged; /* by the checks of the repository; may be the view itself */
    sl_finding_vec verdicts; /* what they said; copies, whatever becomes of documents */
    sl_arena verdicts_arena;
    bool unjudged; /* what they said may not be what they would say */
};

/* Opens the rules over the documents, if they are not open. */
void sl_live_rules(sl_live *live);
/* Scans the document, if that was not done. */
void sl_live_scan(sl_live *live, sl_live_doc *doc);
/* Scans tracked files that are ignored or filtered now, and of which the tree knows no
 * fact: when it was read they did not matter. */
void sl_live_affect(sl_live *live);
/* Forgets the last look, but not the verdicts. */
void sl_live_forget(sl_live *live);
/* And those. */
void sl_live_unjudge(sl_live *live);

#endif

/* plan.h - what --fix-gitignore does: every edit of ignore and attribute files, found,
 * checked and only then written.
 *
 * Three steps. The layouts in use get their lines switched or added for their strategy
 * (layout_lines.c). What findings are left then get the smallest line that settles
 * them (mend.c). The gate (gate.c) compares what git would do with every path before
 * and after: nothing that would become addable in the clear is let through. */
#ifndef SECLINT_FIX_PLAN_H
#define SECLINT_FIX_PLAN_H

#include "fix/draft.h"
#include "rule/edit.h"
#include "scan/recheck.h"
#include "source/path_rules.h"

typedef enum sl_change_kind {
    SL_CHANGE_ADDED,
    SL_CHANGE_ACTIVATED,
    SL_CHANGE_COMMENTED,
    SL_CHANGE_EDITED
} sl_change_kind;

typedef struct sl_change {
    sl_change_kind kind;
    sl_str path;    /* of the file that changes */
    sl_str pattern; /* the line, without comment marks */
    sl_str why;     /* one phrase for a person */
} sl_change;

SL_VEC(sl_change_vec, sl_change);
SL_VEC(sl_text_vec, sl_str);
SL_VEC(sl_draft_vec, sl_draft *);

typedef struct sl_plan_options {
    bool per_file;  /* keep patterns, re-include one encrypted file after the other */
    bool confirmed; /* --yes: an inferred strategy may un-ignore */
    sl_strategy given; /* by the user; SL_STRATEGY_NONE: inferred */
    sl_filetree over;  /* files as an editor has them, before those on disk; or zero */
} sl_plan_options;

typedef struct sl_plan {
    sl_repo *repo;
    const sl_results *results;
    sl_facts facts; /* of the results; while findings are settled, with all edits so
                     * far as they were when the round began */
    const sl_survey *survey; /* of these facts */
    sl_plan_options options;
    sl_arena arena;
    sl_draft_vec drafts;
    sl_change_vec changes;
    sl_text_vec refused;  /* why nothing may be written; empty: it may */
    sl_text_vec warnings; /* what to know about what is written */
    sl_text_vec todo;     /* what a person still has to do: prose, commands indented */
    sl_path_rules *rules; /* over the drafts; NULL: they changed since */
    sl_err broken;        /* a file that cannot be edited; code 0: none */
} sl_plan;

/* Finds and checks the edits for one repository. results: of a scan of its working
 * tree. Never writes. False only for what makes planning impossible (a bare
 * repository); a file that must not be edited is a refusal. Free with _free. */
bool sl_plan_make(sl_plan *plan, sl_repo *repo, const sl_results *results,
                  const sl_plan_options *options, sl_err *err);
void sl_plan_free(sl_plan *plan);

bool sl_plan_changes(const sl_plan *plan);
/* The unified diff of all files, to be looked at: secrets are masked and controls escaped. */
bool sl_plan_diff(const sl_plan *plan, sl_buf *out, sl_err *err);
/* Replaces all files, or none; see commit.h. */
bool sl_plan_write(const sl_plan *plan, sl_err *err);

/* The edits that settle finding, if its rule is one that can be settled and nothing
 * was refused; they live in the plan. */
sl_edits sl_plan_edits(sl_plan *plan, const sl_finding *finding);

/* For the steps: */

/* The draft of path, read at the first call. NULL if it must not be edited (a symbolic
 * link, not readable, in UTF-16): plan->broken says why. NULL, too, if its directory is gone. */
sl_draft *sl_plan_draft(sl_plan *plan, sl_str path);
/* What git will say of path, with all edits so far. Slices are valid until the next
 * edit. */
sl_treatment sl_plan_ask(sl_plan *plan, sl_str path);
/* What the checks would say with all edits so far. */
void sl_plan_look(sl_plan *plan, sl_outlook *out);
/* Would git change the line ends of path? */
bool sl_plan_converts(sl_plan *plan, sl_str path);
/* To be called for each edit. */
void sl_plan_note(sl_plan *plan, sl_change_kind kind, const sl_draft *draft,
                  sl_str pattern, const char *why);
/* Adds a line at the end of path (made if need be), unless it is there. Not if it has a
 * line end inside: no line can name such a path, and half of it would name others. */
void sl_plan_append(sl_plan *plan, sl_str path, sl_str line, const char *why);

#endif

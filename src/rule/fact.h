/* fact.h - what a document says that only means something beside others.
 *
 * Document scanners make facts; repository checks are pure functions over the
 * facts of all documents and open no file themselves. */
#ifndef SECLINT_RULE_FACT_H
#define SECLINT_RULE_FACT_H

#include "doc/leaves.h"
#include "rule/survey.h"

/* One version of a file that holds, or by its path should hold, secrets. */
typedef struct sl_fact {
    sl_place place; /* the whole file */
    sl_path_state state;
    sl_content content;
    size_t size;                         /* in bytes */
    const sl_secret_class *path_class;   /* set by sl_facts_join: what the path is */
    const sl_secret_class *public_class; /* for, or that it is an example of that */
    size_t secrets;   /* plaintext secrets that rules found in it and no comment
                           * allows */
    sl_leaves leaves; /* of readable documents; not of old versions */
    sl_str intent;    /* a comment that says the file ought to be encrypted; or empty */
    bool symlink;
    bool executable;
} sl_fact;

SL_VEC(sl_fact_vec, sl_fact);

/* All facts of a run, sorted by path, origin and object; what repository checks
 * see. */
typedef struct sl_facts {
    const sl_fact *at;
    size_t len;
    const sl_survey *survey; /* never NULL */
} sl_facts;

/* Sorts the facts and gives them their classes; layouts: those that are present. */
sl_facts sl_facts_join(sl_fact_vec *facts, const sl_layouts *layouts,
                       const sl_survey *survey);

/* The facts of one path: [*start, end) where end is returned. *start moves on, so
 * that a loop visits path after path while *start < facts.len. */
sl_facts sl_facts_next_path(sl_facts facts, size_t *start);
/* The first fact of that origin among those of one path, or NULL. */
const sl_fact *sl_facts_origin(sl_facts of_path, sl_origin origin);
/* The facts of path; len 0 if there are none. */
sl_facts sl_facts_of(sl_facts facts, sl_str path);
/* What the index holds of the path: its own blob where that was read, else the file,
 * which is unchanged then; in a range what its last commit holds; NULL: nothing. */
const sl_fact *sl_facts_staged(sl_facts of_path);

#endif

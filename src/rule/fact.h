/* fact.h - what a document says that only means something beside others.
 *
 * Document scanners make facts; repository checks are pure functions over the
 * facts of all documents and open no file themselves. */
#ifndef SECLINT_RULE_FACT_H
#define SECLINT_RULE_FACT_H

#include "doc/content.h"
#include "rule/finding.h"
#include "rule/layout.h"

/* One version of a file that holds, or by its path should hold, secrets. */
typedef struct sl_fact {
    sl_place place; /* the whole file */
    sl_path_state state;
    sl_content content;
    const sl_secret_class *path_class; /* NULL: only the content is secret; set by
                                        * sl_facts_join for history */
    size_t secrets; /* plaintext secrets that rules found in it and no comment
                           * allows */
    size_t values;  /* values that are no placeholder and no reference; 1 for
                           * text without a tree */
} sl_fact;

SL_VEC(sl_fact_vec, sl_fact);

/* All facts of a run, sorted by path, origin and object; what repository checks
 * see. */
typedef struct sl_facts {
    const sl_fact *at;
    size_t len;
} sl_facts;

/* Sorts the facts and gives those of history their path class. */
sl_facts sl_facts_join(sl_fact_vec *facts, const sl_layouts *layouts);

/* The facts of one path: [*start, end) where end is returned. *start moves on, so
 * that a loop visits path after path while *start < facts.len. */
sl_facts sl_facts_next_path(sl_facts facts, size_t *start);
/* The first fact of that origin among those of one path, or NULL. */
const sl_fact *sl_facts_origin(sl_facts of_path, sl_origin origin);

#endif

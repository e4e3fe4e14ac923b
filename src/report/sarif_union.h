/* sarif_union.h - the lists of several runs as one list each; for sarif_combine.c.
 *
 * Each item is there once, in an order that does not depend on the runs. What names an
 * item by its index names it by something else as well (a rule id, a URI): by that its
 * index in the united list is found. */
#ifndef SECLINT_REPORT_SARIF_UNION_H
#define SECLINT_REPORT_SARIF_UNION_H

#include "base/map.h"
#include "report/sarif_merge.h"

/* An item of some list, with the run that it is from. */
typedef struct sl_union_item {
    const sl_node *node;
    const sl_sarif_part *part;
    sl_str key;  /* items of one key are the same */
    sl_str text; /* as it is written; of a message's text its new name */
    bool open;   /* a result that nothing suppresses */
    size_t rank; /* of a result: the smaller, the graver */
} sl_union_item;

SL_VEC(sl_union_items, sl_union_item);
SL_VEC(sl_union_nodes, const sl_node *);

typedef enum sl_union_list {
    SL_UNION_RULES,
    SL_UNION_DESCRIPTORS, /* of notifications */
    SL_UNION_TAXA,
    SL_UNION_INVOCATIONS,
    SL_UNION_ARTIFACTS,
    SL_UNION_RESULTS,
    SL_UNION_PROVENANCE,
    SL_UNION_TOKENS,
    SL_UNION_LISTS
} sl_union_list;

/* What one of the runs names by index. */
typedef struct sl_union_own {
    sl_union_nodes rules, artifacts;
    sl_map rule_of; /* id -> its place in rules */
} sl_union_own;

typedef struct sl_union {
    const sl_sarif_part *parts;
    size_t len;
    sl_arena arena;
    sl_union_items items[SL_UNION_LISTS];
    sl_map places[SL_UNION_LISTS]; /* key -> the item, in its place in items */
    sl_union_items strings;        /* of the messages of rules: key is rule and text */
    sl_map string_ids;             /* the same -> it */
    sl_map first_strings;          /* rule -> the first of its strings */
    sl_union_own *own;             /* by part */
    size_t repeats;                /* results that were there before */
    bool suppressions; /* some result is suppressed: then all say whether they are */
    bool states;       /* all results say how they stand to a baseline */
} sl_union;

/* Of sorted parts, which must outlive it. */
void sl_union_make(sl_union *u, const sl_sarif_part *parts, size_t len);
void sl_union_free(sl_union *u);

/* The member of a run that is that list, "tool.driver.rules"; of the taxa that of the
 * taxonomies, of which the first has them. */
const char *sl_union_key(sl_union_list id);
/* The list of one run, or NULL. */
const sl_node *sl_union_list_of(const sl_node *run, sl_union_list id);

/* The index of the item with that key; -1 if there is none. */
int64_t sl_union_index(const sl_union *u, sl_union_list id, sl_str key);
/* The index of the artifact that has the index at in its own run. */
int64_t sl_union_parent(const sl_union *u, const sl_sarif_part *part, size_t at);
/* The text of a result's message, as the rule of its own run has it; or NULL. */
const sl_union_item *sl_union_string(sl_union *u, const sl_sarif_part *part,
                                     const sl_node *message);

#endif

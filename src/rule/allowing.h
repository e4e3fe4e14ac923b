/* allowing.h - which hits of one document are allowed, and by what. */
#ifndef SECLINT_RULE_ALLOWING_H
#define SECLINT_RULE_ALLOWING_H

#include "doc/doc.h"
#include "rule/allow_list.h"
#include "rule/hit.h"

/* What is honoured; all of it is borrowed. */
typedef struct sl_allow_policy {
    bool comments;             /* allowances in comments, ours and */
    bool peers;                /* those of other scanners */
    const sl_allow_list *list; /* entries of files, or NULL */
    sl_matcher *matcher;       /* for their regexes; NULL: those allow nothing */
    sl_date today;
} sl_allow_policy;

/* The answer for one hit. */
typedef struct sl_permit {
    sl_allower by; /* SL_ALLOWER_NONE: nothing allows it, as far as can be told here */
    const sl_allow_entry *entry;
    size_t at;      /* in doc->text, on the line of the comment that allows it */
    sl_span reason; /* in doc->text, of a comment; empty: none is given */
    /* In history the path may not be known yet: entries that allow it if their place
     * fits; in the document's arena. */
    const sl_allow_entry *const *candidates;
    size_t candidates_len;
} sl_permit;

/* What the comments of one line say. */
typedef struct sl_allow_line {
    bool known;
    size_t start; /* of the line, in doc->text */
    bool marked;
    sl_allow_mark mark;
    sl_allower peer;       /* about this line */
    sl_allower peer_above; /* about the next one */
} sl_allow_line;

SL_VEC(sl_offset_vec, size_t);

typedef struct sl_allowing {
    const sl_allow_policy *policy;
    sl_doc *doc;
    sl_allow_line lines[4]; /* those that were read last: hits come in order */
    size_t turn;
    sl_offset_vec used; /* marks that allowed something, by their place in the text */
    sl_allow_candidates asked;
} sl_allowing;

void sl_allowing_open(sl_allowing *a, const sl_allow_policy *policy, sl_doc *doc);
sl_permit sl_allowing_decide(sl_allowing *a, const sl_hit *hit);

/* Can its marks be judged: is it text that is there now? */
bool sl_allowing_judges(const sl_allowing *a);
/* The next line with a mark behind *at, which moves on; start is where it begins. */
bool sl_allowing_next(sl_allowing *a, size_t *at, size_t *start, sl_allow_mark *mark);
/* Did the mark at this place of the text allow a hit? */
bool sl_allowing_used(const sl_allowing *a, size_t at);

void sl_allowing_close(sl_allowing *a);

#endif

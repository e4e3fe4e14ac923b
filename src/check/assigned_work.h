/* assigned_work.h - what the files of assigned.h share. */
#ifndef SECLINT_CHECK_ASSIGNED_WORK_H
#define SECLINT_CHECK_ASSIGNED_WORK_H

#include "check/leaf.h"
#include "check/setting.h"
#include "doc/doc.h"
#include "rule/sink.h"
#include "text/assignment.h"

/* What is read of the document, if not its text as it stands. */
typedef enum sl_context {
    SL_IN_TEXT,
    SL_IN_COMMENT, /* a line that is commented out */
    SL_IN_PROGRAM  /* a cell of a notebook */
} sl_context;

typedef struct sl_looking {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
    bool random; /* looks for random values, otherwise for chosen ones */
    sl_context context;
    sl_setting setting; /* that is judged, see sl_assigned_rate */
} sl_looking;

/* NAME=value: is nothing between but the sign? */
static inline bool sl_assigned_glued(const sl_assignment *a)
{
    const char *sign = a->name.ptr + a->name.len;

    return a->value.ptr == sign + 1 && *sign != ' ' && *sign != '\t';
}

/* Gives the hit its level. The folders of an old version are not known yet: the level in
 * files of every sort is kept for sl_assigned_settle. */
void sl_assigned_rate(sl_looking *l, const sl_assignment *a, sl_worth worth,
                      sl_hit *hit);

/* Is what was drawn written in a way that is sure enough, in the sort of file judged last? */
bool sl_assigned_drawn(const sl_looking *l, const sl_assignment *a);

/* Leaves a hit in the sink if the value is what is looked for. False: it is nothing,
 * wherever the same stands. */
bool sl_assigned_judge(sl_looking *l, const sl_assignment *a);

#endif

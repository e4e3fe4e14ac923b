/* assigned_work.h - what the files of assigned.h share. */
#ifndef SECLINT_CHECK_ASSIGNED_WORK_H
#define SECLINT_CHECK_ASSIGNED_WORK_H

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
    sl_setting setting; /* set by sl_assigned_judge */
} sl_looking;

/* Leaves a hit in the sink if the value is what is looked for. False: it is nothing,
 * wherever the same stands. */
bool sl_assigned_judge(sl_looking *l, const sl_assignment *a);

#endif

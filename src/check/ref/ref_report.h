/* ref_report.h - where checks of references leave what they find. */
#ifndef SECLINT_CHECK_REF_REF_REPORT_H
#define SECLINT_CHECK_REF_REF_REPORT_H

#include "check/check.h"

typedef struct sl_ref_report {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
} sl_ref_report;

/* A hit at span, at level (SL_LEVEL_OFF: the rule's): a note where it is commented out,
 * one lower in documentation, tests, fixtures, examples and code of others. */
void sl_ref_hit(const sl_ref_report *report, sl_span span, sl_level level,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A name or value cut so that it can be quoted in a message. */
sl_str sl_ref_quote(sl_str text);

#endif

/* rulebook.h - the one text of a rule: `seclint explain`, the help in SARIF and
 * docs/rules/ all show it. */
#ifndef SECLINT_REPORT_RULEBOOK_H
#define SECLINT_REPORT_RULEBOOK_H

#include "base/buf.h"
#include "rule/rule.h"

/* For a terminal, at most 80 columns wide, ends with a newline. */
void sl_rulebook_text(const sl_rule *rule, sl_buf *out);
/* The page docs/rules/<id>.md. */
void sl_rulebook_markdown(const sl_rule *rule, sl_buf *out);
/* A table of rules in the given order, with links to their pages. */
void sl_rulebook_index(const sl_rule *const *rules, size_t len, sl_buf *out);
/* Where the page of the rule is to be found. */
void sl_rulebook_uri(const sl_rule *rule, sl_buf *out);

#endif

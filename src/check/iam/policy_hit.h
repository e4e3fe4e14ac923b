/* policy_hit.h - what is wrong in a policy, at the level that its place deserves. */
#ifndef SECLINT_CHECK_IAM_POLICY_HIT_H
#define SECLINT_CHECK_IAM_POLICY_HIT_H

#include "check/check.h"

/* A policy check leaves a hit at node: its key, if it is a MAP or a SEQ with one, else
 * its value. level: SL_LEVEL_OFF for the rule's. Policies in tests, fixtures, examples
 * and code of others weigh one level less. */
void sl_policy_hit(const sl_policy_view *view, const sl_node *node, sl_level level,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The same at any span, with other places that belong to it (at most SL_RULE_PARTS;
 * their messages must outlive the document's scan). */
void sl_policy_hit_at(const sl_policy_view *view, sl_span span, sl_level level,
                      const sl_hit_part *parts, size_t parts_len, const char *format,
                      ...) __attribute__((format(printf, 6, 7)));

/* Where a node is shown: its key, if it is a MAP or a SEQ, else its value; the value's
 * first byte if both are empty. */
sl_span sl_policy_span(const sl_node *node);

/* The key of a node, or the same as above if it has none in the text. */
sl_span sl_policy_key_span(const sl_node *node);

/* A value cut so that it can be quoted in a message. */
sl_str sl_policy_quote(const sl_node *node);

#endif

/* allowed.h - what one policy allows, Denies taken off: yes, no, or not to be told.
 *
 * Source: IAM User Guide, "Policy evaluation logic": a Deny beats every Allow, what
 * nobody allows is denied. Nothing is evaluated for a resource at hand: the question
 * is whether an action is allowed without a limit to it (aws/reach.h). */
#ifndef SECLINT_AWS_ALLOWED_H
#define SECLINT_AWS_ALLOWED_H

#include "aws/reach.h"

typedef enum sl_allowed {
    SL_ALLOWED_NO,
    SL_ALLOWED_UNKNOWN, /* a condition, a template or a run time has a say */
    SL_ALLOWED_YES
} sl_allowed;

/* Does Action take in the action, or NotAction leave it in? UNKNOWN: what of it is
 * known does not, and part of it is open. *which (may be NULL): the value of Action that
 * does, or the element NotAction. */
sl_allowed sl_statement_takes(const sl_statement *statement, const sl_action *action,
                              const sl_node **which);

/* Is there a Condition that can be false? An empty one has no effect. */
bool sl_statement_conditional(const sl_statement *statement);

/* Allow, every action on every resource, without condition. */
bool sl_statement_admin(const sl_statement *statement);

/* A policy and its Denies. */
typedef struct sl_denials {
    const sl_policy *policy;
    size_t values; /* of Action, NotAction and wild Resources in its Denies: what a
                    * question costs */
} sl_denials;

sl_denials sl_policy_denials(const sl_policy *policy);

/* Is the action denied on (nearly) everything: on "*", on all of an account, or on all but
 * NotResource? Denies that reach less take back a part of a wide Allow at most. */
sl_allowed sl_denials_of(const sl_denials *denials, const sl_action *action);

/* Where a policy allows something. */
typedef struct sl_holding {
    const sl_statement *statement;
    const sl_node *action;   /* the value of Action, or the element NotAction */
    const sl_node *resource; /* the value of Resource, or the element NotResource */
} sl_holding;

/* Does the policy allow the action on at least so much? YES: by a statement without condition, and
 * not denied; *out (may be NULL) says which. */
sl_allowed sl_policy_allows(const sl_denials *denials, const sl_action *action,
                            sl_reach least, sl_holding *out);

#endif

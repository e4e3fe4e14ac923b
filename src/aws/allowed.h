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

/* The Denies of a policy, by action; lives in the arena. */
typedef struct sl_denials {
    const uint64_t *yes;   /* a bit for each action of the table; NULL: no Deny that */
    const uint64_t *maybe; /* reaches every resource */
    bool everything;       /* no action is left; nor */
    bool anything;         /* can any be told to be: there was too much to compare */
} sl_denials;

/* Looks at the Deny statements that reach whatever a wide Allow does: on "*", on all
 * of an account, or on all but NotResource. Others take back a part of it at most. More
 * than SL_MAX_ACTION_STEPS comparisons: anything may be denied. */
sl_denials sl_policy_denials(const sl_policy *policy, sl_arena *arena);

/* Is the action denied on (nearly) everything? */
sl_allowed sl_denials_of(const sl_denials *denials, const sl_action *action);

/* Where a policy allows something. */
typedef struct sl_holding {
    const sl_statement *statement;
    const sl_node *action;   /* the value of Action, or the element NotAction */
    const sl_node *resource; /* the value of Resource, or the element NotResource */
} sl_holding;

/* Is the action allowed on at least so much? YES: by a statement without condition, and
 * not denied; *out (may be NULL) says which. */
sl_allowed sl_policy_allows(const sl_policy *policy, const sl_denials *denials,
                            const sl_action *action, sl_reach least, sl_holding *out);

#endif

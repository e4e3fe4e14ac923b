/* action_walk.h - the actions that one value of Action takes in.
 *
 *     sl_action_walk walk = sl_action_walk_of(value);
 *     while (sl_action_walk_next(&walk, &action)) ...
 *
 * A value is "*" or "prefix:name", both with '*' and '?' anywhere; what has no colon
 * takes in nothing. The table of actions.h is walked by service, then by name. */
#ifndef SECLINT_AWS_ACTION_WALK_H
#define SECLINT_AWS_ACTION_WALK_H

#include "aws/actions.h"

/* Slices of the value that it was made from. */
typedef struct sl_action_walk {
    sl_str prefix;
    sl_str name;
    bool literal;      /* no wildcard in the prefix: it has one service or none */
    bool inside;       /* of a service */
    uint32_t services; /* where among them, */
    uint32_t actions;  /* and among the actions of this one */
    sl_service service;
} sl_action_walk;

sl_action_walk sl_action_walk_of(sl_str value);
/* How many actions a whole walk compares, at most: what one value costs. */
size_t sl_action_walk_cost(sl_str value);
bool sl_action_walk_next(sl_action_walk *walk, sl_action *out);

/* Does it hold '*' or '?'? */
bool sl_wildcard_in(sl_str pattern);
/* Only stars, one at least? */
bool sl_is_star(sl_str pattern);
/* "*", "*:*" and the like: every action there is? */
bool sl_action_is_star(sl_str value);
/* "s3:*": every action of one service? Not if it is every action of all. */
bool sl_action_is_service_star(sl_str value);

#endif

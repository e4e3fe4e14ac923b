/* sensitive.h - actions that hand out credentials or secrets, and the sets of actions
 * with which an identity can give itself more rights.
 *
 * Tables kept by hand: the API references of the services, and what has been published
 * on privilege escalation in IAM since 2018. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_SENSITIVE_H
#define SECLINT_AWS_SENSITIVE_H

#include "base/str.h"
#include "text/date.h"

/* What an action gives to who calls it. */
typedef enum sl_sensitive {
    SL_SENSITIVE_NONE,
    SL_SENSITIVE_CREDENTIALS, /* keys, tokens, passwords that sign in somewhere */
    SL_SENSITIVE_SECRETS /* stored secrets, or the plaintext of what is encrypted */
} sl_sensitive;

/* Both case-insensitive; name without wildcards. */
sl_sensitive sl_action_sensitive(sl_str service, sl_str name);

typedef struct sl_sensitive_action {
    sl_str service; /* "sts" */
    sl_str name;    /* "AssumeRole" */
    sl_sensitive what;
} sl_sensitive_action;

/* The next of the table, by service and name. Start with *at = 0. */
bool sl_sensitive_next(uint32_t *at, sl_sensitive_action *out);

/* All actions of a path must be allowed, each on a resource the holder does not
 * already rule. */
typedef struct sl_escalation {
    uint32_t index;
    sl_str id;    /* "iam-create-policy-version" */
    sl_str title; /* completes "can ...": "make a new default version of its policy" */
    uint32_t actions_len;
} sl_escalation;

bool sl_escalation_next(uint32_t *at, sl_escalation *out);
bool sl_escalation_find(sl_str id, sl_escalation *out);
/* The action of the path, as "iam:PassRole", all in the spelling of AWS. number is less
 * than actions_len. */
sl_str sl_escalation_action(const sl_escalation *path, uint32_t number);

sl_date sl_sensitive_date(void);

#endif

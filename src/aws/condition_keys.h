/* condition_keys.h - the keys of IAM conditions, global ones and those of services.
 *
 * Sources: IAM User Guide, "AWS global condition context keys" (a table kept by
 * hand), and the Service Authorization Reference. Keys are found whatever their ASCII
 * case. A key with a variable part ("aws:ResourceTag/${TagKey}") is found by any
 * name in its place. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_CONDITION_KEYS_H
#define SECLINT_AWS_CONDITION_KEYS_H

#include "aws/actions.h"

typedef enum sl_key_type {
    SL_KEY_ANY, /* the sources disagree, or do not say */
    SL_KEY_STRING,
    SL_KEY_ARN,
    SL_KEY_BOOL,
    SL_KEY_NUMERIC,
    SL_KEY_DATE,
    SL_KEY_IP,
    SL_KEY_BINARY
} sl_key_type;

typedef struct sl_condition_key {
    uint32_t index;
    sl_str name; /* as documented, with its ${TagKey} */
    sl_key_type type;
    bool multivalued; /* needs ForAllValues or ForAnyValue */
    bool global;      /* "aws:...", any service */
    bool variable;    /* has a variable part */
} sl_condition_key;

/* "string", "ARN", "Boolean", "number" ... for messages; "any" for SL_KEY_ANY. */
sl_str sl_key_type_name(sl_key_type type);

bool sl_condition_key_find(sl_str name, sl_condition_key *out);
/* The key of this index. */
sl_condition_key sl_condition_key_at(uint32_t index);
/* A key with the same prefix (service or "aws") two edits away at most. */
bool sl_condition_key_near(sl_str name, sl_condition_key *out);
/* Is this the prefix of some key ("aws", "s3", "saml",
 * "token.actions.githubusercontent.com")? */
bool sl_condition_prefix_known(sl_str prefix);
/* Does the key carry a tag: aws:ResourceTag/x, aws:RequestTag/x, aws:PrincipalTag/x,
 * ec2:ResourceTag/x ...? *bare (may be NULL): the name of the tag is left out, as in
 * "aws:ResourceTag" or "aws:ResourceTag/", which is never a key. */
bool sl_condition_key_is_tag(sl_str name, bool *bare);

/* The next service key that an action knows, its own and those of its resource types,
 * each once. Global keys that every request has are not listed; aws:RequestTag,
 * aws:ResourceTag and aws:TagKeys only if the action knows them. */
bool sl_action_key_next(const sl_action *action, uint32_t *at, sl_condition_key *out);
/* May a condition on this key ever be met for the action? True for global keys but
 * the three about tags, which count as service keys do, and for actions that only the
 * second source knows; false for keys that are not in the table. */
bool sl_action_takes_key(const sl_action *action, sl_str key);
/* Has any action of the service the key? */
bool sl_service_takes_key(const sl_service *service, sl_str key);

#endif

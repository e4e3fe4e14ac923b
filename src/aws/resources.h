/* resources.h - the resource types of AWS services and the ARNs they can have.
 *
 * A template is an ARN with holes: arn:${Partition}:secretsmanager:${Region}:
 * ${Account}:secret:${SecretId}. Source and rules of the table as in actions.h. */
#ifndef SECLINT_AWS_RESOURCES_H
#define SECLINT_AWS_RESOURCES_H

#include "aws/actions.h"
#include "base/buf.h"

#define SL_NO_SERVICE UINT32_MAX

typedef struct sl_resource_type {
    uint32_t index;
    uint32_t service;   /* index of the service whose actions take it, or SL_NO_SERVICE:
                         * ARNs there are, but that no action is allowed on */
    sl_str name;        /* "Secret"; unique within the service, whatever the case */
    sl_str arn_service; /* field of its ARNs; may be a hole, or another service */
    sl_str region;      /* "${Region}", "", "*" or a region */
    sl_str account;     /* "${Account}", "", "*", "aws" ... */
    sl_str resource;    /* "secret:${SecretId}" */
} sl_resource_type;

bool sl_resource_type_find(const sl_service *service, sl_str name,
                           sl_resource_type *out);
/* The next type of a service, by name. Start with *at = 0; false at the end. */
bool sl_resource_type_next(const sl_service *service, uint32_t *at,
                           sl_resource_type *out);
sl_resource_type sl_resource_type_at(uint32_t index);
/* Appends the whole template. */
void sl_resource_template(const sl_resource_type *type, sl_buf *out);

/* The next resource type that an action takes. *required (may be NULL): it is marked
 * as required. An action with several required types needs one resource of each. */
bool sl_action_resource_next(const sl_action *action, uint32_t *at,
                             sl_resource_type *out, bool *required);

/* Could some ARN be of this type and match the pattern? The pattern is a Resource of
 * a policy: '*' and '?' anywhere, placeholders (${x}, {{ x }}, <x>, [x], $(x), %s)
 * stand for any text, also none. A hole of the template stands for any text but
 * none; in front of the resource part without colons; the names of buckets, tables and
 * queues, and the ids of keys, without slashes and colons. Errs on the side of true; true for "*"; time is bounded by the product of
 * the lengths, texts longer than an ARN can be (2048 bytes) give true. */
bool sl_resource_fits(const sl_resource_type *type, sl_str pattern);
/* Does the pattern fit any type of the action (only_required: of its required ones,
 * if it has some)? True if the action takes no resource and the pattern is "*". */
bool sl_action_fits(const sl_action *action, sl_str pattern, bool only_required);

/* How the ARNs of a service use a field. */
typedef enum sl_field_use {
    SL_FIELD_EITHER,   /* by resource type, or not known */
    SL_FIELD_REQUIRED, /* never empty */
    SL_FIELD_FORBIDDEN /* always empty */
} sl_field_use;

/* The service field of an ARN, with what all templates that have it say. */
typedef struct sl_arn_service {
    uint32_t index;
    sl_str name;
    sl_field_use region;
    sl_field_use account; /* "aws" counts as an account */
    bool core;            /* its type words are complete: an unknown one is a mistake */
    bool free_form;       /* some ARN of it has no type word (SNS topics, S3 buckets) */
    bool described;       /* false: a prefix of actions that no template names */
} sl_arn_service;

/* Exactly as in ARNs: lower case only. Prefixes of actions are in the table too. */
bool sl_arn_service_find(sl_str name, sl_arn_service *out);
/* One edit away, or equal but for case; three bytes at least. */
bool sl_arn_service_near(sl_str name, sl_arn_service *out);
/* What region and account may be for one type word: EC2 images have no account,
 * instances do. As for the whole service if the word is not known. */
void sl_arn_service_narrow(sl_arn_service *service, sl_str word);

/* The first word of a resource: up to its first ':' or '/' behind its first byte
 * ("role", "parameter", "/restapis"), or all of it. */
sl_str sl_type_word(sl_str resource);
/* The next type word of the service's templates, each once, in byte order. */
bool sl_type_word_next(const sl_arn_service *service, uint32_t *at, sl_str *word);
bool sl_type_word_known(const sl_arn_service *service, sl_str word);
/* Equal but for case, or two edits away (one, below six bytes). */
bool sl_type_word_near(const sl_arn_service *service, sl_str word, sl_str *out);

#endif

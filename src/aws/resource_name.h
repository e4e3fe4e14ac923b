/* resource_name.h - what the resource part of an ARN names: a type and a name, and of
 * secrets the random suffix.
 *
 * Sources: Service Authorization Reference (forms of resources); Secrets Manager User
 * Guide, "What's in a Secrets Manager secret" (a hyphen and six characters behind the
 * name); Amazon ECS Developer Guide, "Pass Secrets Manager secrets" (what may follow). */
#ifndef SECLINT_AWS_RESOURCE_NAME_H
#define SECLINT_AWS_RESOURCE_NAME_H

#include "aws/field.h"
#include "base/buf.h"

/* Slices of the ARN. */
typedef struct sl_resource_name {
    sl_str
        type; /* "role", "secret", "log-group"; empty where a service has none: buckets,
                  * topics, queues */
    char mark;   /* between type and name: ':' or '/'; 0 without a type, or a name */
    sl_str name; /* "path/NAME" of roles, "group:*" of log groups ... */
} sl_resource_name;

/* The type word ends at the first ':' or '/' outside placeholders. */
sl_resource_name sl_resource_name_of(const sl_arn *arn);

/* The name without its path: of "role/service-role/app" it is "app". Of the assumed role
 * of a session, "assumed-role/app/session", it is the role's. Empty for other types than
 * roles and assumed roles. */
sl_str sl_role_name(const sl_arn *arn);

typedef enum sl_secret_form {
    SL_SECRET_NONE,     /* not the ARN of a secret */
    SL_SECRET_COMPLETE, /* ends in a hyphen and six letters and digits */
    SL_SECRET_PARTIAL, /* no suffix; or one that is a word: "app-secret", "db-config" */
    SL_SECRET_PATTERN, /* holds a wildcard */
    SL_SECRET_OPEN     /* the suffix, or the end of the name, is a placeholder: XXXXXX,
                         * ${suffix} */
} sl_secret_form;

typedef struct sl_secret_name {
    sl_secret_form form;
    sl_str name;   /* without the suffix of COMPLETE, or its stand-in */
    sl_str suffix; /* "BHyuR7"; of PARTIAL empty; of OPEN and PATTERN perhaps empty */
    sl_str
        rest; /* what ECS puts behind: ":json-key:version-stage:version-id"; or empty */
} sl_secret_name;

sl_secret_name sl_secret_name_of(const sl_arn *arn);

/* Appends the text under which a reference to a resource is looked for in policies: the
 * ARN itself; of a partial secret with "-??????" behind, of any secret without what ECS
 * puts behind, of an object of S3 without "#version". */
void sl_arn_reference(const sl_arn *arn, sl_buf *out);

#endif

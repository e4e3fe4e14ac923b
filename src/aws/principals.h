/* principals.h - the services that assume roles, by name.
 *
 * A table kept by hand from the documentation of the services; a name that is not in
 * it may still exist. Rules of the table as in actions.h. */
#ifndef SECLINT_AWS_PRINCIPALS_H
#define SECLINT_AWS_PRINCIPALS_H

#include "base/str.h"
#include "text/date.h"

typedef struct sl_service_principal {
    uint32_t index;
    sl_str name;    /* "ecs-tasks.amazonaws.com" */
    sl_str service; /* prefix of its actions, "ecs"; empty if it has none */
    /* Runs code of the account under the role's credentials (EC2, Lambda, ECS tasks,
     * CodeBuild ...). */
    bool compute;
    /* It sends aws:SourceArn or aws:SourceAccount when it assumes a role, so that a
     * trust policy can name one. False for EC2 and Lambda, which do not, and where it
     * is not documented. */
    bool sends_source;
    /* The same of calls to resources (queues, topics, functions, buckets, keys), whose
     * policies can name one. True wherever sends_source is. */
    bool sends_source_to_resources;
} sl_service_principal;

/* Also with a region in the name ("logs.eu-west-1.amazonaws.com"), with the suffix
 * of China, and with placeholders in place of the region or the suffix
 * ("ec2.${AWS::URLSuffix}"). Case-insensitive. */
bool sl_service_principal_find(sl_str name, sl_service_principal *out);
/* Two edits away at most. */
bool sl_service_principal_near(sl_str name, sl_service_principal *out);
/* Built like one: labels of lower-case letters, digits and hyphens before
 * ".amazonaws.com", ".amazonaws.com.cn" or another partition's suffix; or as Alexa is
 * called. */
bool sl_service_principal_shaped(sl_str name);
/* The day the table was last looked through. */
sl_date sl_service_principals_date(void);

#endif

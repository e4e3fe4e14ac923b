/* actions.h - the services and actions of AWS IAM, from a table in the program.
 *
 * Source of the format: the Service Authorization Reference ("Actions, resources,
 * and condition keys for AWS services"); of the data: docs/iam-data.md, which also
 * says how it is refreshed. The table is constant: nothing is read, allocated or
 * set up, every slice lives as long as the program, any thread may ask.
 *
 * Service prefixes and action names are found whatever their ASCII case. Indexes
 * are those of this build: compare them, never write them down. */
#ifndef SECLINT_AWS_ACTIONS_H
#define SECLINT_AWS_ACTIONS_H

#include "base/str.h"
#include "text/date.h"

/* A prefix of actions: what stands before the colon of "s3:GetObject". It is not
 * always the service field of an ARN: that is sl_arn_service (aws/resources.h). */
typedef struct sl_service {
    uint32_t index;
    sl_str prefix; /* lower case: "secretsmanager" */
    sl_str title;  /* "AWS Secrets Manager" */
    bool agreed;   /* both sources know it */
    bool core;     /* one of the services whose ARN templates are complete */
    uint32_t actions, actions_len; /* its range of actions, by index */
    uint32_t types, types_len;     /* its range of resource types, by index */
} sl_service;

bool sl_service_find(sl_str prefix, sl_service *out);
/* What people call a service that has another prefix: "elb", "stepfunctions". */
bool sl_service_called(sl_str name, sl_service *out);
/* The service one edit away from a prefix that is not in the table ("ec" has none:
 * prefixes of three bytes at least). False if there is none, or more than one. */
bool sl_service_near(sl_str prefix, sl_service *out);
/* The next service whose prefix fits a pattern of '*' and '?', in order of prefix.
 * Start with *at = 0; false at the end. */
bool sl_service_next(sl_str pattern, uint32_t *at, sl_service *out);
/* The service of this index (sl_action.service, sl_resource_type.service). */
sl_service sl_service_at(uint32_t index);

/* What an action does to what it is allowed on. Those that change tags or permissions have SL_ACCESS_WRITE too. */
enum {
    SL_ACCESS_LIST = 1,
    SL_ACCESS_READ = 2,
    SL_ACCESS_WRITE = 4,
    SL_ACCESS_TAGGING = 8,
    SL_ACCESS_PERMISSIONS = 16
};

typedef struct sl_action {
    uint32_t index;
    uint32_t service;  /* index of its service */
    sl_str name;       /* as AWS writes it: "GetSecretValue" */
    unsigned access;   /* SL_ACCESS_ bits; 0 if only the second source knows it */
    bool agreed;       /* both sources know it */
    bool types_agreed; /* and name the same resource types */
    /* False: it takes no ARN of any kind, so it is only ever allowed on "*". */
    bool takes_resource;
    /* True: at least one resource type is marked as required. False says little: where
     * one of several must be given, none is marked (s3:GetObject: an object, or one
     * of an access point). In either case a statement whose resources can be of no type
     * of the action never allows it on a resource. */
    bool needs_resource;
} sl_action;

/* The action of a service; name is what stands behind the colon. */
bool sl_action_find(const sl_service *service, sl_str name, sl_action *out);
/* "s3:GetObject", cut at the first colon. */
bool sl_action_find_whole(sl_str whole, sl_action *out);
/* The action of the service that is nearest to a name that is not in the table: two
 * edits at most (insert, delete, change, swap of neighbours) and no more than a third
 * of the name. Of equally near ones the first. Names with '*' or '?' have none. */
bool sl_action_near(const sl_service *service, sl_str name, sl_action *out);
/* The action of this index. */
sl_action sl_action_at(uint32_t index);

/* The next action of the service that fits a pattern of '*' and '?' ("Get*", "*"),
 * in order of name. Start with *at = 0; false at the end. The literal beginning of a
 * pattern is searched, the rest is matched action by action. */
bool sl_action_next(const sl_service *service, sl_str pattern, uint32_t *at,
                    sl_action *out);
/* Does a pattern match any action of the service? */
bool sl_action_any(const sl_service *service, sl_str pattern);

/* The day the table was made from its sources, and what it holds. */
sl_date sl_iam_data_date(void);
/* Is the table older than a year on this day? Findings that rest on something not
 * being in the table are then worth less. */
bool sl_iam_data_stale(sl_date today);

typedef struct sl_iam_counts {
    size_t services, actions, actions_agreed, types, keys, regions, bytes;
} sl_iam_counts;

sl_iam_counts sl_iam_data_counts(void);

#endif

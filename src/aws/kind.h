/* kind.h - what a policy is for, told by where it stands.
 *
 * Sources: the AWS resource and property types reference of CloudFormation, the schema
 * of the AWS provider of Terraform, the modules of amazon.aws and community.aws of
 * Ansible, the AWS CLI command reference. */
#ifndef SECLINT_AWS_KIND_H
#define SECLINT_AWS_KIND_H

#include "aws/policy.h"
#include "aws/site.h"

/* A row of the table. Words as sl_site_is has them. */
typedef struct sl_kind_row {
    char type[40];      /* of the resource; without its "aws" also of Ansible */
    char attribute[40]; /* or the command's option */
    sl_policy_kind kind;
    sl_holder holder;
    char service[24]; /* of the policy of a resource; or "" */
    char name[32];    /* the property, or option, that names the holder; "" none */
    bool own;         /* the resource is itself the holder */
} sl_kind_row;

/* The row for a value at this site, or NULL: then only its elements tell. */
const sl_kind_row *sl_kind_of(const sl_site *site);
/* Must a map that stands there be a policy, whatever it holds? */
bool sl_kind_is_certain(const sl_kind_row *row);

#endif

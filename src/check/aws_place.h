/* aws_place.h - where in a template a value stands: of which resource, of which kind. */
#ifndef SECLINT_CHECK_AWS_PLACE_H
#define SECLINT_CHECK_AWS_PLACE_H

#include "doc/doc.h"
#include "rule/aws_fact.h"

/* A fact that only says in what sort of document it stands; prose: it is known to stand
 * in some, whatever the file is called. */
sl_aws_fact sl_aws_fact_of(const sl_doc *doc, bool prose);

/* A resource of CloudFormation or Terraform. */
typedef struct sl_aws_resource {
    sl_str type;         /* "AWS::Lambda::Function", "aws_lambda_function" */
    sl_str id;           /* logical id, label: "TaskRole" */
    const sl_node *body; /* its properties */
} sl_aws_resource;

/* Is the node the definition of a resource? */
bool sl_aws_resource_at(const sl_node *node, sl_aws_resource *out);
/* The resource round a node, if there is one. */
bool sl_aws_resource_of(const sl_node *node, sl_aws_resource *out);

/* Are two keys the same but for case, hyphens and underscores? plain has neither. */
bool sl_aws_key_is(sl_str key, const char *plain);

/* {"Ref": "X"}, {"Fn::GetAtt": ["X", "Arn"]}, {"Fn::Sub": ".."}: the function. NULL: a
 * value of another form. */
const sl_node *sl_aws_function(const sl_node *node);

/* A value, or what a function of CloudFormation comes to, as it stands in texts:
 * "${X.Arn}" for !Ref X and !GetAtt X.Arn. */
sl_str sl_aws_text(sl_doc *doc, const sl_node *node);

/* How a role is used whose ARN, or name, is the value of node; false: it is no role's. */
bool sl_aws_role_use(const sl_node *node, sl_aws_use *out);

#endif

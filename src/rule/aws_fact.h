/* aws_fact.h - what documents say about secrets in AWS and who may read them. Each fact
 * means something only beside others: a reference beside the policies that should grant
 * it, a role beside the trust policy that lets it be assumed.
 *
 * Collectors make them (check/collect_aws_*.c), the checks in check/xref/ join them. */
#ifndef SECLINT_RULE_AWS_FACT_H
#define SECLINT_RULE_AWS_FACT_H

#include "rule/finding.h"

typedef enum sl_aws_kind {
    SL_AWS_GRANT,        /* a pattern in Resource, or NotResource, of an Allow */
    SL_AWS_DENY,         /* the same of a Deny */
    SL_AWS_TRUST,        /* one principal of an Allow in a trust policy */
    SL_AWS_SECRET_REF,   /* something that reads a secret, a parameter or an object */
    SL_AWS_SECRET_SHAPE, /* a local stand-in: NAME={json} */
    SL_AWS_KEY_READ,     /* a program that takes a key out of a variable's JSON */
    SL_AWS_SECRET,       /* a secret or parameter that is defined here */
    SL_AWS_ROLE_REF,     /* something that runs with a role */
    SL_AWS_ROLE,         /* a role that is defined here */
    SL_AWS_ATTACHMENT,   /* a managed policy that a role has */
    SL_AWS_ARN,          /* any ARN in live configuration, the above included */
    SL_AWS_MENTION,      /* any ARN in prose or a comment */
    SL_AWS_ACCOUNT,      /* the value of account_id and the like */
    SL_AWS_READER,       /* a principal that the policy of a secret, or of a key, lets
                          * read or decrypt */
    SL_AWS_CI,           /* a branch, tag or environment that a workflow runs for */
    SL_AWS_KINDS
} sl_aws_kind;

/* What the actions of a GRANT or DENY take in; bits. */
enum {
    SL_AWS_READ_SECRET = 1,      /* secretsmanager:GetSecretValue */
    SL_AWS_READ_PARAMETER = 2,   /* ssm:GetParameter, ssm:GetParameters */
    SL_AWS_READ_OBJECT = 4,      /* s3:GetObject */
    SL_AWS_DECRYPT = 8,          /* kms:Decrypt */
    SL_AWS_ASSUME = 16,          /* sts:AssumeRole */
    SL_AWS_READ_PARAMETERS = 32, /* ssm:GetParameters, the one that ECS reads with */
    SL_AWS_NAME_SECRET = 64,     /* any action of secretsmanager, */
    SL_AWS_NAME_PARAMETER = 128  /* of ssm */
};

/* Who reads a SECRET_REF, or what uses a ROLE_REF. */
typedef enum sl_aws_use {
    SL_AWS_USE_UNKNOWN,
    SL_AWS_USE_ECS_EXECUTION, /* ECS itself, before the container starts */
    SL_AWS_USE_ECS_TASK,      /* the program in the container */
    SL_AWS_USE_LAMBDA,
    SL_AWS_USE_EC2,
    SL_AWS_USE_EKS,
    SL_AWS_USE_EVENTS, /* EventBridge rules and schedules */
    SL_AWS_USE_CI,     /* a workflow, by OIDC */
    SL_AWS_USE_DEPLOY, /* CloudFormation, CDK, Terraform, Ansible */
    SL_AWS_USES
} sl_aws_use;

typedef struct sl_aws_fact {
    sl_aws_kind kind;
    sl_place place; /* of text */
    /* GRANT, DENY: the pattern. TRUST, READER: the principal: "ecs-tasks.amazonaws.com", an
     * ARN, an account, "*". SECRET_REF, SECRET: ARN or name, without provider,
     * transform and version. SHAPE: the keys, one a line, sorted. ROLE_REF, ROLE: ARN or
     * name. ATTACHMENT: ARN, name or id of the policy. ARN, MENTION: the ARN. ACCOUNT: the digits. CI: "branch:x", "tag:x",
     * "environment:x". Placeholders are as written. */
    sl_str text;
    /* SECRET_REF, SHAPE, KEY_READ: the environment variable or key that has the value. SECRET:
     * its KMS key, if it has one of its own. TRUST: what `:sub` or ExternalId must be.
     * ROLE_REF: the key that names it. GRANT, DENY: the id of the policy, or of its holder,
     * in its template. Else empty. */
    sl_str name;
    sl_str detail; /* SECRET_REF: the JSON key that is taken out of it, if only one is;
                    * KEY_READ: the key */
    /* GRANT, DENY, TRUST: name of the role, or of the managed policy, or if there is none
     * its id. ROLE: the id. ATTACHMENT: ARN, name or id of the role; empty: of some. */
    sl_str holder;
    size_t
        policy; /* GRANT, DENY, TRUST: number of the policy in its document, from 1 */
    size_t statement; /* and of the statement in it, from 0 */
    unsigned
        rights; /* GRANT, DENY, READER: SL_AWS_READ_SECRET, ... SECRET, and a SECRET_REF
                       * by name: the right that reading it takes */
    sl_aws_use use;   /* SECRET_REF, ROLE_REF */
    bool negated;     /* GRANT, DENY: a pattern of NotResource */
    bool conditional; /* the statement has a Condition */
    bool incomplete;  /* of the policy only a part is known */
    bool prose;       /* in documentation */
    bool trial;       /* in a test, a fixture, an example, code of others */
    bool commented;   /* in a comment, or commented out */
} sl_aws_fact;

SL_VEC(sl_aws_facts, sl_aws_fact);

/* The facts of a kind are [*first, end) of the survey's, sorted by kind, path and
 * place: see sl_survey_aws. */
typedef struct sl_aws_range {
    const sl_aws_fact *at;
    size_t len;
} sl_aws_range;

#endif

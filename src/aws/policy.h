/* policy.h - IAM policies in a document, whatever carries them: JSON and YAML files,
 * CloudFormation, SAM and Serverless, Terraform, templates, shell scripts, Markdown,
 * literals of Python and JavaScript. What is read from which: docs/policies.md.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". The model points
 * into trees: every span is in the text of the document. What a template computes, and
 * what is not written in the grammar itself (an aws_iam_policy_document of Terraform, a
 * PolicyStatement of the CDK), is folded into it first (aws/fold.h): checks see one form.
 */
#ifndef SECLINT_AWS_POLICY_H
#define SECLINT_AWS_POLICY_H

#include "doc/passage.h"

typedef enum sl_policy_kind {
    SL_POLICY_IDENTITY, /* says what its holder may do: no principal */
    SL_POLICY_TRUST,    /* who may assume the role */
    SL_POLICY_RESOURCE, /* of a bucket, queue, key, secret, function, repository ... */
    SL_POLICY_SCP       /* service or resource control policy of an organization: the
                         * service of a policy tells them apart, "scp" or "rcp" */
} sl_policy_kind;

/* The holder, as far as the text around the policy tells. */
typedef enum sl_holder {
    SL_HOLDER_UNKNOWN,
    SL_HOLDER_ROLE,
    SL_HOLDER_USER,
    SL_HOLDER_GROUP,
    SL_HOLDER_MANAGED, /* a managed policy: whoever it is attached to */
    SL_HOLDER_INLINE,  /* of a permission set, a session */
    SL_HOLDER_RESOURCE
} sl_holder;

/* The value of each element is its node: a scalar, a SEQ or a MAP, or of a type that the
 * grammar does not allow; NULL: it is absent, or written in another case. Of an element
 * that is given twice the last one, as most parsers have it. */
typedef struct sl_statement {
    const sl_node *node; /* the MAP; with the tag "!If" if a condition of a template
                          * decides whether it is there */
    const sl_node *sid;
    const sl_node *effect;
    const sl_node *principal;
    const sl_node *not_principal;
    const sl_node *action;
    const sl_node *not_action;
    const sl_node *resource;
    const sl_node *not_resource;
    const sl_node *condition;
    bool allows; /* Effect is Allow (or is none and the carrier's default is Allow) */
    bool denies;
} sl_statement;

typedef struct sl_policy {
    const sl_node *node; /* the MAP that has the Statement; of a fragment one that was
                          * made for its statements */
    const sl_passage *passage; /* NULL: none */
    const sl_node *version;    /* value nodes; NULL: absent */
    const sl_node *id;
    const sl_node *statement;       /* a MAP, a SEQ, or of a wrong type; NULL: absent */
    const sl_statement *statements; /* those that are MAPs, in order */
    size_t statements_len;
    sl_policy_kind kind;
    bool kind_known; /* told by the attribute or resource around it; else a guess from
                      * its elements */
    sl_str service;  /* RESOURCE: prefix of the service whose policy it is ("s3", or
                      * "vpce" for an endpoint), if known; SCP: "scp" or "rcp"; else empty */
    sl_holder holder;
    sl_str holder_name; /* of the role, user, bucket ... if it is literal; or empty */
    sl_str holder_ref;  /* what its template calls it: the logical id of CloudFormation,
                         * "aws_iam_role.app" of Terraform; or empty */
    sl_str attribute; /* "AssumeRolePolicyDocument", "policy" ...: what it is the value
                         * of, as written; or empty */
    bool exact;       /* written in the grammar itself: names, types and order of its
                      * elements are the author's. Values may still be folded */
    bool fragment;    /* statements without a document round them (Serverless, the CDK):
                      * nobody can ask for a Version */
    bool incomplete;  /* statements, actions or resources are missing from what is seen:
                      * left to templates, other documents, run time, or behind an
                      * error */
} sl_policy;

typedef struct sl_policies {
    const sl_policy *at;
    size_t len;
    sl_err error; /* a ceiling was hit, and there may be more: say so in a notice */
} sl_policies;

/* All policies of the document, in the order of the text; found at the first call and
 * kept in doc->aws. A document without the words of one costs a search for them. What
 * is one:
 *   - a map with a Statement that is a map, or holds one, with an Effect, an Action, a
 *     Resource or a Principal; or with an IAM date as Version and a Statement, also in
 *     another case or spelling, or the elements of a statement;
 *   - a map where a template or command must have a policy (AssumeRolePolicyDocument);
 *   - statements without a document: lists and single maps with Effect, Action and
 *     Resource or Principal, iamRoleStatements, PolicyStatement, SAM policy templates;
 *   - data "aws_iam_policy_document". */
sl_policies sl_doc_policies(sl_doc *doc);
/* Who knows that none of these words stands in the document spares it the search: from
 * here on it has no policies. */
static inline void sl_doc_no_policies(sl_doc *doc)
{
    static const sl_policies none = {0};

    doc->aws = &none;
}

/* Words of which every document with a policy has one: the gate looks for them, and whoever
 * has no gate asks sl_text_may_hold_policy. */
#define SL_POLICY_WORDS                                                           \
    "Statement", "statement", "AWS::Serverless", "2012-10-17", "2008-10-17",      \
        "Effect\"", "Effect'", "Effect:", "Effect =", "Effect  ", "::Permission", \
        "lambda_permission", "Principal("

/* Has text one of them? */
bool sl_text_may_hold_policy(sl_str text);

/* The item behind after (NULL: the first) of an element that is one value or a list of
 * them; of whatever type it is. NULL: no more, also if value is NULL. */
const sl_node *sl_value_next(const sl_node *value, const sl_node *after);
/* The same, but only SCALARs. */
const sl_node *sl_text_next(const sl_node *value, const sl_node *after);

/* Is the text, or a part of it, known only to a template or at run time: "${x}",
 * "{{ x }}", "<x>", "[x]", an expression (which may be a list or a map as well)? IAM's
 * own variables ("${aws:username}", "${*}") are text. Never judge what is open. */
bool sl_node_open(const sl_node *scalar);

/* Does an action pattern ('*' and '?', case-insensitive) match the action? */
bool sl_action_matches(sl_str pattern, sl_str action);
/* Does Action, or NotAction, of the statement take in the action? */
bool sl_statement_covers(const sl_statement *statement, sl_str action);

#endif

/* transport.c - bucket policies that deny unencrypted transport for the bucket or for its
 * objects only.
 * Source: Amazon S3 User Guide, "Actions, resources, and condition keys for Amazon S3":
 * actions on objects go by the ARN of the object, those on the bucket by the bucket's. */
#include "aws/arn.h"
#include "aws/condition.h"
#include "aws/hole.h"
#include "aws/principal.h"
#include "check/iam/policy_hit.h"

/* What a Resource takes in. */
enum { NOTHING = 0, BUCKET = 1, OBJECTS = 2, BOTH = 3 };

/* The only condition: no encrypted transport. */
static bool about_transport(const sl_statement *s)
{
    sl_condition c = {0};
    const sl_node *value;

    if (sl_conditions_open(s) || !sl_condition_next(s, &c))
        return false;
    value = sl_value_next(c.node, NULL);
    return c.operator.known && c.operator.family == SL_OPERATOR_BOOL &&
           sl_condition_is(&c, sl_lit("aws:SecureTransport")) &&
           value && value->type == SL_NODE_SCALAR &&
           sl_str_eq_nocase(value->value, sl_lit("false")) && !sl_condition_next(s, &c);
}

/* Everybody, and everything that can be done with S3. */
static bool about_all(const sl_statement *s)
{
    sl_principal p = {0};
    bool anyone = false;

    while (!anyone && sl_principal_next(s->principal, &p))
        anyone = sl_principal_is_anyone(&p);
    return anyone && sl_statement_covers(s, sl_lit("s3:GetObject")) &&
           sl_statement_covers(s, sl_lit("s3:ListBucket")) &&
           sl_statement_covers(s, sl_lit("s3:PutBucketPolicy"));
}

/* False: not to be told. */
static bool part_of(const sl_node *value, unsigned *part)
{
    sl_str text = value->value;
    size_t slash;
    sl_arn arn;

    if (value->type != SL_NODE_SCALAR)
        return false;
    if (sl_arn_parse(text, &arn) == SL_ARN_OK) {
        if (!sl_str_eq(arn.service, sl_lit("s3")) || arn.account.len > 0)
            return false; /* an access point */
        text = arn.resource;
    } else if (!sl_str_ends_nocase(sl_str_sub(text, 0, sl_str_chr(text, '}')),
                                   sl_lit(".arn"))) {
        return false; /* nobody knows what a template puts there */
    } else {
        text = sl_str_skip(text, sl_str_chr(text, '}') + 1);
        if (sl_hole_in(text))
            return false; /* "" or the slash and star of a loop */
    }
    slash = sl_str_chr(text, '/');
    if (slash == SIZE_MAX)
        *part = sl_str_ends(text, sl_lit("*")) ? BOTH : BUCKET;
    else
        *part = OBJECTS;
    return true;
}

/* What the statements about transport take in together; *first is the first one's
 * Resource. */
static unsigned parts_of(const sl_policy *policy, const sl_node **first)
{
    unsigned parts = NOTHING, part = NOTHING;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *value = NULL;

        if (!s->denies || !about_transport(s) || !about_all(s))
            continue;
        if (!s->resource)
            return BOTH;
        *first = *first ? *first : s->resource;
        while ((value = sl_value_next(s->resource, value)) != NULL) {
            if (!part_of(value, &part))
                return BOTH;
            parts |= part;
        }
    }
    return parts;
}

/* Does Terraform put documents together in that file? The other half may stand in one. */
static bool is_merged(const sl_doc *doc)
{
    return doc->kind == SL_DOC_HCL &&
           sl_str_has(doc->text, sl_lit("_policy_documents"));
}

void sl_check_iam_transport_half(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    const sl_node *first = NULL;
    unsigned parts;

    if (policy->kind != SL_POLICY_RESOURCE || policy->incomplete ||
        is_merged(view->doc))
        return;
    parts = parts_of(policy, &first);
    if (parts == BUCKET)
        sl_policy_hit(
            view, first, SL_LEVEL_OFF,
            "unencrypted transport is denied for the bucket only: objects are "
            "still read and written without TLS, add the ARN with /*");
    else if (parts == OBJECTS)
        sl_policy_hit(view, first, SL_LEVEL_NOTE,
                      "unencrypted transport is denied for the objects only: what is "
                      "done with the bucket, such as s3:ListBucket, still goes without "
                      "TLS, add the bucket's own ARN");
}

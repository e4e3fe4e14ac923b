/* action_resource.c - actions that the resources of their statement can never be for.
 *
 * Source: Service Authorization Reference, "Resource types"; Amazon S3 User Guide,
 * "Policy resources for Amazon S3": actions on buckets take arn:aws:s3:::BUCKET, those
 * on objects arn:aws:s3:::BUCKET/KEY. */
#include "aws/action_walk.h"
#include "aws/arn.h"
#include "aws/resources.h"
#include "aws/symbol.h"
#include "check/iam/action_policy.h"
#include "check/iam/action_value.h"
#include "check/iam/policy_hit.h"
#include "check/iam/star_only.h"

enum {
    MOST = 3,
    FIT = 30 /* comparing an ARN with templates, in comparisons of actions */
};

/* The resources of a statement, if they can be judged. */
typedef struct limits {
    const sl_str *at; /* ARNs, in the arena */
    size_t len;
    bool star;   /* "*" is one of them, or may be */
    bool bucket; /* all that are ARNs of S3: without a slash, */
    bool object; /* or with one */
    bool s3;     /* there are any */
} limits;

static void note_s3(limits *l, sl_str value)
{
    sl_arn arn;
    bool slash;

    if (sl_arn_parse(value, &arn) != SL_ARN_OK ||
        !sl_str_eq(arn.service, sl_lit("s3")) || arn.region.len > 0 ||
        arn.account.len > 0)
        return;
    slash = sl_str_chr(arn.resource, '/') != SIZE_MAX;
    l->bucket = (l->bucket || !l->s3) && !slash;
    l->object = (l->object || !l->s3) && slash;
    l->s3 = true;
}

/* What an attribute of a template gives is spelt out where it is an ARN. */
static limits limits_of(const sl_policy_view *view, const sl_node *resource)
{
    limits l = {0};
    const sl_node *value = NULL;
    sl_str *at;

    while ((value = sl_value_next(resource, value)) != NULL)
        l.len++;
    l.at = at = sl_arena_calloc(view->doc->arena, l.len + 1, sizeof *at);
    while ((value = sl_value_next(resource, value)) != NULL) {
        sl_str text =
            value->type == SL_NODE_SCALAR
                ? sl_symbol_spell(view->policy->passage, view->doc->arena, value->value)
                : (sl_str){0};
        bool arn = sl_str_starts(text, sl_lit("arn:"));

        l.star |= !arn; /* an expression may be anything; what is no ARN has its rule */
        if (arn)
            note_s3(&l, text);
        *at++ = text;
    }
    return l;
}

/* What is the matter with an action. */
typedef enum fault {
    FITS,
    NEEDS_STAR,
    OBJECT_ON_BUCKET,
    BUCKET_ON_OBJECT,
    MISMATCH
} fault;

/* Is one of the ARNs of the service of the action? whole: and of all its resources. */
static bool akin(const limits *l, const sl_action *action, bool whole)
{
    sl_str service = sl_service_at(action->service).prefix;
    sl_arn arn;

    for (size_t i = 0; i < l->len; i++)
        if (sl_arn_parse(l->at[i], &arn) == SL_ARN_OK &&
            sl_action_matches(arn.service, service) &&
            (!whole || sl_is_star(arn.resource)))
            return true;
    return false;
}

static fault without_resource(const limits *l, const sl_action *action)
{
    if (sl_action_star_only(action))
        return akin(l, action, true) ? FITS : NEEDS_STAR;
    return sl_service_at(action->service).core && action->types_agreed &&
                   !akin(l, action, false)
               ? NEEDS_STAR
               : FITS;
}

/* Parameters of AWS belong to no account, of which the reference knows nothing. They can
 * only be read. */
static bool is_public_parameter(const sl_action *action, sl_str pattern)
{
    sl_arn arn;

    return sl_str_eq(sl_service_at(action->service).prefix, sl_lit("ssm")) &&
           sl_str_starts(action->name, sl_lit("GetParameter")) &&
           sl_arn_parse(pattern, &arn) == SL_ARN_OK && arn.account.len == 0 &&
           sl_str_eq(arn.service, sl_lit("ssm")) &&
           sl_str_starts(arn.resource, sl_lit("parameter/aws/"));
}

static bool fits_any(const limits *l, const sl_action *action)
{
    for (size_t i = 0; i < l->len; i++)
        if (sl_action_fits(action, l->at[i], false) ||
            is_public_parameter(action, l->at[i]))
            return true;
    return false;
}

static bool takes_type(const sl_action *action, sl_str name)
{
    sl_resource_type type;
    uint32_t at = 0;

    while (sl_action_resource_next(action, &at, &type, NULL))
        if (sl_str_eq_nocase(type.name, name))
            return true;
    return false;
}

static fault fault_of(const limits *l, const sl_action *action)
{
    bool s3 = l->s3 && sl_str_eq(sl_service_at(action->service).prefix, sl_lit("s3"));

    if (!action->takes_resource)
        return without_resource(l, action);
    if (fits_any(l, action))
        return FITS;
    if (s3 && l->bucket && takes_type(action, sl_lit("object")))
        return OBJECT_ON_BUCKET;
    if (s3 && l->object && takes_type(action, sl_lit("bucket")))
        return BUCKET_ON_OBJECT;
    return action->types_agreed ? MISMATCH : FITS;
}

/* The faults that a rule looks for, and the service of a policy whose foreign actions have
 * a rule of their own (or empty). */
typedef struct looking {
    const sl_policy_view *view;
    fault one, other;
    sl_str service;
} looking;

static bool spend(const looking *look, size_t steps)
{
    return sl_sink_spend(look->view->sink, look->view->doc, steps);
}

/* Of a pattern: what all its actions have in common; if one fits, it is of use. */
static fault value_fault(const looking *look, const limits *l, sl_str value,
                         sl_action *first)
{
    sl_action_walk walk = sl_action_walk_of(value);
    fault all = FITS;
    sl_action action;

    if (!spend(look, sl_action_walk_cost(value)))
        return FITS;
    while (sl_action_walk_next(&walk, &action)) {
        fault one = spend(look, l->len * FIT) ? fault_of(l, &action) : FITS;

        if (one == FITS)
            return FITS;
        if (all == FITS)
            *first = action;
        all = all == FITS || all == one ? one : MISMATCH;
    }
    return all;
}

/* What the CDK grants on a table or a stream as a whole, beside an action that fits: nobody
 * can mend the template that it writes. */
static bool granted_by_cdk(const looking *look, const sl_statement *s, sl_str action)
{
    static const struct {
        const char *action, *beside;
    } grants[] = {{"dynamodb:GetRecords", "dynamodb:BatchGetItem"},
                  {"dynamodb:GetShardIterator", "dynamodb:BatchGetItem"},
                  {"kinesis:SubscribeToShard", "kinesis:DescribeStreamSummary"},
                  {"kinesis:DescribeStreamConsumer", "kinesis:DescribeStreamSummary"}};
    const sl_passage *passage = look->view->policy->passage;
    const sl_node *other = NULL;

    if (!passage || !sl_node_get(passage->tree, sl_lit("Resources")))
        return false;
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++)
        while (sl_str_eq(action, sl_str_of(grants[i].action)) &&
               (other = sl_text_next(s->action, other)) != NULL)
            if (sl_str_eq(other->value, sl_str_of(grants[i].beside)))
                return true;
    return false;
}

/* The actions of one statement that have a fault. */
typedef struct faulty {
    const sl_node *first;
    sl_action action; /* one of the first value's */
    sl_buf names;
    size_t count;
} faulty;

static void add(faulty *f, const sl_node *value, const sl_action *action)
{
    if (f->count++ == 0) {
        f->first = value;
        f->action = *action;
    }
    if (f->count <= MOST)
        sl_buf_printf(&f->names, "%s%.*s", f->count > 1 ? ", " : "",
                      sl_fmt(sl_policy_quote(value)));
}

/* Collects the values of Action with one of two faults; false: nothing. */
static bool collect(const looking *look, const sl_statement *s, faulty *out)
{
    limits l = limits_of(look->view, s->resource);
    const sl_node *value = NULL;

    *out = (faulty){0};
    if (l.star || l.len == 0)
        return false;
    while ((value = sl_text_next(s->action, value)) != NULL) {
        sl_action action;
        fault is;

        if (sl_node_open(value) || sl_action_is_star(value->value) ||
            (look->service.len > 0 && sl_action_foreign(value->value, look->service)) ||
            granted_by_cdk(look, s, value->value))
            continue;
        is = value_fault(look, &l, value->value, &action);
        if (is != FITS && (is == look->one || is == look->other))
            add(out, value, &action);
    }
    if (out->count > MOST)
        sl_buf_printf(&out->names, " and %zu more", out->count - MOST);
    return out->count > 0;
}

typedef void say(const sl_policy_view *view, const sl_statement *s, const faulty *f,
                 sl_level level);

static void each(const sl_policy_view *view, fault one, fault other, say *report)
{
    const sl_policy *policy = view->policy;
    sl_level level = SL_LEVEL_OFF;
    looking look = {view, one, other, sl_policy_takes_only(policy, NULL)};

    if (policy->incomplete || policy->kind == SL_POLICY_TRUST ||
        !sl_table_level(view, &level))
        return;
    for (size_t i = 0; i < policy->statements_len && !view->sink->full; i++) {
        const sl_statement *s = &policy->statements[i];
        faulty f;

        if (!s->resource || s->not_resource || s->not_action)
            continue;
        if (collect(&look, s, &f))
            report(view, s, &f, level);
        sl_buf_free(&f.names);
    }
}

static void say_mismatch(const sl_policy_view *view, const sl_statement *s,
                         const faulty *f, sl_level level)
{
    sl_buf form = {0};

    (void)s;
    if (!sl_service_at(f->action.service).core && level > SL_LEVEL_NOTE)
        level = SL_LEVEL_NOTE; /* its types are not complete */
    sl_action_arn_form(&f->action, &form);
    sl_policy_hit(view, f->first, level,
                  "no resource of the statement fits %.*s; wanted is %.*s",
                  sl_fmt(sl_buf_str(&f->names)), sl_fmt(sl_buf_str(&form)));
    sl_buf_free(&form);
}

void sl_check_iam_action_resource_mismatch(const sl_policy_view *view)
{
    each(view, MISMATCH, MISMATCH, say_mismatch);
}

static void say_star(const sl_policy_view *view, const sl_statement *s, const faulty *f,
                     sl_level level)
{
    sl_policy_hit(view, f->first, level,
                  "only Resource \"*\" does for %.*s: on ARNs never %s",
                  sl_fmt(sl_buf_str(&f->names)), s->denies ? "denied" : "allowed");
}

void sl_check_iam_action_needs_star(const sl_policy_view *view)
{
    if (view->policy->kind != SL_POLICY_RESOURCE)
        each(view, NEEDS_STAR, NEEDS_STAR, say_star);
}

static void say_s3(const sl_policy_view *view, const sl_statement *s, const faulty *f,
                   sl_level level)
{
    limits l = limits_of(view, s->resource);

    if (l.bucket)
        sl_policy_hit(view, f->first, level,
                      "objects are wanted for %.*s, not the bucket: "
                      "arn:aws:s3:::BUCKET/*",
                      sl_fmt(sl_buf_str(&f->names)));
    else
        sl_policy_hit(view, f->first, level,
                      "the bucket is wanted for %.*s, not its objects: "
                      "arn:aws:s3:::BUCKET, with nothing behind",
                      sl_fmt(sl_buf_str(&f->names)));
}

void sl_check_iam_s3_bucket_object_form(const sl_policy_view *view)
{
    each(view, OBJECT_ON_BUCKET, BUCKET_ON_OBJECT, say_s3);
}

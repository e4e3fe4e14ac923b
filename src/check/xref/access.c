#include "check/xref/access.h"

#include "aws/hole.h"
#include "aws/resource_name.h"
#include "base/vec.h"
#include "check/xref/role.h"

SL_VEC(grant_vec, sl_grant);

unsigned sl_access_right(sl_book *book, const sl_aws_fact *reference)
{
    const sl_aws_fact *secret;
    sl_arn arn;

    if (sl_arn_parse(reference->text, &arn) != SL_ARN_OK) {
        secret = sl_book_of(book, reference)->secret;
        return secret ? secret->rights : reference->rights;
    }
    if (sl_str_eq(arn.service, sl_lit("secretsmanager")))
        return SL_AWS_READ_SECRET;
    if (sl_str_eq(arn.service, sl_lit("ssm")))
        return SL_AWS_READ_PARAMETER;
    if (sl_str_eq(arn.service, sl_lit("s3")))
        return SL_AWS_READ_OBJECT;
    return 0;
}

/* A wildcard for all of it in every field but the name is no name. */
static bool names_something(sl_str target)
{
    sl_arn arn;

    return sl_arn_parse(target, &arn) == SL_ARN_OK &&
           sl_field_of(sl_resource_name_of(&arn).name, SL_ARN_NAME) !=
               SL_FIELD_PLACEHOLDER;
}

/* Does a policy that the facts are of count for the reference? */
static bool counts(const sl_aws_fact *grant, const sl_aws_fact *reference)
{
    if (sl_str_eq(grant->place.path, reference->place.path))
        return true;
    return grant->prose == reference->prose && grant->trial == reference->trial;
}

typedef struct judging {
    sl_book *book;
    const sl_survey *survey;
    const sl_aws_fact *reference;
    unsigned right;
    sl_access *out;
    sl_arn_glob target;
    sl_arn target_arn;
    bool anywhere; /* the reference is a name without a place */
    grant_vec grants;
    size_t statements;
    bool incomplete;
} judging;

static bool applies(const judging *j, const sl_aws_fact *fact)
{
    if (!counts(fact, j->reference))
        return false;
    switch (j->out->by) {
    case SL_ACCESS_ROLE:
        return sl_xref_same_role(j->survey, fact->holder, j->out->role) ||
               sl_xref_attached(j->survey, j->out->role, fact);
    case SL_ACCESS_FILE: return sl_str_eq(fact->place.path, j->reference->place.path);
    case SL_ACCESS_TREE: return true;
    case SL_ACCESS_NONE: break;
    }
    return false;
}

static unsigned bits(unsigned set)
{
    unsigned count = 0;

    for (; set; set &= set - 1)
        count++;
    return count;
}

/* The nearest grant: the one that fails in the fewest fields. */
static void keep_nearest(judging *j, const sl_aws_fact *fact, const sl_book_form *form)
{
    unsigned most = j->out->nearest ? bits(j->out->differs) : SL_ARN_PARTS + 1;
    unsigned differs = 0;

    if (!sl_arn_may(&form->glob, &j->target)) {
        /* It differs somewhere, so it is not nearer than one that does in one field. */
        if (most <= 1 || !form->is_arn)
            return;
        differs = sl_arn_differs(&form->arn, &j->target_arn, most);
        if (differs == 0 || differs & 1u << SL_ARN_SERVICE)
            return;
    }
    if (most <= bits(differs))
        return;
    j->out->nearest = fact;
    j->out->differs = differs;
}

static bool same_statement(const sl_aws_fact *a, const sl_aws_fact *b)
{
    return a->statement == b->statement && a->policy == b->policy &&
           sl_str_eq(a->place.path, b->place.path);
}

static void add_grants(judging *j, sl_aws_kind kind)
{
    sl_aws_range facts = sl_survey_aws(j->survey, kind);
    const sl_aws_fact *last = NULL;

    for (size_t i = 0; i < facts.len; i++) {
        const sl_aws_fact *fact = &facts.at[i];
        const sl_book_form *form;

        if (!applies(j, fact))
            continue;
        j->incomplete |= fact->incomplete;
        if (!(fact->rights & j->right))
            continue;
        j->statements += !(last && same_statement(last, fact));
        last = fact;
        form = sl_book_form_of(j->book, fact, j->anywhere);
        *sl_vec_push(&j->grants) = (sl_grant){
            .pattern = form->glob,
            .denies = kind == SL_AWS_DENY,
            .conditional = fact->conditional,
            .inverted = fact->negated,
            .group = j->statements,
        };
        if (kind == SL_AWS_GRANT && !fact->negated)
            keep_nearest(j, fact, form);
    }
}

/* Judges by one set of policies; false if it has no grant of the right at all. */
static bool judge_by(judging *j, sl_access_by by)
{
    j->out->by = by;
    j->grants.len = 0;
    j->incomplete = by != SL_ACCESS_FILE &&
                    sl_xref_has_unseen(j->survey, by == SL_ACCESS_ROLE ? j->out->role
                                                                       : (sl_str){0});
    j->out->nearest = NULL;
    j->out->differs = 0;
    add_grants(j, SL_AWS_GRANT);
    if (j->grants.len == 0 && !(j->incomplete && by == SL_ACCESS_ROLE))
        return false;
    add_grants(j, SL_AWS_DENY);
    j->out->coverage = sl_coverage_of(j->grants.at, j->grants.len, &j->target);
    if (j->incomplete && j->out->coverage == SL_NOT_COVERED)
        j->out->coverage = SL_COVERAGE_UNKNOWN;
    return true;
}

sl_access sl_access_of(sl_book *book, const sl_aws_fact *reference, sl_aws_use use,
                       unsigned right)
{
    sl_access out = {0};
    const sl_survey *survey = book->survey;
    judging j = {.book = book,
                 .survey = survey,
                 .reference = reference,
                 .right = right,
                 .out = &out};
    sl_str target = sl_book_of(book, reference)->text;
    const sl_aws_fact *role = NULL;

    if (target.len == 0 ||
        (!names_something(target) && !sl_book_of(book, reference)->secret))
        return out;
    sl_arn_parse(target, &j.target_arn);
    j.anywhere = sl_str_eq(j.target_arn.region, sl_lit(SL_XREF_HERE));
    j.target = sl_book_form_of(book, reference, false)->glob;
    if (use != SL_AWS_USE_UNKNOWN)
        role = sl_xref_role_for(survey, reference->place.path, use);
    out.role = role ? sl_xref_role_name(role->text) : (sl_str){0};
    /* A page tells one story; of configuration anything may apply to anything. */
    if (!(out.role.len > 0 && judge_by(&j, SL_ACCESS_ROLE)) &&
        !judge_by(&j, reference->prose ? SL_ACCESS_FILE : SL_ACCESS_TREE))
        out.by = SL_ACCESS_NONE;
    sl_vec_free(&j.grants);
    return out;
}

/* The root of an account only hands on to its policies; everybody is told of elsewhere. */
bool sl_access_by_resource(const sl_survey *survey, const sl_aws_fact *reference,
                           sl_str role, unsigned right)
{
    sl_aws_range readers = sl_survey_aws(survey, SL_AWS_READER);

    for (size_t i = 0; i < readers.len; i++)
        if (readers.at[i].rights & right && counts(&readers.at[i], reference) &&
            !readers.at[i].commented &&
            !sl_str_ends(readers.at[i].text, sl_lit(":root")) &&
            (sl_hole_in(readers.at[i].text) ||
             sl_xref_same_role(survey, sl_xref_role_name(readers.at[i].text), role)))
            return true;
    return false;
}

bool sl_access_may(sl_book *book, const sl_aws_fact *grant,
                   const sl_aws_fact *reference)
{
    return sl_arn_may(&sl_book_form_of(book, grant, false)->glob,
                      &sl_book_form_of(book, reference, false)->glob);
}

static sl_aws_use other_use(sl_aws_use use)
{
    return use == SL_AWS_USE_ECS_TASK        ? SL_AWS_USE_ECS_EXECUTION
           : use == SL_AWS_USE_ECS_EXECUTION ? SL_AWS_USE_ECS_TASK
                                             : SL_AWS_USE_UNKNOWN;
}

bool sl_access_misplaced(sl_book *book, const sl_aws_fact *reference, sl_access *other)
{
    sl_aws_use use = other_use(reference->use);
    unsigned right = sl_access_right(book, reference);
    sl_access own;

    if (use == SL_AWS_USE_UNKNOWN || right == 0)
        return false;
    own = sl_access_of(book, reference, reference->use, right);
    *other = sl_access_of(book, reference, use, right);
    if (own.role.len == 0 || other->by != SL_ACCESS_ROLE || !other->nearest ||
        other->coverage != SL_COVERED ||
        sl_xref_same_role(book->survey, own.role, other->role))
        return false;
    /* Without a policy of its own it is judged by those of the tree, the other's too. */
    return own.coverage == (own.by == SL_ACCESS_ROLE ? SL_NOT_COVERED : SL_COVERED);
}

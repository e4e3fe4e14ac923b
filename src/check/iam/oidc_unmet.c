/* oidc_unmet.c - conditions that no token of the trusted issuer meets: on a claim of another
 * issuer, or on a subject of a form that this one never writes. Nobody gets the role, until
 * somebody takes the condition out.
 * Sources: IAM User Guide, "IAM and AWS STS condition context keys"; the pages of the
 * issuers (aws/issuer.h). */
#include "aws/hole.h"
#include "aws/issuer.h"
#include "aws/near.h"
#include "aws/principal.h"
#include "check/iam/claim.h"
#include "check/iam/policy_hit.h"

/* HOST and PATH of an issuer, without the slash between and at the end. */
static void split_issuer(sl_str name, sl_str *host, sl_str *path)
{
    name = sl_str_drop_end(name, sl_lit("/"));
    if (!sl_str_split(name, '/', host, path)) {
        *host = name;
        *path = (sl_str){0};
    }
}

/* Is it known that the two are not the same? A host without its path may be short for the
 * whole. */
static bool differ(sl_str a, sl_str b)
{
    sl_str host[2], path[2];

    split_issuer(a, &host[0], &path[0]);
    split_issuer(b, &host[1], &path[1]);
    return !sl_str_eq_nocase(host[0], host[1]) ||
           (path[0].len > 0 && path[1].len > 0 && !sl_str_eq_nocase(path[0], path[1]));
}

/* Is a claim of the issuer one of nobody that the statement trusts? *first: the first of
 * those. False also if not all of them are known. */
static bool is_of_another(const sl_statement *s, sl_str issuer, sl_str *first)
{
    sl_principal p = {0};

    *first = (sl_str){0};
    while (sl_principal_next(s->principal, &p)) {
        if ((p.form != SL_PRINCIPAL_OIDC && p.form != SL_PRINCIPAL_WEB) ||
            sl_hole_in(p.name) || !differ(p.name, issuer))
            return false;
        if (first->len == 0)
            *first = p.name;
    }
    return first->len > 0;
}

static void judge_keys(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition condition = {0};

    while (sl_condition_next(s, &condition)) {
        sl_str key = condition.node->key, issuer, claim, trusted;

        if (!sl_condition_demands(&condition) || sl_hole_in(key) ||
            !sl_claim_split(key, &issuer, &claim) ||
            !is_of_another(s, issuer, &trusted))
            continue;
        sl_policy_hit_at(
            view, sl_policy_key_span(condition.node), SL_LEVEL_OFF, NULL, 0,
            "this is a claim of %.*s, and the statement trusts %.*s: no "
            "token has it, so nobody gets the role",
            sl_fmt(sl_str_sub(issuer, 0, 80)), sl_fmt(sl_str_sub(trusted, 0, 80)));
    }
}

/* How far a pattern is literal. Wildcards where the operator knows none are told by
 * iam-wildcard-without-like. */
static sl_str literal_part(sl_str value)
{
    size_t at = 0;

    while (at < value.len && value.ptr[at] != '*' && value.ptr[at] != '?')
        at++;
    return sl_str_sub(value, 0, at);
}

/* What stands behind "repo:OWNER/REPO:": "ref:refs/heads/main", "environment:x",
 * "pull_request", or other claims that the owners chose, each with its name. */
static bool github_goes_on(sl_str behind)
{
    static const char *const never[] = {"env", "environments", "branch", "branches",
                                        "tag", "tags",         "refs",   "heads"};
    sl_str name, value;

    if (!sl_str_split(behind, ':', &name, &value))
        return sl_str_eq(behind, sl_lit("pull_request"));
    if (sl_str_eq(name, sl_lit("ref")))
        return sl_str_starts(value, sl_lit("refs/"));
    return !sl_str_among(never, sizeof never / sizeof *never, name);
}

/* "repo:OWNER/REPO:ref:...", "job_workflow_ref:...": the name of a claim stands before the
 * first colon; a repository always has an owner, and a branch, tag or environment behind
 * it. whole: without wildcards. */
static bool github_writes(sl_str literal, bool whole)
{
    sl_str name, rest, repository, behind;

    if (!sl_str_split(literal, ':', &name, &rest))
        return sl_str_chr(literal, '/') == SIZE_MAX;
    if (sl_str_chr(name, '/') != SIZE_MAX)
        return false;
    if (!sl_str_eq_nocase(name, sl_lit("repo")))
        return true;
    if (!sl_str_split(rest, ':', &repository, &behind))
        return !whole;
    return sl_str_chr(repository, '/') != SIZE_MAX &&
           !sl_str_ends_nocase(repository, sl_lit(".git")) && /* only in URLs */
           (!whole || github_goes_on(behind));
}

/* "system:serviceaccount:NAMESPACE:NAME" */
static bool names_account(sl_str literal, sl_str begins)
{
    sl_str name, rest = {0};

    return sl_str_split(sl_str_skip(literal, begins.len), ':', &name, &rest) &&
           name.len > 0 && rest.len > 0 && sl_str_chr(rest, ':') == SIZE_MAX;
}

static bool writes(const sl_issuer *issuer, sl_str literal, bool whole)
{
    sl_str begins = sl_str_of(issuer->begins);

    if (begins.len == 0)
        return github_writes(literal, whole);
    if (whole && issuer->kind == SL_ISSUER_CLUSTER && sl_str_starts(literal, begins) &&
        !names_account(literal, begins))
        return false;
    return literal.len < begins.len ? sl_str_starts_nocase(begins, literal)
                                    : sl_str_starts_nocase(literal, begins);
}

/* "Repo:", where the operator minds case. */
static bool wrong_case(const sl_condition *condition, const sl_issuer *issuer,
                       sl_str literal)
{
    sl_str repo = sl_lit("repo:");

    return issuer->begins[0] == '\0' && sl_str_starts_nocase(literal, repo) &&
           !sl_str_starts(literal, repo) &&
           !sl_str_ends_nocase(condition->operator.name, sl_lit("IgnoreCase"));
}

static void judge_subjects(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition condition = {0};

    while (sl_subject_next(s, &condition)) {
        const sl_issuer *issuer = NULL;
        const sl_node *value = NULL;
        sl_str name, claim, literal;

        if (sl_claim_split(condition.node->key, &name, &claim))
            issuer = sl_issuer_find(name);
        if (!issuer || !issuer->begins)
            continue;
        while ((value = sl_text_next(condition.node, value)) != NULL) {
            literal = literal_part(value->value);
            if (sl_node_open(value) ||
                (writes(issuer, literal, literal.len == value->value.len) &&
                 !wrong_case(&condition, issuer, literal)))
                continue;
            sl_policy_hit(view, value, SL_LEVEL_OFF,
                          "no subject of %s is like \"%.*s\": they are written as "
                          "\"%s\"",
                          issuer->title, sl_fmt(sl_policy_quote(value)),
                          issuer->example);
        }
    }
}

/* What stands in ":aud" of tokens for AWS, where the one who asks for them says nothing
 * else, and how it is often misspelt. */
static const struct {
    const char *host; /* of the claim, or its beginning */
    const char *audience;
    const char *wrong; /* with blanks between */
} audiences[] = {
    {"token.actions.githubusercontent.com", "sts.amazonaws.com",
     "sts.amazon.com sts.aws.com sts.amazonaws sts.aws.amazon.com "
     "https://sts.amazonaws.com https://sts.amazonaws.com/ sts.amazonaws.com/"},
    {"oidc.eks.", "sts.amazonaws.com",
     "sts.amazon.com sts.aws.com sts.amazonaws sts.aws.amazon.com "
     "https://sts.amazonaws.com https://sts.amazonaws.com/ sts.amazonaws.com/"},
    {"app.terraform.io", "aws.workload.identity", "aws.workload"},
    {"SAML", "https://signin.aws.amazon.com/saml",
     "https://signin.aws.amazon.com https://signin.aws.amazon.com/ "
     "signin.aws.amazon.com/saml signin.aws.amazon.com urn:amazon:webservices"},
};

/* The audience that was meant by another text; NULL: none, or this one is right. */
static const char *audience_meant(sl_str issuer, sl_str value)
{
    for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++) {
        sl_str right = sl_str_of(audiences[i].audience);
        sl_str rest = sl_str_of(audiences[i].wrong);

        if (!sl_str_starts_nocase(issuer, sl_str_of(audiences[i].host)))
            continue;
        while (rest.len > 0) {
            sl_str one = sl_str_sub(rest, 0, sl_str_chr(rest, ' '));

            if (sl_str_eq(value, one))
                return audiences[i].audience;
            rest = sl_str_skip(rest, one.len + 1);
        }
        return !sl_str_eq(value, right) &&
                       sl_near_distance(value, right, SL_NEAR_MAX) != SIZE_MAX
                   ? audiences[i].audience
                   : NULL;
    }
    return NULL;
}

static void judge_audiences(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition condition = {0};

    while (sl_condition_next(s, &condition)) {
        const sl_node *value = NULL;
        size_t colon = sl_str_rchr(condition.node->key, ':');
        const char *right;

        if (colon == SIZE_MAX || !sl_condition_demands(&condition) ||
            !sl_str_eq_nocase(sl_str_skip(condition.node->key, colon + 1),
                              sl_lit("aud")))
            continue;
        while ((value = sl_text_next(condition.node, value)) != NULL) {
            right = sl_node_open(value) || sl_has_wild(value->value)
                        ? NULL
                        : audience_meant(sl_str_sub(condition.node->key, 0, colon),
                                         value->value);
            if (right)
                sl_policy_hit(view, value, SL_LEVEL_OFF,
                              "no token is for \"%.*s\": did you mean \"%s\"?",
                              sl_fmt(sl_policy_quote(value)), right);
        }
    }
}

void sl_check_oidc_condition_unmet(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; policy->kind == SL_POLICY_TRUST && i < policy->statements_len;
         i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->allows)
            continue;
        judge_audiences(view, s);
        if (!sl_statement_covers(s, sl_lit("sts:AssumeRoleWithWebIdentity")))
            continue;
        judge_keys(view, s);
        judge_subjects(view, s);
    }
}

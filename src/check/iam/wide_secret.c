/* wide_secret.c - every secret of the account for everybody who holds the policy. */
#include "check/iam/wide_secret.h"

#include "aws/sensitive.h"
#include "check/iam/policy_hit.h"
#include "check/iam/wide_grant.h"

/* What the actions of a service open. */
static const struct {
    const char *prefix;
    const char *thing;
} kinds[] = {{"kms", "key"}, {"secretsmanager", "secret"}, {"ssm", "parameter"}};

static const char *thing(const sl_action *action)
{
    sl_str prefix = sl_service_at(action->service).prefix;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sl_str_eq(prefix, sl_str_of(kinds[i].prefix)))
            return kinds[i].thing;
    return NULL;
}

bool sl_action_on_secrets(const sl_action *action)
{
    sl_str prefix = sl_service_at(action->service).prefix;

    if (sl_action_sensitive(prefix, action->name) == SL_SENSITIVE_SECRETS)
        return thing(action) != NULL;
    return sl_str_eq(prefix, sl_lit("secretsmanager")) &&
           (action->access & SL_ACCESS_WRITE) &&
           !(action->access & SL_ACCESS_TAGGING) &&
           !sl_str_eq(action->name, sl_lit("CreateSecret"));
}

/* "secret, key and parameter": of the services of the actions, each once. */
static void things(const sl_wide_grant *grant, sl_buf *out)
{
    const char *names[SL_GRANT_NAMES];
    size_t len = 0;

    for (size_t i = 0; i < grant->len; i++) {
        const char *one = thing(&grant->at[i].action);
        bool said = false;

        for (size_t k = 0; k < len && !said; k++)
            said = names[k] == one;
        if (!said)
            names[len++] = one;
    }
    for (size_t i = 0; i < len; i++)
        sl_buf_printf(out, "%s%s",
                      i == 0        ? ""
                      : i + 1 < len ? ", "
                                    : " and ",
                      names[i]);
}

static void judge_listed(const sl_policy_view *view)
{
    const sl_grant_query query = {
        .wanted = sl_action_on_secrets, .least = SL_REACH_ACCOUNT, .by_value = true};
    sl_grant_walk walk = sl_grant_walk_of(view);
    sl_wide_grant grant;

    while (sl_grant_walk_next(&walk, &query, &grant)) {
        bool many = grant.len > 1 || grant.more;
        sl_buf what = {0};

        things(&grant, &what);
        sl_policy_hit(view, grant.resource, SL_LEVEL_OFF,
                      "%.*s %s allowed on every %s of the account",
                      sl_fmt(sl_wide_grant_names(view, &grant, true)),
                      many ? "are" : "is", what.ptr);
        sl_buf_free(&what);
    }
}

/* Everything but a few actions, of which reading secrets is none. */
static void judge_others(const sl_policy_view *view, const sl_denials *denials,
                         const sl_action *read)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; i < policy->statements_len && !view->sink->full; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *resource;
        sl_wide wide;

        if (!s->allows || s->action || sl_statement_conditional(s) ||
            sl_statement_takes(s, read, NULL) != SL_ALLOWED_YES ||
            sl_denials_of(denials, read) != SL_ALLOWED_NO)
            continue;
        wide = sl_wide_of(s);
        if (sl_wide_reach(&wide, read, &resource) >= SL_REACH_ACCOUNT)
            sl_policy_hit(view, resource, SL_LEVEL_OFF,
                          "NotAction leaves secretsmanager:GetSecretValue allowed on "
                          "every secret of the account");
    }
}

void sl_check_iam_secret_wildcard(const sl_policy_view *view)
{
    sl_action read;
    sl_denials denials;

    judge_listed(view);
    if (view->policy->kind != SL_POLICY_IDENTITY ||
        !sl_action_find_whole(sl_lit("secretsmanager:GetSecretValue"), &read))
        return;
    denials = sl_policy_denials(view->policy);
    judge_others(view, &denials, &read);
}

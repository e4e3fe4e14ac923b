/* oidc_repo.c - a role that trusts the workflows of another repository, or a branch or
 * environment that no workflow runs for. */
#include "check/xref/xref.h"

/* "owner/name" of a remote URL on GitHub; empty if it is none. */
static sl_str repository_of(sl_str url)
{
    size_t at = sl_str_find(url, sl_lit("github.com"));
    sl_str rest;

    if (at == SIZE_MAX)
        return (sl_str){0};
    rest = sl_str_skip(url, at + sl_lit("github.com").len + 1);
    rest = sl_str_drop_end(rest, sl_lit("/"));
    return sl_str_drop_end(rest, sl_lit(".git"));
}

/* The parts of "repo:OWNER/NAME:environment:prod". */
static bool split(sl_str sub, sl_str *repo, sl_str *claim)
{
    sl_str rest;

    if (!sl_str_starts(sub, sl_lit("repo:")) || sl_str_has(sub, sl_lit("${")) ||
        sl_str_has(sub, sl_lit("{{")) || sl_str_has(sub, sl_lit("<")))
        return false;
    rest = sl_str_skip(sub, 5);
    *claim = (sl_str){0};
    if (!sl_str_split(rest, ':', repo, claim))
        *repo = rest;
    return repo->len > 0;
}

/* Does a workflow run for the environment? Nobody can tell without workflows. */
static bool no_workflow_for(const sl_survey *survey, sl_str environment)
{
    sl_aws_range ci = sl_survey_aws(survey, SL_AWS_CI);
    bool any = false;

    if (sl_str_chr(environment, '*') != SIZE_MAX)
        return false;
    for (size_t i = 0; i < ci.len; i++) {
        sl_str named = ci.at[i].text;

        if (!sl_str_starts(named, sl_lit("environment:")))
            continue;
        any = true;
        named = sl_str_skip(named, sl_lit("environment:").len);
        if (sl_str_eq_nocase(named, environment) || sl_str_has(named, sl_lit("${")))
            return false;
    }
    return any;
}

static void judge(const sl_rule *rule, sl_facts facts, sl_sink *sink, sl_str own,
                  const sl_aws_fact *trust)
{
    sl_level level = sl_xref_level(rule, SL_LEVEL_OFF, trust);
    sl_str repo, claim;

    if (!split(trust->name, &repo, &claim))
        return;
    if (own.len > 0 && sl_str_chr(repo, '*') == SIZE_MAX &&
        !sl_str_eq_nocase(repo, own)) {
        sl_sink_at(sink, rule, level, &trust->place,
                   "the role trusts the workflows of %.*s, this repository is %.*s",
                   sl_fmt(sl_xref_quote(repo)), sl_fmt(sl_xref_quote(own)));
    } else if (sl_str_starts(claim, sl_lit("environment:")) &&
               no_workflow_for(facts.survey,
                               sl_str_skip(claim, sl_lit("environment:").len))) {
        sl_sink_at(sink, rule, level, &trust->place,
                   "the role trusts %.*s, which no workflow runs for",
                   sl_fmt(sl_xref_quote(claim)));
    }
}

void sl_check_xref_oidc_repo(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range trusts = sl_survey_aws(facts.survey, SL_AWS_TRUST);
    sl_str own = repository_of(facts.survey->remote);

    for (size_t i = 0; sl_xref_whole(facts) && i < trusts.len; i++)
        if (sl_xref_live(&trusts.at[i]) && !trusts.at[i].prose &&
            sl_str_has(trusts.at[i].text,
                       sl_lit("token.actions.githubusercontent.com")))
            judge(rule, facts, sink, own, &trusts.at[i]);
}

/* grant.c - grants that the tree has no use for: of secrets that nothing refers to, and
 * wider than what is referred to. */
#include "aws/coverage.h"
#include "aws/hole.h"
#include "base/map.h"
#include "check/prose.h"
#include "check/xref/access.h"
#include "check/xref/xref.h"

static const unsigned reads =
    SL_AWS_READ_SECRET | SL_AWS_READ_PARAMETER | SL_AWS_READ_OBJECT;

/* A policy of this project that says in full what may be read. */
static bool judged(const sl_aws_fact *grant)
{
    return sl_xref_live(grant) && !grant->prose && !grant->negated &&
           !grant->incomplete && (grant->rights & reads) && !sl_hole_in(grant->text);
}

static bool used(sl_book *book, const sl_aws_fact *grant)
{
    sl_aws_range refs = sl_survey_aws(book->survey, SL_AWS_SECRET_REF);

    for (size_t i = 0; i < refs.len; i++)
        if (sl_book_of(book, &refs.at[i])->text.len == 0 ||
            sl_access_may(book, grant, &refs.at[i]))
            return true; /* or nobody knows what it refers to */
    return false;
}

static sl_str policy_key(sl_arena *arena, const sl_aws_fact *grant)
{
    return sl_arena_printf(arena, "%zu\n%.*s", grant->policy,
                           sl_fmt(grant->place.path));
}

/* The policies of which something is used. The others are for other projects. */
static sl_map used_policies(sl_book *book, sl_aws_range grants)
{
    sl_map found = {0};

    for (size_t i = 0; i < grants.len; i++) {
        sl_str key = policy_key(&book->arena, &grants.at[i]);

        if ((grants.at[i].rights & reads) && !sl_hole_in(grants.at[i].text) &&
            !sl_map_has(&found, key) && used(book, &grants.at[i]))
            sl_map_put(&found, key);
    }
    return found;
}

/* A name, not a pattern: no '*', and '?' only for the suffix of a secret. */
static bool literal(sl_str pattern)
{
    return sl_str_chr(pattern, '*') == SIZE_MAX &&
           sl_str_chr(sl_str_drop_end(pattern, sl_lit("-??????")), '?') == SIZE_MAX;
}

void sl_check_xref_grant_unused(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range grants = sl_survey_aws(facts.survey, SL_AWS_GRANT);
    sl_book book;
    sl_map policies;

    if (!sl_xref_whole(facts) ||
        sl_survey_aws(facts.survey, SL_AWS_SECRET_REF).len == 0)
        return;
    book = sl_book_open(facts.survey);
    policies = used_policies(&book, grants);
    for (size_t i = 0; i < grants.len; i++) {
        const sl_aws_fact *grant = &grants.at[i];

        if (judged(grant) && literal(grant->text) &&
            sl_map_has(&policies, policy_key(&book.arena, grant)) &&
            !used(&book, grant))
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &grant->place,
                       "nothing in the tree refers to %.*s, which this policy opens",
                       sl_fmt(sl_xref_quote(grant->text)));
    }
    sl_map_free(&policies);
    sl_book_close(&book);
}

/* The text in front of the last '/' of the first len bytes, '/' included. */
static sl_str folder_of(sl_str text)
{
    size_t slash = sl_str_rchr(text, '/');

    return slash == SIZE_MAX ? (sl_str){0} : sl_str_sub(text, 0, slash + 1);
}

static sl_str common(sl_str a, sl_str b)
{
    size_t at = 0;

    while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
        at++;
    return sl_str_sub(a, 0, at);
}

/* The longest folder that all references which the grant takes in share, in front of
 * which the pattern is literal; empty if there is none, or one reference only. */
static sl_str narrowest(sl_book *book, const sl_aws_fact *grant)
{
    sl_aws_range refs = sl_survey_aws(book->survey, SL_AWS_SECRET_REF);
    sl_arn_glob pattern = sl_book_form_of(book, grant, false)->glob;
    sl_str prefix = {0};
    size_t count = 0;

    for (size_t i = 0; i < refs.len; i++) {
        sl_str target = sl_book_of(book, &refs.at[i])->text;
        sl_arn_glob reference = sl_book_form_of(book, &refs.at[i], false)->glob;

        if (target.len == 0)
            return (sl_str){0};
        if (!sl_arn_may(&pattern, &reference))
            continue;
        if (!sl_arn_must(&pattern, &reference))
            return (sl_str){0};
        prefix = count++ == 0 ? target : common(prefix, target);
    }
    return count > 1 ? folder_of(prefix) : (sl_str){0};
}

static bool one_star_at_end(sl_str pattern)
{
    return sl_str_ends(pattern, sl_lit("*")) &&
           sl_str_chr(pattern, '*') == pattern.len - 1;
}

void sl_check_xref_grant_wider(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range grants = sl_survey_aws(facts.survey, SL_AWS_GRANT);
    sl_book book = sl_book_open(facts.survey);

    for (size_t i = 0; sl_xref_whole(facts) && i < grants.len; i++) {
        const sl_aws_fact *grant = &grants.at[i];
        sl_str folder = {0};

        if (judged(grant) && one_star_at_end(grant->text))
            folder = narrowest(&book, grant);
        if (folder.len > grant->text.len &&
            sl_str_starts(folder, sl_str_sub(grant->text, 0, grant->text.len - 1)))
            sl_sink_at(sink, rule, SL_LEVEL_OFF, &grant->place,
                       "all that the tree refers to is below %.*s",
                       sl_fmt(sl_xref_quote(folder)));
    }
    sl_book_close(&book);
}

/* secret_not_granted.c - a secret is referred to that no policy which applies opens. */
#include "base/map.h"
#include "check/xref/access.h"
#include "check/xref/xref.h"

typedef struct finding_site {
    const sl_aws_fact *reference; /* the first that is alike */
    sl_access access;
    size_t more; /* others that lack the same */
} finding_site;

SL_VEC(site_vec, finding_site);

typedef struct searching {
    const sl_rule *rule;
    sl_facts facts;
    sl_sink *sink;
    sl_book book;
    sl_arena arena;
    sl_map by_key; /* one finding for each secret and policy */
    site_vec sites;
} searching;

static void add_site(searching *s, const sl_aws_fact *reference,
                     const sl_access *access)
{
    sl_str key = sl_arena_printf(
        &s->arena, "%.*s\n%.*s\n%p", sl_fmt(reference->place.path),
        sl_fmt(sl_book_of(&s->book, reference)->text), (const void *)access->nearest);
    size_t known = (size_t)(uintptr_t)sl_map_get(&s->by_key, key);

    if (known > 0) {
        s->sites.at[known - 1].more++;
        return;
    }
    *sl_vec_push(&s->sites) = (finding_site){reference, *access, 0};
    *sl_map_put(&s->by_key, key) = (void *)(uintptr_t)s->sites.len;
}

/* "the policy has region us-west-1, not us-west-2": the first part that differs. */
static void add_difference(sl_buf *out, const sl_access *access, sl_str target)
{
    sl_arn granted, wanted;
    sl_arn_part first = sl_arn_first_part(access->differs);

    if (!access->nearest || access->differs == 0 ||
        sl_arn_parse(access->nearest->text, &granted) != SL_ARN_OK ||
        sl_arn_parse(target, &wanted) != SL_ARN_OK)
        return;
    if (first == SL_ARN_SUFFIX)
        sl_buf_add(out, sl_lit(": it lacks the suffix that Secrets Manager appends, "
                               "-?????? in a pattern"));
    else if (first <= SL_ARN_ACCOUNT)
        sl_buf_printf(out, ": its %s is %.*s, here it is %.*s", sl_arn_part_name(first),
                      sl_fmt(sl_xref_part(&granted, first)),
                      sl_fmt(sl_xref_part(&wanted, first)));
}

static const char *right_name(unsigned right)
{
    return right == SL_AWS_READ_SECRET      ? "secretsmanager:GetSecretValue"
           : right == SL_AWS_READ_PARAMETER ? "ssm:GetParameters"
                                            : "s3:GetObject";
}

static void report(searching *s, const finding_site *site)
{
    const sl_access *access = &site->access;
    unsigned places = 1u << SL_ARN_REGION | 1u << SL_ARN_ACCOUNT;
    bool by_role = access->by == SL_ACCESS_ROLE;
    bool only_place = access->differs && !(access->differs & ~places);
    sl_str parts = sl_xref_parts(&s->arena, access->differs);
    sl_buf text = {0};
    sl_related related[1];

    sl_buf_printf(&text, "no policy%s%.*s allows %s on this",
                  by_role ? " of the role " : "",
                  sl_fmt(by_role ? access->role : (sl_str){0}),
                  right_name(sl_access_right(&s->book, site->reference)));
    if (access->nearest) {
        sl_buf_printf(&text, ": the nearest differs in %.*s", sl_fmt(parts));
        add_difference(&text, access, sl_book_of(&s->book, site->reference)->text);
        related[0] = sl_xref_related(access->nearest, "the policy");
    }
    if (site->more > 0)
        sl_buf_printf(&text, " (and %zu more of this file)", site->more);
    sl_sink_between(
        s->sink, s->rule,
        sl_xref_level(s->rule, only_place ? SL_LEVEL_ERROR : SL_LEVEL_OFF,
                      site->reference),
        &(sl_spot){&site->reference->place, related, access->nearest ? 1 : 0}, "%s",
        text.ptr);
    sl_buf_free(&text);
}

void sl_check_xref_secret_not_granted(const sl_rule *rule, sl_facts facts,
                                      sl_sink *sink)
{
    searching s = {
        .rule = rule, .facts = facts, .sink = sink, .book = sl_book_open(facts.survey)};
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);

    if (sl_xref_too_many(facts.survey))
        sl_sink_notice(sink, (sl_str){0},
                       "too many references to secrets and grants of them: they are "
                       "not compared",
                       true);
    for (size_t i = 0; sl_xref_whole(facts) && i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        unsigned right = sl_access_right(&s.book, ref);
        sl_access access, other;

        if (!sl_xref_live(ref) || right == 0)
            continue;
        access = sl_access_of(&s.book, ref, ref->use, right);
        if (access.by != SL_ACCESS_NONE && access.coverage == SL_NOT_COVERED &&
            !sl_access_by_resource(facts.survey, ref, access.role,
                                   SL_AWS_READ_SECRET) &&
            !sl_access_misplaced(&s.book, ref, &other))
            add_site(&s, ref, &access);
    }
    for (size_t i = 0; i < s.sites.len; i++)
        report(&s, &s.sites.at[i]);
    sl_vec_free(&s.sites);
    sl_map_free(&s.by_key);
    sl_arena_free(&s.arena);
    sl_book_close(&s.book);
}

/* resource_type.c - the word that says of which type a resource is: known, without a
 * wildcard, and followed by what the service puts behind it. Only for services whose
 * words are all in the table. Sources: Service Authorization Reference, the ARN
 * templates of each service; IAM User Guide, "IAM JSON policy elements: Resource". */
#include "aws/site.h"
#include "check/arn/each.h"
#include "check/arn/expected.h"
#include "check/arn/ssm_parameter.h"

/* What the templates of a service have behind one word. */
typedef struct forms {
    bool colon, slash, nothing;
} forms;

static forms forms_of(const sl_arn_service *service, sl_str word)
{
    sl_service home;
    sl_resource_type type;
    forms out = {false, false, false};
    uint32_t at = 0;

    if (!sl_service_find(service->name, &home))
        return out;
    while (sl_resource_type_next(&home, &at, &type)) {
        sl_str own = sl_type_word(type.resource);

        if (!sl_str_eq(type.arn_service, service->name) || !sl_str_eq(own, word))
            continue;
        out.nothing = out.nothing || own.len == type.resource.len;
        out.colon = out.colon ||
                    (own.len < type.resource.len && type.resource.ptr[own.len] == ':');
        out.slash = out.slash ||
                    (own.len < type.resource.len && type.resource.ptr[own.len] == '/');
    }
    return out;
}

/* In an expression that may add a name, format("%s/%s", "arn:...:parameter", name), or
 * called a prefix. */
static bool is_part(const sl_arn_seen *seen)
{
    return seen->leaf && ((!seen->starts && sl_node_open(seen->leaf)) ||
                          sl_str_ends_nocase(seen->leaf->key, sl_lit("prefix")));
}

/* A known word, and what stands behind it. */
static void judge_mark(const sl_arn_report *report, const sl_arn_seen *seen,
                       const sl_arn_service *service, sl_str word)
{
    sl_str resource = seen->arn.resource;
    char mark = word.len < resource.len ? resource.ptr[word.len] : '\0';
    forms allowed = forms_of(service, word);

    if (allowed.colon == allowed.slash) /* both, or in none of the templates */
        return;
    if (mark == '\0' && !allowed.nothing && !is_part(seen))
        sl_arn_hit(report, seen, resource, SL_LEVEL_OFF,
                   "%.*s needs a name behind it: %.*s%cNAME", sl_fmt(word),
                   sl_fmt(word), allowed.colon ? ':' : '/');
    else if ((mark == ':' && !allowed.colon) || (mark == '/' && !allowed.slash))
        sl_arn_hit(report, seen, resource, SL_LEVEL_OFF,
                   "in ARNs of %.*s the word %.*s is followed by '%c', not '%c'",
                   sl_fmt(service->name), sl_fmt(word), allowed.colon ? ':' : '/',
                   mark);
}

static void judge_unknown(const sl_arn_report *report, const sl_arn_seen *seen,
                          const sl_arn_service *service, sl_str word)
{
    sl_str near;

    if (sl_type_word_near(service, word, &near))
        sl_arn_hit(report, seen, word, SL_LEVEL_OFF,
                   "%.*s has no resource type %.*s; did you mean %.*s?",
                   sl_fmt(service->name), sl_fmt(sl_arn_quote(word)), sl_fmt(near));
    else if (sl_str_eq(service->name, sl_lit("secretsmanager")))
        sl_arn_hit(report, seen, seen->arn.resource, SL_LEVEL_OFF,
                   "secret: is missing before the name of the secret");
    else if (sl_str_eq(service->name, sl_lit("logs")))
        sl_arn_hit(report, seen, seen->arn.resource, SL_LEVEL_OFF,
                   "log-group: is missing before the name of the log group");
    else
        sl_arn_hit(report, seen, word, SL_LEVEL_OFF, "%.*s has no resource type %.*s",
                   sl_fmt(service->name), sl_fmt(sl_arn_quote(word)));
}

/* Does some word of the service begin so? Then the wildcard stands in the word, and not
 * in a name without one. */
static bool begins_word(const sl_arn_service *service, sl_str pattern)
{
    size_t star = sl_str_chr(pattern, '*'), one = sl_str_chr(pattern, '?');
    sl_str head = sl_str_sub(pattern, 0, star < one ? star : one);
    uint32_t at = 0;
    sl_str word;

    while (sl_type_word_next(service, &at, &word))
        if (sl_str_starts(word, head))
            return true;
    return false;
}

/* TOPIC:UUID, of a topic that is called so. */
static bool is_subscription(const sl_arn *arn)
{
    enum { UUID = 36 };
    size_t colon = sl_str_rchr(arn->resource, ':');

    return colon != SIZE_MAX && arn->resource.len - colon - 1 == UUID;
}

/* The ARNs of queues and topics have no word for their type, but people write one. */
static bool judge_untyped(const sl_arn_report *report, const sl_arn_seen *seen)
{
    static const struct {
        const char *service, *word;
    } added[] = {{"sqs", "queue"}, {"sns", "topic"}};
    sl_str word = sl_arn_word(&seen->arn);

    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        if (!sl_str_eq(seen->arn.service, sl_str_of(added[i].service)) ||
            !sl_str_eq(word, sl_str_of(added[i].word)) ||
            word.len == seen->arn.resource.len || is_subscription(&seen->arn))
            continue;
        sl_arn_hit(report, seen, word, SL_LEVEL_OFF,
                   "in ARNs of %s the name follows the account, without the word %s",
                   added[i].service, added[i].word);
        return true;
    }
    return false;
}

/* Attributes that take an ARN of IAM of one type. */
static const struct {
    const char *attribute; /* as for sl_site_is */
    const char *word;
} takers[] = {
    {"permissionsboundary", "policy"},
    {"managedpolicyarns", "policy"},
    {"executionrolearn", "role"},
    {"taskrolearn", "role"},
    {"rolearn", "role"},
};

/* "PermissionsBoundary: arn:aws:iam::123456789012:role/x" */
static bool judge_taker(const sl_arn_report *report, const sl_arn_seen *seen,
                        sl_str word)
{
    static const char *const words[] = {"group", "instance-profile", "policy", "role",
                                        "user"};

    if (!seen->whole || !sl_str_eq(seen->arn.service, sl_lit("iam")) ||
        !sl_str_among(words, sizeof words / sizeof *words, word))
        return false;
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        if (!sl_site_is(sl_node_name(seen->leaf), takers[i].attribute) ||
            sl_str_eq(word, sl_str_of(takers[i].word)))
            continue;
        sl_arn_hit(report, seen, word, SL_LEVEL_OFF,
                   "%.*s takes the ARN of a %s, here stands %.*s",
                   sl_fmt(sl_node_name(seen->leaf)), takers[i].word, sl_fmt(word));
        return true;
    }
    return false;
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_arn_service service;
    sl_str word = sl_arn_word(&seen->arn);

    if (sl_arn_amazon(&seen->arn) &&
        (judge_untyped(report, seen) || judge_taker(report, seen, word)))
        return;
    if (!sl_arn_expected(&seen->arn, &service) || !service.core || service.free_form ||
        sl_arn_in_principal(seen) || sl_ssm_parameter_fault(&seen->arn) != SL_SSM_OK)
        return;
    switch (sl_field_of(word, SL_ARN_TYPE)) {
    case SL_FIELD_WILDCARD:
        if (sl_str_starts(word, sl_lit("*")))
            break; /* a pattern of the whole resource */
        if (begins_word(&service, word))
            sl_arn_hit(report, seen, word, SL_LEVEL_OFF,
                       "the resource type may hold no wildcard, here stands %.*s",
                       sl_fmt(sl_arn_quote(word)));
        else
            judge_unknown(report, seen, &service, word);
        break;
    case SL_FIELD_LITERAL:
        if (sl_type_word_known(&service, word))
            judge_mark(report, seen, &service, word);
        else
            judge_unknown(report, seen, &service, word);
        break;
    default: break;
    }
}

void sl_check_arn_resource_type(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge);
}

/* wrong_action.c - a policy of the reader's role names the secret, but allows other actions
 * on it than the one that reads it.
 * Source: Amazon ECS Developer Guide, "Pass sensitive data to an Amazon ECS container". */
#include "check/xref/access.h"
#include "check/xref/role.h"
#include "check/xref/xref.h"

/* The action that reads what the reference names, its bit, and that of any action of the
 * service. */
typedef struct reading {
    const char *action;
    unsigned right, any;
} reading;

static bool reading_of(sl_book *book, const sl_aws_fact *ref, reading *out)
{
    switch (sl_access_right(book, ref)) {
    case SL_AWS_READ_SECRET:
        *out = (reading){"secretsmanager:GetSecretValue", SL_AWS_READ_SECRET,
                         SL_AWS_NAME_SECRET};
        return true;
    case SL_AWS_READ_PARAMETER:
        if (ref->use == SL_AWS_USE_ECS_EXECUTION)
            *out = (reading){"ssm:GetParameters", SL_AWS_READ_PARAMETERS,
                             SL_AWS_NAME_PARAMETER};
        else
            *out = (reading){"ssm:GetParameter", SL_AWS_READ_PARAMETER,
                             SL_AWS_NAME_PARAMETER};
        return true;
    default: return false;
    }
}

/* Is it certain that the role has the right from nowhere that the tree shows, while one of
 * its policies takes the reference in? *named says which. */
static bool lacks(sl_book *book, const sl_aws_fact *ref, const reading *how,
                  sl_access *named)
{
    sl_access own = sl_access_of(book, ref, ref->use, how->right);
    sl_access misplaced;

    if (own.role.len == 0 || own.by == SL_ACCESS_ROLE ||
        (own.by == SL_ACCESS_TREE && own.coverage != SL_NOT_COVERED) ||
        sl_access_misplaced(book, ref, &misplaced) ||
        sl_access_by_resource(book->survey, ref, own.role, SL_AWS_READ_SECRET))
        return false;
    *named = sl_access_of(book, ref, ref->use, how->any);
    return named->by == SL_ACCESS_ROLE && named->coverage == SL_COVERED &&
           named->nearest;
}

void sl_check_xref_wrong_action(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    const sl_aws_fact *last = NULL; /* the policy that was told last */
    sl_book book = sl_book_open(facts.survey);

    for (size_t i = 0; sl_xref_whole(facts) && i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        sl_related related[1];
        sl_access named;
        reading how;

        if (!sl_xref_live(ref) || !reading_of(&book, ref, &how) ||
            !lacks(&book, ref, &how, &named) || named.nearest == last)
            continue;
        last = named.nearest;
        related[0] = sl_xref_related(named.nearest, "the policy");
        sl_sink_between(
            sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
            &(sl_spot){&ref->place, related, 1},
            "the policy of the role %.*s names this, but does not allow %s, "
            "which it is read with",
            sl_fmt(named.role), how.action);
    }
    sl_book_close(&book);
}

/* two_suffixes.c - one secret under two suffixes: it was made anew, and one of the
 * references is stale. */
#include "aws/resource_name.h"

#include "base/map.h"
#include "check/xref/xref.h"

typedef struct sighting {
    sl_str suffix;
    const sl_aws_fact *fact;
} sighting;

void sl_check_xref_two_suffixes(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range arns = sl_survey_aws(facts.survey, SL_AWS_ARN);
    sl_arena arena = {0};
    sl_map by_name = {0};

    for (size_t i = 0; sl_xref_whole(facts) && i < arns.len; i++) {
        const sl_aws_fact *fact = &arns.at[i];
        sl_secret_name secret;
        sighting *first;
        void **known;
        sl_arn arn;
        sl_related related[1];

        if (!sl_xref_live(fact) || sl_arn_parse(fact->text, &arn) != SL_ARN_OK)
            continue;
        secret = sl_secret_name_of(&arn);
        if (secret.form != SL_SECRET_COMPLETE)
            continue;
        known = sl_map_put(&by_name,
                           sl_arena_printf(&arena, "%.*s:%.*s:%.*s", sl_fmt(arn.region),
                                           sl_fmt(arn.account), sl_fmt(secret.name)));
        if (!*known) {
            first = sl_arena_alloc(&arena, sizeof *first);
            *first = (sighting){secret.suffix, fact};
            *known = first;
        }
        first = *known;
        if (sl_str_eq(first->suffix, secret.suffix))
            continue;
        related[0] = sl_xref_related(first->fact, "the other suffix");
        sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, fact),
                        &(sl_spot){&fact->place, related, 1},
                        "the secret %.*s ends in -%.*s here and in -%.*s elsewhere: it "
                        "was made anew, and one of the two is gone",
                        sl_fmt(sl_xref_quote(secret.name)), sl_fmt(secret.suffix),
                        sl_fmt(first->suffix));
    }
    sl_map_free(&by_name);
    sl_arena_free(&arena);
}

/* kms.c - a secret with a key of its own, and a reader without the right to use it. */
#include "aws/resource_name.h"

#include "check/xref/access.h"
#include "check/xref/named.h"
#include "check/xref/role.h"
#include "check/xref/xref.h"

/* Does any policy that applies to the reader allow kms:Decrypt, on whatever? */
static bool may_decrypt(const sl_survey *survey, const sl_access *access)
{
    sl_aws_range grants = sl_survey_aws(survey, SL_AWS_GRANT);

    for (size_t i = 0; i < grants.len; i++) {
        const sl_aws_fact *grant = &grants.at[i];

        if (!(grant->rights & SL_AWS_DECRYPT) && !grant->incomplete)
            continue;
        if (access->by != SL_ACCESS_ROLE ||
            sl_xref_same_role(survey, grant->holder, access->role) ||
            sl_xref_attached(survey, access->role, grant))
            return true;
    }
    return false;
}

static bool own_key(const sl_aws_fact *secret)
{
    return secret->kind == SL_AWS_SECRET && secret->name.len > 0 &&
           (secret->text.len > 0 || secret->holder.len > 0) &&
           !sl_str_has(secret->name, sl_lit("alias/aws/"));
}

/* Does the reference name that secret? */
static bool names(const sl_survey *survey, const sl_aws_fact *ref,
                  const sl_aws_fact *secret)
{
    sl_secret_name name;
    sl_arn arn;

    if (sl_xref_secret(survey, ref) == secret)
        return true;
    if (secret->text.len == 0)
        return false;
    if (sl_arn_parse(ref->text, &arn) != SL_ARN_OK)
        return sl_str_eq(ref->text, secret->text);
    name = sl_secret_name_of(&arn);
    if (name.form != SL_SECRET_NONE)
        return sl_str_eq(name.name, secret->text);
    return sl_str_eq(sl_resource_name_of(&arn).name,
                     sl_str_drop(secret->text, sl_lit("/")));
}

void sl_check_xref_kms_missing(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range secrets = sl_survey_aws(facts.survey, SL_AWS_SECRET);
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    sl_arena arena = {0};

    for (size_t i = 0; sl_xref_whole(facts) && i < secrets.len; i++) {
        for (size_t k = 0; own_key(&secrets.at[i]) && k < refs.len; k++) {
            const sl_aws_fact *ref = &refs.at[k];
            sl_related related[] = {
                sl_xref_related(&secrets.at[i], "the secret and its key")};
            sl_access access;

            if (!sl_xref_live(ref) || !names(facts.survey, ref, &secrets.at[i]))
                continue;
            access = sl_access_of(facts.survey, &arena, ref, ref->use,
                                  sl_access_right(facts.survey, ref));
            if (access.coverage != SL_COVERED || may_decrypt(facts.survey, &access) ||
                sl_access_by_resource(facts.survey, ref, access.role, SL_AWS_DECRYPT))
                continue;
            sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
                            &(sl_spot){&ref->place, related, 1},
                            "%.*s is encrypted with a key of its own, and no policy "
                            "of the reader allows kms:Decrypt",
                            sl_fmt(sl_xref_quote(secrets.at[i].text.len > 0
                                                     ? secrets.at[i].text
                                                     : secrets.at[i].holder)));
            break; /* once for each secret */
        }
        sl_arena_reset(&arena);
    }
    sl_arena_free(&arena);
}

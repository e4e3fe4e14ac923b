/* kms.c - a secret with a key of its own, and a reader without the right to use it. */
#include "aws/resource_name.h"

#include "check/xref/access.h"
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

/* What a reference may name, read once. */
typedef struct reading {
    const sl_aws_fact *secret; /* by its id */
    sl_str name;               /* of a secret, or of whatever has no ARN */
    sl_str resource;           /* of another ARN: without '/' in front */
} reading;

static reading read_reference(sl_book *book, const sl_aws_fact *ref)
{
    reading out = {.secret = sl_book_of(book, ref)->secret, .name = ref->text};
    sl_secret_name name;
    sl_arn arn;

    if (sl_arn_parse(ref->text, &arn) != SL_ARN_OK)
        return out;
    name = sl_secret_name_of(&arn);
    out.name = name.form == SL_SECRET_NONE ? (sl_str){0} : name.name;
    if (name.form == SL_SECRET_NONE)
        out.resource = sl_resource_name_of(&arn).name;
    return out;
}

static bool names(const reading *ref, const sl_aws_fact *secret)
{
    if (ref->secret == secret)
        return true;
    return secret->text.len > 0 &&
           (sl_str_eq(ref->name, secret->text) ||
            (ref->resource.len > 0 &&
             sl_str_eq(ref->resource, sl_str_drop(secret->text, sl_lit("/")))));
}

/* Can it be read, but not decrypted? */
static bool lacks_key(sl_book *book, const sl_aws_fact *ref)
{
    sl_access access = sl_access_of(book, ref, ref->use, sl_access_right(book, ref));

    return access.coverage == SL_COVERED && !may_decrypt(book->survey, &access) &&
           !sl_access_by_resource(book->survey, ref, access.role, SL_AWS_DECRYPT);
}

/* The first reference to the secret whose reader lacks the key; NULL: none. */
static const sl_aws_fact *first_without(sl_book *book, const reading *readings,
                                        const sl_aws_fact *secret)
{
    sl_aws_range refs = sl_survey_aws(book->survey, SL_AWS_SECRET_REF);

    for (size_t i = 0; i < refs.len; i++)
        if (names(&readings[i], secret) && sl_xref_live(&refs.at[i]) &&
            lacks_key(book, &refs.at[i]))
            return &refs.at[i];
    return NULL;
}

static void tell(const sl_rule *rule, sl_sink *sink, const sl_aws_fact *ref,
                 const sl_aws_fact *secret)
{
    sl_related related[] = {sl_xref_related(secret, "the secret and its key")};
    sl_str name = secret->text.len > 0 ? secret->text : secret->holder;

    sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
                    &(sl_spot){&ref->place, related, 1},
                    "%.*s is encrypted with a key of its own, and no policy "
                    "of the reader allows kms:Decrypt",
                    sl_fmt(sl_xref_quote(name)));
}

void sl_check_xref_kms_missing(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range secrets = sl_survey_aws(facts.survey, SL_AWS_SECRET);
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    reading *readings;
    sl_book book;

    if (!sl_xref_whole(facts) || secrets.len == 0 || refs.len == 0)
        return;
    book = sl_book_open(facts.survey);
    readings = sl_arena_calloc(&book.arena, refs.len, sizeof *readings);
    for (size_t i = 0; i < refs.len; i++)
        readings[i] = read_reference(&book, &refs.at[i]);
    for (size_t i = 0; i < secrets.len; i++) {
        const sl_aws_fact *ref = own_key(&secrets.at[i])
                                     ? first_without(&book, readings, &secrets.at[i])
                                     : NULL;

        if (ref)
            tell(rule, sink, ref, &secrets.at[i]); /* once for each secret */
    }
    sl_book_close(&book);
}

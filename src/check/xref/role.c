#include "check/xref/role.h"

#include "aws/hole.h"
#include "aws/resource_name.h"

/* Of "${X.Arn}", "aws_iam_role.X.arn" and "${aws_iam_role.X.name}" the X. type: what
 * Terraform calls it, with the dot. */
static sl_str id_in(sl_str text, const char *type)
{
    sl_str inner = sl_str_trim(text);
    size_t at = sl_str_find(inner, sl_str_of(type));
    size_t end;

    if (at != SIZE_MAX) {
        inner = sl_str_skip(inner, at + sl_str_of(type).len);
    } else if (sl_str_starts(inner, sl_lit("${")) &&
               sl_str_ends(inner, sl_lit(".Arn}"))) {
        inner = sl_str_skip(inner, 2);
    } else {
        return (sl_str){0};
    }
    end = sl_str_chr(inner, '.');
    return end == SIZE_MAX ? (sl_str){0} : sl_str_sub(inner, 0, end);
}

sl_str sl_xref_role_name(sl_str text)
{
    sl_str id = id_in(text, "aws_iam_role.");
    sl_str name = text;
    sl_arn arn;

    if (id.len > 0)
        return id;
    if (sl_str_starts(text, sl_lit("arn:"))) {
        if (sl_arn_parse(text, &arn) != SL_ARN_OK)
            return (sl_str){0};
        name = sl_role_name(&arn);
    }
    if (sl_hole_in(name) || sl_str_chr(name, ' ') != SIZE_MAX ||
        sl_str_chr(name, '*') != SIZE_MAX || sl_str_chr(name, '(') != SIZE_MAX)
        return (sl_str){0};
    return name;
}

bool sl_xref_same_role(const sl_survey *survey, sl_str a, sl_str b)
{
    sl_aws_range roles = sl_survey_aws(survey, SL_AWS_ROLE);

    if (a.len == 0 || b.len == 0)
        return false;
    if (sl_str_eq_nocase(a, b)) /* unique without regard to case */
        return true;
    for (size_t i = 0; i < roles.len; i++) {
        const sl_aws_fact *role = &roles.at[i];

        if ((sl_str_eq(role->holder, a) && sl_str_eq_nocase(role->text, b)) ||
            (sl_str_eq(role->holder, b) && sl_str_eq_nocase(role->text, a)))
            return true;
    }
    return false;
}

const sl_aws_fact *sl_xref_role_for(const sl_survey *survey, sl_str path,
                                    sl_aws_use use)
{
    sl_aws_range refs = sl_survey_aws(survey, SL_AWS_ROLE_REF);
    const sl_aws_fact *found = NULL;

    for (size_t i = 0; i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        sl_str name = sl_xref_role_name(ref->text);

        if (ref->use != use || ref->commented || name.len == 0 ||
            !sl_str_eq(ref->place.path, path))
            continue;
        if (found && !sl_xref_same_role(survey, name, sl_xref_role_name(found->text)))
            return NULL;
        found = ref;
    }
    return found;
}

/* The last part of the ARN of a managed policy, or its id. */
static sl_str policy_name(sl_str text)
{
    sl_str id = id_in(text, "aws_iam_policy.");
    size_t slash = sl_str_rchr(text, '/');

    if (id.len > 0)
        return id;
    return slash == SIZE_MAX ? text : sl_str_skip(text, slash + 1);
}

static bool names(const sl_aws_fact *attachment, const sl_aws_fact *grant)
{
    sl_str name = policy_name(attachment->text);

    return name.len > 0 &&
           (sl_str_eq_nocase(name, grant->holder) || sl_str_eq(name, grant->name));
}

static bool of_role(const sl_survey *survey, const sl_aws_fact *attachment, sl_str role)
{
    return sl_xref_same_role(survey, sl_xref_role_name(attachment->holder), role);
}

bool sl_xref_attached(const sl_survey *survey, sl_str role, const sl_aws_fact *grant)
{
    sl_aws_range facts = sl_survey_aws(survey, SL_AWS_ATTACHMENT);

    for (size_t i = 0; i < facts.len; i++)
        if (names(&facts.at[i], grant) && of_role(survey, &facts.at[i], role))
            return true;
    return false;
}

/* A policy of AWS's own that opens no secret, parameter or object of the account. */
static bool harmless(sl_str policy)
{
    static const char *const words[] = {"Secret", "SSM",        "S3",      "Admin",
                                        "Power",  "FullAccess", "ReadOnly"};

    if (!sl_str_has(policy, sl_lit(":iam::aws:policy/")))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_has(policy, sl_str_of(words[i])))
            return false;
    return true;
}

static bool seen(const sl_survey *survey, const sl_aws_fact *attachment)
{
    static const sl_aws_kind kinds[] = {SL_AWS_GRANT, SL_AWS_DENY};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        sl_aws_range facts = sl_survey_aws(survey, kinds[k]);

        for (size_t i = 0; i < facts.len; i++)
            if (names(attachment, &facts.at[i]))
                return true;
    }
    return false;
}

bool sl_xref_has_unseen(const sl_survey *survey, sl_str role)
{
    sl_aws_range facts = sl_survey_aws(survey, SL_AWS_ATTACHMENT);

    for (size_t i = 0; i < facts.len; i++)
        if (!facts.at[i].commented && !harmless(facts.at[i].text) &&
            (role.len == 0 || of_role(survey, &facts.at[i], role)) &&
            !seen(survey, &facts.at[i]))
            return true;
    return false;
}

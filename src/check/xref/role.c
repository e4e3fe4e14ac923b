#include "check/xref/role.h"

#include "aws/hole.h"
#include "aws/resource_name.h"

/* Of "${X.Arn}", "aws_iam_role.X.arn" and "${aws_iam_role.X.name}" the X. */
static sl_str id_in(sl_str text)
{
    sl_str inner = sl_str_trim(text);
    size_t at = sl_str_find(inner, sl_lit("aws_iam_role."));
    size_t end;

    if (at != SIZE_MAX) {
        inner = sl_str_skip(inner, at + sl_lit("aws_iam_role.").len);
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
    sl_str id = id_in(text);
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

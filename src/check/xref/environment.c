/* environment.c - what is written in the file of one environment and belongs to
 * another. */
#include "aws/resource_name.h"

#include "check/xref/xref.h"

/* The environment of the file: by its name, else by the nearest folder that names one. */
static const char *of_file(sl_str path)
{
    sl_str rest = path;

    while (rest.len > 0) {
        sl_str base = sl_path_base(rest);
        const char *found = sl_xref_environment(base);

        if (found)
            return found;
        rest = sl_path_dir(rest);
    }
    return NULL;
}

static void judge(const sl_rule *rule, sl_sink *sink, const sl_aws_fact *fact)
{
    const char *here = of_file(fact->place.path);
    const char *there;
    sl_arn arn;

    if (!here)
        here = sl_xref_environment(fact->name);
    if (!here || sl_str_eq(sl_str_of(here), sl_lit("test")) ||
        sl_arn_parse(fact->text, &arn) != SL_ARN_OK)
        return;
    there = sl_xref_environment(sl_resource_name_of(&arn).name);
    if (!there || sl_str_eq(sl_str_of(there), sl_str_of(here)))
        return;
    sl_sink_at(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, fact), &fact->place,
               "this is for %s, but %.*s is for %s", here,
               sl_fmt(sl_xref_quote(sl_resource_name_of(&arn).name)), there);
}

void sl_check_xref_env_mismatch(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    static const sl_aws_kind kinds[] = {SL_AWS_SECRET_REF, SL_AWS_ROLE_REF};

    for (size_t k = 0; sl_xref_whole(facts) && k < sizeof kinds / sizeof *kinds; k++) {
        sl_aws_range refs = sl_survey_aws(facts.survey, kinds[k]);

        for (size_t i = 0; i < refs.len; i++)
            if (sl_xref_live(&refs.at[i]) && !refs.at[i].prose)
                judge(rule, sink, &refs.at[i]);
    }
}

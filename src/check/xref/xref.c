#include "check/xref/xref.h"

#include "aws/resource_name.h"
#include "base/limits.h"

enum { MAX_QUOTE = 120, MAX_ATTACHED = 200 };

bool sl_xref_too_many(const sl_survey *survey)
{
    size_t refs = sl_survey_aws(survey, SL_AWS_SECRET_REF).len +
                  sl_survey_aws(survey, SL_AWS_ROLE_REF).len;
    size_t grants = sl_survey_aws(survey, SL_AWS_GRANT).len +
                    sl_survey_aws(survey, SL_AWS_DENY).len +
                    sl_survey_aws(survey, SL_AWS_TRUST).len +
                    sl_survey_aws(survey, SL_AWS_ROLE).len;

    size_t attached = sl_survey_aws(survey, SL_AWS_ATTACHMENT).len + 1;

    if (refs == 0 || grants <= SL_MAX_XREF / refs / attached)
        return false;
    return grants > SL_MAX_XREF / refs || attached > MAX_ATTACHED;
}

bool sl_xref_whole(sl_facts facts)
{
    return !facts.survey->changes && !sl_xref_too_many(facts.survey);
}

bool sl_xref_live(const sl_aws_fact *fact)
{
    return !fact->commented && !fact->trial;
}

sl_level sl_xref_level(const sl_rule *rule, sl_level level, const sl_aws_fact *fact)
{
    if (level == SL_LEVEL_OFF)
        level = rule->level;
    return fact->prose && level > SL_LEVEL_NOTE ? level - 1 : level;
}

sl_str sl_xref_parts(sl_arena *arena, unsigned parts)
{
    sl_buf out = {0};
    sl_str text;

    for (int part = 0; part < SL_ARN_PARTS; part++) {
        if (!(parts & 1u << part))
            continue;
        if (out.len > 0)
            sl_buf_add(&out, parts >> (part + 1) ? sl_lit(", ") : sl_lit(" and "));
        sl_buf_printf(&out, "%s", sl_arn_part_name((sl_arn_part)part));
    }
    text = sl_arena_str(arena, sl_buf_str(&out));
    sl_buf_free(&out);
    return text;
}

sl_str sl_xref_part(const sl_arn *arn, sl_arn_part part)
{
    switch (part) {
    case SL_ARN_PARTITION: return arn->partition;
    case SL_ARN_SERVICE: return arn->service;
    case SL_ARN_REGION: return arn->region;
    case SL_ARN_ACCOUNT: return arn->account;
    default: return arn->resource;
    }
}

sl_related sl_xref_related(const sl_aws_fact *fact, const char *message)
{
    return (sl_related){fact->place, sl_str_of(message)};
}

sl_str sl_xref_quote(sl_str text)
{
    return sl_str_sub(text, 0, MAX_QUOTE);
}

static const struct {
    const char *word;
    const char *environment;
} words[] = {
    {"prod", "production"},
    {"production", "production"},
    {"prd", "production"},
    {"live", "production"},
    {"stg", "staging"},
    {"staging", "staging"},
    {"stage", "staging"},
    {"dev", "development"},
    {"develop", "development"},
    {"development", "development"},
    {"test", "test"},
    {"testing", "test"},
    {"qa", "test"},
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

const char *sl_xref_environment(sl_str text)
{
    const char *found = NULL;
    size_t start = 0;

    for (size_t i = 0; i <= text.len; i++) {
        sl_str word;

        if (i < text.len && is_word(text.ptr[i]))
            continue;
        word = sl_str_sub(text, start, i);
        start = i + 1;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (!sl_str_eq_nocase(word, sl_str_of(words[k].word)))
                continue;
            if (found && found != words[k].environment &&
                !sl_str_eq(sl_str_of(found), sl_str_of(words[k].environment)))
                return NULL;
            found = words[k].environment;
        }
    }
    return found;
}

/* secret_ref_provider.c - whom proc_wrapper asks. */
#include "aws/secret_ref_work.h"

typedef struct provider_row {
    const char *code;
    const char *prefixes[2];
    bool top_level;
    const char *since;
    const char *name;
} provider_row;

/* In the order of sl_provider, which is that of the program. FILE takes the rest. */
static const provider_row providers[SL_PROVIDERS] = {
    {"PLAIN", {NULL}, true, "", "plain text"},
    {"ENV", {NULL}, false, "2.1.0", "the environment"},
    {"CONFIG", {NULL}, false, "", "the configuration"},
    {"AWS_SM", {"arn:aws:secretsmanager:"}, true, "2.0", "Secrets Manager"},
    {"AWS_SSM", {"ssm:", "arn:aws:ssm:"}, true, "6.0.0", "Parameter Store"},
    {"AWS_APP_CONFIG", {"aws:appconfig:"}, true, "6.0.0", "AppConfig"},
    {"AWS_S3", {"arn:aws:s3:::"}, true, "3.0", "S3"},
    {"FILE", {"file://"}, true, "3.0", "a file"},
};

sl_str sl_provider_code(sl_provider provider)
{
    return sl_str_of(providers[provider].code);
}

const char *sl_provider_since(sl_provider provider)
{
    return providers[provider].since;
}

const char *sl_provider_name(sl_provider provider)
{
    return providers[provider].name;
}

sl_str sl_ref_without_code(sl_provider provider, sl_str text, sl_str *code)
{
    sl_str word = sl_provider_code(provider);

    if (!sl_str_starts(text, word) || text.len == word.len || text.ptr[word.len] != ':')
        return text;
    *code = sl_str_sub(text, 0, word.len);
    return sl_str_skip(text, word.len + 1);
}

static bool takes(sl_provider provider, sl_str text)
{
    const provider_row *row = &providers[provider];
    sl_str code = {0};

    sl_ref_without_code(provider, text, &code);
    if (code.len > 0)
        return true;
    for (size_t i = 0; i < 2 && row->prefixes[i]; i++)
        if (sl_str_starts(text, sl_str_of(row->prefixes[i])))
            return true;
    return false;
}

sl_provider sl_ref_provider(sl_str text, bool top_level)
{
    for (sl_provider i = SL_PROVIDER_PLAIN; i < SL_PROVIDER_FILE; i++)
        if ((providers[i].top_level || !top_level) && takes(i, text))
            return i;
    return sl_str_trim(text).len > 0 ? SL_PROVIDER_FILE : SL_PROVIDER_PLAIN;
}

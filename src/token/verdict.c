#include "token/verdict.h"

#include "token/schemes.h"

#include <stdarg.h>
#include <stdio.h>

static const sl_verdict_scheme schemes[] = {
    {"age", sl_bech32_judge, sl_bech32_sign},
    {"anthropic", sl_anthropic_judge, NULL},
    {"atlassian", sl_crc_token_judge, sl_crc_token_sign},
    {"aws-key", sl_aws_key_judge, NULL},
    {"azure-cask", sl_azure_cask_judge, sl_azure_cask_sign},
    {"azure-devops", sl_azure_devops_judge, sl_azure_cask_sign},
    {"azure-entra", sl_azure_entra_judge, sl_azure_entra_sign},
    {"azure-key", sl_azure_key_judge, sl_azure_key_sign},
    {"base58check", sl_base58check_judge, sl_base58check_sign},
    {"bech32", sl_bech32_judge, sl_bech32_sign},
    {"bedrock", sl_bedrock_judge, NULL},
    {"bip39", sl_bip39_judge, NULL},
    {"bitbucket", sl_crc_token_judge, sl_crc_token_sign},
    {"bitbucket-server", sl_wrapped_judge, NULL},
    {"cloudflare", sl_crc_token_judge, sl_crc_token_sign},
    {"confluent", sl_crc_token_judge, sl_crc_token_sign},
    {"discord", sl_wrapped_judge, NULL},
    {"github", sl_github_judge, sl_crc_token_sign},
    {"github-fine-grained", sl_github_fine_grained_judge, sl_github_fine_grained_sign},
    {"gitlab", sl_gitlab_routable_judge, sl_gitlab_routable_sign},
    {"grafana", sl_crc_token_judge, sl_crc_token_sign},
    {"grafana-api-key", sl_wrapped_judge, NULL},
    {"grafana-cloud", sl_wrapped_judge, NULL},
    {"jfrog", sl_wrapped_judge, NULL},
    {"jfrog-api-key", sl_jfrog_key_judge, NULL},
    {"jira", sl_jira_judge, NULL},
    {"jwt", sl_jwt_judge, NULL},
    {"nats", sl_base32_crc_judge, sl_base32_crc_sign},
    {"nostr", sl_bech32_judge, sl_bech32_sign},
    {"npm", sl_crc_token_judge, sl_crc_token_sign},
    {"onepassword", sl_wrapped_judge, NULL},
    {"openai", sl_openai_judge, NULL},
    {"pem", sl_pem_judge, NULL},
    {"pypi", sl_pypi_judge, sl_pypi_sign},
    {"sentry", sl_wrapped_judge, NULL},
    {"slack", sl_slack_judge, NULL},
    {"stellar", sl_base32_crc_judge, sl_base32_crc_sign},
    {"telegram", sl_telegram_judge, NULL},
    {"vercel", sl_crc_token_judge, sl_crc_token_sign},
    {"zuplo", sl_crc_token_judge, sl_crc_token_sign},
};

const sl_verdict_scheme *sl_verdict_scheme_at(size_t i)
{
    return i < sizeof schemes / sizeof schemes[0] ? &schemes[i] : NULL;
}

const sl_verdict_scheme *sl_verdict_scheme_find(sl_str name)
{
    const sl_verdict_scheme *scheme;

    for (size_t i = 0; (scheme = sl_verdict_scheme_at(i)); i++)
        if (sl_str_eq(name, sl_str_of(scheme->name)))
            return scheme;
    return NULL;
}

void sl_verdict_say(sl_verdict *out, sl_verdict_kind kind, const char *format, ...)
{
    va_list args;

    *out = (sl_verdict){.kind = kind};
    va_start(args, format);
    vsnprintf(out->note, sizeof out->note, format, args);
    va_end(args);
}

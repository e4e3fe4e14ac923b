#include "aws/issuer.h"

#define SHARED  .kind = SL_ISSUER_SHARED, .audience = "aud"
#define TENANT  .kind = SL_ISSUER_TENANT, .audience = "aud"
#define CLUSTER .kind = SL_ISSUER_CLUSTER, .audience = "aud"
#define PUBLIC  .kind = SL_ISSUER_PUBLIC, .example = ""

static const sl_issuer issuers[] = {
    {.title = "GitHub Actions",
     .host = "token.actions.githubusercontent.com",
     SHARED,
     .begins = "",
     .example = "repo:OWNER/REPO:ref:refs/heads/main"},
    {.title = "GitHub Enterprise Server",
     .host = "/_services/token",
     .ending = true,
     TENANT,
     .begins = "",
     .example = "repo:OWNER/REPO:ref:refs/heads/main"},
    {.title = "GitLab CI",
     .host = "gitlab.com",
     SHARED,
     .begins = "project_path:",
     .example = "project_path:GROUP/PROJECT:ref_type:branch:ref:main"},
    {.title = "HCP Terraform",
     .host = "app.terraform.io",
     SHARED,
     .begins = "organization:",
     .example = "organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:*"},
    {.title = "Buildkite",
     .host = "agent.buildkite.com",
     SHARED,
     .example = "organization:ORG:pipeline:PIPELINE:ref:refs/heads/main:*"},
    {.title = "CircleCI",
     .host = "oidc.circleci.com",
     TENANT,
     .example = "org/ORG_ID/project/PROJECT_ID/user/*"},
    {.title = "Bitbucket Pipelines",
     .host = "api.bitbucket.org",
     TENANT,
     .example = "{REPOSITORY_UUID}:*"},
    {.title = "Azure Pipelines",
     .host = "vstoken.dev.azure.com",
     TENANT,
     .example = "sc://ORGANIZATION/PROJECT/CONNECTION"},
    {.title = "Spacelift",
     .host = ".app.spacelift.io",
     .ending = true,
     TENANT,
     .example = "space:SPACE:stack:STACK:run_type:TRACKED:scope:write"},
    {.title = "Semaphore",
     .host = ".semaphoreci.com",
     .ending = true,
     TENANT,
     .example = "org:ORG:project:PROJECT_ID:repo:REPO:ref_type:branch:ref:main"},
    {.title = "Vercel",
     .host = "oidc.vercel.com",
     TENANT,
     .example = "owner:TEAM:project:PROJECT:environment:production"},
    {.title = "Codefresh",
     .host = "oidc.codefresh.io",
     SHARED,
     .example = "account:ACCOUNT_ID:pipeline:PIPELINE_ID"},
    {.title = "Pulumi Cloud",
     .host = "api.pulumi.com",
     SHARED,
     .example = "pulumi:deploy:org:ORG:project:PROJECT:stack:STACK:operation:*"},
    {.title = "Amazon EKS",
     .host = "oidc.eks.",
     .starting = true,
     CLUSTER,
     .begins = "system:serviceaccount:",
     .example = "system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT"},
    {.title = "Google Kubernetes Engine",
     .host = "container.googleapis.com",
     CLUSTER,
     .begins = "system:serviceaccount:",
     .example = "system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT"},
    {.title = "Amazon Cognito",
     .host = "cognito-identity.amazonaws.com",
     PUBLIC,
     .audience = "aud"},
    {.title = "Google", .host = "accounts.google.com", PUBLIC, .audience = "aud"},
    {.title = "Facebook", .host = "graph.facebook.com", PUBLIC, .audience = "app_id"},
    {.title = "Login with Amazon",
     .host = "www.amazon.com",
     PUBLIC,
     .audience = "app_id"},
};

const sl_issuer *sl_issuer_find(sl_str name)
{
    sl_str host = sl_str_sub(name, 0, sl_str_chr(name, '/'));

    for (size_t i = 0; i < sizeof issuers / sizeof *issuers; i++) {
        sl_str known = sl_str_of(issuers[i].host);

        if (issuers[i].ending
                ? sl_str_ends_nocase(known.ptr[0] == '/' ? name : host, known)
            : issuers[i].starting ? sl_str_starts_nocase(host, known)
                                  : sl_str_eq_nocase(host, known))
            return &issuers[i];
    }
    return NULL;
}

bool sl_claim_split(sl_str key, sl_str *issuer, sl_str *claim)
{
    size_t colon = sl_str_rchr(key, ':');
    size_t dot = sl_str_chr(key, '.');

    if (colon == SIZE_MAX || dot == SIZE_MAX || dot > colon)
        return false;
    *issuer = sl_str_sub(key, 0, colon);
    *claim = sl_str_skip(key, colon + 1);
    return true;
}

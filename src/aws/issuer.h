/* issuer.h - OpenID Connect issuers that roles trust: CI systems, clusters, public identity
 * providers; what their subjects look like.
 *
 * Sources: the pages of each on OpenID Connect with AWS (GitHub, GitLab, HCP Terraform,
 * CircleCI, Bitbucket, Buildkite, Amazon EKS ...); IAM User Guide, "IAM and AWS STS
 * condition context keys", section on web identity federation. */
#ifndef SECLINT_AWS_ISSUER_H
#define SECLINT_AWS_ISSUER_H

#include "base/str.h"

typedef enum sl_issuer_kind {
    SL_ISSUER_OTHER,   /* none that is known */
    SL_ISSUER_SHARED,  /* a CI system where everybody gets tokens of this issuer */
    SL_ISSUER_TENANT,  /* one that has an issuer for each customer */
    SL_ISSUER_CLUSTER, /* of Kubernetes: every pod gets tokens */
    SL_ISSUER_PUBLIC /* people log in: what tells applications apart is the audience */
} sl_issuer_kind;

typedef struct sl_issuer {
    const char *title;
    const char *host; /* "gitlab.com", or the beginning or end of a name: */
    bool ending;      /* ".semaphoreci.com", "/_services/token" */
    bool starting;    /* "oidc.eks." */
    sl_issuer_kind kind;
    const char *example;  /* a subject that says enough; or "" */
    const char *audience; /* the claim that names the application: "aud", "app_id" */
    /* What every subject begins with, as far as that is fixed: "project_path:"; of GitHub
     * nothing but the name of a claim and a colon is, as its owners choose the claims.
     * NULL: not known, or not fixed at all. */
    const char *begins;
} sl_issuer;

/* By what stands behind "oidc-provider/", or before the colon of a condition key:
 * HOST or HOST/PATH. NULL: not known. */
const sl_issuer *sl_issuer_find(sl_str name);

/* HOST/PATH:claim at its last colon; false if it is not the key of a claim, which has a
 * host with a dot in front. */
bool sl_claim_split(sl_str key, sl_str *issuer, sl_str *claim);

#endif

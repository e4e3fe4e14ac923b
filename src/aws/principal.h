/* principal.h - whom a statement is about: the values of Principal or NotPrincipal.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal". */
#ifndef SECLINT_AWS_PRINCIPAL_H
#define SECLINT_AWS_PRINCIPAL_H

#include "aws/policy.h"

typedef enum sl_principal_kind {
    SL_PRINCIPAL_BARE, /* a text in place of the object: only "*" may be one */
    SL_PRINCIPAL_AWS,
    SL_PRINCIPAL_SERVICE,
    SL_PRINCIPAL_FEDERATED,
    SL_PRINCIPAL_CANONICAL,
    SL_PRINCIPAL_OTHER /* below a key that the grammar does not know */
} sl_principal_kind;

typedef enum sl_principal_form {
    SL_PRINCIPAL_BAD,     /* none that its kind can have */
    SL_PRINCIPAL_OPEN,    /* known only to a template or at run time */
    SL_PRINCIPAL_STAR,    /* "*" */
    SL_PRINCIPAL_PATTERN, /* '*' or '?' among other things, which nothing ever matches */
    /* AWS */
    SL_PRINCIPAL_ACCOUNT, /* twelve digits */
    SL_PRINCIPAL_ROOT,    /* arn:aws:iam::ACCOUNT:root, which means the same */
    SL_PRINCIPAL_ROLE,
    SL_PRINCIPAL_USER,
    SL_PRINCIPAL_GROUP,   /* which is never one */
    SL_PRINCIPAL_SESSION, /* an assumed role: name is the role's */
    SL_PRINCIPAL_FEDERATED_USER,
    SL_PRINCIPAL_OAI,     /* origin access identity of CloudFront */
    SL_PRINCIPAL_DELETED, /* the id that IAM leaves of a deleted role or user */
    /* SERVICE */
    SL_PRINCIPAL_SERVICE_NAME,
    /* FEDERATED */
    SL_PRINCIPAL_SAML,
    SL_PRINCIPAL_OIDC, /* name is the issuer, HOST/PATH */
    SL_PRINCIPAL_WEB,  /* one of the identity providers that IAM knows by name */
    /* CANONICAL */
    SL_PRINCIPAL_CANONICAL_ID
} sl_principal_form;

/* Slices of the value, empty where it has no such part; with the placeholders that it
 * has in them. */
typedef struct sl_principal {
    sl_principal_kind kind;
    sl_principal_form form;
    const sl_node *group; /* what has the key, "AWS"; the element itself, if BARE */
    const sl_node *node;  /* the SCALAR */
    sl_str partition;
    sl_str account;
    sl_str name; /* of a role or user: without its path */
} sl_principal;

/* The next principal of an element; begin with a zeroed one. False at the end, also if
 * element is NULL. */
bool sl_principal_next(const sl_node *element, sl_principal *principal);

/* By the value alone. */
sl_principal sl_principal_of(sl_principal_kind kind, const sl_node *node);
/* The key of the element, as the grammar has it; BARE for other keys. */
sl_principal_kind sl_principal_kind_of(sl_str key);
/* "AWS" ...; empty for BARE and OTHER. */
const char *sl_principal_kind_name(sl_principal_kind kind);

/* Everybody: "*" alone, or as AWS, which mean the same? */
bool sl_principal_is_anyone(const sl_principal *principal);
/* Is anything of the element known only to a template or at run time? */
bool sl_principals_open(const sl_node *element);

#endif

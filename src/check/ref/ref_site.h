/* ref_site.h - every place of a document that points at a secret kept elsewhere. */
#ifndef SECLINT_CHECK_REF_REF_SITE_H
#define SECLINT_CHECK_REF_REF_SITE_H

#include "aws/procwrapper.h"
#include "check/ref/ref_variable.h"

typedef enum sl_ref_site_kind {
    SL_REF_SITE_VALUE_FROM, /* {name, valueFrom} of ECS */
    SL_REF_SITE_VARIABLE,   /* NAME_FOR_PROC_WRAPPER_TO_RESOLVE */
    SL_REF_SITE_PROPERTY,   /* name__to_resolve */
    SL_REF_SITE_LIST,   /* an item of PROC_WRAPPER_ENV_LOCATIONS or _CONFIG_LOCATIONS */
    SL_REF_SITE_RESOLVE /* {{resolve:...}} */
} sl_ref_site_kind;

typedef struct sl_ref_site {
    sl_ref_site_kind kind;
    sl_wrapper_var
        var;    /* name: which variable gets the value; ref: the reference. Slices of
                         * the leaf's value, or of a copy in the document's arena */
    sl_str key; /* VARIABLE, PROPERTY: as written, with prefix and suffix; LIST:
                         * which list */
    sl_span key_span;    /* where it stands; empty if nowhere */
    sl_span span;        /* of the whole reference */
    const sl_node *leaf; /* whose value it is, or is in */
    const sl_passage
        *passage; /* that the leaf is in; NULL: a line that no reader took */
    bool commented;
} sl_ref_site;

typedef void sl_ref_site_fn(void *ctx, const sl_ref_site *site);

/* Calls found for every site, in the order of passages. */
void sl_ref_sites(sl_doc *doc, sl_ref_site_fn *found, void *ctx);

/* Where a part of the reference stands: all of it, where escapes or the like do not let
 * it be told. */
sl_span sl_ref_site_part(const sl_doc *doc, const sl_ref_site *site, sl_str part);

#endif

/* sops_rules.h - which values of a file SOPS encrypts, by the file's own metadata.
 *
 * What SOPS leaves alone on purpose they say by the suffix of a key (unencrypted_suffix,
 * encrypted_suffix) or by a regular expression for it; of the keys on the way to a value
 * one is enough. Source: ShouldBeEncrypted in sops.go. */
#ifndef SECLINT_CHECK_SOPS_RULES_H
#define SECLINT_CHECK_SOPS_RULES_H

#include "doc/doc.h"
#include "match/regex.h"

/* The rules of one file; an empty slice or NULL where there is none. */
typedef struct sl_sops_rules {
    sl_str unencrypted_suffix;
    sl_str encrypted_suffix;
    sl_regex *unencrypted_regex;
    sl_regex *encrypted_regex;
    bool unknown; /* a rule that cannot be read: nothing is certain */
    sl_matcher *matcher;
} sl_sops_rules;

/* Those of the document top, of several that a YAML file may have. Free with
 * sl_sops_rules_free. */
sl_sops_rules sl_sops_rules_open(const sl_doc *doc, const sl_node *top);
void sl_sops_rules_free(sl_sops_rules *rules);
/* Would SOPS encrypt the value? Look at unknown after it. */
bool sl_sops_selects(sl_sops_rules *rules, const sl_node *leaf);

/* A setting of the metadata: sops.NAME, in .env files sops_NAME. Empty: none. */
sl_str sl_sops_setting(const sl_doc *doc, const sl_node *top, sl_str name);
/* Is the value a part of the metadata? */
bool sl_sops_metadata(const sl_node *top, const sl_node *leaf);
/* The key of a value, if it may be shown: no address, and no secret of its own; else
 * "a value". */
sl_str sl_sops_shown(const sl_node *leaf);

#endif

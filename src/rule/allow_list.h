/* allow_list.h - allowances that stand outside the files that they are about: in
 * .seclint.yml and in the lists of other scanners.
 *
 * What an entry asks of a secret (its value, its line, its SHA-1) is decided where the
 * hit becomes a finding, because nothing of the secret is kept; what it asks of the
 * place (path, line number, commit) may have to wait until history is attributed. */
#ifndef SECLINT_RULE_ALLOW_LIST_H
#define SECLINT_RULE_ALLOW_LIST_H

#include "base/map.h"
#include "base/sha1.h"
#include "match/regex.h"
#include "rule/allow.h"
#include "rule/finding.h"
#include "rule/path_origin.h"

typedef struct sl_allow_entry {
    sl_allower by;
    sl_str file;                  /* where it stands itself */
    size_t line;                  /* in file, from 1 */
    sl_list rules;                /* ids; empty: every rule */
    sl_list paths;                /* globs; empty: every path */
    const sl_path_origin *origin; /* of its globs; or NULL */
    sl_list commits;    /* beginnings of ids, at least 7 digits; empty: any or none */
    sl_regex *value;    /* on the secret, or NULL */
    sl_regex *on_line;  /* on the line as it stands in the file, or NULL */
    sl_str fingerprint; /* of a finding, or empty */
    sl_str path;        /* of another scanner's entry: one path, not a glob */
    size_t at_line;     /* and a line of it; 0: any */
    bool hashed;        /* sha1 is asked for */
    uint8_t sha1[SL_SHA1_SIZE];
    sl_str reason;
    sl_date until; /* 0: for ever */
    bool expired;
    bool *met; /* it fits where a content of history stood; for one thread at a time */
    struct sl_allow_entry *next; /* of the same key in by_path or by_hash */
} sl_allow_entry;

SL_VEC(sl_allow_entries, sl_allow_entry *);

/* A zeroed list is empty. Immutable once a scan began, shared by all threads. */
typedef struct sl_allow_list {
    sl_arena arena; /* owns the entries and their strings */
    sl_allow_entries config;
    sl_allow_entries peers;
    sl_map by_path; /* entries with a line, by path */
    sl_map by_hash; /* entries with a SHA-1, by its bytes */
} sl_allow_list;

/* A new, zeroed entry for the caller to fill. */
sl_allow_entry *sl_allow_list_add(sl_allow_list *list, sl_allower by);
/* Call when all entries are filled, once. */
void sl_allow_list_close(sl_allow_list *list);
void sl_allow_list_free(sl_allow_list *list);

/* What a hit has that a finding has not. */
typedef struct sl_allow_subject {
    const sl_rule *rule;
    sl_str secret; /* empty: the hit is about none */
    sl_str line;   /* the first of its span */
} sl_allow_subject;

SL_VEC(sl_allow_candidates, const sl_allow_entry *);

/* Appends the entries that this subject can fall under, as far as the secret decides;
 * none that is over, asks for a fingerprint, or goes by the place alone. */
void sl_allow_list_ask(const sl_allow_list *list, sl_matcher *matcher,
                       const sl_allow_subject *subject, sl_allow_candidates *out);

/* Does the place fit as well? */
bool sl_allow_entry_fits(const sl_allow_entry *entry, const sl_rule *rule,
                         const sl_place *place);
/* The entry of .gitleaksignore for this place, or NULL. */
const sl_allow_entry *sl_allow_list_place(const sl_allow_list *list,
                                          const sl_place *place);

/* The finding is suppressed by the entry from now on. */
void sl_allow_apply(sl_finding *finding, const sl_allow_entry *entry);

#endif

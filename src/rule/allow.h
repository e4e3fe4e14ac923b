/* allow.h - comments that allow a finding: our own, and those of other scanners.
 *
 *     "seclint:allow github-pat until=2026-12-31 -- revoked, kept for a test"
 *
 * The mark stands in a comment, on the line of the finding or alone on the line above
 * it. Text that only speaks of it is none: the mark in quotes or backticks, or without
 * the beginning of a comment in front of it. */
#ifndef SECLINT_RULE_ALLOW_H
#define SECLINT_RULE_ALLOW_H

#include "text/date.h"

#define SL_ALLOW_MARK sl_lit("seclint:allow")

/* Who allows a finding. */
typedef enum sl_allower {
    SL_ALLOWER_NONE,
    SL_ALLOWER_INLINE,         /* a comment of ours */
    SL_ALLOWER_CONFIG,         /* an entry of .seclint.yml */
    SL_ALLOWER_BASELINE,       /* an entry of our own baseline */
    SL_ALLOWER_SINCE,          /* it stood at the merge base already: --new-since */
    SL_ALLOWER_GITLEAKSIGNORE, /* files of other scanners */
    SL_ALLOWER_SECRETS_BASELINE,
    SL_ALLOWER_GITLEAKS, /* comments of other scanners, from here on */
    SL_ALLOWER_BETTERLEAKS,
    SL_ALLOWER_TRUFFLEHOG,
    SL_ALLOWER_KINGFISHER,
    SL_ALLOWER_GITGUARDIAN,
    SL_ALLOWER_DETECT_SECRETS,
    SL_ALLOWER_SECRETLINT,
    SL_ALLOWERS
} sl_allower;

/* As reports name it: "inline", "config", ".gitleaksignore", "gitleaks:allow". */
const char *sl_allower_name(sl_allower allower);
/* Does it stand outside the file that it is about? (SARIF suppression kind.) */
bool sl_allower_external(sl_allower allower);

/* One of our comments; slices point into its line. */
typedef struct sl_allow_mark {
    sl_span span;  /* of the word itself, in the line */
    sl_str ids;    /* the list as it is written */
    bool every;    /* there is no list: every rule */
    sl_str until;  /* as written; empty: for ever */
    sl_date date;  /* 0: none, or until is no date */
    sl_str reason; /* behind "--", without the end of the comment; may be empty */
    bool alone;    /* nothing but the comment stands on the line */
    bool vague;    /* more words stand round it: perhaps a sentence about the mark */
} sl_allow_mark;

/* The first mark on the line; false if there is none. */
bool sl_allow_find(sl_str line, sl_allow_mark *out);
/* The next rule id of a mark's list; false at its end. Begin with *rest = ids. */
bool sl_allow_next_id(sl_str *rest, sl_str *id);
bool sl_allow_lists(const sl_allow_mark *mark, sl_str rule_id);
/* Is its time over today, or is its date none? Then it allows nothing. */
bool sl_allow_expired(const sl_allow_mark *mark, sl_date today);

/* The other scanner whose comment on the line allows secrets on it; above: the comment
 * is about the line that follows. SL_ALLOWER_NONE if there is none. */
sl_allower sl_allow_peer(sl_str line, bool above);

#endif

/* baseline.h - findings that were there before and are accepted, and which they are.
 *
 * An entry is a rule, a short hash and a path. The hash is keyed by the salt of its file:
 * the first SL_BASELINE_BITS of the finding's identity, so that the same secret has the
 * same hash wherever it stands. A finding without an identity (about a whole file, or of
 * a repository check) is hashed with the base name of its file and the part of the line
 * that it marks. Why so few bits, and what the file tells a stranger: docs/baseline.md.
 *
 * n entries accept n places. An entry belongs to its path as long as the finding is there,
 * and follows the secret to another path when it is not: a file that was renamed is
 * accepted, a secret that was copied is not. What stands in history only is accepted with
 * any entry of the same secret. */
#ifndef SECLINT_SCAN_BASELINE_H
#define SECLINT_SCAN_BASELINE_H

#include "rule/survey.h"
#include "text/date.h"

#define SL_BASELINE_FILE ".seclint-baseline"

enum {
    SL_BASELINE_VERSION = 1,
    SL_BASELINE_SALT = 16,
    SL_BASELINE_BITS = 20 /* of the hash: five hexadecimal digits */
};

typedef struct sl_baseline_entry {
    sl_str rule;
    uint32_t hash;
    sl_str path;
    bool history; /* the place is one of history: it does not follow into the tree */
    sl_str reason;
    sl_str owner;
    sl_str until; /* as written; empty: for ever */
    sl_date date;
    size_t line;  /* in its file; 0: it is new */
    bool expired; /* it accepts nothing any more */
    bool used;    /* a finding is its own: */
    bool taken;   /* one that stands in the tree, */
    sl_str now;   /* here */
    bool spare;   /* another entry accepts what it does */
} sl_baseline_entry;

SL_VEC(sl_baseline_entries, sl_baseline_entry);

/* What a run looked at. */
typedef struct sl_baseline_scope {
    bool tree;               /* every file that is there now, */
    bool history;            /* and all that was, */
    bool staged;             /* or what is staged only */
    const sl_survey *survey; /* which paths there are */
    sl_date today;
} sl_baseline_scope;

typedef struct sl_baseline {
    sl_str file;      /* as messages name it */
    const char *path; /* where it lies or, if it is none yet, is to lie */
    bool there;       /* it was read */
    uint8_t salt[SL_BASELINE_SALT];
    uint8_t key[32]; /* of a run that uses it: derived from the salt */
    unsigned bits;   /* of hashes that are written nowhere; 0: SL_BASELINE_BITS. Of a
                      * whole file they tell by their message what findings are about */
    sl_baseline_entries entries;
    sl_baseline_scope scope;          /* of the last match */
    const sl_baseline_entry **owners; /* by finding of it: its entry, or NULL */
    bool whole;     /* all was looked at: what is not used matches nothing any more: */
    size_t stale;   /* so many */
    size_t expired; /* entries whose finding is there, but whose time is over */
    sl_arena arena;
} sl_baseline;

/* baseline_file.c. Reads the text of a file; everything lives in out->arena. Mistakes are
 * told as "FILE:LINE: ...". */
bool sl_baseline_parse(sl_str file, sl_str text, sl_baseline *out, sl_err *err);
/* baseline_print.c. Appends the file, its entries sorted. */
void sl_baseline_print(sl_baseline *baseline, sl_buf *out);
/* One entry as its line, without the end of it. */
void sl_baseline_entry_print(const sl_baseline_entry *entry, sl_buf *out);

/* Sets key; of a fresh one the salt first, from random bytes. */
void sl_baseline_derive(sl_baseline *baseline);
bool sl_baseline_salt(sl_baseline *baseline, sl_err *err);
/* The hash of a finding of a run under the key. */
uint32_t sl_baseline_hash(const sl_baseline *baseline, const sl_finding *finding);

/* finding->secret as a key of a map, which lives as long as the finding. */
sl_str sl_baseline_secret(const sl_finding *finding);

/* Where a finding stands, as far as entries go. */
typedef enum sl_baseline_place {
    SL_STANDS_NOW,    /* in the working tree; of a hook or a range, where it is to be */
    SL_STANDS_STAGED, /* in the index, and not in the working tree */
    SL_STOOD          /* in history or a message only */
} sl_baseline_place;

sl_baseline_place sl_baseline_where(const sl_finding *finding,
                                    const sl_baseline_scope *scope);
/* Is it a matter of baselines? What is protected or allowed otherwise is not: it would
 * stay accepted when the protection goes. */
bool sl_baseline_concerns(const sl_finding *finding);

/* baseline_match.c: finds out which findings (merged, sorted) the entries are about. They
 * are suppressed; all others are new. */
void sl_baseline_match(sl_baseline *baseline, sl_finding *findings, size_t len,
                       const sl_baseline_scope *scope);

/* What goes into new entries. */
typedef struct sl_baseline_words {
    sl_str reason, owner, until;
} sl_baseline_words;

/* baseline_renew.c: after a match, the entries as they ought to be: new ones for new
 * findings, the path of those that followed; where the scan was whole without those that
 * match nothing. Counts what it did. */
void sl_baseline_renew(sl_baseline *baseline, const sl_finding *findings, size_t len,
                       const sl_baseline_words *words, size_t *added, size_t *removed);
/* Takes away what matches nothing, and nothing else. Returns how many. */
size_t sl_baseline_prune(sl_baseline *baseline);

void sl_baseline_free(sl_baseline *baseline);

#endif

/* finding.h - what is reported about the user's data.
 *
 * There is no field for a secret. Whoever makes a finding masks the quoted line
 * and hashes the value first (rule/sink.h), so that no reporter can leak one. */
#ifndef SECLINT_RULE_FINDING_H
#define SECLINT_RULE_FINDING_H

#include "base/hash.h"
#include "base/vec.h"
#include "rule/allow.h"
#include "rule/rule.h"
#include "source/attribution.h"
#include "source/blob.h"
#include "text/lines.h"

/* What a report asks to be computed of the bytes that a finding stands in. */
typedef enum sl_hashes {
    SL_HASHES_NONE,
    SL_HASHES_LINES, /* sl_place.line_hash, */
    SL_HASHES_FILES  /* and digest, which costs as much again */
} sl_hashes;

/* The bytes that something stands in. */
typedef struct sl_digest {
    uint64_t len;
    uint8_t sha256[SL_SHA256_SIZE];
} sl_digest;

/* Where something stands. Slices belong to the arena of the finding list. */
typedef struct sl_place {
    sl_origin origin;
    sl_str path;         /* raw bytes, '/'-separated, relative to the scanned root; for
                         * messages ".git/commit/<id>" or ".git/tag/<id>" */
    size_t inner;        /* bytes at the end of path that name a member of an archive */
    sl_oid blob;         /* the object, in the index and in history */
    sl_oid commit;       /* first commit that has the blob at path, in history */
    int64_t commit_time; /* its author date, seconds since the epoch */
    /* In history: what is known of that commit, and of the newest version that has the
     * same secret; or NULL. */
    const sl_attribution *first;
    const sl_attribution *last;
    bool unreachable;  /* no ref leads to the object (amended, dropped stash, ...) */
    sl_position start; /* line 0: the whole file, no region */
    sl_position end;   /* exclusive */
    sl_str snippet;    /* the line of start with every secret on it masked; may be
                         * cut to SL_MAX_SNIPPET bytes; raw bytes otherwise */
    size_t mark_start; /* bytes of the snippet that the finding is about */
    size_t mark_end;
    bool redacted;    /* something in the snippet is masked */
    bool breaks;      /* a line end follows the last line of it */
    sl_str line_hash; /* GitHub's primaryLocationLineHash, "<hex>:<n>"; may be empty */
    const sl_digest *digest; /* of the whole blob, or NULL */
} sl_place;

typedef struct sl_related {
    sl_place place;
    sl_str message;
} sl_related;

/* Why a plaintext secret in the working tree is no danger as it is. */
typedef enum sl_protection {
    SL_PROTECTION_NONE,
    SL_PROTECTION_IGNORED, /* untracked and ignored */
    SL_PROTECTION_GITCRYPT /* its index blob is encrypted by git-crypt */
} sl_protection;

/* Against the baseline of the run, if there is one. */
typedef enum sl_baseline_state {
    SL_BASELINE_NONE, /* there is none */
    SL_BASELINE_NEW,
    SL_BASELINE_UNCHANGED /* an entry accepts it: it is suppressed, too */
} sl_baseline_state;

enum { SL_FINGERPRINT_HEX = 32 };

typedef struct sl_finding {
    const sl_rule *rule;
    sl_level level;
    sl_level plain;           /* as in sl_hit */
    uint8_t sorts;            /* likewise */
    const sl_rule *yields_to; /* likewise, or NULL: in history it is none at paths that
                               * are that rule's */
    sl_str message;           /* one sentence, lower case, no full stop, no secret */
    sl_place place;
    const sl_related *related;
    size_t related_len;
    unsigned origins; /* bit 1 << sl_origin for every place that has the same secret
                         * at the same path */
    sl_protection protection;
    bool masked;     /* the snippet hides a secret */
    bool suppressed; /* an inline or configured allowance applies */
    sl_baseline_state baseline;
    sl_allower allowed_by;
    const struct sl_allow_entry *allowed_entry; /* of a file; or NULL */
    size_t allowed_line;  /* of the comment, in the finding's own file; 0: none */
    sl_str justification; /* of the suppression */
    uint64_t
        identity;    /* of rule and secret (or text) under the key of this run, to tell
                        * one secret at several places; never written out; 0 for findings
                        * about a whole file. With a baseline its first bits are the hash
                        * of an entry */
    uint64_t secret; /* the same of the secret alone; 0: there is none */
    char fingerprint[SL_FINGERPRINT_HEX + 1]; /* hash of rule, path and the masked line
                                               * (with a count for repeats): no line
                                               * number, no secret to guess at */
} sl_finding;

SL_VEC(sl_finding_vec, sl_finding);

/* Something that could not be looked at, or only in part. */
typedef struct sl_notice {
    sl_str subject;  /* path, object or ref it is about; may be empty */
    sl_str text;     /* lower case, no full stop: "larger than 256 MiB, not scanned" */
    bool incomplete; /* the scan is not whole because of it (exit status 3) */
} sl_notice;

SL_VEC(sl_notice_vec, sl_notice);

/* Order of reports: path, line, column, rule id, origin, blob. */
int sl_finding_cmp(const sl_finding *a, const sl_finding *b);
int sl_notice_cmp(const sl_notice *a, const sl_notice *b);

#endif

/* wanted.h - which rules are for files of a path, asked once a rule and path. */
#ifndef SECLINT_SCAN_WANTED_H
#define SECLINT_SCAN_WANTED_H

#include "scan/ruleset.h"

#include "base/buf.h"
#include "base/vec.h"
#include "source/blob.h"

/* What is known of one rule. */
typedef struct sl_wanted_rule {
    uint64_t ends;     /* what its globs end with, as sl_glob_bits has it, */
    uint64_t not_ends; /* and those of the files that it is not for */
    bool read;         /* the two above */
    uint8_t answer;    /* 0 not asked, 1 no, 2 yes */
} sl_wanted_rule;

/* Answers for the path asked about last: in a history one path follows itself. Zeroed it
 * is empty. */
typedef struct sl_wanted {
    sl_buf path;
    bool below; /* of a file of that name, in any folder */
    sl_wanted_rule *rules;
    sl_owners asked;
} sl_wanted;

/* Is the pattern for files of that path? */
bool sl_pattern_wants(const sl_pattern *pattern, sl_str path);
/* Is there a folder in which it is for files of that base name? */
bool sl_pattern_may_want(const sl_pattern *pattern, sl_str base_name);
/* Is it so in every folder? */
bool sl_pattern_must_want(const sl_pattern *pattern, sl_str base_name);

/* The same of a rule of the set, by its number, and the name under which the blob is
 * read: always the same set. */
bool sl_wanted_ask(sl_wanted *wanted, const sl_ruleset *set, size_t rule,
                   const sl_blob *blob);
void sl_wanted_free(sl_wanted *wanted);

#endif

/* peers.h - the lists in which other scanners keep what they were told to pass over.
 *
 * .gitleaksignore (gitleaks 8): a line is COMMIT:PATH:RULE:LINE or PATH:RULE:LINE, '#'
 * begins a comment. Its rules are not ours: only the place is compared.
 * .secrets.baseline (detect-secrets 1): JSON, results: {PATH: [{hashed_secret, ...}]},
 * where hashed_secret is the SHA-1 of the secret in hex. */
#ifndef SECLINT_SCAN_PEERS_H
#define SECLINT_SCAN_PEERS_H

#include "rule/sink.h"

/* Adds the entries of both files at the top of worktree, where they are there; what
 * cannot be read becomes a notice. */
void sl_peers_load(const char *worktree, sl_allow_list *out, sl_sink *notices);

/* Of one file. A line that is no entry is told once. */
void sl_peers_gitleaksignore(sl_str text, sl_allow_list *out, sl_sink *notices);
void sl_peers_baseline(sl_str text, sl_allow_list *out, sl_sink *notices);

#endif

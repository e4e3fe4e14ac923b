/* assigned.h - secrets that text of no known format assigns to a name. */
#ifndef SECLINT_CHECK_ASSIGNED_H
#define SECLINT_CHECK_ASSIGNED_H

#include "check/check.h"

/* Looks for values that are worth it (check/leaf.h): drawn at random, or else chosen
 * by people. Where a tree says which key has which value, only the text of its other
 * values is searched: scripts in YAML, connection strings in JSON. What stands in
 * tests, examples and prose is a note; docs/randomness.md has the table.
 *
 * Text round the literal at doc->text[at]. */
sl_place_answer sl_assigned_at(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                               size_t at, bool random);
/* The part for documents with a tree. */
void sl_assigned_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool random);

/* Judges a finding in history once more when its path is known; false: it is none,
 * because a reader of keys and values has seen the same text (a blob without a commit
 * is staged), or because the rule leaves out files of that name. */
bool sl_assigned_settle(sl_finding *finding);
/* The highest level that it can have at any path. */
sl_level sl_assigned_most(const sl_finding *finding);

#endif

/* ignore_line.h - the line that decided whether git ignores a path: where it stands,
 * how a message names it, and whether it names the path or a directory above it. */
#ifndef SECLINT_CHECK_IGNORE_LINE_H
#define SECLINT_CHECK_IGNORE_LINE_H

#include "rule/sink.h"

/* Does a line of the repository itself, which protects every clone, ignore it? */
bool sl_ignored_in_tree(const sl_treatment *treatment);
/* Does a "!" line of the repository decide that it is not ignored? */
bool sl_included_in_tree(const sl_treatment *treatment);

/* NULL for a line outside of the tree and in a file that was not read. */
const sl_line_fact *sl_ignore_fact(const sl_survey *survey,
                                   const sl_ignore_match *match);
/* The line's place, or that of its file. The line must be in the tree. */
sl_place sl_ignore_place(const sl_survey *survey, const sl_ignore_match *match);
/* "the line '*.env' of app/.gitignore:3", in the sink's arena. The text is the quoted
 * one, in which secrets are masked. */
sl_str sl_ignore_told(sl_sink *sink, const sl_survey *survey,
                      const sl_ignore_match *match);
/* "'*.env'", or "the line": for a finding that stands on it. */
sl_str sl_ignore_quoted(sl_sink *sink, const sl_survey *survey,
                        const sl_ignore_match *match);

/* The directory above path that the pattern fits, or empty. Whether it is excluded by
 * it the order of the lines tells. */
sl_str sl_ignore_parent(const sl_ignore_match *match, sl_str path);
/* Does the pattern fit path by a wildcard, and no directory above it? Who writes a
 * name out, or excludes a directory, means it. */
bool sl_ignore_by_wildcard(const sl_ignore_match *match, sl_str path);
/* Of a SL_PROBE_NEGATED: the excluded directory that its "!" line cannot reach into, or
 * empty. */
sl_str sl_ignore_barrier(const sl_probe *probe);

#endif

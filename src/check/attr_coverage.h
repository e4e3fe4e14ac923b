/* attr_coverage.h - which paths git-crypt should encrypt and does not, and the other
 * way round: what several checks of .gitattributes files have to agree on. */
#ifndef SECLINT_CHECK_ATTR_COVERAGE_H
#define SECLINT_CHECK_ATTR_COVERAGE_H

#include "base/vec.h"
#include "check/attr_line.h"
#include "rule/sink.h"

/* A path, and the attribute line that decides about it. */
typedef struct sl_decision {
    const sl_attr *by;
    sl_str path;
} sl_decision;

SL_VEC(sl_decision_vec, sl_decision);

/* The decisions of one line, or of one file. */
typedef struct sl_decisions {
    const sl_decision *at;
    size_t len;
} sl_decisions;

void sl_decide(sl_decision_vec *decisions, const sl_attr *by, sl_str path);
/* Sorts by line and path; a path that was told twice is kept once. */
void sl_decisions_sort(sl_decision_vec *decisions);
/* Those of the next line; *start moves on. */
sl_decisions sl_decisions_next(const sl_decision_vec *decisions, size_t *start);
/* Those of the next file. */
sl_decisions sl_decisions_next_file(const sl_decision_vec *decisions, size_t *start);
/* "a", "a and b", "a and 5 more files" */
sl_str sl_decisions_told(sl_decisions decisions, sl_arena *arena);
/* One finding for each line that decided, on that line: "what: these paths". */
void sl_decisions_report(const sl_rule *rule, sl_attr_lines lines,
                         sl_decision_vec *decisions, const char *what, sl_sink *sink);

/* The file on disk, else the version in the index, of a path that attributes can do
 * something about: NULL for symbolic links and where nobody asked. */
const sl_fact *sl_covered_fact(sl_facts of_path);
/* Readable, and not key material. */
bool sl_readable(const sl_fact *fact);

/* .gitattributes, .gitignore, .gitmodules, .git-crypt/: git and git-crypt read them, a
 * clone without the key must, too. */
bool sl_rules_path(sl_str path);

/* The class that the file is an example of, or shared by: by its path, or because a
 * layout expects it there; else NULL. */
const sl_secret_class *sl_public_class_of(const sl_survey *survey, const sl_fact *fact);
/* Is the file meant to be readable by all, and encrypted? */
bool sl_public_encrypted(const sl_survey *survey, const sl_fact *fact);
/* The same of a path that does not exist. */
bool sl_probe_encrypted(sl_facts facts, const sl_probe *probe);

/* What of a class git-crypt should encrypt, and does not. */
typedef struct sl_gap {
    sl_str path; /* empty: all is well */
    bool exists;
} sl_gap;
sl_gap sl_class_gap(sl_facts facts, sl_attr_lines lines, const sl_layout_use *use,
                    const sl_secret_class *class_);

#endif

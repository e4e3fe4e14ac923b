/* import_regex.h - regexes of Go (RE2 syntax) as rules of ours need them.
 *
 * A rule names literals of which one stands in every match, and how far from them a match
 * may begin and end. Both are computed from the regex, as prefilters of regex engines do
 * (R. Cox, "Regular Expression Matching with a Trigram Index", 2012; here with whole
 * literals): each part of the regex is either a small set of texts, or knows a set of
 * literals that it cannot do without. */
#ifndef SECLINT_RULE_IMPORT_REGEX_H
#define SECLINT_RULE_IMPORT_REGEX_H

#include "base/arena.h"
#include "rule/rule.h"

typedef struct sl_regex_need {
    sl_list literals; /* lower-case; one of them is in every match; may be empty */
    size_t before;    /* bytes of a match in front of it, at most */
    size_t after;     /* bytes of a match from its start on, at most */
    bool
        before_guessed; /* something without an end stands in front of it: before is a */
    bool after_guessed; /* guess; the same behind */
} sl_regex_need;

/* Reads an RE2 regex. False if it is not understood (a mistake, or nested too deep). */
bool sl_regex_needs(sl_str regex, sl_arena *arena, sl_regex_need *out);

/* The regex in the syntax of PCRE2: (?P<name>...) becomes (?<name>...), and the group of
 * that number (from 1; 0: none) is called "secret". False if there is no such group. */
bool sl_regex_from_go(sl_str regex, unsigned secret_group, sl_arena *arena,
                      sl_str *out);

#endif

/* regex.h - PCRE2 on bytes, just-in-time compiled, with limits on everything. */
#ifndef SECLINT_MATCH_REGEX_H
#define SECLINT_MATCH_REGEX_H

#include "base/err.h"

/* A compiled pattern: immutable, shared by all threads. */
typedef struct sl_regex sl_regex;

/* How many bytes in front of a match it may look at (look-behinds, \\b). */
size_t sl_regex_lookbehind(const sl_regex *regex);

/* One thread's match data, JIT stack and limits; serves every regex. */
typedef struct sl_matcher sl_matcher;

/* "10.42 2022-12-11": the version of PCRE2, as the headers have it, */
const char *sl_regex_library_version(void);
/* and of the one that matches, into text. */
void sl_regex_running_version(char text[32]);

typedef struct sl_match {
    sl_span whole;
    sl_span secret; /* the group "secret", else the first group, else the whole */
} sl_match;

typedef enum sl_match_result {
    SL_MATCH_NONE,
    SL_MATCH_FOUND,
    SL_MATCH_LIMIT /* match, depth or heap limit: nothing can be said */
} sl_match_result;

/* err names the offset of the mistake. Free with sl_regex_free. */
sl_regex *sl_regex_compile(sl_str pattern, bool ignore_case, sl_err *err);
void sl_regex_free(sl_regex *regex);

sl_matcher *sl_matcher_new(void);
void sl_matcher_free(sl_matcher *matcher);

/* The first match that starts in [from, last]. Look-behinds see the subject
 * before from. */
sl_match_result sl_regex_match(const sl_regex *regex, sl_matcher *matcher,
                               sl_str subject, size_t from, size_t last, sl_match *out);

/* A pattern that is compiled when it is first wanted: a hook needs five of the
 * rules, and compiling all of them costs more than its whole scan. */
typedef struct sl_lazy_regex {
    sl_str pattern;
    bool ignore_case;
    _Atomic(sl_regex *) compiled;
} sl_lazy_regex;

/* Any thread. NULL, with err set, if the pattern is wrong: rules are compiled in
 * the tests and user rules when they are loaded, so this does not happen in a
 * scan. */
const sl_regex *sl_lazy_regex_get(sl_lazy_regex *lazy, sl_err *err);
void sl_lazy_regex_free(sl_lazy_regex *lazy);

#endif

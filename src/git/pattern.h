/* pattern.h - one pattern of an ignore or attribute file, ready to be matched.
 *
 * Source: gitignore(5), "PATTERN FORMAT". As in git, what stands before the first
 * wildcard is compared literally and the rest is a glob of its own: "a**" followed
 * by a slash is a double star although it does not follow one. */
#ifndef SECLINT_GIT_PATTERN_H
#define SECLINT_GIT_PATTERN_H

#include "base/str.h"

typedef enum sl_path_pattern_kind {
    SL_PATTERN_NAME,   /* a base name without wildcards */
    SL_PATTERN_SUFFIX, /* '*' and the end of a base name without wildcards */
    SL_PATTERN_GLOB,   /* a base name with wildcards */
    SL_PATTERN_PATH    /* holds a slash: a path below the file's directory */
} sl_path_pattern_kind;

/* text is a slice of what was parsed. */
typedef struct sl_path_pattern {
    sl_str text;   /* without '!', one leading and one trailing '/'; escapes kept */
    size_t prefix; /* bytes before its first wildcard or escape */
    sl_path_pattern_kind kind;
    bool negated;
    bool directory_only;
} sl_path_pattern;

/* A path that is asked about. */
typedef struct sl_path_query {
    sl_str path; /* relative to the root, no leading or trailing slash */
    sl_str name; /* its last component */
    bool directory;
    bool ignore_case;
} sl_path_query;

/* written: a pattern as the file has it, without line end and comment. An empty
 * one matches nothing. */
sl_path_pattern sl_path_pattern_parse(sl_str written);

/* depth: how many bytes of query->path, with their slash, name the directory of
 * the file that holds the pattern. A negated pattern matches like any other. */
bool sl_path_pattern_match(const sl_path_pattern *pattern, const sl_path_query *query,
                           size_t depth);

#endif

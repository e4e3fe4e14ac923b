/* docker_ignore.h - what a .dockerignore keeps out of a build context.
 *
 * Sources: moby patternmatcher and dockerignore.ReadAll. The language is not git's: a
 * pattern is anchored at the context and matches from there ("*.env" only at the top),
 * a double star crosses directories, the last line that decides wins, "!" takes files
 * back below directories that are left out, "#" is a comment only in the first column,
 * case counts. */
#ifndef SECLINT_CHECK_DOCKER_IGNORE_H
#define SECLINT_CHECK_DOCKER_IGNORE_H

#include "base/arena.h"
#include "base/vec.h"
#include "rule/survey.h"

/* One pattern, cleaned as filepath.Clean does: no leading, doubled or trailing slash,
 * no "." or ".." in it. */
typedef struct sl_docker_pattern {
    sl_str text; /* "" names the context itself */
    bool negated;
    size_t line; /* index in sl_docker_ignore.lines */
} sl_docker_pattern;

SL_VEC(sl_docker_pattern_vec, sl_docker_pattern);

/* Zeroed: nothing is left out. */
typedef struct sl_docker_ignore {
    sl_survey_lines lines;
    sl_docker_pattern_vec patterns;
} sl_docker_ignore;

enum {
    SL_DOCKER_MAX_PATTERN = 256, /* bytes; longer ones match nothing */
    SL_DOCKER_MAX_PATTERNS = 1000,
    SL_DOCKER_MAX_WORK = 50000000 /* steps of one check */
};

/* written: a path or pattern as a .dockerignore or a COPY has it, without "!". Lives
 * in the arena. */
sl_str sl_docker_clean(sl_arena *arena, sl_str written);
/* Does pattern fit path (relative to the context), or a directory that path is in?
 * *work is what it may still cost; false when it is used up. */
bool sl_docker_match(sl_str pattern, sl_str path, size_t *work);

/* The patterns of a .dockerignore's lines; patterns live in the arena. Free with
 * sl_docker_ignore_free. */
sl_docker_ignore sl_docker_ignore_open(sl_survey_lines lines, sl_arena *arena);
void sl_docker_ignore_free(sl_docker_ignore *ignore);
/* Is path, relative to the context, left out? True when *work is used up. */
bool sl_docker_ignored(const sl_docker_ignore *ignore, sl_str path, size_t *work);

#endif

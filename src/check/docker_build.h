/* docker_build.h - the Dockerfiles of a repository: which directory each is built in,
 * what it copies from there, and what the .dockerignore keeps out. */
#ifndef SECLINT_CHECK_DOCKER_BUILD_H
#define SECLINT_CHECK_DOCKER_BUILD_H

#include "check/docker_ignore.h"
#include "rule/fact.h"

/* One source of a COPY or ADD. */
typedef struct sl_docker_source {
    sl_str written;
    sl_str pattern;  /* cleaned, relative to the context, with the values that ARG and
                      * ENV give its variables, "*" for those without one */
    sl_str variable; /* the first variable in it; empty: none */
    bool literal;    /* neither a variable without a value nor a wildcard */
} sl_docker_source;

/* A COPY or ADD from the context (no other stage, no URL). */
typedef struct sl_docker_copy {
    const sl_line_fact *line;
    const sl_docker_source *sources;
    size_t sources_len;
    sl_str target;
    bool ships; /* of the last stage or one that it is built on */
} sl_docker_copy;

SL_VEC(sl_docker_copy_vec, sl_docker_copy);

typedef struct sl_docker_build {
    sl_str path;    /* of the Dockerfile */
    sl_str context; /* directory; empty: the top of the repository */
    sl_survey_lines lines;
    sl_docker_copy_vec copies;
    sl_str ignore_path; /* empty: there is no .dockerignore */
    sl_docker_ignore ignore;
    sl_layouts layouts; /* that are in use */
    size_t *work;       /* what matching may still cost */
} sl_docker_build;

/* Reads the Dockerfile of these lines. The context is its own directory, unless what
 * it copies is to be found from the top only. work: SL_DOCKER_MAX_WORK at first, shared
 * by all builds of a check. Texts live in the arena. Free with
 * sl_docker_build_close. */
void sl_docker_build_open(sl_docker_build *build, const sl_survey *survey,
                          sl_survey_lines lines, size_t *work, sl_arena *arena);
void sl_docker_build_close(sl_docker_build *build);

/* The path as the build sees it. False if it lies outside the context or is kept out
 * of it. */
bool sl_docker_build_sees(const sl_docker_build *build, sl_str path, sl_str *relative);
/* Does the copy, one of the build, take that path (relative to the context)? */
bool sl_docker_copies(const sl_docker_build *build, const sl_docker_copy *copy,
                      sl_str relative);
/* The whole path of what the context knows as relative; in the arena. */
sl_str sl_docker_build_path(const sl_docker_build *build, sl_str relative,
                            sl_arena *arena);
/* Is it a file on disk, of a secret class, with plaintext secrets? */
bool sl_docker_is_leak(const sl_fact *fact);

#endif

/* ci_system.h - what servers of continuous integration tell about a build.
 *
 * Sources: the variables that each documents for its builds, and for GitHub, Forgejo and
 * Gitea the event that started the workflow (GITHUB_EVENT_PATH, a JSON file). */
#ifndef SECLINT_CLI_CI_SYSTEM_H
#define SECLINT_CLI_CI_SYSTEM_H

#include "base/arena.h"
#include "base/err.h"

/* A fact is the name of a variable, or "{keys.of.the.event}"; NULL: none tells it. */
typedef struct sl_ci_system {
    const char *name;
    const char *variable; /* set to value on this server; value NULL: to anything */
    const char *value;
    const char *request; /* how it calls a request to merge */
    const char *branch; /* that a request is to be merged into; only set in a request */
    const char *bases[2]; /* commits of that branch; only set in a request */
    const char *head[2];  /* the commit that is to be merged, or what merges it */
    const char *before;   /* the branch's last commit before a push */
    const char *main;     /* the project's default branch */
    const char *depth;    /* how its checkout fetches everything */
} sl_ci_system;

/* The server that env ("NAME=value" each, NULL at the end) speaks of; NULL: none. */
const sl_ci_system *sl_ci_system_of(const char *const *env);

/* What is known of one build: by field of sl_ci_system. All may be empty. */
typedef struct sl_ci_build {
    const sl_ci_system *system;
    sl_str branch;  /* without refs/heads/ */
    sl_str base[2]; /* as hexadecimal ids, perhaps abbreviated */
    sl_str head[2]; /* the same */
    sl_str before;  /* empty if it is all zeros: the branch is new */
    sl_str main;
    bool request; /* it is one to merge */
} sl_ci_build;

/* Fails if an event is named that cannot be read. Strings are copied to arena. */
bool sl_ci_build_read(const sl_ci_system *system, const char *const *env,
                      sl_arena *arena, sl_ci_build *out, sl_err *err);

#endif

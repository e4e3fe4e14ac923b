#include "cli/ci_system.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZEROS "0000000000000000000000000000000000000000"

typedef struct row {
    const char *env[8];
    const char *event; /* what GITHUB_EVENT_PATH names; NULL: nothing */
    const char *name;  /* of the server; NULL: none */
    bool request;
    const char *branch, *base, *head, *built, *before, *main;
} row;

static const row rows[] = {
    {.env = {"PATH=/bin"}},
    {.env = {"GITHUB_ACTIONS="}},
    {.env = {"GITHUB_ACTIONS=false", "GITLAB_CI="}},
    {.env = {"CI=true"}},
    {.env = {"GITHUB_ACTIONS=true", "GITHUB_BASE_REF="}, .name = "GitHub Actions"},
    {.env = {"GITHUB_ACTIONS=true", "GITHUB_BASE_REF=main"},
     .event = "{\"pull_request\": {\"base\": {\"sha\": \"aa11\"}, \"head\": {\"sha\": "
              "\"bb22\"}}, \"repository\": {\"default_branch\": \"main\"}}",
     .name = "GitHub Actions",
     .request = true,
     .branch = "main",
     .base = "aa11",
     .head = "bb22",
     .main = "main"},
    {.env = {"GITHUB_ACTIONS=true"},
     .event = "{\"before\": \"cc33\", \"repository\": {\"default_branch\": \"trunk\"}}",
     .name = "GitHub Actions",
     .before = "cc33",
     .main = "trunk"},
    {.env = {"GITHUB_ACTIONS=true"},
     .event = "{\"before\": \"" ZEROS "\", \"repository\": null}",
     .name = "GitHub Actions"},
    {.env = {"GITHUB_ACTIONS=true"},
     .event = "{\"before\": 7, \"pull_request\": {\"base\": {\"sha\": [\"x\"]}}}",
     .name = "GitHub Actions"},
    {.env = {"GITLAB_CI=true", "CI_COMMIT_BEFORE_SHA=" ZEROS,
             "CI_MERGE_REQUEST_DIFF_BASE_SHA=dd44", "CI_DEFAULT_BRANCH=main",
             "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=ab12", "CI_COMMIT_SHA=cd34"},
     .name = "GitLab CI",
     .request = true,
     .base = "dd44",
     .head = "ab12",
     .built = "cd34",
     .main = "main"},
    {.env = {"GITLAB_CI=true", "CI_COMMIT_BEFORE_SHA=ee55"},
     .name = "GitLab CI",
     .before = "ee55"},
    {.env = {"TF_BUILD=True", "SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/rel/1"},
     .name = "Azure Pipelines",
     .request = true,
     .branch = "rel/1"},
    {.env = {"BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_PR_DESTINATION_COMMIT=ff66",
             "BITBUCKET_COMMIT=ab12"},
     .name = "Bitbucket Pipelines",
     .request = true,
     .base = "ff66",
     .head = "ab12"},
    {.env = {"CI=woodpecker", "CI_COMMIT_TARGET_BRANCH=main", "CI_COMMIT_SHA=ab12"},
     .name = "Woodpecker",
     .request = true,
     .branch = "main",
     .head = "ab12"},
    {.env = {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH=main",
             "BUILDKITE_COMMIT=ab12"},
     .name = "Buildkite",
     .request = true,
     .branch = "main",
     .head = "ab12"},
    {.env = {"BUILDKITE=true", "BUILDKITE_COMMIT=HEAD"}, .name = "Buildkite"},
    {.env = {"BUILDKITE=true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH="},
     .name = "Buildkite"},
    {.env = {"JENKINS_URL=https://ci.example.org/", "CHANGE_TARGET=main"},
     .name = "Jenkins",
     .request = true,
     .branch = "main"},
};

static void expect(sl_str found, const char *wanted, size_t number)
{
    if (!sl_str_eq(found, sl_str_of(wanted)))
        fail_msg("row %zu: '%.*s', not '%s'", number, sl_fmt(found),
                 wanted ? wanted : "");
}

static void write_event(const char *text, char path[64])
{
    FILE *file;
    int fd;

    strcpy(path, "/tmp/seclint-event-XXXXXX");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    file = fdopen(fd, "w");
    fputs(text, file);
    fclose(file);
}

static void check(const row *r, size_t number)
{
    const char *env[sizeof r->env / sizeof *r->env + 2] = {0};
    char path[64], variable[128];
    size_t len = 0;
    sl_arena arena = {0};
    sl_ci_build build;
    sl_err err = {0};
    const sl_ci_system *system;

    while (r->env[len]) {
        env[len] = r->env[len];
        len++;
    }
    if (r->event) {
        write_event(r->event, path);
        snprintf(variable, sizeof variable, "GITHUB_EVENT_PATH=%s", path);
        env[len] = variable;
    }
    system = sl_ci_system_of(env);
    if (!system || !r->name) {
        expect(sl_str_of(system ? system->name : NULL), r->name, number);
        return;
    }
    expect(sl_str_of(system->name), r->name, number);
    assert_true(sl_ci_build_read(system, env, &arena, &build, &err));
    if (r->event)
        unlink(path);
    assert_int_equal(build.request, r->request);
    expect(build.branch, r->branch, number);
    expect(build.base[0], r->base, number);
    expect(build.head[0], r->head, number);
    expect(build.head[1], r->built, number);
    expect(build.before, r->before, number);
    expect(build.main, r->main, number);
    sl_arena_free(&arena);
}

static void servers_tell_of_a_build(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i], i);
}

static void an_event_that_cannot_be_read_fails(void **state)
{
    static const char *const env[] = {"GITHUB_ACTIONS=true",
                                      "GITHUB_EVENT_PATH=/nowhere/event.json", NULL};
    sl_arena arena = {0};
    sl_ci_build build;
    sl_err err = {0};

    (void)state;
    assert_false(sl_ci_build_read(sl_ci_system_of(env), env, &arena, &build, &err));
    assert_non_null(strstr(err.text, "/nowhere/event.json"));
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(servers_tell_of_a_build),
        cmocka_unit_test(an_event_that_cannot_be_read_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

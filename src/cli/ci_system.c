#include "cli/ci_system.h"

#include "report/read_json.h"

#include <string.h>

static const sl_ci_system systems[] = {
    {.name = "GitHub Actions", /* and Forgejo and Gitea, which act like it */
     .variable = "GITHUB_ACTIONS",
     .value = "true",
     .request = "pull request",
     .branch = "GITHUB_BASE_REF",
     .bases = {"{pull_request.base.sha}", "{merge_group.base_sha}"},
     .head = {"{pull_request.head.sha}", "{merge_group.head_sha}"},
     .before = "{before}",
     .main = "{repository.default_branch}",
     .depth = "fetch-depth: 0 in the step actions/checkout"},
    {.name = "GitLab CI",
     .variable = "GITLAB_CI",
     .value = "true",
     .request = "merge request",
     .branch = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
     .bases = {"CI_MERGE_REQUEST_DIFF_BASE_SHA"},
     .head = {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"},
     .before = "CI_COMMIT_BEFORE_SHA",
     .main = "CI_DEFAULT_BRANCH",
     .depth = "the variable GIT_DEPTH: 0 of the job"},
    {.name = "Azure Pipelines",
     .variable = "TF_BUILD",
     .value = "True",
     .request = "pull request",
     .branch = "SYSTEM_PULLREQUEST_TARGETBRANCH",
     .head = {"SYSTEM_PULLREQUEST_SOURCECOMMITID"},
     .depth = "fetchDepth: 0 in the step checkout"},
    {.name = "Bitbucket Pipelines",
     .variable = "BITBUCKET_BUILD_NUMBER",
     .request = "pull request",
     .branch = "BITBUCKET_PR_DESTINATION_BRANCH",
     .bases = {"BITBUCKET_PR_DESTINATION_COMMIT"},
     .head = {"BITBUCKET_COMMIT"},
     .depth = "clone: depth: full in bitbucket-pipelines.yml"},
    {.name = "Woodpecker",
     .variable = "CI",
     .value = "woodpecker",
     .request = "pull request",
     .branch = "CI_COMMIT_TARGET_BRANCH",
     .head = {"CI_COMMIT_SHA"},
     .before = "CI_PREV_COMMIT_SHA",
     .main = "CI_REPO_DEFAULT_BRANCH",
     .depth = "partial: false and depth: 0 in the settings of the clone step"},
    {.name = "Buildkite",
     .variable = "BUILDKITE",
     .value = "true",
     .request = "pull request",
     .branch = "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
     .head = {"BUILDKITE_COMMIT"},
     .main = "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
     .depth = "no --depth in BUILDKITE_GIT_CLONE_FLAGS"},
    {.name = "Jenkins",
     .variable = "JENKINS_URL",
     .request = "change request",
     .branch = "CHANGE_TARGET",
     .before = "GIT_PREVIOUS_SUCCESSFUL_COMMIT",
     .depth = "no shallow clone in the Advanced clone behaviours"},
};

/* The value of a variable, empty if it is not set. */
static sl_str value_of(const char *const *env, const char *name)
{
    size_t len = strlen(name);

    for (; env && *env; env++)
        if (strncmp(*env, name, len) == 0 && (*env)[len] == '=')
            return sl_str_of(*env + len + 1);
    return sl_lit("");
}

const sl_ci_system *sl_ci_system_of(const char *const *env)
{
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        sl_str value = value_of(env, systems[i].variable);

        if (value.len > 0 &&
            (!systems[i].value || sl_str_eq_nocase(value, sl_str_of(systems[i].value))))
            return &systems[i];
    }
    return NULL;
}

typedef struct facts {
    const char *const *env;
    const sl_node *event; /* NULL: there is none */
    sl_arena *arena;
} facts;

static sl_str fact(const facts *f, const char *name)
{
    size_t len = name ? strlen(name) : 0;
    sl_str value = {0};

    if (len == 0)
        return value;
    if (name[0] != '{')
        value = value_of(f->env, name);
    else if (f->event)
        value = sl_json_string(
            f->event, sl_arena_str(f->arena, sl_str_make(name + 1, len - 2)).ptr);
    return sl_arena_str(f->arena, value);
}

/* "0000..." is how a server writes that there was nothing before. */
static sl_str unless_zero(sl_str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] != '0')
            return id;
    return sl_lit("");
}

/* "HEAD" is what Buildkite says of a build that was started without a commit. */
static sl_str unless_head(sl_str id)
{
    return sl_str_eq(id, sl_lit("HEAD")) ? sl_lit("") : id;
}

static void fill(const facts *f, sl_ci_build *out)
{
    const sl_ci_system *system = out->system;

    out->branch = sl_str_drop(fact(f, system->branch), sl_lit("refs/heads/"));
    for (size_t i = 0; i < sizeof out->base / sizeof *out->base; i++)
        out->base[i] = unless_zero(fact(f, system->bases[i]));
    for (size_t i = 0; i < sizeof out->head / sizeof *out->head; i++)
        out->head[i] = unless_head(fact(f, system->head[i]));
    out->before = unless_zero(fact(f, system->before));
    out->main = fact(f, system->main);
    out->request = out->branch.len > 0 || out->base[0].len > 0 || out->base[1].len > 0;
}

bool sl_ci_build_read(const sl_ci_system *system, const char *const *env,
                      sl_arena *arena, sl_ci_build *out, sl_err *err)
{
    sl_str path = value_of(env, "GITHUB_EVENT_PATH");
    facts f = {.env = env, .arena = arena};
    sl_json_file event = {0};
    bool has_event = system->bases[0] && system->bases[0][0] == '{' && path.len > 0;
    bool ok = !has_event || sl_json_file_open(path.ptr, &event, err);

    *out = (sl_ci_build){.system = system};
    if (ok) {
        f.event = has_event ? event.top : NULL;
        fill(&f, out);
    }
    if (has_event)
        sl_json_file_close(&event);
    return ok;
}

/* repo_find.c - which repository git means, without libgit2.
 *
 * Source: gitrepository-layout(5), git-worktree(1) "DETAILS", git-config(1). It says
 * yes only to what is plain: owned by this user, of a known format, with nothing
 * contradictory in it. All else is left to libgit2, with its rules for safe.directory,
 * ceilings and mount points. */
#include "base/file.h"
#include "base/mem.h"
#include "git/config_file.h"
#include "source/repo_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum verdict { FOUND, NOT_HERE, UNUSUAL } verdict;

/* Paths without a slash at the end, symbolic links resolved. */
typedef struct place {
    char git_dir[PATH_MAX];
    char common_dir[PATH_MAX];
    char worktree[PATH_MAX]; /* empty: none that the layout tells */
    char link[PATH_MAX];     /* the file .git, or empty */
    bool linked;
} place;

/* The first len bytes of text, which fit. */
static void put(char out[PATH_MAX], const char *text, size_t len)
{
    memcpy(out, text, len);
    out[len] = '\0';
}

static bool join(char out[PATH_MAX], const char *dir, const char *name)
{
    size_t dir_len = strlen(dir);
    size_t name_len = strlen(name);

    if (dir_len + name_len + 2 > PATH_MAX)
        return false;
    memcpy(out, dir, dir_len);
    out[dir_len] = '/';
    memcpy(out + dir_len + 1, name, name_len + 1);
    return true;
}

static bool is_dir(const char *dir, const char *name)
{
    char path[PATH_MAX];
    struct stat st;

    return join(path, dir, name) && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool exists(const char *dir, const char *name)
{
    char path[PATH_MAX];

    return join(path, dir, name) && access(path, F_OK) == 0;
}

/* The first line of a small file. */
static bool read_line(const char *dir, const char *name, sl_buf *out)
{
    char path[PATH_MAX];

    if (!join(path, dir, name) || !sl_file_read(path, PATH_MAX, out, NULL))
        return false;
    while (out->len > 0 &&
           (out->ptr[out->len - 1] == '\n' || out->ptr[out->len - 1] == '\r'))
        out->ptr[--out->len] = '\0';
    return out->len > 0 && strlen(out->ptr) == out->len;
}

/* Where a path leads that a file in dir holds. */
static bool lead(const char *dir, const char *path, char out[PATH_MAX])
{
    char joined[PATH_MAX];

    if (path[0] == '/')
        return realpath(path, out) != NULL;
    return join(joined, dir, path) && realpath(joined, out);
}

static bool has_head(const char *git_dir)
{
    sl_buf head = {0};
    sl_oid id;
    bool ok = read_line(git_dir, "HEAD", &head) &&
              (sl_str_starts(sl_buf_str(&head), sl_lit("ref: refs/")) ||
               sl_oid_parse(sl_buf_str(&head), &id));

    sl_buf_free(&head);
    return ok;
}

/* Sets common_dir, by the file commondir of a linked worktree. */
static bool set_common(place *p)
{
    sl_buf line = {0};
    bool ok = true;

    p->linked = exists(p->git_dir, "commondir");
    if (p->linked)
        ok = read_line(p->git_dir, "commondir", &line) &&
             lead(p->git_dir, line.ptr, p->common_dir);
    else
        put(p->common_dir, p->git_dir, strlen(p->git_dir));
    sl_buf_free(&line);
    return ok;
}

/* What a linked worktree says of itself in the file gitdir: the path of its .git. */
static bool set_linked_worktree(place *p)
{
    sl_buf line = {0};
    char *slash;
    bool ok = read_line(p->git_dir, "gitdir", &line) &&
              lead(p->git_dir, line.ptr, p->link) &&
              (slash = strrchr(p->link, '/')) != NULL && strcmp(slash, "/.git") == 0;

    if (ok)
        put(p->worktree, p->link, (size_t)(slash - p->link));
    sl_buf_free(&line);
    return ok;
}

/* dir/.git is a file: "gitdir: PATH", of a linked worktree or a submodule. */
static verdict follow(const char *dir, place *p)
{
    char link[PATH_MAX];
    sl_buf line = {0};
    sl_str target;
    bool ok = join(link, dir, ".git") && read_line(dir, ".git", &line);

    target = sl_str_drop(sl_buf_str(&line), sl_lit("gitdir: "));
    ok = ok && target.len < line.len && lead(dir, target.ptr, p->git_dir) &&
         set_common(p);
    sl_buf_free(&line);
    if (!ok)
        return UNUSUAL;
    if (p->linked)
        return set_linked_worktree(p) && strcmp(p->link, link) == 0 ? FOUND : UNUSUAL;
    put(p->link, link, strlen(link));
    put(p->worktree, dir, strlen(dir));
    return FOUND;
}

/* dir itself: bare, or the git directory that GIT_DIR names. */
static verdict take_itself(const char *dir, place *p)
{
    put(p->git_dir, dir, strlen(dir));
    if (!set_common(p) || (p->linked && !set_linked_worktree(p)))
        return UNUSUAL;
    return FOUND;
}

static verdict look(const char *dir, place *p)
{
    size_t len = strlen(dir);
    char path[PATH_MAX];
    struct stat st;

    *p->worktree = *p->link = '\0';
    if (len > 5 && strcmp(dir + len - 5, "/.git") == 0) {
        put(p->worktree, dir, len - 5);
        put(p->git_dir, dir, len);
        return set_common(p) && !p->linked ? FOUND : UNUSUAL;
    }
    if (!join(path, dir, ".git"))
        return UNUSUAL;
    if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        put(p->worktree, dir, len);
        put(p->git_dir, path, strlen(path));
        return set_common(p) && !p->linked ? FOUND : UNUSUAL;
    }
    if (lstat(path, &st) == 0)
        return S_ISREG(st.st_mode) ? follow(dir, p) : UNUSUAL;
    if (errno != ENOENT)
        return UNUSUAL;
    return exists(dir, "HEAD") ? take_itself(dir, p) : NOT_HERE;
}

/* From the current directory upwards, within one file system. */
static bool search(place *p)
{
    char dir[PATH_MAX];
    struct stat first, st;
    verdict found;
    char *slash;

    if (sl_repo_env("GIT_CEILING_DIRECTORIES") || !realpath(".", dir) ||
        stat(dir, &first) != 0)
        return false;
    while ((found = look(dir, p)) == NOT_HERE) {
        slash = strrchr(dir, '/');
        if (slash == dir)
            return false;
        *slash = '\0';
        if (stat(dir, &st) != 0 || st.st_dev != first.st_dev)
            return false;
    }
    return found == FOUND;
}

static bool locate(const char *path, place *p)
{
    const char *named = path ? path : sl_repo_env("GIT_DIR");
    char dir[PATH_MAX];

    if (!named)
        return search(p);
    return realpath(named, dir) && look(dir, p) == FOUND;
}

static bool is_mine(const char *path)
{
    struct stat st;

    return *path == '\0' || (lstat(path, &st) == 0 && st.st_uid == geteuid());
}

/* Can we read a repository of that format, and is every extension one that changes
 * nothing for us? */
static bool is_known_format(const sl_git_config *config)
{
    static const char *const known[] = {"extensions.noop",
                                        "extensions.objectformat",
                                        "extensions.partialclone",
                                        "extensions.worktreeconfig",
                                        "extensions.preciousobjects",
                                        "extensions.refstorage",
                                        "extensions.relativeworktrees",
                                        "extensions.submodulepathconfig"};
    sl_git_setting s;

    for (size_t i = 0; sl_git_config_at(config, i, &s); i++) {
        if (sl_str_eq(s.key, sl_lit("core.repositoryformatversion")) &&
            !sl_str_eq(s.value, sl_lit("0")) && !sl_str_eq(s.value, sl_lit("1")))
            return false;
        if (sl_str_starts(s.key, sl_lit("extensions.")) &&
            !sl_str_among(known, sizeof known / sizeof *known, s.key))
            return false;
        if (sl_str_eq(s.key, sl_lit("extensions.objectformat")) &&
            !sl_str_eq(s.value, sl_lit("sha1")) &&
            !sl_str_eq(s.value, sl_lit("sha256")))
            return false;
    }
    return true;
}

/* The working tree that the configuration names, and whether it says "bare". Where it says
 * neither, a directory that is not called .git is bare, as git has it. */
static bool configured(const sl_git_config *config, place *p)
{
    sl_git_setting s;
    bool bare = false;
    bool said = false;

    for (size_t i = 0; sl_git_config_at(config, i, &s); i++) {
        if (sl_str_eq(s.key, sl_lit("core.bare"))) {
            said = true;
            bare = sl_config_bool(s.value, &bare) && bare;
        }
        if (sl_str_eq(s.key, sl_lit("core.worktree")) && !p->linked &&
            (!s.own || !lead(p->git_dir, s.value.ptr, p->worktree)))
            return false;
    }
    if (p->linked)
        return true;
    return *p->worktree ? !bare : bare || !said;
}

static const char *keep(sl_repo *repo, const char *path)
{
    return *path ? sl_arena_printf(&repo->arena, "%s/", path).ptr : NULL;
}

static bool find(sl_repo *repo, place *p, place *env)
{
    sl_git_config *config;
    sl_err err = {0};
    bool from_env = !repo->path;

    if (!locate(repo->path, p))
        return false;
    if (repo->path && sl_repo_env_given()) {
        if (!locate(NULL, env))
            return false;
        from_env = strcmp(env->git_dir, p->git_dir) == 0;
        p = from_env ? env : p;
    }
    if (!has_head(p->git_dir) || !is_dir(p->common_dir, "objects") ||
        !is_dir(p->common_dir, "refs"))
        return false;
    config = sl_git_config_open(p->git_dir, p->common_dir, &err);
    if (err.code != SL_OK || !is_known_format(config) || !configured(config, p) ||
        !is_mine(p->worktree) || !is_mine(p->link) || !is_mine(p->git_dir)) {
        sl_git_config_free(config);
        return false;
    }
    repo->config = config;
    repo->from_env = from_env;
    repo->git_dir = keep(repo, p->git_dir);
    repo->common_dir = keep(repo, p->common_dir);
    repo->worktree = keep(repo, p->worktree);
    repo->linked = p->linked;
    return true;
}

bool sl_repo_find(sl_repo *repo)
{
    /* 32 KiB, of which hardly a page is used: a hardened stack touches each of them. */
    place *places = sl_malloc(2 * sizeof *places);
    bool found = find(repo, &places[0], &places[1]);

    free(places);
    return found;
}

#include "fix/gitignore.h"

#include "base/limits.h"
#include "base/write.h"
#include "fix/lines.h"
#include "source/lookup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The pattern for exactly this path: anchored, with git's magic escaped. */
static sl_str pattern_of(sl_arena *arena, sl_str path)
{
    sl_buf text = {0};
    sl_str out;

    sl_buf_char(&text, '/');
    for (size_t i = 0; i < path.len; i++) {
        bool last_blank = i + 1 == path.len && path.ptr[i] == ' ';

        if (last_blank || memchr("*?[\\", path.ptr[i], 4))
            sl_buf_char(&text, '\\');
        sl_buf_char(&text, path.ptr[i]);
    }
    out = sl_arena_str(arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return out;
}

static bool read_before(int root, sl_gitignore_fix *fix, sl_err *err)
{
    sl_err why = {0};

    fix->existed = sl_lookup_file(root, sl_lit(".gitignore"), SL_MAX_CONFIG_FILE,
                                  &fix->before, &why);
    if (fix->existed || why.code == SL_ENOTFOUND)
        return true;
    return sl_fail(err, SL_EUSAGE,
                   "refused: %s (a symbolic link or unreadable file is "
                   "not edited)",
                   why.text);
}

/* The tree as it will be: the new .gitignore over the files on disk. */
typedef struct overlay {
    int root;
    const sl_gitignore_fix *fix;
} overlay;

static bool read_overlay(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const overlay *o = ctx;

    if (!sl_str_eq(path, sl_lit(".gitignore")))
        return sl_lookup_file(o->root, path, SL_MAX_CONFIG_FILE, out, err);
    sl_buf_clear(out);
    sl_buf_add(out, sl_buf_str(&o->fix->after));
    return true;
}

/* A nested file may undo the new line: then the path is told, not called fixed. */
static void check_after(int root, const sl_str_vec *paths, sl_gitignore_fix *fix)
{
    overlay tree = {root, fix};
    sl_ignore_options options = {0};
    sl_ignore *ignore = sl_ignore_open((sl_filetree){read_overlay, &tree}, &options);

    for (size_t i = 0; i < paths->len; i++)
        if (!sl_ignore_check(ignore, paths->at[i], false).ignored)
            *sl_vec_push(&fix->left) = paths->at[i];
    sl_ignore_free(ignore);
}

bool sl_gitignore_plan(sl_repo *repo, const sl_results *results, sl_gitignore_fix *out,
                       sl_err *err)
{
    const char *top = sl_repo_worktree(repo);
    int root = top ? open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    sl_str_vec paths = {0};
    bool ok;

    *out = (sl_gitignore_fix){0};
    if (!top)
        return sl_fail(err, SL_EUSAGE, "a bare repository has no .gitignore to repair");
    if (root < 0)
        return sl_fail(err, SL_EIO, "open %s", top);
    ok = read_before(root, out, err);
    sl_buf_add(&out->after, sl_buf_str(&out->before));
    for (size_t i = 0; ok && i < results->findings_len; i++) {
        const sl_finding *finding = &results->findings[i];
        sl_str pattern;

        if (!sl_str_eq(finding->rule->id, sl_lit("secret-not-ignored")))
            continue;
        *sl_vec_push(&paths) = finding->place.path;
        if (sl_str_chr(finding->place.path, '\n') != SIZE_MAX)
            continue; /* no line can name it, and half of it would name others */
        pattern = pattern_of(&out->arena, finding->place.path);
        if (sl_lines_append(&out->after, pattern))
            *sl_vec_push(&out->added) = pattern;
    }
    if (ok)
        check_after(root, &paths, out);
    sl_vec_free(&paths);
    close(root);
    return ok;
}

bool sl_gitignore_write(const sl_repo *repo, const sl_gitignore_fix *fix, sl_err *err)
{
    sl_arena arena = {0};
    const char *path =
        sl_arena_printf(&arena, "%s.gitignore", sl_repo_worktree(repo)).ptr;
    struct stat st;
    bool known = lstat(path, &st) == 0;
    bool ok = sl_file_replace(path, sl_buf_str(&fix->after),
                              known ? st.st_mode & 07777 : 0644, err);

    sl_arena_free(&arena);
    return ok;
}

void sl_gitignore_free(sl_gitignore_fix *fix)
{
    sl_buf_free(&fix->before);
    sl_buf_free(&fix->after);
    sl_vec_free(&fix->added);
    sl_vec_free(&fix->left);
    sl_arena_free(&fix->arena);
}

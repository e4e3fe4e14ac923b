#include "fix/plan.h"

#include "base/limits.h"
#include "fix/commit.h"
#include "fix/veil.h"
#include "source/diff.h"
#include "source/lookup.h"
#include "text/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The drafts, as a tree that lies over the one on disk. */
static bool read_draft(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_plan *plan = ctx;

    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_str_eq(plan->drafts.at[i]->path, path) &&
            (plan->drafts.at[i]->existed || sl_draft_changed(plan->drafts.at[i]))) {
            sl_buf_clear(out);
            sl_draft_text(plan->drafts.at[i], out);
            return true;
        }
    if (plan->options.over.read)
        return plan->options.over.read(plan->options.over.ctx, path, out, err);
    return sl_fail(err, SL_ENOTFOUND, "no draft");
}

static bool dir_exists(const sl_plan *plan, sl_str path)
{
    sl_str dir = sl_path_dir(path);
    int fd = dir.len > 0
                 ? sl_lookup_open(sl_repo_root(plan->repo), dir, O_RDONLY | O_DIRECTORY)
                 : -1;

    if (fd >= 0)
        close(fd);
    return dir.len == 0 || fd >= 0 || errno != ENOENT;
}

/* As an editor has it, or as it lies on disk. */
static bool read_file(const sl_plan *plan, sl_str path, sl_buf *out, sl_err *err)
{
    sl_filetree over = plan->options.over;
    sl_err none = {0};

    return (over.read && over.read(over.ctx, path, out, &none)) ||
           sl_lookup_file(sl_repo_root(plan->repo), path, SL_MAX_CONFIG_FILE, out, err);
}

sl_draft *sl_plan_draft(sl_plan *plan, sl_str path)
{
    sl_draft *draft;
    sl_buf text = {0};
    sl_err why = {0};
    bool existed;
    struct stat st;

    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_str_eq(plan->drafts.at[i]->path, path))
            return plan->drafts.at[i];
    errno = 0;
    existed = read_file(plan, path, &text, &why);
    if (!existed && why.code != SL_ENOTFOUND) {
        if (!plan->broken.code && errno == ELOOP)
            sl_fail(&plan->broken, SL_EUSAGE,
                    "%.*s is a symbolic link: what it leads to is not edited",
                    sl_fmt(path));
        else if (!plan->broken.code)
            sl_fail(&plan->broken, SL_EUSAGE, "%s (what cannot be read is not edited)",
                    why.text);
        sl_buf_free(&text);
        return NULL;
    }
    if (sl_utf16_detect(sl_buf_str(&text)) != SL_UTF16_NONE) {
        if (!plan->broken.code)
            sl_fail(
                &plan->broken, SL_EUSAGE,
                "%.*s is in UTF-16, which git does not read: write it in UTF-8 first",
                sl_fmt(path));
        sl_buf_free(&text);
        return NULL;
    }
    if (!existed && !dir_exists(plan, path))
        return NULL; /* tracked, but not checked out: there is nothing to protect */
    draft = sl_arena_calloc(&plan->arena, 1, sizeof *draft);
    sl_draft_open(draft, path, sl_buf_str(&text), &plan->arena);
    draft->existed = existed;
    if (existed && fstatat(sl_repo_root(plan->repo), draft->path.ptr, &st,
                           AT_SYMLINK_NOFOLLOW) == 0)
        draft->mode = st.st_mode & 07777;
    *sl_vec_push(&plan->drafts) = draft;
    sl_buf_free(&text);
    return draft;
}

sl_treatment sl_plan_ask(sl_plan *plan, sl_str path)
{
    sl_treatment treatment;

    if (!plan->rules)
        plan->rules =
            sl_path_rules_open_over(plan->repo, (sl_filetree){read_draft, plan});
    sl_path_rules_ask(plan->rules, path, &treatment);
    return treatment;
}

void sl_plan_look(sl_plan *plan, sl_outlook *out)
{
    sl_arena arena = {0};
    sl_planned_file *files = sl_arena_calloc(&arena, plan->drafts.len, sizeof *files);
    size_t len = 0;

    for (size_t i = 0; i < plan->drafts.len; i++) {
        sl_buf text = {0};

        if (!sl_draft_changed(plan->drafts.at[i]))
            continue;
        sl_draft_text(plan->drafts.at[i], &text);
        files[len].path = plan->drafts.at[i]->path;
        files[len++].text = sl_arena_str(&arena, sl_buf_str(&text));
        sl_buf_free(&text);
    }
    sl_plan_ask(plan, sl_lit(".gitignore")); /* opens the rules */
    sl_recheck(plan->results, plan->rules, files, len, out);
    sl_arena_free(&arena);
}

bool sl_plan_converts(sl_plan *plan, sl_str path)
{
    return sl_plan_ask(plan, path).conversion.state != SL_ATTR_UNSPECIFIED;
}

void sl_plan_note(sl_plan *plan, sl_change_kind kind, const sl_draft *draft,
                  sl_str pattern, const char *why)
{
    *sl_vec_push(&plan->changes) = (sl_change){
        kind, draft->path, sl_arena_str(&plan->arena, pattern), sl_str_of(why)};
    sl_path_rules_free(plan->rules);
    plan->rules = NULL;
}

void sl_plan_append(sl_plan *plan, sl_str path, sl_str line, const char *why)
{
    sl_draft *draft = sl_plan_draft(plan, path);

    if (!draft || sl_draft_active(draft, line) || sl_str_chr(line, '\n') != SIZE_MAX)
        return;
    sl_draft_append(draft, line);
    sl_plan_note(plan, SL_CHANGE_ADDED, draft, line, why);
}

void sl_plan_free(sl_plan *plan)
{
    for (size_t i = 0; i < plan->drafts.len; i++)
        sl_draft_free(plan->drafts.at[i]);
    sl_path_rules_free(plan->rules);
    sl_vec_free(&plan->drafts);
    sl_vec_free(&plan->changes);
    sl_vec_free(&plan->refused);
    sl_vec_free(&plan->warnings);
    sl_vec_free(&plan->todo);
    sl_arena_free(&plan->arena);
}

bool sl_plan_changes(const sl_plan *plan)
{
    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_draft_changed(plan->drafts.at[i]))
            return true;
    return false;
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp((*(sl_draft *const *)a)->path, (*(sl_draft *const *)b)->path);
}

bool sl_plan_diff(const sl_plan *plan, sl_buf *out, sl_err *err)
{
    sl_draft_vec sorted = {0};
    bool ok = true;

    for (size_t i = 0; i < plan->drafts.len; i++)
        if (sl_draft_changed(plan->drafts.at[i]))
            *sl_vec_push(&sorted) = plan->drafts.at[i];
    if (sorted.len > 0)
        qsort((void *)sorted.at, sorted.len, sizeof *sorted.at, by_path);
    for (size_t i = 0; ok && i < sorted.len; i++) {
        const sl_draft *draft = sorted.at[i];
        sl_buf after = {0}, diff = {0};

        sl_draft_text(draft, &after);
        ok = sl_diff_unified(draft->path, draft->existed, draft->before,
                             sl_buf_str(&after), &diff, err);
        sl_veil_diff(sl_buf_str(&diff), draft, plan->results, out);
        sl_buf_free(&after);
        sl_buf_free(&diff);
    }
    sl_vec_free(&sorted);
    return ok;
}

bool sl_plan_write(const sl_plan *plan, sl_err *err)
{
    sl_arena arena = {0};
    sl_replacement *files = sl_arena_calloc(&arena, plan->drafts.len, sizeof *files);
    size_t len = 0;
    bool ok;

    for (size_t i = 0; i < plan->drafts.len; i++) {
        const sl_draft *draft = plan->drafts.at[i];
        sl_buf after = {0};

        if (!sl_draft_changed(draft))
            continue;
        sl_draft_text(draft, &after);
        files[len++] =
            (sl_replacement){.path = draft->path,
                             .bytes = sl_arena_str(&arena, sl_buf_str(&after)),
                             .mode = draft->mode,
                             .existed = draft->existed,
                             .before = draft->before};
        sl_buf_free(&after);
    }
    ok = len == 0 || sl_commit_files(sl_repo_root(plan->repo),
                                     sl_repo_git_dir(plan->repo), files, len, err);
    sl_arena_free(&arena);
    return ok;
}

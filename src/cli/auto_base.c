#include "cli/auto_base.h"

#include "cli/ci_system.h"
#include "source/merge_base.h"

typedef struct search {
    sl_repo *repo;
    sl_odb *odb;
    sl_arena *arena;
    sl_oid head;
    sl_ci_build build;
    sl_auto_base *found;
    bool all_of_head; /* the last one taken has everything that HEAD has */
} search;

static sl_str short_id(sl_arena *arena, sl_str id)
{
    return sl_arena_str(arena, sl_str_sub(id, 0, 12));
}

static bool parted_later(const search *s, const sl_oid *base)
{
    const sl_oid *known = &s->found->merge_bases.at[0];

    return !sl_oid_eq(base, known) && sl_merge_leads_to(s->odb, base, known);
}

/* Takes the commit called name for the base, unless one is known that parted later.
 * False if it is not there, or has nothing in common with HEAD. */
static bool take(search *s, sl_str name, sl_str shown)
{
    sl_auto_base *found = s->found;
    sl_oid_vec bases = {0};
    sl_oid commit;
    sl_err why = {0};
    bool ok = name.len > 0 && sl_repo_commit(s->repo, name, &commit, &why);

    if (ok)
        sl_merge_bases(s->odb, &commit, &s->head, &bases);
    ok = bases.len > 0;
    s->all_of_head = ok && sl_oid_eq(&bases.at[0], &s->head);
    if (ok && (found->commit.len == 0 || parted_later(s, &bases.at[0]))) {
        sl_vec_free(&found->merge_bases);
        found->merge_bases = bases;
        found->commit = commit;
        found->name = shown;
    } else {
        sl_vec_free(&bases);
    }
    return ok;
}

static bool take_branch(search *s, sl_str branch)
{
    sl_str shown = sl_arena_printf(s->arena, "origin/%.*s", sl_fmt(branch));

    return branch.len > 0 &&
           take(s, sl_arena_printf(s->arena, "refs/remotes/%.*s", sl_fmt(shown)),
                shown);
}

static bool take_id(search *s, sl_str id)
{
    return take(s, id, short_id(s->arena, id));
}

static bool fail_request(const search *s, sl_err *err)
{
    const sl_ci_build *b = &s->build;
    sl_str id = b->base[0].len ? b->base[0] : b->base[1];
    bool both = b->branch.len > 0 && id.len > 0;

    return sl_fail(
        err, SL_EUSAGE,
        "auto: where this %s begins is not in this %sclone: %s%.*s%s%.12s; check out "
        "with %s",
        b->system->request, sl_repo_shallow(s->repo) ? "shallow " : "",
        b->branch.len ? "origin/" : "", sl_fmt(sl_str_sub(b->branch, 0, 100)),
        both ? ", " : "", id.len ? id.ptr : "", b->system->depth);
}

static bool fail_head(const search *s, sl_err *err)
{
    const sl_ci_build *b = &s->build;

    return sl_fail(err, SL_EUSAGE,
                   "auto: what is checked out does not hold %.12s, the commit that the "
                   "%s asks to merge: check that out, or its merge",
                   b->head[0].len ? b->head[0].ptr : b->head[1].ptr,
                   b->system->request);
}

static bool fail_target(const search *s, sl_err *err)
{
    return sl_fail(
        err, SL_EUSAGE,
        "auto: all that is checked out is in %.*s already, as if it were the "
        "target of the %s: check out the commit to merge, or its merge",
        sl_fmt(sl_str_sub(s->found->name, 0, 100)), s->build.system->request);
}

/* A job that runs on the target's own commit (pull_request_target) would look at
 * nothing, and call it clean. A request that brings nothing is known by its commit.
 * Of two commits either will do: a merge train may rebase the first. */
static bool check_head(const search *s, sl_err *err)
{
    const sl_ci_build *b = &s->build;
    bool told = false, held = false, same = false;
    sl_oid asked;

    for (size_t i = 0; i < sizeof b->head / sizeof *b->head; i++) {
        sl_err why = {0};

        if (b->head[i].len == 0)
            continue;
        told = true;
        if (!sl_repo_commit(s->repo, b->head[i], &asked, &why))
            continue;
        held |= sl_merge_leads_to(s->odb, &s->head, &asked);
        same |= sl_oid_eq(&s->head, &asked);
    }
    if (told && !held)
        return fail_head(s, err);
    return same || !sl_oid_eq(&s->found->merge_bases.at[0], &s->head) ||
           fail_target(s, err);
}

static bool of_request(search *s, sl_err *err)
{
    const sl_ci_build *b = &s->build;
    bool known = take_branch(s, b->branch);

    for (size_t i = 0; i < sizeof b->base / sizeof *b->base; i++)
        known |= take_id(s, b->base[i]);
    if (b->branch.len > 0)
        s->found->why =
            sl_arena_printf(s->arena, "%s into %.*s, on %s", b->system->request,
                            sl_fmt(b->branch), b->system->name);
    else
        s->found->why =
            sl_arena_printf(s->arena, "%s, on %s", b->system->request, b->system->name);
    return known ? check_head(s, err) : fail_request(s, err);
}

static bool fail_before(const search *s, sl_err *err)
{
    return sl_fail(err, SL_EUSAGE,
                   "auto: %.12s, which the branch had before, is not in this shallow "
                   "clone; check out with %s",
                   s->build.before.ptr, s->build.system->depth);
}

/* A branch that is new brings what the default branch lacks. What nothing is known of
 * (a schedule, a push by force) is looked at wholly. */
static bool of_push(search *s, sl_err *err)
{
    const sl_ci_build *b = &s->build;

    if (take_id(s, b->before)) {
        s->found->why =
            sl_arena_printf(s->arena, "before this build, on %s", b->system->name);
        return true;
    }
    if (b->before.len > 0 && sl_repo_shallow(s->repo))
        return fail_before(s, err);
    if (take_branch(s, b->main) && !s->all_of_head) {
        s->found->why =
            sl_arena_printf(s->arena, "the default branch, on %s", b->system->name);
        return true;
    }
    s->found->commit.len = 0;
    sl_vec_free(&s->found->merge_bases);
    s->found->why = sl_arena_printf(s->arena, "%s, on %s",
                                    b->before.len ? "the commit before it is gone"
                                                  : "nothing tells what was before",
                                    b->system->name);
    return true;
}

static bool of_branch(search *s, sl_err *err)
{
    sl_str target = sl_repo_target(s->repo);
    sl_str shown = sl_str_drop(sl_str_drop(target, sl_lit("refs/remotes/")),
                               sl_lit("refs/heads/"));

    s->found->why = sl_lit("where work on this branch goes");
    if (target.len == 0)
        return sl_fail(err, SL_EUSAGE,
                       "auto: there is no build server, no upstream of this branch and "
                       "no origin/HEAD to tell the base: name it, as in "
                       "main...HEAD");
    return take(s, target, shown) ||
           sl_merge_base_missing(s->repo, shown, sl_lit("HEAD"), err);
}

bool sl_auto_base_find(sl_repo *repo, const char *const *env, sl_arena *arena,
                       sl_auto_base *out, sl_err *err)
{
    const sl_ci_system *system = sl_ci_system_of(env);
    search s = {.repo = repo, .arena = arena, .found = out};
    bool ok;

    *out = (sl_auto_base){0};
    s.odb = sl_repo_odb(repo, err);
    if (!s.odb)
        return false;
    if (!sl_repo_head(repo, &s.head))
        return sl_repo_refs_check(repo, err) &&
               sl_fail(err, SL_EUSAGE, "auto: HEAD has no commit yet");
    if (!system)
        ok = of_branch(&s, err);
    else
        ok = sl_ci_build_read(system, env, arena, &s.build, err) &&
             (s.build.request ? of_request(&s, err) : of_push(&s, err));
    return sl_repo_refs_check(repo, err) && ok; /* what is not found may be there */
}

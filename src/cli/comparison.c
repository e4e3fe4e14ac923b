#include "cli/comparison.h"

#include "cli/auto_base.h"
#include "source/merge_base.h"

#include <string.h>

enum { SHOWN = 12 }; /* digits of an id */

static bool is_auto(const char *value)
{
    return value && strcmp(value, "auto") == 0;
}

static const char *zeros(const sl_repo *repo, sl_arena *arena)
{
    size_t len = 2 * sl_repo_oid_len(repo);
    char *text = sl_arena_calloc(arena, len + 1, 1);

    memset(text, '0', len);
    return text;
}

static void add_since(sl_comparison *c)
{
    char hex[SL_OID_HEX_MAX + 1];

    for (size_t i = 0; i < c->since.len; i++)
        sl_buf_printf(&c->words, "%s%.*s", i ? ", " : "", SHOWN,
                      sl_oid_hex(&c->since.at[i], hex));
}

/* The end as an id: whatever its name is, the commit that was found is meant. */
static bool range_of(sl_repo *repo, const char *const *env, sl_run_options *scan,
                     sl_comparison *c, sl_err *err)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_auto_base base;
    bool ok = sl_auto_base_find(repo, env, &c->arena, &base, err);

    c->since = base.merge_bases;
    if (!ok)
        return false;
    if (base.commit.len == 0) {
        scan->range =
            sl_arena_printf(&c->arena, "%s..HEAD", zeros(repo, &c->arena)).ptr;
        sl_buf_printf(&c->words, "--range auto: all commits of HEAD (%.*s)",
                      sl_fmt(base.why));
        return true;
    }
    scan->range =
        sl_arena_printf(&c->arena, "%s...HEAD", sl_oid_hex(&base.commit, hex)).ptr;
    sl_buf_printf(&c->words, "--range auto: %.*s...HEAD, from merge base ",
                  sl_fmt(base.name));
    add_since(c);
    sl_buf_printf(&c->words, " (%.*s)", sl_fmt(base.why));
    return true;
}

static bool named_since(sl_repo *repo, const char *name, sl_comparison *c, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_oid commit, head;

    if (!odb || !sl_repo_commit(repo, sl_str_of(name), &commit, err))
        return false;
    if (!sl_repo_head(repo, &head))
        return sl_repo_refs_check(repo, err) &&
               sl_fail(err, SL_EUSAGE, "--new-since: HEAD has no commit yet");
    sl_merge_bases(odb, &commit, &head, &c->since);
    return c->since.len > 0 ||
           sl_merge_base_missing(repo, sl_str_of(name), sl_lit("HEAD"), err);
}

static bool since_of(sl_repo *repo, const sl_options *o, const char *const *env,
                     sl_run_options *scan, sl_comparison *c, sl_err *err)
{
    bool automatic = is_auto(o->new_since);
    sl_auto_base base = {0};
    sl_str doubt;
    bool ok;

    if (!sl_repo_worktree(repo))
        return sl_fail(err, SL_EUSAGE,
                       "--new-since compares a working tree, and a bare repository has "
                       "none: use --range");
    if (automatic) {
        ok = sl_auto_base_find(repo, env, &c->arena, &base, err);
        c->since = base.merge_bases;
    } else {
        ok = named_since(repo, o->new_since, c, err);
    }
    if (!ok)
        return false;
    scan->history = false;
    scan->since = c->since.at;
    scan->since_len = c->since.len;
    sl_buf_printf(&c->words, "--new-since %s: ", o->new_since);
    if (c->since.len == 0) {
        sl_buf_printf(&c->words, "every finding counts (%.*s)", sl_fmt(base.why));
        return true;
    }
    sl_buf_add(&c->words, sl_lit("what stands at merge base "));
    add_since(c);
    sl_buf_add(&c->words, sl_lit(" already does not count"));
    doubt = automatic ? sl_lit("")
                      : sl_repo_doubt(repo, sl_str_of(o->new_since), &c->arena);
    if (automatic)
        sl_buf_printf(&c->words, " (%.*s: %.*s)", sl_fmt(base.name), sl_fmt(base.why));
    else if (doubt.len > 0)
        sl_buf_printf(&c->words, "; %s %.*s", o->new_since, sl_fmt(doubt));
    return true;
}

bool sl_comparison_make(const sl_options *options, const char *const *env,
                        sl_run_options *scan, sl_comparison *out, sl_err *err)
{
    sl_repo *repo;
    bool ok;

    *out = (sl_comparison){0};
    if (!is_auto(options->range) && !options->new_since)
        return true;
    repo = sl_repo_open(options->paths.len ? options->paths.at[0] : NULL, err);
    if (!repo)
        return false;
    ok = options->new_since ? since_of(repo, options, env, scan, out, err)
                            : range_of(repo, env, scan, out, err);
    sl_repo_close(repo);
    return ok;
}

void sl_comparison_free(sl_comparison *comparison)
{
    sl_vec_free(&comparison->since);
    sl_arena_free(&comparison->arena);
    sl_buf_free(&comparison->words);
}

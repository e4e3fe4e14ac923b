#include "cli/hook_advice.h"

#include "base/limits.h"
#include "git/tree.h"

enum { NAMED = 5, SHORT_ID = 12 };

static bool has(const sl_oid_vec *oids, const sl_oid *oid)
{
    for (size_t i = 0; i < oids->len; i++)
        if (sl_oid_eq(&oids->at[i], oid))
            return true;
    return false;
}

/* Only so many are told, but the oldest is looked for among all. */
void sl_hook_blame(const sl_results *results, sl_level level, sl_hook_guilt *out)
{
    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];
        const sl_place *place = &f->place;

        if (f->suppressed || f->level < level || place->commit.len == 0 ||
            sl_str_starts(place->path, sl_lit(".git/tag/")))
            continue;
        if (out->oldest.len == 0 || place->commit_time < out->time) {
            out->oldest = place->commit;
            out->time = place->commit_time;
        }
        if (out->commits.len <= NAMED && !has(&out->commits, &place->commit))
            *sl_vec_push(&out->commits) = place->commit;
    }
}

static void add_id(const sl_oid *oid, sl_buf *out)
{
    char hex[SL_OID_HEX_MAX + 1];

    sl_buf_add(out, sl_str_sub(sl_str_of(sl_oid_hex(oid, hex)), 0, SHORT_ID));
}

static void add_commits(const sl_oid_vec *commits, sl_buf *out)
{
    for (size_t i = 0; i < commits->len && i < NAMED; i++) {
        sl_buf_add(out, i > 0 ? sl_lit(", ") : sl_lit(" "));
        add_id(&commits->at[i], out);
    }
    if (commits->len > NAMED)
        sl_buf_add(out, sl_lit(", ..."));
}

typedef struct standing {
    bool last; /* the oldest is HEAD */
    bool root; /* it has no parent */
} standing;

static standing stand(const sl_oid *oldest)
{
    sl_repo *repo = sl_repo_open(NULL, NULL);
    sl_odb *odb = repo ? sl_repo_odb(repo, NULL) : NULL;
    standing s = {false, false};
    sl_buf bytes = {0};
    sl_object_type type;
    sl_commit commit;
    sl_oid head;

    s.last = repo && sl_repo_head(repo, &head) && sl_oid_eq(&head, oldest);
    s.root = odb && sl_odb_read(odb, oldest, SL_MIB, &type, &bytes, NULL) &&
             sl_commit_parse(sl_buf_str(&bytes), &commit) && commit.parents_len == 0;
    sl_buf_free(&bytes);
    sl_repo_close(repo);
    return s;
}

/* How secrets are taken out of commits that nobody else has yet. */
static void add_repair(sl_hook_id id, const sl_hook_guilt *guilt, sl_buf *out)
{
    standing s = stand(&guilt->oldest);

    sl_buf_add(out,
               sl_lit("seclint: a later commit that removes it does not help: what is "
                      "pushed still holds it. Take it out of"));
    add_commits(&guilt->commits, out);
    sl_buf_add(out, sl_lit(":\n"));
    if (s.last && id == SL_HOOK_PRE_PUSH) {
        sl_buf_add(out,
                   sl_lit("    git commit --amend        (after git add of the file "
                          "without it)\n"));
        return;
    }
    sl_buf_add(out, sl_lit("    git rebase -i "));
    if (s.root) {
        sl_buf_add(out, sl_lit("--root"));
    } else {
        add_id(&guilt->oldest, out);
        sl_buf_char(out, '~');
    }
    sl_buf_add(out,
               sl_lit("        (edit in place of pick; then git commit --amend, git "
                      "rebase --continue)\n"));
}

/* What is refused before it is in a commit needs no rebase. git restore wants a HEAD. */
static void add_unstaging(sl_buf *out)
{
    sl_repo *repo = sl_repo_open(NULL, NULL);
    sl_oid head;
    bool born = repo && sl_repo_head(repo, &head);

    sl_repo_close(repo);
    sl_buf_printf(out,
                  "seclint: nothing is committed yet: repair the file and git add it "
                  "again, or leave it out with %s FILE\n",
                  born ? "git restore --staged" : "git rm --cached");
}

static void add_skip(sl_hook_id id, sl_buf *out)
{
    static const char *const ways[SL_HOOKS] = {
        [SL_HOOK_PRE_COMMIT] =
            "seclint: if it is no secret, end its line with: seclint:allow RULE-ID -- "
            "why. To commit without this hook: git commit --no-verify\n",
        [SL_HOOK_PRE_MERGE_COMMIT] =
            "seclint: take it out, git add, git commit; or git merge --abort. If it is "
            "no secret, end its line with: seclint:allow RULE-ID -- why. To merge "
            "without this hook: git merge --no-verify\n",
        [SL_HOOK_PRE_PUSH] =
            "seclint: if it is no secret, end its line with: seclint:allow RULE-ID -- "
            "why. To push without this hook: git push --no-verify\n",
        [SL_HOOK_PRE_RECEIVE] = "seclint: if it is no secret, ask the administrator of "
                                "this server, who can "
                                "allow it in the configuration of the hook\n",
    };

    sl_buf_add(out, sl_str_of(ways[id]));
}

void sl_hook_advise(sl_hook_id id, int status, const sl_hook_guilt *guilt, sl_buf *out)
{
    const char *what = id == SL_HOOK_PRE_COMMIT         ? "the commit"
                       : id == SL_HOOK_PRE_MERGE_COMMIT ? "the merge"
                                                        : "the push";

    if (status == SL_EXIT_CLEAN)
        return;
    sl_buf_printf(out, "seclint: %s is refused", what);
    if (status == SL_EXIT_INCOMPLETE)
        sl_buf_add(out,
                   sl_lit(", because not everything could be looked at (the option "
                          "--allow-partial of the hook accepts that)"));
    else if (status != SL_EXIT_FINDINGS)
        sl_buf_add(out, sl_lit(", because it could not be looked at"));
    sl_buf_char(out, '\n');
    if (status == SL_EXIT_FINDINGS && guilt->commits.len > 0)
        add_repair(id, guilt, out);
    if (status == SL_EXIT_FINDINGS && id == SL_HOOK_PRE_COMMIT)
        add_unstaging(out);
    if (status == SL_EXIT_FINDINGS || id != SL_HOOK_PRE_RECEIVE)
        add_skip(id, out);
}

/* refs_probe.c - prints the refs that seclint reads in the form in which git prints its
 * own.
 *
 *   refs_probe REPO          as git for-each-ref --format='%(objectname) %(refname)',
 *                            with HEAD and the HEADs of linked worktrees
 *   refs_probe REPO NAME...  the id that each name leads to, or "-", and behind it, for a
 *                            symbolic ref, the ref that it points to
 *
 * Ends with status 3 and the reason if refs could not be read. */
#include "source/repo_state.h"

#include <stdio.h>

static void list(const sl_refs *refs)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_arena arena = {0};
    sl_ref_vec found = {0};

    sl_refs_list(refs, &arena, &found);
    for (size_t i = 0; i < found.len; i++)
        printf("%s %.*s\n", sl_oid_hex(&found.at[i].oid, hex),
               sl_fmt(found.at[i].name));
    sl_vec_free(&found);
    sl_arena_free(&arena);
}

static void look_up(const sl_refs *refs, const char *name)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_buf target = {0};
    sl_oid oid;
    bool symbolic = sl_refs_symbolic(refs, sl_str_of(name), &target);

    printf("%s", sl_refs_find_short(refs, sl_str_of(name), &oid) ? sl_oid_hex(&oid, hex)
                                                                 : "-");
    if (symbolic)
        printf(" %.*s", sl_fmt(sl_buf_str(&target)));
    putchar('\n');
    sl_buf_free(&target);
}

int main(int argc, char **argv)
{
    sl_err err = {0};
    sl_repo *repo = argc > 1 ? sl_repo_open(argv[1], &err) : NULL;
    bool ok = repo != NULL;

    if (ok) {
        sl_refs refs = sl_repo_refs(repo);

        if (argc == 2)
            list(&refs);
        for (int i = 2; i < argc; i++)
            look_up(&refs, argv[i]);
        ok = sl_repo_refs_check(repo, &err);
    }
    if (!ok)
        fprintf(stderr, "%s\n", err.text);
    sl_repo_close(repo);
    return ok ? 0 : 3;
}

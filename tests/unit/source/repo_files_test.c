/* repo_files_test.c - HEAD, and ignore and attribute files outside the tree, are read once. */
#include "source/repo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A repository without a commit, in a directory of its own. */
typedef struct place {
    char path[64];
    sl_repo *repo;
} place;

static void write_file(const place *p, const char *name, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", p->path, name);
    file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
}

static void make_dir(const place *p, const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", p->path, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void open_place(place *p)
{
    static const char *const dirs[] = {".git", ".git/objects", ".git/refs",
                                       ".git/refs/heads", ".git/info"};
    sl_err err = {0};

    strcpy(p->path, "/tmp/seclint-repo-files-XXXXXX");
    assert_non_null(mkdtemp(p->path));
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        make_dir(p, dirs[i]);
    write_file(p, ".git/HEAD", "ref: refs/heads/main\n");
    write_file(p, ".git/config", "[core]\n\tbare = false\n");
    p->repo = sl_repo_open(p->path, &err);
    assert_non_null(p->repo);
}

static void close_place(place *p)
{
    char command[128];

    sl_repo_close(p->repo);
    snprintf(command, sizeof command, "rm -r %s", p->path);
    assert_int_equal(system(command), 0);
}

static bool ignores(const place *p, const char *path)
{
    sl_ignore *ignore = sl_repo_ignore(p->repo);
    bool ignored = sl_ignore_check(ignore, sl_str_of(path), false).ignored;

    sl_ignore_free(ignore);
    return ignored;
}

static void test_what_was_read_stands_for_every_stack(void **state)
{
    place p;

    (void)state;
    open_place(&p);
    write_file(&p, ".git/info/exclude", "old\n");
    assert_true(ignores(&p, "old"));
    write_file(&p, ".git/info/exclude", "new\n");
    assert_true(ignores(&p, "old"));
    assert_false(ignores(&p, "new"));
    close_place(&p);
}

static void test_what_cannot_be_read_is_told_once(void **state)
{
    sl_err err = {0};
    place p;

    (void)state;
    open_place(&p);
    make_dir(&p, ".git/info/exclude");
    assert_false(ignores(&p, "a"));
    assert_false(ignores(&p, "a"));
    assert_true(
        sl_str_ends(sl_repo_unreadable(p.repo, 0, &err), sl_lit("/.git/info/exclude")));
    assert_int_equal(sl_repo_unreadable(p.repo, 1, &err).len, 0);
    close_place(&p);
}

static void test_a_scan_speaks_of_one_head(void **state)
{
    sl_oid commit = {0};
    char hex[SL_OID_HEX_MAX + 1];
    place p;

    (void)state;
    open_place(&p);
    write_file(&p, ".git/refs/heads/main",
               "1111111111111111111111111111111111111111\n");
    write_file(&p, ".git/refs/heads/next",
               "2222222222222222222222222222222222222222\n");
    assert_true(sl_repo_head(p.repo, &commit));
    write_file(&p, ".git/HEAD", "ref: refs/heads/next\n");
    assert_true(sl_str_eq(sl_repo_branch(p.repo), sl_lit("main")));
    assert_true(sl_repo_head(p.repo, &commit));
    assert_string_equal(sl_oid_hex(&commit, hex),
                        "1111111111111111111111111111111111111111");
    close_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_read_stands_for_every_stack),
        cmocka_unit_test(test_what_cannot_be_read_is_told_once),
        cmocka_unit_test(test_a_scan_speaks_of_one_head),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

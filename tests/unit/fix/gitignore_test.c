/* gitignore_test.c - the repair of .gitignore, in repositories made for it. */
#include "fix/gitignore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { PATHS = 4 };

static const sl_rule exposed = {.id = {"secret-not-ignored", 18}};
static const sl_rule other = {.id = {"another-rule", 12}};

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* An empty repository around the working directory; returns to parent afterwards. */
static sl_repo *make_repo(char *dir, bool bare)
{
    sl_err err = {0};
    sl_repo *repo;

    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    assert_int_equal(
        system(bare ? "git init -q --bare ." : "git init -q . && mkdir sub"), 0);
    repo = sl_repo_open(".", &err);
    if (!repo)
        print_error("%s\n", err.text);
    assert_non_null(repo);
    return repo;
}

static void remove_repo(sl_repo *repo, const char *dir)
{
    char command[128];

    sl_repo_close(repo);
    assert_int_equal(chdir(".."), 0);
    snprintf(command, sizeof command, "rm -rf ./%s", dir);
    assert_int_equal(system(command), 0);
}

static sl_results results_of(const char *const *paths, sl_finding *findings)
{
    sl_results results = {.findings = findings};

    for (size_t i = 0; i < PATHS && paths[i]; i++) {
        findings[i] = (sl_finding){.rule = &exposed};
        findings[i].place.path = sl_str_of(paths[i]);
        results.findings_len++;
    }
    findings[results.findings_len] = (sl_finding){.rule = &other};
    findings[results.findings_len++].place.path = sl_lit("elsewhere.env");
    return results;
}

static void each_exposed_path_gets_the_line_that_covers_it(void **state)
{
    static const struct {
        const char *paths[PATHS];
        const char *before; /* NULL: there is no file */
        const char *nested; /* sub/.gitignore */
        const char *after;
        size_t left;
    } cases[] = {
        {{"deploy.env"}, NULL, NULL, "/deploy.env\n", 0},
        {{"a.env", "sub/b.env"}, "x\n", NULL, "x\n/a.env\n/sub/b.env\n", 0},
        {{"a.env"}, "x\r\ny", NULL, "x\r\ny\r\n/a.env\r\n", 0},
        {{"a.env", "a.env"}, NULL, NULL, "/a.env\n", 0},
        {{"*.env", "a[1].env", "q?.env", "b\\.env"},
         NULL,
         NULL,
         "/\\*.env\n/a\\[1].env\n/q\\?.env\n/b\\\\.env\n",
         0},
        {{"#a.env", "!b.env", "c d.env", "e.env "},
         NULL,
         NULL,
         "/#a.env\n/!b.env\n/c d.env\n/e.env\\ \n",
         0},
        {{"\xc3\xa9.env"}, NULL, NULL, "/\xc3\xa9.env\n", 0},
        /* a nested file undoes it: said, not called fixed */
        {{"sub/b.env"}, NULL, "!b.env\n", "/sub/b.env\n", 1},
        {{"sub/b.env"},
         "/sub/b.env\n!/sub/b.env\n",
         NULL,
         "/sub/b.env\n!/sub/b.env\n",
         1},
        /* a name that no line can hold; a bug once: it became two lines */
        {{"a\n!b.env"}, "*.env\n", NULL, "*.env\n", 0},
        {{"a\nb"}, "x\n", NULL, "x\n", 1},
        {{"a\r"}, NULL, NULL, "/a\r\n", 1},
        {{NULL}, "x\n", NULL, "x\n", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char dir[] = "gitignore-XXXXXX";
        sl_repo *repo = make_repo(dir, false);
        sl_finding findings[PATHS + 1];
        sl_results results = results_of(cases[i].paths, findings);
        sl_gitignore_fix fix;
        sl_err err = {0};

        if (cases[i].before)
            put(".gitignore", cases[i].before);
        if (cases[i].nested)
            put("sub/.gitignore", cases[i].nested);
        assert_true(sl_gitignore_plan(repo, &results, &fix, &err));
        assert_string_equal(fix.after.ptr ? fix.after.ptr : "", cases[i].after);
        assert_int_equal(fix.existed, cases[i].before != NULL);
        assert_int_equal(fix.left.len, cases[i].left);
        sl_gitignore_free(&fix);
        remove_repo(repo, dir);
    }
}

static void writing_replaces_the_file_and_keeps_its_mode(void **state)
{
    static const char *const paths[PATHS] = {"a.env"};
    char dir[] = "gitignore-XXXXXX";
    sl_repo *repo = make_repo(dir, false);
    sl_finding findings[PATHS + 1];
    sl_results results = results_of(paths, findings);
    sl_gitignore_fix fix;
    sl_err err = {0};
    struct stat st;
    char text[64] = {0};
    FILE *file;

    (void)state;
    put(".gitignore", "x\n");
    assert_int_equal(chmod(".gitignore", 0600), 0);
    assert_true(sl_gitignore_plan(repo, &results, &fix, &err));
    assert_true(sl_gitignore_write(repo, &fix, &err));
    assert_int_equal(stat(".gitignore", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    file = fopen(".gitignore", "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    assert_string_equal(text, "x\n/a.env\n");
    sl_gitignore_free(&fix);
    remove_repo(repo, dir);
}

static void what_cannot_be_edited_safely_is_refused(void **state)
{
    static const bool bare[] = {true, false};
    static const char *const paths[PATHS] = {"a.env"};

    (void)state;
    for (size_t i = 0; i < COUNT(bare); i++) {
        char dir[] = "gitignore-XXXXXX";
        sl_repo *repo = make_repo(dir, bare[i]);
        sl_finding findings[PATHS + 1];
        sl_results results = results_of(paths, findings);
        sl_gitignore_fix fix;
        sl_err err = {0};

        if (!bare[i])
            assert_int_equal(symlink("/etc/passwd", ".gitignore"), 0);
        assert_false(sl_gitignore_plan(repo, &results, &fix, &err));
        assert_int_equal(err.code, SL_EUSAGE);
        sl_gitignore_free(&fix);
        remove_repo(repo, dir);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_exposed_path_gets_the_line_that_covers_it),
        cmocka_unit_test(writing_replaces_the_file_and_keeps_its_mode),
        cmocka_unit_test(what_cannot_be_edited_safely_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

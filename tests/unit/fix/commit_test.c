/* commit_test.c - all files or none, also when the process dies in between. */
#include "fix/commit.h"

#include "base/hash.h"

#include <fcntl.h>
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

static char dir[64];
static int root;

static int make_tree(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/commit-test-XXXXXX");
    if (!mkdtemp(dir) || chdir(dir) != 0)
        return -1;
    root = open(".", O_RDONLY | O_DIRECTORY);
    return mkdir("git", 0700) || mkdir("sub", 0700) || root < 0 ? -1 : 0;
}

static int remove_tree(void **state)
{
    char command[192];

    (void)state;
    close(root);
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", dir, dir);
    return chdir("/") != 0 || system(command) != 0;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_holds(const char *name, const char *text)
{
    char bytes[64] = "";
    FILE *file = fopen(name, "r");

    if (!text) {
        assert_null(file);
        return;
    }
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(bytes, text);
}

static const sl_replacement files[] = {
    {{".gitignore", 10}, {"new\n", 4}, 0640, true, {"old\n", 4}},
    {{"sub/.gitignore", 14}, {"made\n", 5}, 0644, false, {NULL, 0}},
};

static void all_files_are_replaced_with_their_modes(void **state)
{
    struct stat st;
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    assert_true(sl_commit_files(root, "git", files, COUNT(files), &err));
    assert_holds(".gitignore", "new\n");
    assert_holds("sub/.gitignore", "made\n");
    assert_int_equal(stat(".gitignore", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_holds("git/seclint-journal", NULL);
    assert_holds(".gitignore.seclint-new", NULL);
}

static void a_file_that_changed_meanwhile_stops_all(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    put("sub/.gitignore", "somebody was here\n");
    assert_false(sl_commit_files(root, "git", files, COUNT(files), &err));
    assert_string_equal(err.text, "sub/.gitignore was changed meanwhile: run it again");
    assert_holds(".gitignore", "old\n");
    assert_holds("sub/.gitignore", "somebody was here\n");
    assert_holds(".gitignore.seclint-new", NULL);
}

static void a_directory_that_is_a_link_is_not_followed(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    assert_int_equal(rmdir("sub"), 0);
    assert_int_equal(symlink("/tmp", "sub"), 0);
    assert_false(sl_commit_files(root, "git", files, COUNT(files), &err));
    assert_holds(".gitignore", "old\n");
}

static void put_journal(const char *state, const char *before)
{
    FILE *file = fopen("git/seclint-journal", "w");

    assert_non_null(file);
    fprintf(file, "seclint journal 1: %s\n.gitignore%c%s%csub/.gitignore%c%c", state, 0,
            before, 0, 0, 0);
    fclose(file);
}

static const char *digest_of_old(void)
{
    static char hex[2 * SL_SHA256_SIZE + 1];
    uint8_t raw[SL_SHA256_SIZE];
    sl_sha256 hash;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_lit("old\n"));
    sl_sha256_done(&hash, raw);
    sl_hex(raw, sizeof raw, hex);
    return hex;
}

/* What a process leaves that is killed after so many of its renames. */
static void a_complete_journal_is_completed_later(void **state)
{
    sl_err err = {0};

    (void)state;
    for (int renamed = 0; renamed <= 2; renamed++) {
        put(".gitignore", renamed > 0 ? "new\n" : "old\n");
        unlink("sub/.gitignore");
        if (renamed > 1)
            put("sub/.gitignore", "made\n");
        if (renamed < 1)
            put(".gitignore.seclint-new", "new\n");
        if (renamed < 2)
            put("sub/.gitignore.seclint-new", "made\n");
        put_journal("ready", digest_of_old());
        assert_true(sl_commit_recover(root, "git", &err));
        assert_holds(".gitignore", "new\n");
        assert_holds("sub/.gitignore", "made\n");
        assert_holds("git/seclint-journal", NULL);
        assert_holds("sub/.gitignore.seclint-new", NULL);
    }
}

static void a_journal_that_is_not_complete_is_taken_back(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    put(".gitignore.seclint-new", "ne");
    put_journal("writing", digest_of_old());
    assert_true(sl_commit_recover(root, "git", &err));
    assert_holds(".gitignore", "old\n");
    assert_holds(".gitignore.seclint-new", NULL);
    assert_holds("git/seclint-journal", NULL);
}

static void what_was_edited_since_is_not_overwritten(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "mine\n");
    put(".gitignore.seclint-new", "new\n");
    put_journal("ready", digest_of_old());
    assert_false(sl_commit_recover(root, "git", &err));
    assert_non_null(strstr(err.text, ".gitignore was edited after"));
    assert_holds(".gitignore", "mine\n");
    assert_holds(".gitignore.seclint-new", "new\n");
}

static void a_file_of_that_name_is_not_ours(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    put(".gitignore.seclint-new", "somebody's");
    assert_false(sl_commit_files(root, "git", files, COUNT(files), &err));
    assert_string_equal(err.text, ".gitignore.seclint-new is in the way: remove it");
    assert_holds(".gitignore.seclint-new", "somebody's");
    assert_holds("git/seclint-journal", NULL);
}

static void without_a_journal_nothing_is_touched(void **state)
{
    sl_err err = {0};

    (void)state;
    put(".gitignore", "old\n");
    put(".gitignore.seclint-new", "half");
    assert_true(sl_commit_recover(root, "git", &err));
    assert_holds(".gitignore.seclint-new", "half");
    put("git/seclint-journal", "something else");
    assert_true(sl_commit_recover(root, "git", &err));
    assert_holds(".gitignore", "old\n");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, make_tree, remove_tree)
    const struct CMUnitTest tests[] = {
        CASE(all_files_are_replaced_with_their_modes),
        CASE(a_file_that_changed_meanwhile_stops_all),
        CASE(a_directory_that_is_a_link_is_not_followed),
        CASE(a_complete_journal_is_completed_later),
        CASE(a_journal_that_is_not_complete_is_taken_back),
        CASE(what_was_edited_since_is_not_overwritten),
        CASE(a_file_of_that_name_is_not_ours),
        CASE(without_a_journal_nothing_is_touched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

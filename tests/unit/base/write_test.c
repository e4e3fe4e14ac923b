/* write_test.c - bytes out, and files replaced in one step. */
#include "base/write.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MANY = 1 << 20 };

static void *drain(void *arg)
{
    static char chunk[4096];
    size_t *total = arg;
    ssize_t got;

    while ((got = read((int)*total, chunk, sizeof chunk)) > 0)
        total[1] += (size_t)got;
    return NULL;
}

static void a_slow_reader_gets_all_also_of_a_non_blocking_pipe(void **state)
{
    static char bytes[MANY];

    (void)state;
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        int ends[2];
        size_t total[2] = {0};
        pthread_t thread;

        assert_int_equal(pipe(ends), 0);
        if (nonblocking)
            fcntl(ends[1], F_SETFL, O_NONBLOCK);
        total[0] = (size_t)ends[0];
        assert_int_equal(pthread_create(&thread, NULL, drain, total), 0);
        assert_true(sl_write_all(ends[1], sl_str_make(bytes, sizeof bytes)));
        close(ends[1]);
        pthread_join(thread, NULL);
        assert_int_equal(total[1], sizeof bytes);
        close(ends[0]);
    }
}

static void a_reader_that_is_gone_is_an_error(void **state)
{
    int ends[2];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_false(sl_write_all(ends[1], sl_lit("x")));
    assert_true(sl_write_all(ends[1], sl_lit("")));
    close(ends[1]);
}

static size_t entries_of(const char *dir)
{
    DIR *open = opendir(dir);
    size_t count = 0;

    assert_non_null(open);
    while (readdir(open))
        count++;
    closedir(open);
    return count - 2;
}

static void a_file_holds_the_new_bytes_and_nothing_is_left_beside_it(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        unsigned mode;
    } cases[] = {{"new", "hello", 0644}, {"new", "", 0600}, {"new", "again\n", 0755}};
    char dir[] = "write-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};
        sl_err err = {0};
        struct stat st;

        assert_true(sl_file_replace(cases[i].name, sl_str_of(cases[i].bytes),
                                    cases[i].mode, &err));
        assert_true(sl_file_read(cases[i].name, 100, &text, &err));
        assert_true(sl_str_eq(sl_buf_str(&text), sl_str_of(cases[i].bytes)));
        assert_int_equal(stat(cases[i].name, &st), 0);
        assert_int_equal(st.st_mode & 07777, cases[i].mode);
        assert_int_equal(entries_of("."), 1);
        sl_buf_free(&text);
    }
    remove("new");
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(rmdir(dir), 0);
}

static void a_symbolic_link_is_replaced_and_its_target_left_alone(void **state)
{
    char dir[] = "write-XXXXXX";
    sl_err err = {0};
    sl_buf text = {0};
    struct stat st;

    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    assert_true(sl_file_replace("target", sl_lit("old"), 0644, &err));
    assert_int_equal(symlink("target", "link"), 0);
    assert_true(sl_file_replace("./link", sl_lit("new"), 0644, &err));
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_true(sl_file_read("target", 100, &text, &err));
    assert_true(sl_str_eq(sl_buf_str(&text), sl_lit("old")));
    sl_buf_free(&text);
    remove("link");
    remove("target");
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(rmdir(dir), 0);
}

static void what_cannot_be_written_is_named_and_leaves_nothing(void **state)
{
    char dir[] = "write-XXXXXX";
    char path[64];
    sl_err err = {0};

    (void)state;
    assert_false(sl_file_replace("no/such/place", sl_lit("x"), 0644, &err));
    assert_int_equal(err.code, SL_EIO);
    assert_non_null(strstr(err.text, "write no/such/place: "));
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/sub", dir);
    assert_int_equal(mkdir(path, 0700), 0); /* a directory cannot be renamed over */
    assert_false(sl_file_replace(path, sl_lit("x"), 0644, &err));
    assert_int_equal(entries_of(dir), 1);
    rmdir(path);
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slow_reader_gets_all_also_of_a_non_blocking_pipe),
        cmocka_unit_test(a_reader_that_is_gone_is_an_error),
        cmocka_unit_test(a_file_holds_the_new_bytes_and_nothing_is_left_beside_it),
        cmocka_unit_test(a_symbolic_link_is_replaced_and_its_target_left_alone),
        cmocka_unit_test(what_cannot_be_written_is_named_and_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

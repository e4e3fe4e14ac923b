/* file_test.c - files that are what they seem, and others. */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct place {
    char path[64];
    int dir;
} place;

static void make_file(int dir, const char *name, sl_str bytes)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    close(fd);
}

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);

    assert_non_null(p);
    snprintf(p->path, sizeof p->path, "/tmp/seclint-file-test-XXXXXX");
    assert_non_null(mkdtemp(p->path));
    p->dir = open(p->path, O_RDONLY | O_DIRECTORY);
    assert_true(p->dir >= 0);
    make_file(p->dir, "plain", (sl_str){"a\0b\n", 4});
    make_file(p->dir, "empty", sl_lit(""));
    assert_int_equal(symlinkat("plain", p->dir, "link"), 0);
    assert_int_equal(mkfifoat(p->dir, "fifo", 0600), 0);
    assert_int_equal(mkdirat(p->dir, "folder", 0700), 0);
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"plain", "empty", "link", "fifo"};
    place *p = *state;

    for (size_t i = 0; i < COUNT(names); i++)
        unlinkat(p->dir, names[i], 0);
    unlinkat(p->dir, "folder", AT_REMOVEDIR);
    close(p->dir);
    rmdir(p->path);
    free(p);
    return 0;
}

static void only_regular_files_are_read(void **state)
{
    static const struct {
        const char *name;
        size_t max;
        sl_err_code code, code_by_path; /* links are followed by path alone */
        size_t len;
    } cases[] = {
        {"plain", 4, SL_OK, SL_OK, 4},
        {"plain", 3, SL_ELIMIT, SL_ELIMIT, 0},
        {"empty", 0, SL_OK, SL_OK, 0},
        {"link", 9, SL_EIO, SL_OK, 4},
        {"fifo", 9, SL_EFORMAT, SL_EFORMAT, 0},
        {"folder", 9, SL_EFORMAT, SL_EFORMAT, 0},
    };
    const place *p = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        sl_err err = {0};
        char path[128];

        sl_buf_add(&out, sl_lit("old"));
        assert_int_equal(
            sl_file_read_at(p->dir, cases[i].name, "x", cases[i].max, &out, &err),
            cases[i].code == SL_OK);
        assert_int_equal(err.code, cases[i].code);
        if (cases[i].code == SL_OK)
            assert_int_equal(out.len, cases[i].len);
        err = (sl_err){0};
        snprintf(path, sizeof path, "%s/%s", p->path, cases[i].name);
        assert_int_equal(sl_file_read(path, cases[i].max, &out, &err),
                         cases[i].code_by_path == SL_OK);
        assert_int_equal(err.code, cases[i].code_by_path);
        if (cases[i].code_by_path == SL_OK)
            assert_int_equal(out.len, cases[i].len);
        sl_buf_free(&out);
    }
}

static void a_missing_file_is_named(void **state)
{
    const place *p = *state;
    sl_buf out = {0};
    sl_err err = {0};

    assert_false(sl_file_read_at(p->dir, "none", "shown", 9, &out, &err));
    assert_int_equal(err.code, SL_ENOTFOUND);
    assert_true(sl_str_starts(sl_str_of(err.text), sl_lit("open shown")));
    sl_buf_free(&out);
}

static void a_pipe_is_drained_to_its_end(void **state)
{
    sl_buf out = {0};
    sl_err err = {0};
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    close(ends[1]);
    assert_true(sl_file_drain(ends[0], "pipe", 3, &out, &err));
    assert_string_equal(out.ptr, "abc");
    close(ends[0]);
    sl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_regular_files_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_file_is_named, set_up, tear_down),
        cmocka_unit_test(a_pipe_is_drained_to_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

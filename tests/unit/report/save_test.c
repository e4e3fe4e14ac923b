#include "report/report.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct folder {
    char path[64];
    char file[96];
} folder;

static int enter(void **state)
{
    folder *f = calloc(1, sizeof *f);

    snprintf(f->path, sizeof f->path, "%s", "/tmp/seclint-save-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    snprintf(f->file, sizeof f->file, "%s/out", f->path);
    *state = f;
    return 0;
}

static int leave(void **state)
{
    folder *f = *state;

    unlink(f->file);
    rmdir(f->file);
    assert_int_equal(rmdir(f->path), 0); /* nothing else was left behind */
    free(f);
    return 0;
}

static void assert_holds(const char *path, const char *expected)
{
    sl_buf bytes = {0};
    struct stat st;

    assert_true(sl_file_read(path, 1000, &bytes, NULL));
    assert_string_equal(bytes.ptr, expected);
    sl_buf_free(&bytes);
    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_report_is_private_and_replaces_the_last(void **state)
{
    const folder *f = *state;

    assert_true(sl_report_save(f->file, sl_lit("one"), NULL));
    assert_holds(f->file, "one");
    assert_int_equal(chmod(f->file, 0644), 0);
    assert_true(sl_report_save(f->file, sl_lit("two"), NULL));
    assert_holds(f->file, "two");
}

/* A link in a hostile repository must not choose what is overwritten. */
static void a_link_is_replaced_not_followed(void **state)
{
    const folder *f = *state;
    char target[128];

    snprintf(target, sizeof target, "%s/target", f->path);
    assert_true(sl_report_save(target, sl_lit("mine"), NULL));
    assert_int_equal(symlink("target", f->file), 0);
    assert_true(sl_report_save(f->file, sl_lit("report"), NULL));
    assert_holds(f->file, "report");
    assert_holds(target, "mine");
    unlink(target);
}

static void a_directory_is_refused(void **state)
{
    const folder *f = *state;
    sl_err err = {0};

    assert_int_equal(mkdir(f->file, 0700), 0);
    assert_false(sl_report_save(f->file, sl_lit("x"), &err));
    assert_int_equal(err.code, SL_EUSAGE);
    assert_true(sl_str_ends(sl_str_of(err.text), sl_lit("/out is a directory")));
    assert_false(sl_report_save("", sl_lit("x"), &err));
    assert_false(sl_report_save("a/", sl_lit("x"), &err));
    assert_string_equal(err.text, "'a/' does not name a file");
}

static void failures_are_told(void **state)
{
    const folder *f = *state;
    char missing[128];
    sl_err err = {0};

    assert_false(sl_report_save("/dev/full", sl_lit("x"), &err));
    assert_string_equal(err.text, "write /dev/full: No space left on device");
    snprintf(missing, sizeof missing, "%s/no/out", f->path);
    err = (sl_err){0};
    assert_false(sl_report_save(missing, sl_lit("x"), &err));
    assert_true(sl_str_ends(sl_str_of(err.text), sl_lit("No such file or directory")));
}

static void a_fifo_is_written_to(void **state)
{
    const folder *f = *state;
    char got[8] = "";
    int fd;

    assert_int_equal(mkfifo(f->file, 0600), 0);
    fd = open(f->file, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_true(sl_report_save(f->file, sl_lit("hello"), NULL));
    assert_int_equal(read(fd, got, sizeof got - 1), 5);
    assert_string_equal(got, "hello");
    close(fd);
}

static void formats_are_found_by_name(void **unused)
{
    (void)unused;
    for (size_t i = 0; sl_report_format_at(i); i++) {
        const sl_report_format *format = sl_report_format_at(i);

        assert_ptr_equal(sl_report_format_find(sl_str_of(format->name)), format);
    }
    assert_null(sl_report_format_find(sl_lit("xml")));
    assert_true(sl_version()[0] >= '0' && sl_version()[0] <= '9');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_report_is_private_and_replaces_the_last,
                                        enter, leave),
        cmocka_unit_test_setup_teardown(a_link_is_replaced_not_followed, enter, leave),
        cmocka_unit_test_setup_teardown(a_directory_is_refused, enter, leave),
        cmocka_unit_test_setup_teardown(failures_are_told, enter, leave),
        cmocka_unit_test_setup_teardown(a_fifo_is_written_to, enter, leave),
        cmocka_unit_test(formats_are_found_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* file_reader_test.c - many files of a tree by one reader, which is not led astray. */
#include "source/file_reader.h"

#include "source/lookup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { LARGE = 3 * 1024 * 1024, CEILING = 4 * 1024 * 1024 };

typedef struct place {
    char path[64];
    int root;
} place;

static void make_file(int root, const char *name, size_t len, char fill)
{
    int fd = openat(root, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    char *bytes = calloc(1, len + 1);

    assert_true(fd >= 0);
    assert_non_null(bytes);
    memset(bytes, fill, len);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    free(bytes);
    close(fd);
}

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);

    assert_non_null(p);
    snprintf(p->path, sizeof p->path, "/tmp/seclint-reader-test-XXXXXX");
    assert_non_null(mkdtemp(p->path));
    p->root = open(p->path, O_RDONLY | O_DIRECTORY);
    assert_true(p->root >= 0);
    mkdirat(p->root, "a", 0700);
    mkdirat(p->root, "a/b", 0700);
    make_file(p->root, "top", 4, 't');
    make_file(p->root, "a/empty", 0, 0);
    make_file(p->root, "a/large", LARGE, 'l');
    make_file(p->root, "a/huge", CEILING + 1, 'h');
    make_file(p->root, "a/b/16k", 16384, 'k');
    make_file(p->root, "a/b/small", 7, 's');
    assert_int_equal(mkfifoat(p->root, "a/pipe", 0600), 0);
    assert_int_equal(symlinkat("small", p->root, "a/b/link"), 0);
    assert_int_equal(symlinkat("b", p->root, "a/dir"), 0);
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const files[] = {"top",    "a/empty",  "a/large",
                                        "a/huge", "a/b/16k",  "a/b/small",
                                        "a/pipe", "a/b/link", "a/dir"};
    place *p = *state;

    for (size_t i = 0; i < COUNT(files); i++)
        unlinkat(p->root, files[i], 0);
    unlinkat(p->root, "a/b", AT_REMOVEDIR);
    unlinkat(p->root, "a", AT_REMOVEDIR);
    close(p->root);
    rmdir(p->path);
    free(p);
    return 0;
}

/* In every order of two, so that each is read behind each other's directory. */
static void a_file_is_read_as_if_it_were_the_only_one(void **state)
{
    static const char *const paths[] = {
        "top",       "a/empty",  "a/large",       "a/huge", "a/b/16k",
        "a/b/small", "a/b/link", "a/dir/16k",     "a/pipe", "a/none",
        "none/x",    "a/b",      "a/b/../b/small"};
    const place *p = *state;
    size_t read = 0;

    for (size_t i = 0; i < COUNT(paths) * COUNT(paths); i++) {
        const char *pair[] = {paths[i / COUNT(paths)], paths[i % COUNT(paths)]};
        sl_file_reader reader = sl_file_reader_open(p->root);

        for (size_t k = 0; k < COUNT(pair); k++) {
            sl_str path = sl_str_of(pair[k]);
            sl_buf want = {0};
            sl_err wrong = {0}, err = {0};
            bool expected = sl_lookup_file(p->root, path, CEILING, &want, &wrong);
            bool done = sl_file_reader_read(&reader, path, CEILING, &err);

            assert_int_equal(done, expected);
            assert_int_equal(err.code, wrong.code);
            assert_string_equal(err.text, wrong.text);
            if (done) {
                read++;
                assert_true(sl_str_eq(sl_buf_str(&reader.bytes), sl_buf_str(&want)));
                assert_int_equal(reader.st.st_size, want.len);
            }
            sl_buf_free(&want);
        }
        sl_file_reader_close(&reader);
        assert_int_equal(reader.dir, -1);
        assert_null(reader.bytes.ptr);
    }
    assert_true(read > 0);
}

/* What was a directory when the file beside it was read may be a link now. */
static void a_directory_that_becomes_a_link_is_not_followed(void **state)
{
    const place *p = *state;
    sl_file_reader reader = sl_file_reader_open(p->root);
    sl_err err = {0};

    assert_true(sl_file_reader_read(&reader, sl_lit("a/b/small"), CEILING, &err));
    assert_true(sl_file_reader_read(&reader, sl_lit("top"), CEILING, &err));
    assert_false(sl_file_reader_read(&reader, sl_lit("a/dir/small"), CEILING, &err));
    assert_false(sl_file_reader_read(&reader, sl_lit("a/dir/link"), CEILING, &err));
    assert_true(sl_file_reader_read(&reader, sl_lit("a/b/small"), CEILING, &err));
    assert_int_equal(reader.bytes.len, 7);
    sl_file_reader_close(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_as_if_it_were_the_only_one),
        cmocka_unit_test(a_directory_that_becomes_a_link_is_not_followed),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* walk_test.c - what a walk lists, on one thread and on several. */
#include "source/walk.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS = 40, BELOW = 10, FILES = 5, THREADS = 4 };

typedef struct place {
    char path[64];
    int root;
    atomic_uint notices;    /* about what is not listed */
    atomic_uint incomplete; /* that make the scan so */
} place;

static void on_notice(void *ctx, unsigned worker, sl_str subject, const char *text,
                      bool incomplete)
{
    place *p = ctx;

    assert_true(worker < THREADS);
    assert_true(subject.len > 0 && text[0] != '\0');
    p->notices++;
    p->incomplete += incomplete;
}

static void make_dir(const place *p, const char *name)
{
    assert_int_equal(mkdirat(p->root, name, 0755), 0);
}

static void make_file(const place *p, const char *name)
{
    int fd = openat(p->root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    assert_true(fd >= 0);
    close(fd);
}

static void fill(const place *p)
{
    char name[100];

    for (int i = 0; i < FOLDERS; i++) {
        snprintf(name, sizeof name, "d%d", i);
        make_dir(p, name);
        for (int k = 0; k < BELOW; k++) {
            snprintf(name, sizeof name, "d%d/b%d", i, k);
            make_dir(p, name);
            for (int f = 0; f < FILES; f++) {
                snprintf(name, sizeof name, "d%d/b%d/f%d", i, k, f);
                make_file(p, name);
            }
        }
    }
    make_file(p, "top");
    make_file(p, ".gitignore");
    make_file(p, "d3/.gitattributes");
    make_dir(p, ".git");
    make_file(p, ".git/config");
    make_dir(p, "d3/own");
    make_file(p, "d3/own/a");
    make_dir(p, "d3/own/deep");
    make_file(p, "d3/own/deep/b");
    make_file(p, "d3/own/.git");
    assert_int_equal(mkfifoat(p->root, "d4/fifo", 0644), 0);
    assert_int_equal(symlinkat("../d5", p->root, "d4/link"), 0);
}

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);

    snprintf(p->path, sizeof p->path, "/tmp/walk-test-XXXXXX");
    if (!mkdtemp(p->path))
        return 1;
    p->root = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fill(p);
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    place *p = *state;
    char command[100];

    close(p->root);
    snprintf(command, sizeof command, "rm -rf %s", p->path);
    free(*state);
    return system(command);
}

static int by_text(const void *a, const void *b)
{
    return sl_str_cmp(*(const sl_str *)a, *(const sl_str *)b);
}

static bool has(const sl_path_vec *paths, const char *path)
{
    sl_str key = sl_str_of(path);

    return bsearch(&key, paths->at, paths->len, sizeof key, by_text) != NULL;
}

/* In how many pieces do the directories come? */
static size_t pieces(const sl_path_vec *files)
{
    size_t count = 0;

    for (size_t i = 0; i < files->len; i++)
        count += i == 0 ||
                 !sl_str_eq(sl_path_dir(files->at[i]), sl_path_dir(files->at[i - 1]));
    return count;
}

static void every_file_is_listed_once(void **state)
{
    place *p = *state;

    for (unsigned threads = 1; threads <= THREADS; threads++) {
        sl_feed feed = {.ctx = p, .threads = threads, .notice = on_notice};
        sl_walk walk = {.root = p->root, .feed = &feed};

        p->notices = p->incomplete = 0;
        sl_walk_run(&walk);
        assert_int_equal(walk.files.len, FOLDERS * BELOW * FILES + 3);
        assert_int_equal(pieces(&walk.files), FOLDERS * BELOW + 2);
        qsort(walk.files.at, walk.files.len, sizeof *walk.files.at, by_text);
        for (size_t i = 1; i < walk.files.len; i++)
            assert_true(sl_str_cmp(walk.files.at[i - 1], walk.files.at[i]) < 0);
        assert_true(has(&walk.files, "top"));
        assert_true(has(&walk.files, "d39/b9/f4"));
        assert_true(has(&walk.files, "d3/.gitattributes"));
        assert_false(has(&walk.files, "d3/own/a"));
        assert_false(has(&walk.files, ".git/config"));
        assert_int_equal(walk.ignore_files.len, 1);
        assert_int_equal(walk.attribute_dirs.len, 1);
        assert_true(sl_str_eq(walk.attribute_dirs.at[0], sl_lit("d3")));
        assert_false(walk.whole);
        assert_int_equal(p->notices, 2); /* the repository, the FIFO */
        assert_int_equal(p->incomplete, 0);
        sl_walk_free(&walk);
    }
}

static void other_repositories_are_entered_if_asked_to(void **state)
{
    place *p = *state;
    sl_feed feed = {.ctx = p, .threads = 2, .notice = on_notice};
    sl_walk walk = {.root = p->root, .feed = &feed, .cross_repositories = true};

    p->notices = 0;
    sl_walk_run(&walk);
    assert_int_equal(walk.files.len, FOLDERS * BELOW * FILES + 5);
    assert_int_equal(p->notices, 1);
    assert_true(walk.whole);
    sl_walk_free(&walk);
}

/* Each level of this tree has one directory. */
static void a_deep_chain_is_walked(void **state)
{
    place *p = *state;
    sl_feed feed = {.ctx = p, .threads = 3, .notice = on_notice};
    char name[700] = "chain";
    sl_walk walk = {.feed = &feed};

    for (int i = 0; i < 200; i++) {
        make_dir(p, name);
        strcat(name, "/c");
    }
    make_file(p, name);
    walk.root = openat(p->root, "chain", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    sl_walk_run(&walk);
    assert_int_equal(walk.files.len, 1);
    assert_int_equal(walk.files.at[0].len, 199 * 2 + 1);
    assert_true(walk.whole);
    sl_walk_free(&walk);
    close(walk.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_listed_once),
        cmocka_unit_test(other_repositories_are_entered_if_asked_to),
        cmocka_unit_test(a_deep_chain_is_walked),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

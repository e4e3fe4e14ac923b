/* worktree_list_test.c - when stat data prove that a file is as the index has it. */
#include "source/worktree_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SIZE = 12, INODE = 7 };

typedef struct moment {
    uint32_t seconds;
    uint32_t nanoseconds;
} moment;

/* The file is as the entry has it. Does that prove that nothing has changed since? */
static void test_a_file_is_trusted_if_it_is_older_than_the_index(void **state)
{
    static const struct {
        const char *name;
        moment file, index;
        bool trusted;
    } cases[] = {
        {"a second before", {100, 900}, {101, 100}, true},
        {"a second before, without nanoseconds", {100, 0}, {101, 0}, true},
        {"in the same second, before", {100, 100}, {100, 101}, true},
        {"at once", {100, 100}, {100, 100}, false},
        {"in the same second, behind", {100, 101}, {100, 100}, false},
        {"in the same second, nobody knows when", {100, 0}, {100, 500}, false},
        {"a second behind", {101, 0}, {100, 999}, false},
        {"a second behind, with fewer nanoseconds", {101, 100}, {100, 900}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_index_view index = {.timestamp_seconds = cases[i].index.seconds,
                               .timestamp_nanoseconds = cases[i].index.nanoseconds};
        sl_index_entry entry = {.size = SIZE,
                                .inode = INODE,
                                .mtime_seconds = cases[i].file.seconds,
                                .mtime_nanoseconds = cases[i].file.nanoseconds};
        struct stat st = {.st_size = SIZE, .st_ino = INODE};

        st.st_mtim.tv_sec = cases[i].file.seconds;
        st.st_mtim.tv_nsec = cases[i].file.nanoseconds;
        if (sl_worktree_matches(&index, &entry, &st) != cases[i].trusted)
            fail_msg("%s", cases[i].name);
        st.st_mtim.tv_nsec++;
        if (sl_worktree_matches(&index, &entry, &st))
            fail_msg("%s: changed since", cases[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_trusted_if_it_is_older_than_the_index),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* commits_test.c - the order of commits. */
#include "source/commits.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { COMMITS = 6, PARENTS = 3 };

/* One letter names a commit and is all bytes of its id. */
typedef struct one {
    char name;
    char parents[PARENTS + 1];
    int time;
} one;

static sl_oid oid_of(char name)
{
    sl_oid oid = {.len = SL_OID_SHA1};

    memset(oid.raw, name, SL_OID_SHA1);
    return oid;
}

static void add(sl_commits *commits, const one *c)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_oid oid = oid_of('t');
    sl_buf text = {0};

    sl_buf_printf(&text, "tree %s\n", sl_oid_hex(&oid, hex));
    for (const char *p = c->parents; *p; p++) {
        oid = oid_of(*p);
        sl_buf_printf(&text, "parent %s\n", sl_oid_hex(&oid, hex));
    }
    sl_buf_printf(&text,
                  "author A <a@b> %d +0000\ncommitter A <a@b> %d +0000\n\nmessage\n",
                  c->time + 1, c->time);
    oid = oid_of(c->name);
    assert_true(sl_commits_add(commits, &oid, sl_buf_str(&text)));
    sl_buf_free(&text);
}

/* Every commit is found by its id, and no other id is. */
static void tell_numbers(const sl_commits *commits)
{
    for (size_t i = 0; i < commits->records.len; i++) {
        sl_oid oid = commits->records.at[i].oid;

        assert_int_equal(sl_commits_number(commits, &oid), i);
        oid.raw[SL_OID_SHA1 - 1] ^= 1;
        assert_int_equal(sl_commits_number(commits, &oid), SL_OIDMAP_NONE);
    }
}

/* The order as letters, unreachable ones in capitals. */
static void tell(const one *list, size_t len, const char *tips, size_t workers,
                 size_t turn, char *out)
{
    sl_commits all = {0};
    sl_commits *parts = calloc(workers, sizeof *parts);
    sl_oid tip_ids[4];
    uint32_t order[COMMITS];

    for (size_t i = 0; i < len; i++)
        add(&parts[i % workers], &list[(i + turn) % len]);
    for (size_t w = 0; w < workers; w++) {
        sl_commits_merge(&all, &parts[w]);
        sl_commits_free(&parts[w]);
    }
    for (size_t i = 0; tips[i]; i++)
        tip_ids[i] = oid_of(tips[i]);
    sl_commits_order(&all, tip_ids, strlen(tips), order);
    tell_numbers(&all);
    for (size_t i = 0; i < len; i++) {
        const sl_commit_record *record = &all.records.at[order[i]];

        assert_int_equal(record->author_time, record->commit_time + 1);
        out[i] = (char)(record->reachable ? record->oid.raw[0]
                                          : record->oid.raw[0] - 'a' + 'A');
    }
    out[len] = '\0';
    free(parts);
    sl_commits_free(&all);
}

static void parents_come_first_and_unreachable_commits_last(void **state)
{
    static const struct {
        one commits[COMMITS];
        const char *tips;
        const char *order;
    } cases[] = {
        {{{'a', "", 1}, {'b', "a", 2}, {'c', "b", 3}}, "c", "abc"},
        /* clocks that run backwards do not matter */
        {{{'a', "", 9}, {'b', "a", 5}, {'c', "b", 1}}, "c", "abc"},
        /* two branches and their merge: the older first, then by id */
        {{{'a', "", 1}, {'b', "a", 3}, {'c', "a", 2}, {'d', "bc", 4}}, "d", "acbd"},
        {{{'a', "", 1}, {'b', "a", 2}, {'c', "a", 2}, {'d', "bc", 4}}, "d", "abcd"},
        /* unreachable ones are last, however old */
        {{{'a', "", 5}, {'b', "a", 6}, {'c', "", 1}, {'d', "a", 2}}, "b", "abCD"},
        {{{'a', "", 5}, {'b', "a", 6}}, "", "AB"},
        {{{'a', "", 5}, {'b', "a", 6}}, "a", "aB"},
        /* shallow: a parent that is not there; a tip that is not there */
        {{{'b', "a", 2}, {'c', "b", 3}}, "cz", "bc"},
        /* one parent twice, an octopus */
        {{{'a', "", 1}, {'b', "aa", 2}}, "b", "ab"},
        {{{'a', "", 1}, {'b', "", 2}, {'c', "", 3}, {'d', "abc", 0}}, "d", "abcd"},
        {{{0}}, "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t len = 0;
        char order[COMMITS + 1];

        while (len < COMMITS && cases[i].commits[len].name)
            len++;
        for (size_t workers = 1; workers < 4; workers++) {
            for (size_t turn = 0; turn < len + 1; turn++) {
                tell(cases[i].commits, len, cases[i].tips, workers, turn, order);
                assert_string_equal(order, cases[i].order);
            }
        }
    }
}

/* Hashes are spread evenly; ids that somebody made need not be. */
static void many_commits_of_one_time_come_in_the_order_of_their_ids(void **state)
{
    enum { MANY = 5000 };

    (void)state;
    for (unsigned spread = 0; spread < 2; spread++) {
        sl_commits commits = {0};
        uint32_t *order = calloc(MANY, sizeof *order);
        uint32_t seed = 1;

        for (size_t i = 0; i < MANY; i++) {
            sl_oid oid = oid_of('a');
            sl_commit commit = {.tree = oid, .commit_time = 7};

            seed = seed * 1664525 + 1013904223;
            memcpy(oid.raw + (spread ? 0 : 8), &seed, sizeof seed);
            sl_commits_put(&commits, &oid, &commit);
        }
        sl_commits_order(&commits, NULL, 0, order);
        sl_commits_order(&commits, NULL, 0, order); /* twice is no other order */
        for (size_t i = 0; i < MANY; i++)
            assert_int_equal(order[i], i);
        for (size_t i = 1; i < MANY; i++)
            assert_true(sl_oid_cmp(&commits.records.at[i - 1].oid,
                                   &commits.records.at[i].oid) < 0);
        tell_numbers(&commits);
        free(order);
        sl_commits_free(&commits);
    }
}

static void what_is_no_commit_is_not_added(void **state)
{
    static const char *const texts[] = {"", "tree 123\n", "blob\n", "\n\n"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        sl_commits commits = {0};
        sl_oid oid = oid_of('a');

        assert_false(sl_commits_add(&commits, &oid, sl_str_of(texts[i])));
        assert_int_equal(commits.records.len, 0);
        sl_commits_free(&commits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parents_come_first_and_unreachable_commits_last),
        cmocka_unit_test(many_commits_of_one_time_come_in_the_order_of_their_ids),
        cmocka_unit_test(what_is_no_commit_is_not_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

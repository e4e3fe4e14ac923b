/* similar_test.c - what is told to be in both texts is in both, short edits hide little of
 * it, and of the objects that are kept each legacy is given to those like it, and is
 * discarded once. */
#include "git/similar.h"

#include "base/buf.h"
#include "base/limits.h"

#include "../match/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { ROUNDS = 2000, LONGEST = 6000, LEGACIES = 64 };

static void add_noise(uint64_t *state, size_t len, sl_buf *out)
{
    while (len-- > 0)
        sl_buf_char(out, (char)('a' + random_below(state, 26)));
}

/* Cuts, changes and insertions, some of them of many bytes. */
static void edit(uint64_t *state, sl_str text, size_t edits, sl_buf *out)
{
    for (; edits > 0; edits--) {
        sl_str same = sl_str_sub(text, 0, random_below(state, text.len / edits + 1));

        sl_buf_add(out, same);
        text = sl_str_skip(text, same.len);
        text = sl_str_skip(text, random_below(state, 3) * random_below(state, 30));
        add_noise(state, random_below(state, 3) * random_below(state, 30), out);
    }
    sl_buf_add(out, text);
}

static size_t check_copies(sl_str base, sl_str text, const sl_copies *copies)
{
    size_t all = 0, end = 0;

    for (size_t i = 0; i < copies->len; i++) {
        const sl_copy *copy = &copies->at[i];

        assert_true(copy->len >= SL_COPY_MIN);
        assert_true(copy->at >= end);
        end = copy->at + copy->len;
        assert_true(end <= text.len && copy->from + copy->len <= base.len);
        assert_memory_equal(text.ptr + copy->at, base.ptr + copy->from, copy->len);
        all += copy->len;
    }
    return all;
}

static void copies_are_in_both(void **state)
{
    uint64_t random = 1234;
    size_t bytes = 0, found = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        sl_buf base = {0}, text = {0};
        sl_copies copies = {0};
        size_t common;

        if (random_below(&random, 4)) {
            add_noise(&random, random_below(&random, LONGEST), &base);
        } else { /* the same again and again: what is met first may be another place */
            for (size_t k = random_below(&random, 200); k > 0; k--)
                sl_buf_add(&base, random_below(&random, 9) ? sl_lit("key: value\n")
                                                           : sl_lit("key: other\n"));
        }
        edit(&random, sl_buf_str(&base), random_below(&random, 6), &text);
        common = sl_similar_copies(sl_buf_str(&base), sl_buf_str(&text), &copies);
        assert_int_equal(check_copies(sl_buf_str(&base), sl_buf_str(&text), &copies),
                         common);
        bytes += text.len;
        found += common;
        sl_vec_free(&copies);
        sl_buf_free(&base);
        sl_buf_free(&text);
    }
    assert_true(found > bytes / 20 * 18);
}

static void edges(void **state)
{
    static const char text[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+,-./:;<=>?@[]^_{|}~";
    const struct {
        sl_str base, text;
        size_t common;
    } cases[] = {
        {sl_lit(""), sl_lit(""), 0},
        {sl_lit(""), sl_str_of(text), 0},
        {sl_str_of(text), sl_lit(""), 0},
        {sl_str_of(text), sl_str_of(text), sizeof text - 1},
        {sl_str_of(text), sl_str_sub(sl_str_of(text), 0, SL_COPY_MIN), SL_COPY_MIN},
        {sl_str_of(text), sl_str_sub(sl_str_of(text), 0, SL_COPY_MIN - 1), 0},
        {sl_str_sub(sl_str_of(text), 0, 70), sl_str_of(text), 70},
        {sl_str_skip(sl_str_of(text), 20), sl_str_of(text), sizeof text - 1 - 20},
        {sl_str_of(text), sl_str_skip(sl_str_of(text), 20), sizeof text - 1 - 20},
    };
    sl_copies copies = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(sl_similar_copies(cases[i].base, cases[i].text, &copies),
                         cases[i].common);
        check_copies(cases[i].base, cases[i].text, &copies);
    }
    sl_vec_free(&copies);
}

/* Legacies are numbers of these. */
typedef struct counts {
    unsigned discarded[LEGACIES];
} counts;

static void discard(void *ctx, unsigned worker, void *legacy)
{
    counts *c = ctx;

    assert_int_equal(worker, 3);
    c->discarded[(unsigned *)legacy - c->discarded]++;
}

/* As a walk does: finds what is like the object, and keeps it. */
static const void *meet(sl_similar *similar, sl_str bytes, void *legacy)
{
    sl_copies copies = {0};
    sl_object object = {.bytes = bytes, .copies = &copies, .legacy = &legacy};

    sl_similar_find(similar, &object, &copies);
    assert_int_equal(object.similar, object.base_legacy != NULL);
    sl_vec_free(&copies);
    if (object.legacy)
        sl_similar_keep(similar, bytes, legacy);
    return object.base_legacy;
}

static void the_last_one_that_begins_so_is_found(void **state)
{
    uint64_t random = 99;
    counts c = {0};
    sl_odb_visitor visitor = {.ctx = &c, .discard = discard};
    sl_similar similar = {.visitor = &visitor, .worker = 3};
    sl_buf one = {0}, other = {0}, head = {0}, small = {0};
    void *first = &c.discarded[0], *second = &c.discarded[1];

    (void)state;
    add_noise(&random, 3000, &one);
    sl_buf_add(&head, sl_str_sub(sl_buf_str(&one), 0, 1400));
    add_noise(&random, 1600, &head); /* less than half of it is the same */
    add_noise(&random, 3000, &other);
    add_noise(&random, 100, &small);
    assert_null(meet(&similar, sl_buf_str(&one), first));
    assert_null(meet(&similar, sl_buf_str(&other), second));
    assert_ptr_equal(meet(&similar, sl_buf_str(&one), &c.discarded[2]), first);
    assert_int_equal(c.discarded[0], 1);
    one.ptr[1500] = '\n';
    assert_ptr_equal(meet(&similar, sl_buf_str(&one), &c.discarded[3]),
                     &c.discarded[2]);
    assert_null(meet(&similar, sl_buf_str(&head), &c.discarded[4]));
    assert_null(meet(&similar, sl_buf_str(&one), &c.discarded[5]));
    assert_null(
        meet(&similar, sl_buf_str(&small), NULL)); /* is not asked to leave any */
    assert_null(meet(&similar, sl_buf_str(&small), NULL));
    sl_similar_free(&similar);
    for (unsigned i = 0; i < LEGACIES; i++)
        assert_int_equal(c.discarded[i], i < 6);
    sl_buf_free(&one);
    sl_buf_free(&other);
    sl_buf_free(&head);
    sl_buf_free(&small);
}

static void no_more_is_kept_than_there_is_room_for(void **state)
{
    counts c = {0};
    sl_odb_visitor visitor = {.ctx = &c, .discard = discard};
    sl_similar similar = {.visitor = &visitor, .worker = 3};
    sl_buf bytes = {0};

    (void)state;
    for (size_t i = 0; i < SL_MAX_SIMILAR / 8; i++)
        sl_buf_char(&bytes, (char)i);
    for (unsigned i = 0; i < LEGACIES; i++) {
        bytes.ptr[0] = (char)i;
        assert_null(meet(&similar, sl_buf_str(&bytes), &c.discarded[i]));
        assert_true(similar.held <= SL_MAX_SIMILAR);
    }
    assert_int_equal(similar.held, SL_MAX_SIMILAR);
    sl_buf_char(&bytes, 'x');
    assert_null(meet(&similar, sl_buf_str(&bytes), NULL)); /* too large to leave any */
    sl_similar_free(&similar);
    for (unsigned i = 0; i < LEGACIES; i++)
        assert_int_equal(c.discarded[i], 1);
    sl_buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_are_in_both),
        cmocka_unit_test(edges),
        cmocka_unit_test(the_last_one_that_begins_so_is_found),
        cmocka_unit_test(no_more_is_kept_than_there_is_room_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

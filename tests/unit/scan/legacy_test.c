/* legacy_test.c - what is taken over along a delta is what a search of the whole text
 * finds, with verdicts that would be given again. */
#include "scan/legacy.h"

#include "base/buf.h"
#include "text/encoded.h"

#include "../match/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { ROUNDS = 3000, LONGEST_TEXT = 900, PIECES = 6, LITERALS = 6 };

static const char *const literals[LITERALS] = {
    "key", "akey", "keyk", "bbb", "aab b", "KEYababababKEYababababKEY"};

/* Different for each owner; some read nothing, some read past most copies. */
static const struct {
    uint16_t before, after;
} reaches[LITERALS] = {{0, 0}, {1, 0}, {0, 3}, {20, 40}, {7, 7}, {180, 200}};

/* Some literals take less, or more, than their owner reads as a rule: the next byte says
 * so. */
static uint16_t read_of(sl_str text, const sl_anchor *anchor)
{
    size_t next = (size_t)anchor->at + anchor->len;
    bool differs = next < text.len && text.ptr[next] == 'a';

    return (uint16_t)(anchor->len + (differs ? 5 : reaches[anchor->owner].after));
}

/* A verdict on a literal: any function of what its owner reads, and of whether that
 * ends with the text. */
static bool dull(sl_str text, const sl_anchor *anchor)
{
    size_t before = reaches[anchor->owner].before;
    size_t from = anchor->at > before ? anchor->at - before : 0;
    size_t end = anchor->at + read_of(text, anchor);
    sl_str seen = sl_str_sub(text, from, end);
    uint32_t hash = (uint32_t)(anchor->at - from) + (end > text.len) * 77u;

    for (size_t i = 0; i < seen.len; i++)
        hash = (hash ^ (uint8_t)seen.ptr[i]) * 16777619u;
    return hash >> 13 & 1;
}

static sl_gate *gate_of_all(void)
{
    sl_gate_literal all[LITERALS];

    for (uint32_t i = 0; i < LITERALS; i++)
        all[i] = (sl_gate_literal){sl_str_of(literals[i]), i == 3, i};
    return sl_gate_build(all, LITERALS);
}

/* All literals, by a search of the whole text. */
static void search_all(const sl_gate *gate, sl_str text, sl_anchors *out)
{
    sl_gate_hits hits = {0};

    out->len = 0;
    assert_true(sl_gate_scan(gate, text, &hits, SIZE_MAX));
    for (size_t i = 0; i < hits.len; i++) {
        sl_anchor anchor = {.at = (uint32_t)hits.at[i].at,
                            .owner = hits.at[i].owner,
                            .len = (uint8_t)hits.at[i].len};

        anchor.dull = dull(text, &anchor);
        anchor.passed = (uint16_t)(anchor.at % 7);
        anchor.read = read_of(text, &anchor);
        anchor.before = reaches[anchor.owner].before;
        sl_anchors_add(out, &anchor);
    }
    sl_vec_free(&hits);
}

static void add_random(uint64_t *state, sl_buf *out, size_t most)
{
    char text[LONGEST_TEXT];
    size_t len = random_below(state, most + 1);

    random_text(state, text, len);
    if (len > 60 && random_below(state, 2))
        memcpy(text + random_below(state, len - 40), literals[LITERALS - 1], 25);
    sl_buf_add(out, sl_str_make(text, len));
}

/* A text of stretches of the base, in any order, and of new ones; what is a copy and
 * long enough is noted as git/delta.c does. */
static void make_heir(uint64_t *state, sl_str base, sl_buf *out, sl_copies *copies)
{
    size_t pieces = random_below(state, PIECES);

    out->len = copies->len = 0;
    for (size_t i = 0; i <= pieces; i++) {
        size_t from = random_below(state, base.len + 1);
        size_t len = random_below(state, base.len - from + 1);

        if (random_below(state, 4) == 0)
            from = 0;
        if (random_below(state, 3) == 0)
            len = base.len - from;
        if (random_below(state, 3) > 0)
            add_random(state, out, random_below(state, 2) ? 3 : 200);
        if (len >= SL_COPY_MIN)
            *sl_vec_push(copies) = (sl_copy){out->len, from, len};
        sl_buf_add(out, sl_str_sub(base, from, from + len));
    }
    if (random_below(state, 2))
        add_random(state, out, 90);
}

static void assert_same(sl_str text, const sl_anchors *found, const sl_anchors *all)
{
    assert_int_equal(found->len, all->len);
    for (size_t i = 0; i < all->len; i++) {
        const sl_anchor *a = &found->at[i];

        assert_int_equal(a->at, all->at[i].at);
        assert_int_equal(a->owner, all->at[i].owner);
        assert_int_equal(a->len, all->at[i].len);
        if (a->dull)
            assert_true(dull(text, a));
    }
}

/* Returns how many verdicts were taken over. */
static size_t try_one(uint64_t *state, const sl_gate *gate)
{
    sl_buf base = {0}, child = {0};
    sl_anchors all = {0}, found = {0};
    sl_gate_hits hits = {0};
    sl_copies copies = {0};
    sl_legacy *legacy;
    sl_heir heir;
    size_t kept = 0;

    add_random(state, &base, LONGEST_TEXT - 1);
    search_all(gate, sl_buf_str(&base), &all);
    legacy = sl_legacy_make(base.len, &all);
    make_heir(state, sl_buf_str(&base), &child, &copies);
    heir = (sl_heir){
        .text = sl_buf_str(&child), .copies = &copies, .legacy = legacy, .gate = gate};
    assert_true(sl_legacy_inherit(&heir, SIZE_MAX, &hits, &found));
    search_all(gate, sl_buf_str(&child), &all);
    assert_same(heir.text, &found, &all);
    for (size_t i = 0; i < found.len; i++)
        kept += found.at[i].dull;
    sl_legacy_free(legacy);
    sl_vec_free(&copies);
    sl_vec_free(&hits);
    sl_vec_free(&all);
    sl_vec_free(&found);
    sl_buf_free(&base);
    sl_buf_free(&child);
    return kept;
}

static void what_is_inherited_is_what_a_search_finds(void **state)
{
    uint64_t random = 20261122;
    sl_gate *gate = gate_of_all();
    size_t kept = 0;

    (void)state;
    for (int i = 0; i < ROUNDS; i++)
        kept += try_one(&random, gate);
    assert_true(kept > ROUNDS); /* or nothing was tested */
    sl_gate_free(gate);
}

/* Left, new and right of few texts, cut at few places, at times with one byte that is
 * another. Returns where the new one lies. */
static sl_span make_news(uint64_t *state, sl_buf *out)
{
    static const size_t cuts[] = {0, 30, 127, 128, 129, 300};
    const char *longest = literals[LITERALS - 1];
    char sides[3][300];
    size_t len[3];
    sl_span new;
    size_t other;

    for (size_t i = 0; i < 3; i++) {
        uint64_t seed = 1 + 10 * i + (i == 1) * random_below(state, 3);

        random_text(&seed, sides[i], sizeof sides[i]);
        len[i] = cuts[random_below(state, 2) ? 5 : random_below(state, 6)];
    }
    memcpy(sides[0] + sizeof sides[0] - 12, longest, 12); /* across the joint */
    memcpy(sides[1], longest + 12, 13);
    memcpy(sides[1] + 30, longest, 25);
    out->len = 0;
    sl_buf_add(out, sl_str_make(sides[0] + sizeof sides[0] - len[0], len[0]));
    new.start = out->len;
    sl_buf_add(out, sl_str_make(sides[1], 64 + len[1] / 2));
    new.end = out->len;
    sl_buf_add(out, sl_str_make(sides[2], len[2]));
    other = random_below(state, 2) ? new.start - 20 : 0;
    other += random_below(state, other > 0 ? 40 : out->len);
    if (random_below(state, 4) == 0 && other < out->len)
        out->ptr[other] ^= 1;
    return new;
}

/* Returns how many verdicts were known, or SIZE_MAX if the stretch was not. */
static size_t try_news(uint64_t *state, const sl_gate *gate, sl_memo *memo,
                       sl_buf *text, sl_anchors *all, sl_anchors *found)
{
    sl_span new = make_news(state, text);
    size_t floor = random_below(state, 2) ? 0 : random_below(state, new.start + 1);
    size_t touching = 0, kept = 0;

    found->len = 0;
    search_all(gate, sl_buf_str(text), all);
    if (!sl_memo_find(memo, sl_buf_str(text), new, floor, found)) {
        assert_int_equal(found->len, 0);
        sl_memo_learn(memo, sl_buf_str(text), all);
        return SIZE_MAX;
    }
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].at >= floor && all->at[i].at < new.end &&
            all->at[i].at + (size_t)all->at[i].len > new.start)
            all->at[touching++] = all->at[i];
    all->len = touching;
    assert_same(sl_buf_str(text), found, all);
    for (size_t i = 0; i < found->len; i++)
        kept += found->at[i].dull;
    return kept;
}

static void what_was_brought_in_before_is_known(void **state)
{
    uint64_t random = 20261123;
    sl_gate *gate = gate_of_all();
    sl_memo *memo = sl_memo_new();
    sl_buf text = {0};
    sl_anchors all = {0}, found = {0};
    size_t known = 0, kept = 0;

    (void)state;
    for (int i = 0; i < 10 * ROUNDS; i++) {
        size_t dull = try_news(&random, gate, memo, &text, &all, &found);

        known += dull != SIZE_MAX;
        kept += dull != SIZE_MAX ? dull : 0;
    }
    assert_true(known > ROUNDS && kept > ROUNDS);
    sl_memo_free(memo);
    sl_gate_free(gate);
    sl_buf_free(&text);
    sl_vec_free(&all);
    sl_vec_free(&found);
}

/* Of so many literals the first are not there any more. */
static void what_was_overwritten_is_not_known(void **state)
{
    enum { STRETCHES = 20, LEN = 8000 };
    static char text[LEN];
    sl_gate *gate = gate_of_all();
    sl_memo *memo = sl_memo_new();
    sl_str all_of_it = {text, LEN};
    sl_anchors all = {0}, found = {0};

    (void)state;
    for (int i = 0; i <= STRETCHES + 1; i++) {
        bool last = i == STRETCHES; /* once more; and then the first one */

        memset(text, 'c' + (last ? i - 1 : i % (STRETCHES + 1)), LEN);
        for (size_t k = 0; k < LEN; k += 4)
            memcpy(text + k, "key", 3);
        assert_int_equal(sl_memo_find(memo, all_of_it, (sl_span){0, LEN}, 0, &found),
                         last);
        search_all(gate, all_of_it, &all);
        sl_memo_learn(memo, all_of_it, &all);
    }
    assert_int_equal(found.len, LEN / 4);
    sl_memo_free(memo);
    sl_gate_free(gate);
    sl_vec_free(&all);
    sl_vec_free(&found);
}

/* As legacy.h has it: what is brought in is asked for, and learnt when it is judged. */
static void a_second_heir_knows_what_the_first_brought_in(void **state)
{
    sl_gate *gate = gate_of_all();
    sl_memo *memo = sl_memo_new();
    char text[200];
    sl_anchors all = {0};
    sl_gate_hits hits = {0};
    sl_copies copies = {0};
    sl_legacy *legacy = sl_legacy_make(0, &all);
    sl_heir heir = {.text = sl_str_make(text, sizeof text),
                    .copies = &copies,
                    .legacy = legacy,
                    .gate = gate,
                    .memo = memo};

    (void)state;
    memset(text, '.', sizeof text);
    memcpy(text + 80, "key", 3);
    for (int i = 0; i < 3; i++) {
        assert_true(sl_legacy_inherit(&heir, 9, &hits, &all));
        assert_int_equal(all.len, 1);
        assert_int_equal(all.at[0].dull, i == 2);
        all.at[0].dull = true;
        if (i == 1) /* what was asked for in vain the first time is forgotten */
            sl_memo_learn(memo, heir.text, &all);
    }
    legacy->kind = heir.kind = 1; /* to which other owners are deaf */
    assert_true(sl_legacy_inherit(&heir, 9, &hits, &all));
    assert_int_equal(all.len, 1);
    assert_false(all.at[0].dull);
    sl_memo_free(memo);
    sl_legacy_free(legacy);
    sl_vec_free(&hits);
    sl_vec_free(&all);
    sl_gate_free(gate);
}

static void too_many_are_not_kept(void **state)
{
    sl_gate *gate = gate_of_all();
    sl_anchors all = {0};
    sl_gate_hits hits = {0};
    sl_copies copies = {0};
    sl_legacy *legacy = sl_legacy_make(0, &all);
    sl_heir heir = {.text = sl_lit("key key key"),
                    .copies = &copies,
                    .legacy = legacy,
                    .gate = gate};

    (void)state;
    assert_false(sl_legacy_inherit(&heir, 2, &hits, &all));
    assert_true(sl_legacy_inherit(&heir, 3, &hits, &all));
    assert_int_equal(all.len, 3);
    sl_legacy_free(legacy);
    sl_vec_free(&hits);
    sl_vec_free(&all);
    sl_gate_free(gate);
}

/* What means nothing in documents of a kind, or at a path, is missing for any other. */
static void what_was_left_out_binds_to_path_and_kind(void **state)
{
    sl_gate *gate = gate_of_all();
    sl_anchors all = {0};
    sl_gate_hits hits = {0};
    sl_copies copies = {0};
    sl_legacy *legacy = sl_legacy_make(0, &all);
    sl_heir heir = {.text = sl_lit("key"),
                    .copies = &copies,
                    .legacy = legacy,
                    .path = sl_lit("a.c"),
                    .kind = 1,
                    .gate = gate};

    (void)state;
    assert_false(sl_legacy_inherit(&heir, 9, &hits, &all));
    legacy->kind = 1;
    assert_true(sl_legacy_inherit(&heir, 9, &hits, &all));
    legacy->left_out = 3;
    assert_false(sl_legacy_inherit(&heir, 9, &hits, &all));
    legacy->path = sl_lit("a.c");
    assert_true(sl_legacy_inherit(&heir, 9, &hits, &all));
    assert_true(sl_legacy_inherit(&heir, 4, &hits, &all));
    assert_false(sl_legacy_inherit(&heir, 3, &hits, &all));
    sl_legacy_free(legacy);
    sl_vec_free(&hits);
    sl_vec_free(&all);
    sl_gate_free(gate);
}

/* A delta made for some other base. */
static void copies_from_beyond_the_base_are_refused(void **state)
{
    sl_gate *gate = gate_of_all();
    char text[100] = {0};
    sl_anchors all = {0};
    sl_gate_hits hits = {0};
    sl_copy copy = {0, 10, 100};
    sl_copies copies = {&copy, 1, 1};
    sl_legacy *legacy = sl_legacy_make(100, &all);
    sl_heir heir = {.text = sl_str_make(text, sizeof text),
                    .copies = &copies,
                    .legacy = legacy,
                    .gate = gate};

    (void)state;
    assert_false(sl_legacy_inherit(&heir, 9, &hits, &all));
    sl_legacy_free(legacy);
    sl_vec_free(&hits);
    sl_vec_free(&all);
    sl_gate_free(gate);
}

static bool has_encoded(sl_str text)
{
    sl_encoded found;
    size_t at = 0;

    return sl_encoded_next(text, &at, &found);
}

/* Base64 of text, cut where copies may be joined. */
static void add_encoded(uint64_t *state, sl_buf *out)
{
    static const char encoded[] = "cGFzc3dvcmQgPSBodW50ZXIyIGFuZCBtb3Jl";
    size_t from = random_below(state, sizeof encoded - 1);

    sl_buf_add(out,
               sl_str_make(encoded + from, random_below(state, sizeof encoded - from)));
    if (random_below(state, 2))
        sl_buf_char(out, random_below(state, 2) ? ' ' : '+');
}

static void what_is_unencoded_stays_so(void **state)
{
    uint64_t random = 77;
    size_t told = 0, encoded = 0;
    sl_anchors none = {0};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        sl_buf base = {0}, child = {0};
        sl_copies copies = {0};
        sl_legacy *legacy;
        sl_heir heir;

        for (size_t k = random_below(&random, 12); k > 0; k--) {
            add_encoded(&random, &base);
            add_random(&random, &base, 30);
        }
        legacy = sl_legacy_make(base.len, &none);
        legacy->unencoded = !has_encoded(sl_buf_str(&base));
        make_heir(&random, sl_buf_str(&base), &child, &copies);
        heir =
            (sl_heir){.text = sl_buf_str(&child), .copies = &copies, .legacy = legacy};
        if (sl_legacy_unencoded(&heir)) {
            told++;
            assert_false(has_encoded(heir.text));
        } else {
            encoded += legacy->unencoded && has_encoded(heir.text);
        }
        sl_legacy_free(legacy);
        sl_vec_free(&copies);
        sl_buf_free(&base);
        sl_buf_free(&child);
    }
    assert_true(told > ROUNDS / 20 && encoded > ROUNDS / 200);
}

/* What the memo says of a stretch between two texts; it is right to say no. */
static bool told_unencoded(sl_memo *memo, const char *left, const char *stretch,
                           const char *right)
{
    sl_buf text = {0};
    sl_anchors none = {0};
    sl_span span;
    bool told;

    sl_buf_add(&text, sl_str_of(left));
    span.start = text.len;
    sl_buf_add(&text, sl_str_of(stretch));
    span.end = text.len;
    sl_buf_add(&text, sl_str_of(right));
    sl_memo_begin(memo, 0);
    if (!sl_memo_find(memo, sl_buf_str(&text), span, 0, &none))
        sl_memo_learn(memo, sl_buf_str(&text), &none);
    told = sl_memo_unencoded(memo, span);
    assert_false(told && sl_encoded_touches(sl_buf_str(&text), span));
    assert_false(sl_memo_unencoded(memo, (sl_span){span.start, span.end + 1}));
    sl_buf_free(&text);
    return told;
}

/* Digits at the ends of a stretch may go on outside of what is compared. */
static void what_was_unencoded_is_so_again(void **state)
{
#define WORDS \
    "a few words, one after the other, of which nobody thinks that they are code"
#define SOME    "//////////////////////////////////" /* digits, not of text, */
#define OTHER   SOME SOME SOME SOME SOME             /* and more than are compared */
#define ENCODED "cGFzc3dvcmQgPSBodW50ZXIyIGFuZCBtb3Jl"
    sl_memo *memo = sl_memo_new();

    (void)state;
    assert_true(sizeof OTHER > SL_GATE_MAX);
    assert_true(told_unencoded(memo, "here: ", WORDS, " and more"));
    assert_true(told_unencoded(memo, "here: ", WORDS, " and more"));
    assert_true(told_unencoded(memo, "(" OTHER, WORDS, " end"));
    assert_false(told_unencoded(memo, ENCODED OTHER, WORDS, " end"));
    assert_true(told_unencoded(memo, "start ", WORDS, OTHER ")"));
    assert_false(told_unencoded(memo, "start ", WORDS, OTHER ENCODED));
    assert_false(told_unencoded(memo, "in it ", WORDS " " ENCODED, "."));
    assert_false(told_unencoded(memo, "in it ", WORDS " " ENCODED, "."));
    assert_true(told_unencoded(memo, "", WORDS " at both ends", ""));
    assert_true(told_unencoded(memo, "", WORDS " at both ends", ""));
    sl_memo_free(memo);
#undef WORDS
#undef SOME
#undef OTHER
#undef ENCODED
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_inherited_is_what_a_search_finds),
        cmocka_unit_test(what_was_brought_in_before_is_known),
        cmocka_unit_test(what_was_overwritten_is_not_known),
        cmocka_unit_test(a_second_heir_knows_what_the_first_brought_in),
        cmocka_unit_test(too_many_are_not_kept),
        cmocka_unit_test(what_was_left_out_binds_to_path_and_kind),
        cmocka_unit_test(copies_from_beyond_the_base_are_refused),
        cmocka_unit_test(what_is_unencoded_stays_so),
        cmocka_unit_test(what_was_unencoded_is_so_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* merge_test.c - one secret at one path is one finding. */
#include "scan/merge.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { FINDINGS = 4 };

static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_ERROR};

typedef struct given {
    const char *path; /* NULL: no more */
    sl_origin origin;
    uint64_t identity;
    uint8_t blob, commit; /* first byte of the id; 0: none */
    size_t line;
    bool ignored;
} given;

static sl_oid oid_of(uint8_t first)
{
    sl_oid oid = {.len = first ? SL_OID_SHA1 : 0};

    oid.raw[0] = first;
    return oid;
}

static sl_finding_vec findings_of(const given *all, bool backwards)
{
    sl_finding_vec out = {0};
    size_t len = 0;

    while (len < FINDINGS && all[len].path)
        len++;
    for (size_t i = 0; i < len; i++) {
        const given *g = &all[backwards ? len - 1 - i : i];
        sl_finding *f = sl_vec_push(&out);

        *f = (sl_finding){.rule = &rule,
                          .level = SL_LEVEL_ERROR,
                          .identity = g->identity,
                          .origins = 1u << g->origin};
        f->place = (sl_place){.path = sl_str_of(g->path),
                              .origin = g->origin,
                              .blob = oid_of(g->blob),
                              .commit = oid_of(g->commit),
                              .commit_time = g->commit,
                              .snippet = sl_lit("k=********")};
        f->place.start.line = g->line;
        if (g->ignored)
            f->level = SL_LEVEL_NOTE;
        if (g->ignored && g->origin == SL_ORIGIN_WORKTREE)
            f->protection = SL_PROTECTION_IGNORED;
    }
    return out;
}

/* "path:line origin origins-in-hex commit level" for each. */
static void tell(const sl_finding_vec *findings, sl_buf *out)
{
    for (size_t i = 0; i < findings->len; i++) {
        const sl_finding *f = &findings->at[i];

        sl_buf_printf(out, "%.*s:%zu %s %x %d %s\n", sl_fmt(f->place.path),
                      f->place.start.line, sl_origin_name(f->place.origin), f->origins,
                      f->place.commit.len ? f->place.commit.raw[0] : 0,
                      sl_level_name(f->level));
    }
}

static void sightings_of_one_secret_are_folded(void **state)
{
    static const unsigned worktree = 1u << SL_ORIGIN_WORKTREE;
    static const unsigned index = 1u << SL_ORIGIN_INDEX;
    static const unsigned history = 1u << SL_ORIGIN_HISTORY;
    static const struct {
        given findings[FINDINGS];
        size_t left;
        struct {
            sl_origin origin;
            unsigned origins;
            uint8_t commit;
            sl_level level;
        } first;
    } cases[] = {
        {{{"a", SL_ORIGIN_HISTORY, 7, 1, 5, 3, false},
          {"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 9, false},
          {"a", SL_ORIGIN_INDEX, 7, 2, 0, 8, false}},
         1,
         {SL_ORIGIN_WORKTREE, worktree | index | history, 5, SL_LEVEL_ERROR}},
        /* an older note hides no error */
        {{{"a", SL_ORIGIN_HISTORY, 7, 1, 5, 3, true},
          {"a", SL_ORIGIN_HISTORY, 7, 2, 9, 4, false}},
         1,
         {SL_ORIGIN_HISTORY, history, 9, SL_LEVEL_ERROR}},
        /* the oldest commit is the one that is named */
        {{{"a", SL_ORIGIN_HISTORY, 7, 1, 9, 3, false},
          {"a", SL_ORIGIN_HISTORY, 7, 2, 4, 3, false}},
         1,
         {SL_ORIGIN_HISTORY, history, 4, SL_LEVEL_ERROR}},
        /* other secrets and other paths are others */
        {{{"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 1, false},
          {"b", SL_ORIGIN_WORKTREE, 7, 0, 0, 1, false},
          {"a", SL_ORIGIN_WORKTREE, 8, 0, 0, 2, false}},
         3,
         {SL_ORIGIN_WORKTREE, worktree, 0, SL_LEVEL_ERROR}},
        /* twice in one version are two */
        {{{"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 1, false},
          {"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 4, false},
          {"a", SL_ORIGIN_HISTORY, 7, 1, 5, 3, false}},
         2,
         {SL_ORIGIN_WORKTREE, worktree | history, 5, SL_LEVEL_ERROR}},
        /* findings without identity are never one */
        {{{"a", SL_ORIGIN_WORKTREE, 0, 0, 0, 0, false},
          {"a", SL_ORIGIN_HISTORY, 0, 1, 5, 0, false}},
         2,
         {SL_ORIGIN_WORKTREE, worktree, 0, SL_LEVEL_ERROR}},
        /* an ignore line protects only what git does not have */
        {{{"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 1, true}},
         1,
         {SL_ORIGIN_WORKTREE, worktree, 0, SL_LEVEL_NOTE}},
        {{{"a", SL_ORIGIN_WORKTREE, 7, 0, 0, 1, true},
          {"a", SL_ORIGIN_HISTORY, 7, 1, 5, 1, false}},
         1,
         {SL_ORIGIN_WORKTREE, worktree | history, 5, SL_LEVEL_ERROR}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf told[2] = {0};

        for (size_t backwards = 0; backwards < 2; backwards++) {
            sl_finding_vec findings = findings_of(cases[i].findings, backwards);
            const sl_finding *f;

            sl_merge_findings(&findings);
            f = &findings.at[0];
            print_message("case %zu\n", i);
            assert_int_equal(findings.len, cases[i].left);
            assert_int_equal(f->place.origin, cases[i].first.origin);
            assert_int_equal(f->origins, cases[i].first.origins);
            assert_int_equal(f->place.commit.len ? f->place.commit.raw[0] : 0,
                             cases[i].first.commit);
            assert_int_equal(f->level, cases[i].first.level);
            tell(&findings, &told[backwards]);
            sl_vec_free(&findings);
        }
        assert_string_equal(told[0].ptr, told[1].ptr);
        sl_buf_free(&told[0]);
        sl_buf_free(&told[1]);
    }
}

static void a_fingerprint_outlives_a_move_and_counts_repeats(void **state)
{
    static const given before[FINDINGS] = {{"a", SL_ORIGIN_FILE, 1, 0, 0, 10, false},
                                           {"a", SL_ORIGIN_FILE, 2, 0, 0, 20, false}};
    static const given after[FINDINGS] = {{"a", SL_ORIGIN_FILE, 5, 0, 0, 11, false},
                                          {"a", SL_ORIGIN_FILE, 6, 0, 0, 99, false}};
    sl_finding_vec old = findings_of(before, false);
    sl_finding_vec moved = findings_of(after, false);

    (void)state;
    sl_merge_findings(&old);
    sl_merge_findings(&moved);
    assert_string_not_equal(old.at[0].fingerprint, old.at[1].fingerprint);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(strlen(old.at[i].fingerprint), SL_FINGERPRINT_HEX);
        assert_string_equal(old.at[i].fingerprint, moved.at[i].fingerprint);
    }
    /* the same on every machine, and for ever: baselines hold it */
    assert_string_equal(old.at[0].fingerprint, "d82ca38b3ab1f2e5712b0f63e93ffe8d");
    assert_string_equal(old.at[1].fingerprint, "855b00bf4a25e024782e82662a72b0ce");
    sl_vec_free(&old);
    sl_vec_free(&moved);
}

static void notices_are_sorted_and_told_once(void **state)
{
    static const sl_notice four[] = {{{"b", 1}, {"x", 1}, true},
                                     {{"a", 1}, {"y", 1}, true},
                                     {{"b", 1}, {"x", 1}, true},
                                     {{"a", 1}, {"x", 1}, false}};
    sl_notice_vec notices = {0};

    (void)state;
    sl_merge_notices(&notices);
    for (size_t i = 0; i < COUNT(four); i++)
        *sl_vec_push(&notices) = four[i];
    sl_merge_notices(&notices);
    assert_int_equal(notices.len, 3);
    assert_true(sl_str_eq(notices.at[0].text, sl_lit("x")));
    assert_true(sl_str_eq(notices.at[2].subject, sl_lit("b")));
    sl_vec_free(&notices);
}

/* The same numbers in every run. */
static unsigned draw(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

enum { BLOBS = 5, SIGHTINGS = 12 };

/* A version stands for one place in the graph; some are in no commit. */
static sl_finding sighting_of(uint32_t *seed, sl_origin origin,
                              const sl_attribution *versions)
{
    uint8_t blob = (uint8_t)draw(seed, BLOBS);
    const sl_attribution *at = &versions[blob];
    bool committed = origin == SL_ORIGIN_HISTORY && at->commit.len > 0;
    sl_finding f = {.rule = &rule,
                    .level = draw(seed, 2) ? SL_LEVEL_ERROR : SL_LEVEL_NOTE,
                    .identity = draw(seed, 4),
                    .origins = 1u << origin};

    if (origin == SL_ORIGIN_WORKTREE && draw(seed, 2))
        f.protection = SL_PROTECTION_IGNORED;
    f.place = (sl_place){.path = sl_str_of(draw(seed, 2) ? "a" : "b"),
                         .origin = origin,
                         .blob = oid_of((uint8_t)(blob + 1)),
                         .snippet = sl_lit("k=********")};
    if (committed) {
        f.place.commit = at->commit;
        f.place.commit_time = at->time;
        f.place.first = f.place.last = at;
    }
    f.place.start.line = draw(seed, 3);
    return f;
}

static void tell_merged(sl_finding_vec *findings, sl_buf *out)
{
    sl_merge_findings(findings);
    tell(findings, out);
    for (size_t i = 0; i < findings->len; i++) {
        const sl_place *place = &findings->at[i].place;

        sl_buf_printf(out, "%d %d %d %d\n", place->blob.raw[0],
                      place->first ? place->first->commit.raw[0] : 0,
                      place->last ? place->last->commit.raw[0] : 0,
                      findings->at[i].protection);
    }
}

static void those_that_decide_are_enough(void **state)
{
    uint32_t seed = 7;
    size_t spared = 0;

    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        sl_attribution versions[BLOBS] = {{.path = sl_lit("")}};
        sl_finding_vec all = {0}, few = {0};
        sl_buf told[2] = {0};
        const sl_finding *history[SIGHTINGS];
        bool decide[SIGHTINGS] = {0};
        size_t len = 1 + draw(&seed, SIGHTINGS), others = draw(&seed, 4);

        for (size_t i = 0; i < BLOBS; i++) {
            versions[i].commit = oid_of((uint8_t)(draw(&seed, 4) ? i + 1 : 0));
            versions[i].time = draw(&seed, 3);
            versions[i].last_rank = draw(&seed, 3);
        }
        for (size_t i = 0; i < len + others; i++)
            *sl_vec_push(&all) = sighting_of(&seed,
                                             i < len              ? SL_ORIGIN_HISTORY
                                             : draw(&seed, 2) > 0 ? SL_ORIGIN_WORKTREE
                                                                  : SL_ORIGIN_INDEX,
                                             versions);
        for (size_t i = 0; i < len; i++)
            history[i] = &all.at[i];
        sl_merge_deciding(history, len, decide);
        for (size_t i = 0; i < all.len; i++)
            if (i >= len || decide[i])
                *sl_vec_push(&few) = all.at[i];
        spared += all.len - few.len;
        tell_merged(&all, &told[0]);
        tell_merged(&few, &told[1]);
        assert_string_equal(told[0].ptr, told[1].ptr);
        sl_buf_free(&told[0]);
        sl_buf_free(&told[1]);
        sl_vec_free(&all);
        sl_vec_free(&few);
    }
    assert_true(spared > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sightings_of_one_secret_are_folded),
        cmocka_unit_test(a_fingerprint_outlives_a_move_and_counts_repeats),
        cmocka_unit_test(notices_are_sorted_and_told_once),
        cmocka_unit_test(those_that_decide_are_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

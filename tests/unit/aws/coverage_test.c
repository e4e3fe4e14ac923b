/* coverage_test.c - whether a pattern takes in a resource, compared with trying every
 * text there is. */
#include "aws/coverage.h"
#include "aws/resource_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static sl_arn_glob read(sl_arena *arena, const char *text)
{
    return sl_arn_glob_read(arena, sl_str_of(text));
}

#define SM      "arn:aws:secretsmanager:us-west-2:012345678901:secret:"
#define ANY_SM  "arn:aws:secretsmanager:*:*:secret:"
#define OPEN_SM "arn:aws:secretsmanager:<region>:<account_id>:secret:"

static void pairs_of_policy_and_reference(void **state)
{
    static const struct {
        const char *pattern, *reference;
        bool must, may;
    } cases[] = {
        /* the seed: region and account */
        {"arn:aws:secretsmanager:us-west-1:01234567901:secret:myorg/myapp/production/*",
         SM "myorg/myapp/production/db-BHyuR", false, false},
        {SM "myorg/myapp/production/*", SM "myorg/myapp/production/db-BHyuR", true,
         true},
        {SM "myorg/myapp/production/*", SM "myorg/myapp/staging/db-BHyuR7", false,
         false},
        /* partial references, with what a complete one has in its place */
        {SM "db-??????", SM "db-??????", true, true},
        {SM "db-*", SM "db-??????", true, true},
        {SM "db-BHyuR7", SM "db-??????", false, true},
        {SM "db", SM "db-??????", false, false},
        {SM "db-??????", SM "db-BHyuR7", true, true},
        {SM "db-??????", SM "db-BHyuR", false, false},
        {SM "db??????", SM "db-BHyuR7", false, false},
        /* wildcards elsewhere, and over colons */
        {ANY_SM "db-*", SM "db-BHyuR7", true, true},
        {"arn:aws:secretsmanager:*:secret:db-*", SM "db-BHyuR7", true, true},
        {"*", SM "db-BHyuR7", true, true},
        {"arn:*", SM "db-BHyuR7", true, true},
        {"arn:?:secretsmanager:*", SM "db-BHyuR7", false, false},
        /* placeholders: equal, different, against text */
        {OPEN_SM "db-*", OPEN_SM "db-BHyuR7", true, true},
        {OPEN_SM "db-*", SM "db-BHyuR7", false, true},
        {SM "db-*", OPEN_SM "db-BHyuR7", false, true},
        {OPEN_SM "db-*", "arn:aws:secretsmanager:<r>:<a>:secret:db-BHyuR7", false,
         true},
        {"arn:aws:s3:::{{ b }}/*", "arn:aws:s3:::{{b}}/key", true, true},
        {"arn:aws:s3:::{{ b }}/*", "arn:aws:s3:::{{ c }}/key", false, true},
        {"arn:aws:s3:::a-{{ b }}", "arn:aws:s3:::c-{{ b }}", false, false},
        {"arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::ann/key", false, true},
        {ANY_SM "*", SM "${name}", true, true},
        {SM "app/*", SM "${name}", false, true},
        {SM "app/*", SM "app/${name}", true, true},
        {SM "a??", SM "a${x}", false, true},
        /* a placeholder of a field holds no colon, one of the resource may */
        {OPEN_SM "a-*", OPEN_SM "b-BHyuR7", false, false},
        {"arn:aws:logs:<r>:<a>:log-group:x:*", "arn:aws:logs:<r>:<a>:${g}", false,
         true},
        /* IAM's characters */
        {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", false, false},
        {"arn:aws:s3:::b/${?}", "arn:aws:s3:::b/${?}", true, true},
        {"arn:aws:s3:::b/${$}x", "arn:aws:s3:::b/$x", false, true},
        /* case counts; so do the ends */
        {SM "DB-*", SM "db-BHyuR7", false, false},
        {SM "db", SM "db", true, true},
        {SM "db", SM "dbs", false, false},
        {SM "dbs", SM "db", false, false},
        {"", "", true, true},
        {"", "a", false, false},
        {"*", "", true, true},
        {"**?**", "a", true, true},
        {"?", "*", false, true},
        {"*", "*", true, true},
        {"a*b", "a*b", true, true},
        {"a*", "a*b", true, true},
        {"a*b", "a*", false, true},
        {"a*b", "*a", false, false},
        {"a*b", "b*", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_arn_glob pattern = read(&arena, cases[i].pattern);
        sl_arn_glob reference = read(&arena, cases[i].reference);

        if (sl_arn_must(&pattern, &reference) != cases[i].must ||
            sl_arn_may(&pattern, &reference) != cases[i].may)
            fail_msg("%s and %s: must %d, may %d", cases[i].pattern, cases[i].reference,
                     sl_arn_must(&pattern, &reference),
                     sl_arn_may(&pattern, &reference));
        sl_arena_free(&arena);
    }
}

/* Every text of at most so many of these symbols: 'U' is a placeholder. */
static const char symbols[] = "ab*?U";
enum { SYMBOLS = 5, LONGEST = 4, LONGEST_TEXT = 6, LETTERS = 2, UNKNOWNS = 15 };

/* The number as a text over an alphabet; false: beyond the longest. */
static bool spell(size_t number, const char *alphabet, size_t size, size_t longest,
                  char *out)
{
    size_t len = 0, count = 1;

    while (number >= count) {
        number -= count;
        count *= size;
        if (++len > longest)
            return false;
    }
    for (size_t i = 0; i < len; i++) {
        out[i] = alphabet[number % size];
        number /= size;
    }
    out[len] = '\0';
    return true;
}

/* Does a glob without unknowns match a text, tried in every way? */
static bool matches(const char *glob, const char *text)
{
    if (*glob == '\0')
        return *text == '\0';
    if (*glob == '*')
        return matches(glob + 1, text) || (*text && matches(glob, text + 1));
    return *text && (*glob == '?' || *glob == *text) && matches(glob + 1, text + 1);
}

/* The glob with value in the place of every unknown; `wild`: the value's wildcards. */
static void fill(const char *glob, const char *value, char *out)
{
    for (; *glob; glob++) {
        if (*glob == 'U') {
            size_t len = strlen(value);

            memcpy(out, value, len);
            out += len;
        } else {
            *out++ = *glob;
        }
    }
    *out = '\0';
}

static sl_arn_glob read_symbols(sl_arena *arena, const char *text)
{
    sl_buf buf = {0};
    sl_arn_glob glob;

    for (; *text; text++) {
        if (*text == 'U')
            sl_buf_add(&buf, sl_lit("<u>"));
        else
            sl_buf_char(&buf, *text);
    }
    glob = sl_arn_glob_read(arena, sl_arena_str(arena, sl_buf_str(&buf)));
    sl_buf_free(&buf);
    return glob;
}

/* What trying all short texts says: some text that the reference stands for is not
 * matched by the pattern; some text fits both, the unknown being the same text in both,
 * or any in each. */
typedef struct tried {
    bool escapes;
    bool meets;
    bool meets_apart;
} tried;

static tried try_all(const char *pattern, const char *reference)
{
    tried out = {false, false, false};
    char text[LONGEST_TEXT + 1], value[LONGEST + 1], p[64], r[64];

    for (size_t u = 0; spell(u, "ab", LETTERS, 2, value); u++) {
        fill(pattern, value, p);
        fill(reference, value, r);
        for (size_t t = 0; spell(t, "ab", LETTERS, LONGEST_TEXT, text); t++) {
            if (!matches(r, text))
                continue;
            out.escapes = out.escapes || !matches(p, text);
            out.meets = out.meets || matches(p, text);
        }
    }
    fill(pattern, "*", p);
    fill(reference, "*", r);
    for (size_t t = 0; spell(t, "ab", LETTERS, LONGEST_TEXT, text); t++)
        out.meets_apart = out.meets_apart || (matches(p, text) && matches(r, text));
    return out;
}

static void compare(const char *pattern, const char *reference)
{
    sl_arena arena = {0};
    sl_arn_glob p = read_symbols(&arena, pattern);
    sl_arn_glob r = read_symbols(&arena, reference);
    bool must = sl_arn_must(&p, &r), may = sl_arn_may(&p, &r);
    tried truth = try_all(pattern, reference);
    bool plain = strcspn(reference, "*?U") == strlen(reference);

    sl_arena_free(&arena);
    if (must && truth.escapes)
        fail_msg("must(%s, %s) is not true", pattern, reference);
    if (!may && truth.meets)
        fail_msg("may(%s, %s) is true", pattern, reference);
    if (may != truth.meets_apart)
        fail_msg("may(%s, %s) is %d", pattern, reference, may);
    if (must && !may)
        fail_msg("must(%s, %s) without may", pattern, reference);
    /* a text is matched or not: nothing is left open but by an unknown */
    if (plain && !strchr(pattern, 'U') && must != !truth.escapes)
        fail_msg("must(%s, %s) is %d", pattern, reference, must);
}

static void every_short_pair_is_as_trying_says(void **state)
{
    char pattern[LONGEST + 1], reference[LONGEST + 1];

    (void)state;
    for (size_t i = 0; spell(i, symbols, SYMBOLS, 3, pattern); i++)
        for (size_t j = 0; spell(j, symbols, SYMBOLS, 3, reference); j++)
            compare(pattern, reference);
}

/* Longer ones: a sample of them, the same in every run. */
static void longer_pairs_are_as_trying_says(void **state)
{
    char pattern[LONGEST + 1], reference[LONGEST + 1];
    uint32_t seed = 1;

    (void)state;
    for (size_t i = 0; i < 4000; i++) {
        seed = seed * 1664525u + 1013904223u;
        if (!spell(156 + (seed >> 8) % 625, symbols, SYMBOLS, LONGEST, pattern))
            fail();
        seed = seed * 1664525u + 1013904223u;
        if (!spell(156 + (seed >> 8) % 625, symbols, SYMBOLS, LONGEST, reference))
            fail();
        compare(pattern, reference);
    }
}

static void a_pattern_takes_in_itself(void **state)
{
    char text[LONGEST + 1];

    (void)state;
    for (size_t i = 0; spell(i, symbols, SYMBOLS, LONGEST, text); i++) {
        sl_arena arena = {0};
        sl_arn_glob glob = read_symbols(&arena, text);

        assert_true(sl_arn_must(&glob, &glob));
        sl_arena_free(&arena);
    }
}

static void nothing_is_known_of_what_is_too_long(void **state)
{
    char text[2050];
    sl_arena arena = {0};
    sl_arn_glob glob, other = read(&arena, "a");

    (void)state;
    memset(text, 'a', sizeof text);
    glob = sl_arn_glob_read(&arena, sl_str_make(text, 2048));
    assert_true(sl_arn_must(&glob, &glob));
    assert_false(sl_arn_may(&glob, &other));
    glob = sl_arn_glob_read(&arena, sl_str_make(text, 2049));
    assert_false(sl_arn_must(&glob, &glob));
    assert_true(sl_arn_may(&glob, &other));
    sl_arena_free(&arena);
}

/* "*a*a*a*a...b" makes a matcher that goes back to every star run for years. */
static void many_stars_take_no_longer_than_others(void **state)
{
    char pattern[2048], reference[2048];
    sl_arena arena = {0};
    sl_arn_glob p, r;
    clock_t start = clock();

    (void)state;
    for (size_t i = 0; i < sizeof pattern; i++)
        pattern[i] = i % 2 ? 'a' : '*';
    pattern[sizeof pattern - 1] = 'b';
    memset(reference, 'a', sizeof reference);
    p = sl_arn_glob_read(&arena, sl_str_make(pattern, sizeof pattern));
    r = sl_arn_glob_read(&arena, sl_str_make(reference, sizeof reference));
    for (size_t i = 0; i < 5; i++) {
        assert_false(sl_arn_must(&p, &r));
        assert_false(sl_arn_may(&p, &r));
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 30);
    sl_arena_free(&arena);
}

/* A grant as text: '+' allows, '-' denies; then perhaps '?' for a condition, or '!' and a
 * digit for NotResource of that statement. */
static sl_grant grant_of(sl_arena *arena, const char *text)
{
    sl_grant grant = {.denies = text[0] == '-'};

    text++;
    if (*text == '?') {
        grant.conditional = true;
        text++;
    } else if (*text == '!') {
        grant.inverted = true;
        grant.group = (size_t)(text[1] - '0');
        text += 2;
    }
    grant.pattern = read(arena, text);
    return grant;
}

static void an_explicit_deny_beats_an_allow(void **state)
{
    static const struct {
        const char *grants[4];
        const char *reference;
        sl_coverage coverage;
    } cases[] = {
        {{NULL}, "a", SL_NOT_COVERED},
        {{"+a"}, "a", SL_COVERED},
        {{"+b"}, "a", SL_NOT_COVERED},
        {{"+b", "+a*"}, "a", SL_COVERED},
        {{"+<u>"}, "a", SL_COVERAGE_UNKNOWN},
        {{"+<u>", "+a"}, "a", SL_COVERED},
        {{"+?a"}, "a", SL_COVERED},
        {{"+a", "-a"}, "a", SL_NOT_COVERED},
        {{"+a", "-?a"}, "a", SL_COVERAGE_UNKNOWN},
        {{"+a", "-<u>"}, "a", SL_COVERAGE_UNKNOWN},
        {{"+a", "-b"}, "a", SL_COVERED},
        {{"-a"}, "a", SL_NOT_COVERED},
        {{"+a*"}, "a<u>", SL_COVERED},
        {{"+ab"}, "a<u>", SL_COVERAGE_UNKNOWN},
        {{"+a*", "-ab"}, "a<u>", SL_COVERAGE_UNKNOWN},
        /* NotResource */
        {{"+!1b"}, "a", SL_COVERED},
        {{"+!1a"}, "a", SL_NOT_COVERED},
        {{"+!1b", "+!1a"}, "a", SL_NOT_COVERED},
        {{"+!1b", "+!1c"}, "a", SL_COVERED},
        {{"+!1b", "+!2a"}, "a", SL_COVERED},
        {{"+!1<u>"}, "a", SL_COVERAGE_UNKNOWN},
        {{"+a", "-!1a"}, "a", SL_COVERED},
        {{"+a", "-!1b"}, "a", SL_NOT_COVERED},
        {{"+a", "-!1b", "-!1<u>"}, "a", SL_COVERAGE_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_arn_glob reference = read(&arena, cases[i].reference);
        sl_grant grants[4];
        size_t len = 0;

        for (; len < 4 && cases[i].grants[len]; len++)
            grants[len] = grant_of(&arena, cases[i].grants[len]);
        if (sl_coverage_of(grants, len, &reference) != cases[i].coverage)
            fail_msg("case %zu: %d", i, (int)sl_coverage_of(grants, len, &reference));
        sl_arena_free(&arena);
    }
}

enum {
    PARTITION = 1 << SL_ARN_PARTITION,
    SERVICE = 1 << SL_ARN_SERVICE,
    REGION = 1 << SL_ARN_REGION,
    ACCOUNT = 1 << SL_ARN_ACCOUNT,
    TYPE = 1 << SL_ARN_TYPE,
    NAME = 1 << SL_ARN_NAME,
    SUFFIX = 1 << SL_ARN_SUFFIX
};

static void the_fields_that_differ_are_named(void **state)
{
    static const struct {
        const char *pattern, *reference;
        unsigned parts;
    } cases[] = {
        {"arn:aws:secretsmanager:us-west-1:01234567901:secret:myorg/myapp/production/*",
         SM "myorg/myapp/production/db-BHyuR", REGION | ACCOUNT},
        {SM "a/*", SM "a/db-BHyuR7", 0},
        {SM "a/*", SM "b/db-BHyuR7", NAME},
        {SM "a/db", SM "a/db-BHyuR7", SUFFIX},
        {SM "a/db", SM "a/db", SUFFIX},
        {SM "a/db-BHyuR8", SM "a/db-BHyuR7", SUFFIX},
        {SM "a/db-??????", SM "a/db", 0},
        {SM "a/x-??????", SM "a/db", NAME},
        {"arn:aws:secretsmanager:us-west-2:012345678901:*x", SM "a/db-BHyuR7", NAME},
        {"arn:aws:secretsmanager:us-west-2:012345678901:a/db-*", SM "a/db", TYPE},
        {"arn:aws:secretsmanager:us-west-2:012345678901:*", SM "a/db", 0},
        {"arn:aws-cn:secretsmanager:*:*:*", SM "a/db", PARTITION},
        {"arn:aws:ssm:us-west-2:012345678901:parameter/a", SM "a/db", SERVICE | TYPE},
        {ANY_SM "a/*", OPEN_SM "a/db", 0},
        {"arn:aws:secretsmanager:us-*:<a>:secret:*", SM "a", 0},
        {"arn:aws:ssm:us-west-2:012345678901:parameter/a/*",
         "arn:aws:ssm:us-west-2:012345678901:parameter/b/c", NAME},
        {"arn:aws:s3:::b", "arn:aws:s3:::b/key", NAME},
        {"arn:aws:s3:::b/*", "arn:aws:s3:::b/key#1", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn pattern, reference;
        sl_buf text = {0};
        unsigned parts;

        sl_arn_parse(sl_str_of(cases[i].pattern), &pattern);
        sl_arn_parse(sl_str_of(cases[i].reference), &reference);
        sl_arn_reference(&reference, &text);
        sl_arn_parse(sl_buf_str(&text), &reference);
        parts = sl_arn_differs(&pattern, &reference, SL_ARN_PARTS + 1);
        if (parts != cases[i].parts)
            fail_msg("%s and %s: %x", cases[i].pattern, cases[i].reference, parts);
        for (unsigned most = 1; most <= (unsigned)__builtin_popcount(parts); most++)
            assert_true(__builtin_popcount(
                            sl_arn_differs(&pattern, &reference, most)) >= (int)most);
        sl_buf_free(&text);
    }
    assert_int_equal(sl_arn_first_part(REGION | ACCOUNT), SL_ARN_REGION);
    assert_int_equal(sl_arn_first_part(SUFFIX), SL_ARN_SUFFIX);
    assert_int_equal(sl_arn_first_part(0), SL_ARN_PARTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_of_policy_and_reference),
        cmocka_unit_test(every_short_pair_is_as_trying_says),
        cmocka_unit_test(longer_pairs_are_as_trying_says),
        cmocka_unit_test(a_pattern_takes_in_itself),
        cmocka_unit_test(nothing_is_known_of_what_is_too_long),
        cmocka_unit_test(many_stars_take_no_longer_than_others),
        cmocka_unit_test(an_explicit_deny_beats_an_allow),
        cmocka_unit_test(the_fields_that_differ_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

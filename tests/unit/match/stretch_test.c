/* stretch_test.c - what every match of a regex holds, and where that stands in a text. */
#include "match/stretch.h"

#include "match/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum {
    NONE,
    HEX = SL_STRETCH_HEX,
    WORD = SL_STRETCH_WORD,
    VALUE = SL_STRETCH_VALUE,
    ALNUM = SL_STRETCH_ALNUM,
    BASE64 = SL_STRETCH_BASE64
};

static void a_regex_says_what_its_matches_hold(void **state)
{
    static const struct {
        const char *regex;
        unsigned kind, len;
    } cases[] = {
        {"[0-9a-f]{32}", HEX, 32},
        {"[0-9A-F]{8}-[0-9a-f]{4}-[0-9a-f]{12}", HEX, 26},
        {"[0-9A-Za-z]{32}", ALNUM, 32},
        {"[0-9A-Za-z]{16}-[0-9A-Za-z]{7}", WORD, 24},
        {"[0-9A-Za-z]{24}-[0-9A-Za-z]{5}", ALNUM, 24},
        {"[\\w+/]{32}", VALUE, 32},
        {"[0-9A-Za-z+/]{64}", BASE64, 64},
        {"k=[0-9A-Za-z_-]{20,64}(?![\\w-])", WORD, 20},
        {"(?<secret>(?-i:(?:key|crsr)_[0-9a-f]{64}))(?![\\w\\-])", HEX, 64},
        {"[0-9A-Za-z+/]{86}==", BASE64, 86},
        {"[0-9A-Za-z+/]{20}=[0-9A-Za-z+/]{10}", VALUE, 31},
        {"[0-9A-Za-z+/]{20}\\.[\\w]{60}", WORD, 60},
        {"(?:[0-9a-f]{64}|[0-9A-Za-z]{20})", ALNUM, 20},
        {"[0-9a-f]{64}|x", NONE, 0},
        {"(?:[0-9a-f]{64})?", NONE, 0},
        {"(?:[0-9a-f]{64})*abc", NONE, 0},
        {"(?:[0-9a-f]{6}){3}", HEX, 18},
        {"(?:[0-9a-f]{6} ){3}", NONE, 0},
        {"\\w{5}(?:-\\w{3})?x\\w{5}", WORD, 11},
        {"\\w{5}\\d+\\w{5}", WORD, 11},
        {"\\w{5}.*\\w{5}", NONE, 0},
        {"a{12}", HEX, 12},
        {"a{12,}", HEX, 12},
        {"a{12,14}+b", HEX, 13},
        {"a{,12}", NONE, 0},
        {"\\d{12}", HEX, 12},
        {"\\s{12}", NONE, 0},
        {"[^a]{12}", NONE, 0},
        {"[a\\s]{12}", NONE, 0},
        {"[\\w.-]{12}", VALUE, 12},
        {"[]a]{12}", NONE, 0},
        {"[]a]{12}[a-f]{12}", HEX, 12},
        {"[a-]{12}", HEX, 12},
        {"[\\.-z]{12}", NONE, 0}, /* from "." to "z" */
        {"[[:alpha:]]{12}", NONE, 0},
        {"(?=[0-9]{40})(?![a]{40})\\b^a{12}$\\z", HEX, 12},
        {"(?<=a{20})(?<!b{30})\\w{12}", WORD, 12},
        {"(?i)a{12}(?s-m:b{3})", HEX, 15},
        {"(?x) a {12}", NONE, 0},
        {"(?P<n>a{12})(?>b{3})", HEX, 15},
        {"(?<n>:a{12})", HEX, 12},
        {"a{6}(?<n>:)b{6}", NONE, 0},
        {"(?|a{12}|b{12})", NONE, 0},
        {"(?#a{12})", NONE, 0},
        {"(?(1)a{12}|b{12})", NONE, 0},
        {"(a{12})\\1", NONE, 0},
        {"a{12}(*ACCEPT)b{12}", NONE, 0},
        {"\\Qa{12}\\E", NONE, 0},
        {"\\x61{12}", NONE, 0},
        {"a{12}{2}", NONE, 0},
        {"a{1001}", NONE, 0},
        {"\\-{12}", HEX, 12},
        {"a{0000000012}", HEX, 12},
        {"a{0000000000}", NONE, 0}, /* no ten digits of a text */
        {"a{0,0000000002}", NONE, 0},
        {"(?:a{12}){0 }", NONE, 0}, /* a count for PCRE2 10.43 */
        {"(?:a{12}){0, 2}", NONE, 0},
        {"(?:a{12}){\t0}", NONE, 0},
        {"a{12}x{b", HEX, 12},
        {"a{12", NONE, 0},
        {"(a{12}", NONE, 0},
        {"a{12})", NONE, 0},
        {"a{12}\\", NONE, 0},
        {"[a", NONE, 0},
        {"", NONE, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_stretch stretch = sl_stretch_of(sl_str_of(cases[i].regex));

        if (stretch.kind != cases[i].kind || stretch.len != cases[i].len)
            fail_msg("%s: %u of kind %u", cases[i].regex, stretch.len, stretch.kind);
    }
}

static void deep_groups_are_given_up(void **state)
{
    char regex[4001];

    (void)state;
    memset(regex, '(', 2000);
    memset(regex + 2000, ')', 2000);
    regex[4000] = '\0';
    assert_int_equal(sl_stretch_of(sl_str_of(regex)).len, 0);
}

static void a_stretch_is_found_wherever_it_stands(void **state)
{
    static const struct {
        sl_stretch stretch;
        const char *text;
        bool found;
    } cases[] = {
        {{HEX, 4}, "abcd", true},
        {{HEX, 4}, "abc", false},
        {{HEX, 4}, "", false},
        {{HEX, 4}, "abcgabcd", true},
        {{HEX, 4}, "abcgabcgabcg", false},
        {{HEX, 4}, "gggabcd", true},
        {{HEX, 4}, "abcdggg", true},
        {{HEX, 4}, "gABC-g", true},
        {{WORD, 4}, "a b c abc_ ", true},
        {{WORD, 4}, "a.b.cde.fgh", false},
        {{VALUE, 4}, " a=b/ ", true},
        {{BASE64, 4}, " a=b/+9 ", true},
        {{BASE64, 4}, " a=b/9 ", false},
        {{ALNUM, 4}, "abc_d3f", false},
        {{ALNUM, 4}, "abc/d3fG", true},
        {{WORD, 4}, "\xe4\xf6\xfc\xdf", false},
        {{NONE, 0}, "", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (sl_stretch_in(cases[i].stretch, sl_str_of(cases[i].text)) != cases[i].found)
            fail_msg("%s: %u of kind %u", cases[i].text, cases[i].stretch.len,
                     cases[i].stretch.kind);
}

static void a_regex_of_one_line_is_told_from_others(void **state)
{
    static const struct {
        const char *regex;
        bool is;
    } cases[] = {
        {"[0-9a-f]{32}", true}, {"(?:sk|pk)_\\w{3,}(?![0-9A-Za-z+/=])", true},
        {"a|b c\t?", true},     {"(?<=-)\\d\\b", true},
        {"a\\n", false},        {"a\n", false},
        {"[\\s]", false},       {"[\t-z]", false},
        {"[^a]", false},        {"a.", false},
        {"a\\s?b", false},      {"a(?=\\s)", false},
        {"a(?![\n])", false},   {"a$", false},
        {"a\\z", false},        {"a(?:\\R|b)", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (sl_stretch_one_line(sl_str_of(cases[i].regex)) != cases[i].is)
            fail_msg("%s", cases[i].regex);
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16 & 0x7fff;
}

static bool plainly_in(sl_stretch stretch, sl_str text)
{
    size_t run = 0;

    for (size_t i = 0; i < text.len && run < stretch.len; i++)
        run = sl_stretch_byte(stretch.kind, text.ptr[i]) ? run + 1 : 0;
    return run >= stretch.len;
}

/* Every byte there is, and stretches of all lengths. */
static void the_answer_is_that_of_a_plain_search(void **state)
{
    unsigned seed = 3, found = 0;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char bytes[200];
        sl_str text = {bytes, next(&seed) % sizeof bytes};
        sl_stretch stretch = {1u << next(&seed) % 5, 1 + next(&seed) % 70};
        unsigned often = next(&seed) % 60, few = 4 + next(&seed) % 6;

        for (size_t b = 0; b < text.len; b++)
            bytes[b] = next(&seed) % (often + 1) ? "0aF9-z_+/"[next(&seed) % few]
                                                 : (char)(next(&seed) & 255);
        assert_int_equal(sl_stretch_in(stretch, text), plainly_in(stretch, text));
        found += plainly_in(stretch, text);
    }
    assert_true(found > 1000 && found < 19000);
}

/* A regex of random pieces. */
static void compose(unsigned *seed, char *out, size_t size, int depth)
{
    static const char *const pieces[] = {
        "[0-9a-f]{4}", "[a-z]{2}", "\\w", "[\\d.]{1,5}", ".",   "[\\w+/]{4}",
        "=?",          "-",        "a*",  "[^g]",        "b+?", "(?!c)",
        "x{0,2}",      "\\b",      "_",   "a{3}",
    };
    size_t len = 0;

    out[0] = '\0';
    for (unsigned i = 0; i < 4; i++) {
        char inner[512] = "";
        unsigned pick = next(seed) % 20;

        if (pick >= 16 && depth > 0) {
            char a[200], b[200];

            compose(seed, a, sizeof a, depth - 1);
            compose(seed, b, sizeof b, depth - 1);
            snprintf(inner, sizeof inner,
                     pick == 16   ? "(?:%s|%s)"
                     : pick == 17 ? "(?:%s%s)?"
                     : pick == 18 ? "(%s%s){2}"
                                  : "(?=%s)%s",
                     a, b);
        } else {
            snprintf(inner, sizeof inner, "%s", pieces[pick % 16]);
        }
        if (len + strlen(inner) + 1 > size)
            return;
        memcpy(out + len, inner, strlen(inner) + 1);
        len += strlen(inner);
    }
}

/* What matches without its stretch would be a secret that is missed. */
static void no_match_is_without_its_stretch(void **state)
{
    static const char bytes[] = "abf09-gz_ Z+/=.";
    sl_matcher *matcher = sl_matcher_new();
    unsigned seed = 7, held = 0;

    (void)state;
    for (int i = 0; i < 4000; i++) {
        char pattern[800], text[120];
        sl_stretch stretch;
        sl_regex *regex;
        sl_match match;

        compose(&seed, pattern, sizeof pattern, 2);
        stretch = sl_stretch_of(sl_str_of(pattern));
        regex = sl_regex_compile(sl_str_of(pattern), i % 2, NULL);
        assert_non_null(regex);
        for (int k = 0; stretch.len > 0 && k < 40; k++) {
            unsigned few = 1 + next(&seed) % (unsigned)(sizeof bytes - 1);
            sl_str subject = {text, sizeof text};

            for (size_t b = 0; b < sizeof text; b++)
                text[b] = bytes[next(&seed) % few];
            if (sl_regex_match(regex, matcher, subject, 0, subject.len, &match) !=
                SL_MATCH_FOUND)
                continue;
            held++;
            if (!sl_stretch_in(stretch,
                               sl_str_sub(subject, match.whole.start, match.whole.end)))
                fail_msg("%s: %u of kind %u", pattern, stretch.len, stretch.kind);
        }
        sl_regex_free(regex);
    }
    assert_true(held > 200);
    sl_matcher_free(matcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_regex_says_what_its_matches_hold),
        cmocka_unit_test(deep_groups_are_given_up),
        cmocka_unit_test(a_regex_of_one_line_is_told_from_others),
        cmocka_unit_test(a_stretch_is_found_wherever_it_stands),
        cmocka_unit_test(the_answer_is_that_of_a_plain_search),
        cmocka_unit_test(no_match_is_without_its_stretch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

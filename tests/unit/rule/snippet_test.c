/* snippet_test.c - quoted lines: what is shown, what is starred out. */
#include "rule/snippet.h"

#include "base/limits.h"
#include "page.h"

typedef struct secret {
    const char *text; /* NULL: no more */
    uint32_t keep;
} secret;

/* Quotes the line of about; each secret stands once in the text. */
static sl_snippet quote(page *p, const char *about, const secret *secrets, size_t len)
{
    sl_secret_span spans[8] = {0};
    size_t known = 0;

    for (size_t i = 0; i < len && secrets[i].text; i++)
        spans[known++] =
            (sl_secret_span){span_of(p->doc.text, secrets[i].text, 0), secrets[i].keep};
    return sl_snippet_make(&p->arena, &p->doc, span_of(p->doc.text, about, 0),
                           sl_secrets_merge(spans, known));
}

static void secrets_are_starred_out_and_the_mark_follows(void **state)
{
    static const struct {
        const char *text;
        const char *about;
        secret secrets[3];
        const char *quoted;
        const char *marked;
    } cases[] = {
        {"a=1\nkey = open sesame\n",
         "open sesame",
         {{"open sesame", 0}},
         "key = ********",
         "********"},
        {"key = open sesame",
         "open sesame",
         {{"open sesame", 4}},
         "key = open********",
         "open********"},
        /* no more than half of a secret is public */
        {"key = abcd", "abcd", {{"abcd", 40}}, "key = ab********", "ab********"},
        {"a=one b=two c=three",
         "two",
         {{"one", 0}, {"two", 0}, {"three", 0}},
         "a=******** b=******** c=********",
         "********"},
        /* overlapping secrets are one */
        {"x abcdef y",
         "cdef",
         {{"abcd", 2}, {"cdef", 0}},
         "x ab******** y",
         "ab********"},
        /* the finding is about more than the secret */
        {"user:pass@host",
         "user:pass@host",
         {{"pass", 0}},
         "user:********@host",
         "user:********@host"},
        /* a secret that spans lines: from its first and from its last line */
        {"k=\"one\ntwo\nthree\" z",
         "one\ntwo\nthree",
         {{"one\ntwo\nthree", 0}},
         "k=\"********",
         "********"},
        {"k=\"one\r\ntwo\" z", "z", {{"one\r\ntwo", 3}}, "********\" z", "z"},
        /* runs that no rule knows, unless the finding is about them */
        {"id=1 abcdefghij0123456789XY z", "id", {{0}}, "id=1 ******** z", "id"},
        {"id=1 abcdefghij0123456789XY z",
         "abcdefghij0123456789XY",
         {{0}},
         "id=1 abcdefghij0123456789XY z",
         "abcdefghij0123456789XY"},
        {"id=1 abcdefghijklmnopqrstuvwxyz z",
         "id",
         {{0}},
         "id=1 abcdefghijklmnopqrstuvwxyz z",
         "id"},
        {"a abcdefghij0123456789SECRET z",
         "a",
         {{"SECRET", 0}},
         "a **************** z",
         "a"},
        /* bytes that are no plain text are not shown of a secret */
        {"k=\xc3\xa9\xc3\xa9 x", "k", {{"\xc3\xa9\xc3\xa9", 2}}, "k=********** x", "k"},
        {"", "", {{0}}, "", ""},
        {"last\n", "\n", {{0}}, "last", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        page p;
        sl_snippet snippet;

        print_message("case %zu\n", i);
        page_open(&p, "a.txt", sl_str_of(cases[i].text));
        snippet = quote(&p, cases[i].about, cases[i].secrets, COUNT(cases[i].secrets));
        assert_text(snippet.text, cases[i].quoted);
        assert_text(sl_str_sub(snippet.text, snippet.mark_start, snippet.mark_end),
                    cases[i].marked);
        page_close(&p);
    }
}

static void a_line_of_five_megabytes_is_cut_round_the_mark(void **state)
{
    enum { SIZE = 5 * 1024 * 1024 };
    static const size_t places[] = {0, 100, SIZE / 2, SIZE - 8};
    sl_arena arena = {0};
    char *line = sl_arena_alloc(&arena, SIZE);

    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        page p;
        sl_snippet snippet;
        secret one = {"sesame!!", 0};

        for (size_t k = 0; k < SIZE; k++)
            line[k] = k % 7 == 6 ? ' ' : 'x';
        memcpy(line + places[i], one.text, strlen(one.text));
        page_open(&p, "a.txt", sl_str_make(line, SIZE));
        snippet = quote(&p, one.text, &one, 1);
        assert_true(snippet.text.len <= SL_MAX_SNIPPET);
        assert_text(sl_str_sub(snippet.text, snippet.mark_start, snippet.mark_end),
                    "********");
        assert_false(sl_str_has(snippet.text, sl_lit("sesame")));
        page_close(&p);
    }
    sl_arena_free(&arena);
}

static void a_cut_never_splits_a_character(void **state)
{
    char text[2000];

    (void)state;
    for (size_t shift = 0; shift < 6; shift++) {
        page p;
        sl_snippet snippet;
        sl_span about;

        memset(text, 'a', sizeof text);
        for (size_t i = shift; i + 3 <= sizeof text; i += 3)
            memcpy(text + i, "\xe2\x82\xac", 3);
        about = (sl_span){shift + 900, shift + 903};
        page_open(&p, "a.txt", sl_str_make(text, sizeof text));
        snippet = sl_snippet_make(&p.arena, &p.doc, about, (sl_secrets){0});
        assert_true(snippet.text.len <= SL_MAX_SNIPPET);
        assert_true(sl_utf8_valid(snippet.text));
        assert_text(sl_str_sub(snippet.text, snippet.mark_start, snippet.mark_end),
                    "\xe2\x82\xac");
        page_close(&p);
    }
}

/* A bug once: the cut ran on over them, past the mark. */
static void stray_continuation_bytes_do_not_move_the_mark(void **state)
{
    char text[2000];
    page p;
    sl_snippet snippet;

    (void)state;
    memset(text, '\xbf', sizeof text);
    page_open(&p, "a.txt", sl_str_make(text, sizeof text));
    snippet = sl_snippet_make(&p.arena, &p.doc, (sl_span){1000, 1010}, (sl_secrets){0});
    assert_int_equal(snippet.mark_end - snippet.mark_start, 10);
    assert_true(snippet.mark_end <= snippet.text.len);
    page_close(&p);
}

/* A bug once: the window ended within a run and let its first bytes through. */
static void a_run_at_the_end_of_the_window_is_masked_too(void **state)
{
    char text[2000];
    static const char run[] = "Qz9Qz9Qz9Qz9Qz9Qz9Qz9Qz9Qz9Qz9Qz9";

    (void)state;
    for (size_t place = 400; place < 500; place++) {
        page p;
        sl_snippet snippet;

        memset(text, 'x', sizeof text);
        for (size_t i = 2; i < sizeof text; i += 3)
            text[i] = i < place ? '\t' : ' ';
        text[1] = ' ';
        /* what stands before is one unknown run, so that the end is shown */
        memset(text + 2, 'a', 300);
        text[100] = '7';
        memcpy(text + place, run, sizeof run - 1);
        page_open(&p, "a.txt", sl_str_make(text, sizeof text));
        snippet = sl_snippet_make(&p.arena, &p.doc, (sl_span){0, 1}, (sl_secrets){0});
        assert_false(sl_str_has(snippet.text, sl_lit("Qz")));
        page_close(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_are_starred_out_and_the_mark_follows),
        cmocka_unit_test(a_line_of_five_megabytes_is_cut_round_the_mark),
        cmocka_unit_test(a_cut_never_splits_a_character),
        cmocka_unit_test(stray_continuation_bytes_do_not_move_the_mark),
        cmocka_unit_test(a_run_at_the_end_of_the_window_is_masked_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

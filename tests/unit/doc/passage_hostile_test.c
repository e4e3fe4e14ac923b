/* passage_hostile_test.c - the ceilings of passages are reported, and none takes long. */
#include "passage_show.h"

#include "base/limits.h"

#include <time.h>

/* Repeats unit to about size bytes. */
static sl_str repeat(const char *unit, size_t size, sl_buf *out)
{
    while (out->len < size)
        sl_buf_add(out, sl_str_of(unit));
    return sl_buf_str(out);
}

static void a_ceiling_is_reported(void **state)
{
    static const struct {
        const char *path, *unit, *error;
        size_t size, passages;
    } cases[] = {
        {"a.sh", "'{\"a\": 1}'\n", "more than 2000 documents in it", 40000,
         SL_MAX_PASSAGES},
        {"a.yml", "- '{\"a\": 1}'\n", "more than 2000 documents in it", 40000,
         SL_MAX_PASSAGES},
        {"a.md", "    {\"a\":\n", "too much in it that begins like a document", 1 << 19,
         0},
        {"a.md", " ", "larger than 4194304 bytes", SL_MAX_TREE_SIZE + 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf text = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = repeat(cases[i].unit, cases[i].size, &text)};
        sl_passages passages;
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        passages = sl_doc_passages(&doc);
        assert_string_equal(passages.error.text, cases[i].error);
        assert_int_equal(passages.error.code, SL_ELIMIT);
        assert_int_equal(passages.len, cases[i].passages);
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

/* Each level of quotes doubles the backslashes: at most so many are opened. */
static void documents_in_documents_have_a_depth(void **state)
{
    sl_arena arena = {0};
    sl_str text = sl_lit("{\"a\": \"innermost\"}");
    sl_blob blob = {.path = sl_lit("a.json")};
    sl_passages passages;
    sl_doc doc;

    (void)state;
    for (unsigned level = 0; level < SL_MAX_NESTED + 3; level++) {
        sl_buf out = {0};

        sl_buf_add(&out, sl_lit("{\"a\": \""));
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] == '"' || text.ptr[i] == '\\')
                sl_buf_char(&out, '\\');
            sl_buf_char(&out, text.ptr[i]);
        }
        sl_buf_add(&out, sl_lit("\"}"));
        text = sl_arena_str(&arena, sl_buf_str(&out));
        sl_buf_free(&out);
    }
    blob.bytes = text;
    sl_doc_open(&doc, &blob, &arena);
    passages = sl_doc_passages(&doc);
    assert_int_equal(passages.len, 1 + SL_MAX_NESTED);
    for (size_t i = 1; i < passages.len; i++) {
        const sl_passage *inner = &passages.at[i];

        assert_true(inside(inner->span, passages.at[i - 1].tree->first->span));
        assert_ptr_equal(inner->leaf, passages.at[i - 1].tree->first);
    }
    sl_arena_free(&arena);
}

/* Patterns that a scan of lines or quotes could look at once for each of them. */
static void hostile_documents_end_soon(void **state)
{
    static const struct {
        const char *path, *unit;
    } cases[] = {
        {"a.md", "```\n"},
        {"a.md", "~~~"},
        {"a.md", ">"},
        {"a.md", "> a\nb\n"},
        {"a.md", "{\n"},
        {"a.md", "    {\"a\":\n"},
        {"a.md", "[\"\n"},
        {"a.md", "[/*\n"},
        {"a.md", "{\"a\": 1}"},
        {"a.md", "    a:\n    b\n"},
        {"a.md", "    A={\n"},
        {"a.md", "    A=\"\n"},
        {"a.md", "    '{\n"},
        {"a.md", "    <<E\n"},
        {"a.md", "    a: b\n\n"},
        {"a.rst", ".. code:: json\n\n  {\n"},
        {"a.sh", "<<EOF\n"},
        {"a.sh", "<<EOF"},
        {"a.sh", "'"},
        {"a.sh", "\""},
        {"a.sh", "'\"'\""},
        {"a.sh", "\"{\\\"a\\\":"},
        {"a.sh", "'{\"a\":1}'\""},
        {"a.sh", "\"{\\\"$(\""},
        {"a.sh", "<<-E1\n<<E2\n"},
        {"a.ps1", "@'\n"},
        {"a.ps1", "'{`\""},
        {"Makefile", "define A\n"},
        {"a.yml", "- |\n  <<E\n"},
        {"a.json", "{\"a\":${"},
        {"a.json", "$(\""},
        {"a.tf", "a = \"{\\\"b\\\": 1}\"\n"},
        {"a.tpl", "{\"a\": ["},
        {".env", "A=\"{\\\"b\\\":1}\"\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf text = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = repeat(cases[i].unit, 1 << 18, &text)};
        clock_t start = clock();
        double took;
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        sl_doc_passages(&doc);
        took = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (took > 40)
            print_error("%s: %s took %.1f s\n", cases[i].path, cases[i].unit, took);
        assert_true(took <= 40); /* with sanitizers; quadratic ones take minutes */
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ceiling_is_reported),
        cmocka_unit_test(documents_in_documents_have_a_depth),
        cmocka_unit_test(hostile_documents_end_soon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

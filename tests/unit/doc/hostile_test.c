/* hostile_test.c - random, mutated and adversarial documents: every reader ends soon,
 * and no span leaves the text.
 *
 * usage: doc_hostile [FACTOR], for so many times more random documents. */
#include "show.h"

#include "base/limits.h"

#include <stdlib.h>
#include <time.h>

/* xorshift64*: the same documents in every run. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1DULL;
}

static void assert_well_formed(sl_doc *doc)
{
    const sl_node *top = sl_doc_tree(doc);
    size_t nodes = 0;

    assert_true(doc->content.where.start <= doc->content.where.end);
    assert_true(doc->content.where.end <= doc->text.len);
    for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
        sl_str written = sl_str_sub(doc->text, node->span.start, node->span.end);

        nodes++;
        assert_true(node->span.start <= node->span.end);
        assert_true(node->span.end <= doc->text.len);
        assert_true(node->key_span.start <= node->key_span.end);
        assert_true(node->key_span.end <= doc->text.len);
        assert_true(node == top || node->parent->first);
        /* JSON read in an unescaped copy has the span of the whole value. */
        if (node->parent && node->parent->span.start == node->span.start &&
            node->parent->span.end == node->span.end)
            continue;
        if (node->type == SL_NODE_SCALAR && node->style == SL_STYLE_PLAIN &&
            sl_str_chr(written, '\n') == SIZE_MAX &&
            sl_str_chr(written, '\r') == SIZE_MAX)
            assert_true(sl_str_eq(written, node->value));
    }
    assert_true(nodes <= SL_MAX_NODES + 1);
}

/* A copy of the exact size, so that ASan sees a step past its end. */
static void read_copy(const char *path, sl_str text, sl_arena *arena)
{
    char *copy = malloc(text.len > 0 ? text.len : 1);
    sl_blob blob = {.path = sl_str_of(path), .bytes = {copy, text.len}};
    sl_doc doc;

    assert_non_null(copy);
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    sl_doc_open(&doc, &blob, arena);
    assert_well_formed(&doc);
    free(copy);
    sl_arena_reset(arena);
}

static const struct {
    const char *path;
    const char *text;
    unsigned rounds;
} seeds[] = {
    {"a.yml",
     "a: &x !t 'b'\nc:\n- d: |\n   e\n- \"f\\x41\": >-\n    g\n? [h]\n: {i: *x, j: "
     "[k]}\n"
     "\xC3\xA9: {{ l }} # m\n---\n%TAG ! n\n",
     5000},
    {"a.json",
     "{\"a\": [1, -2.5, true, null], \"b\\u00e9\": {\"c\": \"\\ud83d\\udd11\"}, // d\n"
     "\"\xC3\xA9\": {{ e }}, \"f\": []}",
     2000},
    {".env",
     "# A=1\nexport B=\"x\\n{}\" # c\nD={\"e\": [1]}\nF=\"{\\\"g\\\": "
     "1}\"\nH='i\nj'\nK\n"
     "L={\n \"m\": 1\n}\n",
     5000},
    {"a.env", "$ANSIBLE_VAULT;1.1;AES256\n3030300a3030\n", 8000},
    {"a.tpl.yml.j2",
     "{% if a %}\nb: {{ c[\"d\"] }}\n{% endif %}\n{# e #}\nf: {{- g }}\n", 3000},
    {"a.tf",
     "# a\nb \"c\" {\n d = f({ \"e\" : [1, -2], g = \"${h(\"i\")}\\n\" })\n j = <<-K\n "
     " "
     "l\n   K\n m = n ? [o] : {}\n}\n/* p */ q = [for r in s : { t = u[0] }]\n",
     1000},
};

/* Bytes that mean something to one of the readers. */
static const char alphabet[] =
    "\n\n\r\t  ##:::--??,,{}[]{}[]\"\"''`\\|>&*!%@=$/.0aA\xC3\xA9\xEF"
    "\xBB\xBF\xFF\x01\x85\xE2\x80\xA8";

static void mutate(sl_buf *text, uint64_t *seed)
{
    size_t changes = 1 + draw(seed) % 4;

    while (changes-- > 0 && text->len > 0) {
        size_t at = draw(seed) % text->len;
        size_t from = draw(seed) % text->len;
        size_t len = draw(seed) % (text->len - (at > from ? at : from)) % 24;

        switch (draw(seed) % 4) {
        case 0: text->ptr[at] = alphabet[draw(seed) % (sizeof alphabet - 1)]; break;
        case 1: memmove(text->ptr + at, text->ptr + from, len); break;
        case 2: text->len -= len; break;
        default: text->ptr[at] = (char)draw(seed); break;
        }
    }
}

static void mutated_documents_keep_their_spans_inside(void **state)
{
    sl_arena arena = {0};
    uint64_t seed = 1;
    const unsigned *factor = *state;

    for (size_t i = 0; i < COUNT(seeds); i++) {
        for (unsigned round = 0; round < seeds[i].rounds * *factor; round++) {
            sl_buf text = {0};

            sl_buf_add(&text, sl_str_of(seeds[i].text));
            mutate(&text, &seed);
            read_copy(seeds[i].path, sl_buf_str(&text), &arena);
            sl_buf_free(&text);
        }
    }
    sl_arena_free(&arena);
}

static void random_bytes_keep_their_spans_inside(void **state)
{
    sl_arena arena = {0};
    uint64_t seed = 2;
    const unsigned *factor = *state;

    for (unsigned round = 0; round < 40000 * *factor; round++) {
        char bytes[48];
        size_t len = draw(&seed) % (sizeof bytes + 1);

        for (size_t i = 0; i < len; i++)
            bytes[i] = alphabet[draw(&seed) % (sizeof alphabet - 1)];
        read_copy(seeds[round % COUNT(seeds)].path, (sl_str){bytes, len}, &arena);
    }
    sl_arena_free(&arena);
}

enum { MIB = 1 << 20 };

/* Patterns that made some YAML or JSON reader overflow its stack or take quadratic
 * time. Error NULL: any. */
static void adversarial_documents_end_soon(void **state)
{
    static const struct {
        const char *path, *unit;
        size_t repeat;
        const char *error;
    } cases[] = {
        {"a.yml", "[", 40000, "nested deeper than 128 levels"},
        {"a.yml", "[", MIB, "nested deeper than 128 levels"},
        {"a.yml", "[\n", MIB / 4, "nested deeper than 128 levels"},
        {"a.yml", "{a: ", 40000, "nested deeper than 128 levels"},
        {"a.yml", "{a: ", MIB / 8, "nested deeper than 128 levels"},
        {"a.yml", "- ", 300, "nested deeper than 128 levels"},
        {"a.yml", "- ", MIB / 2, "nested deeper than 128 levels"},
        {"a.yml", "? ", MIB / 2, "nested deeper than 128 levels"},
        {"a.yml", "%TAG !a! b\n", 100000, "more than 64 yaml directives"},
        {"a.yml", "a: b\n", 4 * MIB / 5, "more than 400000 values"},
        {"a.yml", "- &a b\n", 50000, ""},
        {"a.yml", "{{", MIB / 4, NULL},
        {"a.yml", "a: {{ x[\"a\"] }}\n", 20000, "line 1: did not find"},
        {"a.yml", "a: \"\n", MIB / 4, NULL},
        {"a.yml", "\t", MIB, NULL},
        {"a.yml", "a: b\r", 60000, ""},
        {"a.json", "[", 200000, "nested deeper than 128 levels"},
        {"a.json", "{\"a\":", 200000, "nested deeper than 128 levels"},
        {"a.json", "{}", MIB, "more than 400000 values"},
        {"a.json", "1,", 2 * MIB, "more than 400000 values"},
        {"a.json", "\"", MIB, NULL},
        {"a.json", "{\"a\": ${", MIB / 8, NULL},
        {"a.json", "$(\\'", MIB / 12, NULL},
        {"a.json", "<a", MIB / 2, NULL},
        {"a.json", "\\", MIB, NULL},
        {"a.json", "/*/", MIB / 3, NULL},
        {"a.json", "/*", MIB / 2, NULL},
        {"a.json", "/* ", MIB / 3, "line 1: expected the end of a comment"},
        {"a.json", "}", MIB, "line 1: unexpected '}'"},
        {"a.json", ":", MIB, "line 1: unexpected ':'"},
        {"a.json", "hello ", MIB / 8, "line 1: expected a value"},
        {"a.json", "\"a\":1,", MIB / 8, "line 1: unexpected ':'"},
        {"a.json", "{\"a\":[}", 100, "line 1: expected ']'"},
        {".env", "A={\"a\":1}\n", 4000, ""},
        {".env", "A={\"a\":1\n", 4000, ""},
        {".env", "A=\"\n", MIB / 4, NULL},
        {".env", "A=[[[\n", 4000, ""},
        {".env", "#", MIB, ""},
        {"a.tf", "{", MIB / 4, "more than 128 levels or 400000 values"},
        {"a.tf", "a = {\n", MIB / 8, "more than 128 levels or 400000 values"},
        {"a.tf", "a = \"${\n", 10000, "line 1: not hcl"},
        {"a.tf", "\"${", MIB / 32, "line 1: not hcl"},
        {"a.tf", "\"", MIB, "more than 128 levels or 400000 values"},
        {"a.tf", "a = \"b\n", 10000, "line 1: not hcl"},
        {"a.tf", "a = <<E\n", MIB / 16, "line 1: not hcl"},
        {"a.tf", "a = <<E\nE\n", 10000, ""},
        {"a.tf", "a = ", MIB / 16, "too far from hcl to be read"},
        {"a.tf", "}\n", MIB / 32, "line 1: not hcl"},
        {"a.tf", "a = \n", 50000, NULL},
        {"a.tf", "a = )\n", 40000, NULL},
        {"a.tf", "a ", 20000, "line 1: not hcl"},
        {"a.tf", "!", MIB / 2, "more than 128 levels or 400000 values"},
        {"a.tf", "\n", MIB, ""},
        {"a.tf", "/*", MIB / 16, "line 1: not hcl"},
        {"a.tf", "a=b?", 90000, "line 1: not hcl"},
        {"a.tf", "a?", 190000, NULL},
        {"a.tf",
         "a = [[[[[[[[[[[[[[b]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]?c:d]"
         "?c:d]?c:d]?c:d\n",
         1500, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf text = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path)};
        clock_t start = clock();
        double took;
        sl_doc doc;

        for (size_t k = 0; k < cases[i].repeat; k++)
            sl_buf_add(&text, sl_str_of(cases[i].unit));
        blob.bytes = sl_buf_str(&text);
        sl_doc_open(&doc, &blob, &arena);
        assert_well_formed(&doc);
        took = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (took > 40)
            print_error("%s: %s took %.1f s\n", cases[i].path, cases[i].unit, took);
        assert_true(took <= 40); /* with sanitizers; quadratic ones take minutes */
        if (cases[i].error &&
            !sl_str_starts(sl_str_of(doc.parse_error.text), sl_str_of(cases[i].error)))
            print_error("%s: %s: %s\n", cases[i].path, cases[i].unit,
                        doc.parse_error.text);
        if (cases[i].error)
            assert_true(cases[i].error[0] == '\0'
                            ? doc.parse_error.code == SL_OK
                            : sl_str_starts(sl_str_of(doc.parse_error.text),
                                            sl_str_of(cases[i].error)));
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

int main(int argc, char **argv)
{
    unsigned factor = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(mutated_documents_keep_their_spans_inside, &factor),
        cmocka_unit_test_prestate(random_bytes_keep_their_spans_inside, &factor),
        cmocka_unit_test(adversarial_documents_end_soon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* leaves_test.c - what the values of a document are, all together. */
#include "doc/leaves.h"

#include "show.h"

#define VAULT "$ANSIBLE_VAULT;1.1;AES256\n"

static void the_worst_value_names_the_class(void **state)
{
    static const struct {
        const char *path;
        const char *text;
        sl_leaves want;
        sl_leaf_class class_;
    } cases[] = {
        {".env", "", {0}, SL_LEAVES_COMMENTS},
        {".env", "# only a comment\n\n", {0}, SL_LEAVES_COMMENTS},
        {".env",
         "DB_PASSWORD=\nAPI_KEY=changeme\n",
         {.placeholders = 2, .wanted = 2},
         SL_LEAVES_PLACEHOLDERS},
        {".env", "NAME=\n", {.placeholders = 1}, SL_LEAVES_PLACEHOLDERS},
        {".env",
         "A=XXX\nB=${OTHER}\nC=arn:aws:s3:::bucket/key\n",
         {.placeholders = 1, .references = 2},
         SL_LEAVES_REFERENCES},
        {".env",
         "B=${OTHER}\nC=\nD=q8Wz77d1\n",
         {.references = 1, .placeholders = 1, .values = 1},
         SL_LEAVES_PLAINTEXT},
        /* commented assignments do not count */
        {".env", "# D=q8Wz77d1\nB=${OTHER}\n", {.references = 1}, SL_LEAVES_REFERENCES},
        {"a.yml", "", {0}, SL_LEAVES_COMMENTS},
        {"a.yml", "# only a comment\n", {0}, SL_LEAVES_COMMENTS},
        {"a.yml",
         "a: !vault |\n  " VAULT "  61\nb: '{{ x }}'\n",
         {.references = 2},
         SL_LEAVES_REFERENCES},
        {"a.yml",
         "a: !vault-encrypted |\n  " VAULT "  61\n",
         {.references = 1},
         SL_LEAVES_REFERENCES},
        /* without the tag it is the value, which is wrong, but no plaintext */
        {"a.yml", "a: |\n  " VAULT "  61\n", {.references = 1}, SL_LEAVES_REFERENCES},
        {"a.yml",
         "list: [q8Wz77d1, {deep: q8Wz77d2}]\n",
         {.values = 2},
         SL_LEAVES_PLAINTEXT},
        {"a.json",
         "{\"a\": \"\", \"b\": [\"${X}\"]}",
         {.placeholders = 1, .references = 1},
         SL_LEAVES_REFERENCES},
        {"a.json", "{\"a\": \"q8Wz77d1\"}", {.values = 1}, SL_LEAVES_PLAINTEXT},
        {"a.json", "{}", {0}, SL_LEAVES_COMMENTS},
        /* text without a tree is one value */
        {"master.key", "q8Wz77d1\n", {.values = 1}, SL_LEAVES_PLAINTEXT},
        {"master.key", " \n\t\n", {0}, SL_LEAVES_COMMENTS},
        {"master.key", "", {0}, SL_LEAVES_COMMENTS},
        /* and what cannot be read has none */
        {"master.key", VAULT, {0}, SL_LEAVES_COMMENTS},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = sl_str_of(cases[i].text)};
        sl_doc doc;
        sl_leaves is;

        sl_doc_open(&doc, &blob, &arena);
        is = sl_leaves_of(&doc);
        print_message(
            "%zu %s: %zu values, %zu references, %zu placeholders, %zu wanted\n", i,
            cases[i].path, is.values, is.references, is.placeholders, is.wanted);
        assert_int_equal(is.values, cases[i].want.values);
        assert_int_equal(is.references, cases[i].want.references);
        assert_int_equal(is.placeholders, cases[i].want.placeholders);
        assert_int_equal(is.wanted, cases[i].want.wanted);
        assert_int_equal(sl_leaves_class(&is), cases[i].class_);
        sl_arena_free(&arena);
    }
}

static void every_class_has_a_name(void **state)
{
    static const char *const names[] = {"comments-only", "placeholders-only",
                                        "references-only", "plaintext"};

    (void)state;
    for (int i = SL_LEAVES_COMMENTS; i <= SL_LEAVES_PLAINTEXT; i++)
        assert_string_equal(sl_leaves_name((sl_leaf_class)i), names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_value_names_the_class),
        cmocka_unit_test(every_class_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* ignore_test.c - what the checks of ignore files share, and how a comment is read. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/ignore_group.h"
#include "check/ignore_line.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static sl_str str(const char *text)
{
    return sl_str_of(text);
}

static void a_pattern_fits_the_path_or_a_directory_above_it(void **state)
{
    static const struct {
        const char *file, *pattern, *path;
        const char *parent; /* the directory that it fits */
        bool wildcard;
    } cases[] = {
        {".gitignore", ".env.*", ".env.example", "", true},
        {".gitignore", ".env.*", "app/.env.example", "", true},
        {".gitignore", ".env.example", ".env.example", "", false},
        {".gitignore", "app/", "app/sub/x", "app", false},
        {".gitignore", "/app", "app/x", "app", false},
        {".gitignore", "/app", "sub/app/x", "", false},
        {".gitignore", "node_modules", "a/node_modules/b/.env.example",
         "a/node_modules", false},
        {".gitignore", "a*", "app/a.txt", "app", false},
        {".gitignore", "*", "app/a.txt", "app", false},
        {".gitignore", "*", "a.txt", "", true},
        {"app/.gitignore", "*", "app/a.txt", "", true},
        {"app/.gitignore", "*", "app/sub/a.txt", "app/sub", false},
        {"app/.gitignore", "sub/*.txt", "app/sub/a.txt", "", true},
        {"app/.gitignore", "app", "app/a.txt", "", false},
        {".gitignore", "APP/", "app/x", "app", false},
        {".gitignore", "", "app/x", "", false},
        {".gitignore", "*/", "app", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_ignore_match match = {.found = true,
                                 .ignored = true,
                                 .file = str(cases[i].file),
                                 .pattern = str(cases[i].pattern)};
        sl_str path = str(cases[i].path);
        sl_str parent = sl_ignore_parent(&match, path);

        print_message("%s: %s\n", cases[i].pattern, cases[i].path);
        assert_true(sl_str_eq(parent, str(cases[i].parent)));
        assert_int_equal(sl_ignore_by_wildcard(&match, path), cases[i].wildcard);
    }
}

static void a_deciding_line_is_found_and_named(void **state)
{
    sl_line_fact lines[] = {
        {.kind = SL_LINE_ATTRIBUTE, .place.path = sl_lit(".gitattributes")},
        {.kind = SL_LINE_IGNORE, .place = {.path = sl_lit(".gitignore")}},
        {.kind = SL_LINE_IGNORE, .place = {.path = sl_lit(".gitignore")}},
        {.kind = SL_LINE_IGNORE, .place = {.path = sl_lit("b/.gitignore")}},
    };
    static const struct {
        const char *file;
        size_t line;
        sl_ignore_home home;
        const char *told, *quoted;
    } cases[] = {
        {".gitignore", 1, SL_IGNORE_TREE, "the line '*.a' of .gitignore:1", "'*.a'"},
        {".gitignore", 2, SL_IGNORE_TREE, "the line '*.b' of .gitignore:2", "'*.b'"},
        {".gitignore", 3, SL_IGNORE_TREE, "line 3 of .gitignore", "the line"},
        {"a/.gitignore", 1, SL_IGNORE_TREE, "line 1 of a/.gitignore", "the line"},
        {"b/.gitignore", 1, SL_IGNORE_TREE, "the line '*.c' of b/.gitignore:1",
         "'*.c'"},
        {"/home/x/ignore", 1, SL_IGNORE_GLOBAL, "a line of core.excludesFile",
         "the line"},
        {".git/info/exclude", 1, SL_IGNORE_INFO, "a line of .git/info/exclude",
         "the line"},
    };
    sl_survey survey = {.lines = lines, .lines_len = COUNT(lines)};

    (void)state;
    lines[0].place.start.line = lines[1].place.start.line = 1;
    lines[2].place.start.line = 2;
    lines[3].place.start.line = 1;
    lines[1].place.snippet = sl_lit("*.a");
    lines[2].place.snippet = sl_lit("  *.b\r");
    lines[3].place.snippet = sl_lit("*.c");
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_ignore_match match = {.found = true,
                                 .ignored = true,
                                 .home = cases[i].home,
                                 .file = str(cases[i].file),
                                 .line = cases[i].line};
        sl_sink sink = {0};

        assert_true(
            sl_str_eq(sl_ignore_told(&sink, &survey, &match), str(cases[i].told)));
        assert_true(
            sl_str_eq(sl_ignore_quoted(&sink, &survey, &match), str(cases[i].quoted)));
        sl_sink_free(&sink);
    }
}

static void paths_of_one_line_are_one_group(void **state)
{
    const sl_ignore_match a1 = {.file = sl_lit("a/.gitignore"), .line = 1};
    const sl_ignore_match b1 = {.file = sl_lit("b/.gitignore"), .line = 1};
    const sl_ignore_match b2 = {.file = sl_lit("b/.gitignore"), .line = 2};
    const sl_decided given[] = {
        {sl_lit("b/y"), &b2, NULL}, {sl_lit("a/x"), &a1, NULL},
        {sl_lit("b/x"), &b2, NULL}, {sl_lit("b/z"), &b1, NULL},
        {sl_lit("b/y"), &b2, NULL},
    };
    static const size_t ends[] = {1, 2, 4};
    sl_decided_vec decided = {0};
    size_t start = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(given); i++)
        *sl_vec_push(&decided) = given[i];
    sl_decided_sort(&decided);
    assert_int_equal(decided.len, 4);
    for (size_t i = 0; i < COUNT(ends); i++) {
        assert_int_equal(sl_decided_end(&decided, start), ends[i]);
        start = ends[i];
    }
    assert_true(sl_str_eq(decided.at[2].path, sl_lit("b/x")));
    sl_vec_free(&decided);
}

static void a_comment_that_has_it_backwards_is_told_from_one_that_has_not(void **state)
{
    static const struct {
        const char *text;
        size_t line; /* of the finding; 0: none */
    } cases[] = {
        {"# Uncomment this line if you are committing encrypted secret\n"
         "# files to source control, with either ansible-vault or git-encrypt.\n# *\n",
         1},
        {"a\n# uncomment for git-crypt, to commit them\nb\n", 2},
        {"#Un-comment these lines when you use Ansible Vault\n*.yml\n", 1},
        {"# The next lines must be uncommented once secrets are checked in encrypted.\n"
         "# *.yml\n",
         1},
        {"# To commit encrypted files to version control,\n# uncomment:\n\n#*.yml\n",
         2},
        {"# Remove the # if using sops\n#secrets.yaml\n", 1},
        {"# Local settings (.env.local) stay here. Uncomment when you commit encrypted "
         "files!\n*.yml",
         1},
        /* the right way round */
        {"# Comment out this line if you are committing encrypted files\n*\n", 0},
        {"# Remove this line if you are committing encrypted files\n*\n", 0},
        {"# Remove these lines if you are committing encrypted secret files\n*\n", 0},
        {"# Comment out to enable committing encrypted files, uncomment to "
         "disable\n*\n",
         0},
        {"# Uncomment unless you commit encrypted files\n# *\n", 0},
        {"# Uncomment if you do not use git-crypt\n# *\n", 0},
        {"# Uncomment if you don't use git-crypt\n# *\n", 0},
        {"# Uncomment when committing without encryption\n# *\n", 0},
        {"# Uncomment if your secrets are unencrypted\n# *\n", 0},
        /* about something else */
        {"# Uncomment if you use an ansible-vault password file\n# .vault_pass\n", 0},
        {"# Uncomment if you are using git-crypt: its key\n# crypt.key\n", 0},
        {"# Uncomment if using Visual Studio\n# .vs/\n# Encrypted\n*.enc\n", 0},
        {"# Encrypted files are committed. Uncomment the next line if using VS\n# "
         ".vs\n",
         0},
        {"# Uncomment if you commit encrypted files\n", 0},
        {"# Uncomment if you commit encrypted files\n\n\n\n\n# *\n", 0},
        {"uncomment if you commit encrypted files\n", 0},
        {"# *\n#\n##\n", 0},
        {"", 0},
    };
    static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_WARNING};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_layouts layouts = {0};
        sl_sink sink = {.layouts = &layouts};
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_lit("a/.gitignore"), .bytes = str(cases[i].text)};
        sl_doc doc;

        print_message("%s\n", cases[i].text);
        sl_doc_open(&doc, &blob, &arena);
        sl_check_find(sl_lit("ignore-comment"))->document(&rule, &doc, &sink);
        sl_sink_finish(&sink, &doc);
        assert_int_equal(sink.findings.len, cases[i].line > 0);
        if (cases[i].line > 0)
            assert_int_equal(sink.findings.at[0].place.start.line, cases[i].line);
        sl_sink_free(&sink);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_fits_the_path_or_a_directory_above_it),
        cmocka_unit_test(a_deciding_line_is_found_and_named),
        cmocka_unit_test(paths_of_one_line_are_one_group),
        cmocka_unit_test(a_comment_that_has_it_backwards_is_told_from_one_that_has_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

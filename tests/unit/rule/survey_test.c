/* survey_test.c - what is known about a repository: paths and lines, found again. */
#include "rule/survey.h"

#include "page.h"
#include "text/glob.h"

#include <stdlib.h>

/* Sorted by bytes: '-' and '.' come before '/', '0' and letters behind it. */
static const sl_known_path paths[] = {
    {.path = {".gitignore", 10}, .tracked = true},
    {.path = {"deploy-2/x", 10}, .tracked = true},
    {.path = {"deploy.env", 10}, .on_disk = true},
    {.path = {"deploy/vars/a.yml", 17}, .tracked = true},
    {.path = {"deploy0", 7}, .tracked = true},
    {.path = {"src/main.c", 10}, .tracked = true},
};

static const sl_survey survey = {.paths = paths, .paths_len = COUNT(paths)};
static const sl_survey empty;

static void a_path_is_found_by_its_whole_name(void **state)
{
    static const struct {
        const char *path;
        bool known;
    } cases[] = {
        {".gitignore", true},   {"src/main.c", true}, {"deploy.env", true},
        {"deploy", false},      {"main.c", false},    {"", false},
        {"deploy.env/", false}, {"zzz", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const sl_known_path *found = sl_survey_path(&survey, sl_str_of(cases[i].path));

        print_message("%s\n", cases[i].path);
        assert_int_equal(found != NULL, cases[i].known);
        if (found)
            assert_text(found->path, cases[i].path);
        assert_null(sl_survey_path(&empty, sl_str_of(cases[i].path)));
    }
    assert_true(sl_survey_path(&survey, sl_lit("deploy.env"))->on_disk);
    assert_false(sl_survey_path(&survey, sl_lit("deploy.env"))->tracked);
}

static void a_directory_is_not_taken_for_its_neighbours(void **state)
{
    static const struct {
        const char *dir;
        bool known;
    } cases[] = {
        {"deploy", true}, /* behind "deploy-2" and "deploy.env" */
        {"deploy/vars", true},    {"deploy-2", true},    {"src", true},
        {"deploy/vars/a", false}, {"deploy.env", false}, {"deploy0", false},
        {"dep", false},           {"src/main.c", false}, {"vars", false},
        {"zzz", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].dir);
        assert_int_equal(sl_survey_dir(&survey, sl_str_of(cases[i].dir)),
                         cases[i].known);
        assert_false(sl_survey_dir(&empty, sl_str_of(cases[i].dir)));
    }
}

static void the_first_path_that_any_glob_fits_is_told(void **state)
{
    static const struct {
        sl_str globs[2];
        const char *path; /* NULL: none */
    } cases[] = {
        {{{"*.c", 3}, {"*.yml", 5}}, "deploy/vars/a.yml"},
        {{{"/deploy/**", 10}, {"nothing", 7}}, "deploy/vars/a.yml"},
        {{{"nothing", 7}, {"main.c", 6}}, "src/main.c"},
        {{{"**", 2}, {"*.c", 3}}, ".gitignore"},
        {{{"/main.c", 7}, {"deploy", 6}}, NULL},
        /* how paths begin and end is looked at first: none may be missed */
        {{{"*", 1}, {"", 0}}, ".gitignore"},
        {{{"s*", 2}, {"/s*", 3}}, NULL},
        {{{"/s*/*", 5}, {"x?", 2}}, "src/main.c"},
        {{{"?", 1}, {"nothing", 7}}, "deploy-2/x"},
        {{{"*.[cd]", 6}, {"nothing", 7}}, "src/main.c"},
        {{{"{deploy,nothing}0", 17}, {"/z*", 3}}, "deploy0"},
        {{{"/{dep,src}*/*.c", 15}, {"/z*", 3}}, "src/main.c"},
        {{{"**/x", 4}, {"/z*", 3}}, "deploy-2/x"},
        {{{"deploy\\0", 8}, {"/z*", 3}}, "deploy0"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_list globs = {cases[i].globs, 2};
        const sl_known_path *found = sl_survey_match(&survey, globs);

        assert_int_equal(found != NULL, cases[i].path != NULL);
        if (found)
            assert_text(found->path, cases[i].path);
        assert_null(sl_survey_match(&empty, globs));
    }
    assert_null(sl_survey_match(&survey, (sl_list){0}));
}

static int by_path(const void *a, const void *b)
{
    return sl_str_cmp(((const sl_known_path *)a)->path,
                      ((const sl_known_path *)b)->path);
}

/* More paths than are looked at in one go, in every mixture of dirs and ends; every
 * other one comes with its tail, as those of an index do. */
static size_t make_paths(sl_arena *arena, sl_known_path out[])
{
    static const char *const dirs[] = {"",  "a/", "a/group_vars/",     "b/config/c/",
                                       "x", "z/", "z/group_vars/prod/"};
    static const char *const ends[] = {".env",
                                       "main.c",
                                       "prod.yml",
                                       "id_rsa",
                                       "k",
                                       "n.tf",
                                       ".gitignore",
                                       "a/b",
                                       "main.yml",
                                       "kk",
                                       "docker-compose.dev.yml"};
    size_t len = 0;

    for (size_t n = 0; n < 3; n++)
        for (size_t i = 0; i < COUNT(dirs); i++)
            for (size_t k = 0; k < COUNT(ends); k++) {
                sl_str path =
                    sl_arena_printf(arena, "%s%.*s%s", dirs[i], (int)n, "12", ends[k]);

                out[len++] = (sl_known_path){.path = path,
                                             .tail = k % 2 ? sl_path_tail(path) : 0};
            }
    qsort(out, len, sizeof *out, by_path);
    return len;
}

/* As the reader of an index tells it. */
static void tell_dirs(sl_known_path *out, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        sl_str a = out[i - 1].path, b = out[i].path;

        a.len -= sl_path_base(a).len;
        b.len -= sl_path_base(b).len;
        out[i].same_dir = sl_str_eq(a, b);
    }
}

static void what_is_found(bool dirs_are_told)
{
    static const char *const texts[] = {
        "*.yml",
        "**/group_vars/**/*.yml",
        "docker-compose.*.yml",
        "id_rsa",
        "*k",
        "k",
        "*f",
        "*.tf",
        "**/config/**/main.c",
        "/z/**/.env",
        "/z/**",
        "**/1docker-compose.dev.yml",
        "**/a/b",
        "n?.tf",
        "12*",
        "**/group_vars/*",
        "*compose*",
        "*.[ct]",
        "{k,kk}",
        "nothing",
        "**",
        "*n.yml",
        "*.dev.yml",
        "*.y*ml",
    };
    static const sl_str names[] = {{".gitignore", 10}, {"k", 1}};
    enum { ALIKE = 12, GLOBS = COUNT(texts) + ALIKE };
    sl_known_path many[3 * 7 * 11];
    const sl_known_path *found[GLOBS];
    sl_str globs[GLOBS];
    sl_list lists[GLOBS];
    sl_known_ref_vec named = {0};
    sl_arena arena = {0};
    sl_survey whole = {.paths = many};
    size_t wanted = 0;

    whole.paths_len = make_paths(&arena, many);
    if (dirs_are_told)
        tell_dirs(many, whole.paths_len);
    for (size_t k = 0; k < GLOBS; k++) {
        globs[k] = k < COUNT(texts)
                       ? sl_str_of(texts[k])
                       : sl_arena_printf(&arena, "**/group_vars/**/%c*.yml",
                                         (int)('a' + k % 26));
        lists[k] = (sl_list){&globs[k], 1};
    }
    sl_survey_look(&whole, &(sl_survey_search){.lists = lists,
                                               .lists_len = GLOBS,
                                               .found = found,
                                               .names = {names, COUNT(names)},
                                               .named = &named});
    for (size_t k = 0; k < GLOBS; k++) {
        size_t i = 0;

        while (i < whole.paths_len && !sl_glob_match(globs[k], many[i].path))
            i++;
        print_message("%s\n", globs[k].ptr);
        assert_ptr_equal(found[k], i < whole.paths_len ? &many[i] : NULL);
    }
    for (size_t i = 0; i < whole.paths_len; i++)
        if (sl_glob_match(names[0], many[i].path) ||
            sl_glob_match(names[1], many[i].path))
            assert_ptr_equal(named.at[wanted++], &many[i]);
    assert_int_equal(named.len, wanted);
    sl_vec_free(&named);
    sl_arena_free(&arena);
}

static void what_is_found_is_what_each_glob_finds_alone(void **state)
{
    (void)state;
    what_is_found(false);
    what_is_found(true);
}

/* What no path of one directory fits, those of the next may. */
static void what_is_known_of_a_directory_ends_with_it(void **state)
{
    static const sl_known_path some[] = {{.path = {"a/x.yml", 7}},
                                         {.path = {"b/group_vars/x.yml", 18}}};
    static const sl_str glob = {"**/group_vars/*.yml", 19};
    const sl_survey two = {.paths = some, .paths_len = COUNT(some)};

    (void)state;
    assert_ptr_equal(sl_survey_match(&two, (sl_list){&glob, 1}), &some[1]);
}

/* One of its globs is anchored, and the paths that fit it come late. */
static void the_first_path_is_told_whichever_glob_it_fits(void **state)
{
    static const sl_str globs[] = {{"/z/**", 5}, {"x{.env,k}", 9}};
    sl_known_path many[3 * 7 * 11];
    sl_arena arena = {0};
    sl_survey whole = {.paths = many};

    (void)state;
    whole.paths_len = make_paths(&arena, many);
    assert_text(sl_survey_match(&whole, (sl_list){globs, COUNT(globs)})->path, "x.env");
    sl_arena_free(&arena);
}

static void the_pattern_of_a_line_loses_its_comment_marks(void **state)
{
    static const struct {
        const char *line;
        const char *pattern;
        bool commented;
    } cases[] = {
        {"*.env", "*.env", false}, {"# *.env", "*.env", true},
        {"#*.env", "*.env", true}, {" \t#   *.env \r", "*.env", true},
        {"  !x  ", "!x", false},   {"# !common.yml", "!common.yml", true},
        {"\\#x", "\\#x", false},   {"#", "", true},
        {"", "", false},           {"   ", "", false},
        {"a # b", "a # b", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool commented = !cases[i].commented;

        print_message("[%s]\n", cases[i].line);
        assert_text(sl_survey_pattern(sl_str_of(cases[i].line), &commented),
                    cases[i].pattern);
        assert_int_equal(commented, cases[i].commented);
    }
}

static sl_line_fact line(sl_line_kind kind, const char *path, const char *text)
{
    sl_line_fact fact = {.kind = kind, .text = sl_str_of(text)};

    fact.place = sl_survey_place(sl_str_of(path));
    return fact;
}

static void a_line_is_found_in_its_file_active_or_not(void **state)
{
    static const struct {
        const char *named;
        bool there;
    } cases[] = {
        {".gitignore: *.env", true},
        {".gitignore: !a", true}, /* commented out */
        {"sub/.gitignore: *", true},
        {".gitignore: *", false}, /* that is the other file's */
        {"sub/.gitignore: *.env", false},
        {".gitattributes: *.env filter=git-crypt", true},
        {".gitignore: *.en", false},
        {"no colon", false},
        {"", false},
    };
    const sl_line_fact lines[] = {
        line(SL_LINE_ATTRIBUTE, ".gitattributes", "# *.env filter=git-crypt"),
        line(SL_LINE_IGNORE, ".gitignore", "  *.env"),
        line(SL_LINE_IGNORE, ".gitignore", "#!a"),
        line(SL_LINE_IGNORE, "sub/.gitignore", "*"),
    };
    const sl_survey read = {.lines = lines, .lines_len = COUNT(lines)};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].named);
        assert_int_equal(sl_survey_has_line(&read, sl_str_of(cases[i].named)),
                         cases[i].there);
        assert_false(sl_survey_has_line(&empty, sl_str_of(cases[i].named)));
    }
}

static void lines_are_visited_file_after_file_and_kind_after_kind(void **state)
{
    const sl_line_fact lines[] = {
        line(SL_LINE_IGNORE, ".gitignore", "a"),
        line(SL_LINE_IGNORE, ".gitignore", "b"),
        line(SL_LINE_ATTRIBUTE, "x", "a"),
        line(SL_LINE_DOCKERFILE, "x", "COPY . ."),
        line(SL_LINE_IGNORE, "y/.gitignore", "a"),
    };
    static const size_t counts[] = {2, 1, 1, 1};
    const sl_survey read = {.lines = lines, .lines_len = COUNT(lines)};
    size_t start = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(counts); i++) {
        size_t first = start;
        sl_survey_lines file = sl_survey_next_file(&read, &start);

        assert_ptr_equal(file.at, lines + first);
        assert_int_equal(file.len, counts[i]);
    }
    assert_int_equal(start, COUNT(lines));
}

static void a_layout_has_at_most_one_use(void **state)
{
    static const sl_layout used, unused;
    const sl_layout_use uses[] = {{.layout = &used, .strategy = SL_STRATEGY_GIT_CRYPT}};
    const sl_survey with = {.uses = uses, .uses_len = COUNT(uses)};

    (void)state;
    assert_ptr_equal(sl_survey_use(&with, &used), &uses[0]);
    assert_null(sl_survey_use(&with, &unused));
    assert_null(sl_survey_use(&empty, &used));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_found_by_its_whole_name),
        cmocka_unit_test(a_directory_is_not_taken_for_its_neighbours),
        cmocka_unit_test(the_first_path_that_any_glob_fits_is_told),
        cmocka_unit_test(what_is_found_is_what_each_glob_finds_alone),
        cmocka_unit_test(what_is_known_of_a_directory_ends_with_it),
        cmocka_unit_test(the_first_path_is_told_whichever_glob_it_fits),
        cmocka_unit_test(the_pattern_of_a_line_loses_its_comment_marks),
        cmocka_unit_test(a_line_is_found_in_its_file_active_or_not),
        cmocka_unit_test(lines_are_visited_file_after_file_and_kind_after_kind),
        cmocka_unit_test(a_layout_has_at_most_one_use),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

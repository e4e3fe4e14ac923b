/* layout_test.c - which paths should hold secrets. */
#include "rule/layout.h"

#include "page.h"

static void
the_first_class_whose_globs_match_wins_and_public_paths_have_none(void **state)
{
    static const sl_str env[] = {{"/deploy.env", 11}, {"/deploy.*.env", 13}};
    static const sl_str any[] = {{"*.env", 5}};
    static const sl_str samples[] = {{"*.example.env", 13}};
    sl_secret_class classes[] = {
        {.id = sl_lit("deploy"), .paths = {env, 2}, .public_paths = {samples, 1}},
        {.id = sl_lit("any"), .paths = {any, 1}, .public_paths = {samples, 1}},
    };
    sl_layout layout = {.classes = classes, .classes_len = COUNT(classes)};
    const sl_layout *at = &layout;
    sl_layouts layouts = {.at = &at, .len = 1};
    static const struct {
        const char *path;
        const char *id;
    } cases[] = {
        {"deploy.env", "deploy"},
        {"deploy.prod.env", "deploy"},
        {"sub/deploy.env", "any"},
        {"a/b/x.env", "any"},
        {"deploy.example.env", ""},
        {"x.envrc", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const sl_secret_class *found =
            sl_layouts_find(&layouts, sl_str_of(cases[i].path));

        assert_text(found ? found->id : sl_lit(""), cases[i].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_first_class_whose_globs_match_wins_and_public_paths_have_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

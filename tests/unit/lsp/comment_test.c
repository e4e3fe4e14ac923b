/* comment_test.c - how files write comments. */
#include "lsp/comment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void files_have_comments(void **state)
{
    static const struct {
        const char *path;
        const char *open; /* NULL: none */
        const char *close;
        bool trails;
    } cases[] = {
        {"a/b.py", "# ", "", true},
        {"a/b.PY", "# ", "", true},
        {"src/x.ts", "// ", "", true},
        {".env", "# ", "", false},
        {"deploy/.env.production", "# ", "", false},
        {"deploy/prod.env", "# ", "", false},
        {"Dockerfile", "# ", "", false},
        {".gitignore", "# ", "", false},
        {"sub/.gitattributes", "# ", "", false},
        {"vars/main.yml", "# ", "", true},
        {"q.sql", "-- ", "", true},
        {"pom.xml", "<!-- ", " -->", true},
        {"a.css", "/* ", " */", true},
        {"a.json", NULL, NULL, false},
        {"a.bin", NULL, NULL, false},
        {"README", NULL, NULL, false},
        {"", NULL, NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_comment comment = sl_comment_of(sl_str_of(cases[i].path));
        bool same = !comment.open == !cases[i].open;

        if (same && comment.open)
            same = strcmp(comment.open, cases[i].open) == 0 &&
                   strcmp(comment.close, cases[i].close) == 0 &&
                   comment.trails == cases[i].trails;
        if (!same)
            fail_msg("%s: %s", cases[i].path, comment.open ? comment.open : "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_comments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "git/config_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct sample {
    const char *text;
    const char *listed; /* KEY=VALUE or KEY, each with a line feed behind it */
    bool fails;
} sample;

/* What `git config --list` says of each is asked by the second test. */
static const sample SAMPLES[] = {
    {"", "", false},
    {"[a]\n", "", false},
    {"[a]\nb=c\n", "a.b=c\n", false},
    {"[A]\nB = C d  \n", "a.b=C d\n", false},
    {"[a] b = c\n", "a.b=c\n", false},
    {"\xef\xbb\xbf[a]\nb=c", "a.b=c\n", false},
    {"[a]\r\nb = c\r\n", "a.b=c\n", false},
    {"[a \"S b\"]\nb = c\n", "a.S b.b=c\n", false},
    {"[a \"q\\\"\\\\x\"]\nb\n", "a.q\"\\x.b\n", false},
    {"[a.Sub]\nb = c\n", "a.sub.b=c\n", false},
    {"[a]\nb\n", "a.b\n", false},
    {"[a]\nb =\n", "a.b=\n", false},
    {"[a]\nb = \" c \" # d\n", "a.b= c \n", false},
    {"[a]\nb = c ; d\n", "a.b=c\n", false},
    {"[a]\nb = \"c ; d\" e\n", "a.b=c ; d e\n", false},
    {"[a]\nb = c\\\n  d\n", "a.b=c  d\n", false},
    {"[a]\nb = c\\td\\\\\n", "a.b=c\td\\\n", false},
    {"; x\n# [y]\n[a]\n# b=1\nb-2=c\n", "a.b-2=c\n", false},
    {"[a]\nb=c\n[d]\nb=e\n[a]\nb=f\n", "a.b=c\nd.b=e\na.b=f\n", false},
    {"[a]\n[include]\npath=x\n", "include.path=x\n", false},
    {"b=c\n", "b=c\n", false},
    {"[a\nb=c\n", "", true},
    {"[a \"x]\nb=c\n", "", true},
    {"[a x]\nb=c\n", "", true},
    {"[a]\nb=c\n2=d\n", "a.b=c\n", true},
    {"[a]\nb_c=d\n", "", true},
    {"[a]\nb = \"c\n", "", true},
    {"[a]\nb = c\\x\n", "", true},
    {"[a]\nb c\n", "", true},
};

static bool list(sl_str text, sl_buf *out)
{
    sl_config_reader reader = {.text = text};
    sl_config_item item;
    bool ok;

    sl_buf_clear(out);
    while (sl_config_next(&reader, &item)) {
        sl_buf_add(out, item.key);
        if (item.assigned)
            sl_buf_char(out, '=');
        sl_buf_add(out, item.value);
        sl_buf_char(out, '\n');
    }
    ok = !reader.failed;
    sl_config_reader_free(&reader);
    return ok;
}

static void assignments_are_read(void **state)
{
    sl_buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const sample *s = &SAMPLES[i];
        bool ok = list(sl_str_of(s->text), &out);

        if (ok == s->fails || !sl_str_eq(sl_buf_str(&out), sl_str_of(s->listed)))
            fail_msg("case %zu: %d %s", i, ok, out.ptr ? out.ptr : "");
    }
    sl_buf_free(&out);
}

/* The same of git, where there is one: it lists nothing of a file that it gives up. */
static void git_agrees(void **state)
{
    char path[] = "/tmp/seclint-config-XXXXXX";
    char command[128], answer[1024];
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    snprintf(command, sizeof command, "git config --file %s --list 2>/dev/null", path);
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const sample *s = &SAMPLES[i];
        size_t len = strlen(s->text);
        FILE *git;
        int status;

        assert_int_equal(ftruncate(fd, 0), 0);
        assert_int_equal(pwrite(fd, s->text, len, 0), (ssize_t)len);
        git = popen(command, "r");
        assert_non_null(git);
        len = fread(answer, 1, sizeof answer - 1, git);
        answer[len] = '\0';
        status = pclose(git);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
            skip();
        if ((status != 0) != s->fails || (!s->fails && strcmp(answer, s->listed) != 0))
            fail_msg("case %zu: %d %s", i, status, answer);
    }
    close(fd);
    unlink(path);
}

static void booleans_are_those_of_git(void **state)
{
    static const struct {
        const char *text;
        int value; /* -1: none */
    } cases[] = {{"true", 1},  {"YES", 1}, {"on", 1},  {"1", 1},   {"2k", 1},
                 {"false", 0}, {"no", 0},  {"Off", 0}, {"", 0},    {"0", 0},
                 {"-1", 1},    {"00", 0},  {"x", -1},  {"1x", -1}, {"k", -1},
                 {"t", -1},    {"1 ", -1}, {"+3m", 1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool value = false;
        bool known = sl_config_bool(sl_str_of(cases[i].text), &value);

        if (known != (cases[i].value >= 0) || (known && value != cases[i].value))
            fail_msg("'%s'", cases[i].text);
    }
}

static void the_line_of_a_mistake_is_known(void **state)
{
    sl_config_reader reader = {.text = sl_lit("[a]\nb=c\n\nd e\nf=g\n")};
    sl_config_item item;

    (void)state;
    assert_true(sl_config_next(&reader, &item));
    assert_false(sl_config_next(&reader, &item));
    assert_true(reader.failed);
    assert_int_equal(sl_config_line(&reader), 4);
    sl_config_reader_free(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assignments_are_read),
        cmocka_unit_test(git_agrees),
        cmocka_unit_test(booleans_are_those_of_git),
        cmocka_unit_test(the_line_of_a_mistake_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "cli/options.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/pool.h"
#include "cli/choices.h"
#include "cli/option.h"
#include "rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

enum { MOST_ARGS = 12 };

/* args end with NULL and are not changed. */
static bool parse(const char *const *args, sl_options *options, sl_err *err)
{
    char *argv[MOST_ARGS + 2] = {(char[]){"seclint"}};
    int argc = 1;

    for (; args[argc - 1]; argc++)
        memcpy(&argv[argc], &args[argc - 1], sizeof *argv);
    *err = (sl_err){0};
    return sl_options_parse(argc, argv, options, err);
}

static void add_args(const char *name, const sl_arg_vec *args, sl_buf *out)
{
    for (size_t i = 0; i < args->len; i++)
        sl_buf_printf(out, " %s=%s", name, args->at[i]);
}

/* Everything that differs from the defaults, in the order of the structure. */
static void describe(const sl_options *o, sl_buf *out)
{
    static const char *const colors[] = {"auto", "always", "never"};
    const struct {
        bool shown;
        const char *text;
    } flags[] = {{o->version, "version"},         {o->staged, "staged"},
                 {!o->history, "no-history"},     {!o->archives, "no-archives"},
                 {!o->inline_allow, "no-inline"}, {o->quiet, "quiet"},
                 {o->verbose, "verbose"},         {!o->progress, "no-progress"},
                 {o->exit_zero, "exit-zero"},     {o->allow_partial, "partial"}};
    const struct {
        const char *name;
        const char *value;
    } texts[] = {{"operand", o->operand},
                 {"range", o->range},
                 {"new-since", o->new_since},
                 {"stdin", o->stdin_path},
                 {"config", o->config}};

    sl_buf_add(out, sl_str_of(sl_command_at(o->command)->name));
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].shown)
            sl_buf_printf(out, " %s", flags[i].text);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value)
            sl_buf_printf(out, " %s=%s", texts[i].name, texts[i].value);
    add_args("path", &o->paths, out);
    add_args("rules", &o->rules, out);
    if (strcmp(o->format, "text") != 0)
        sl_buf_printf(out, " format=%s", o->format);
    for (size_t i = 0; i < o->outputs.len; i++)
        sl_buf_printf(out, " output=%.*s:%s", sl_fmt(o->outputs.at[i].format),
                      o->outputs.at[i].file);
    if (o->color != SL_COLOR_AUTO)
        sl_buf_printf(out, " color=%s", colors[o->color]);
    if (o->fail_on != SL_LEVEL_WARNING)
        sl_buf_printf(out, " fail-on=%u", o->fail_on);
    if (o->jobs != sl_pool_cores())
        sl_buf_printf(out, " jobs=%u", o->jobs);
}

typedef struct good_case {
    const char *args[MOST_ARGS];
    const char *expected;
} good_case;

static const good_case good[] = {
    {{NULL}, "scan"},
    {{"scan"}, "scan"},
    {{"a", "b"}, "scan path=a path=b"},
    {{"scan", "a", "scan"}, "scan path=a path=scan"},
    {{"./rules"}, "scan path=./rules"},
    {{"--", "rules"}, "scan path=rules"},
    {{"scan", "rules"}, "scan path=rules"},
    {{"a", "rules"}, "scan path=a path=rules"},
    {{"--", "-q", "--staged"}, "scan path=-q path=--staged"},
    {{"-"}, "scan path=-"},
    {{"--stdin-path", ".env", "-"}, "scan stdin=.env path=-"},
    {{"--staged"}, "scan staged"},
    {{"--staged", "--staged"}, "scan staged"},
    {{"--staged", "--no-history", "/"}, "scan staged no-history path=/"},
    {{"--staged", "/nowhere/.git"}, "scan staged path=/nowhere/.git"},
    {{"--range=a..b"}, "scan range=a..b"},
    {{"--range=a...b"}, "scan range=a...b"},
    {{"--range", "auto"}, "scan range=auto"},
    {{"--new-since", "main", "."}, "scan new-since=main path=."},
    {{"--range", "v1.0..HEAD~2"}, "scan range=v1.0..HEAD~2"},
    {{"--no-archives"}, "scan no-archives"},
    {{"--no-inline", "--no-progress"}, "scan no-inline no-progress"},
    {{"--format=sarif"}, "scan format=sarif"},
    {{"--format", "sarif", "--format", "jsonl"}, "scan format=jsonl"},
    {{"--format", "markdown", "rules"}, "rules format=markdown"},
    {{"rules", "--format=markdown"}, "rules format=markdown"},
    {{"--output", "sarif=a=b", "x", "--output=text=c"},
     "scan path=x output=sarif:a=b output=text:c"},
    {{"--rules", "r", "--rules=s"}, "scan rules=r rules=s"},
    {{"--rules", "r", "rules"}, "rules rules=r"},
    {{"--config", "c.yml", "explain", "github-pat"},
     "explain operand=github-pat config=c.yml"},
    {{"explain", "--", "--odd"}, "explain operand=--odd"},
    {{"--color=always"}, "scan color=always"},
    {{"--color", "never"}, "scan color=never"},
    {{"--fail-on=never"}, "scan fail-on=0"},
    {{"--fail-on=note"}, "scan fail-on=1"},
    {{"--fail-on=error"}, "scan fail-on=3"},
    {{"--exit-zero", "--allow-partial"}, "scan exit-zero partial"},
    {{"-j200"}, "scan jobs=200"},
    {{"-j", "199"}, "scan jobs=199"},
    {{"--jobs=0256"}, "scan jobs=256"},
    {{"-qj198", "p"}, "scan quiet path=p jobs=198"},
    {{"p", "-v"}, "scan verbose path=p"},
    {{"-V"}, "scan version"},
    {{"--version", "--staged", "--range=a..b"}, "scan version staged range=a..b"},
    {{"--version", "explain"}, "explain version"},
    {{"-h"}, "help"},
    {{"help"}, "help"},
    {{"help", "--format=markdown"}, "help format=markdown"},
    {{"rules", "-h"}, "help operand=rules"},
    {{"--help", "explain"}, "help operand=explain"},
    {{"explain", "a", "b", "--help"}, "help operand=explain"},
    {{"rules", "--format=jsonl", "--help"}, "help operand=rules"},
    {{"-hV"}, "help version"},
    {{"completions", "fish"}, "completions operand=fish"},
    {{"man"}, "man"},
};

static void command_lines_are_read(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        sl_options options;
        sl_err err;
        sl_buf got = {0};

        if (!parse(good[i].args, &options, &err))
            fail_msg("%s: %s", good[i].expected, err.text);
        describe(&options, &got);
        assert_string_equal(got.ptr, good[i].expected);
        sl_buf_free(&got);
        sl_options_free(&options);
    }
}

typedef struct bad_case {
    const char *args[MOST_ARGS];
    const char *expected; /* of the message; all of it but for the hint */
    const char *hint;
} bad_case;

#define FORMATS                                                                     \
    "text, sarif, jsonl, github, gitlab, codequality, junit, rdjson, azure, html, " \
    "markdown"
#define HELP "see seclint --help"

static const bad_case bad[] = {
    {{"--fromat=x"}, "unknown option '--fromat', did you mean --format?", HELP},
    {{"--form=sarif"}, "unknown option '--form', did you mean --format?", HELP},
    {{"--stage"}, "unknown option '--stage', did you mean --staged?", HELP},
    {{"--xyzzy"}, "unknown option '--xyzzy'", HELP},
    {{"--=x"}, "unknown option '--'", HELP},
    {{"-x"}, "unknown option '-x'", HELP},
    {{"-qx"}, "unknown option '-x'", HELP},
    {{"-staged"}, "unknown option '-s', did you mean --staged?", HELP},
    {{"--staged=1"}, "--staged takes no value", HELP},
    {{"--format"}, "--format needs a value: FORMAT", HELP},
    {{"--format="}, "--format needs a value that is not empty: FORMAT", HELP},
    {{"--config", ""}, "--config needs a value that is not empty: FILE", HELP},
    {{"--config", "--staged"},
     "--config needs a value: FILE (one that begins with a dash is written "
     "--config=--staged)",
     HELP},
    {{"-j"}, "--jobs needs a value: N", HELP},
    {{"-j0"}, "--jobs needs a whole number from 1 to 256, not '0'", HELP},
    {{"-j257"}, "--jobs needs a whole number from 1 to 256, not '257'", HELP},
    {{"-j", "4294967297"},
     "--jobs needs a whole number from 1 to 256, not '4294967297'",
     HELP},
    {{"--jobs= 4"}, "--jobs needs a whole number from 1 to 256, not ' 4'", HELP},
    {{"--jobs=+4"}, "--jobs needs a whole number from 1 to 256, not '+4'", HELP},
    {{"--format=sarf"},
     "--format does not know 'sarf', did you mean sarif? (known: " FORMATS ", auto)",
     HELP},
    {{"--format=pdf"}, "--format does not know 'pdf' (known: " FORMATS ", auto)", HELP},
    {{"rules", "--format=sarif"},
     "--format does not know 'sarif' (known: text, jsonl, markdown)",
     "see seclint rules --help"},
    {{"--color=on"}, "--color does not know 'on' (known: auto, always, never)", HELP},
    {{"--fail-on=errors"},
     "--fail-on does not know 'errors', did you mean error? (known: never, note, "
     "warning, error)",
     HELP},
    {{"--output=sarif"}, "--output needs FORMAT=FILE, not 'sarif'", HELP},
    {{"--output=sarif="}, "--output needs a file behind 'sarif='", HELP},
    {{"--output=sarif=-"},
     "--output writes files, standard output is for --format sarif",
     HELP},
    {{"--output=auto=a"}, "--output does not know 'auto' (known: " FORMATS ")", HELP},
    {{"--output=sarif=a", "--output=text=././a"},
     "two --output go to the same file: ././a",
     HELP},
    {{"--staged", "--range=a..b"},
     "--staged and --range exclude each other: the index and commits are looked at in "
     "separate runs",
     HELP},
    {{"--range=a..b", "--no-history"},
     "--range and --no-history exclude each other: commits are history",
     HELP},
    {{"-qv"}, "--quiet and --verbose exclude each other: say less or say more", HELP},
    {{"--range=HEAD"},
     "--range needs two commits as A..B or A...B, or auto, not 'HEAD'",
     HELP},
    {{"--range=..b"},
     "--range needs two commits as A..B or A...B, or auto, not '..b'",
     HELP},
    {{"--range=a.."},
     "--range needs two commits as A..B or A...B, or auto, not 'a..'",
     HELP},
    {{"--range=a..."},
     "--range needs two commits as A..B or A...B, or auto, not 'a...'",
     HELP},
    {{"--range=a....b"},
     "--range needs two commits as A..B or A...B, or auto, not 'a....b'",
     HELP},
    {{"--new-since="}, "--new-since needs a value that is not empty: REF", HELP},
    {{"--new-since=main", "--staged"},
     "--new-since and --staged exclude each other: what a commit changes is new in "
     "itself",
     HELP},
    {{"--new-since=main", "--range=a..b"},
     "--new-since and --range exclude each other: what commits bring in is new in "
     "itself",
     HELP},
    {{"--new-since=main", "a", "b"},
     "--new-since is about one repository, not 2",
     HELP},
    {{"--range=auto", "a", "b"}, "--range auto is about one repository, not 2", HELP},
    {{"--staged", "-"}, "--staged reads a repository, not standard input", HELP},
    {{"--range=a..b", "/proc/self/exe"},
     "--range reads a repository, but /proc/self/exe is a file",
     HELP},
    {{"-", "-"}, "standard input can be read only once", HELP},
    {{"--stdin-path=a"}, "--stdin-path names standard input, but no PATH is '-'", HELP},
    {{"scan", ""}, "a PATH is empty", HELP},
    {{"rules", "--staged"},
     "--staged is no option of the command rules",
     "see seclint rules --help"},
    {{"-j4", "man"},
     "--jobs is no option of the command man",
     "see seclint man --help"},
    {{"man", "a"}, "man has no use for 'a'", "see seclint man --help"},
    {{"explain"}, "explain needs ID|PATH:LINE", "see seclint explain --help"},
    {{"explain", "a", "b"}, "explain has no use for 'b'", "see seclint explain --help"},
    {{"completions"},
     "completions needs SHELL: one of bash, zsh, fish",
     "see seclint completions --help"},
    {{"completions", "zhs"},
     "completions does not know 'zhs', did you mean zsh? (known: bash, zsh, fish)",
     "see seclint completions --help"},
    {{"help", "ruls"},
     "help does not know 'ruls', did you mean rules? (known: scan, rules, explain, "
     "config, baseline, merge, diff, check-ignore, check-attr, hook, lsp, completions, "
     "man, help)",
     "see seclint help --help"},
};

static void wrong_command_lines_are_told_why(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sl_options options;
        sl_err err;
        sl_buf expected = {0};

        sl_buf_printf(&expected, "%s; %s", bad[i].expected, bad[i].hint);
        if (parse(bad[i].args, &options, &err))
            fail_msg("taken: %s", bad[i].expected);
        assert_int_equal(err.code, SL_EUSAGE);
        assert_string_equal(err.text, expected.ptr);
        sl_buf_free(&expected);
        sl_options_free(&options);
    }
}

static void long_words_leave_room_for_the_hint(void **unused)
{
    char word[4096];
    const char *const options[] = {"--", "-", "--format=", "--output=", "--config=x\n"};

    (void)unused;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *args[] = {word, "help", word, NULL};
        sl_options parsed;
        sl_err err;

        memset(word, 'z', sizeof word);
        word[sizeof word - 1] = '\0';
        memcpy(word, options[i], strlen(options[i]));
        assert_false(parse(args, &parsed, &err));
        assert_non_null(strstr(err.text, "; see seclint "));
        assert_non_null(strstr(err.text, "--help"));
        sl_options_free(&parsed);
    }
}

static void an_empty_argv_is_a_scan(void **unused)
{
    char *argv[] = {NULL};
    sl_options options;
    sl_err err = {0};

    (void)unused;
    assert_true(sl_options_parse(0, argv, &options, &err));
    assert_int_equal(options.command, SL_COMMAND_SCAN);
    sl_options_free(&options);
}

static void no_error_is_needed_to_fail(void **unused)
{
    char *argv[] = {(char[]){"seclint"}, (char[]){"-x"}, NULL};
    sl_options options;

    (void)unused;
    assert_false(sl_options_parse(2, argv, &options, NULL));
    sl_options_free(&options);
}

static void choices_are_in_the_order_of_their_constants(void **unused)
{
    (void)unused;
    assert_int_equal(sl_choices_index(SL_FAIL_ON_CHOICES, sl_lit("never")),
                     SL_LEVEL_OFF);
    assert_int_equal(sl_choices_index(SL_FAIL_ON_CHOICES, sl_lit("note")),
                     SL_LEVEL_NOTE);
    assert_int_equal(sl_choices_index(SL_FAIL_ON_CHOICES, sl_lit("warning")),
                     SL_LEVEL_WARNING);
    assert_int_equal(sl_choices_index(SL_FAIL_ON_CHOICES, sl_lit("error")),
                     SL_LEVEL_ERROR);
    assert_int_equal(sl_choices_index(SL_COLOR_CHOICES, sl_lit("auto")), SL_COLOR_AUTO);
    assert_int_equal(sl_choices_index(SL_COLOR_CHOICES, sl_lit("always")),
                     SL_COLOR_ALWAYS);
    assert_int_equal(sl_choices_index(SL_COLOR_CHOICES, sl_lit("never")),
                     SL_COLOR_NEVER);
    assert_int_equal(sl_choices_index(SL_COLOR_CHOICES, sl_lit("neve")), SIZE_MAX);
}

/* The parser cuts words before it knows the command, and defaults are shared. */
static void rows_of_one_name_agree(void **unused)
{
    const sl_option *a, *b;

    (void)unused;
    for (size_t i = 0; (a = sl_option_at(i)) != NULL; i++) {
        assert_int_equal(a->arg != NULL, sl_option_takes_value(a));
        for (size_t j = 0; (b = sl_option_at(j)) != NULL && j < i; j++) {
            if (strcmp(a->name, b->name) != 0) {
                assert_true(!a->letter || a->letter != b->letter);
                continue;
            }
            assert_int_equal(sl_option_takes_value(a), sl_option_takes_value(b));
            assert_int_equal(a->commands & b->commands, 0);
            assert_string_equal(a->initial ? a->initial : "",
                                b->initial ? b->initial : "");
            assert_int_equal(a->offset == b->offset, a->kind == b->kind);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_lines_are_read),
        cmocka_unit_test(wrong_command_lines_are_told_why),
        cmocka_unit_test(long_words_leave_room_for_the_hint),
        cmocka_unit_test(an_empty_argv_is_a_scan),
        cmocka_unit_test(no_error_is_needed_to_fail),
        cmocka_unit_test(choices_are_in_the_order_of_their_constants),
        cmocka_unit_test(rows_of_one_name_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* main.c - the program: options in, one command run, standard output made sure of. */
#include "aws/actions.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/pages.h"
#include "cli/questions.h"
#include "doc/doc.h"
#include "git/inflate.h"
#include "libraries.h"
#include "match/regex.h"
#include "report/report.h"
#include "rule/builtin.h"
#include "source/archive.h"
#include "source/repo.h"

#include <string.h>

static void write_help(const sl_options *options, sl_buf *out)
{
    if (sl_str_eq(sl_str_of(options->format), sl_lit("markdown")))
        sl_clidoc_write(out);
    else
        sl_help_write(sl_command_find(sl_str_of(options->operand)), out);
}

static void put(sl_buf *out, const char *before, const char *text)
{
    sl_buf_add(out, sl_str_of(before));
    sl_buf_add(out, sl_str_of(text));
}

static void put_number(sl_buf *out, const char *before, size_t number, size_t digits)
{
    put(out, before, "");
    sl_buf_number(out, number, digits);
}

static void write_version(sl_buf *out)
{
    unsigned day = sl_iam_data_date();

    put(out, "seclint ", sl_version());
    put_number(out, "\n", sl_builtin_rules_count, 1);
    put_number(out, " built-in rules, ", sl_builtin_layouts_count, 1);
    put_number(out, " layouts, AWS actions of ", day / 10000, 4);
    put_number(out, "-", day / 100 % 100, 2);
    put_number(out, "-", day % 100, 2);
    put(out, "\nlibgit2 ", sl_repo_library_version());
    put(out, ", libarchive ", sl_archive_library_version());
    put(out, ", libdeflate ", sl_inflate_library_version());
    put(out, ", PCRE2 ", sl_regex_library_version());
    put(out, ", libyaml ", sl_doc_yaml_version());
    put(out, ", tree-sitter ", sl_doc_tree_sitter_version());
    put_number(out, " (ABI ", sl_doc_tree_sitter_abi(), 1);
    put(out, ")\n", SL_LINKAGE "\n");
}

/* The commands that are nothing but a text. */
static int print_page(const sl_options *options)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool done;

    if (options->version)
        write_version(&text);
    else if (options->command == SL_COMMAND_MAN)
        sl_man_write(sl_version(), &text);
    else if (options->command == SL_COMMAND_COMPLETIONS)
        sl_completions_write(sl_str_of(options->operand), &text);
    else
        write_help(options, &text);
    done = sl_stdout_write(sl_buf_str(&text), &err);
    sl_buf_free(&text);
    return done ? SL_EXIT_CLEAN : sl_complain(&err);
}

static int run(const sl_options *options)
{
    if (options->version)
        return print_page(options);
    switch (options->command) {
    case SL_COMMAND_SCAN: return sl_command_scan(options);
    case SL_COMMAND_RULES: return sl_command_rules(options);
    case SL_COMMAND_EXPLAIN: return sl_command_explain(options);
    case SL_COMMAND_CONFIG: return sl_command_config(options);
    case SL_COMMAND_BASELINE: return sl_command_baseline(options);
    case SL_COMMAND_MERGE: return sl_command_merge(options);
    case SL_COMMAND_DIFF: return sl_command_diff(options);
    case SL_COMMAND_CHECK_IGNORE: return sl_command_check_ignore(options);
    case SL_COMMAND_CHECK_ATTR: return sl_command_check_attr(options);
    case SL_COMMAND_LSP: return sl_command_lsp(options);
    case SL_COMMAND_HOOK: return sl_command_hook(options);
    default: return print_page(options);
    }
}

static int misused(const sl_options *options, const sl_err *err)
{
    int status = sl_complain(err);

    return sl_command_follows_git(options->command) ? SL_EXIT_GIT_USAGE : status;
}

/* `seclint --version` and nothing else: what scripts ask before every run is answered
 * without a look at the tables of options. */
static bool asks_version(int argc, char **argv)
{
    return argc == 2 && strcmp(argv[1], "--version") == 0;
}

int main(int argc, char **argv)
{
    sl_options options = {0};
    sl_err err = {0};
    int status;

    sl_mem_init();
    sl_core_guard();
    sl_stdio_guard();
    options.version = asks_version(argc, argv);
    if (options.version || sl_options_parse(argc, argv, &options, &err))
        status = run(&options);
    else
        status = misused(&options, &err);
    sl_options_free(&options);
    return sl_stdout_close(&err) ? status : sl_complain(&err);
}

/* main.c - the program: options in, one command run, standard output made sure of. */
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/pages.h"
#include "report/report.h"

static void write_help(const sl_options *options, sl_buf *out)
{
    if (sl_str_eq(sl_str_of(options->format), sl_lit("markdown")))
        sl_clidoc_write(out);
    else
        sl_help_write(sl_command_find(sl_str_of(options->operand)), out);
}

/* The commands that are nothing but a text. */
static int print_page(const sl_options *options)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool done;

    if (options->version)
        sl_buf_printf(&text, "seclint %s\n", sl_version());
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
    default: return print_page(options);
    }
}

int main(int argc, char **argv)
{
    sl_options options;
    sl_err err = {0};
    int status;

    sl_stdio_guard();
    status = sl_options_parse(argc, argv, &options, &err) ? run(&options)
                                                          : sl_complain(&err);
    sl_options_free(&options);
    return sl_stdout_close(&err) ? status : sl_complain(&err);
}

#include "cli/pages.h"

#include "cli/manual.h"

#include <string.h>

/* Text as troff takes it: hyphens that can be copied, no escapes of its own, no
 * request at the start of a line. */
static void put(sl_buf *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        sl_buf_add(out, sl_lit("\\&"));
    for (; *text; text++) {
        if (*text == '-')
            sl_buf_add(out, sl_lit("\\-"));
        else if (*text == '\\')
            sl_buf_add(out, sl_lit("\\e"));
        else if (*text == '~')
            sl_buf_add(out, sl_lit("\\(ti"));
        else
            sl_buf_char(out, *text);
    }
}

static void put_line(sl_buf *out, const char *text)
{
    put(out, text);
    sl_buf_char(out, '\n');
}

static void put_bold(sl_buf *out, const char *text)
{
    sl_buf_add(out, sl_lit("\\fB"));
    put(out, text);
    sl_buf_add(out, sl_lit("\\fR"));
}

static void write_synopsis(sl_buf *out)
{
    sl_buf usage = {0};

    sl_buf_add(out, sl_lit(".SH SYNOPSIS\n"));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        sl_buf_clear(&usage);
        sl_manual_usage(sl_command_at(id), &usage);
        sl_buf_add(out, id > 0 ? sl_lit(".br\n.B seclint\n") : sl_lit(".B seclint\n"));
        put_line(out, usage.ptr);
    }
    sl_buf_free(&usage);
}

static void write_commands(sl_buf *out)
{
    sl_buf_add(out, sl_lit(".SH COMMANDS\n"));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        const sl_command *command = sl_command_at(id);
        const char *operand = sl_command_operand(command);

        sl_buf_add(out, sl_lit(".TP\n"));
        put_bold(out, command->name);
        if (*operand)
            sl_buf_add(out, sl_lit(" "));
        put_line(out, operand);
        put_line(out, command->detail);
    }
}

/* The commands of an option, unless it is scan alone or all of them. */
static void write_belongs(const sl_option *option, sl_buf *out)
{
    const char *lead = "Commands: ";

    if (option->commands == 1u << SL_COMMAND_SCAN ||
        option->commands == (1u << SL_COMMAND_COUNT) - 1)
        return;
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        if (!sl_option_belongs(option, id))
            continue;
        sl_buf_add(out, sl_str_of(lead));
        put_bold(out, sl_command_at(id)->name);
        lead = ", ";
    }
    sl_buf_add(out, sl_lit(".\n"));
}

static void write_option(const sl_option *option, sl_buf *out)
{
    sl_buf text = {0};

    sl_buf_add(out, sl_lit(".TP\n"));
    if (option->letter)
        sl_buf_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    sl_buf_add(out, sl_lit("\\fB\\-\\-"));
    put(out, option->name);
    sl_buf_add(out, sl_lit("\\fR"));
    if (option->arg)
        sl_buf_printf(out, " \\fI%s\\fR", option->arg);
    sl_buf_char(out, '\n');
    sl_buf_add(&text, sl_str_of(option->summary));
    sl_manual_values(option, &text);
    sl_buf_add(&text,
               sl_option_repeats(option) ? sl_lit("; may be repeated.") : sl_lit("."));
    put_line(out, text.ptr);
    if (option->detail)
        put_line(out, option->detail);
    write_belongs(option, out);
    sl_buf_free(&text);
}

static void write_options(sl_buf *out)
{
    const char *group = "";
    const sl_option *option;

    sl_buf_add(out, sl_lit(".SH OPTIONS\nOptions may stand before and behind the "
                           "command and its operands;\n.B \\-\\-\nends them.\n"));
    for (size_t i = SIZE_MAX;
         (option = sl_manual_next(&i, SL_COMMAND_COUNT)) != NULL;) {
        if (strcmp(group, option->group) != 0)
            sl_buf_printf(out, ".SS %s\n", option->group);
        group = option->group;
        write_option(option, out);
    }
}

static void write_entries(const char *heading, sl_entries entries, sl_buf *out)
{
    sl_buf_printf(out, ".SH %s\n", heading);
    for (size_t i = 0; i < entries.len; i++) {
        sl_buf_add(out, sl_lit(".TP\n"));
        put_bold(out, entries.at[i].term);
        sl_buf_char(out, '\n');
        put_line(out, entries.at[i].text);
    }
}

void sl_man_write(const char *version, sl_buf *out)
{
    sl_buf_printf(out, ".TH SECLINT 1 \"\" \"seclint %s\" \"User Commands\"\n",
                  version);
    sl_buf_add(out, sl_lit(".SH NAME\nseclint \\- "));
    put_line(out, sl_manual_title());
    write_synopsis(out);
    sl_buf_add(out, sl_lit(".SH DESCRIPTION\n"));
    put_line(out, sl_manual_intro());
    write_commands(out);
    write_options(out);
    write_entries("EXAMPLES", sl_manual_examples(), out);
    write_entries("EXIT STATUS", sl_manual_statuses(), out);
    write_entries("ENVIRONMENT", sl_manual_variables(), out);
    write_entries("FILES", sl_manual_files(), out);
    sl_buf_add(out, sl_lit(".SH SEE ALSO\n.BR git (1),\n.BR githooks (5),\n"
                           ".BR gitignore (5)\n"));
}

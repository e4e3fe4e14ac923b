#include "cli/pages.h"

#include "cli/manual.h"

#include <string.h>

static void write_entries(const char *heading, sl_entries entries, sl_buf *out)
{
    sl_buf_printf(out, "\n## %s\n\n", heading);
    for (size_t i = 0; i < entries.len; i++)
        sl_buf_printf(out, "- `%s`: %s\n", entries.at[i].term, entries.at[i].text);
}

static void write_option(const sl_option *option, sl_buf *out)
{
    sl_buf_add(out, sl_lit("- "));
    if (option->letter)
        sl_buf_printf(out, "`-%c`, ", option->letter);
    sl_buf_printf(out, "`--%s%s%s`: %s", option->name, option->arg ? " " : "",
                  option->arg ? option->arg : "", option->summary);
    sl_manual_values(option, out);
    sl_buf_add(out,
               sl_option_repeats(option) ? sl_lit("; may be repeated.") : sl_lit("."));
    if (option->detail)
        sl_buf_printf(out, " %s", option->detail);
    sl_buf_char(out, '\n');
}

static void write_command(sl_command_id id, sl_buf *out)
{
    const sl_command *command = sl_command_at(id);
    const char *group = "";
    const sl_option *option;

    sl_buf_printf(out, "\n## `seclint %s`\n\n    seclint ", command->name);
    sl_manual_usage(command, out);
    sl_buf_printf(out, "\n\n%s\n", command->detail);
    for (size_t i = SIZE_MAX; (option = sl_manual_next(&i, id)) != NULL;) {
        /* --help and --version are everywhere: told once, with scan. */
        if (id != SL_COMMAND_SCAN && option->commands == (1u << SL_COMMAND_COUNT) - 1)
            continue;
        if (strcmp(group, option->group) != 0)
            sl_buf_printf(out, "\n%s:\n\n", option->group);
        group = option->group;
        write_option(option, out);
    }
}

void sl_clidoc_write(sl_buf *out)
{
    sl_buf_printf(out,
                  "<!-- Made by `seclint help --format markdown`: do not edit. -->\n\n"
                  "# The command line\n\n%s\n\n"
                  "Options may stand before and behind the command and its operands; "
                  "`--` ends them.\n",
                  sl_manual_intro());
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        write_command(id, out);
    write_entries("Examples", sl_manual_examples(), out);
    write_entries("Exit status", sl_manual_statuses(), out);
    write_entries("Environment", sl_manual_variables(), out);
    write_entries("Files", sl_manual_files(), out);
}

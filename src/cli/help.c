#include "cli/pages.h"

#include "cli/manual.h"
#include "cli/wrap.h"

#include <string.h>

enum { WIDTH = 78, TEXT_COLUMN = 28 };

/* A term at the left and its text in the second column, below it if too long. */
static void write_row(sl_str term, sl_str text, sl_buf *out)
{
    sl_buf_add(out, term);
    if (term.len + 2 > TEXT_COLUMN)
        sl_buf_printf(out, "\n%*s", TEXT_COLUMN, "");
    else
        sl_buf_printf(out, "%*s", (int)(TEXT_COLUMN - term.len), "");
    sl_wrap(text, TEXT_COLUMN, TEXT_COLUMN, WIDTH, out);
}

static void write_entries(const char *heading, sl_entries entries, sl_buf *out)
{
    sl_buf term = {0};

    sl_buf_printf(out, "\n%s:\n", heading);
    for (size_t i = 0; i < entries.len; i++) {
        sl_buf_clear(&term);
        sl_buf_printf(&term, "  %s", entries.at[i].term);
        write_row(sl_buf_str(&term), sl_str_of(entries.at[i].text), out);
    }
    sl_buf_free(&term);
}

static void write_option(const sl_option *option, sl_buf *out)
{
    sl_buf term = {0}, text = {0};

    sl_buf_printf(&term, option->letter ? "  -%c, --%s" : "  %c   --%s",
                  option->letter ? option->letter : ' ', option->name);
    if (option->arg)
        sl_buf_printf(&term, " %s", option->arg);
    sl_buf_add(&text, sl_str_of(option->summary));
    sl_manual_values(option, &text);
    if (sl_option_repeats(option))
        sl_buf_add(&text, sl_lit("; may be repeated"));
    write_row(sl_buf_str(&term), sl_buf_str(&text), out);
    sl_buf_free(&term);
    sl_buf_free(&text);
}

static void write_options(sl_command_id command, sl_buf *out)
{
    const char *group = "";
    const sl_option *option;

    for (size_t i = SIZE_MAX; (option = sl_manual_next(&i, command)) != NULL;) {
        if (strcmp(group, option->group) != 0)
            sl_buf_printf(out, "\n%s:\n", option->group);
        group = option->group;
        write_option(option, out);
    }
}

static void write_usage(sl_command_id command, const char *lead, sl_buf *out)
{
    sl_buf_printf(out, "%sseclint ", lead);
    sl_manual_usage(sl_command_at(command), out);
    sl_buf_char(out, '\n');
}

static void write_commands(sl_buf *out)
{
    sl_entry rows[SL_COMMAND_COUNT];

    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        rows[id] = (sl_entry){sl_command_at(id)->name, sl_command_at(id)->summary};
    write_entries("Commands", (sl_entries){rows, SL_COMMAND_COUNT}, out);
}

static void write_examples(sl_buf *out)
{
    sl_entries examples = sl_manual_examples();

    sl_buf_add(out, sl_lit("\nExamples:\n"));
    for (size_t i = 0; i < examples.len; i++)
        sl_buf_printf(out, "  %s\n      %s\n", examples.at[i].term,
                      examples.at[i].text);
}

void sl_help_write(sl_command_id command, sl_buf *out)
{
    bool overview = command == SL_COMMAND_COUNT;
    sl_command_id shown = overview ? SL_COMMAND_SCAN : command;

    if (overview)
        sl_buf_printf(out, "seclint: %s\n\n", sl_manual_title());
    write_usage(shown, "Usage: ", out);
    if (overview)
        for (sl_command_id id = SL_COMMAND_RULES; id < SL_COMMAND_COUNT; id++)
            write_usage(id, "       ", out);
    sl_buf_char(out, '\n');
    sl_wrap(sl_str_of(sl_command_at(shown)->detail), 0, 0, WIDTH, out);
    if (overview)
        write_commands(out);
    write_options(shown, out);
    if (shown != SL_COMMAND_SCAN)
        return;
    write_examples(out);
    write_entries("Exit status", sl_manual_statuses(), out);
    write_entries("Environment", sl_manual_variables(), out);
}

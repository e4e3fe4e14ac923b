#include "cli/pages.h"

#include "cli/choices.h"
#include "cli/complete.h"
#include "cli/manual.h"

/* __seclint_command prints the command that is being typed, or "none" as long as the
 * next operand may still be one. */
static const char head[] =
    "# fish completion of seclint, made by: seclint completions fish\n"
    "\n"
    "function __seclint_command\n"
    "    set -l tokens (commandline -opc)\n"
    "    set -l skip 1\n"
    "    for token in $tokens\n"
    "        if test $skip = 1\n"
    "            set skip 0\n"
    "            continue\n"
    "        end\n"
    "        switch $token\n"
    "            case ";

static const char walk[] = "\n"
                           "                set skip 1\n"
                           "            case '-*'\n"
                           "            case ";

static const char ids[] =
    "\n"
    "                echo $token\n"
    "                return\n"
    "            case '*'\n"
    "                echo scan\n"
    "                return\n"
    "        end\n"
    "    end\n"
    "    echo none\n"
    "end\n"
    "\n"
    "function __seclint_in\n"
    "    contains -- (__seclint_command) $argv\n"
    "end\n"
    "\n"
    "function __seclint_ids\n"
    "    set -l tokens (commandline -opc)\n"
    "    $tokens[1]" SL_COMPLETE_IDS "\n"
    "end\n"
    "\n"
    "function __seclint_output\n"
    "    set -l value (string replace -r -- '^--output=' '' (commandline -ct))\n"
    "    for format in $argv\n"
    "        if string match -q -- \"$format=*\" $value\n"
    "            set -l part (string replace -- \"$format=\" '' $value)\n"
    "            printf \"$format=%s\\n\" (__fish_complete_path $part)\n"
    "            return\n"
    "        end\n"
    "    end\n"
    "    printf '%s=\\n' $argv\n"
    "end\n"
    "\n"
    "complete -c seclint -f\n"
    "complete -c seclint -n '__seclint_in none scan' -F\n";

static void write_arguments(const sl_option *option, sl_buf *out)
{
    if (option->kind == SL_OPTION_OUTPUT) {
        sl_buf_add(out, sl_lit(" -x -a '(__seclint_output "));
        sl_choices_join(option->choices, " ", out);
        sl_buf_add(out, sl_lit(")'"));
    } else if (option->choices) {
        sl_buf_add(out, sl_lit(" -x -a '"));
        sl_choices_join(option->choices, " ", out);
        sl_buf_char(out, '\'');
    } else if (option->kind == SL_OPTION_DIRS) {
        sl_buf_add(out, sl_lit(" -x -a '(__fish_complete_directories)'"));
    } else if (option->kind == SL_OPTION_FILE) {
        sl_buf_add(out, sl_lit(" -r -F"));
    } else if (sl_option_takes_value(option)) {
        sl_buf_add(out, sl_lit(" -x"));
    }
}

static void write_option(const sl_option *option, sl_buf *out)
{
    sl_buf_add(out, sl_lit("complete -c seclint -n '__seclint_in"));
    if (sl_option_belongs(option, SL_COMMAND_SCAN))
        sl_buf_add(out, sl_lit(" none"));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        if (sl_option_belongs(option, id))
            sl_buf_printf(out, " %s", sl_command_at(id)->name);
    sl_buf_char(out, '\'');
    if (option->letter)
        sl_buf_printf(out, " -s %c", option->letter);
    sl_buf_printf(out, " -l %s -d '%s'", option->name, option->summary);
    write_arguments(option, out);
    sl_buf_char(out, '\n');
}

static void write_command(const sl_command *command, sl_buf *out)
{
    sl_buf_printf(out, "complete -c seclint -n '__seclint_in none' -a %s -d '%s'\n",
                  command->name, command->summary);
    if (command->arity == SL_ARITY_ANY && command != sl_command_at(SL_COMMAND_SCAN))
        sl_buf_printf(out, "complete -c seclint -n '__seclint_in %s' -F\n",
                      command->name);
    if (command->arity != SL_ARITY_ONE && command->arity != SL_ARITY_OPTIONAL)
        return;
    sl_buf_printf(out, "complete -c seclint -n '__seclint_in %s' -a '", command->name);
    if (command->choices)
        sl_choices_join(command->choices, " ", out);
    else
        sl_buf_add(out, sl_lit("(__seclint_ids)"));
    sl_buf_add(out, sl_lit("'\n"));
}

void sl_complete_fish_write(sl_buf *out)
{
    const sl_option *option;

    sl_buf_add(out, sl_str_of(head));
    sl_complete_valued(" ", out);
    sl_buf_add(out, sl_str_of(walk));
    sl_complete_commands(" ", out);
    sl_buf_add(out, sl_str_of(ids));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        write_command(sl_command_at(id), out);
    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++)
        write_option(option, out);
}

#include "cli/pages.h"

#include "cli/choices.h"
#include "cli/complete.h"
#include "cli/manual.h"

/* bash hands over --format=te as three words: value is put together again from all
 * that stands behind the option. */
static const char head[] =
    "# bash completion of seclint, made by: seclint completions bash\n"
    "\n"
    "_seclint_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$2\"); }\n"
    "\n"
    "_seclint_files() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$2\")\n"
    "}\n"
    "\n"
    "_seclint_output() {\n"
    "    if [[ $1 == *=* ]]; then\n"
    "        _seclint_files -f \"${1#*=}\"\n"
    "    else\n"
    "        compopt -o nospace 2>/dev/null\n"
    "        _seclint_words \"$2\" \"$1\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "_seclint_ids() {\n"
    "    \"$1\"" SL_COMPLETE_IDS "\n"
    "}\n"
    "\n"
    "_seclint() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' value='' i start\n"
    "    COMPREPLY=()\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in\n"
    "        ";

static const char walk[] =
    ")\n"
    "            option=${COMP_WORDS[i]}\n"
    "            [[ ${COMP_WORDS[i + 1]-} == '=' ]] && ((i++))\n"
    "            start=$((++i))\n"
    "            [[ ${COMP_WORDS[i + 1]-} == '=' ]] && ((i += 2))\n"
    "            ((i < COMP_CWORD)) && option=''\n"
    "            ;;\n"
    "        -*) ;;\n"
    "        ";

static const char judge[] = ")\n"
                            "            : \"${command:=${COMP_WORDS[i]}}\"\n"
                            "            ;;\n"
                            "        *) : \"${command:=scan}\" ;;\n"
                            "        esac\n"
                            "    done\n"
                            "    if [[ $option ]]; then\n"
                            "        for ((i = start; i <= COMP_CWORD; i++)); do\n"
                            "            value+=${COMP_WORDS[i]}\n"
                            "        done\n"
                            "        case ${command:-scan}:$option in\n";

static void write_value(const sl_option *option, const char *command, sl_buf *out)
{
    sl_buf_printf(out, "        %s:--%s", command, option->name);
    if (option->letter)
        sl_buf_printf(out, " | %s:-%c", command, option->letter);
    sl_buf_add(out, sl_lit(") "));
    if (option->kind == SL_OPTION_OUTPUT) {
        sl_buf_add(out, sl_lit("_seclint_output \"$value\" '"));
        sl_choices_join(option->choices, "= ", out);
        sl_buf_add(out, sl_lit("='"));
    } else if (option->choices) {
        sl_buf_add(out, sl_lit("_seclint_words '"));
        sl_choices_join(option->choices, " ", out);
        sl_buf_add(out, sl_lit("' \"$value\""));
    } else if (option->kind == SL_OPTION_DIRS) {
        sl_buf_add(out, sl_lit("_seclint_files -d \"$value\""));
    } else if (option->kind == SL_OPTION_FILE) {
        sl_buf_add(out, sl_lit("_seclint_files -f \"$value\""));
    } else {
        sl_buf_char(out, ':');
    }
    sl_buf_add(out, sl_lit(" ;;\n"));
}

static void write_options(sl_command_id id, sl_buf *out)
{
    const char *lead = "";
    const sl_option *option;

    sl_buf_printf(out, "        %s) _seclint_words '", sl_command_at(id)->name);
    for (size_t i = SIZE_MAX; (option = sl_manual_next(&i, id)) != NULL; lead = " ") {
        sl_buf_printf(out, "%s--%s", lead, option->name);
        if (option->letter)
            sl_buf_printf(out, " -%c", option->letter);
    }
    sl_buf_add(out, sl_lit("' \"$cur\" ;;\n"));
}

static void write_operand(sl_command_id id, sl_buf *out)
{
    const sl_command *command = sl_command_at(id);

    if (command->arity == SL_ARITY_NONE)
        return;
    sl_buf_printf(out, "    %s) ", command->name);
    if (command->arity == SL_ARITY_ANY) {
        sl_buf_add(out, sl_lit("_seclint_files -f \"$cur\""));
    } else if (command->choices) {
        sl_buf_add(out, sl_lit("_seclint_words '"));
        sl_choices_join(command->choices, " ", out);
        sl_buf_add(out, sl_lit("' \"$cur\""));
    } else {
        sl_buf_add(out, sl_lit("_seclint_words \"$(_seclint_ids \"$1\")\" \"$cur\""));
    }
    sl_buf_add(out, sl_lit(" ;;\n"));
}

/* The first operand may be a command or a path. */
static void write_operands(sl_buf *out)
{
    sl_buf_add(out, sl_lit("    case $command in\n"));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        write_operand(id, out);
    sl_buf_add(out, sl_lit("    '')\n"
                           "        _seclint_files -f \"$cur\"\n"
                           "        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < "
                           "<(compgen -W '"));
    sl_complete_commands(" ", out);
    sl_buf_add(out, sl_lit("' -- \"$cur\")\n"
                           "        ;;\n"
                           "    esac\n"
                           "}\n\ncomplete -F _seclint seclint\n"));
}

void sl_complete_bash_write(sl_buf *out)
{
    const sl_option *option;

    sl_buf_add(out, sl_str_of(head));
    sl_complete_valued(" | ", out);
    sl_buf_add(out, sl_str_of(walk));
    sl_complete_commands(" | ", out);
    sl_buf_add(out, sl_str_of(judge));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        for (size_t i = SIZE_MAX; (option = sl_manual_next(&i, id)) != NULL;)
            if (sl_option_takes_value(option))
                write_value(option, sl_command_at(id)->name, out);
    sl_buf_add(out, sl_lit("        esac\n"
                           "        return\n"
                           "    fi\n"
                           "    if [[ $cur == -?* || $cur == - ]]; then\n"
                           "        case ${command:-scan} in\n"));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        write_options(id, out);
    sl_buf_add(out, sl_lit("        esac\n"
                           "        return\n"
                           "    fi\n"));
    write_operands(out);
}

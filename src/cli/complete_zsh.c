#include "cli/pages.h"

#include "cli/choices.h"
#include "cli/complete.h"
#include "cli/manual.h"

static const char head[] =
    "#compdef seclint\n"
    "# zsh completion of seclint, made by: seclint completions zsh\n"
    "\n"
    "_seclint_ids() {\n"
    "    local -a ids\n"
    "    ids=(${(f)\"$(_call_program ids ${(q)words[1]}" SL_COMPLETE_IDS ")\"})\n"
    "    _describe -t ids rule ids\n"
    "}\n"
    "\n"
    "_seclint_output() {\n"
    "    if compset -P '*='; then\n"
    "        _files\n"
    "    else\n"
    "        compadd -S = -q -- \"$@\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "_seclint_commands() {\n"
    "    local -a commands\n"
    "    commands=(\n";

static const char first[] =
    "    )\n"
    "    _describe -t commands command commands\n"
    "}\n"
    "\n"
    "_seclint_first() {\n"
    "    _alternative 'commands:command:_seclint_commands' 'paths:path:_files'\n"
    "}\n"
    "\n"
    "_seclint() {\n"
    "    local command=scan\n"
    "    local -i i\n"
    "    for (( i = 2; i < CURRENT; i++ )); do\n"
    "        case $words[i] in\n"
    "        (";

static const char walk[] = ") (( i++ )) ;;\n"
                           "        (-*) ;;\n"
                           "        (";

static const char judge[] = ") command=$words[i]; break ;;\n"
                            "        (*) break ;;\n"
                            "        esac\n"
                            "    done\n"
                            "    case $command in\n";

static void write_action(const sl_option *option, sl_buf *out)
{
    sl_buf_printf(out, ":%s:", option->arg);
    if (option->kind == SL_OPTION_OUTPUT) {
        sl_buf_add(out, sl_lit("_seclint_output "));
        sl_choices_join(option->choices, " ", out);
    } else if (option->choices) {
        sl_buf_char(out, '(');
        sl_choices_join(option->choices, " ", out);
        sl_buf_char(out, ')');
    } else if (option->kind == SL_OPTION_DIRS) {
        sl_buf_add(out, sl_lit("_files -/"));
    } else if (option->kind == SL_OPTION_FILE) {
        sl_buf_add(out, sl_lit("_files"));
    }
}

static void write_option(const sl_option *option, sl_buf *out)
{
    bool valued = sl_option_takes_value(option);
    const char *star = sl_option_repeats(option) ? "*" : "";

    sl_buf_add(out, sl_lit(" \\\n            "));
    if (option->letter)
        sl_buf_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'", option->letter, option->name,
                      option->letter, valued ? "+" : "", option->name,
                      valued ? "=" : "");
    else
        sl_buf_printf(out, "'%s--%s%s", star, option->name, valued ? "=" : "");
    sl_buf_printf(out, "[%s]", option->summary);
    if (valued)
        write_action(option, out);
    sl_buf_char(out, '\'');
}

static void write_operands(const sl_command *command, sl_buf *out)
{
    if (command->arity == SL_ARITY_ANY) {
        sl_buf_add(out, sl_lit(" \\\n            '1:path:_seclint_first' "
                               "'*:path:_files'"));
        return;
    }
    sl_buf_add(out, sl_lit(" \\\n            '1:command:_seclint_commands'"));
    if (command->arity == SL_ARITY_NONE)
        return;
    sl_buf_printf(out, " '2:%s:", command->operand);
    if (command->choices) {
        sl_buf_char(out, '(');
        sl_choices_join(command->choices, " ", out);
        sl_buf_char(out, ')');
    } else {
        sl_buf_add(out, sl_lit("_seclint_ids"));
    }
    sl_buf_char(out, '\'');
}

void sl_complete_zsh_write(sl_buf *out)
{
    const sl_option *option;

    sl_buf_add(out, sl_str_of(head));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        sl_buf_printf(out, "        '%s:%s'\n", sl_command_at(id)->name,
                      sl_command_at(id)->summary);
    sl_buf_add(out, sl_str_of(first));
    sl_complete_valued("|", out);
    sl_buf_add(out, sl_str_of(walk));
    sl_complete_commands("|", out);
    sl_buf_add(out, sl_str_of(judge));
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        sl_buf_printf(out,
                      "    (%s)\n        _arguments -s -S :", sl_command_at(id)->name);
        for (size_t i = SIZE_MAX; (option = sl_manual_next(&i, id)) != NULL;)
            write_option(option, out);
        write_operands(sl_command_at(id), out);
        sl_buf_add(out, sl_lit("\n        ;;\n"));
    }
    sl_buf_add(out, sl_lit("    esac\n}\n\n"
                           "if [[ $funcstack[1] == _seclint ]]; then\n"
                           "    _seclint \"$@\"\nelse\n"
                           "    compdef _seclint seclint\nfi\n"));
}

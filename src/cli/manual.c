#include "cli/manual.h"

#include "cli/choices.h"

#define ENTRIES(table) ((sl_entries){table, sizeof table / sizeof *table})

static const sl_entry examples[] = {
    {"seclint", "working tree, index and history of this repository"},
    {"seclint --staged", "what the next commit takes, in a pre-commit hook"},
    {"seclint --range origin/main..HEAD --output sarif=seclint.sarif",
     "what a branch brings in, with a report for code scanning"},
    {"git show HEAD:.env | seclint --stdin-path .env -", "standard input, as .env"},
    {"seclint --no-history --fail-on error -q ~/project",
     "another working tree, where only errors make the exit status 1"},
    {"seclint explain github-pat", "what a rule means and what to do"},
    {"seclint check-ignore -v .env",
     "which line of which file ignores it, as git says"},
};

static const sl_entry statuses[] = {
    {"0", "clean and complete: nothing found at or above --fail-on"},
    {"1", "findings at or above --fail-on"},
    {"2", "wrong usage or configuration, or an internal error"},
    {"3", "nothing found, but the scan was incomplete: a shallow clone, missing "
          "objects, an unreadable file or a limit that was hit"},
};

static const sl_entry variables[] = {
    {"NO_COLOR", "no colours, if it is set and not empty"},
    {"FORCE_COLOR, CLICOLOR_FORCE",
     "colours even if standard output is no terminal, unless 0"},
    {"CLICOLOR", "no colours, if it is 0"},
    {"TERM", "no colours and no progress bar, if it is dumb"},
    {"COLUMNS", "width of the text, where the terminal does not tell"},
    {"CI", "no links and no progress bar, if it is set"},
    {"LC_ALL, LC_CTYPE, LANG", "plain ASCII is drawn, unless they name UTF-8"},
    {"GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, ...", "as git sets them for hooks"},
    {"GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, GIT_CONFIG_COUNT, ...",
     "configuration of git, as git reads it"},
};

static const sl_entry files[] = {
    {".seclint.yml", "the configuration, at the top of the working tree"},
};

const char *sl_manual_title(void)
{
    return "a linter for secret hygiene in git repositories";
}

const char *sl_manual_intro(void)
{
    return "Finds credentials in the working tree, in the index and in every object of "
           "the history, and checks what is meant to guard them: ignore and attribute "
           "files, vaults, git-crypt and AWS policies. It only reads, but for a cache "
           "of its own (--no-cache), starts no other "
           "program and uses no network.";
}

sl_entries sl_manual_examples(void)
{
    return ENTRIES(examples);
}

sl_entries sl_manual_statuses(void)
{
    return ENTRIES(statuses);
}

sl_entries sl_manual_variables(void)
{
    return ENTRIES(variables);
}

sl_entries sl_manual_files(void)
{
    return ENTRIES(files);
}

void sl_manual_usage(const sl_command *command, sl_buf *out)
{
    const char *operand = sl_command_operand(command);

    bool left_out = command == sl_command_at(SL_COMMAND_SCAN);

    sl_buf_printf(out, left_out ? "[%s]" : "%s", command->name);
    sl_buf_printf(out, " [OPTION...]%s%s", *operand ? " " : "", operand);
}

void sl_manual_values(const sl_option *option, sl_buf *out)
{
    if (!option->choices && !option->initial)
        return;
    sl_buf_add(out, sl_lit(" ("));
    if (option->choices)
        sl_choices_join(option->choices, ", ", out);
    if (option->choices && option->initial)
        sl_buf_add(out, sl_lit("; "));
    if (option->initial)
        sl_buf_printf(out, "default %s", option->initial);
    sl_buf_char(out, ')');
}

const sl_option *sl_manual_next(size_t *i, sl_command_id command)
{
    const sl_option *option;

    do
        option = sl_option_at(++*i);
    while (option && !sl_option_belongs(option, command));
    return option;
}

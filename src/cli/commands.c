#include "cli/commands.h"

static const sl_command commands[SL_COMMAND_COUNT] = {
    [SL_COMMAND_SCAN] =
        {"scan", "[PATH...]", SL_ARITY_ANY, NULL,
         "look for secrets and for what should guard them",
         "Scans the repository that holds the current directory, or each PATH: a "
         "working tree, a bare repository or .git directory, or a plain folder or "
         "file; - is standard input. In a repository the working tree, the index and "
         "the whole history are read; a repository within it, such as a submodule, is "
         "not: name it as a PATH. This is what runs when no command is named; a PATH "
         "that is named like a command is written ./rules."},
    [SL_COMMAND_RULES] =
        {"rules", "[test DIR... | import FILE]", SL_ARITY_ANY, NULL,
         "list the rules, test or import rules of your own",
         "Lists every rule: the built-in ones and those of --rules and of the "
         "configuration, with the levels that it gives them. With test the examples of "
         "the rules below each DIR are tried; what fails is printed with the reason, "
         "and the exit status is 1. With import FILE, a configuration of gitleaks, is "
         "turned into a .seclint.yml on standard output; what cannot be carried over "
         "is named on standard error."},
    [SL_COMMAND_EXPLAIN] =
        {"explain", "ID|PATH:LINE", SL_ARITY_ONE, NULL,
         "explain a rule, or why a line is or is not reported",
         "Prints what the rule ID looks for, why that is a problem, how to repair it, "
         "and examples. For PATH:LINE it scans the working tree and prints one row for "
         "every rule that looked at the line: the gate that decided (path, literal, "
         "pattern, placeholder, entropy, value, model, verdict, parts, rank, allow, "
         "protection) and what it said."},
    [SL_COMMAND_BASELINE] =
        {"baseline", "create|update|prune|diff [PATH]", SL_ARITY_ANY, NULL,
         "accept what is there already, so that only new findings count",
         "create scans and writes every finding to .seclint-baseline at the top of the "
         "tree, which every later scan takes into account: what it lists is suppressed "
         "until it is settled. Lines may move and files be renamed by git; a secret "
         "that changes, or is copied, is new. update adds what is new and removes what "
         "is gone, prune only removes, diff prints both and changes nothing, with the "
         "exit status 1 if something is new. The file holds short keyed hashes, no "
         "secret."},
    [SL_COMMAND_CONFIG] =
        {"config", "[show [PATH] | check [FILE] | schema]", SL_ARITY_ANY, NULL,
         "show or check the configuration",
         "Prints with show the configuration that counts for a scan of PATH, and where "
         "each value comes from: a line of the file, the command line, or the default. "
         "With check it prints everything that is wrong with FILE, or with the "
         ".seclint.yml that a scan from here would find, as FILE:LINE:COLUMN; the exit "
         "status is 2 if a scan would refuse it, 0 if there are only warnings. With "
         "schema it prints a JSON Schema for editors."},
    [SL_COMMAND_MERGE] =
        {"merge", "LOG...", SL_ARITY_ANY, NULL,
         "put several SARIF logs together as one",
         "Prints one SARIF log. GitHub takes one run for a tool and a category: runs "
         "of seclint that share a category become one, and a result that several of "
         "them have is there once. Runs of other tools stay as they are. The order of "
         "the logs means nothing."},
    [SL_COMMAND_DIFF] =
        {"diff", "OLD NEW", SL_ARITY_ANY, NULL,
         "compare two reports and tell what is new and what is gone",
         "OLD and NEW are SARIF logs, of seclint or of other tools, or JSON Lines of "
         "seclint. Prints a line with + for each finding of NEW that OLD does not "
         "have, one with - for each that is gone, and how many stayed; with -v these "
         "too. Findings that are suppressed or protected do not count. The exit status "
         "is 1 if something is new."},
    [SL_COMMAND_CHECK_IGNORE] =
        {"check-ignore", "[PATH...]", SL_ARITY_ANY, NULL,
         "tell which paths are ignored, and by which line",
         "Answers as git check-ignore does, to the byte: prints each PATH that is "
         "ignored. Paths that git tracks are not, unless --no-index is given. The exit "
         "status follows git, too: 0 if some path is ignored, 1 if none is, 128 if it "
         "cannot be told, 129 for a wrong option."},
    [SL_COMMAND_CHECK_ATTR] =
        {"check-attr", "[ATTR...] [--] [PATH...]", SL_ARITY_ANY, NULL,
         "tell which attributes paths have",
         "Answers as git check-attr does, to the byte: prints what each ATTR is for "
         "each PATH. Without -- only the first operand is an ATTR, with --stdin all "
         "are, with --all none is. The exit status follows git, too: 0, 128 if it "
         "cannot be told, 129 for wrong usage, 255 for an ATTR that can be none."},
    [SL_COMMAND_HOOK] =
        {"hook", "install|uninstall|status|run [NAME...]", SL_ARITY_ANY, NULL,
         "install the hooks of git that run this program, or run one",
         "NAME is pre-commit, pre-merge-commit, pre-push or pre-receive. install "
         "writes the hooks (pre-commit if none is named) to where git looks for them; "
         "what stands behind -- are options of run, which go into the script. "
         "uninstall takes away what install wrote. status prints a line for each hook; "
         "the exit status is 0 if those that are named, or some if none is, are "
         "installed and work, else 1. run is what the scripts call: pre-commit and "
         "pre-merge-commit look at what is staged, pre-push at the commits that the "
         "remote does not have, pre-receive at those that a push brings; there nothing "
         "that the pushed files say of themselves is honoured. docs/hooks.md tells "
         "more."},
    [SL_COMMAND_LSP] =
        {"lsp", NULL, SL_ARITY_NONE, NULL, "serve editors as a language server",
         "Speaks the Language Server Protocol 3.17 on standard input and output: "
         "findings while one types, what a rule says on hover, and actions that repair "
         "ignore files or allow a finding. An editor starts it; docs/editor.md has the "
         "settings. Each file is judged with the repository that holds it, its "
         "configuration and its baseline. The exit status is 0 after a shutdown, else "
         "1."},
    [SL_COMMAND_COMPLETIONS] =
        {"completions", "SHELL", SL_ARITY_ONE, "bash|zsh|fish",
         "print the completions of a shell",
         "Prints a script that completes commands, options and their values in bash, "
         "zsh or fish."},
    [SL_COMMAND_MAN] = {"man", NULL, SL_ARITY_NONE, NULL, "print the manual page",
                        "Prints the manual page as troff: seclint man | man -l -"},
    [SL_COMMAND_HELP] =
        {"help", "COMMAND", SL_ARITY_OPTIONAL,
         "scan|rules|explain|config|baseline|merge|diff|check-ignore|check-attr|"
         "hook|lsp|"
         "completions|man|help",
         "show help for a command", "The same as COMMAND --help."},
};

const sl_command *sl_command_at(sl_command_id id)
{
    return &commands[id];
}

sl_command_id sl_command_find(sl_str name)
{
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        if (sl_str_eq(sl_str_of(commands[id].name), name))
            return id;
    return SL_COMMAND_COUNT;
}

bool sl_command_follows_git(sl_command_id id)
{
    return id == SL_COMMAND_CHECK_IGNORE || id == SL_COMMAND_CHECK_ATTR;
}

const char *sl_command_operand(const sl_command *command)
{
    if (command->arity == SL_ARITY_OPTIONAL)
        return "[COMMAND]";
    return command->operand ? command->operand : "";
}

#include "cli/option.h"

#include "cli/options.h"

#define IN(command)   (1u << SL_COMMAND_##command)
#define EVERYWHERE    ((1u << SL_COMMAND_COUNT) - 1)
#define SCANS         (IN(SCAN) | IN(BASELINE))
#define RULE_COMMANDS (SCANS | IN(RULES) | IN(EXPLAIN))
#define FIELD(field)  offsetof(sl_options, field)
#define REPORT_FORMATS \
    "text|sarif|jsonl|github|gitlab|codequality|junit|rdjson|azure|html|markdown"
#define CONTENT "What is read"
#define FIX     "Repair"
#define HOOKS   "Hooks"
#define RULES   "Rules"
#define REPORT  "Report"
#define VERDICT "Exit status"
#define GENERAL "General"
#define ASK     "Questions about paths"
#define CHECKS  (IN(CHECK_IGNORE) | IN(CHECK_ATTR))

/* Rows in the order of the help. */
static const sl_option options[] = {
    {"staged", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, CONTENT,
     "only what is staged, for a pre-commit hook",
     "Reads what the next commit takes from the index and nothing else. The "
     "environment that git sets for hooks is honoured, so git commit -a shows the "
     "right files.",
     FIELD(staged)},
    {"range", 0, SL_OPTION_TEXT, IN(SCAN), "A..B", NULL, NULL, CONTENT,
     "only what the commits of B that are not in A bring in",
     "A and B are any names of commits that git knows. For a pull request they are its "
     "base and its head. A...B begins where the two parted, and fails if that is not "
     "in the clone. auto finds the base out: of the pull or merge request, push or "
     "pipeline at hand where a build server tells it, else of this branch. Standard "
     "error says what was taken, and why.",
     FIELD(range)},
    {"new-since", 0, SL_OPTION_TEXT, IN(SCAN), "REF", NULL, NULL, CONTENT,
     "working tree and index, without what stood at the merge base with REF",
     "What was found there already is shown with -v and counts as accepted. In SARIF "
     "its baselineState is unchanged. auto finds REF out as --range auto does. Other "
     "than with --range, what the commits between added and removed again is not "
     "looked at.",
     FIELD(new_since)},
    {"no-history", 0, SL_OPTION_OFF, SCANS, NULL, NULL, NULL, CONTENT,
     "working tree and index only", NULL, FIELD(history)},
    {"no-archives", 0, SL_OPTION_OFF, SCANS | IN(HOOK), NULL, NULL, NULL, CONTENT,
     "do not look into archives and compressed files",
     "Otherwise zip, tar, ar, gzip, bzip2, xz and zstd are known by their first bytes, "
     "whatever they are called, and their members are scanned as files of their own, "
     "named archive.zip!/member. Nothing is written to disk.",
     FIELD(archives)},
    {"no-cache", 0, SL_OPTION_OFF, SCANS, NULL, NULL, NULL, CONTENT,
     "read all of the history again, and keep nothing",
     "Otherwise a file in the git directory keeps which objects had nothing to say, so "
     "that the next scan reads only what is new. The report is the same.",
     FIELD(cache)},
    {"cache", 0, SL_OPTION_FILE, SCANS, "DIR", NULL, "in the git directory", CONTENT,
     "keep what the history said in this directory",
     "For CI, which brings the directory back for the next run. It is made if it is "
     "missing. Whoever can write to it can hide findings.",
     FIELD(cache_dir)},
    {"stdin-path", 0, SL_OPTION_FILE, IN(SCAN), "PATH", NULL, NULL, CONTENT,
     "the path that standard input stands for",
     "Names what is read for the PATH -, so that rules for file names apply. Nothing "
     "is opened.",
     FIELD(stdin_path)},

    {"fix-gitignore", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, FIX,
     "repair the ignore and attribute files that protect secrets",
     "Lines are added, switched on or commented out, never removed, in all files or in "
     "none. Before anything is written, what git would do with every path is compared "
     "before and after: an edit that would let a plaintext file be added is refused, "
     "and all others with it. What a person still has to do is printed as commands. "
     "The exit status is 0 when nothing is left to do, 1 when findings stay, 2 when it "
     "is refused.",
     FIELD(fix_gitignore)},
    {"diff", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, FIX,
     "print what --fix-gitignore would change, and change nothing",
     "The exit status is 1 if there is something to change, 0 if not, 2 if it would be "
     "refused.",
     FIELD(diff)},
    {"dry-run", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, FIX, "the same as --diff",
     NULL, FIELD(diff)},
    {"per-file", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, FIX,
     "keep patterns, and re-include encrypted files one by one",
     "A plaintext file that comes later stays ignored then.", FIELD(per_file)},
    {"yes", 0, SL_OPTION_ON, IN(SCAN), NULL, NULL, NULL, FIX,
     "let an inferred strategy un-ignore files",
     "Without it that needs --strategy, or a strategy in .seclint.yml.", FIELD(yes)},

    {"strategy", 0, SL_OPTION_CHOICE, SCANS | IN(CONFIG) | IN(HOOK), "STRATEGY",
     SL_PROTECT_CHOICES, "inferred", FIX, "how the project protects its secret files",
     "Decides what is expected of them and what --fix-gitignore changes. Without it, "
     ".seclint.yml may say it, or the files themselves: what git-crypt or Ansible "
     "Vault encrypts, and what only refers to AWS Secrets Manager.",
     FIELD(strategy)},

    {"chain", 0, SL_OPTION_ON, IN(HOOK), NULL, NULL, NULL, HOOKS,
     "of install, keep the hook that is there and run both",
     "It is renamed, and gets the same arguments and standard input. Of pre-commit it "
     "runs first, of a push last. uninstall puts it back.",
     FIELD(chain)},
    {"diff", 0, SL_OPTION_ON, IN(HOOK), NULL, NULL, NULL, HOOKS,
     "of install and uninstall, print what would change, and change nothing",
     "The exit status is 1 if something would.", FIELD(diff)},
    {"dry-run", 0, SL_OPTION_ON, IN(HOOK), NULL, NULL, NULL, HOOKS,
     "the same as --diff", NULL, FIELD(diff)},
    {"unlocked", 0, SL_OPTION_ON, IN(HOOK), NULL, NULL, NULL, HOOKS,
     "of run pre-receive, honour comments that allow",
     "Otherwise who pushes a secret cannot say that it is none.", FIELD(unlocked)},

    {"profile", 0, SL_OPTION_CHOICE, SCANS | IN(EXPLAIN) | IN(CONFIG) | IN(HOOK),
     "PROFILE", SL_PROFILE_CHOICES, "default", RULES,
     "which rules run, by how much they ask for",
     "The default profile reports what is wrong beyond doubt. iam adds what a reviewer "
     "of IAM policies asks for: rights that are wider than they need be. pedantic adds "
     "matters of form. Without it .seclint.yml may say it; a rule that stands there "
     "with a level runs in any profile.",
     FIELD(profile)},
    {"config", 0, SL_OPTION_FILE, RULE_COMMANDS | IN(CONFIG) | IN(HOOK), "FILE", NULL,
     NULL, RULES, "read this configuration instead of .seclint.yml", NULL,
     FIELD(config)},
    {"no-config", 0, SL_OPTION_OFF, RULE_COMMANDS | IN(CONFIG) | IN(HOOK), NULL, NULL,
     NULL, RULES, "look for no .seclint.yml",
     "A file named by --config is read all the same.", FIELD(find_config)},
    {"locked", 0, SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, RULES,
     "honour nothing that the scanned files say of themselves",
     "The same as --no-config, --no-inline and --no-peers together: for code that is "
     "not trusted. A file named by --config is read all the same.",
     FIELD(locked)},
    {"rules", 0, SL_OPTION_DIRS, RULE_COMMANDS | IN(CONFIG) | IN(HOOK), "DIR", NULL,
     NULL, RULES, "more rules, from the .yml files of a directory",
     "They join the built-in rules and never replace them silently.", FIELD(rules)},
    {"into", 0, SL_OPTION_FILE, IN(RULES), "DIR", NULL, NULL, RULES,
     "write imported rules to files of this directory",
     "One file for each rule; none that is there is replaced. What belongs into "
     ".seclint.yml still goes to standard output.",
     FIELD(into)},
    {"no-inline", 0, SL_OPTION_OFF, SCANS | IN(HOOK), NULL, NULL, NULL, RULES,
     "honour no allowances written in the files",
     "A comment that allows a finding is then without effect, ours and those of other "
     "scanners: for reviews, and for code that is not trusted.",
     FIELD(inline_allow)},
    {"no-peers", 0, SL_OPTION_OFF, SCANS | IN(HOOK), NULL, NULL, NULL, RULES,
     "honour nothing that other scanners were told",
     "Neither their comments, such as gitleaks:allow, nor the lists .gitleaksignore "
     "and .secrets.baseline at the top of the repository.",
     FIELD(peers)},
    {"baseline", 0, SL_OPTION_FILE, SCANS | IN(HOOK), "FILE", NULL,
     ".seclint-baseline at the top of the tree", RULES, "the file of accepted findings",
     "What it lists is suppressed. Without it the configuration may name one. seclint "
     "baseline makes it.",
     FIELD(baseline)},
    {"no-baseline", 0, SL_OPTION_OFF, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, RULES,
     "honour no baseline, so that every finding counts", NULL, FIELD(baselines)},
    {"reason", 0, SL_OPTION_TEXT, IN(BASELINE), "TEXT", NULL, NULL, RULES,
     "why the findings of new entries are accepted", NULL, FIELD(reason)},
    {"owner", 0, SL_OPTION_TEXT, IN(BASELINE), "NAME", NULL, NULL, RULES,
     "who is to settle them", NULL, FIELD(owner)},
    {"until", 0, SL_OPTION_TEXT, IN(BASELINE), "DATE", NULL, NULL, RULES,
     "the last day on which they are accepted, as YYYY-MM-DD", NULL, FIELD(until)},

    {"format", 0, SL_OPTION_WORD, IN(SCAN) | IN(HOOK), "FORMAT", REPORT_FORMATS "|auto",
     "text", REPORT, "format of standard output",
     "auto is github in GitHub Actions, azure in Azure Pipelines, text elsewhere. "
     "docs/formats.md describes them all.",
     FIELD(format)},
    {"format", 0, SL_OPTION_WORD, IN(RULES), "FORMAT", "text|jsonl|markdown", "text",
     REPORT, "format of the list", NULL, FIELD(format)},
    {"format", 0, SL_OPTION_WORD, IN(CONFIG), "FORMAT", "text|json|jsonl", "text",
     REPORT, "format of what is shown, text is YAML", NULL, FIELD(format)},
    {"format", 0, SL_OPTION_WORD, IN(DIFF), "FORMAT", "text|jsonl", "text", REPORT,
     "format of the comparison", NULL, FIELD(format)},
    {"format", 0, SL_OPTION_WORD, IN(EXPLAIN), "FORMAT", "text|markdown", "text",
     REPORT, "format of the explanation", NULL, FIELD(format)},
    {"format", 0, SL_OPTION_WORD, IN(HELP), "FORMAT", "text|markdown", "text", REPORT,
     "format of the help",
     "As markdown the whole command line is described, whatever COMMAND is.",
     FIELD(format)},
    {"output", 0, SL_OPTION_OUTPUT, IN(SCAN) | IN(HOOK), "FORMAT=FILE", REPORT_FORMATS,
     NULL, REPORT, "write a report to a file too",
     "The formats are those of --format. The file is replaced when the report is "
     "complete, and only its owner can read it.",
     FIELD(outputs)},
    {"no-line-hash", 0, SL_OPTION_OFF, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, REPORT,
     "nothing in the report that is computed from the bytes of a secret",
     "Hashes of lines and files and ids of objects are left out: with the rest of the "
     "line known, a weak password can be guessed from them. For reports that leave the "
     "team. The fingerprint of seclint is made of the masked line and stays.",
     FIELD(line_hash)},
    {"sarif-suppressed", 0, SL_OPTION_CHOICE, IN(SCAN), "WHICH", SL_SUPPRESSED_CHOICES,
     "auto", REPORT, "whether SARIF has findings that are allowed",
     "include writes them with who allows them, where and why; exclude leaves them "
     "out; auto writes them with --verbose only. GitHub makes open alerts of them.",
     FIELD(sarif_suppressed)},
    {"output", 0, SL_OPTION_FILE, IN(MERGE), "FILE", NULL, NULL, REPORT,
     "write the log to this file and not to standard output", NULL, FIELD(merged)},
    {"category", 0, SL_OPTION_TEXT, IN(MERGE), "NAME", NULL, NULL, REPORT,
     "put all runs of seclint together, in this category",
     "Otherwise only those of one category become one, that of a tree and that of a "
     "range stay apart.",
     FIELD(category)},
    {"color", 0, SL_OPTION_CHOICE, (RULE_COMMANDS & ~IN(BASELINE)) | IN(HOOK), "WHEN",
     SL_COLOR_CHOICES, "auto", REPORT, "colours in text",
     "auto means on a terminal, unless the environment says otherwise.", FIELD(color)},
    {"quiet", 'q', SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, REPORT,
     "findings only, no summary, notices or progress", NULL, FIELD(quiet)},
    {"verbose", 'v', SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, REPORT,
     "show protected and allowed findings and every notice", NULL, FIELD(verbose)},
    {"verbose", 'v', SL_OPTION_ON, IN(DIFF), NULL, NULL, NULL, REPORT,
     "show what is unchanged too", NULL, FIELD(verbose)},
    {"statistics", 0, SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, REPORT,
     "how often each rule spoke, in place of its findings",
     "One line for each rule and level; for the format text.", FIELD(statistics)},
    {"timing", 0, SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, REPORT,
     "how long each part of the scan took, on standard error",
     "In seconds of all threads together, and how much there was to do. Rules without "
     "literals have a line each.",
     FIELD(timing)},
    {"no-progress", 0, SL_OPTION_OFF, SCANS | IN(HOOK), NULL, NULL, NULL, REPORT,
     "no progress bar on a terminal", NULL, FIELD(progress)},

    {"fail-on", 0, SL_OPTION_CHOICE, IN(SCAN) | IN(CONFIG) | IN(HOOK), "LEVEL",
     SL_FAIL_ON_CHOICES, "warning", VERDICT,
     "lowest level of a finding that makes the exit status 1", NULL, FIELD(fail_on)},
    {"exit-zero", 0, SL_OPTION_ON, IN(SCAN) | IN(HOOK), NULL, NULL, NULL, VERDICT,
     "exit with 0 where findings would make it 1", NULL, FIELD(exit_zero)},
    {"allow-partial", 0, SL_OPTION_ON, SCANS | IN(HOOK), NULL, NULL, NULL, VERDICT,
     "exit with 0 where an incomplete scan would make it 3", NULL,
     FIELD(allow_partial)},

    {"stdin", 0, SL_OPTION_ON, CHECKS, NULL, NULL, NULL, ASK,
     "read paths from standard input, one a line",
     "A line that begins with a double quote is quoted as in C.", FIELD(stdin_paths)},
    {"null", 'z', SL_OPTION_ON, CHECKS, NULL, NULL, NULL, ASK,
     "NUL behind each path and each part of an answer, and no quoting", NULL,
     FIELD(null)},
    {"verbose", 'v', SL_OPTION_ON, IN(CHECK_IGNORE), NULL, NULL, NULL, ASK,
     "show the file, line and pattern that decide", NULL, FIELD(verbose)},
    {"non-matching", 'n', SL_OPTION_ON, IN(CHECK_IGNORE), NULL, NULL, NULL, ASK,
     "with --verbose, show paths that no pattern matches too", NULL,
     FIELD(non_matching)},
    {"no-index", 0, SL_OPTION_OFF, IN(CHECK_IGNORE), NULL, NULL, NULL, ASK,
     "judge tracked paths as if they were not", NULL, FIELD(index)},
    {"quiet", 'q', SL_OPTION_ON, IN(CHECK_IGNORE), NULL, NULL, NULL, ASK,
     "exit status only, for one path", NULL, FIELD(quiet)},
    {"all", 'a', SL_OPTION_ON, IN(CHECK_ATTR), NULL, NULL, NULL, ASK,
     "every attribute that a path has", NULL, FIELD(all)},
    {"cached", 0, SL_OPTION_ON, IN(CHECK_ATTR), NULL, NULL, NULL, ASK,
     "attribute files of the index, not of the working tree", NULL, FIELD(cached)},

    {"stdio", 0, SL_OPTION_ON, IN(LSP), NULL, NULL, NULL, GENERAL,
     "standard input and output, which is all there is",
     "Accepted because many editors say so.", FIELD(stdio)},
    {"jobs", 'j', SL_OPTION_NUMBER, SCANS | IN(HOOK), "N", NULL, "one per processor",
     GENERAL, "number of threads", "The report is the same for every N.", FIELD(jobs)},
    {"help", 'h', SL_OPTION_ON, EVERYWHERE, NULL, NULL, NULL, GENERAL,
     "show help and exit", NULL, FIELD(help)},
    {"version", 'V', SL_OPTION_ON, EVERYWHERE, NULL, NULL, NULL, GENERAL,
     "show the version and those of the libraries and exit", NULL, FIELD(version)},
};

static const size_t options_len = sizeof options / sizeof *options;

const sl_option *sl_option_at(size_t i)
{
    return i < options_len ? &options[i] : NULL;
}

bool sl_option_belongs(const sl_option *option, sl_command_id command)
{
    return command == SL_COMMAND_COUNT || (option->commands >> command & 1u);
}

const sl_option *sl_option_find(sl_str name, sl_command_id command)
{
    for (size_t i = 0; i < options_len; i++)
        if (sl_str_eq(sl_str_of(options[i].name), name) &&
            sl_option_belongs(&options[i], command))
            return &options[i];
    return NULL;
}

const sl_option *sl_option_letter(char letter, sl_command_id command)
{
    for (size_t i = 0; i < options_len; i++)
        if (letter && options[i].letter == letter &&
            sl_option_belongs(&options[i], command))
            return &options[i];
    return NULL;
}

bool sl_option_takes_value(const sl_option *option)
{
    return option->kind != SL_OPTION_ON && option->kind != SL_OPTION_OFF;
}

bool sl_option_repeats(const sl_option *option)
{
    return option->kind == SL_OPTION_DIRS || option->kind == SL_OPTION_OUTPUT;
}

/* options.h - the command line, read and checked. */
#ifndef SECLINT_CLI_OPTIONS_H
#define SECLINT_CLI_OPTIONS_H

#include "base/err.h"
#include "base/vec.h"
#include "cli/commands.h"
#include "rule/rule.h"
#include "rule/strategy.h"

/* In the order of these lists. */
#define SL_COLOR_CHOICES      "auto|always|never"
#define SL_FAIL_ON_CHOICES    "never|note|warning|error"
#define SL_SUPPRESSED_CHOICES "auto|include|exclude"
#define SL_PROTECT_CHOICES    "inferred|" SL_STRATEGY_CHOICES

enum { SL_COLOR_AUTO, SL_COLOR_ALWAYS, SL_COLOR_NEVER };

SL_VEC(sl_arg_vec, const char *);

typedef struct sl_output {
    sl_str format; /* one that the table knows */
    const char *file;
} sl_output;
SL_VEC(sl_output_vec, sl_output);

/* Every text belongs to argv or to the program, not to the structure. Fields that
 * do not belong to the command have their defaults. */
typedef struct sl_options {
    sl_command_id command; /* SL_COMMAND_HELP after --help, wherever it stood */
    bool version;          /* --version: nothing else matters */
    bool help;             /* only while parsing */
    const char *operand;   /* of explain, completions, help; NULL: none */
    sl_arg_vec paths;      /* of scan; empty: the repository around us. Of check-... */
    size_t dashes;         /* so many paths before "--"; SIZE_MAX: it is not there */
    bool staged;
    const char *range;          /* NULL: none; "A..B", "A...B" or "auto" */
    const char *new_since;      /* NULL: everything counts; a commit or "auto" */
    bool history;               /* false after --no-history */
    bool archives;              /* false after --no-archives */
    bool cache;                 /* false after --no-cache */
    const char *cache_dir;      /* NULL: in the git directory */
    const struct sl_push *push; /* what a hook was told; never on the command line */
    bool chain;                 /* only of hook install */
    bool unlocked;              /* only of hook run */
    bool baselines;             /* false after --no-baseline */
    const char *baseline;       /* NULL: that of the project */
    const char *reason;         /* of new entries in a baseline; NULL: none */
    const char *owner;
    const char *merged;   /* of merge: the file to write; NULL: standard output */
    const char *category; /* of the runs that it puts together; NULL: their own */
    const char *until;
    const char *stdin_path;
    bool fix_gitignore;
    bool diff; /* only with fix_gitignore, and of hook install and uninstall */
    bool per_file;
    bool yes;
    unsigned strategy;  /* an sl_strategy */
    const char *config; /* NULL: where it is usually found */
    bool find_config;   /* false after --no-config */
    bool locked;        /* nothing that the scanned files say is honoured */
    sl_arg_vec rules;
    bool inline_allow;  /* false after --no-inline */
    bool peers;         /* false after --no-peers */
    unsigned profile;   /* an sl_profile */
    bool profile_given; /* otherwise the configuration may say */
    const char *into;   /* of rules import; NULL: standard output */
    const char *format;
    sl_output_vec outputs;
    bool line_hash;            /* false after --no-line-hash */
    unsigned sarif_suppressed; /* SL_SUPPRESSED_... */
    unsigned color;            /* SL_COLOR_... */
    bool quiet;
    bool statistics;
    bool timing;
    bool verbose;
    bool progress;      /* false after --no-progress; quiet is not looked at */
    unsigned fail_on;   /* an sl_level; SL_LEVEL_OFF for never */
    bool fail_on_given; /* otherwise the configuration may say */
    bool exit_zero;
    bool allow_partial;
    unsigned jobs; /* 1 to SL_MAX_THREADS */
    bool stdin_paths;
    bool null; /* lines end in NUL */
    bool non_matching;
    bool index; /* false after --no-index */
    bool all;
    bool cached;
    bool stdio; /* what lsp always speaks over */
} sl_options;

/* Fails with SL_EUSAGE and one line that ends in a hint. Options may stand before
 * and behind the command and its operands; "--" ends them. *out is for
 * sl_options_free either way. Files are only looked at to tell that a PATH of
 * --staged or --range is no repository. */
bool sl_options_parse(int argc, char **argv, sl_options *out, sl_err *err);
void sl_options_free(sl_options *options);

#endif

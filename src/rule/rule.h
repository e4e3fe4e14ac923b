/* rule.h - what seclint knows about one kind of problem; see docs/writing-rules.md. */
#ifndef SECLINT_RULE_RULE_H
#define SECLINT_RULE_RULE_H

#include "base/str.h"
#include "match/stretch.h"
#include "token/verdict.h"

typedef enum sl_level {
    SL_LEVEL_OFF,
    SL_LEVEL_NOTE,
    SL_LEVEL_WARNING,
    SL_LEVEL_ERROR
} sl_level;
/* Which rules run: each profile has those of the one before it, too. */
typedef enum sl_profile {
    SL_PROFILE_DEFAULT,
    SL_PROFILE_IAM,      /* what a reviewer of IAM policies asks for */
    SL_PROFILE_PEDANTIC, /* all */
    SL_PROFILES
} sl_profile;

/* As --profile and .seclint.yml spell them. */
#define SL_PROFILE_CHOICES "default|iam|pedantic"

typedef enum sl_confidence {
    SL_CONFIDENCE_LOW,
    SL_CONFIDENCE_MEDIUM,
    SL_CONFIDENCE_HIGH
} sl_confidence;

/* text: a pattern over the bytes of any document. document: a check over one
 * document. repository: a check over the facts of all documents. */
typedef enum sl_scope {
    SL_SCOPE_TEXT,
    SL_SCOPE_DOCUMENT,
    SL_SCOPE_REPOSITORY
} sl_scope;

typedef struct sl_list {
    const sl_str *at;
    size_t len;
} sl_list;

typedef struct sl_example {
    sl_str path;  /* "example.txt" unless the rule says otherwise */
    sl_str text;  /* with placeholders of token/sample.h */
    sl_list also; /* ids of other rules that it gives rightly */
} sl_example;

/* The literal that must be in the text, and the regex around it. */
typedef struct sl_pattern {
    sl_list literals;   /* one of them within the match; at least 3 bytes each */
    bool ignore_case;   /* of literals and regex */
    sl_str regex;       /* PCRE2, on bytes; empty for checks */
    uint32_t before;    /* the match starts at most so many bytes before the literal */
    uint32_t after;     /* and ends at most so many bytes behind its start */
    uint32_t lines;     /* and goes on over so many lines at most, their ends included,
                         * from the literal's line on; 0: nobody knows */
    sl_stretch stretch; /* which every match holds */
    uint32_t keep;      /* public first bytes of the secret that a mask may show */
    bool assigned;  /* made by "assigned": the value has no form of its own, so one that
                       * reads like text is none */
    double entropy; /* bits per character that the secret must have, 0: any */
    const sl_verdict_scheme *verify; /* or NULL */
    sl_list paths;                   /* globs; empty: every path */
    sl_list not_paths;
    sl_list not_values; /* regexes; a secret that matches one is not reported */
    sl_str frequent; /* why literals that much text has are worth it; for the build */
} sl_pattern;

/* Something else that stands near the secret and belongs to it: the id of a key, the
 * user of a password. Both are reported as one finding. */
typedef struct sl_part {
    sl_str name;    /* for the message: "access key id" */
    sl_str regex;   /* PCRE2, on bytes; or empty: */
    sl_str rule;    /* a finding of this rule, which is not reported on its own then */
    uint32_t lines; /* at most so many lines before or after the secret */
    bool required;  /* without it the secret is not reported */
    bool secret;    /* must not be shown either; implied by rule */
} sl_part;

enum { SL_RULE_PARTS = 4 };

typedef struct sl_rule {
    sl_str id;
    sl_str title;
    sl_level level;
    sl_confidence confidence;
    uint32_t cwe;
    sl_str severity; /* SARIF security-severity, "9.1" */
    sl_str provider; /* empty for rules about no provider */
    sl_list tags;
    sl_profile profile; /* the least one that has the rule */
    sl_scope scope;
    sl_pattern pattern;
    const sl_part *parts; /* of a composite rule */
    size_t parts_len;
    sl_str check;      /* name in check/checks.def; empty for patterns */
    size_t check_line; /* where file names it, for messages */
    sl_str why;
    sl_str fix;
    sl_list references;
    bool fixable; /* --fix-gitignore settles its findings, unless it refuses */
    const sl_example *matching; /* examples that must be found */
    size_t matching_len;
    const sl_example *ignored; /* and that must not */
    size_t ignored_len;
    sl_str file;    /* where it was read from, "rules/github/github-pat.yml" */
    size_t index;   /* position in its set, by id */
    size_t builtin; /* number among the built-in rules, from 1; 0: of the user */
} sl_rule;

/* "error", "warning", "note", "off" */
const char *sl_level_name(sl_level level);
bool sl_level_parse(sl_str name, sl_level *out);
/* "default", "iam", "pedantic" */
const char *sl_profile_name(sl_profile profile);
bool sl_profile_parse(sl_str name, sl_profile *out);
const char *sl_confidence_name(sl_confidence confidence);
const char *sl_scope_name(sl_scope scope);

#endif

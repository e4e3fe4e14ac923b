/* config.h - the .seclint.yml of a project; see docs/configuration.md. */
#ifndef SECLINT_SCAN_CONFIG_H
#define SECLINT_SCAN_CONFIG_H

#include "rule/allow_list.h"
#include "rule/load.h"
#include "rule/override.h"

/* A configuration extends the built-in rules and never replaces them. */
typedef struct sl_config {
    sl_rule_settings rules;  /* "rules: {KEY: error|warning|note|off}" */
    sl_overrides overrides;  /* "overrides: [...]": other levels at some paths */
    sl_list exclude;         /* "exclude: [GLOB]": paths that are not looked at */
    sl_str fail_on;          /* "fail-on: error|warning|note|never"; empty: not set */
    sl_strategy strategy;    /* "strategy: ..."; SL_STRATEGY_NONE: to be inferred */
    sl_profile profile;      /* "profile: default|iam|pedantic" */
    bool drop_mismatch;      /* "checksum-mismatch: lower|drop": tokens whose checksum
                             * does not hold are not reported */
    sl_str baseline;         /* "baseline: FILE", a path below root; empty: none */
    sl_allow_list allow;     /* "allow: [...]"; others may add to it, and close it */
    sl_str file;             /* how messages name it; empty: there is none */
    sl_str root;             /* the folder of the file; NUL-terminated; empty: none */
    bool found;              /* by going up from plain files; root is absolute then */
    sl_path_origin origin;   /* of the target at hand: paths as seen from root */
    const sl_fields *source; /* as it is written; NULL: there is nothing */
    sl_mistakes mistakes; /* all that is wrong with it; if it could be read, warnings */
    bool *met;            /* by glob of exclude: some path fitted */
    sl_arena arena;
} sl_config;

/* Reads text; file names it in messages ("FILE:LINE:COLUMN: ..."). The rules of
 * rules-dir: (below root; NULL: refused) and custom-rules: are added to rules, whose ids
 * are then looked up. What cannot be understood fails, with the first mistake in *err
 * and all of them in out->mistakes; what is only unknown is a warning there. The
 * configuration must outlive the rules. Free with sl_config_free in any case. */
bool sl_config_parse(sl_str file, sl_str text, const char *root, sl_rules *rules,
                     sl_config *out, sl_err *err);

/* Where to look: the first that is not NULL counts. Only a file that was named must be
 * there. */
typedef struct sl_config_source {
    const char *named;    /* a file */
    const char *worktree; /* the top of a working tree */
    const sl_buf *staged; /* what stands for the file there, or NULL */
    const char *path;     /* a file or folder: from there upwards (config_find.h) */
} sl_config_source;

bool sl_config_load(const sl_config_source *source, sl_rules *rules, sl_config *out,
                    sl_err *err);
/* The level of the rule where no override says otherwise. */
sl_level sl_config_level(const sl_config *config, const sl_rule *rule);
/* Does the rule run, by its id below rules: or the profile, and unless a key there
 * switches it off? */
bool sl_config_runs(const sl_config *config, const sl_rule *rule);
/* Does it not, but some override asks for it? Then it runs for that one. */
bool sl_config_runs_somewhere(const sl_config *config, const sl_rule *rule);
bool sl_config_excludes(const sl_config *config, sl_str path);
/* Are files of that name left out, wherever they lie? */
bool sl_config_excludes_name(const sl_config *config, sl_str base_name);
/* The same, and keeps in mind which globs have fitted; for one thread at a time. */
bool sl_config_leaves_out(sl_config *config, sl_str path);
void sl_config_free(sl_config *config);

#endif

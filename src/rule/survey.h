/* survey.h - what is known about a repository beside the content of its files.
 *
 * Made once by scan/survey.c, after the last document; repository checks see it
 * through the facts. */
#ifndef SECLINT_RULE_SURVEY_H
#define SECLINT_RULE_SURVEY_H

#include "git/known_path.h"
#include "rule/aws_fact.h"
#include "rule/finding.h"
#include "rule/layout.h"

typedef enum sl_line_kind {
    SL_LINE_IGNORE,         /* of a .gitignore, comments and blank lines included */
    SL_LINE_ATTRIBUTE,      /* of a .gitattributes, likewise */
    SL_LINE_DOCKERIGNORE,   /* of a .dockerignore, likewise */
    SL_LINE_NPMIGNORE,      /* of a .npmignore, likewise */
    SL_LINE_PACKAGE,        /* the name of a package.json that npm may publish; then one
                             * for each entry of its `files` */
    SL_LINE_DOCKERFILE,     /* FROM, COPY, ADD, ARG or ENV of a Dockerfile, joined; of
                            * the latter two one variable, "ARG NAME=value", where "*"
                            * stands for a value that is a secret */
    SL_LINE_VAULT_PASSWORD, /* names a file that holds or prints a vault password; with
                             * an empty text only a source of the password */
    SL_LINE_SCRIPT /* the first line of a program for an interpreter, "#!..." */
} sl_line_kind;

/* A line that only means something beside others. */
typedef struct sl_line_fact {
    sl_line_kind kind;
    sl_place place;
    sl_str text;    /* the line without its end, or the path that it names */
    bool commented; /* SL_LINE_VAULT_PASSWORD: it stands in a comment */
} sl_line_fact;

SL_VEC(sl_line_vec, sl_line_fact);

/* A layout that the repository follows. */
typedef struct sl_layout_use {
    const sl_layout *layout;
    sl_str because; /* the path that made it present */
    sl_strategy strategy;
    bool inferred;   /* nobody said so: */
    sl_str evidence; /* "deploy/vars/prod.yml is encrypted by Ansible Vault" */
} sl_layout_use;

typedef enum sl_probe_kind {
    SL_PROBE_SECRET,   /* a path that a class expects */
    SL_PROBE_GAP,      /* the same in another spelling */
    SL_PROBE_PUBLIC,   /* must be neither ignored nor encrypted */
    SL_PROBE_NEGATED,  /* what a "!" line of a .gitignore literally names */
    SL_PROBE_RULES,    /* an ignore file itself */
    SL_PROBE_PASSWORD, /* named by a SL_LINE_VAULT_PASSWORD, or an untracked file that
                        * is called like one; no program */
    SL_PROBE_KINDS
} sl_probe_kind;

/* A path asked about whether it exists or not. */
typedef struct sl_probe {
    sl_probe_kind kind;
    sl_str path;
    const sl_known_path *known; /* NULL: there is no such path */
    sl_treatment here;
    const sl_secret_class *class_; /* of the first three kinds */
    const sl_layout_use *use;      /* of the first three kinds */
    const sl_line_fact *line;      /* of NEGATED and PASSWORD: what names it; of the
                                    * latter NULL, if only its name tells */
} sl_probe;

SL_VEC(sl_known_ref_vec, const sl_known_path *);

typedef struct sl_survey {
    const sl_known_path *paths; /* sorted by path */
    size_t paths_len;
    bool all_tracked;                        /* no path is on disk only */
    const sl_known_path *const *rules_files; /* .gitignore, .gitattributes; sorted */
    size_t rules_files_len;
    const sl_line_fact *lines; /* sorted by path and line */
    size_t lines_len;
    const sl_aws_fact *aws; /* sorted by kind, path and place */
    size_t aws_len;
    const sl_probe *probes; /* sorted by kind and path */
    size_t probes_len;
    const sl_layout_use *uses;
    size_t uses_len;
    const sl_layouts *layouts; /* all that are known, in use or not */
    sl_str remote; /* URL of the remote repository; empty if there is none */
    bool whole;    /* the working tree was read: no hook, no range */
    bool changes;  /* a hook or a range: only what changed was read */
} sl_survey;

/* The path, or NULL. */
const sl_known_path *sl_survey_path(const sl_survey *survey, sl_str path);
/* The place in paths of the first one that does not sort before text. */
size_t sl_survey_from(const sl_survey *survey, sl_str text);
/* Is there anything at or below the directory dir (no trailing slash)? */
bool sl_survey_dir(const sl_survey *survey, sl_str dir);
/* The first known path that one of the globs fits, or NULL. */
const sl_known_path *sl_survey_match(const sl_survey *survey, sl_list globs);

/* What is looked for in all paths at once. */
typedef struct sl_survey_search {
    const sl_list *lists; /* of globs, */
    size_t lists_len;
    const sl_known_path **found; /* and by list what sl_survey_match finds */
    sl_list names;               /* of files, */
    sl_known_ref_vec *named;     /* and every path that has one of them, in order */
} sl_survey_search;
void sl_survey_look(const sl_survey *survey, const sl_survey_search *search);
/* Is the line, active or commented out, in that ignore or attribute file? named is
 * "FILE: LINE". */
bool sl_survey_has_line(const sl_survey *survey, sl_str named);
/* The text of a line without blanks around it and, if it is commented out, without its
 * marks; *commented says which. */
sl_str sl_survey_pattern(sl_str line, bool *commented);
/* Is there a path in the index? Nothing is lost before the first git add. */
bool sl_survey_anything_tracked(const sl_survey *survey);
/* The first probe of that kind and path, or where it would stand in probes. */
size_t sl_survey_probes_from(const sl_survey *survey, sl_probe_kind kind, sl_str path);
/* That probe, or NULL. */
const sl_probe *sl_survey_probe(const sl_survey *survey, sl_probe_kind kind,
                                sl_str path);
/* The use of that layout, or NULL. */
const sl_layout_use *sl_survey_use(const sl_survey *survey, const sl_layout *layout);

/* The lines of one file: [*start, end) where end is returned; *start moves on, as in
 * sl_facts_next_path. */
typedef struct sl_survey_lines {
    const sl_line_fact *at;
    size_t len;
} sl_survey_lines;
sl_survey_lines sl_survey_next_file(const sl_survey *survey, size_t *start);
/* All lines of the file of that path, of each kind. */
sl_survey_lines sl_survey_lines_of(const sl_survey *survey, sl_str path);

/* All facts of that kind. */
sl_aws_range sl_survey_aws(const sl_survey *survey, sl_aws_kind kind);

/* The place of a whole file in the working tree. */
sl_place sl_survey_place(sl_str path);

#endif

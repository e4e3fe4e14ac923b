/* import_work.h - what the parts of the import share. */
#ifndef SECLINT_RULE_IMPORT_WORK_H
#define SECLINT_RULE_IMPORT_WORK_H

#include "rule/import.h"
#include "rule/import_regex.h"
#include "rule/import_yaml.h"

SL_VEC(sl_node_vec, const sl_node *);

/* One [[rules]] with the tables that belong to it. */
typedef struct sl_import_rule {
    const sl_node *node;
    sl_node_vec allowlists;
    sl_node_vec required;
    sl_str old_id;
    sl_str id;    /* ours */
    bool usable;  /* it has become a rule of ours */
    sl_str regex; /* ours */
    sl_regex_need need;
    sl_str_vec literals;
    sl_str_vec not_values;
    sl_str_vec paths;
    sl_str_vec not_paths;
} sl_import_rule;

SL_VEC(sl_import_rule_vec, sl_import_rule);

typedef struct sl_import_work {
    sl_import *out;
    sl_str file;
    sl_doc doc;
    const sl_rules *known;
    sl_import_rule_vec rules;
    sl_node_vec global; /* allowlists of no rule */
} sl_import_work;

/* Names a construct of rule (NULL: of none) that was not carried over. */
void sl_import_tell(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                    const char *why, ...) __attribute__((format(printf, 4, 5)));
/* The texts of a list, or the one text; out is added to. */
void sl_import_texts(const sl_node *node, sl_str_vec *out);
/* The rule of that id there, or NULL. */
sl_import_rule *sl_import_find(sl_import_work *w, sl_str old_id);
/* A regex of Go as ours, if it compiles; else it is named. */
bool sl_import_regex(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                     sl_str regex, unsigned group, sl_str *out);
/* A regex on paths as a glob; else it is named. */
bool sl_import_glob(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                    sl_str regex, sl_str_vec *out);

/* Writes a usable rule, and what it allows. */
void sl_import_write_rule(sl_import_work *w, sl_import_rule *rule);

/* An allowlist of rule, or (NULL) of all: adds to the rule, or to the allow: list. */
void sl_import_allowlist(sl_import_work *w, const sl_node *node, sl_import_rule *rule);

#endif

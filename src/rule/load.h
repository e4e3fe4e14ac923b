/* load.h - rules from YAML: the built-in ones and those of the user. */
#ifndef SECLINT_RULE_LOAD_H
#define SECLINT_RULE_LOAD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "rule/fields.h"
#include "rule/layout.h"
#include "rule/rule.h"

SL_VEC(sl_rule_vec, sl_rule *);

/* Every rule and layout that was loaded; owns them. */
typedef struct sl_rules {
    sl_arena arena;
    sl_arena extra;    /* of somebody who added rules from a document of its own */
    bool examples;     /* set it to have those of the built-in rules, too */
    sl_rule_vec rules; /* sorted by id after sl_rules_sort */
    sl_map by_id;      /* those that are not built in */
    sl_rule **builtin; /* sorted by id, as the build left them */
    size_t builtin_len;
    /* NULL, or some of the built-in rules are not read yet: they are NULL here and in
     * rules, where there is no other. */
    struct sl_unread *unread;
    sl_layouts layouts;
} sl_rules;

/* One rule file. file names it in messages ("rules/x/y.yml"). Mistakes are told
 * as "FILE:LINE: ..."; a second rule of one id is one of them. */
bool sl_rules_add(sl_rules *book, sl_str file, sl_str text, sl_err *err);
/* Those that were in rules/ when the program was built; first of all. */
bool sl_rules_add_builtin(sl_rules *book, sl_err *err);
/* The same for a run that needs few of them: none is read yet. What looks rules up or adds
 * some reads them all; who goes through the lists calls sl_rules_read_all first. */
bool sl_rules_add_unread(sl_rules *book, sl_err *err);
/* The built-in rule of that number, from 0. One thread at a time. */
sl_rule *sl_rules_read(const sl_rules *book, size_t number);
void sl_rules_read_all(const sl_rules *book);
/* Every *.yml file below dir. A folder without one is an error. */
bool sl_rules_add_dir(sl_rules *book, const char *dir, sl_err *err);
/* The same for dir below root, as a configuration names it: a relative path without
 * "..", and nothing on the way or below is a symbolic link. Messages and rules name the
 * files relative to root. */
bool sl_rules_add_below(sl_rules *book, const char *root, sl_str dir, sl_err *err);
/* A rule that stands in another document: fields has read that, node is the mapping.
 * Strings stay in the arena of fields. */
bool sl_rules_add_node(sl_rules *book, const sl_fields *fields, const sl_node *node,
                       sl_err *err);
/* Sorts rules and layouts, and numbers the rules. Call once, after the last addition. */
void sl_rules_sort(sl_rules *book);
/* By id, or NULL. */
sl_rule *sl_rules_find(const sl_rules *book, sl_str id);
void sl_rules_free(sl_rules *book);

#endif

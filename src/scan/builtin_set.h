/* builtin_set.h - what every run asks of every built-in rule, as constants: a run reads
 * a rule (rule/unread.h) only when one of its literals is found, or its check runs.
 *
 * Made by tools/compile_gate.c, in the order of rule/builtin.h. */
#ifndef SECLINT_SCAN_BUILTIN_SET_H
#define SECLINT_SCAN_BUILTIN_SET_H

#include "base/map.h"
#include "rule/rule.h"

enum {
    SL_ROW_LITERALS = 1, /* has some */
    SL_ROW_SLOW = 2,     /* has none, but a pattern */
    SL_ROW_CHOOSY = 4    /* sl_rule_choosy */
};

typedef struct sl_builtin_row {
    uint16_t check;  /* its sl_check_at, from 1; 0: none */
    uint8_t profile; /* sl_profile */
    uint8_t has;     /* SL_ROW_... */
} sl_builtin_row;

extern const sl_builtin_row sl_builtin_rows[];

/* What sl_rule_file_name says of all globs of rules, each with a NUL behind it, and whose. */
extern const char sl_builtin_names[];
extern const uint16_t sl_builtin_named[];
extern const size_t sl_builtin_names_len;

/* How many globs for paths, or against them, a choosy rule has; of others 0. */
size_t sl_rule_globs(const sl_rule *rule);
/* Does that one spell out the name of a program ("local.php"), or such an ending
 * ("*.py": ".py")? That becomes *out. All other names tell a way of reading anyway. */
bool sl_rule_file_name(const sl_rule *rule, size_t number, sl_str *out);
/* Does it look for secrets, in old versions too, by paths of its own? */
bool sl_rule_choosy(const sl_rule *rule);
/* Is a file of that base name one of them? */
bool sl_file_named(const sl_map *names, sl_str base_name);

#endif

/* assigned.h - the regex of rules that know a value only by what it is assigned to.
 *
 * Many providers' keys are 32 hexadecimal digits and nothing more: what tells whose
 * they are is the name in front. The forms of such an assignment are the same for
 * all of them, so they stand here once. */
#ifndef SECLINT_RULE_ASSIGNED_H
#define SECLINT_RULE_ASSIGNED_H

#include "base/arena.h"
#include "rule/rule.h"

/* What a rule says in "match.assigned". */
typedef struct sl_assigned {
    sl_list names; /* one of them is in the name: "algolia"; any case */
    sl_str value;  /* a regex, in its own case */
    sl_list words; /* one of them follows in the name: "admin"; empty: those of keys */
} sl_assigned;

enum {
    SL_ASSIGNED_AFTER = 400, /* the longest match from the name on, */
    SL_ASSIGNED_LINES = 2 /* which a value on one line ends on the next line at most */
};

/* What the gate looks for: the names; one of three bytes ("ld_") together with
 * the word of a key that must follow it, as the gate can hardly tell text apart by so
 * little. */
sl_list sl_assigned_literals(const sl_assigned *assigned, sl_arena *arena);

/* The PCRE2 pattern that finds the value behind such a name, on one line or (value
 * items of YAML) on the next; the value is its group "secret". For a pattern that
 * ignores case. Lives in arena. */
sl_str sl_assigned_regex(const sl_assigned *assigned, sl_arena *arena);

#endif

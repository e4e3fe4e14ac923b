#include "rule/form.h"

#include <stddef.h>

#define FIELD(type, what, member)                       \
    {                                                   \
        SL_FORM_##what, offsetof(type, member), 0, NULL \
    }
#define ITEMS(what, member, form)                                                   \
    {                                                                               \
        SL_FORM_##what, offsetof(sl_rule, member), offsetof(sl_rule, member##_len), \
            &(form)                                                                 \
    }
#define RULE(what, member) FIELD(sl_rule, what, member)

static const sl_form part = {
    .size = sizeof(sl_part),
    .len = 6,
    .fields =
        {
            FIELD(sl_part, STR, name),
            FIELD(sl_part, STR, regex),
            FIELD(sl_part, STR, rule),
            FIELD(sl_part, NUMBER, lines),
            FIELD(sl_part, BOOL, required),
            FIELD(sl_part, BOOL, secret),
        },
};

static const sl_form example = {
    .size = sizeof(sl_example),
    .len = 3,
    .fields =
        {
            FIELD(sl_example, STR, path),
            FIELD(sl_example, STR, text),
            FIELD(sl_example, LIST, also),
        },
};

/* All but index, which sl_rules_sort sets. */
const sl_form sl_rule_form = {
    .size = sizeof(sl_rule),
    .len = 35,
    .fields =
        {
            RULE(STR, id),
            RULE(STR, title),
            RULE(NUMBER, level),
            RULE(NUMBER, confidence),
            RULE(NUMBER, cwe),
            RULE(STR, severity),
            RULE(STR, provider),
            RULE(LIST, tags),
            RULE(NUMBER, profile),
            RULE(NUMBER, scope),
            RULE(LIST, pattern.literals),
            RULE(BOOL, pattern.ignore_case),
            RULE(STR, pattern.regex),
            RULE(NUMBER, pattern.before),
            RULE(NUMBER, pattern.after),
            RULE(NUMBER, pattern.stretch.kind),
            RULE(NUMBER, pattern.stretch.len),
            RULE(NUMBER, pattern.keep),
            RULE(BOOL, pattern.assigned),
            RULE(REAL, pattern.entropy),
            RULE(SCHEME, pattern.verify),
            RULE(LIST, pattern.paths),
            RULE(LIST, pattern.not_paths),
            RULE(LIST, pattern.not_values),
            RULE(STR, pattern.frequent),
            ITEMS(ITEMS, parts, part),
            RULE(STR, check),
            RULE(SIZE, check_line),
            RULE(STR, why),
            RULE(STR, fix),
            RULE(LIST, references),
            RULE(BOOL, fixable),
            ITEMS(EXAMPLES, matching, example),
            ITEMS(EXAMPLES, ignored, example),
            RULE(STR, file),
        },
};

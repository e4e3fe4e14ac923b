#include "rule/form.h"

#include <stddef.h>

#define FIELD(type, what, member)                           \
    {                                                       \
        SL_FORM_##what, SL_FORMS, offsetof(type, member), 0 \
    }
#define ITEMS(type, what, member, form)                            \
    {                                                              \
        SL_FORM_##what, SL_FORM_OF_##form, offsetof(type, member), \
            offsetof(type, member##_len)                           \
    }
#define FORM(type, ...)                                                               \
    {                                                                                 \
        sizeof(type), sizeof((sl_form_field[]){__VA_ARGS__}) / sizeof(sl_form_field), \
        {                                                                             \
            __VA_ARGS__                                                               \
        }                                                                             \
    }

/* All but what tells of the rule's place among others, and the layout of a class. */
const sl_form sl_forms[SL_FORMS] = {
    [SL_FORM_OF_RULE] = FORM(
        sl_rule, FIELD(sl_rule, STR, id), FIELD(sl_rule, STR, title),
        FIELD(sl_rule, NUMBER, level), FIELD(sl_rule, NUMBER, confidence),
        FIELD(sl_rule, NUMBER, cwe), FIELD(sl_rule, STR, severity),
        FIELD(sl_rule, STR, provider), FIELD(sl_rule, LIST, tags),
        FIELD(sl_rule, NUMBER, profile), FIELD(sl_rule, NUMBER, scope),
        FIELD(sl_rule, LIST, pattern.literals),
        FIELD(sl_rule, BOOL, pattern.ignore_case), FIELD(sl_rule, STR, pattern.regex),
        FIELD(sl_rule, NUMBER, pattern.before), FIELD(sl_rule, NUMBER, pattern.after),
        FIELD(sl_rule, NUMBER, pattern.lines),
        FIELD(sl_rule, NUMBER, pattern.stretch.kind),
        FIELD(sl_rule, NUMBER, pattern.stretch.len),
        FIELD(sl_rule, NUMBER, pattern.keep), FIELD(sl_rule, BOOL, pattern.assigned),
        FIELD(sl_rule, REAL, pattern.entropy), FIELD(sl_rule, SCHEME, pattern.verify),
        FIELD(sl_rule, LIST, pattern.paths), FIELD(sl_rule, LIST, pattern.not_paths),
        FIELD(sl_rule, LIST, pattern.not_values), FIELD(sl_rule, STR, pattern.frequent),
        ITEMS(sl_rule, ITEMS, parts, PART), FIELD(sl_rule, STR, check),
        FIELD(sl_rule, SIZE, check_line), FIELD(sl_rule, STR, why),
        FIELD(sl_rule, STR, fix), FIELD(sl_rule, LIST, references),
        FIELD(sl_rule, BOOL, fixable), ITEMS(sl_rule, EXAMPLES, matching, EXAMPLE),
        ITEMS(sl_rule, EXAMPLES, ignored, EXAMPLE), FIELD(sl_rule, STR, file)),
    [SL_FORM_OF_PART] =
        FORM(sl_part, FIELD(sl_part, STR, name), FIELD(sl_part, STR, regex),
             FIELD(sl_part, STR, rule), FIELD(sl_part, NUMBER, lines),
             FIELD(sl_part, BOOL, required), FIELD(sl_part, BOOL, secret)),
    [SL_FORM_OF_EXAMPLE] =
        FORM(sl_example, FIELD(sl_example, STR, path), FIELD(sl_example, STR, text),
             FIELD(sl_example, LIST, also)),
    [SL_FORM_OF_LAYOUT] =
        FORM(sl_layout,
             /* First: it is read alone, too. */
             FIELD(sl_layout, LIST, when), FIELD(sl_layout, STR, id),
             FIELD(sl_layout, STR, title), FIELD(sl_layout, LIST, given),
             FIELD(sl_layout, LIST, unless), FIELD(sl_layout, NUMBER, rank),
             FIELD(sl_layout, BOOL, certain), ITEMS(sl_layout, ITEMS, classes, CLASS),
             ITEMS(sl_layout, ITEMS, files, FILE)),
    [SL_FORM_OF_CLASS] = FORM(
        sl_secret_class, FIELD(sl_secret_class, STR, id),
        FIELD(sl_secret_class, STR, title), FIELD(sl_secret_class, STR, reader),
        FIELD(sl_secret_class, LIST, when), FIELD(sl_secret_class, LIST, paths),
        FIELD(sl_secret_class, LIST, public_paths),
        FIELD(sl_secret_class, LIST, encryption), FIELD(sl_secret_class, LIST, probes),
        FIELD(sl_secret_class, LIST, gaps), FIELD(sl_secret_class, LIST, public_probes),
        FIELD(sl_secret_class, BOOL, generated)),
    [SL_FORM_OF_FILE] = FORM(
        sl_managed_file, FIELD(sl_managed_file, STR, path),
        FIELD(sl_managed_file, LIST, when), FIELD(sl_managed_file, LIST, begin),
        FIELD(sl_managed_file, LIST, end), ITEMS(sl_managed_file, ITEMS, lines, LINE)),
    [SL_FORM_OF_LINE] =
        FORM(sl_managed_line, FIELD(sl_managed_line, STR, text),
             FIELD(sl_managed_line, NUMBER, on), FIELD(sl_managed_line, NUMBER, off),
             FIELD(sl_managed_line, STR, after), FIELD(sl_managed_line, BOOL, keep)),
};

/* variable.c - variables in places where IAM does not put anything in for them.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags". */
#include "aws/variable.h"

#include "aws/condition.h"
#include "aws/condition_keys.h"
#include "check/iam/policy_hit.h"

enum { FIELDS_BEFORE = 5 };

/* Is it IAM's, and not one of the template that makes the policy? */
static bool is_ours(const sl_variable *v)
{
    sl_condition_key key;

    if (v->fault == SL_VARIABLE_BRACE)
        return sl_str_starts_nocase(v->key, sl_lit("aws:"));
    return sl_condition_key_find(v->key, &key);
}

static bool next_ours(const sl_node *value, size_t *at, sl_variable *v)
{
    while (sl_variable_next(value->value, at, v))
        if (is_ours(v))
            return true;
    return false;
}

static const char *fault_of(const sl_variable *v)
{
    static const char *const faults[SL_VARIABLE_FAULTS] = {
        [SL_VARIABLE_BRACE] = "has no closing brace",
        [SL_VARIABLE_EMPTY] = "names no key",
        [SL_VARIABLE_BLANK] = "has a blank, and the key must stand right between the "
                              "braces",
        [SL_VARIABLE_QUOTE] = "has a default that is not in single quotes: "
                              "${key, 'default'}",
    };

    return faults[v->fault];
}

static void tell(const sl_policy_view *view, const sl_node *value, const sl_variable *v,
                 sl_level level, const char *what)
{
    sl_policy_hit(view, value, level, "the variable %.*s %s",
                  sl_fmt(sl_str_sub(v->whole, 0, 60)), what);
}

/* A misspelt key: nothing is put in, so that nothing matches. */
static void judge_near(const sl_policy_view *view, const sl_node *value,
                       const sl_variable *v)
{
    sl_condition_key key;

    if (!sl_str_starts_nocase(v->key, sl_lit("aws:")) ||
        sl_condition_key_is_tag(v->key, NULL) || !sl_condition_key_near(v->key, &key))
        return;
    sl_policy_hit(view, value, SL_LEVEL_OFF,
                  "there is no variable %.*s: did you mean ${%.*s}?",
                  sl_fmt(sl_str_sub(v->whole, 0, 60)), sl_fmt(key.name));
}

/* What is wrong with a variable wherever it stands. True: all is said of it. */
static bool judge_form(const sl_policy_view *view, const sl_node *value,
                       const sl_variable *v)
{
    sl_condition_key key;

    if (v->fault == SL_VARIABLE_EMPTY) {
        if (view->policy->exact && !view->policy->incomplete)
            tell(view, value, v, SL_LEVEL_OFF, fault_of(v));
        return true;
    }
    if (!is_ours(v)) {
        judge_near(view, value, v);
        return true;
    }
    if (v->fault != SL_VARIABLE_OK) {
        tell(view, value, v, SL_LEVEL_OFF, fault_of(v));
        return true;
    }
    if (sl_condition_key_find(v->key, &key) && key.multivalued) {
        tell(view, value, v, SL_LEVEL_OFF,
             "can have several values, and such keys are no variables");
        return true;
    }
    return false;
}

/* How many fields of an ARN end before text[at], colons of variables not counted. */
static size_t fields_before(sl_str text, size_t at)
{
    sl_variable v;
    size_t next = 0, count = 0, start = 0;

    while (start < at) {
        size_t end = sl_variable_next(text, &next, &v)
                         ? (size_t)(v.whole.ptr - text.ptr)
                         : text.len;

        for (size_t i = start; i < end && i < at; i++)
            count += text.ptr[i] == ':';
        start = next;
    }
    return count;
}

/* "$aws:username", "{aws:username}", "$(aws:username)": text, as IAM reads it. */
static void judge_bare(const sl_policy_view *view, const sl_node *value)
{
    static const char *const marks[] = {"$aws:", "{aws:", "(aws:"};
    sl_str text = value->value;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = sl_str_find_nocase(text, sl_str_of(marks[i]));
        size_t end = at + 5, stop;
        char before = at > 0 && at != SIZE_MAX ? text.ptr[at - 1] : ' ';
        sl_condition_key key;

        if (at == SIZE_MAX || (marks[i][0] == '(' && before != '$') ||
            (marks[i][0] == '{' && sl_str_chr(sl_lit("$&{"), before) != SIZE_MAX))
            continue;
        while (end < text.len &&
               sl_str_chr(marks[i][0] == '$' ? sl_lit("/ \"',:*?}") : sl_lit(" ,:})"),
                          text.ptr[end]) == SIZE_MAX)
            end++;
        stop = end + (end < text.len && (text.ptr[end] == '}' || text.ptr[end] == ')'));
        if (!sl_condition_key_find(sl_str_sub(text, at + 1, end), &key) ||
            key.multivalued)
            continue;
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "%.*s is text and no variable: that is written ${%.*s}",
                      sl_fmt(sl_str_sub(text, at - (marks[i][0] == '('), stop)),
                      sl_fmt(sl_str_sub(text, at + 1, end)));
        return;
    }
}

static void judge_resources(const sl_policy_view *view, const sl_node *resources)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(resources, value)) != NULL) {
        size_t at = 0;
        sl_variable v;

        judge_bare(view, value);
        while (sl_variable_next(value->value, &at, &v)) {
            size_t start = (size_t)(v.whole.ptr - value->value.ptr);

            if (judge_form(view, value, &v) ||
                !sl_str_starts(value->value, sl_lit("arn:")))
                continue;
            if (fields_before(value->value, start) < FIELDS_BEFORE)
                tell(view, value, &v, SL_LEVEL_WARNING,
                     "stands before the resource part of the ARN, where none is read");
            break; /* one look at the beginning is enough */
        }
    }
}

/* Elements that are compared as they are written. */
static void judge_literal(const sl_policy_view *view, const sl_node *element)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(element, value)) != NULL) {
        size_t at = 0;
        sl_variable v;

        if (!next_ours(value, &at, &v))
            continue;
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "the variable %.*s is not read here, only in Resource and in "
                      "conditions on texts and ARNs",
                      sl_fmt(sl_str_sub(v.whole, 0, 60)));
    }
}

static void judge_principals(const sl_policy_view *view, const sl_node *element)
{
    if (!element)
        return;
    if (element->type != SL_NODE_MAP) {
        judge_literal(view, element);
        return;
    }
    for (const sl_node *group = element->first; group; group = group->next)
        judge_literal(view, group);
}

static bool reads_variables(sl_operator_family family)
{
    return family == SL_OPERATOR_STRING || family == SL_OPERATOR_ARN ||
           family == SL_OPERATOR_BOOL; /* the documentation has it both ways */
}

static void judge_conditions(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition c = {0};

    while (sl_condition_next(s, &c)) {
        const sl_node *value = NULL;

        while (c.operator.known &&(value = sl_text_next(c.node, value)) != NULL) {
            size_t at = 0;
            sl_variable v;

            judge_bare(view, value);
            while (sl_variable_next(value->value, &at, &v))
                if (!judge_form(view, value, &v) &&
                    !reads_variables(c.operator.family)) {
                    sl_policy_hit(view, value, SL_LEVEL_OFF,
                                  "the variable %.*s is not read by %.*s, only by "
                                  "operators on texts and ARNs",
                                  sl_fmt(sl_str_sub(v.whole, 0, 60)),
                                  sl_fmt(c.operator.name));
                    break;
                }
        }
    }
}

/* The first variable of a list. */
static const sl_node *first_in(const sl_node *element, sl_variable *v)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(element, value)) != NULL) {
        size_t at = 0;

        if (next_ours(value, &at, v))
            return value;
    }
    return NULL;
}

static const sl_node *first_of(const sl_statement *s, sl_variable *v)
{
    const sl_node *found = first_in(s->resource, v);
    sl_condition c = {0};

    if (!found)
        found = first_in(s->not_resource, v);
    while (!found && sl_condition_next(s, &c))
        found = first_in(c.node, v);
    return found;
}

/* The older version of the language has no variables. What folds a policy together, the
 * data source of Terraform or the CDK, gives it the newer one. */
static void judge_version(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    const sl_node *version = policy->version;

    if (policy->fragment || ((policy->incomplete || !policy->exact) && !version) ||
        (version && (version->type != SL_NODE_SCALAR || sl_node_open(version) ||
                     !sl_str_eq(version->value, sl_lit("2008-10-17")))))
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        sl_variable v;
        const sl_node *value = first_of(&policy->statements[i], &v);

        if (!value)
            continue;
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "the variable %.*s stays as it is written %s: the policy needs "
                      "\"Version\": \"2012-10-17\"",
                      sl_fmt(sl_str_sub(v.whole, 0, 60)),
                      version ? "in version 2008-10-17" : "without a Version");
        return;
    }
}

void sl_check_iam_variable(const sl_policy_view *view)
{
    judge_version(view);
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        judge_literal(view, s->sid);
        judge_literal(view, s->action);
        judge_literal(view, s->not_action);
        judge_principals(view, s->principal);
        judge_principals(view, s->not_principal);
        judge_resources(view, s->resource);
        judge_resources(view, s->not_resource);
        judge_conditions(view, s);
    }
}

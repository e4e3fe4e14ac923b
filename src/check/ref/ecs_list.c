/* ecs_list.c - lists of {name, valueFrom}: where ECS does not look for them, and two names
 * for one secret. Source: Amazon ECS Developer Guide, "Task definition parameters":
 * secrets belong to a container definition. */
#include "base/map.h"
#include "check/aws_place.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"

static const sl_node *child(const sl_node *map, const char *plain)
{
    for (const sl_node *at = map->type == SL_NODE_MAP ? map->first : NULL; at;
         at = at->next)
        if (sl_aws_key_is(at->key, plain))
            return at;
    return NULL;
}

/* The reference of an item that has a name, too; NULL: no item of such a list. */
static const sl_node *item_reference(const sl_node *item)
{
    const sl_node *from = child(item, "valuefrom");
    const sl_node *name = child(item, "name");

    return from && name && from->type == SL_NODE_SCALAR && name->type == SL_NODE_SCALAR
               ? from
               : NULL;
}

static bool names_secret(const sl_node *from)
{
    return sl_str_starts(from->value, sl_lit("arn:")) &&
           (sl_str_has(from->value, sl_lit(":secretsmanager:")) ||
            sl_str_has(from->value, sl_lit(":ssm:")));
}

/* --- the wrong property --- */

/* Keys of containers, tasks and their environment, under which no such list belongs. */
static const char *const wrong_lists[] = {"environment",
                                          "env",
                                          "environmentvariables",
                                          "containerdefinitions",
                                          "container",
                                          "ecs",
                                          "task",
                                          "wrapper",
                                          "cloudreactor",
                                          "taskdefinition",
                                          "defaulttaskconfig",
                                          "defaultenvtaskconfig",
                                          "envtaskconfig",
                                          "taskconfig",
                                          "extramaincontainerproperties",
                                          "extrataskdefinitionproperties"};

static bool is_wrong_list(sl_str key)
{
    for (size_t i = 0; i < sizeof wrong_lists / sizeof *wrong_lists; i++)
        if (sl_aws_key_is(key, wrong_lists[i]))
            return true;
    return false;
}

static bool is_task_definition(const sl_node *map)
{
    return child(map, "containerdefinitions") != NULL ||
           sl_aws_key_is(map->key, "extrataskdefinitionproperties");
}

static void judge_place(const sl_ref_report *report, const sl_node *list)
{
    const sl_node *from = list->first ? item_reference(list->first) : NULL;

    if (!from || !names_secret(from) || list->key.len == 0)
        return;
    if (is_wrong_list(list->key))
        sl_ref_hit(
            report, list->key_span, SL_LEVEL_OFF,
            "%.*s lists a name and a valueFrom: such items belong under secrets of "
            "a container definition",
            sl_fmt(sl_ref_quote(list->key)));
    else if (sl_aws_key_is(list->key, "secrets") && list->parent &&
             is_task_definition(list->parent))
        sl_ref_hit(
            report, list->key_span, SL_LEVEL_OFF,
            "a task definition has no secrets: they belong to one of its container "
            "definitions");
}

/* --- one secret, two names --- */

/* Words that say nothing of what a secret is for. */
static const char *const common_words[] = {
    "secret",  "secrets", "key",    "keys", "token",       "password", "api",
    "app",     "prod",    "common", "env",  "credentials", "config",   "production",
    "staging", "dev",     "access", "auth", "the",         "db",       "test"};

static bool is_word(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

static sl_str next_word(sl_str *rest)
{
    size_t start = 0, end;
    sl_str word;

    while (start < rest->len && !is_word(rest->ptr[start]))
        start++;
    end = start;
    while (end < rest->len && is_word(rest->ptr[end]))
        end++;
    word = sl_str_sub(*rest, start, end);
    *rest = sl_str_skip(*rest, end);
    return word;
}

/* Does the last part of the secret's name have a telling word of the variable's? */
static bool speaks_of(sl_str variable, sl_str secret)
{
    enum { SHORTEST = 3 };
    sl_str word;

    secret = sl_path_base(secret);
    while ((word = next_word(&variable)).len > 0) {
        if (word.len >= SHORTEST &&
            !sl_str_among(common_words, sizeof common_words / sizeof *common_words,
                          word) &&
            sl_str_find_nocase(secret, word) != SIZE_MAX)
            return true;
    }
    return false;
}

/* One of the two names fits the secret: the other one got its ARN by copying. */
static void judge_pair(const sl_ref_report *report, const sl_node *first,
                       const sl_node *second)
{
    sl_secret_ref ref;
    sl_str a = child(first->parent, "name")->value;
    sl_str b = child(second->parent, "name")->value;
    bool a_fits, b_fits;

    sl_ref_value_from(second->value, &ref);
    if (sl_str_eq(a, b) || sl_ref_is_open(&ref))
        return;
    a_fits = speaks_of(a, ref.name);
    b_fits = speaks_of(b, ref.name);
    if (a_fits == b_fits)
        sl_ref_hit(report, second->span, SL_LEVEL_NOTE,
                   "%.*s and %.*s are the same secret", sl_fmt(sl_ref_quote(a)),
                   sl_fmt(sl_ref_quote(b)));
    else
        sl_ref_hit(report, (a_fits ? second : first)->span, SL_LEVEL_OFF,
                   "%.*s has the ARN of %.*s: was it copied",
                   sl_fmt(sl_ref_quote(a_fits ? b : a)),
                   sl_fmt(sl_ref_quote(a_fits ? a : b)));
}

static void judge_duplicates(const sl_ref_report *report, const sl_node *list)
{
    sl_map seen = {0};

    for (const sl_node *item = list->first; item; item = item->next) {
        const sl_node *from = item_reference(item);
        void **known;

        if (!from || !names_secret(from))
            continue;
        known = sl_map_put(&seen, from->value);
        if (*known)
            judge_pair(report, *known, from);
        else
            *known = (void *)(uintptr_t)from;
    }
    sl_map_free(&seen);
}

static void each_list(const sl_ref_report *report,
                      void (*judge)(const sl_ref_report *, const sl_node *))
{
    sl_passages passages = sl_doc_passages(report->doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !report->sink->full;
             node = sl_node_walk(tree, node))
            if (node->type == SL_NODE_SEQ)
                judge(report, node);
    }
}

void sl_check_ecs_wrong_property(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    each_list(&report, judge_place);
}

void sl_check_ecs_duplicate_arn(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    each_list(&report, judge_duplicates);
}

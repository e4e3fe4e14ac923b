/* ecs_list.c - lists of {name, valueFrom} where ECS does not look for them. Source: Amazon
 * ECS Developer Guide, "Task definition parameters": secrets belong to a container
 * definition. */
#include "check/aws_place.h"
#include "check/ref/ecs_item.h"

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
    return sl_ecs_child(map, "containerdefinitions") != NULL ||
           sl_aws_key_is(map->key, "extrataskdefinitionproperties");
}

static void say_wrong_list(const sl_ref_report *report, sl_str key, sl_span span)
{
    sl_ref_hit(
        report, span, SL_LEVEL_OFF,
        "%.*s lists a name and a valueFrom: such items belong under secrets of a "
        "container definition",
        sl_fmt(sl_ref_quote(key)));
}

static void say_task_definition(const sl_ref_report *report, sl_span span)
{
    sl_ref_hit(report, span, SL_LEVEL_OFF,
               "a task definition has no secrets: they belong to one of its container "
               "definitions");
}

static void judge_place(const sl_ref_report *report, const sl_node *list)
{
    const sl_node *from = list->first ? sl_ecs_reference(list->first) : NULL;

    if (!from || !sl_ecs_names_secret(from) || list->key.len == 0)
        return;
    if (is_wrong_list(list->key))
        say_wrong_list(report, list->key, list->key_span);
    else if (sl_aws_key_is(list->key, "secrets") && list->parent &&
             is_task_definition(list->parent))
        say_task_definition(report, list->key_span);
}

/* --- the same in comments, where only the indentation tells what belongs to what --- */

typedef struct line {
    sl_span span;  /* of its text, comment signs and blanks left out */
    size_t indent; /* of that */
} line;

/* The line round at, if it is a comment. */
static bool comment_at(const sl_ref_report *report, size_t at, line *out)
{
    sl_span span = sl_lines_around(sl_doc_lines(report->doc), at);
    const char *text = report->doc->text.ptr;
    size_t start = span.start;
    bool comment = false;

    while (start < span.end &&
           (text[start] == ' ' || text[start] == '\t' || text[start] == '#')) {
        comment |= text[start] == '#';
        start++;
    }
    *out = (line){{start, span.end}, start - span.start};
    return comment;
}

/* "key:" or "key: &anchor"; the key, or empty. */
static sl_str open_key(sl_str text)
{
    size_t colon = sl_str_chr(text, ':');
    sl_str rest = sl_str_trim(sl_str_skip(text, colon == SIZE_MAX ? colon : colon + 1));
    sl_str key = sl_str_sub(text, 0, colon);

    if (colon == SIZE_MAX || sl_str_chr(key, ' ') != SIZE_MAX ||
        (rest.len > 0 && rest.ptr[0] != '&'))
        return (sl_str){0};
    return key;
}

/* The nearest "key:" above at whose indent is less than limit. */
static bool key_above(const sl_ref_report *report, size_t at, size_t limit, line *out)
{
    enum { MAX_LINES = 60 };
    sl_span span = sl_lines_around(sl_doc_lines(report->doc), at);

    for (size_t i = 0; i < MAX_LINES && span.start > 0; i++) {
        bool comment = comment_at(report, span.start - 1, out);

        if (!comment)
            return false;
        if (out->indent < limit &&
            open_key(sl_str_sub(report->doc->text, out->span.start, out->span.end))
                    .len > 0)
            return true;
        span = sl_lines_around(sl_doc_lines(report->doc), span.start - 1);
    }
    return false;
}

static sl_str key_of(const sl_ref_report *report, const line *at)
{
    return open_key(sl_str_sub(report->doc->text, at->span.start, at->span.end));
}

static void judge_comment(const sl_ref_report *report, const sl_node *from,
                          size_t *last_list)
{
    line item, list, parent;

    if (!comment_at(report, from->span.start, &item) ||
        !key_above(report, from->span.start, item.indent, &list) ||
        list.span.start == *last_list)
        return;
    *last_list = list.span.start;
    if (is_wrong_list(key_of(report, &list)))
        say_wrong_list(report, key_of(report, &list), list.span);
    else if (sl_aws_key_is(key_of(report, &list), "secrets") &&
             key_above(report, list.span.start, list.indent, &parent) &&
             sl_aws_key_is(key_of(report, &parent), "extrataskdefinitionproperties"))
        say_task_definition(report, list.span);
}

static void judge_comments(const sl_ref_report *report)
{
    const sl_node *tree = sl_doc_lines_tree(report->doc);
    size_t last_list = SIZE_MAX;

    for (const sl_node *node = tree; node && !report->sink->full;
         node = sl_node_walk(tree, node))
        if (node->commented && sl_aws_key_is(node->key, "valuefrom") &&
            sl_ecs_names_secret(node))
            judge_comment(report, node, &last_list);
}

void sl_check_ecs_wrong_property(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ecs_each_list(&report, judge_place);
    if (doc->kind == SL_DOC_YAML)
        judge_comments(&report);
}

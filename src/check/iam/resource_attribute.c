/* resource_attribute.c - attributes of a template that give no ARN where one must stand,
 * and ARNs where only the name belongs. Sources: aws/symbol.h. */
#include "aws/hole.h"
#include "aws/symbol.h"
#include "check/iam/policy_hit.h"

enum { QUOTED = 80 };

/* What stands between the brackets of a placeholder. */
static sl_str inside(sl_str hole)
{
    return sl_str_sub(hole, 2, 2 + QUOTED < hole.len - 1 ? 2 + QUOTED : hole.len - 1);
}

/* "Jobs.QueueUrl" with another attribute: "Jobs.Arn", "!Ref Jobs". */
static void say_other(const sl_policy_view *view, const sl_node *node, sl_str hole,
                      const sl_symbol *symbol)
{
    sl_str from = inside(hole), owner;
    bool terraform = sl_str_has(from, sl_lit("aws_"));
    size_t dot = terraform ? sl_str_rchr(from, '.') : sl_str_chr(from, '.');

    owner = sl_str_sub(from, 0, dot);
    if (symbol->wanted.len == 0)
        sl_policy_hit(view, node, SL_LEVEL_OFF, "%.*s is the name of a %s and no ARN",
                      sl_fmt(from), symbol->what);
    else if (sl_str_eq(symbol->wanted, sl_lit("Ref")))
        sl_policy_hit(view, node, SL_LEVEL_OFF,
                      "%.*s is no ARN of the %s: write !Ref %.*s", sl_fmt(from),
                      symbol->what, sl_fmt(owner));
    else
        sl_policy_hit(view, node, SL_LEVEL_OFF,
                      "%.*s is no ARN of the %s: write %.*s.%.*s", sl_fmt(from),
                      symbol->what, sl_fmt(owner), sl_fmt(symbol->wanted));
}

/* "Jobs.Arn", "aws_sqs_queue.jobs.arn", also of types that are not known. */
static bool gives_arn(const sl_symbol *symbol, sl_str hole)
{
    sl_str name = inside(hole);

    return symbol->kind == SL_SYMBOL_ARN ||
           (symbol->kind == SL_SYMBOL_UNKNOWN && sl_str_chr(name, '(') == SIZE_MAX &&
            sl_str_chr(name, ' ') == SIZE_MAX &&
            (sl_str_ends(name, sl_lit(".arn")) || sl_str_ends(name, sl_lit(".Arn"))));
}

/* A placeholder behind the beginning of an ARN. */
static bool judge_part(const sl_policy_view *view, const sl_node *node, sl_str before,
                       sl_str hole)
{
    sl_symbol symbol = sl_symbol_of(view->policy->passage, hole);

    if (gives_arn(&symbol, hole)) {
        sl_policy_hit(view, node, SL_LEVEL_OFF,
                      "%.*s is a whole ARN, and stands within another one",
                      sl_fmt(inside(hole)));
        return true;
    }
    if (sl_str_ends(before, sl_lit(":parameter/")) &&
        sl_str_starts(symbol.name, sl_lit("/"))) {
        sl_policy_hit(
            view, node, SL_LEVEL_OFF,
            "the name that %.*s gives begins with a slash: write it right behind "
            "\"parameter\"",
            sl_fmt(inside(hole)));
        return true;
    }
    return false;
}

/* Of parts, or by a template of SAM: what is written as it stands has a rule of its own. */
static bool put_together(const sl_policy_view *view, const sl_node *node)
{
    sl_str written = sl_str_sub(view->doc->text, node->span.start, node->span.end);

    return !sl_str_has(written, sl_lit("parameter//"));
}

static void judge(const sl_policy_view *view, const sl_node *node)
{
    sl_str text = node->value;
    size_t first = sl_str_starts(text, sl_lit("${")) ? sl_hole_at(text, 0) : 0;

    if (first > 0) {
        sl_str hole = sl_str_sub(text, 0, first);
        sl_symbol symbol = sl_symbol_of(view->policy->passage, hole);

        if (symbol.kind == SL_SYMBOL_OTHER)
            say_other(view, node, hole, &symbol);
        return;
    }
    if (!sl_str_starts(text, sl_lit("arn:")))
        return;
    if (sl_str_has(text, sl_lit(":parameter//")) && put_together(view, node)) {
        sl_policy_hit(
            view, node, SL_LEVEL_OFF,
            "the ARN made of this has \"parameter//\", which names no parameter: "
            "leave out the first slash of the name");
        return;
    }
    for (size_t at = 0; at < text.len;) {
        size_t hole = sl_str_starts(sl_str_skip(text, at), sl_lit("${"))
                          ? sl_hole_at(text, at)
                          : 0;

        if (hole > 3 && judge_part(view, node, sl_str_sub(text, 0, at),
                                   sl_str_sub(text, at, at + hole)))
            return;
        at += hole > 0 ? hole : 1;
    }
}

void sl_check_iam_resource_attribute(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_node *lists[] = {policy->statements[i].resource,
                                  policy->statements[i].not_resource};

        for (size_t k = 0; k < 2 && !view->sink->full; k++)
            for (const sl_node *node = NULL, *before = NULL;
                 (node = sl_text_next(lists[k], node)) != NULL; before = node)
                if (!before || node->span.start != before->span.start)
                    judge(view, node); /* SAM makes several of one name */
    }
}

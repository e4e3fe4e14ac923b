/* pseudo.c - pseudo parameters of CloudFormation that are misspelt in a placeholder, which
 * no template with such a name is accepted for.
 * Source: AWS CloudFormation User Guide, "Pseudo parameters reference". */
#include "aws/near.h"
#include "check/check.h"
#include "check/prose.h"

enum { MAX_WORD = 24, ONE_EDIT = 1 };

static const char *const names[] = {"AccountId", "NotificationARNs", "NoValue",
                                    "Partition", "Region",           "StackId",
                                    "StackName", "URLSuffix"};

enum { NAMES = sizeof names / sizeof *names };

/* The name that was meant: in another case, or one edit away. */
static sl_str meant(sl_str word)
{
    for (size_t i = 0; i < NAMES; i++)
        if (sl_near_distance(word, sl_str_of(names[i]), ONE_EDIT) != SIZE_MAX)
            return sl_str_of(names[i]);
    return (sl_str){0};
}

/* whole: from "${" to "}"; colons: one or two between AWS and word. */
static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_str whole,
                  sl_str word, bool colons)
{
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, whole)};
    sl_str name = meant(word);

    if (name.len == 0 || (colons && sl_str_eq(name, word)))
        return;
    hit.level = sl_prose_level(doc, hit.span.start, rule->level);
    sl_sink_hit(sink, doc, &hit,
                "there is no pseudo parameter %.*s: it is written ${AWS::%.*s}",
                sl_fmt(whole), sl_fmt(name));
}

void sl_check_iam_pseudo(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    size_t at = 0, found;

    while (!sink->full && (found = sl_str_find(sl_str_skip(doc->text, at),
                                               sl_lit("${AWS:"))) != SIZE_MAX) {
        sl_str whole = sl_str_skip(doc->text, at + found);
        sl_str word = sl_str_skip(whole, 6);
        bool colons = sl_str_starts(word, sl_lit(":"));
        size_t end;

        at += found + 6;
        word = sl_str_skip(word, colons);
        end = sl_str_chr(word, '}');
        if (end == SIZE_MAX || end > MAX_WORD)
            continue;
        word = sl_str_sub(word, 0, end);
        judge(rule, doc, sink, sl_str_sub(whole, 0, 6 + colons + end + 1), word,
              colons);
    }
}

/* ecs_duplicate.c - two variables of a container that get the same secret. */
#include "aws/hole.h"
#include "aws/secret_ref.h"
#include "base/map.h"
#include "check/ref/ecs_item.h"

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
    sl_str a = sl_ecs_child(first->parent, "name")->value;
    sl_str b = sl_ecs_child(second->parent, "name")->value;
    bool a_fits, b_fits;

    sl_ref_value_from(second->value, &ref);
    if (sl_str_eq(a, b) || sl_path_base(ref.name).len == 0 ||
        sl_hole_in(sl_path_base(ref.name)))
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
        const sl_node *from = sl_ecs_reference(item);
        void **known;

        if (!from || !sl_ecs_names_secret(from))
            continue;
        known = sl_map_put(&seen, from->value);
        if (*known)
            judge_pair(report, *known, from);
        else
            *known = (void *)(uintptr_t)from;
    }
    sl_map_free(&seen);
}

void sl_check_ecs_duplicate_arn(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ecs_each_list(&report, judge_duplicates);
}

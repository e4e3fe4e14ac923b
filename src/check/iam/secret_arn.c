/* secret_arn.c - ARNs of secrets in Resource that match no secret, or more than one.
 *
 * Source: Secrets Manager User Guide, "What's in a Secrets Manager secret": a hyphen and
 * six letters or digits stand behind the name of every secret, and "Permissions policy
 * examples"; Amazon ECS Developer Guide for the forms that belong elsewhere. */
#include "aws/action_walk.h"
#include "aws/hole.h"
#include "aws/resource_name.h"
#include "aws/symbol.h"
#include "check/iam/policy_hit.h"

enum { SUFFIX = 6 };

typedef void judge_secret(const sl_policy_view *view, const sl_node *node,
                          const sl_secret_name *name);

/* Every value of Resource and NotResource that is the ARN of a secret. */
static void each_secret(const sl_policy_view *view, judge_secret *judge)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_node *lists[] = {policy->statements[i].resource,
                                  policy->statements[i].not_resource};

        for (size_t k = 0; k < 2 && !view->sink->full; k++)
            for (const sl_node *node = NULL;
                 (node = sl_text_next(lists[k], node)) != NULL;) {
                sl_secret_name name;
                sl_arn arn;

                if (sl_arn_parse(node->value, &arn) != SL_ARN_OK)
                    continue;
                name = sl_secret_name_of(&arn);
                if (name.form != SL_SECRET_NONE)
                    judge(view, node, &name);
            }
    }
}

/* What proc_wrapper takes behind '|', or ECS behind colons. */
static sl_str tail_of(const sl_node *node, const sl_secret_name *name)
{
    size_t bar = sl_str_chr(node->value, '|');

    return bar == SIZE_MAX ? name->rest : sl_str_skip(node->value, bar);
}

static void json_key(const sl_policy_view *view, const sl_node *node,
                     const sl_secret_name *name)
{
    sl_str tail = tail_of(node, name);

    if (tail.len > 0)
        sl_policy_hit(
            view, node, SL_LEVEL_OFF,
            "\"%.*s\" belongs into a reference to one value of the secret; with "
            "it the ARN matches no secret",
            sl_fmt(sl_str_sub(tail, 0, 40)));
}

void sl_check_iam_secret_json_key(const sl_policy_view *view)
{
    each_secret(view, json_key);
}

static bool is_alnum(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

/* The last bytes of a name, each on its own, up to a wildcard or placeholder that may
 * stand for the rest. */
typedef struct ending {
    sl_str text;
    bool open; /* a '*' or placeholder is in front of it */
} ending;

static ending ending_of(sl_str name)
{
    ending end = {.text = name};
    size_t at = 0;

    while (at < name.len) {
        size_t hole = sl_hole_at(name, at);

        if (hole > 0 || name.ptr[at] == '*') {
            at += hole ? hole : 1;
            end = (ending){sl_str_skip(name, at), true};
        } else {
            at++;
        }
    }
    return end;
}

/* Can the ending be that of "-AbCdE1"? */
static bool can_match(ending end)
{
    for (size_t i = 0; i < SUFFIX; i++) {
        char c;

        if (i >= end.text.len)
            return end.open;
        c = end.text.ptr[end.text.len - 1 - i];
        if (!is_alnum(c) && c != '?')
            return false;
    }
    if (end.text.len == SUFFIX)
        return end.open;
    return end.text.ptr[end.text.len - SUFFIX - 1] == '-' ||
           end.text.ptr[end.text.len - SUFFIX - 1] == '?';
}

/* Six letters that are an English word: the end of a name, not chance. */
static bool is_word(sl_str tail)
{
    static const char *const words[] = {
        "access", "bearer", "broker", "client", "common", "config", "cookie",
        "deploy", "github", "google", "lambda", "master", "mobile", "params",
        "portal", "reader", "secret", "server", "shared", "signer", "stripe",
        "tokens", "twilio", "values", "vendor", "worker", "writer"};

    return sl_str_among(words, sizeof words / sizeof *words, tail);
}

/* Capitals and small letters mixed: a suffix cut or copied wrong, of which
 * arn-secret-suffix-length speaks. */
static bool miscopied(sl_str name)
{
    size_t dash = sl_str_rchr(name, '-');
    sl_str tail = dash == SIZE_MAX ? (sl_str){0} : sl_str_skip(name, dash + 1);
    size_t capitals = 0, small = 0;

    if (tail.len < SUFFIX - 2 || tail.len > SUFFIX + 2)
        return false;
    for (size_t i = 0; i < tail.len; i++) {
        if (!is_alnum(tail.ptr[i]))
            return false;
        capitals += i > 0 && tail.ptr[i] >= 'A' && tail.ptr[i] <= 'Z';
        small += tail.ptr[i] >= 'a' && tail.ptr[i] <= 'z';
    }
    return capitals > 0 && small > 0;
}

/* SECRET_NAME, your-secret-name: nobody's name. */
static bool stand_in(sl_str name)
{
    static const char *const words[] = {"secret_name", "secret-name", "secretname",
                                        "your", "xxx"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_find_nocase(name, sl_str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Does it end in an attribute of the template that is the name of a secret? The six
 * characters are in its ARN only. */
static bool ends_in_name(const sl_policy_view *view, sl_str name)
{
    size_t open = sl_str_rchr(name, '$');
    sl_symbol symbol;

    if (open == SIZE_MAX || sl_hole_at(name, open) != name.len - open)
        return false;
    symbol = sl_symbol_of(view->policy->passage, sl_str_skip(name, open));
    return symbol.kind == SL_SYMBOL_OTHER &&
           sl_str_eq(sl_str_of(symbol.what), sl_lit("secret"));
}

static void no_suffix(const sl_policy_view *view, const sl_node *node,
                      const sl_secret_name *secret)
{
    sl_str name = secret->name;
    size_t dash;

    if (tail_of(node, secret).len > 0 || stand_in(name))
        return;                 /* of the other rule, or nothing */
    if (secret->suffix.len > 0) /* as it is written, suffix and all */
        name = sl_str_make(name.ptr, (size_t)(secret->suffix.ptr - name.ptr) +
                                         secret->suffix.len);
    if (ends_in_name(view, name) || !can_match(ending_of(name))) {
        if (!miscopied(name))
            sl_policy_hit(
                view, node, SL_LEVEL_OFF,
                "secret ARN without the random suffix matches nothing; end it "
                "in \"%.*s-??????\"",
                sl_fmt(sl_path_base(sl_str_sub(name, 0, 80))));
        return;
    }
    dash = sl_str_rchr(name, '-');
    if (dash != SIZE_MAX && is_word(sl_str_skip(name, dash + 1)))
        sl_policy_hit(
            view, node, SL_LEVEL_WARNING,
            "\"%.*s\" is read as the random suffix of the secret; if it is part "
            "of the name, end the ARN in \"-??????\"",
            sl_fmt(sl_str_skip(name, dash)));
}

void sl_check_iam_secret_no_suffix(const sl_policy_view *view)
{
    each_secret(view, no_suffix);
}

/* "NAME-*" with nothing else in it that varies. */
static void star_suffix(const sl_policy_view *view, const sl_node *node,
                        const sl_secret_name *secret)
{
    sl_str name = sl_str_drop_end(secret->name, sl_lit("-*"));

    if (name.len == secret->name.len || name.len == 0 ||
        tail_of(node, secret).len > 0 || sl_wildcard_in(name) ||
        sl_str_ends(name, sl_lit("/")))
        return;
    sl_policy_hit(
        view, node, SL_LEVEL_OFF,
        "\"-*\" takes in every name that begins with \"%.*s-\"; for one secret "
        "write \"-??????\"",
        sl_fmt(sl_str_sub(name, 0, 80)));
}

void sl_check_iam_secret_star_suffix(const sl_policy_view *view)
{
    each_secret(view, star_suffix);
}

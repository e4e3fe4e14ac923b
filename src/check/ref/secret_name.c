/* secret_name.c - names of secrets that end as a complete ARN does: a hyphen and six
 * characters. Source: AWS Secrets Manager User Guide, "Create a secret": a partial ARN of
 * such a name is read as the complete one of another secret. */
#include "aws/resource_name.h"
#include "check/aws_place.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"

enum { SUFFIX = 6 };

/* xxxxxx, AbCdEf, a1b2c3: the suffix that documentation writes behind a name. */
static bool is_stand_in(sl_str tail)
{
    static const char *const usual[] = {"xxxxxx", "abcdef", "a1b2c3",
                                        "random", "suffix", "xxx123"};

    return sl_str_among(usual, sizeof usual / sizeof *usual, tail);
}

/* The tail of a name that could be a suffix; empty if it has none. */
static sl_str tail_of(sl_str name)
{
    size_t dash = sl_str_rchr(name, '-');
    sl_str tail = dash == SIZE_MAX ? (sl_str){0} : sl_str_skip(name, dash + 1);

    if (tail.len != SUFFIX || dash == 0 || is_stand_in(tail))
        return (sl_str){0};
    for (size_t i = 0; i < tail.len; i++) {
        char c = tail.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9'))
            return (sl_str){0};
    }
    return tail;
}

static void judge_name(const sl_ref_report *report, sl_str name, sl_span span)
{
    sl_str tail = tail_of(name);

    if (tail.len > 0)
        sl_ref_hit(report, span, SL_LEVEL_OFF,
                   "the secret's name ends in -%.*s, as if that were the suffix of its "
                   "ARN: a partial ARN will not find it",
                   sl_fmt(tail));
}

/* --- definitions --- */

static const sl_node *name_in(const sl_node *body)
{
    for (const sl_node *at = body->first; at; at = at->next)
        if (at->type == SL_NODE_SCALAR && sl_aws_key_is(at->key, "name"))
            return at;
    return NULL;
}

/* A module of Ansible, by its short or its full name. */
static bool is_module(sl_str key)
{
    static const char *const modules[] = {"secretsmanager_secret", "aws_secret"};
    size_t dot = sl_str_rchr(key, '.');

    return sl_str_among(modules, sizeof modules / sizeof *modules,
                        dot == SIZE_MAX ? key : sl_str_skip(key, dot + 1));
}

static void judge_definition(const sl_ref_report *report, const sl_node *node)
{
    sl_aws_resource resource = {.body = node};
    const sl_node *name;

    if (node->type != SL_NODE_MAP)
        return;
    if (sl_aws_resource_at(node, &resource)) {
        if (!sl_str_eq(resource.type, sl_lit("AWS::SecretsManager::Secret")) &&
            !sl_str_eq(resource.type, sl_lit("aws_secretsmanager_secret")))
            return;
    } else if (!is_module(node->key)) {
        return;
    }
    name = name_in(resource.body);
    if (name)
        judge_name(report, name->value, name->span);
}

/* --- aws secretsmanager create-secret --name X --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\';
}

/* The command's text: up to the end of its last line. */
static sl_str command_at(sl_str text, size_t at)
{
    enum { LONGEST = 2048 };
    sl_str rest = sl_str_sub(text, at, at + LONGEST);
    size_t end = 0;

    while (end < rest.len && rest.ptr[end] != ';' && rest.ptr[end] != '|' &&
           (rest.ptr[end] != '\n' || (end > 0 && rest.ptr[end - 1] == '\\')))
        end++;
    return sl_str_sub(rest, 0, end);
}

static void judge_command(const sl_ref_report *report, sl_str command)
{
    size_t option = sl_str_find(command, sl_lit("--name"));
    size_t start, end;
    char quote;

    if (option == SIZE_MAX)
        return;
    start = option + sl_lit("--name").len;
    if (start >= command.len ||
        (command.ptr[start] != '=' && !is_blank(command.ptr[start])))
        return;
    while (start < command.len &&
           (is_blank(command.ptr[start]) || command.ptr[start] == '='))
        start++;
    quote = start < command.len ? command.ptr[start] : ' ';
    start += quote == '"' || quote == '\'';
    end = start;
    while (end < command.len && !is_blank(command.ptr[end]) &&
           command.ptr[end] != '"' && command.ptr[end] != '\'' &&
           command.ptr[end] != '`')
        end++;
    judge_name(report, sl_str_sub(command, start, end),
               sl_span_in(report->doc->text, sl_str_sub(command, start, end)));
}

static void judge_commands(const sl_ref_report *report)
{
    sl_str text = report->doc->text;
    size_t at = 0;

    while (!report->sink->full) {
        size_t found = sl_str_find(sl_str_skip(text, at), sl_lit("create-secret"));

        if (found == SIZE_MAX)
            return;
        at += found + sl_lit("create-secret").len;
        judge_command(report, command_at(text, at));
    }
}

/* --- references --- */

/* A partial ARN that ends in a word of six letters. */
static void on_site(void *ctx, const sl_ref_site *site)
{
    const sl_ref_report *report = ctx;
    const sl_secret_ref *ref = &site->var.ref;
    sl_str tail = tail_of(ref->name);

    if (ref->secret == SL_SECRET_PARTIAL && tail.len > 0 && !report->sink->full)
        sl_ref_hit(report, sl_ref_site_part(report->doc, site, ref->arn.whole),
                   SL_LEVEL_OFF,
                   "the partial ARN ends in -%.*s, which is read as the suffix of a "
                   "complete one: write all of it",
                   sl_fmt(tail));
}

void sl_check_secret_name(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !sink->full;
             node = sl_node_walk(tree, node))
            judge_definition(&report, node);
    }
    judge_commands(&report);
    sl_ref_sites(doc, on_site, &report);
}

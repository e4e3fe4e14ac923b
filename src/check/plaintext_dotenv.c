/* plaintext_dotenv.c - secrets in .env files, members of JSON values included,
 * and text that no reader takes but everybody can read. */
#include "check/check.h"
#include "check/judges.h"
#include "check/leaf.h"
#include "check/plaintext.h"
#include "text/keyvalue.h"

enum { MAX_KEY = 40 };

/* The name as it may be shown: one with digits or signs may be a secret itself. */
static sl_str shown(sl_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c != '_' && c != '-')
            return sl_lit("a value");
    }
    return key.len <= MAX_KEY ? key : sl_lit("a value");
}

/* One member of a JSON value that was written over several lines. */
static void judge_member(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_str member)
{
    sl_keyvalue_reader reader;
    sl_keyvalue pair;

    while (member.len > 0 && sl_str_chr(sl_lit(" \t{["), member.ptr[0]) != SIZE_MAX)
        member = sl_str_skip(member, 1);
    reader = sl_keyvalue_open(member);
    while (sl_keyvalue_next(&reader, &pair)) {
        sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, pair.value)};

        hit.secret = hit.span;
        if (!pair.comment && sl_pair_is_secret(pair.key, pair.value, false))
            sl_sink_hit(sink, doc, &hit, "%.*s holds a secret in plain text",
                        sl_fmt(shown(pair.key)));
    }
}

static void judge_orphan(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_str line)
{
    while (line.len > 0) {
        sl_str member = sl_str_sub(line, 0, sl_str_chr(line, ','));

        judge_member(rule, doc, sink, member);
        line = sl_str_skip(line, member.len + 1);
    }
}

void sl_check_plaintext_dotenv(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree;

    sl_plaintext_report(rule, doc, sink, false);
    tree = sl_doc_rest(doc, SL_JUDGE_DOTENV);
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf))
        if (leaf->type == SL_NODE_SCALAR && leaf->parent == tree && leaf->key.len == 0)
            judge_orphan(rule, doc, sink,
                         sl_str_sub(doc->text, leaf->span.start, leaf->span.end));
}

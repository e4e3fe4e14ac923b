/* sops_partial.c - a secret that somebody wrote into a SOPS file by hand: it stands
 * beside values that are encrypted, and is not.
 *
 * What SOPS leaves alone on purpose stays silent: its metadata say so by the suffix of a
 * key (unencrypted_suffix, encrypted_suffix) or by a regular expression for it; of the
 * keys on the way to a value one is enough. Source: ShouldBeEncrypted in sops.go. */
#include "check/check.h"
#include "check/leaf.h"
#include "match/regex.h"

enum { MAX_REGEX = 2048 };

/* The rules of one file; an empty slice or NULL where there is none. */
typedef struct policy {
    sl_str unencrypted_suffix;
    sl_str encrypted_suffix;
    sl_regex *unencrypted_regex;
    sl_regex *encrypted_regex;
    bool unknown; /* a rule that cannot be read: nothing is certain */
    sl_matcher *matcher;
} policy;

/* A setting of the metadata: sops.NAME, in .env files sops_NAME. */
static sl_str setting(const sl_doc *doc, const sl_node *top, sl_str name)
{
    const sl_node *node = sl_node_get(top, sl_lit("sops"));

    if (doc->kind != SL_DOC_DOTENV)
        node = sl_node_get(node, name);
    else
        node = sl_node_get(top, sl_arena_printf(doc->arena, "sops_%.*s", sl_fmt(name)));
    return node && node->type == SL_NODE_SCALAR ? node->value : (sl_str){0};
}

static sl_regex *regex_of(policy *rules, sl_str pattern)
{
    sl_err err = {0};
    sl_regex *regex = NULL;

    if (pattern.len > 0 && pattern.len <= MAX_REGEX)
        regex = sl_regex_compile(pattern, false, &err);
    rules->unknown = rules->unknown || (pattern.len > 0 && !regex);
    return regex;
}

static policy policy_of(const sl_doc *doc, const sl_node *top)
{
    policy rules = {
        .unencrypted_suffix = setting(doc, top, sl_lit("unencrypted_suffix")),
        .encrypted_suffix = setting(doc, top, sl_lit("encrypted_suffix")),
        .matcher = sl_matcher_new(),
    };

    rules.unencrypted_regex =
        regex_of(&rules, setting(doc, top, sl_lit("unencrypted_regex")));
    rules.encrypted_regex =
        regex_of(&rules, setting(doc, top, sl_lit("encrypted_regex")));
    if (rules.encrypted_suffix.len == 0 && !rules.encrypted_regex &&
        rules.unencrypted_suffix.len == 0 && !rules.unencrypted_regex)
        rules.unencrypted_suffix = sl_lit("_unencrypted"); /* the default of SOPS */
    /* What comments say is not followed. */
    rules.unknown = rules.unknown ||
                    setting(doc, top, sl_lit("unencrypted_comment_regex")).len > 0 ||
                    setting(doc, top, sl_lit("encrypted_comment_regex")).len > 0;
    return rules;
}

static void policy_free(policy *rules)
{
    sl_regex_free(rules->unencrypted_regex);
    sl_regex_free(rules->encrypted_regex);
    sl_matcher_free(rules->matcher);
}

static bool fits(policy *rules, const sl_regex *regex, sl_str key)
{
    sl_match match;

    if (!regex)
        return false;
    switch (sl_regex_match(regex, rules->matcher, key, 0, key.len, &match)) {
    case SL_MATCH_FOUND: return true;
    case SL_MATCH_LIMIT: rules->unknown = true; break;
    default: break;
    }
    return false;
}

static bool has_suffix(sl_str key, sl_str suffix)
{
    return suffix.len > 0 && sl_str_ends(key, suffix);
}

/* Would SOPS encrypt the value? */
static bool meant_to_be_encrypted(policy *rules, const sl_node *leaf)
{
    bool selective = rules->encrypted_suffix.len > 0 || rules->encrypted_regex;
    bool selected = !selective;

    for (const sl_node *node = leaf; node; node = node->parent) {
        if (node->key.len == 0)
            continue;
        if (has_suffix(node->key, rules->unencrypted_suffix) ||
            fits(rules, rules->unencrypted_regex, node->key))
            return false;
        selected = selected || has_suffix(node->key, rules->encrypted_suffix) ||
                   fits(rules, rules->encrypted_regex, node->key);
    }
    return selected;
}

static bool is_metadata(const sl_node *top, const sl_node *leaf)
{
    const sl_node *node = leaf;

    while (node->parent && node->parent != top)
        node = node->parent;
    return sl_str_eq(node->key, sl_lit("sops")) ||
           sl_str_starts(node->key, sl_lit("sops_"));
}

/* A key that may be shown: no address, and no secret of its own. */
static sl_str shown(sl_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c != '_' && c != '-')
            return sl_lit("a value");
    }
    return key.len > 0 && key.len <= 40 ? key : sl_lit("a value");
}

/* One document; YAML files may hold several, each with its own metadata. */
static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, const sl_node *top)
{
    policy rules = policy_of(doc, top);

    for (const sl_node *leaf = top; leaf && !rules.unknown;
         leaf = sl_node_walk(top, leaf)) {
        sl_hit hit = {
            .rule = rule, .span = leaf->span, .secret = leaf->span, .rank = 1};

        if (!sl_leaf_is_secret(leaf, false) || is_metadata(top, leaf) ||
            !meant_to_be_encrypted(&rules, leaf) || rules.unknown)
            continue;
        sl_sink_hit(sink, doc, &hit,
                    "%.*s is not encrypted, unlike the rest of the file",
                    sl_fmt(shown(sl_node_name(leaf))));
    }
    policy_free(&rules);
}

void sl_check_sops_partial(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree;

    if (doc->content.class_ != SL_CONTENT_SOPS)
        return;
    tree = sl_doc_tree(doc);
    if (!tree || doc->fallback)
        return;
    if (tree->type == SL_NODE_MAP) {
        judge(rule, doc, sink, tree);
        return;
    }
    for (const sl_node *top = tree->first; top; top = top->next)
        if (top->type == SL_NODE_MAP && sl_node_get(top, sl_lit("sops")))
            judge(rule, doc, sink, top);
}

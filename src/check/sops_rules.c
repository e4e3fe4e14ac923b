#include "check/sops_rules.h"

#include "base/arena.h"

enum { MAX_REGEX = 2048 };

sl_str sl_sops_setting(const sl_doc *doc, const sl_node *top, sl_str name)
{
    const sl_node *node = sl_node_get(top, sl_lit("sops"));

    if (doc->kind != SL_DOC_DOTENV)
        node = sl_node_get(node, name);
    else
        node = sl_node_get(top, sl_arena_printf(doc->arena, "sops_%.*s", sl_fmt(name)));
    return node && node->type == SL_NODE_SCALAR ? node->value : (sl_str){0};
}

static sl_regex *regex_of(sl_sops_rules *rules, sl_str pattern)
{
    sl_err err = {0};
    sl_regex *regex = NULL;

    if (pattern.len > 0 && pattern.len <= MAX_REGEX)
        regex = sl_regex_compile(pattern, false, &err);
    rules->unknown = rules->unknown || (pattern.len > 0 && !regex);
    return regex;
}

sl_sops_rules sl_sops_rules_open(const sl_doc *doc, const sl_node *top)
{
    sl_sops_rules rules = {
        .unencrypted_suffix = sl_sops_setting(doc, top, sl_lit("unencrypted_suffix")),
        .encrypted_suffix = sl_sops_setting(doc, top, sl_lit("encrypted_suffix")),
        .matcher = sl_matcher_new(),
    };

    rules.unencrypted_regex =
        regex_of(&rules, sl_sops_setting(doc, top, sl_lit("unencrypted_regex")));
    rules.encrypted_regex =
        regex_of(&rules, sl_sops_setting(doc, top, sl_lit("encrypted_regex")));
    if (rules.encrypted_suffix.len == 0 && !rules.encrypted_regex &&
        rules.unencrypted_suffix.len == 0 && !rules.unencrypted_regex)
        rules.unencrypted_suffix = sl_lit("_unencrypted"); /* the default of SOPS */
    /* What comments say is not followed. */
    rules.unknown =
        rules.unknown ||
        sl_sops_setting(doc, top, sl_lit("unencrypted_comment_regex")).len > 0 ||
        sl_sops_setting(doc, top, sl_lit("encrypted_comment_regex")).len > 0;
    return rules;
}

void sl_sops_rules_free(sl_sops_rules *rules)
{
    sl_regex_free(rules->unencrypted_regex);
    sl_regex_free(rules->encrypted_regex);
    sl_matcher_free(rules->matcher);
}

static bool fits(sl_sops_rules *rules, const sl_regex *regex, sl_str key)
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

bool sl_sops_selects(sl_sops_rules *rules, const sl_node *leaf)
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

bool sl_sops_metadata(const sl_node *top, const sl_node *leaf)
{
    const sl_node *node = leaf;

    while (node->parent && node->parent != top)
        node = node->parent;
    return sl_str_eq(node->key, sl_lit("sops")) ||
           sl_str_starts(node->key, sl_lit("sops_"));
}

sl_str sl_sops_shown(const sl_node *leaf)
{
    sl_str key = sl_node_name(leaf);

    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (!letter && c != '_' && c != '-')
            return sl_lit("a value");
    }
    return key.len > 0 && key.len <= 40 ? key : sl_lit("a value");
}

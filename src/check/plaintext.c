#include "check/plaintext.h"

#include "base/limits.h"
#include "check/leaf.h"

enum { MAX_KEY = 64, MAX_PATH = 200, LONG_RUN = 20 };

/* Is there a word so long, of letters and digits, that it may be a secret itself? */
static bool holds_long_word(sl_str key)
{
    size_t run = 0;
    bool digit = false;
    bool letter = false;

    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool d = c >= '0' && c <= '9';
        bool l = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        run = d || l ? run + 1 : 0;
        digit = run > 0 && (digit || d);
        letter = run > 0 && (letter || l);
        if (run >= LONG_RUN && digit && letter)
            return true;
    }
    return false;
}

/* May the keys on the way to leaf be named in a message? A key may hold a secret
 * of its own (an address with a password), or be too long to be read. */
static bool path_is_public(const sl_node *leaf, sl_secrets secrets)
{
    size_t len = 0;

    for (const sl_node *node = leaf; node; node = node->parent) {
        len += node->key.len;
        if (node->key.len > MAX_KEY || len > MAX_PATH || holds_long_word(node->key) ||
            sl_secrets_touch(secrets, node->key_span))
            return false;
    }
    return true;
}

void sl_plaintext_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool strict)
{
    const sl_node *tree = sl_doc_tree(doc);
    sl_secrets secrets = sl_hits_secrets(&sink->hits, doc->arena); /* of the patterns */
    size_t found = 0;
    sl_buf path = {0};

    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        sl_hit hit = {.rule = rule, .span = leaf->span, .secret = leaf->span};

        if (!sl_leaf_is_secret(leaf, strict))
            continue;
        sl_buf_clear(&path);
        /* what is beyond that is masked, but not reported */
        if (found++ < SL_MAX_FINDINGS_PER_BLOB && path_is_public(leaf, secrets))
            sl_node_path(leaf, &path);
        sl_sink_hit(sink, doc, &hit, "%.*s holds a secret in plain text",
                    sl_fmt(path.len ? sl_buf_str(&path) : sl_lit("a value")));
    }
    sl_buf_free(&path);
}

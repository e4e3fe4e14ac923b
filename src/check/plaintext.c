#include "check/plaintext.h"

#include "base/limits.h"
#include "base/map.h"
#include "check/dull_pairs.h"
#include "check/kube_secret.h"
#include "check/leaf.h"
#include "check/plaintext_name.h"
#include "check/plaintext_part.h"
#include "check/plaintext_path.h"
#include "check/plaintext_trap.h"
#include "check/setting.h"
#include "check/judges.h"
#include "doc/nested.h"
#include "doc/subtree.h"
#include "text/assignment.h"
#include "text/encoding.h"
#include "text/lines.h"
#include "text/name.h"
#include "text/randomness.h"

#include <string.h>

enum {
    MIN_UNNAMED = 16, /* bytes of a secret whose name does not announce one */
    FEEBLE = 8,       /* a password shorter than that */
    DRAWN_SORTS = SL_LEVEL_WARNING * 0x55 /* also in files of translations */
};

typedef struct reporting {
    const sl_rule *rule;
    sl_doc *file;
    sl_sink *sink;
    bool strict;
    bool notebook;
    bool labels; /* its values are texts for people: only what is drawn counts */
    bool too_deep;
    bool alive; /* something came of the leaf of the file at hand, or might elsewhere */
    bool wide;  /* its verdict is not one on its key and value alone */
    sl_secrets secrets; /* of the patterns */
    size_t found;
    sl_buf path;
} reporting;

/* One tree: that of the file, or of a value in it. */
typedef struct tree {
    reporting *in;
    sl_doc *doc;
    sl_nested *around; /* NULL: the file */
    size_t depth;
    const sl_node *leaf;    /* at hand, */
    const sl_node *before;  /* and the one in front of it */
    const sl_node *checked; /* a MAP that was asked whether it is a Secret's data, */
    bool secret_data;       /* and the answer */
    sl_map anchors;         /* name to SCALAR, if there is an alias */
    bool anchors_known;
} tree;

static void judge_tree(tree *t);

/* hunter2, password123: real, and first of all a bad choice. */
static bool is_feeble(sl_str value)
{
    return value.len < FEEBLE ||
           sl_pair_worth(sl_lit("password"), value, NULL) == SL_WORTH_WEAK;
}

static void report(tree *t, const sl_node *leaf, sl_str name, sl_span span,
                   const char *what)
{
    reporting *in = t->in;
    sl_hit hit = {.rule = in->rule, .span = sl_nested_span(t->around, span)};

    bool drawn =
        in->strict && sl_trap_drawn(sl_str_sub(t->doc->text, span.start, span.end));

    in->alive = true;
    if (in->labels && !drawn)
        return;
    hit.secret = hit.span;
    if (in->strict) { /* a .env file in a folder of tests is one all the same */
        hit.level = is_feeble(sl_str_sub(t->doc->text, span.start, span.end))
                        ? SL_LEVEL_NOTE
                        : in->rule->level;
        sl_setting_rate(in->file->blob->path, &hit);
        hit.sorts = drawn ? DRAWN_SORTS : 0;
    }
    /* what is beyond that is masked, but not reported */
    if (in->found++ < SL_MAX_FINDINGS_PER_BLOB) {
        sl_plaintext_path(leaf, t->around, in->secrets, &in->path);
        sl_plaintext_named(leaf, name, &in->path);
    } else {
        sl_buf_clear(&in->path);
        sl_buf_add(&in->path, sl_lit("a value"));
    }
    sl_sink_hit(in->sink, in->file, &hit, "%.*s holds %s",
                sl_fmt(sl_buf_str(&in->path)), what);
}

/* What its place forgives the leaf is forgiven there only. */
static bool is_trap_place(tree *t)
{
    bool trap = sl_trap_place(t->leaf);

    t->in->alive = t->in->alive || (trap && !t->around);
    return trap;
}

/* The verdict on the leaf looked at the key of node. */
static void lean_on(tree *t, const sl_node *node)
{
    if (!t->around)
        sl_subtree_lean(t->doc->parts, t->leaf, node);
}

static void on_connection(void *ctx, sl_str name, sl_str value)
{
    tree *t = ctx;

    if (is_trap_place(t))
        return;
    if (sl_name_kind_of(name) == SL_NAME_PASSWORD)
        report(t, t->leaf, (sl_str){0}, sl_leaf_part(t->doc, t->leaf, value),
               "the password of a connection in plain text");
    else
        report(t, t->leaf, name, sl_leaf_part(t->doc, t->leaf, value),
               "a secret in plain text");
}

static void on_word(void *ctx, sl_str name, sl_str value)
{
    tree *t = ctx;

    if (!is_trap_place(t) && !sl_trap_value(value))
        report(t, t->leaf, name, sl_leaf_part(t->doc, t->leaf, value),
               "a secret in plain text");
}

/* Is map the data of a Kubernetes Secret? Asked once for all its leaves. */
static bool is_secret_data(tree *t, const sl_node *map)
{
    if (!map || !map->parent || !sl_kube_data(map))
        return false;
    lean_on(t, map);
    if (map != t->checked)
        t->secret_data = sl_kube_secret(map->parent);
    t->checked = map;
    return t->secret_data;
}

static void open_nested(tree *t, sl_str value, sl_doc_kind kind)
{
    sl_nested nested;
    tree inner = {.in = t->in, .around = &nested, .depth = t->depth + 1};

    t->in->wide = true;
    if (t->depth >= SL_MAX_NESTED) {
        t->in->alive = true;
        if (!t->in->too_deep)
            sl_sink_notice(t->in->sink, t->in->file->blob->path,
                           "documents in values of documents: nested too deep", true);
        t->in->too_deep = true;
        return;
    }
    sl_nested_open(&nested, t->doc, t->around, t->leaf, value, kind);
    inner.doc = &nested.doc;
    judge_tree(&inner);
}

/* "hunter2hunter22" is base64 only by its letters: nobody wrote what it stands for. */
static bool is_text(sl_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] < ' ' &&
            sl_str_chr(sl_lit("\t\r\n"), bytes.ptr[i]) == SIZE_MAX)
            return false;
    return sl_utf8_valid(bytes);
}

/* What a Kubernetes Secret encodes is no better hidden. */
static void judge_secret_data(tree *t, sl_str value)
{
    const sl_node *leaf = t->leaf;
    bool encoded = sl_str_eq(leaf->parent->key, sl_lit("data"));
    sl_buf bytes = {0};
    sl_str plain = value;
    sl_doc_kind kind;

    if (encoded) {
        encoded = sl_base64_decode(sl_str_trim(value), &bytes);
        plain = sl_arena_str(t->doc->arena, sl_buf_str(&bytes));
        sl_buf_free(&bytes);
        if (!encoded)
            return;
    }
    if (sl_trap_value(plain) || sl_str_chr(plain, '\0') != SIZE_MAX)
        return;
    kind = sl_nested_kind(leaf, plain);
    if (kind != SL_DOC_MESSAGE) {
        open_nested(t, plain, kind);
        return;
    }
    if (sl_name_is_secret(leaf->key)
            ? sl_pair_is_secret(leaf->key, plain, false)
            : !sl_trap_entry(leaf->key) && plain.len >= MIN_UNNAMED &&
                  sl_randomness_of(plain).random &&
                  sl_pair_is_secret(sl_lit("secret"), plain, true))
        report(t, leaf, (sl_str){0}, leaf->span,
               encoded && is_text(plain)
                   ? "a secret that is encoded as base64, but not encrypted"
                   : "a secret in plain text");
}

/* Leaves of a notebook that somebody wrote: the lines of its cells. */
static bool is_source(const sl_node *leaf)
{
    const sl_node *list = leaf->key.len > 0 ? leaf : leaf->parent;

    return list && (sl_str_eq(list->key, sl_lit("source")) ||
                    sl_str_eq(list->key, sl_lit("input")));
}

static void judge_inside(tree *t, sl_str value)
{
    sl_doc_kind kind = sl_nested_kind(t->leaf, value);

    if (kind == SL_DOC_MESSAGE && t->in->notebook && t->depth == 0)
        kind = SL_DOC_TEXT;
    if (t->leaf->key.len == 0 && sl_str_chr(value, '\n') != SIZE_MAX)
        lean_on(t, NULL);
    if (kind != SL_DOC_MESSAGE &&
        !(kind == SL_DOC_TEXT && sl_trap_prose(t->leaf->key)) && !is_trap_place(t))
        open_nested(t, value, kind);
}

/* The name of a leaf whose option stands before it in a list. */
static sl_str name_of(tree *t)
{
    const sl_node *leaf = t->leaf;
    const sl_node *from;
    sl_str option, name;

    if (leaf->parent && leaf->parent->type == SL_NODE_SEQ && t->before &&
        t->before->parent == leaf->parent) {
        option = sl_option_name(t->before->value);
        if (option.len > 0)
            return option;
    }
    name = sl_plaintext_name(leaf, t->before, &from);
    t->in->wide = t->in->wide || from != leaf || name.ptr != leaf->key.ptr;
    lean_on(t, from);
    return name;
}

/* Authorization: Bearer v */
static bool judge_scheme(tree *t, sl_str value)
{
    static const char *const schemes[] = {"Bearer ", "Token ", "ApiKey ", "Api-Key "};

    if (sl_str_chr(value, ' ') == SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        sl_str token = sl_str_skip(value, strlen(schemes[i]));

        if (!sl_str_starts_nocase(value, sl_str_of(schemes[i])) || is_trap_place(t) ||
            sl_pair_worth(sl_lit("token"), token, NULL) != SL_WORTH_RANDOM)
            continue;
        report(t, t->leaf, name_of(t), sl_leaf_part(t->doc, t->leaf, token),
               "a secret in plain text");
        return true;
    }
    return false;
}

/* One word, as most values are: no connection, reference, command or document. */
static bool is_word(sl_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
            c != '_')
            return false;
    }
    return true;
}

static void judge_scalar(tree *t)
{
    const sl_node *leaf = t->leaf;
    sl_str value = leaf->value;
    sl_str otherwise = sl_assignment_default(value);
    bool strict = t->in->strict;
    bool word = !t->in->notebook && is_word(value); /* else it may be a program */

    if (leaf->commented || value.len < 4 ||
        (t->in->notebook && t->depth == 0 && !is_source(leaf)))
        return;
    if (is_secret_data(t, leaf->parent)) {
        judge_secret_data(t, value);
        return;
    }
    if (!word && (sl_connection_parts(value, strict, on_connection, t) ||
                  judge_scheme(t, value)))
        return;
    if (otherwise.len > 0) {
        if (sl_pair_is_secret(name_of(t), otherwise, strict))
            on_word(t, name_of(t), otherwise);
        return;
    }
    /* the name costs more than the value, which nearly always decides */
    if (!sl_trap_tag(leaf) && (!strict || sl_value_may_convince(value)) &&
        sl_pair_is_secret(name_of(t), value, strict)) {
        if (!sl_trap_value(value) && !is_trap_place(t) &&
            !(sl_trap_uuid(value) && !sl_name_is_secret(name_of(t))))
            report(t, leaf, name_of(t), leaf->span, "a secret in plain text");
        return;
    }
    if (word)
        return;
    if (strict)
        sl_command_parts(value, on_word, t);
    judge_inside(t, value);
}

/* Where nothing says more about a leaf of the file than its key. */
static bool is_pair(const tree *t)
{
    const sl_node *leaf = t->leaf;

    return !t->around && !t->in->notebook && leaf->key.len > 0 && leaf->value.len > 0 &&
           !leaf->commented && leaf->tag.len == 0 && leaf->parent &&
           leaf->parent->type == SL_NODE_MAP && !sl_kube_data(leaf->parent);
}

/* As judge_scalar, unless nothing came of the same pair before. */
static void judge_leaf(tree *t)
{
    sl_dull_pairs *dull = t->in->file->dull;
    uint64_t pair = dull && is_pair(t) ? sl_dull_pair(dull, t->leaf->key,
                                                      t->leaf->value, t->in->strict)
                                       : 0;

    if (pair != 0 && sl_dull_pair_known(dull, pair))
        return;
    judge_scalar(t);
    if (pair != 0 && !t->in->alive && !t->in->wide)
        sl_dull_pair_keep(dull, pair);
}

static void learn_anchors(tree *t, const sl_node *top)
{
    t->anchors_known = true;
    for (const sl_node *node = top; node; node = sl_node_walk(top, node))
        if (node->anchor.len > 0 && node->type == SL_NODE_SCALAR)
            *sl_map_put(&t->anchors, node->anchor) = (void *)(uintptr_t)node;
}

/* The secret stands at the anchor; there it is reported, however often it is named. */
static void judge_alias(tree *t, const sl_node *top)
{
    sl_str name = name_of(t);
    void *anchor;

    if (!sl_name_is_secret(name))
        return;
    t->in->alive = t->in->alive || !t->around; /* the anchor may change */
    if (!t->anchors_known)
        learn_anchors(t, top);
    anchor = sl_map_get(&t->anchors, t->leaf->value);
    if (anchor) {
        const sl_node *leaf = anchor;

        if (!sl_trap_tag(leaf) && !sl_trap_value(leaf->value) &&
            sl_pair_is_secret(name, leaf->value, t->in->strict))
            report(t, leaf, (sl_str){0}, leaf->span, "a secret in plain text");
    }
}

/* May the verdict on some leaf of a flat document look at another line? */
static bool looks_beside(const sl_node *top)
{
    for (const sl_node *leaf = top->first; leaf; leaf = leaf->next)
        if (sl_plaintext_is_value(leaf->key) || sl_trap_looks_beside(leaf))
            return true;
    return false;
}

/* What is barren under another key may be a secret as the data of a Kubernetes Secret.
 * (What was data before leans on its key.) */
static const sl_node *tree_of(tree *t)
{
    const sl_node *top;

    if (t->around)
        return sl_nested_tree(t->around);
    if (t->in->notebook)
        return sl_doc_tree(t->doc);
    top = sl_doc_rest(t->doc, t->in->strict ? SL_JUDGE_PLAINTEXT : SL_JUDGE_DOTENV);
    return t->doc->rest && top == t->doc->rest &&
                   (t->doc->parts->flat ? looks_beside(top) : sl_kube_passed_data(top))
               ? sl_doc_unparted(t->doc)
               : top;
}

/* Leaves of the file tell the parts that they are in what came of them. */
static void note_leaf(tree *t)
{
    sl_subtree_log *log = t->doc->parts;

    if (t->around || !log)
        return;
    sl_subtree_leaf(log, t->leaf);
    if (t->in->wide)
        sl_subtree_tie(log);
    if (t->in->alive || t->leaf->anchor.len > 0)
        sl_subtree_enliven(log, t->leaf);
}

static void judge_tree(tree *t)
{
    const sl_node *top = tree_of(t);

    for (const sl_node *leaf = top; leaf; leaf = sl_node_walk(top, leaf)) {
        t->leaf = leaf;
        if (!t->around)
            t->in->alive = t->in->wide = false;
        if (leaf->type == SL_NODE_SCALAR)
            judge_leaf(t);
        else if (leaf->type == SL_NODE_ALIAS)
            judge_alias(t, top);
        if (leaf->type == SL_NODE_SCALAR || leaf->type == SL_NODE_ALIAS) {
            note_leaf(t);
            t->before = leaf;
        } else if (sl_subtree_passed(leaf)) {
            t->before = NULL; /* it would have a leaf of other parents */
        }
    }
    sl_map_free(&t->anchors);
}

void sl_plaintext_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool strict)
{
    reporting in = {.rule = rule, .file = doc, .sink = sink, .strict = strict};
    tree t = {.in = &in, .doc = doc};

    in.labels = strict && sl_trap_file(doc->blob->path);
    in.notebook = sl_str_ends_nocase(doc->blob->path, sl_lit(".ipynb"));
    in.secrets = sl_hits_secrets(&sink->hits, doc->arena);
    judge_tree(&t);
    sl_buf_free(&in.path);
}

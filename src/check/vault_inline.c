/* vault_inline.c - an inline vault of a YAML file that Ansible refuses, or takes for
 * other text than was meant. A value without the tag belongs to vault-inline-untagged.
 *
 * Compared with the real Ansible in tests/vault_differential_test.py. */
#include "check/check.h"
#include "check/vault_node.h"
#include "text/value.h"

static bool holds_header(sl_str value)
{
    return sl_str_has(value, sl_lit("$ANSIBLE_VAULT"));
}

static bool body_is_deeper(sl_str value)
{
    sl_str rest = sl_str_skip(value, sl_str_chr(value, '\n'));

    return sl_str_starts(rest, sl_lit("\n "));
}

static void report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, const sl_node *leaf,
                   const char *what)
{
    sl_hit hit = {.rule = rule, .span = sl_vault_place(doc, leaf)};

    sl_sink_hit(sink, doc, &hit, "Ansible cannot read this inline vault: %s", what);
}

/* A value under !vault that is a vault, but for some mistake. What an example leaves out
 * of a body is none. */
static void judge_vault(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                        const sl_node *leaf, const sl_content *content)
{
    if (content->fault == SL_VAULT_BODY && sl_vault_example(doc->blob->path))
        return;
    if (leaf->style == SL_STYLE_FOLDED)
        report(rule, doc, sink, leaf, "'>' joins its lines, it must be '|'");
    else if (leaf->style == SL_STYLE_PLAIN)
        report(rule, doc, sink, leaf,
               "without '|' behind the tag its lines are joined");
    else if (content->class_ == SL_CONTENT_VAULT_BROKEN && body_is_deeper(leaf->value))
        report(rule, doc, sink, leaf, "its body is indented deeper than its header");
    else if (content->class_ == SL_CONTENT_TEXT ||
             sl_str_has(sl_str_of(content->why), sl_lit("comes after")))
        report(rule, doc, sink, leaf, "its header must be the first line of the block");
    else
        report(rule, doc, sink, leaf, content->why);
}

/* "secret/data/app#key": another program's tag of the same name. */
static bool is_path(sl_str value)
{
    static const char *const begins[] = {"secret/", "secrets/", "kv/", "kv-v2/",
                                         "vault/",  "path:",    "/",   "data/"};

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (sl_str_starts(value, sl_str_of(begins[i])))
            return true;
    return false;
}

static void judge_tagged(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                         const sl_node *leaf)
{
    sl_str value = sl_str_trim(leaf->value);
    sl_hit hit = {.rule = rule, .span = leaf->span, .secret = leaf->span, .rank = 1};
    sl_content content;

    if (sl_vault_judge(leaf->value, &content) == SL_VAULT_OK)
        return;
    if (content.class_ != SL_CONTENT_TEXT || holds_header(leaf->value))
        judge_vault(rule, doc, sink, leaf, &content);
    else if (!sl_placeholder(value) && !sl_reference(value) && !is_path(value))
        sl_sink_hit(sink, doc, &hit, "plain text under !vault: it is not encrypted");
}

/* Written as the text of the value: "!vault |\n$ANSIBLE_VAULT...", or with a blank
 * behind the sign, which makes an empty tag of it. */
static bool tag_in_text(const sl_node *leaf)
{
    sl_str text = sl_str_trim(leaf->value);

    return (sl_str_starts(text, sl_lit("!vault")) ||
            (sl_str_eq(leaf->tag, sl_lit("!")) &&
             sl_str_starts(text, sl_lit("vault")))) &&
           sl_str_has(text, sl_lit("$ANSIBLE_VAULT;"));
}

/* A tag that nobody has defined: Ansible stops there. */
static bool foreign_tag(sl_str tag)
{
    return tag.len > 1 && tag.ptr[0] == '!' && tag.ptr[1] != '!' &&
           !sl_str_eq(tag, sl_lit("!unsafe"));
}

static void judge_tree(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                       const sl_node *tree)
{
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        if (leaf->type != SL_NODE_SCALAR || leaf->commented)
            continue;
        if (sl_vault_tag(leaf->tag))
            judge_tagged(rule, doc, sink, leaf);
        else if (sl_vault_tag_misspelt(leaf->tag) && holds_header(leaf->value))
            report(rule, doc, sink, leaf, "its tag is misspelt, it must be !vault");
        else if (foreign_tag(leaf->tag) &&
                 sl_str_starts(sl_str_trim(leaf->value), sl_lit("$ANSIBLE_VAULT;")))
            report(rule, doc, sink, leaf,
                   "it does not know the tag, which must be !vault");
        else if (tag_in_text(leaf))
            report(rule, doc, sink, leaf, "the tag is part of the text");
    }
}

/* The lines of a file that is no YAML at all, because of a vault or for other reasons. A
 * block scalar is as deep as its first line, and ends before a line that is not. */
typedef struct lines {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
    bool announced; /* a '|' or '>' was the last, and nothing came behind it */
    bool comment;   /* but comments that are no deeper than its key */
    bool block;     /* it has begun, with so many blanks: */
    bool vault;     /* and its header was seen */
    size_t indent;
    size_t depth;  /* blanks before the key */
    size_t blanks; /* on a line of nothing else, behind the sign */
} lines;

static void report_line(lines *l, sl_str line, const char *what)
{
    sl_hit hit = {.rule = l->rule, .span = sl_span_in(l->doc->text, sl_str_trim(line))};

    sl_sink_hit(l->sink, l->doc, &hit, "Ansible cannot read this inline vault: %s",
                what);
    l->block = false;
}

static size_t indent_of(sl_str line)
{
    size_t indent = 0;

    while (indent < line.len && line.ptr[indent] == ' ')
        indent++;
    return indent;
}

static bool is_header(sl_str text)
{
    return sl_str_starts(text, sl_lit("$ANSIBLE_VAULT;"));
}

static bool is_hex(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (sl_str_chr(sl_lit("0123456789abcdefABCDEF"), text.ptr[i]) == SIZE_MAX)
            return false;
    return text.len >= 16;
}

/* Does the line end in the sign of a block scalar? */
static bool announces(sl_str text)
{
    static const char *const signs[] = {" |", " |-", " |+", " >", " >-", " >+"};

    text = sl_str_trim(sl_str_sub(text, 0, sl_str_find(text, sl_lit(" #"))));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (sl_str_ends(text, sl_str_of(signs[i])))
            return true;
    return sl_str_eq(text, sl_lit("|")) || sl_str_eq(text, sl_lit(">"));
}

/* A key behind "- " begins behind it. */
static size_t depth_of(sl_str line)
{
    size_t depth = indent_of(line);

    while (sl_str_starts(sl_str_skip(line, depth), sl_lit("- ")) &&
           sl_str_has(sl_str_skip(line, depth), sl_lit(": ")))
        depth += 2;
    return depth;
}

/* A line that is not blank, behind the sign. */
static void begin_block(lines *l, sl_str line, sl_str text)
{
    size_t indent = indent_of(line);

    if (sl_str_starts(text, sl_lit("#")) && indent <= l->depth) {
        l->comment = true;
        return;
    }
    l->announced = false;
    l->block = true;
    l->vault = false;
    l->indent = indent;
    if (is_header(text) && line.ptr[0] == '\t')
        report_line(l, line, "it is indented with a tab");
    else if (is_header(text) && l->comment)
        report_line(l, line, "a comment ends the block before its header");
    else if (is_header(text) && l->blanks > indent)
        report_line(l, line, "the blanks on the line before it are deeper");
}

static void go_on(lines *l, sl_str line, sl_str text)
{
    bool shallow = indent_of(line) < l->indent;

    if (is_header(text) && shallow)
        report_line(l, line, "its header is indented less than what stands before it");
    else if (is_header(text))
        l->vault = true;
    else if (l->vault && is_hex(text) && shallow)
        report_line(l, line, "its body is indented less than its header");
    else if (shallow || (l->vault && !is_hex(text)))
        l->block = false;
}

static void judge_line(lines *l, sl_str line)
{
    sl_str text = sl_str_trim(line);

    if (text.len == 0) {
        l->blanks = line.len > l->blanks ? line.len : l->blanks;
        return;
    }
    if (l->announced)
        begin_block(l, line, text);
    if (l->block)
        go_on(l, line, text);
    if (l->block || sl_str_starts(text, sl_lit("#")))
        return;
    if (announces(text)) {
        l->announced = true;
        l->comment = false;
        l->blanks = 0;
        l->depth = depth_of(line);
    }
    if (sl_str_has(text, sl_lit(" !vault|")) || sl_str_has(text, sl_lit(" !vault>")) ||
        sl_str_has(text, sl_lit(" !vault-encrypted|")) ||
        sl_str_has(text, sl_lit(" !vault-encrypted>")))
        report_line(l, line, "a blank is missing behind the tag");
}

static void judge_lines(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    lines l = {.rule = rule, .doc = doc, .sink = sink};

    for (sl_str rest = doc->text; rest.len > 0 && !sink->full;)
        judge_line(&l, sl_str_line(&rest));
}

void sl_check_vault_inline(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree;

    if (doc->content.class_ != SL_CONTENT_TEXT)
        return;
    tree = sl_doc_tree(doc);
    if (doc->fallback)
        judge_lines(rule, doc, sink);
    else if (tree)
        judge_tree(rule, doc, sink, tree);
}

/* account_type.c - account ids that a reader takes for numbers. Sources: YAML 1.1 and 1.2
 * (0[0-7]+ is octal in 1.1; in 1.2 and HCL leading zeros are lost); Helm writes large
 * numbers with an exponent; Ansible refuses text + number. */
#include "check/prose.h"
#include "check/ref/ref_report.h"
#include "doc/passage.h"

enum { DIGITS = 12 };

/* account_id, aws-account-id, AwsAccountId, ecr_aws_account_id */
static bool is_account_key(sl_str key)
{
    static const char wanted[] = "accountid";
    size_t left = sizeof wanted - 1;

    for (size_t i = key.len; i-- > 0 && left > 0;) {
        if (key.ptr[i] == '_' || key.ptr[i] == '-')
            continue;
        if ((key.ptr[i] | 0x20) != wanted[left - 1])
            return false;
        left--;
    }
    return left == 0;
}

static bool digits_below(sl_str value, char limit)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] < '0' || value.ptr[i] >= limit)
            return false;
    return value.len > 0;
}

/* Files of Ansible, which computes with what it reads; values of Helm, which writes
 * 1.23456789012e+11; templates. */
typedef enum reader { OTHER, ANSIBLE, HELM, CLOUDFORMATION } reader;

static reader reader_of(const sl_doc *doc)
{
    static const char *const folders[] = {"vars/",     "group_vars/", "host_vars/",
                                          "defaults/", "playbooks/",  "inventory/"};
    sl_str path = doc->blob->path;
    sl_str base = sl_path_base(path);

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (sl_str_has(path, sl_str_of(folders[i])))
            return ANSIBLE;
    if (sl_str_has(doc->text, sl_lit("AWS::")))
        return CLOUDFORMATION;
    return sl_str_starts(base, sl_lit("values")) ? HELM : OTHER;
}

static void judge_yaml(const sl_ref_report *report, sl_str value, sl_span span)
{
    reader by = reader_of(report->doc);
    sl_str shown = sl_ref_quote(value);

    if (value.ptr[0] == '0' && digits_below(value, '8'))
        sl_ref_hit(
            report, span, SL_LEVEL_ERROR,
            "account id %.*s is not quoted: YAML 1.1 reads it as an octal number",
            sl_fmt(shown));
    else if (value.ptr[0] == '0' && by == CLOUDFORMATION)
        return; /* whose YAML is that of 1.1, where the 8 or 9 in it makes it text */
    else if (value.ptr[0] == '0')
        sl_ref_hit(report, span, SL_LEVEL_OFF,
                   "account id %.*s is not quoted: YAML 1.2 reads a number without its "
                   "leading zero",
                   sl_fmt(shown));
    else if (by == HELM)
        sl_ref_hit(
            report, span, SL_LEVEL_OFF,
            "account id %.*s is not quoted: Helm writes a number of that size with "
            "an exponent",
            sl_fmt(shown));
    else if (by == ANSIBLE)
        sl_ref_hit(
            report, span, SL_LEVEL_OFF,
            "account id %.*s is not quoted: as a number it cannot be joined to the "
            "text of an ARN",
            sl_fmt(shown));
}

static void judge(const sl_ref_report *report, sl_doc_kind kind, const sl_node *leaf)
{
    sl_str value = leaf->value;

    if (leaf->type != SL_NODE_SCALAR || leaf->style != SL_STYLE_PLAIN ||
        leaf->tag.len > 0 || value.len != DIGITS || !digits_below(value, '9' + 1) ||
        !is_account_key(leaf->key))
        return;
    if (kind == SL_DOC_YAML)
        judge_yaml(report, value, leaf->span);
    else if (kind == SL_DOC_HCL && value.ptr[0] == '0')
        sl_ref_hit(
            report, leaf->span, SL_LEVEL_OFF,
            "account id %.*s is not quoted: HCL reads a number without its leading "
            "zero",
            sl_fmt(value));
}

/* Commented-out lines of YAML, which somebody will uncomment. */
static void judge_comments(const sl_ref_report *report)
{
    const sl_node *tree = sl_doc_lines_tree(report->doc);
    sl_str text = report->doc->text;

    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        char before = leaf->span.start > 0 ? text.ptr[leaf->span.start - 1] : ' ';

        if (leaf->commented && before != '"' && before != '\'')
            judge(report, SL_DOC_YAML, leaf);
    }
}

void sl_check_account_type(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !sink->full;
             node = sl_node_walk(tree, node))
            judge(&report, passages.at[i].kind, node);
    }
    if (doc->kind == SL_DOC_YAML && reader_of(doc) != OTHER)
        judge_comments(&report);
}

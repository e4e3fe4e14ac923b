/* fold.h - what a template computes, folded into what it comes to.
 *
 * Intrinsic functions of CloudFormation (tags and long forms), expressions of Terraform,
 * concatenations of Jinja, and aliases and merge keys of YAML become plain nodes: texts
 * with placeholders (aws/hole.h) for what is known only later, lists, maps. Every node
 * keeps the span of what it was made from. Sources: AWS CloudFormation User Guide,
 * "Intrinsic function reference" and "Pseudo parameters"; the Terraform language,
 * "Strings and Templates"; Jinja, "Template Designer Documentation"; YAML 1.1.
 *
 *   written                              folded
 *   !Ref X, Fn::Ref                      ${X}; the value of a parameter that can have no
 *                                        other; nothing at all for AWS::NoValue
 *   !GetAtt X.Arn, [X, Arn]              ${X.Arn}
 *   !Sub text, [text, {a: ..}]           the text; ${!x} is ${x}, ${a} what a folds to
 *   !Join [s, [..]], join(s, [..])       the text
 *   !Select [i, [..]], !Split [s, text]  of literals: the text, the list
 *   !FindInMap, !ImportValue, others     ${name of the function: what it is given}
 *   !If [c, a, b], c ? a : b             in a list, or as one: both, each map among them
 *                                        with the tag "!If"; elsewhere a is taken
 *   concat, flatten, merge, jsonencode   the list, the map
 *   "a${b}c", expressions of Terraform   the same with ${ } round an expression, its tag
 *                                        left; $${x} is ${x}
 *   "{{ 'a' + b ~ 'c' }}"                a{{ b }}c
 *   *alias, <<: *alias                   what the anchor holds
 *
 * Time and memory are linear: a folder makes SL_MAX_FOLDED nodes, and no text of more
 * than SL_MAX_FOLDED_TEXT bytes; what is beyond becomes a placeholder. */
#ifndef SECLINT_AWS_FOLD_H
#define SECLINT_AWS_FOLD_H

#include "base/map.h"
#include "doc/passage.h"

enum {
    SL_FOLD_SUB = 1,        /* texts are those of a Fn::Sub round the passage */
    SL_FOLD_TERRAFORM = 2,  /* $${x} stands for ${x} */
    SL_FOLD_AMPERSAND = 4,  /* &{x} too: aws_iam_policy_document */
    SL_FOLD_JINJA = 8,      /* {{ }} may hold literals */
    SL_FOLD_SERVERLESS = 16 /* ${aws:region} is no variable of IAM */
};

typedef struct sl_anchor {
    const sl_node *node;
    struct sl_anchor *earlier; /* of the same name */
} sl_anchor;

/* Of one passage at a time. All nodes live in the document's arena. */
typedef struct sl_folder {
    sl_doc *doc;
    const sl_node *top;        /* of the passage */
    const sl_node *parameters; /* of the CloudFormation template, or NULL */
    unsigned dialects;         /* SL_FOLD_ bits */
    const sl_node *variables;  /* MAP of the Fn::Sub round the passage, or NULL */
    sl_map anchors;            /* of sl_anchor, by name */
    bool anchors_known;
    size_t nodes_left;
    bool incomplete; /* set by what was left out, or may be a list of anything */
} sl_folder;

/* Call sl_folder_enter before the first fold, and for every passage. */
void sl_folder_open(sl_folder *folder, sl_doc *doc);
void sl_folder_enter(sl_folder *folder, const sl_passage *passage);
void sl_folder_close(sl_folder *folder);

/* The node, or a folded copy if there is something to fold in it, with the parent of
 * the original. NULL if nothing is left of it (AWS::NoValue). */
const sl_node *sl_fold(sl_folder *folder, const sl_node *node);

/* The passage whose tree holds the node, or NULL: it is folded, or of no passage. */
const sl_passage *sl_passage_of(sl_doc *doc, const sl_node *node);

/* A MAP or SEQ in the making, and its last child so far. */
typedef struct sl_fold_into {
    sl_node *node;
    sl_node *last;
    bool choice; /* maps that are added now are there in one case and not in another */
} sl_fold_into;

/* A new last child of into->node (into NULL: of nothing). Its span, style and tag are
 * those of like, its key and the key's span those of named (NULL: none). */
sl_node *sl_fold_add(sl_folder *folder, sl_fold_into *into, sl_node_type type,
                     const sl_node *like, const sl_node *named);
/* The same for a SCALAR; value lives as long as the document. */
sl_node *sl_fold_add_text(sl_folder *folder, sl_fold_into *into, sl_str value,
                          const sl_node *like, const sl_node *named);
/* The same for a MAP or SEQ that is open for children. */
sl_fold_into sl_fold_open(sl_folder *folder, sl_fold_into *into, sl_node_type type,
                          const sl_node *like, const sl_node *named);
/* What sl_fold makes of node, under the key of named; perhaps nothing, perhaps several
 * items of a SEQ. */
void sl_fold_take(sl_folder *folder, sl_fold_into *into, const sl_node *node,
                  const sl_node *named);
/* The items of a list, or the one item that node is. */
void sl_fold_take_items(sl_folder *folder, sl_fold_into *into, const sl_node *node);

#endif

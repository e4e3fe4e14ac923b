/* policy_work.h - what the finders of policies share. Inside of aws/ only. */
#ifndef SECLINT_AWS_POLICY_WORK_H
#define SECLINT_AWS_POLICY_WORK_H

#include "aws/fold.h"
#include "aws/kind.h"
#include "base/vec.h"

SL_VEC(sl_policy_vec, sl_policy);

typedef struct sl_policy_finder {
    sl_doc *doc;
    const sl_passage *passage; /* at hand */
    sl_folder folder;          /* for it */
    sl_policy_vec policies;
    sl_map uses; /* see sl_document_use */
    bool uses_known;
    bool inexact; /* what is added now is not written in the grammar, and a statement
                   * without an Effect allows */
} sl_policy_finder;

/* Adds the policy that a folded map is. */
sl_policy *sl_policy_add(sl_policy_finder *finder, const sl_node *map,
                         const sl_site *site, const sl_kind_row *row);
/* The map of a fragment, with an empty Statement as *statements (a SEQ), both in the
 * place of node. */
sl_node *sl_policy_frame(sl_policy_finder *finder, const sl_node *node,
                         sl_fold_into *statements);
/* Fills kind, service and holder. row may be NULL. */
void sl_policy_settle(sl_policy_finder *finder, const sl_site *site,
                      const sl_kind_row *row, sl_policy *policy);
/* The kind that its elements tell. */
sl_policy_kind sl_policy_guess(const sl_policy *policy);

/* Could the map be a document once it is folded? Cheap. */
bool sl_mark_may_be_document(const sl_node *map);
/* Is the folded map a document? strict: with statements that were read as such. */
bool sl_mark_document(const sl_node *map, bool strict);
/* Has the map elements of a policy, in any case? */
bool sl_mark_elements(const sl_node *map);
/* Is it a statement, on its own? */
bool sl_mark_statement(const sl_node *map);
/* Is it a policy of another cloud, or one about data? */
bool sl_mark_foreign(const sl_node *map);

/* Where the aws_iam_policy_document of that name is used in the passage: in *site, and its
 * row; NULL if that is not known, or differs from use to use. */
const sl_kind_row *sl_document_use(sl_policy_finder *finder, sl_str name,
                                   sl_site *site);

/* Each looks at one node and adds the policy that it is, if it is one of these: true. */
bool sl_policy_terraform(sl_policy_finder *finder, const sl_node *node);
bool sl_policy_cdk(sl_policy_finder *finder, const sl_node *node);
/* A principal of the CDK that is assumed with a token, and has conditions. */
bool sl_policy_cdk_trust(sl_policy_finder *finder, const sl_node *node);
/* Is it iam.PolicyDocument of the CDK, whose statements come one by one? */
bool sl_policy_cdk_document(const sl_node *node);
bool sl_policy_bus(sl_policy_finder *finder, const sl_node *node);
/* A permission of a function of Lambda. */
bool sl_policy_permission(sl_policy_finder *finder, const sl_node *node);
/* Policy templates among the Policies of a function: documents may stand there, too. */
bool sl_policy_sam(sl_policy_finder *finder, const sl_node *node);

#endif

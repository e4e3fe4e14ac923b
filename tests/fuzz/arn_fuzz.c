#include "fuzz.h"

#include "aws/arn.h"
#include "aws/policy.h"

static void read_arns(sl_str text)
{
    size_t at = 0;
    size_t end = 0;
    sl_arn arn;

    while (sl_arn_next(text, &at, &arn)) {
        must_be_slice(arn.whole, text);
        must_be_slice(arn.account, arn.whole);
        must_be_slice(arn.resource, arn.whole);
        must(arn.resource.len > 0 && at > end && at <= text.len);
        end = at;
    }
    must(at == text.len);
}

static void read_policies(sl_str text)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("policy.json"), .bytes = text};
    sl_doc doc;
    const sl_node *tree;
    const sl_node *policy = NULL;

    sl_doc_open(&doc, &blob, &arena);
    tree = sl_doc_tree(&doc);
    while (tree && (policy = sl_policy_next(tree, policy)) != NULL) {
        const sl_node *statement = NULL;
        const sl_node *action = NULL;

        while ((statement = sl_statement_next(policy, statement)) != NULL) {
            sl_statement_allows(statement);
            while ((action = sl_statement_value(statement, sl_lit("Action"), action)))
                sl_action_matches(action->value,
                                  sl_lit("secretsmanager:GetSecretValue"));
        }
    }
    sl_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_arns(input(data, size));
    read_policies(input(data, size));
    return 0;
}

/* Policies in a document of any format, and every check of policies on them: the first
 * byte chooses the format. */
#include "fuzz.h"

#include "aws/policy.h"
#include "base/limits.h"
#include "scan/scanner.h"

typedef struct bench {
    sl_rules rules;
    sl_config config;
    sl_arena arena;
    sl_ruleset set;
} bench;

static const bench *build(void)
{
    static bench b;
    sl_err err = {0};

    if (b.set.gate)
        return &b;
    b.config.profile = SL_PROFILE_PEDANTIC;
    must(sl_rules_add_builtin(&b.rules, &err));
    sl_rules_sort(&b.rules);
    must(sl_ruleset_build(&b.rules, &b.config, &b.arena, &b.set, &err));
    return &b;
}

static void judge(const sl_doc *doc, const sl_policy *policy)
{
    must(policy->node->type == SL_NODE_MAP);
    for (const sl_node *at = policy->node; at; at = sl_node_walk(policy->node, at)) {
        must_lie_in(at->span, doc->text);
        must_lie_in(at->key_span, doc->text);
    }
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        must(s->node->type == SL_NODE_MAP && !(s->allows && s->denies));
        sl_statement_covers(s, sl_lit("s3:GetObject"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"p.json",    "t.yml",     "main.tf",
                                        "app.py",    "app.ts",    "x.sh",
                                        "README.md", "p.json.j2", "play.yml.j2"};
    static const uint8_t key[32] = {0};
    sl_arena arena = {0};
    sl_policies policies;
    sl_scanner scanner;
    sl_blob blob;
    sl_doc doc;

    if (size == 0)
        return 0;
    blob = (sl_blob){.path = sl_str_of(paths[data[0] % (sizeof paths / sizeof *paths)]),
                     .bytes = input(data + 1, size - 1),
                     .origin = SL_ORIGIN_FILE};
    sl_doc_open(&doc, &blob, &arena);
    policies = sl_doc_policies(&doc);
    for (size_t i = 0; i < policies.len; i++)
        judge(&doc, &policies.at[i]);
    sl_arena_free(&arena);
    if (policies.len == 0)
        return 0;
    sl_scanner_open(&scanner, &build()->set, key,
                    &(const sl_allow_policy){.comments = true});
    sl_scanner_blob(&scanner, &blob);
    sl_scanner_close(&scanner);
    return 0;
}

/* collect_aws_ci.c - which environments the workflows of GitHub Actions run for. */
#include "check/check.h"

static bool is_workflow(sl_str path)
{
    return sl_str_has(path, sl_lit(".github/workflows/"));
}

static void add(sl_sink *sink, sl_doc *doc, const sl_node *node)
{
    sl_aws_fact fact = {.kind = SL_AWS_CI};

    fact.text = sl_arena_printf(doc->arena, "environment:%.*s", sl_fmt(node->value));
    sl_sink_aws(sink, node->span, &fact);
}

void sl_collect_aws_ci(sl_doc *doc, sl_sink *sink)
{
    const sl_node *jobs;

    if (!is_workflow(doc->blob->path))
        return;
    jobs = sl_node_get(sl_doc_tree(doc), sl_lit("jobs"));
    for (const sl_node *job = jobs ? jobs->first : NULL; job; job = job->next) {
        const sl_node *environment = sl_node_get(job, sl_lit("environment"));
        const sl_node *name = sl_node_get(environment, sl_lit("name"));

        if (environment && environment->type == SL_NODE_SCALAR)
            add(sink, doc, environment);
        else if (name && name->type == SL_NODE_SCALAR)
            add(sink, doc, name);
    }
}

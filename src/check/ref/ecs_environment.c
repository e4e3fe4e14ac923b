/* ecs_environment.c - secrets that are given to a container in plain text although it gets
 * others from a store. A value that looks like a secret is reported for itself
 * (config-plaintext-secret); here the name alone speaks. */
#include "check/aws_place.h"
#include "check/leaf.h"
#include "check/prose.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"
#include "check/setting.h"
#include "text/name.h"
#include "text/value.h"

#include <string.h>

static const sl_node *child(const sl_node *map, const char *const *plain, size_t len)
{
    for (const sl_node *at = map->first; at; at = at->next)
        for (size_t i = 0; i < len; i++)
            if (at->type != SL_NODE_SCALAR && at->first &&
                sl_aws_key_is(at->key, plain[i]))
                return at;
    return NULL;
}

/* true, 3600, https://..., a path: about a secret at most. */
static bool is_setting(sl_str value)
{
    size_t digits = 0;

    for (size_t i = 0; i < value.len; i++)
        digits += value.ptr[i] >= '0' && value.ptr[i] <= '9';
    return digits == value.len || sl_str_eq_nocase(value, sl_lit("true")) ||
           sl_str_eq_nocase(value, sl_lit("false")) ||
           sl_str_has(value, sl_lit("://")) || value.ptr[0] == '/' ||
           value.ptr[0] == '.' || sl_str_chr(value, ' ') != SIZE_MAX;
}

/* What a fresh installation is opened with: a stand-in elsewhere, but here it is used. */
static bool is_default(sl_str value)
{
    static const char *const words[] = {"postgres", "redis",    "admin", "root",
                                        "mysql",    "rabbitmq", "guest", "mongo",
                                        "minio",    "elastic",  "toor",  "supersecret"};

    return sl_str_among(words, sizeof words / sizeof *words, value);
}

static bool reported(const sl_sink *sink, sl_span span)
{
    for (size_t i = 0; i < sink->hits.len; i++) {
        const sl_hit *hit = &sink->hits.at[i];

        if (sl_hit_is_secret(hit) && hit->secret.start < span.end &&
            hit->secret.end > span.start)
            return true;
    }
    return false;
}

static void judge(const sl_ref_report *report, const sl_node *leaf)
{
    sl_hit_part *part;
    sl_hit hit = {.rule = report->rule};
    sl_ref_variable v;

    if (leaf->tag.len > 0 || leaf->commented ||
        !sl_ref_variable_of(report->doc, leaf, &v) || v.value.len == 0 ||
        !sl_name_is_secret(v.name) || is_setting(v.value) ||
        (sl_placeholder(v.value) && !is_default(v.value)) || sl_reference(v.value) ||
        sl_pair_is_secret(v.name, v.value, true) || reported(report->sink, leaf->span))
        return;
    part = sl_arena_calloc(report->doc->arena, 1, sizeof *part);
    *part = (sl_hit_part){
        .span = leaf->span, .secret = true, .message = sl_lit("its value")};
    hit.span = v.name_span.end > v.name_span.start ? v.name_span : leaf->span;
    hit.parts = part;
    hit.parts_len = 1;
    hit.level =
        sl_prose_level(report->doc, hit.span.start,
                       sl_setting_level(report->doc->blob->path, report->rule->level));
    sl_sink_hit(report->sink, report->doc, &hit,
                "%.*s is given in plain text beside secrets that come from a store",
                sl_fmt(sl_ref_quote(v.name)));
}

static void judge_container(const sl_ref_report *report, const sl_node *map)
{
    static const char *const stores[] = {"secrets"};
    static const char *const plain[] = {"environment", "env", "variables"};
    const sl_node *environment = child(map, plain, sizeof plain / sizeof *plain);

    if (!environment || !child(map, stores, 1))
        return;
    for (const sl_node *node = environment; node && !report->sink->full;
         node = sl_node_walk(environment, node))
        if (node->type == SL_NODE_SCALAR && !sl_aws_key_is(node->key, "name"))
            judge(report, node);
}

void sl_check_plain_env(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
            if (node->type == SL_NODE_MAP)
                judge_container(&report, node);
    }
}

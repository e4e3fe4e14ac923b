/* import_write.c - an imported rule as YAML. */
#include "rule/import_work.h"

#include <stdlib.h>

enum {
    ENDLESS_AFTER = 4096, /* bytes more for a match without an end */
    MAX_AFTER = 20000,
    PART_LINES = 100
};

static void tell_unknown_keys(sl_import_work *w, const sl_import_rule *rule)
{
    static const char *const known[] = {
        "id",       "description", "regex",     "path",     "secretGroup", "entropy",
        "keywords", "tags",        "allowlist", "required", "allowlists"};

    for (const sl_node *child = rule->node->first; child; child = child->next) {
        bool found = false;

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found |= sl_str_eq(child->key, sl_str_of(known[i]));
        if (sl_str_eq(child->key, sl_lit("skipReport")))
            sl_import_tell(w, child, rule,
                           "reported, unless it is a part of another rule");
        else if (!found)
            sl_import_tell(w, child, rule, "not known");
    }
}

static void write_part(sl_import_work *w, const sl_node *node,
                       const sl_import_rule *rule, sl_buf *out)
{
    const sl_node *id = sl_node_get(node, sl_lit("id"));
    const sl_node *lines = sl_node_get(node, sl_lit("withinLines"));
    const sl_import_rule *other = id ? sl_import_find(w, id->value) : NULL;
    sl_str text = lines ? sl_arena_str(&w->out->arena, lines->value) : sl_lit("");
    long within = text.len ? strtol(text.ptr, NULL, 10) : PART_LINES;

    if (!other || !other->usable || other == rule) {
        sl_import_tell(w, id ? id : node, rule,
                       "required: no such rule was imported, so it is not asked for");
        return;
    }
    if (sl_node_get(node, sl_lit("withinColumns")))
        sl_import_tell(w, sl_node_get(node, sl_lit("withinColumns")), rule,
                       "columns are not compared");
    if (!lines || within < 0 || within > PART_LINES) {
        within = PART_LINES;
        sl_import_tell(w, node, rule, "required: within %d lines here", PART_LINES);
    }
    sl_buf_printf(out, "  - {name: %.*s, rule: %.*s, lines: %ld, required: true}\n",
                  sl_fmt(other->id), sl_fmt(other->id), within);
}

static void write_parts(sl_import_work *w, const sl_import_rule *rule, sl_buf *out)
{
    sl_buf parts = {0};

    for (size_t i = 0; i < rule->required.len; i++) {
        if (i < SL_RULE_PARTS)
            write_part(w, rule->required.at[i], rule, &parts);
        else
            sl_import_tell(w, rule->required.at[i], rule,
                           "required: more than %d of them", SL_RULE_PARTS);
    }
    if (parts.len > 0)
        sl_buf_printf(out, "with:\n%s", parts.ptr);
    sl_buf_free(&parts);
}

static void write_match(const sl_import_rule *rule, sl_buf *out)
{
    const sl_node *entropy = sl_node_get(rule->node, sl_lit("entropy"));
    bool any_case = sl_str_starts(rule->regex, sl_lit("(?i)"));
    size_t after = rule->need.after + (rule->need.after_guessed ? ENDLESS_AFTER : 0);
    sl_buf regex = {0};

    /* literals are looked for in any case; the regex keeps its own mind */
    sl_buf_printf(&regex, "%s%.*s", any_case ? "" : "(?-i)", sl_fmt(rule->regex));
    sl_buf_add(out, sl_lit("match:\n"));
    sl_yaml_list("  ", "literals", &rule->literals, out);
    sl_buf_add(out, sl_lit("  ignore-case: true\n"));
    sl_yaml_pair("  ", "regex", sl_buf_str(&regex), out);
    if (rule->need.before > 0)
        sl_buf_printf(out, "  before: %zu\n", rule->need.before);
    if (after > MAX_AFTER)
        after = MAX_AFTER;
    if (after > 256)
        sl_buf_printf(out, "  after: %zu\n", after);
    if (entropy && entropy->value.len > 0)
        sl_buf_printf(out, "  entropy: %.*s\n", sl_fmt(entropy->value));
    sl_yaml_list("  ", "paths", &rule->paths, out);
    sl_yaml_list("  ", "not-paths", &rule->not_paths, out);
    sl_yaml_list("  ", "not-values", &rule->not_values, out);
    sl_buf_free(&regex);
}

/* Titles have no full stop, and are never empty. */
static sl_str title_of(const sl_import_rule *rule)
{
    const sl_node *node = sl_node_get(rule->node, sl_lit("description"));
    sl_str text = sl_str_trim(node ? node->value : sl_lit(""));

    while (sl_str_ends(text, sl_lit(".")))
        text.len--;
    return text.len > 0 ? text : rule->id;
}

void sl_import_write_rule(sl_import_work *w, sl_import_rule *rule)
{
    sl_str_vec tags = {0};
    sl_buf out = {0};

    tell_unknown_keys(w, rule);
    for (size_t i = 0; i < rule->allowlists.len; i++)
        sl_import_allowlist(w, rule->allowlists.at[i], rule);
    *sl_vec_push(&tags) = sl_lit("imported");
    sl_import_texts(sl_node_get(rule->node, sl_lit("tags")), &tags);
    sl_buf_printf(&out, "id: %.*s\n", sl_fmt(rule->id));
    sl_yaml_pair("", "title", title_of(rule), &out);
    sl_buf_add(&out, sl_lit("level: warning\nconfidence: medium\ncwe: 798\n"
                            "severity: '7.0'\n"));
    sl_yaml_list("", "tags", &tags, &out);
    write_match(rule, &out);
    write_parts(w, rule, &out);
    sl_buf_add(&out,
               sl_lit("why: Whoever can read the secret can use it. The rule is from "
                      "a gitleaks configuration.\n"
                      "fix: Revoke the secret where it was issued, and read the new "
                      "one from the environment or a secret store.\n"));
    *sl_vec_push(&w->out->rules) =
        (sl_imported_rule){rule->id, sl_arena_str(&w->out->arena, sl_buf_str(&out))};
    sl_vec_free(&tags);
    sl_buf_free(&out);
}

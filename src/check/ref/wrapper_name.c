/* wrapper_name.c - names that proc_wrapper does not read as they were meant: a misspelt
 * suffix, none at all, a misspelt word, one variable that is set twice. */
#include "base/limits.h"
#include "base/map.h"
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"
#include "text/suggest.h"

/* --- one variable, set twice --- */

typedef struct setting_twice {
    const sl_ref_report *report;
    sl_map first; /* name to its leaf */
    size_t resolved;
} setting_twice;

static void count_resolved(void *ctx, const sl_wrapper_var *var, const sl_node *leaf)
{
    setting_twice *twice = ctx;

    twice->resolved += var->resolved && var->ref.form == SL_REF_LOCATION &&
                       !leaf->commented && var->name.len > 0;
}

static void find_second(void *ctx, const sl_wrapper_var *var, const sl_node *leaf)
{
    setting_twice *twice = ctx;
    void **known;

    if (leaf->commented || var->name.len == 0)
        return;
    known = sl_map_put(&twice->first, var->name);
    if (*known && *known != (const void *)leaf)
        sl_ref_hit(twice->report, leaf->key.len > 0 ? leaf->key_span : leaf->span,
                   SL_LEVEL_OFF,
                   "%.*s is set twice, by its own name or by names that resolve to it: "
                   "which value it gets depends on their order",
                   sl_fmt(sl_ref_quote(var->name)));
    *known = (void *)(uintptr_t)leaf;
}

static void judge_environment(const sl_ref_report *report, const sl_node *env)
{
    setting_twice twice = {.report = report};
    sl_wrapper_affix affix = sl_wrapper_env_affix();

    sl_wrapper_environment(env, affix, count_resolved, &twice);
    if (twice.resolved == 0)
        return;
    sl_wrapper_environment(env, affix, find_second, &twice);
    sl_map_free(&twice.first);
}

/* --- names that are nearly right --- */

static bool is_location(sl_str value)
{
    sl_provider provider = sl_ref_provider(value, false);

    return provider == SL_PROVIDER_SECRETS_MANAGER ||
           provider == SL_PROVIDER_PARAMETER_STORE ||
           provider == SL_PROVIDER_APP_CONFIG || provider == SL_PROVIDER_S3;
}

/* Names of variables: capitals, digits, underscores. */
static bool is_variable_name(sl_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return name.len > 0;
}

/* The end of name that was meant for the suffix of variables; empty if none was. */
static sl_str nearly_suffix(sl_str name)
{
    enum { SLIPS = 4 };
    sl_str suffix = sl_wrapper_env_affix().suffix;
    sl_str tail = {0};

    for (size_t at = name.len; at-- > 0 && name.len - at <= suffix.len + SLIPS;)
        if (sl_str_starts_nocase(sl_str_skip(name, at), sl_lit("_for_"))) {
            tail = sl_str_skip(name, at);
            break;
        }
    if (tail.len == 0 || sl_str_eq(tail, suffix))
        return (sl_str){0};
    if (sl_str_starts_nocase(tail, sl_lit("_for_proc_wrapper")) ||
        sl_edit_distance(tail, suffix) <= SLIPS)
        return tail;
    return (sl_str){0};
}

/* The same of properties. */
static sl_str nearly_property_suffix(sl_str name)
{
    static const char *const slips[] = {"_to_resolve", "__to_resolv", "__to_resove",
                                        "__toresolve", "__to-resolve"};
    sl_str suffix = sl_wrapper_config_affix().suffix;

    if (sl_str_ends(name, suffix))
        return (sl_str){0};
    if (sl_str_ends_nocase(name, suffix))
        return sl_str_skip(name, name.len - suffix.len);
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (sl_str_ends_nocase(name, sl_str_of(slips[i])))
            return sl_str_skip(name, name.len - sl_str_of(slips[i]).len);
    return (sl_str){0};
}

static void judge_variable(const sl_ref_report *report, const sl_ref_variable *variable)
{
    sl_str name = variable->name;
    sl_str tail = nearly_suffix(name);
    sl_str property =
        is_location(variable->value) ? nearly_property_suffix(name) : tail;

    if (tail.len > 0)
        sl_ref_hit(
            report, variable->name_span, SL_LEVEL_OFF,
            "the name ends in %.*s: proc_wrapper resolves names that end in %.*s",
            sl_fmt(sl_ref_quote(tail)), sl_fmt(sl_wrapper_env_affix().suffix));
    else if (property.len > 0 && !is_variable_name(name))
        sl_ref_hit(
            report, variable->name_span, SL_LEVEL_OFF,
            "the name ends in %.*s: proc_wrapper resolves properties that end in "
            "%.*s",
            sl_fmt(sl_ref_quote(property)), sl_fmt(sl_wrapper_config_affix().suffix));
    else if (is_variable_name(name) && is_location(variable->value) &&
             sl_str_find(variable->value, sl_lit("|JP:")) != SIZE_MAX &&
             !sl_str_ends(name, sl_wrapper_env_affix().suffix) &&
             !sl_str_ends(name, sl_lit("_LOCATIONS")))
        sl_ref_hit(report, variable->name_span, SL_LEVEL_OFF,
                   "%.*s holds a location that nobody resolves: name it %.*s%.*s",
                   sl_fmt(sl_ref_quote(name)), sl_fmt(sl_ref_quote(name)),
                   sl_fmt(sl_wrapper_env_affix().suffix));
}

/* --- words that are nearly right --- */

static const char *const words[] = {"PASSWORD", "USERNAME", "DATABASE", "SECRET",
                                    "CREDENTIALS"};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A word that is one slip away from one that names are made of; not its plural. */
static const char *meant(sl_str word)
{
    enum { SHORTEST = 5 };

    for (size_t i = 0; i < sizeof words / sizeof *words && word.len >= SHORTEST; i++) {
        sl_str known = sl_str_of(words[i]);
        sl_str singular = sl_str_drop_end(known, sl_lit("S"));

        if (sl_str_eq_nocase(word, known))
            return NULL;
        if (sl_edit_distance(word, known) == 1 && !sl_str_eq_nocase(word, singular) &&
            !sl_str_starts_nocase(word, known))
            return words[i];
    }
    return NULL;
}

static void judge_words(const sl_ref_report *report, const sl_ref_site *site)
{
    sl_str name = site->var.name;

    for (size_t at = 0; at < name.len && at < SL_SUGGEST_MAX;) {
        size_t end = at;
        const char *word;

        while (end < name.len && is_letter(name.ptr[end]))
            end++;
        word = meant(sl_str_sub(name, at, end));
        if (word) {
            sl_ref_hit(report, site->key_span, SL_LEVEL_NOTE,
                       "the variable will be called %.*s: did you mean %s",
                       sl_fmt(sl_ref_quote(name)), word);
            return;
        }
        at = end + 1;
    }
}

static void on_site(void *ctx, const sl_ref_site *site)
{
    const sl_ref_report *report = ctx;

    if (site->key_span.end > site->key_span.start && !report->sink->full &&
        (site->kind == SL_REF_SITE_VARIABLE || site->kind == SL_REF_SITE_VALUE_FROM))
        judge_words(report, site);
}

void sl_check_wrapper_name(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !sink->full;
             node = sl_node_walk(tree, node)) {
            sl_ref_variable variable;

            if (node->type != SL_NODE_SCALAR)
                judge_environment(&report, node);
            else if (!node->commented && node->value.len <= SL_MAX_REFERENCE &&
                     sl_ref_variable_of(doc, node, &variable) &&
                     variable.name_span.end > variable.name_span.start)
                judge_variable(&report, &variable);
        }
    }
    sl_ref_sites(doc, on_site, &report);
}

/* wrapper_setting.c - settings of proc_wrapper that switch its resolver off, or make it
 * log what it resolves. Source: proc_wrapper 6.0.2, proc_wrapper_params.py: a boolean is
 * true if it is "1" or "TRUE" in any case, an empty one keeps its default. */
#include "check/ref/ref_report.h"
#include "check/ref/ref_site.h"

typedef enum meaning {
    RESOLVES, /* false switches the resolver off */
    DEPTH,    /* so does 0, or less */
    AFFIX,    /* an empty one makes every name empty */
    LOGS      /* true writes secrets to the log */
} meaning;

/* The variable, and the property of configuration. */
static const struct {
    const char *variable;
    const char *property;
    meaning sense;
} settings[] = {
    {"PROC_WRAPPER_RESOLVE_SECRETS", "resolve_secrets", RESOLVES},
    {"PROC_WRAPPER_MAX_CONFIG_RESOLUTION_DEPTH", "max_config_resolution_depth", DEPTH},
    {"PROC_WRAPPER_MAX_CONFIG_RESOLUTION_ITERATIONS",
     "max_config_resolution_iterations", DEPTH},
    {"PROC_WRAPPER_RESOLVABLE_ENV_VAR_NAME_SUFFIX", "resolvable_env_var_name_suffix",
     AFFIX},
    {"PROC_WRAPPER_RESOLVABLE_CONFIG_PROPERTY_NAME_SUFFIX",
     "resolvable_config_property_name_suffix", AFFIX},
    {"PROC_WRAPPER_LOG_SECRETS", "log_secrets", LOGS},
};

typedef struct searching {
    sl_ref_report report;
    bool logs;        /* look for LOGS, else for the others */
    size_t locations; /* in this document, that want to be resolved */
} searching;

static void count_locations(void *ctx, const sl_ref_site *site)
{
    searching *s = ctx;

    s->locations += !site->commented && (site->kind == SL_REF_SITE_VARIABLE ||
                                         site->kind == SL_REF_SITE_PROPERTY);
}

static bool is_true(sl_str value)
{
    value = sl_str_trim(value);
    return sl_str_eq(value, sl_lit("1")) || sl_str_eq_nocase(value, sl_lit("true"));
}

static bool means_no(sl_str value)
{
    static const char *const words[] = {"0", "false", "no", "off", "n", "f"};

    return sl_str_among(words, sizeof words / sizeof *words, sl_str_trim(value));
}

/* YAML makes true of an unquoted yes, and whoever passes it on writes True. */
static bool yaml_boolean(const sl_ref_report *report, const sl_node *leaf)
{
    static const char *const words[] = {"yes", "on", "y"};

    return report->doc->kind == SL_DOC_YAML && leaf->style == SL_STYLE_PLAIN &&
           leaf->key.len > 0 &&
           sl_str_among(words, sizeof words / sizeof *words, leaf->value);
}

static void judge_resolves(const searching *s, const sl_node *leaf,
                           const sl_ref_variable *v)
{
    sl_str value = sl_str_trim(v->value);

    if (value.len == 0 || is_true(value) || sl_str_chr(value, '{') != SIZE_MAX ||
        sl_str_chr(value, '$') != SIZE_MAX || yaml_boolean(&s->report, leaf))
        return;
    if (!means_no(value))
        sl_ref_hit(&s->report, leaf->span, SL_LEVEL_OFF,
                   "%.*s=%.*s switches the resolver off: only 1 and TRUE mean yes",
                   sl_fmt(v->name), sl_fmt(sl_ref_quote(value)));
    else if (s->locations > 0)
        sl_ref_hit(&s->report, leaf->span, SL_LEVEL_OFF,
                   "%.*s=%.*s switches the resolver off, but %zu location%s here "
                   "want%s to be resolved",
                   sl_fmt(v->name), sl_fmt(sl_ref_quote(value)), s->locations,
                   s->locations == 1 ? "" : "s", s->locations == 1 ? "s" : "");
}

static void judge_depth(const searching *s, const sl_node *leaf,
                        const sl_ref_variable *v)
{
    sl_str value = sl_str_trim(v->value);

    if (s->locations > 0 &&
        (sl_str_eq(value, sl_lit("0")) || sl_str_starts(value, sl_lit("-"))))
        sl_ref_hit(&s->report, leaf->span, SL_LEVEL_OFF,
                   "%.*s=%.*s switches the resolver off, but %zu location%s here "
                   "want%s to be resolved",
                   sl_fmt(v->name), sl_fmt(sl_ref_quote(value)), s->locations,
                   s->locations == 1 ? "" : "s", s->locations == 1 ? "s" : "");
}

static void judge(const searching *s, const sl_node *leaf, const sl_ref_variable *v,
                  meaning sense)
{
    sl_span span = v->value.len > 0 ? leaf->span : v->name_span;

    switch (sense) {
    case RESOLVES: judge_resolves(s, leaf, v); break;
    case DEPTH: judge_depth(s, leaf, v); break;
    case AFFIX:
        if (v->value.len == 0 && leaf->tag.len == 0 && span.end > span.start)
            sl_ref_hit(&s->report, span, SL_LEVEL_OFF,
                       "%.*s is empty: proc_wrapper then takes every name for one to "
                       "resolve, and cuts all of it off",
                       sl_fmt(v->name));
        break;
    case LOGS:
        if (is_true(v->value))
            sl_ref_hit(&s->report, span, SL_LEVEL_OFF,
                       "%.*s=%.*s writes resolved secrets to the log", sl_fmt(v->name),
                       sl_fmt(sl_str_trim(v->value)));
        break;
    }
}

/* Is the null of YAML and JSON: the default stays. */
static bool is_null(const sl_node *leaf)
{
    return leaf->style == SL_STYLE_PLAIN && (sl_str_eq(leaf->value, sl_lit("null")) ||
                                             sl_str_eq(leaf->value, sl_lit("~")));
}

static void on_leaf(const searching *s, const sl_node *leaf)
{
    sl_ref_variable v;
    bool wrapper;

    if (leaf->type != SL_NODE_SCALAR || leaf->commented || is_null(leaf) ||
        !sl_ref_variable_of(s->report.doc, leaf, &v))
        return;
    wrapper = leaf->parent && (sl_str_has(leaf->parent->key, sl_lit("wrapper")) ||
                               sl_str_has(leaf->parent->key, sl_lit("WRAPPER")));
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if ((settings[i].sense == LOGS) == s->logs &&
            (sl_str_eq(v.name, sl_str_of(settings[i].variable)) ||
             (wrapper && sl_str_eq(v.name, sl_str_of(settings[i].property)))))
            judge(s, leaf, &v, settings[i].sense);
}

static void search(searching *s)
{
    sl_passages passages = sl_doc_passages(s->report.doc);

    if (!s->logs)
        sl_ref_sites(s->report.doc, count_locations, s);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !s->report.sink->full;
             node = sl_node_walk(tree, node))
            on_leaf(s, node);
    }
}

void sl_check_wrapper_off(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    searching s = {.report = {rule, doc, sink}};

    search(&s);
}

void sl_check_wrapper_logs(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    searching s = {.report = {rule, doc, sink}, .logs = true};

    search(&s);
}

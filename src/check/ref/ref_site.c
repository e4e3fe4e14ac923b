#include "check/ref/ref_site.h"

#include "base/limits.h"
#include "check/setting.h"

typedef struct walking {
    sl_doc *doc;
    const sl_passage *passage;
    sl_passages passages;
    sl_wrapper_affix env;
    sl_wrapper_affix config;
    bool wrapper; /* proc_wrapper is named: its properties mean what they say */
    sl_ref_site_fn *found;
    void *ctx;
} walking;

sl_span sl_ref_site_part(const sl_doc *doc, const sl_ref_site *site, sl_str part)
{
    sl_str value = site->leaf->value;
    bool inside = part.len > 0 && part.ptr >= value.ptr &&
                  part.ptr + part.len <= value.ptr + value.len;

    return inside ? sl_ref_part_of(doc, site->leaf, part) : site->span;
}

static bool key_is(const sl_node *node, const char *word)
{
    return sl_str_eq_nocase(node->key, sl_str_of(word));
}

/* Does the line belong to a passage that has a tree of its own? */
static bool taken(const walking *w, const sl_node *node)
{
    for (size_t i = 0; i < w->passages.len; i++) {
        const sl_passage *passage = &w->passages.at[i];

        if (passage->carrier == SL_CARRIER_WHOLE && !node->commented &&
            passage->tree->first)
            return true;
        if (passage->carrier != SL_CARRIER_WHOLE &&
            node->span.start >= passage->span.start &&
            node->span.end <= passage->span.end && !node->commented)
            return true;
    }
    return false;
}

/* --- one kind after the other --- */

static void emit(walking *w, sl_ref_site *site)
{
    if (!w->passage && taken(w, site->leaf))
        return;
    if (site->span.end == site->span.start)
        site->span = sl_ref_part_of(w->doc, site->leaf, site->var.ref.whole);
    site->passage = w->passage;
    site->commented = site->leaf->commented;
    site->var.resolved = true;
    w->found(w->ctx, site);
}

/* An intrinsic of CloudFormation that stands for another text than its own. */
static bool is_intrinsic(const sl_node *leaf)
{
    return leaf->tag.len > 0 && leaf->tag.ptr[0] == '!' &&
           !sl_str_eq(leaf->tag, sl_lit("!Sub"));
}

static void on_value_from(walking *w, const sl_node *leaf)
{
    const sl_node *name = sl_ref_item_name(leaf);
    sl_ref_site site = {.kind = SL_REF_SITE_VALUE_FROM, .leaf = leaf};

    if (is_intrinsic(leaf) || leaf->value.len == 0 || (!name && !leaf->commented))
        return;
    if (name) {
        site.var.name = name->value;
        site.key = name->value;
        site.key_span = name->span;
    }
    sl_ref_value_from(leaf->value, &site.var.ref);
    emit(w, &site);
}

/* Does a template write the line, piece by piece? Told from what stands near, because a
 * line may be all of a document. */
static bool on_template_line(const walking *w, const sl_node *leaf)
{
    enum { NEAR = 512 };
    size_t at = leaf->span.start;
    sl_str before = sl_str_sub(w->doc->text, at > NEAR ? at - NEAR : 0, at);
    sl_str behind = sl_str_sub(w->doc->text, at, leaf->span.end + NEAR);

    before = sl_str_skip(before, sl_str_rchr(before, '\n') + 1);
    behind = sl_str_sub(behind, 0, sl_str_chr(behind, '\n'));
    return sl_str_has(before, sl_lit("{%")) || sl_str_has(behind, sl_lit("{%"));
}

static void on_variable(walking *w, const sl_node *leaf,
                        const sl_ref_variable *variable)
{
    sl_ref_site site = {
        .leaf = leaf, .key = variable->name, .key_span = variable->name_span};
    sl_str name;

    if (variable->value.len == 0)
        return;
    if (w->env.suffix.len > 0 && sl_wrapper_key(variable->name, w->env, &name))
        site.kind = SL_REF_SITE_VARIABLE;
    else if (w->config.suffix.len > 0 &&
             sl_wrapper_key(variable->name, w->config, &name))
        site.kind = SL_REF_SITE_PROPERTY;
    else
        return;
    if (on_template_line(w, leaf))
        return;
    sl_wrapper_resolve(name, variable->value, &site.var);
    emit(w, &site);
}

static void on_location(walking *w, const sl_node *leaf, sl_str key, sl_str location,
                        bool escaped)
{
    sl_ref_site site = {.kind = SL_REF_SITE_LIST, .leaf = leaf, .key = key};
    sl_str text = location;

    site.span = sl_ref_part_of(w->doc, leaf, location);
    if (escaped && sl_str_chr(location, '\\') != SIZE_MAX) {
        sl_buf plain = {0};

        sl_wrapper_unescape(location, &plain);
        text = sl_arena_str(w->doc->arena, sl_buf_str(&plain));
        sl_buf_free(&plain);
    }
    sl_ref_location(text, true, &site.var.ref);
    emit(w, &site);
}

static bool is_list_name(sl_str name)
{
    return sl_str_eq(name, sl_lit("PROC_WRAPPER_ENV_LOCATIONS")) ||
           sl_str_eq(name, sl_lit("PROC_WRAPPER_CONFIG_LOCATIONS"));
}

static bool is_list_property(sl_str name)
{
    return sl_str_eq(name, sl_lit("env_locations")) ||
           sl_str_eq(name, sl_lit("config_locations"));
}

static void on_list(walking *w, const sl_node *leaf, const sl_ref_variable *variable)
{
    sl_str rest = variable->value;
    sl_str location;

    if (on_template_line(w, leaf))
        return;
    while (sl_wrapper_list_next(&rest, &location))
        on_location(w, leaf, variable->name, location, true);
}

static void on_resolve(walking *w, const sl_node *leaf)
{
    sl_ref_site site = {.kind = SL_REF_SITE_RESOLVE, .leaf = leaf};
    sl_ref_variable variable;
    size_t at = 0;

    if (sl_ref_variable_of(w->doc, leaf, &variable)) {
        site.key = variable.name;
        site.key_span = variable.name_span;
    }
    while (sl_ref_resolve_next(leaf->value, &at, &site.var.ref)) {
        site.var.name = site.key;
        site.span = sl_ref_part_of(w->doc, leaf, site.var.ref.whole);
        emit(w, &site);
    }
}

static void on_scalar(walking *w, const sl_node *leaf)
{
    sl_ref_variable variable;

    if (sl_str_has(leaf->value, sl_lit("{{resolve:")))
        on_resolve(w, leaf);
    if (leaf->value.len > SL_MAX_REFERENCE)
        return;
    if (key_is(leaf, "valueFrom")) {
        on_value_from(w, leaf);
    } else if (w->wrapper && leaf->parent && leaf->parent->type == SL_NODE_SEQ &&
               is_list_property(leaf->parent->key)) {
        if (leaf->value.len > 0)
            on_location(w, leaf, leaf->parent->key, leaf->value, false);
    } else if (sl_ref_variable_of(w->doc, leaf, &variable)) {
        if (is_list_name(variable.name) ||
            (w->wrapper && is_list_property(variable.name)))
            on_list(w, leaf, &variable);
        else
            on_variable(w, leaf, &variable);
    }
}

/* --- where to look --- */

static bool is_name(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
           c == '_';
}

/* A word as a shell reads it: quoted, or up to a blank. */
static sl_span shell_value(sl_str text, size_t at)
{
    static const char ends[] = " \t\r\n;\"'`\\";
    char quote = at < text.len ? text.ptr[at] : ' ';
    size_t end;

    if (quote == '"' || quote == '\'') {
        sl_str inner = sl_str_sub(text, at + 1, at + 1 + SL_MAX_REFERENCE);
        size_t close = sl_str_chr(inner, quote);

        if (close != SIZE_MAX)
            return (sl_span){at + 1, at + 1 + close};
    }
    for (end = at; end < text.len && end - at <= SL_MAX_REFERENCE; end++)
        if (sl_str_chr(sl_str_make(ends, sizeof ends - 1), text.ptr[end]) != SIZE_MAX)
            break;
    return (sl_span){at, end};
}

static bool is_comment(sl_doc *doc, size_t at)
{
    sl_span line = sl_lines_around(sl_doc_lines(doc), at);

    while (line.start < line.end &&
           (doc->text.ptr[line.start] == ' ' || doc->text.ptr[line.start] == '\t'))
        line.start++;
    return line.start < line.end && doc->text.ptr[line.start] == '#';
}

/* Every NAME_FOR_PROC_WRAPPER_TO_RESOLVE=location of a text that has no tree: exported,
 * in front of a command, an argument of docker run, of ENV in a Dockerfile. */
static void walk_assignments(walking *w)
{
    sl_str text = w->doc->text;
    size_t at = 0;

    while (w->env.suffix.len > 0) {
        size_t found = sl_str_find(sl_str_skip(text, at), w->env.suffix);
        sl_node *leaf;
        sl_ref_variable variable;
        size_t start, end;

        if (found == SIZE_MAX)
            return;
        start = end = at + found;
        at = end += w->env.suffix.len;
        if (end >= text.len || text.ptr[end] != '=')
            continue;
        while (start > 0 && is_name(text.ptr[start - 1]))
            start--;
        leaf = sl_arena_calloc(w->doc->arena, 1, sizeof *leaf);
        leaf->type = SL_NODE_SCALAR;
        leaf->key_span = (sl_span){start, end};
        leaf->key = sl_str_sub(text, start, end);
        leaf->span = shell_value(text, end + 1);
        leaf->value = sl_str_sub(text, leaf->span.start, leaf->span.end);
        leaf->commented = is_comment(w->doc, start);
        at = leaf->span.end;
        variable = (sl_ref_variable){leaf->key, leaf->value, leaf->key_span};
        if (leaf->value.len <= SL_MAX_REFERENCE)
            on_variable(w, leaf, &variable);
    }
}

/* Lines that no reader took: commented-out ones, scripts, prose. */
static void walk_lines(walking *w)
{
    const sl_node *tree = sl_doc_lines_tree(w->doc);
    bool text = w->doc->kind == SL_DOC_TEXT;
    sl_str name;

    w->passage = NULL;
    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
        if (node->type == SL_NODE_SCALAR &&
            (!text || !sl_wrapper_key(node->key, w->env, &name)))
            on_scalar(w, node);
    if (text && sl_setting_of(w->doc->blob->path) != SL_SETTING_SOURCE)
        walk_assignments(w);
}

/* A prefix or suffix that this document sets for its own names. */
static void read_affix(walking *w, const sl_node *tree)
{
    static const struct {
        const char *variable;
        const char *property;
        bool config;
        bool suffix;
    } settings[] = {
        {"PROC_WRAPPER_RESOLVABLE_ENV_VAR_NAME_PREFIX",
         "resolvable_env_var_name_prefix", false, false},
        {"PROC_WRAPPER_RESOLVABLE_ENV_VAR_NAME_SUFFIX",
         "resolvable_env_var_name_suffix", false, true},
        {"PROC_WRAPPER_RESOLVABLE_CONFIG_PROPERTY_NAME_PREFIX",
         "resolvable_config_property_name_prefix", true, false},
        {"PROC_WRAPPER_RESOLVABLE_CONFIG_PROPERTY_NAME_SUFFIX",
         "resolvable_config_property_name_suffix", true, true},
    };

    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
        sl_ref_variable variable;

        if (node->type != SL_NODE_SCALAR || node->commented || node->value.len == 0 ||
            !sl_ref_variable_of(w->doc, node, &variable))
            continue;
        for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
            sl_wrapper_affix *affix = settings[i].config ? &w->config : &w->env;

            if (sl_str_eq(variable.name, sl_str_of(settings[i].variable)) ||
                sl_str_eq(variable.name, sl_str_of(settings[i].property)))
                *(settings[i].suffix ? &affix->suffix : &affix->prefix) =
                    variable.value;
        }
    }
}

void sl_ref_sites(sl_doc *doc, sl_ref_site_fn *found, void *ctx)
{
    walking w = {.doc = doc,
                 .passages = sl_doc_passages(doc),
                 .env = sl_wrapper_env_affix(),
                 .config = sl_wrapper_config_affix(),
                 .found = found,
                 .ctx = ctx};

    w.wrapper = sl_str_find_nocase(doc->text, sl_lit("proc_wrapper")) != SIZE_MAX;
    if (sl_str_find_nocase(doc->text, sl_lit("resolvable_")) != SIZE_MAX)
        for (size_t i = 0; i < w.passages.len; i++)
            read_affix(&w, w.passages.at[i].tree);
    for (size_t i = 0; i < w.passages.len; i++) {
        const sl_node *tree = w.passages.at[i].tree;

        w.passage = &w.passages.at[i];
        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
            if (node->type == SL_NODE_SCALAR)
                on_scalar(&w, node);
    }
    if (doc->kind != SL_DOC_DOTENV) /* whose tree has them, commented out or not */
        walk_lines(&w);
}

#include "rule/import_work.h"

#include "base/limits.h"
#include "match/gate.h"
#include "match/regex.h"
#include "rule/import_glob.h"

#include <stdlib.h>

enum {
    MAX_REGEX = 16384,
    FALLBACK_WINDOW = 256 /* bytes round a keyword that is no part of the regex */
};

void sl_import_tell(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                    const char *why, ...)
{
    size_t at = node->key_span.end > 0 ? node->key_span.start : node->span.start;
    sl_buf text = {0};
    va_list args;

    va_start(args, why);
    sl_buf_vprintf(&text, why, args);
    va_end(args);
    *sl_vec_push(&w->out->notes) = (sl_import_note){
        .line = sl_lines_position(sl_doc_lines(&w->doc), at).line,
        .rule = rule ? rule->old_id : sl_lit(""),
        .construct = sl_arena_str(&w->out->arena, sl_node_name(node)),
        .why = sl_arena_str(&w->out->arena, sl_buf_str(&text)),
    };
    sl_buf_free(&text);
}

void sl_import_texts(const sl_node *node, sl_str_vec *out)
{
    if (node && node->type == SL_NODE_SCALAR)
        *sl_vec_push(out) = node->value;
    for (const sl_node *item = node ? node->first : NULL; item; item = item->next)
        if (item->type == SL_NODE_SCALAR)
            *sl_vec_push(out) = item->value;
}

sl_import_rule *sl_import_find(sl_import_work *w, sl_str old_id)
{
    for (size_t i = 0; i < w->rules.len; i++)
        if (sl_str_eq(w->rules.at[i].old_id, old_id))
            return &w->rules.at[i];
    return NULL;
}

bool sl_import_regex(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                     sl_str regex, unsigned group, sl_str *out)
{
    sl_err err = {0};
    sl_regex *compiled;

    if (regex.len == 0 || regex.len > MAX_REGEX) {
        sl_import_tell(w, node, rule, "a regex of %zu bytes", regex.len);
        return false;
    }
    if (!sl_regex_from_go(regex, group, &w->out->arena, out)) {
        sl_import_tell(w, node, rule, "the regex has no group %u", group);
        return false;
    }
    compiled = sl_regex_compile(*out, false, &err);
    if (!compiled)
        sl_import_tell(w, node, rule, "PCRE2 does not take it: %s", err.text);
    sl_regex_free(compiled);
    return compiled;
}

bool sl_import_glob(sl_import_work *w, const sl_node *node, const sl_import_rule *rule,
                    sl_str regex, sl_str_vec *out)
{
    sl_str glob;

    if (!sl_glob_from_regex(regex, &w->out->arena, &glob)) {
        sl_import_tell(w, node, rule, "no glob says '%.*s'",
                       sl_fmt(sl_str_sub(regex, 0, 120)));
        return false;
    }
    *sl_vec_push(out) = glob;
    return true;
}

/* An id as ours are: lower case, words joined by hyphens. */
static sl_str kebab(sl_arena *arena, sl_str id)
{
    sl_buf text = {0};
    sl_str kept;

    for (size_t i = 0; i < id.len && i < 100; i++) {
        char c = id.ptr[i];
        bool letter =
            ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');

        if (letter)
            sl_buf_char(&text, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        else if (text.len > 0 && text.ptr[text.len - 1] != '-')
            sl_buf_char(&text, '-');
    }
    while (text.len > 0 && text.ptr[text.len - 1] == '-')
        text.len--;
    kept = sl_arena_str(arena, text.len ? sl_buf_str(&text) : sl_lit("rule"));
    sl_buf_free(&text);
    return kept;
}

static bool taken(sl_import_work *w, sl_str id)
{
    for (size_t i = 0; i < w->rules.len; i++)
        if (sl_str_eq(w->rules.at[i].id, id))
            return true;
    return sl_rules_find(w->known, id);
}

static void add_rule(sl_import_work *w, const sl_node *node)
{
    const sl_node *id = sl_node_get(node, sl_lit("id"));
    sl_import_rule rule = {.node = node};

    rule.old_id = id ? id->value : sl_lit("");
    rule.id = kebab(&w->out->arena, rule.old_id);
    if (taken(w, rule.id)) {
        sl_str wanted = rule.id;

        for (unsigned n = 1; taken(w, rule.id); n++)
            rule.id = n == 1 ? sl_arena_printf(&w->out->arena, "gitleaks-%.*s",
                                               sl_fmt(wanted))
                             : sl_arena_printf(&w->out->arena, "gitleaks-%.*s-%u",
                                               sl_fmt(wanted), n);
        sl_import_tell(w, id ? id : node, &rule,
                       "there is a rule %.*s: imported as %.*s", sl_fmt(wanted),
                       sl_fmt(rule.id));
    }
    *sl_vec_push(&w->rules) = rule;
}

static void add_tables(const sl_node *node, sl_node_vec *out)
{
    if (node && node->type == SL_NODE_MAP)
        *sl_vec_push(out) = node;
    for (const sl_node *item = node && node->type == SL_NODE_SEQ ? node->first : NULL;
         item; item = item->next)
        if (item->type == SL_NODE_MAP)
            *sl_vec_push(out) = item;
}

/* [[rules]], or one of [[rules.allowlists]] and [[rules.required]], which come as maps of
 * their own and belong to the rule before them. */
static void add_table(sl_import_work *w, const sl_node *node)
{
    static const char *const own[] = {"id", "regex", "path", "description"};
    bool begins = w->rules.len == 0;
    sl_import_rule *rule;

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        begins |= sl_node_get(node, sl_str_of(own[i])) != NULL;
    if (begins)
        add_rule(w, node);
    rule = sl_vec_last(&w->rules);
    add_tables(sl_node_get(node, sl_lit("allowlist")), &rule->allowlists);
    add_tables(sl_node_get(node, sl_lit("allowlists")), &rule->allowlists);
    add_tables(sl_node_get(node, sl_lit("required")), &rule->required);
}

static void read_extend(sl_import_work *w, const sl_node *node)
{
    for (const sl_node *child = node->first; child; child = child->next) {
        sl_str_vec ids = {0};

        if (sl_str_eq(child->key, sl_lit("disabledRules")))
            sl_import_texts(child, &ids);
        else if (sl_str_eq(child->key, sl_lit("useDefault")))
            sl_import_tell(w, child, NULL,
                           "the rules of gitleaks are not read: seclint has its own");
        else
            sl_import_tell(w, child, NULL, "not followed: import that file, too");
        for (size_t i = 0; i < ids.len; i++) {
            if (sl_rules_find(w->known, ids.at[i]))
                sl_buf_printf(&w->out->settings, "  %.*s: off\n", sl_fmt(ids.at[i]));
            else
                sl_import_tell(w, child, NULL, "no built-in rule is called '%.*s'",
                               sl_fmt(sl_str_sub(ids.at[i], 0, 100)));
        }
        sl_vec_free(&ids);
    }
}

static void read_top(sl_import_work *w)
{
    static const char *const harmless[] = {"title", "description", "minVersion"};

    for (const sl_node *node = w->doc.tree->first; node; node = node->next) {
        bool known = false;

        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
            known |= sl_str_eq(node->key, sl_str_of(harmless[i]));
        if (known)
            continue;
        if (sl_str_eq(node->key, sl_lit("rules")) && node->type == SL_NODE_MAP)
            add_table(w, node);
        else if (sl_str_eq(node->key, sl_lit("rules")))
            for (const sl_node *item = node->first; item; item = item->next)
                add_table(w, item);
        else if (sl_str_eq(node->key, sl_lit("allowlist")) ||
                 sl_str_eq(node->key, sl_lit("allowlists")))
            add_tables(node, &w->global);
        else if (sl_str_eq(node->key, sl_lit("extend")))
            read_extend(w, node);
        else
            sl_import_tell(w, node, NULL, "not known");
    }
}

static unsigned group_of(const sl_import_rule *rule)
{
    const sl_node *node = sl_node_get(rule->node, sl_lit("secretGroup"));

    return node && node->value.len == 1 && node->value.ptr[0] >= '0' &&
                   node->value.ptr[0] <= '9'
               ? (unsigned)(node->value.ptr[0] - '0')
               : 0;
}

static bool has_nocase(sl_str text, sl_str part)
{
    return part.len > 0 && sl_str_find_nocase(text, part) != SIZE_MAX;
}

/* Without a literal in the regex its keywords have to do, near the match. */
static bool choose_literals(sl_import_work *w, sl_import_rule *rule,
                            const sl_node *regex)
{
    const sl_node *node = sl_node_get(rule->node, sl_lit("keywords"));
    sl_str_vec keywords = {0};
    bool in_regex = false;

    sl_import_texts(node, &keywords);
    for (size_t i = 0; i < rule->need.literals.len; i++)
        *sl_vec_push(&rule->literals) = rule->need.literals.at[i];
    for (size_t i = 0; i < keywords.len; i++) {
        in_regex |= has_nocase(regex->value, keywords.at[i]);
        for (size_t k = 0; k < rule->need.literals.len; k++)
            in_regex |= has_nocase(keywords.at[i], rule->need.literals.at[k]) ||
                        has_nocase(rule->need.literals.at[k], keywords.at[i]);
        if (rule->need.literals.len == 0 && keywords.at[i].len >= SL_GATE_MIN)
            *sl_vec_push(&rule->literals) = keywords.at[i];
    }
    if (rule->need.literals.len == 0 && rule->literals.len > 0) {
        rule->need.before = FALLBACK_WINDOW;
        rule->need.after += FALLBACK_WINDOW;
        sl_import_tell(w, node, rule,
                       "anywhere in the file there, here at most %d bytes behind the "
                       "start of the match: the regex has no literal of its own",
                       FALLBACK_WINDOW);
    } else if (keywords.len > 0 && !in_regex && rule->literals.len > 0) {
        sl_import_tell(w, node, rule,
                       "not asked for: here the regex alone decides, found by '%.*s'",
                       sl_fmt(rule->literals.at[0]));
    }
    sl_vec_free(&keywords);
    return rule->literals.len > 0;
}

/* Can the rule be one of ours? Says why not. */
static bool prepare(sl_import_work *w, sl_import_rule *rule)
{
    const sl_node *regex = sl_node_get(rule->node, sl_lit("regex"));
    const sl_node *path = sl_node_get(rule->node, sl_lit("path"));

    if (!regex || regex->value.len == 0) {
        sl_import_tell(w, path ? path : rule->node, rule,
                       "rule left out: it has no regex, and files are not reported for "
                       "their names");
        return false;
    }
    if (!sl_import_regex(w, regex, rule, regex->value, group_of(rule), &rule->regex))
        return false;
    if (!sl_regex_needs(regex->value, &w->out->arena, &rule->need)) {
        sl_import_tell(w, regex, rule, "rule left out: the regex is not understood");
        return false;
    }
    if (!choose_literals(w, rule, regex)) {
        sl_import_tell(w, regex, rule,
                       "rule left out: no literal of %d bytes stands in every match",
                       SL_GATE_MIN);
        return false;
    }
    if (rule->need.before_guessed)
        sl_import_tell(w, regex, rule,
                       "of what stands before '%.*s' at most %zu bytes are looked at",
                       sl_fmt(rule->literals.at[0]), rule->need.before);
    if (path)
        sl_import_glob(w, path, rule, path->value, &rule->paths);
    return true;
}

static void import_all(sl_import_work *w)
{
    read_top(w);
    for (size_t i = 0; i < w->rules.len; i++)
        w->rules.at[i].usable = prepare(w, &w->rules.at[i]);
    for (size_t i = 0; i < w->rules.len; i++)
        if (w->rules.at[i].usable)
            sl_import_write_rule(w, &w->rules.at[i]);
    for (size_t i = 0; i < w->global.len; i++)
        sl_import_allowlist(w, w->global.at[i], NULL);
}

static void free_work(sl_import_work *w)
{
    for (size_t i = 0; i < w->rules.len; i++) {
        sl_import_rule *rule = &w->rules.at[i];

        sl_vec_free(&rule->allowlists);
        sl_vec_free(&rule->required);
        sl_vec_free(&rule->literals);
        sl_vec_free(&rule->not_values);
        sl_vec_free(&rule->paths);
        sl_vec_free(&rule->not_paths);
    }
    sl_vec_free(&w->rules);
    sl_vec_free(&w->global);
}

static int by_line(const void *a, const void *b)
{
    const sl_import_note *x = a;
    const sl_import_note *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return sl_str_cmp(x->why, y->why);
}

bool sl_import_gitleaks(sl_str file, sl_str text, const sl_rules *known, sl_import *out,
                        sl_err *err)
{
    sl_import_work w = {.out = out, .file = file, .known = known};
    sl_blob blob = {.path = sl_lit("gitleaks.toml")};
    const sl_node *top;

    *out = (sl_import){0};
    blob.bytes = sl_arena_str(&out->arena, text);
    sl_doc_open(&w.doc, &blob, &out->arena);
    top = sl_doc_tree(&w.doc);
    if (!top || top->type != SL_NODE_MAP || w.doc.parse_error.code != SL_OK)
        return sl_fail(err, SL_EFORMAT, "%.*s: no TOML that can be read%s%s",
                       sl_fmt(file), w.doc.parse_error.text[0] ? ": " : "",
                       w.doc.parse_error.text);
    import_all(&w);
    free_work(&w);
    if (out->notes.len > 0)
        qsort(out->notes.at, out->notes.len, sizeof *out->notes.at, by_line);
    return true;
}

void sl_import_config(const sl_import *import, bool with_rules, sl_buf *out)
{
    if (import->settings.len > 0)
        sl_buf_printf(out, "rules:\n%s", import->settings.ptr);
    if (with_rules && import->rules.len > 0)
        sl_buf_add(out, sl_lit("custom-rules:\n"));
    for (size_t i = 0; with_rules && i < import->rules.len; i++)
        sl_yaml_item("  ", import->rules.at[i].yaml, out);
    if (import->allow.len > 0)
        sl_buf_printf(out, "allow:\n%s", import->allow.ptr);
}

void sl_import_free(sl_import *import)
{
    sl_vec_free(&import->rules);
    sl_vec_free(&import->notes);
    sl_buf_free(&import->allow);
    sl_buf_free(&import->settings);
    sl_arena_free(&import->arena);
}

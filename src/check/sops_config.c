/* sops_config.c - a .sops.yaml whose rules do not do what they say, so that a file is not
 * encrypted, or in another way.
 *
 * Source: config/config.go of SOPS. The first rule whose path_regex fits counts, one
 * without fits every path; keys that SOPS does not know are passed over; regular
 * expressions are Go's. Tried with SOPS 3.9.4. */
#include "check/check.h"
#include "match/regex.h"
#include "text/suggest.h"

#include <string.h>

enum { MAX_REGEX = 2048 };

/* What a creation rule can say. */
typedef enum role { IS_KEY, IS_SELECTOR, IS_OTHER } role;

static const struct {
    const char *name;
    role role;
} settings[] = {
    {"path_regex", IS_OTHER},
    {"encrypted_regex", IS_SELECTOR},
    {"unencrypted_regex", IS_SELECTOR},
    {"encrypted_suffix", IS_SELECTOR},
    {"unencrypted_suffix", IS_SELECTOR},
    {"encrypted_comment_regex", IS_SELECTOR},
    {"unencrypted_comment_regex", IS_SELECTOR},
    {"mac_only_encrypted", IS_OTHER},
    {"shamir_threshold", IS_OTHER},
    {"aws_profile", IS_OTHER},
    {"kms", IS_KEY},
    {"age", IS_KEY},
    {"pgp", IS_KEY},
    {"gcp_kms", IS_KEY},
    {"azure_keyvault", IS_KEY},
    {"hc_vault_transit_uri", IS_KEY},
    {"hckms", IS_KEY},
    {"key_groups", IS_KEY},
};

enum { SETTINGS = sizeof settings / sizeof *settings };

typedef struct config {
    const sl_rule *rule;
    sl_doc *doc;
    sl_sink *sink;
} config;

static void tell(const config *c, sl_span span, sl_level level, sl_str what)
{
    sl_hit hit = {.rule = c->rule, .span = span, .level = level};

    sl_sink_hit(c->sink, c->doc, &hit, "%.*s", sl_fmt(what));
}

/* Index of the setting, SETTINGS if there is none of that name. */
static size_t setting_of(sl_str key)
{
    size_t i = 0;

    while (i < SETTINGS && !sl_str_eq(key, sl_str_of(settings[i].name)))
        i++;
    return i;
}

/* A key that SOPS passes over, and was meant for one that it knows. */
static bool judge_key(const config *c, const sl_node *key)
{
    sl_suggestion near = {.word = key->key};

    if (setting_of(key->key) < SETTINGS)
        return false;
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].role != IS_KEY || strlen(settings[i].name) > 4)
            sl_suggest(&near, sl_str_of(settings[i].name));
    if (near.best.len > 0)
        tell(c, key->key_span, SL_LEVEL_OFF,
             sl_arena_printf(
                 c->doc->arena,
                 "SOPS knows no such setting and passes over it: did you mean %.*s?",
                 sl_fmt(near.best)));
    return near.best.len > 0;
}

/* The number of bytes at text[0] that repeat what stands before, lazily or not; 0: none.
 * {n,m} is left alone: it has other uses. */
static size_t repetition(sl_str text)
{
    if (text.len == 0 || !strchr("*+?", text.ptr[0]))
        return 0;
    return text.len > 1 && text.ptr[1] == '?' ? 2 : 1;
}

/* Why Go refuses the regular expression; NULL: not for these reasons. */
static const char *refused(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        sl_str rest = sl_str_skip(text, i);
        size_t again = repetition(rest);

        if (text.ptr[i] == '\\' || text.ptr[i] == '[')
            return NULL; /* left to PCRE2 */
        if (i == 0 && again)
            return "it begins with a sign of repetition, as patterns of the shell do";
        if (again && repetition(sl_str_skip(rest, again)))
            return "it has two signs of repetition in a row, as patterns of the shell "
                   "do";
        if (sl_str_starts(rest, sl_lit("(?=")) || sl_str_starts(rest, sl_lit("(?!")) ||
            sl_str_starts(rest, sl_lit("(?<=")) ||
            sl_str_starts(rest, sl_lit("(?<!")) || sl_str_starts(rest, sl_lit("(?>")))
            return "Go has no look-ahead, look-behind and atomic groups";
        i += again > 1;
    }
    return NULL;
}

static bool compiles(sl_str text)
{
    sl_err err = {0};
    sl_regex *regex = sl_regex_compile(text, false, &err);

    sl_regex_free(regex);
    return regex != NULL;
}

static void judge_regex(const config *c, const sl_node *regex)
{
    sl_str text = regex->value;
    const char *why = refused(text);

    if (!why && text.len <= MAX_REGEX && !compiles(text))
        why = "it is not well formed";
    if (why)
        tell(c, regex->span, SL_LEVEL_OFF,
             sl_arena_printf(c->doc->arena,
                             "SOPS does not read this regular expression: %s", why));
}

/* "secrets/ *.yaml": here the star repeats the slash, and no file of the folder fits. */
static void judge_path(const config *c, const sl_node *path)
{
    sl_str text = path->value;
    size_t at = sl_str_find(text, sl_lit("/*"));
    sl_str rest = sl_str_skip(text, at == SIZE_MAX ? text.len : at + 2);

    if (at == SIZE_MAX || at == 0 || text.ptr[at - 1] == '*' ||
        !(sl_str_starts(rest, sl_lit(".")) || sl_str_starts(rest, sl_lit("\\."))) ||
        sl_str_starts(rest, sl_lit(".*")) || sl_str_starts(rest, sl_lit(".+")))
        return;
    tell(c, path->span, SL_LEVEL_OFF,
         sl_arena_printf(c->doc->arena,
                         "a regular expression, in which \"/*\" are slashes: the files "
                         "of the folder do "
                         "not fit, write \"/[^/]*%.*s\"",
                         sl_fmt(rest)));
}

static bool fits_every_path(const sl_node *path)
{
    static const char *const every[] = {"", ".", ".*", ".+", "^.*$", "^.*", ".*$", "^"};

    if (!path)
        return true;
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
        if (sl_str_eq(path->value, sl_str_of(every[i])))
            return true;
    return false;
}

static bool is_regex(sl_str key)
{
    return sl_str_ends(key, sl_lit("_regex"));
}

/* One creation rule; returns whether no other one behind it is ever looked at. */
static bool judge_rule(const config *c, const sl_node *rule)
{
    const sl_node *selector = NULL;
    const sl_node *path = sl_node_get(rule, sl_lit("path_regex"));
    bool misspelt = false, keys = false;

    for (const sl_node *key = rule->first; key; key = key->next) {
        size_t i = setting_of(key->key);
        role is = i < SETTINGS ? settings[i].role : IS_OTHER;

        misspelt = judge_key(c, key) || misspelt;
        keys = keys || i == SETTINGS ||
               (is == IS_KEY &&
                (key->type != SL_NODE_SCALAR || sl_str_trim(key->value).len > 0));
        if (key->type == SL_NODE_SCALAR && is_regex(key->key) && i < SETTINGS)
            judge_regex(c, key);
        if (is == IS_SELECTOR && selector)
            tell(c, key->key_span, SL_LEVEL_OFF,
                 sl_arena_printf(c->doc->arena,
                                 "SOPS takes no rule that says twice what is "
                                 "encrypted: %.*s does, too",
                                 sl_fmt(selector->key)));
        selector = is == IS_SELECTOR ? key : selector;
    }
    if (path && path->type == SL_NODE_SCALAR)
        judge_path(c, path);
    if (!keys && rule->first)
        tell(c,
             rule->first->key_span.end > 0 ? rule->first->key_span : rule->first->span,
             SL_LEVEL_NOTE,
             sl_lit("the rule has no key: SOPS encrypts only where the command line "
                    "brings one"));
    return !misspelt && (!path || path->type == SL_NODE_SCALAR) &&
           fits_every_path(path);
}

static void judge_rules(const config *c, const sl_node *rules)
{
    bool over = false;

    for (const sl_node *rule = rules->first; rule; rule = rule->next) {
        if (rule->type != SL_NODE_MAP)
            return;
        if (over && rule->first) {
            tell(c, rule->first->key_span, SL_LEVEL_WARNING,
                 sl_lit("no file comes to this rule: one before it fits every path"));
            return;
        }
        over = judge_rule(c, rule);
    }
}

void sl_check_sops_config(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    config c = {rule, doc, sink};
    sl_str name = sl_path_base(doc->blob->path);
    const sl_node *tree, *rules;

    if (!sl_str_eq(name, sl_lit(".sops.yaml")) && !sl_str_eq(name, sl_lit(".sops.yml")))
        return;
    tree = sl_doc_tree(doc);
    rules = tree && !doc->fallback ? sl_node_get(tree, sl_lit("creation_rules")) : NULL;
    if (!rules || rules->type != SL_NODE_SEQ)
        return;
    if (sl_str_ends(name, sl_lit(".yml")))
        tell(&c, rules->key_span, SL_LEVEL_WARNING,
             sl_lit("SOPS reads .sops.yaml only, and not a file of this name"));
    judge_rules(&c, rules);
}

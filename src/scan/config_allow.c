#include "scan/config_allow.h"

#include "base/limits.h"
#include "text/glob.h"
#include "text/suggest.h"

#include <stddef.h>

enum { MIN_COMMIT = 7 };

/* One item as it is written. */
typedef struct item {
    const sl_node *rules;
    const sl_node *paths;
    const sl_node *value;
    const sl_node *line;
    const sl_node *commits;
    const sl_node *until;
    sl_str fingerprint;
    sl_str reason;
} item;

static bool read_node(const sl_fields *fields, const sl_node *node, void *out,
                      sl_err *err)
{
    const sl_node **slot = out;

    if (*slot)
        return sl_fields_fail(fields, node, err, "'%.*s' says it a second time",
                              sl_fmt(node->key));
    *slot = node;
    return true;
}

static bool read_reason(const sl_fields *fields, const sl_node *node, void *out,
                        sl_err *err)
{
    if (!sl_field_str(fields, node, out, err))
        return false;
    return sl_str_trim(node->value).len > 0 ||
           sl_fields_fail(fields, node, err, "'reason' is empty");
}

static bool is_hex(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')))
            return false;
    }
    return true;
}

static bool read_fingerprint(const sl_fields *fields, const sl_node *node, void *out,
                             sl_err *err)
{
    if (!sl_field_str(fields, node, out, err))
        return false;
    return (node->value.len == SL_FINGERPRINT_HEX && is_hex(node->value)) ||
           sl_fields_fail(fields, node, err,
                          "'fingerprint' must be %d hex digits, as reports print them",
                          SL_FINGERPRINT_HEX);
}

static const sl_field table[] = {
    {"rule", false, offsetof(item, rules), read_node},
    {"rules", false, offsetof(item, rules), read_node},
    {"path", false, offsetof(item, paths), read_node},
    {"paths", false, offsetof(item, paths), read_node},
    {"value", false, offsetof(item, value), read_node},
    {"line", false, offsetof(item, line), read_node},
    {"commit", false, offsetof(item, commits), read_node},
    {"commits", false, offsetof(item, commits), read_node},
    {"fingerprint", false, offsetof(item, fingerprint), read_fingerprint},
    {"reason", true, offsetof(item, reason), read_reason},
    {"until", false, offsetof(item, until), read_node},
};

/* One text, or a list of texts that is not empty. */
static bool read_texts(const sl_fields *fields, const sl_node *node, sl_list *out,
                       sl_err *err)
{
    sl_str *one;

    if (!node)
        return true;
    if (node->type == SL_NODE_SEQ) {
        if (!sl_field_list(fields, node, out, err))
            return false;
        return out->len > 0 ||
               sl_fields_fail(fields, node, err, "'%.*s' is empty", sl_fmt(node->key));
    }
    one = sl_arena_calloc(fields->arena, 1, sizeof *one);
    *out = (sl_list){one, 1};
    return sl_field_str(fields, node, one, err);
}

bool sl_config_rule_known(const sl_fields *fields, const sl_node *node, sl_str id,
                          const sl_rules *rules, sl_err *err)
{
    sl_suggestion near = {.word = id};

    if (sl_rules_find(rules, id))
        return true;
    for (size_t i = 0; i < rules->rules.len; i++)
        sl_suggest(&near, rules->rules.at[i]->id);
    return sl_fields_fail(
        fields, node, err, "no rule '%.*s'%s%.*s%s (see seclint rules)",
        sl_fmt(sl_str_sub(id, 0, 80)), near.best.len ? ", did you mean " : "",
        sl_fmt(near.best), near.best.len ? "?" : "");
}

static bool read_rules(const sl_fields *fields, const sl_node *node,
                       const sl_rules *rules, sl_list *out, sl_err *err)
{
    if (!read_texts(fields, node, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++)
        if (!sl_config_rule_known(fields, node, out->at[i], rules, err))
            return false;
    return true;
}

static bool read_paths(const sl_fields *fields, const sl_node *node, sl_list *out,
                       sl_err *err)
{
    const char *why;

    if (!read_texts(fields, node, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++)
        if (!sl_glob_valid(out->at[i], &why))
            return sl_fields_fail(fields, node, err, "glob '%.*s': %s",
                                  sl_fmt(out->at[i]), why);
    return true;
}

static bool read_commits(const sl_fields *fields, const sl_node *node, sl_list *out,
                         sl_err *err)
{
    if (!read_texts(fields, node, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i].len < MIN_COMMIT || !is_hex(out->at[i]))
            return sl_fields_fail(fields, node, err,
                                  "commit '%.*s' must be at least %d hex digits",
                                  sl_fmt(sl_str_sub(out->at[i], 0, 80)), MIN_COMMIT);
    return true;
}

static bool read_regex(const sl_fields *fields, const sl_node *node, sl_regex **out,
                       sl_err *err)
{
    sl_err why = {0};

    if (!node)
        return true;
    if (!sl_field_scalar(fields, node, err))
        return false;
    if (node->value.len == 0)
        return sl_fields_fail(fields, node, err, "'%.*s' is empty", sl_fmt(node->key));
    *out = sl_regex_compile(node->value, false, &why);
    return *out ||
           sl_fields_fail(fields, node, err, "'%.*s': %s", sl_fmt(node->key), why.text);
}

static bool read_until(const sl_fields *fields, const sl_node *node,
                       sl_allow_entry *entry, sl_err *err)
{
    if (!node)
        return true;
    if (!sl_date_parse(node->value, &entry->until))
        return sl_fields_fail(fields, node, err, "'until' must be a date, YYYY-MM-DD");
    entry->expired = entry->until < sl_date_today();
    return true;
}

static bool read_item(const sl_fields *fields, const sl_node *node,
                      const sl_rules *rules, sl_allow_list *out, sl_err *err)
{
    sl_allow_entry *entry = sl_allow_list_add(out, SL_ALLOWER_CONFIG);
    item read = {0};

    if (node->type != SL_NODE_MAP)
        return sl_fields_fail(fields, node, err,
                              "an entry of 'allow' must be a mapping");
    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, &read, err))
        return false;
    entry->file = fields->file;
    entry->line = sl_fields_line(fields, node->first ? node->first : node);
    entry->fingerprint = read.fingerprint;
    entry->reason = sl_str_trim(read.reason);
    if (!read_rules(fields, read.rules, rules, &entry->rules, err) ||
        !read_paths(fields, read.paths, &entry->paths, err) ||
        !read_commits(fields, read.commits, &entry->commits, err) ||
        !read_regex(fields, read.value, &entry->value, err) ||
        !read_regex(fields, read.line, &entry->on_line, err) ||
        !read_until(fields, read.until, entry, err))
        return false;
    return read.rules || read.paths || read.value || read.line || read.commits ||
           read.fingerprint.len > 0 ||
           sl_fields_fail(fields, node->first, err,
                          "this entry would allow everything: say which rule, path, "
                          "value, line, commit or fingerprint");
}

bool sl_config_read_allow(const sl_fields *fields, const sl_node *node,
                          const sl_rules *rules, sl_allow_list *out, sl_err *err)
{
    size_t len = 0;

    if (!node)
        return true;
    if (!sl_fields_count(fields, node, &len, err))
        return false;
    if (len > SL_MAX_ALLOW_ENTRIES)
        return sl_fields_fail(fields, node, err, "'allow' has more than %u entries",
                              SL_MAX_ALLOW_ENTRIES);
    for (const sl_node *one = node->first; one; one = one->next)
        if (!read_item(fields, one, rules, out, err))
            return false;
    return true;
}

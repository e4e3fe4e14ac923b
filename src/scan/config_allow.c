#include "scan/config_allow.h"

#include "base/limits.h"
#include "scan/config_keys.h"
#include "scan/config_rules.h"

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

sl_config_keys sl_config_allow_keys(void)
{
    static const sl_config_key keys[] = {
        {{"rule", false, offsetof(item, rules), sl_config_read_node},
         "{'$ref': '#/$defs/texts'}",
         "The same as rules.",
         NULL},
        {{"rules", false, offsetof(item, rules), sl_config_read_node},
         "{'$ref': '#/$defs/texts'}",
         "Ids of the rules whose findings are allowed. Left out: every rule.",
         NULL},
        {{"path", false, offsetof(item, paths), sl_config_read_node},
         "{'$ref': '#/$defs/globs'}",
         "The same as paths.",
         NULL},
        {{"paths", false, offsetof(item, paths), sl_config_read_node},
         "{'$ref': '#/$defs/globs'}",
         "Globs of the paths where they are allowed: one, or a list.",
         NULL},
        {{"value", false, offsetof(item, value), sl_config_read_node},
         "{'type': 'string', 'minLength': 1}",
         "A regex (PCRE2, not anchored) on the secret, for families of harmless "
         "values. Never write a real secret here.",
         NULL},
        {{"line", false, offsetof(item, line), sl_config_read_node},
         "{'type': 'string', 'minLength': 1}",
         "A regex on the line as it stands in the file.",
         NULL},
        {{"commit", false, offsetof(item, commits), sl_config_read_node},
         "{'$ref': '#/$defs/commits'}",
         "The same as commits.",
         NULL},
        {{"commits", false, offsetof(item, commits), sl_config_read_node},
         "{'$ref': '#/$defs/commits'}",
         "First digits, at least 7, of the commits that brought what is allowed.",
         NULL},
        {{"fingerprint", false, offsetof(item, fingerprint), read_fingerprint},
         "{'type': 'string', 'pattern': '^[0-9A-Fa-f]{32}$'}",
         "The fingerprint of one finding, as reports print it.",
         NULL},
        {{"reason", true, offsetof(item, reason), read_reason},
         "{'type': 'string', 'pattern': '[^ ]'}",
         "Why this is no danger. Reports carry it.",
         NULL},
        {{"until", false, offsetof(item, until), sl_config_read_node},
         "{'type': 'string', 'format': 'date', 'pattern': "
         "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}",
         "The last day of the entry, YYYY-MM-DD.",
         NULL},
    };

    return (sl_config_keys){keys, sizeof keys / sizeof *keys};
}

static bool read_rules(const sl_fields *fields, const sl_node *node,
                       const sl_rules *rules, sl_list *out, sl_err *err)
{
    if (!sl_config_read_texts(fields, node, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++)
        sl_config_expect_rule(fields, node, out->at[i], rules);
    return true;
}

static bool read_commits(const sl_fields *fields, const sl_node *node, sl_list *out,
                         sl_err *err)
{
    if (!sl_config_read_texts(fields, node, out, err))
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

/* What the item asks for; all of it is looked at, for all that is wrong with it. */
static bool fill(const sl_fields *fields, const item *read, const sl_rules *rules,
                 sl_allow_entry *entry, sl_err *err)
{
    bool ok = read_rules(fields, read->rules, rules, &entry->rules, err);

    ok = sl_config_read_paths(fields, read->paths, &entry->paths, err) && ok;
    ok = read_commits(fields, read->commits, &entry->commits, err) && ok;
    ok = read_regex(fields, read->value, &entry->value, err) && ok;
    ok = read_regex(fields, read->line, &entry->on_line, err) && ok;
    ok = read_until(fields, read->until, entry, err) && ok;
    entry->fingerprint = read->fingerprint;
    entry->reason = sl_str_trim(read->reason);
    return ok;
}

static bool read_item(const sl_fields *fields, const sl_node *node,
                      const sl_rules *rules, sl_allow_list *out, sl_err *err)
{
    sl_allow_entry *entry;
    item read = {0};
    bool ok;

    if (node->type != SL_NODE_MAP)
        return sl_fields_fail(fields, node, err,
                              "an entry of 'allow' must be a mapping");
    ok = sl_config_keys_read(sl_config_allow_keys(), fields, node, &read, err);
    if (!sl_config_keys_cover(sl_config_allow_keys(), node)) {
        /* What it would ask for is not known, so it must not allow more. */
        sl_fields_warn(fields, node->first,
                       "this entry allows nothing, as it has a key that is not known");
        return ok;
    }
    entry = sl_allow_list_add(out, SL_ALLOWER_CONFIG);
    entry->file = fields->file;
    entry->line = sl_fields_line(fields, node->first ? node->first : node);
    ok = fill(fields, &read, rules, entry, err) && ok;
    if (read.rules || read.paths || read.value || read.line || read.commits ||
        read.fingerprint.len > 0)
        return ok;
    return sl_fields_fail(fields, node->first ? node->first : node, err,
                          "this entry would allow everything: say which rule, path, "
                          "value, line, commit or fingerprint");
}

bool sl_config_read_allow(const sl_fields *fields, const sl_node *node,
                          const sl_rules *rules, sl_allow_list *out, sl_err *err)
{
    bool ok = true;

    if (!node)
        return true;
    if (!sl_fields_limit(fields, node, SL_MAX_ALLOW_ENTRIES, err))
        return false;
    for (const sl_node *one = node->first; one; one = one->next)
        ok = read_item(fields, one, rules, out, err) && ok;
    return ok;
}

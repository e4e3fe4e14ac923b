#include "rule/load.h"

#include "base/file.h"
#include "base/limits.h"
#include "match/gate.h"
#include "match/regex.h"
#include "rule/embedded.h"
#include "rule/fields.h"

#include <dirent.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FIELD(key, required, member, read)                                             \
    {key, required, offsetof(sl_rule, member), read}

static bool read_confidence(const sl_fields *fields, const sl_node *node, void *out,
                            sl_err *err)
{
    for (sl_confidence c = SL_CONFIDENCE_LOW; c <= SL_CONFIDENCE_HIGH; c++) {
        if (!sl_str_eq(node->value, sl_str_of(sl_confidence_name(c))))
            continue;
        *(sl_confidence *)out = c;
        return true;
    }
    return sl_fields_fail(fields, node, err, "'confidence' must be high, medium or low");
}

static bool read_scope(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    for (sl_scope s = SL_SCOPE_TEXT; s <= SL_SCOPE_REPOSITORY; s++) {
        if (!sl_str_eq(node->value, sl_str_of(sl_scope_name(s))))
            continue;
        *(sl_scope *)out = s;
        return true;
    }
    return sl_fields_fail(fields, node, err,
                          "'scope' must be text, document or repository");
}

static bool read_verify(const sl_fields *fields, const sl_node *node, void *out,
                        sl_err *err)
{
    const sl_verdict_scheme *scheme = sl_verdict_scheme_find(node->value);

    if (!scheme)
        return sl_fields_fail(fields, node, err, "'verify': no scheme '%.*s'",
                              sl_fmt(node->value));
    *(const sl_verdict_scheme **)out = scheme;
    return true;
}

static bool read_literals(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    const sl_list *list = out;

    if (!sl_field_list(fields, node, out, err))
        return false;
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].len < SL_GATE_MIN)
            return sl_fields_fail(fields, node, err,
                                  "literal '%.*s' is shorter than %d bytes",
                                  sl_fmt(list->at[i]), SL_GATE_MIN);
    return true;
}

/* User rules are compiled here, so that a mistake is told with its line; the
 * built-in ones are compiled by the tests. */
static bool read_regex(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    sl_err why = {0};
    sl_regex *regex;

    if (!sl_field_str(fields, node, out, err))
        return false;
    if (sl_str_starts(fields->file, sl_lit("rules/")))
        return true;
    regex = sl_regex_compile(node->value, false, &why);
    sl_regex_free(regex);
    return regex || sl_fields_fail(fields, node, err, "%s", why.text);
}

static bool read_pattern(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err)
{
#define PATTERN(key, required, member, read)                                           \
    {key, required, offsetof(sl_pattern, member), read}
    static const sl_field table[] = {
        PATTERN("literals", true, literals, read_literals),
        PATTERN("regex", false, regex, read_regex),
        PATTERN("ignore-case", false, ignore_case, sl_field_bool),
        PATTERN("before", false, before, sl_field_uint),
        PATTERN("after", false, after, sl_field_uint),
        PATTERN("keep", false, keep, sl_field_uint),
        PATTERN("entropy", false, entropy, sl_field_double),
        PATTERN("verify", false, verify, read_verify),
        PATTERN("paths", false, paths, sl_field_globs),
        PATTERN("not-paths", false, not_paths, sl_field_globs),
        PATTERN("not-values", false, not_values, sl_field_list),
    };
#undef PATTERN
    sl_pattern *pattern = out;

    pattern->after = 256;
    return sl_fields_read(fields, node, table, sizeof table / sizeof *table, pattern, err);
}

typedef struct examples {
    const sl_example *at;
    size_t len;
} examples;

static bool read_example(const sl_fields *fields, const sl_node *node, sl_example *out,
                         sl_err *err)
{
    static const sl_field table[] = {
        {"path", true, offsetof(sl_example, path), sl_field_str},
        {"text", true, offsetof(sl_example, text), sl_field_str},
    };

    *out = (sl_example){.path = sl_lit("example.txt"), .text = node->value};
    if (node->type == SL_NODE_SCALAR)
        return true;
    return sl_fields_read(fields, node, table, sizeof table / sizeof *table, out, err);
}

static bool read_example_list(const sl_fields *fields, const sl_node *node, void *out,
                              sl_err *err)
{
    examples *list = out;
    sl_example *at;
    size_t len = 0;

    if (node->type != SL_NODE_SEQ)
        return sl_fields_fail(fields, node, err, "'%.*s' must be a list",
                              sl_fmt(node->key));
    for (const sl_node *item = node->first; item; item = item->next)
        len++;
    at = sl_arena_calloc(fields->arena, len, sizeof *at);
    *list = (examples){at, len};
    for (const sl_node *item = node->first; item; item = item->next)
        if (!read_example(fields, item, at++, err))
            return false;
    return true;
}

static bool read_examples(const sl_fields *fields, const sl_node *node, void *out,
                          sl_err *err)
{
    struct {
        examples match;
        examples ignore;
    } both = {0};
    static const sl_field table[] = {
        {"match", false, 0, read_example_list},
        {"ignore", false, sizeof(examples), read_example_list},
    };
    sl_rule *rule = (sl_rule *)((char *)out - offsetof(sl_rule, matching));

    if (!sl_fields_read(fields, node, table, sizeof table / sizeof *table, &both, err))
        return false;
    rule->matching = both.match.at;
    rule->matching_len = both.match.len;
    rule->ignored = both.ignore.at;
    rule->ignored_len = both.ignore.len;
    return true;
}

static const sl_field rule_table[] = {
    FIELD("id", true, id, sl_field_str),
    FIELD("title", true, title, sl_field_str),
    FIELD("provider", false, provider, sl_field_str),
    FIELD("level", true, level, sl_field_level),
    FIELD("confidence", true, confidence, read_confidence),
    FIELD("cwe", true, cwe, sl_field_uint),
    FIELD("severity", true, severity, sl_field_str),
    FIELD("tags", false, tags, sl_field_list),
    FIELD("scope", false, scope, read_scope),
    FIELD("match", false, pattern, read_pattern),
    FIELD("check", false, check, sl_field_str),
    FIELD("why", true, why, sl_field_str),
    FIELD("fix", true, fix, sl_field_str),
    FIELD("references", false, references, sl_field_list),
    FIELD("examples", false, matching, read_examples),
};

static bool kebab(sl_str id)
{
    bool word = false; /* the last character was a letter or digit */

    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!letter && (c != '-' || !word))
            return false;
        word = letter;
    }
    return word;
}

/* What no single key can tell. */
static bool judge(const sl_fields *fields, const sl_node *top, const sl_rule *rule,
                  sl_err *err)
{
    const sl_node *id = sl_node_get(top, sl_lit("id"));
    char *end;
    double severity = strtod(sl_arena_str(fields->arena, rule->severity).ptr, &end);

    if (!kebab(rule->id))
        return sl_fields_fail(fields, id, err, "id '%.*s' is not kebab-case",
                              sl_fmt(rule->id));
    if (*end != '\0' || !(severity > 0 && severity <= 10))
        return sl_fields_fail(fields, id, err, "'severity' must be from 0.1 to 10");
    if ((rule->pattern.regex.len > 0) == (rule->check.len > 0))
        return sl_fields_fail(fields, id, err,
                              "a rule has either 'match.regex' or 'check'");
    if (rule->check.len == 0 && rule->scope != SL_SCOPE_TEXT)
        return sl_fields_fail(fields, id, err, "a pattern has scope text");
    if (rule->check.len > 0 && rule->scope == SL_SCOPE_TEXT)
        return sl_fields_fail(fields, id, err,
                              "a check has scope document or repository");
    return true;
}

static bool read_rule(sl_rules *book, const sl_fields *fields, sl_err *err)
{
    sl_rule *rule = sl_arena_alloc(&book->arena, sizeof *rule);
    void **slot;

    rule->file = sl_arena_str(&book->arena, fields->file);
    if (!sl_fields_read(fields, fields->doc->tree, rule_table,
                        sizeof rule_table / sizeof *rule_table, rule, err) ||
        !judge(fields, fields->doc->tree, rule, err))
        return false;
    slot = sl_map_put(&book->by_id, rule->id);
    if (*slot)
        return sl_fields_fail(fields, sl_node_get(fields->doc->tree, sl_lit("id")), err,
                              "rule '%.*s' is defined in %.*s already", sl_fmt(rule->id),
                              sl_fmt(((sl_rule *)*slot)->file));
    *slot = rule;
    *sl_vec_push(&book->rules) = rule;
    return true;
}

typedef struct layout_file {
    sl_str id;
    sl_str title;
    const sl_node *classes;
} layout_file;

static bool read_node(const sl_fields *fields, const sl_node *node, void *out, sl_err *err)
{
    if (node->type != SL_NODE_SEQ)
        return sl_fields_fail(fields, node, err, "'%.*s' must be a list",
                              sl_fmt(node->key));
    *(const sl_node **)out = node;
    return true;
}

static bool read_layout(sl_rules *book, const sl_fields *fields, sl_err *err)
{
    static const sl_field file_table[] = {
        {"layout", true, offsetof(layout_file, id), sl_field_str},
        {"title", true, offsetof(layout_file, title), sl_field_str},
        {"classes", true, offsetof(layout_file, classes), read_node},
    };
    static const sl_field class_table[] = {
        {"class", true, offsetof(sl_secret_class, id), sl_field_str},
        {"title", true, offsetof(sl_secret_class, title), sl_field_str},
        {"reader", true, offsetof(sl_secret_class, reader), sl_field_str},
        {"paths", true, offsetof(sl_secret_class, paths), sl_field_globs},
        {"public", false, offsetof(sl_secret_class, public_paths), sl_field_globs},
        {"encryption", false, offsetof(sl_secret_class, encryption), sl_field_list},
    };
    layout_file file = {0};

    if (!sl_fields_read(fields, fields->doc->tree, file_table,
                        sizeof file_table / sizeof *file_table, &file, err))
        return false;
    for (const sl_node *node = file.classes->first; node; node = node->next) {
        sl_secret_class *class_ = sl_vec_push(&book->layouts);

        class_->layout = file.id;
        if (!sl_fields_read(fields, node, class_table,
                            sizeof class_table / sizeof *class_table, class_, err))
            return false;
    }
    return true;
}

bool sl_rules_add(sl_rules *book, sl_str file, sl_str text, sl_err *err)
{
    sl_doc *doc = sl_arena_alloc(&book->arena, sizeof *doc);
    sl_blob *blob = sl_arena_alloc(&book->arena, sizeof *blob);
    sl_fields fields;

    if (!sl_fields_open(&fields, doc, blob, file, sl_arena_str(&book->arena, text),
                        &book->arena, err))
        return false;
    return sl_node_get(doc->tree, sl_lit("layout")) ? read_layout(book, &fields, err)
                                                    : read_rule(book, &fields, err);
}

bool sl_rules_add_builtin(sl_rules *book, sl_err *err)
{
    for (size_t i = 0; i < sl_embedded_rules_count; i++) {
        const sl_embedded *file = &sl_embedded_rules[i];
        sl_str name = sl_arena_printf(&book->arena, "rules/%s", file->path);

        if (!sl_rules_add(book, name, sl_str_make(file->bytes, file->len), err))
            return false;
    }
    return true;
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool add_dir(sl_rules *book, const char *dir, unsigned depth, size_t *files,
                    sl_err *err);

static bool add_entry(sl_rules *book, const char *path, unsigned depth, size_t *files,
                      sl_err *err)
{
    struct stat st;
    sl_buf text = {0};
    sl_str name = sl_str_of(path);
    bool ok;

    if (stat(path, &st) != 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    if (S_ISDIR(st.st_mode))
        return add_dir(book, path, depth + 1, files, err);
    if (!sl_str_ends(name, sl_lit(".yml")) && !sl_str_ends(name, sl_lit(".yaml")))
        return true;
    (*files)++;
    ok = sl_file_read(path, SL_MAX_RULE_FILE, &text, err) &&
         sl_rules_add(book, sl_arena_str(&book->arena, name), sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

static bool add_dir(sl_rules *book, const char *dir, unsigned depth, size_t *files,
                    sl_err *err)
{
    struct dirent **entries;
    int len = scandir(dir, &entries, not_hidden, alphasort);
    bool ok = depth < SL_MAX_LINK_DEPTH;

    if (len < 0)
        return sl_fail(err, SL_EIO, "open rules %s", dir);
    if (!ok)
        sl_fail(err, SL_ELIMIT, "rules %s nest too deep", dir);
    for (int i = 0; i < len; i++) {
        sl_str path = sl_arena_printf(&book->arena, "%s/%s", dir, entries[i]->d_name);

        ok = ok && add_entry(book, path.ptr, depth, files, err);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

bool sl_rules_add_dir(sl_rules *book, const char *dir, sl_err *err)
{
    size_t files = 0;

    if (!add_dir(book, dir, 0, &files, err))
        return false;
    return files > 0 || sl_fail(err, SL_EUSAGE, "no rule (*.yml) in %s", dir);
}

static int by_id(const void *a, const void *b)
{
    return sl_str_cmp((*(sl_rule *const *)a)->id, (*(sl_rule *const *)b)->id);
}

void sl_rules_sort(sl_rules *book)
{
    if (book->rules.len > 0)
        qsort(book->rules.at, book->rules.len, sizeof(sl_rule *), by_id);
    for (size_t i = 0; i < book->rules.len; i++)
        book->rules.at[i]->index = i;
}

sl_rule *sl_rules_find(const sl_rules *book, sl_str id)
{
    return sl_map_get(&book->by_id, id);
}

void sl_rules_free(sl_rules *book)
{
    sl_vec_free(&book->rules);
    sl_vec_free(&book->layouts);
    sl_map_free(&book->by_id);
    sl_arena_free(&book->arena);
}

/* import_allow.c - allowlists of gitleaks: what a rule can say of itself goes into the
 * rule, the rest into entries of allow:, whose parts must all fit. */
#include "rule/import_work.h"

typedef struct allowlist {
    const sl_node *node;
    sl_import_rule *rule; /* or NULL */
    bool all;             /* condition AND */
    sl_str_vec rules;     /* ours; targetRules of a global one */
    sl_str_vec paths;     /* globs */
    sl_str_vec values;    /* regexes on the secret */
    sl_str_vec lines;     /* and on the line */
    sl_str_vec commits;
    bool lost; /* a part of it could not be carried over */
} allowlist;

static void read_paths(sl_import_work *w, const sl_node *node, allowlist *list)
{
    sl_str_vec texts = {0};

    sl_import_texts(node, &texts);
    for (size_t i = 0; i < texts.len; i++)
        list->lost |= !sl_import_glob(w, node, list->rule, texts.at[i], &list->paths);
    sl_vec_free(&texts);
}

static void read_regexes(sl_import_work *w, const sl_node *node, allowlist *list)
{
    const sl_node *target = sl_node_get(list->node, sl_lit("regexTarget"));
    bool line = target && sl_str_eq(target->value, sl_lit("line"));
    sl_str_vec texts = {0};

    if (target && sl_str_eq(target->value, sl_lit("match"))) {
        sl_import_tell(w, node, list->rule,
                       "regexTarget match: only the secret or its line can be asked");
        list->lost = true;
        return;
    }
    sl_import_texts(node, &texts);
    for (size_t i = 0; i < texts.len; i++) {
        sl_str ours;

        if (sl_import_regex(w, node, list->rule, texts.at[i], 0, &ours))
            *sl_vec_push(line ? &list->lines : &list->values) = ours;
        else
            list->lost = true;
    }
    sl_vec_free(&texts);
}

/* A word anywhere in the secret, in any case. */
static void read_stopwords(sl_import_work *w, const sl_node *node, allowlist *list)
{
    sl_str_vec texts = {0};

    if (list->all && list->values.len > 0) {
        sl_import_tell(w, node, list->rule,
                       "condition AND of regexes and stopwords: an entry asks for one "
                       "value");
        list->lost = true;
        return;
    }
    sl_import_texts(node, &texts);
    for (size_t i = 0; i < texts.len; i++) {
        sl_buf regex = {0};

        sl_buf_add(&regex, sl_lit("(?i)"));
        for (size_t k = 0; k < texts.at[i].len; k++) {
            char c = texts.at[i].ptr[k];

            if (sl_str_chr(sl_lit(".\\+*?()|[]{}^$"), c) != SIZE_MAX)
                sl_buf_char(&regex, '\\');
            sl_buf_char(&regex, c);
        }
        *sl_vec_push(&list->values) = sl_arena_str(&w->out->arena, sl_buf_str(&regex));
        sl_buf_free(&regex);
    }
    sl_vec_free(&texts);
}

static void read_commits(sl_import_work *w, const sl_node *node, allowlist *list)
{
    sl_str_vec texts = {0};

    sl_import_texts(node, &texts);
    for (size_t i = 0; i < texts.len; i++) {
        bool hex = texts.at[i].len >= 7;

        for (size_t k = 0; k < texts.at[i].len; k++)
            hex &= sl_str_chr(sl_lit("0123456789abcdefABCDEF"), texts.at[i].ptr[k]) !=
                   SIZE_MAX;
        if (hex) {
            *sl_vec_push(&list->commits) = texts.at[i];
            continue;
        }
        sl_import_tell(w, node, list->rule, "commit '%.*s' is no id",
                       sl_fmt(texts.at[i]));
        list->lost = true;
    }
    sl_vec_free(&texts);
}

static void read_targets(sl_import_work *w, const sl_node *node, allowlist *list)
{
    sl_str_vec texts = {0};

    sl_import_texts(node, &texts);
    for (size_t i = 0; i < texts.len; i++) {
        const sl_import_rule *rule = sl_import_find(w, texts.at[i]);

        if (rule && rule->usable)
            *sl_vec_push(&list->rules) = rule->id;
        else if (!rule && sl_rules_find(w->known, texts.at[i]))
            *sl_vec_push(&list->rules) = texts.at[i];
        else
            sl_import_tell(w, node, NULL, "no rule '%.*s' was imported",
                           sl_fmt(texts.at[i]));
    }
    list->lost |= texts.len > 0 && list->rules.len == 0;
    sl_vec_free(&texts);
}

static void read_condition(sl_import_work *w, const sl_node *node, allowlist *list)
{
    (void)w;
    list->all = sl_str_eq_nocase(node->value, sl_lit("AND")) ||
                sl_str_eq(node->value, sl_lit("&&"));
}

static void read_nothing(sl_import_work *w, const sl_node *node, allowlist *list)
{
    (void)w;
    (void)node;
    (void)list;
}

/* In an order where each can build on what is known. */
static const struct {
    const char *key;
    void (*read)(sl_import_work *w, const sl_node *node, allowlist *list);
} keys[] = {
    {"condition", read_condition}, {"description", read_nothing},
    {"regexTarget", read_nothing}, {"targetRules", read_targets},
    {"paths", read_paths},         {"regexes", read_regexes},
    {"stopwords", read_stopwords}, {"commits", read_commits},
};

/* Several regexes of which one must match. */
static sl_str joined(sl_import_work *w, const sl_str_vec *regexes)
{
    sl_buf text = {0};
    sl_str kept;

    for (size_t i = 0; i < regexes->len; i++)
        sl_buf_printf(&text, regexes->len > 1 ? "%s(?:%.*s)" : "%s%.*s", i ? "|" : "",
                      sl_fmt(regexes->at[i]));
    kept = sl_arena_str(&w->out->arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return kept;
}

typedef struct entry {
    const sl_str_vec *paths;
    const sl_str_vec *values;
    const sl_str_vec *lines;
    const sl_str_vec *commits;
} entry;

static void write_entry(sl_import_work *w, const allowlist *list, const entry *e)
{
    static const sl_str_vec none = {0};
    const sl_node *said = sl_node_get(list->node, sl_lit("description"));
    sl_str_vec rules = list->rules;
    sl_str id = list->rule ? list->rule->id : sl_lit("");
    sl_buf text = {0};

    if (list->rule)
        rules = (sl_str_vec){&id, 1, 1};
    sl_yaml_list("", "rules", &rules, &text);
    sl_yaml_list("", "paths", e->paths ? e->paths : &none, &text);
    sl_yaml_pair("", "value", e->values ? joined(w, e->values) : (sl_str){0}, &text);
    sl_yaml_pair("", "line", e->lines ? joined(w, e->lines) : (sl_str){0}, &text);
    sl_yaml_list("", "commits", e->commits ? e->commits : &none, &text);
    sl_yaml_pair("", "reason",
                 said && sl_str_trim(said->value).len > 0
                     ? said->value
                     : sl_lit("allowed by the gitleaks configuration"),
                 &text);
    sl_yaml_item("  ", sl_buf_str(&text), &w->out->allow);
    sl_buf_free(&text);
}

static void move_all(const sl_str_vec *from, sl_str_vec *to)
{
    for (size_t i = 0; i < from->len; i++)
        *sl_vec_push(to) = from->at[i];
}

/* Any part that fits is enough: each becomes an entry of its own, or part of the rule. */
static void write_any(sl_import_work *w, allowlist *list)
{
    if (list->rule) {
        move_all(&list->paths, &list->rule->not_paths);
        move_all(&list->values, &list->rule->not_values);
    } else {
        if (list->paths.len > 0)
            write_entry(w, list, &(entry){.paths = &list->paths});
        if (list->values.len > 0)
            write_entry(w, list, &(entry){.values = &list->values});
    }
    if (list->lines.len > 0)
        write_entry(w, list, &(entry){.lines = &list->lines});
    if (list->commits.len > 0)
        write_entry(w, list, &(entry){.commits = &list->commits});
}

static void write_all(sl_import_work *w, const allowlist *list)
{
    if (list->lost) /* without a part it would allow more */
        sl_import_tell(w, list->node, list->rule,
                       "condition AND: left out as a whole, because a part is");
    else if (list->paths.len + list->values.len + list->lines.len + list->commits.len >
             0)
        write_entry(
            w, list,
            &(entry){&list->paths, &list->values, &list->lines, &list->commits});
}

void sl_import_allowlist(sl_import_work *w, const sl_node *node, sl_import_rule *rule)
{
    allowlist list = {.node = node, .rule = rule};
    size_t len = sizeof keys / sizeof *keys;

    for (size_t i = 0; i < len; i++) {
        const sl_node *child = sl_node_get(node, sl_str_of(keys[i].key));

        if (child)
            keys[i].read(w, child, &list);
    }
    for (const sl_node *child = node->first; child; child = child->next) {
        bool known = false;

        for (size_t i = 0; i < len; i++)
            known |= sl_str_eq(child->key, sl_str_of(keys[i].key));
        if (!known)
            sl_import_tell(w, child, rule, "not known");
        list.lost |= !known;
    }
    if (list.all)
        write_all(w, &list);
    else if (!(list.rules.len == 0 && sl_node_get(node, sl_lit("targetRules"))))
        write_any(w, &list);
    sl_vec_free(&list.rules);
    sl_vec_free(&list.paths);
    sl_vec_free(&list.values);
    sl_vec_free(&list.lines);
    sl_vec_free(&list.commits);
}

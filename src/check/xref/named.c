#include "check/xref/named.h"

#include "aws/arn.h"
#include "aws/hole.h"

#define HERE(service) \
    "arn:" SL_XREF_HERE ":" service ":" SL_XREF_HERE ":" SL_XREF_HERE ":"

/* An id of a template, taken apart. Slices of the text. */
typedef struct symbol {
    sl_str id;
    sl_str attribute; /* "arn", "Id"; or empty */
    sl_str rest;      /* what stands behind it */
    unsigned right;   /* by its type; of CloudFormation 0: it has none */
} symbol;

/* Types of Terraform, as they begin a reference. */
static const struct {
    const char *type;
    unsigned right;
} types[] = {
    {"aws_secretsmanager_secret.", SL_AWS_READ_SECRET},
    {"aws_ssm_parameter.", SL_AWS_READ_PARAMETER},
};

static bool is_id(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_' || c == '-';
}

/* Id, index and attribute: "db", "[0]", "arn". */
static bool read_path(sl_str path, symbol *out)
{
    size_t end = 0, index;

    if (!path.ptr)
        return false;
    while (end < path.len && is_id(path.ptr[end]))
        end++;
    out->id = sl_str_sub(path, 0, end);
    path = sl_str_skip(path, end);
    index = sl_str_starts(path, sl_lit("[")) ? sl_str_chr(path, ']') : SIZE_MAX;
    if (index != SIZE_MAX)
        path = sl_str_skip(path, index + 1);
    out->attribute = sl_str_drop(path, sl_lit("."));
    return out->id.len > 0 &&
           (path.len == 0 || (path.ptr[0] == '.' && out->attribute.len > 0));
}

static bool names_it(sl_str attribute)
{
    static const char *const names[] = {"arn", "id", "name"};

    return attribute.len == 0 ||
           sl_str_among(names, sizeof names / sizeof *names, attribute);
}

static bool read_symbol(sl_str text, symbol *out)
{
    size_t hole = sl_hole_at(text, 0);
    bool template_ = hole > 2 && sl_str_starts(text, sl_lit("${"));
    sl_str inner = template_ ? sl_str_sub(text, 2, hole - 1) : text;

    *out = (symbol){.rest = template_ ? sl_str_skip(text, hole) : (sl_str){0}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        sl_str type = sl_str_of(types[i].type);

        out->right = types[i].right;
        if (sl_str_starts(inner, type))
            return read_path(sl_str_skip(inner, type.len), out) &&
                   out->attribute.len > 0 && names_it(out->attribute);
    }
    out->right = 0;
    return template_ && read_path(inner, out) && names_it(out->attribute);
}

static sl_str folder(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');

    return slash == SIZE_MAX ? (sl_str){0} : sl_str_sub(path, 0, slash);
}

/* Where an id means what it does: in its template (right: 0), or among the resources of
 * one type in its folder. */
static sl_str key_of(sl_arena *arena, unsigned right, sl_str path, sl_str id)
{
    sl_str scope = right == 0 ? path : folder(path);

    return sl_arena_printf(arena, "%u\n%.*s\n%.*s", right, sl_fmt(id), sl_fmt(scope));
}

static void add_id(sl_xref_ids *ids, size_t number, unsigned right)
{
    const sl_aws_fact *secret = &ids->secrets.at[number];
    sl_str key = key_of(&ids->keys, right, secret->place.path, secret->holder);
    void **value = sl_map_put(&ids->by_id, key);

    if (!*value)
        *value = (void *)(uintptr_t)(number + 1);
}

sl_xref_ids sl_xref_ids_of(const sl_survey *survey)
{
    sl_xref_ids ids = {.secrets = sl_survey_aws(survey, SL_AWS_SECRET)};

    for (size_t i = 0; i < ids.secrets.len; i++) {
        const sl_aws_fact *secret = &ids.secrets.at[i];

        if (secret->commented || secret->holder.len == 0)
            continue;
        add_id(&ids, i, 0);
        add_id(&ids, i, secret->rights);
    }
    return ids;
}

void sl_xref_ids_free(sl_xref_ids *ids)
{
    sl_map_free(&ids->by_id);
    sl_arena_free(&ids->keys);
    *ids = (sl_xref_ids){0};
}

static const sl_aws_fact *find(const sl_xref_ids *ids, const sl_aws_fact *fact,
                               const symbol *s)
{
    sl_arena scratch = {0};
    sl_str key = key_of(&scratch, s->right, fact->place.path, s->id);
    size_t number = (size_t)(uintptr_t)sl_map_get(&ids->by_id, key);

    sl_arena_free(&scratch);
    return number == 0 ? NULL : &ids->secrets.at[number - 1];
}

const sl_aws_fact *sl_xref_secret(const sl_xref_ids *ids, const sl_aws_fact *fact)
{
    symbol s;

    return read_symbol(fact->text, &s) ? find(ids, fact, &s) : NULL;
}

/* The ARN of a name, with rest behind it. */
static sl_str arn_of(sl_arena *arena, unsigned right, sl_str name, sl_str rest)
{
    bool parameter = right == SL_AWS_READ_PARAMETER;

    if (parameter)
        name = sl_str_drop(name, sl_lit("/"));
    return sl_arena_printf(arena, HERE("%s") "%s%.*s%s%.*s",
                           parameter ? "ssm" : "secretsmanager",
                           parameter ? "parameter/" : "secret:", sl_fmt(name),
                           parameter ? "" : "-??????", sl_fmt(rest));
}

static sl_str arn_of_secret(sl_arena *arena, const sl_aws_fact *fact,
                            const sl_aws_fact *secret, const symbol *s)
{
    bool refers = fact->kind == SL_AWS_SECRET_REF;

    if (!refers && sl_str_eq(s->attribute, sl_lit("name")))
        return secret->text; /* no ARN, so the pattern takes in nothing */
    if (secret->text.len > 0)
        return arn_of(arena, secret->rights, secret->text,
                      refers ? (sl_str){0} : s->rest);
    if (secret->rights == SL_AWS_READ_PARAMETER)
        return sl_arena_printf(arena, HERE("ssm") "parameter/${%.*s}", sl_fmt(s->id));
    return sl_arena_printf(arena, HERE("secretsmanager") "secret:${%.*s}%.*s",
                           sl_fmt(s->id), sl_fmt(refers ? (sl_str){0} : s->rest));
}

sl_str sl_xref_named(const sl_xref_ids *ids, sl_arena *arena, const sl_aws_fact *fact)
{
    const sl_aws_fact *secret = NULL;
    bool refers = fact->kind == SL_AWS_SECRET_REF;
    symbol s;

    if (sl_str_starts(fact->text, sl_lit("arn:")))
        return fact->text;
    if (read_symbol(fact->text, &s))
        secret = find(ids, fact, &s);
    if (secret)
        return arn_of_secret(arena, fact, secret, &s);
    if (!refers)
        return fact->text;
    if (sl_hole_at(fact->text, 0) > 0 || s.right != 0 || fact->text.len == 0)
        return (sl_str){0};
    return fact->rights ? arn_of(arena, fact->rights, fact->text, (sl_str){0})
                        : (sl_str){0};
}

sl_str sl_xref_anywhere(sl_arena *arena, sl_str pattern)
{
    sl_arn arn;

    if (sl_arn_parse(pattern, &arn) != SL_ARN_OK)
        return pattern;
    return sl_arena_printf(arena, HERE("%.*s") "%.*s", sl_fmt(arn.service),
                           sl_fmt(arn.resource));
}

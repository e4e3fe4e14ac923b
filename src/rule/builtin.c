#include "rule/builtin.h"

#include "rule/form.h"
#include "rule/unread.h"

#include <string.h>

typedef struct reader {
    const uint32_t *at;
    sl_arena *arena;
    bool examples;
} reader;

static sl_str read_str(reader *r)
{
    sl_str s = {sl_builtin_rules_text + r->at[0], r->at[1]};

    r->at += 2;
    return s;
}

static void read_list(reader *r, sl_list *out)
{
    size_t len = *r->at++;
    sl_str *at = sl_arena_calloc(r->arena, len, sizeof *at);

    for (size_t i = 0; i < len; i++)
        at[i] = read_str(r);
    *out = (sl_list){at, len};
}

static void read_fields(reader *r, const sl_form *form, char *out);

static void read_items(reader *r, const sl_form_field *field, char *out)
{
    size_t len = *r->at++;
    size_t words = *r->at++;
    const sl_form *form = &sl_forms[field->items];
    char *items;

    if (field->kind == SL_FORM_EXAMPLES && !r->examples) {
        r->at += words;
        return;
    }
    items = sl_arena_calloc(r->arena, len, form->size);
    *(void **)(out + field->offset) = items;
    *(size_t *)(out + field->count) = len;
    for (size_t i = 0; i < len; i++)
        read_fields(r, form, items + i * form->size);
}

static void read_field(reader *r, const sl_form_field *field, char *out)
{
    char *at = out + field->offset;
    uint64_t bits;

    switch ((sl_form_kind)field->kind) {
    case SL_FORM_STR: *(sl_str *)at = read_str(r); break;
    case SL_FORM_LIST: read_list(r, (sl_list *)at); break;
    case SL_FORM_BOOL: *(bool *)at = *r->at++ != 0; break;
    case SL_FORM_NUMBER: *(uint32_t *)at = *r->at++; break;
    case SL_FORM_SIZE: *(size_t *)at = *r->at++; break;
    case SL_FORM_REAL:
        bits = r->at[0] | (uint64_t)r->at[1] << 32;
        memcpy(at, &bits, sizeof(double));
        r->at += 2;
        break;
    case SL_FORM_SCHEME:
        *(const sl_verdict_scheme **)at = sl_verdict_scheme_find(read_str(r));
        break;
    case SL_FORM_ITEMS:
    case SL_FORM_EXAMPLES: read_items(r, field, out);
    }
}

static void read_fields(reader *r, const sl_form *form, char *out)
{
    uint64_t mask = r->at[0] | (uint64_t)r->at[1] << 32;

    r->at += 2;
    for (; mask; mask &= mask - 1)
        read_field(r, &form->fields[__builtin_ctzll(mask)], out);
}

static void read_layout(size_t number, sl_arena *arena, sl_layout *out)
{
    reader r = {.at = sl_builtin_layouts_words + sl_builtin_layouts_places[number],
                .arena = arena};
    sl_secret_class *classes; /* ours still */

    read_fields(&r, &sl_forms[SL_FORM_OF_LAYOUT], (char *)out);
    memcpy(&classes, &out->classes, sizeof classes);
    for (size_t i = 0; i < out->classes_len; i++)
        classes[i].layout = out;
}

/* The first field, which every layout has, stands behind the mask. */
static sl_list read_when(size_t number, sl_arena *arena)
{
    reader r = {.at = sl_builtin_layouts_words + sl_builtin_layouts_places[number] + 2,
                .arena = arena};
    sl_list when;

    read_list(&r, &when);
    return when;
}

static void add_layouts(sl_layouts *layouts)
{
    static const sl_layout_reader how = {read_layout, read_when};

    sl_unread_layouts_open(layouts, &how, sl_builtin_layouts_count);
    layouts->globs = &sl_builtin_globs;
    layouts->owners = sl_builtin_globs_owners;
}

static bool add(sl_rules *book, sl_err *err)
{
    size_t len = sl_builtin_rules_count;

    if (book->rules.len > 0)
        return sl_fail(err, SL_EUSAGE, "the built-in rules come first");
    book->builtin = sl_arena_calloc(&book->arena, len, sizeof(sl_rule *));
    book->builtin_len = len;
    add_layouts(&book->layouts);
    return true;
}

static void read_rule(const sl_rules *book, sl_arena *arena, size_t number,
                      sl_rule *out)
{
    reader r = {sl_builtin_rules_words + sl_builtin_rules_places[number], arena,
                book->examples};

    read_fields(&r, &sl_forms[SL_FORM_OF_RULE], (char *)out);
    out->builtin = number + 1;
    out->index = number;
}

bool sl_rules_add_builtin(sl_rules *book, sl_err *err)
{
    sl_rule *rules;

    if (!add(book, err))
        return false;
    rules = sl_arena_calloc(&book->arena, book->builtin_len, sizeof *rules);
    sl_vec_reserve(&book->rules, book->builtin_len);
    for (size_t i = 0; i < book->builtin_len; i++) {
        read_rule(book, &book->arena, i, &rules[i]);
        book->builtin[i] = book->rules.at[book->rules.len++] = &rules[i];
    }
    sl_layouts_read_all(&book->layouts);
    return true;
}

bool sl_rules_add_unread(sl_rules *book, sl_err *err)
{
    if (!add(book, err))
        return false;
    sl_vec_reserve(&book->rules, book->builtin_len);
    for (size_t i = 0; i < book->builtin_len; i++)
        book->rules.at[book->rules.len++] = NULL;
    sl_unread_open(book, read_rule);
    return true;
}

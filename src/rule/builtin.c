#include "rule/builtin.h"

#include "rule/form.h"
#include "rule/load.h"

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
    char *items;

    if (field->kind == SL_FORM_EXAMPLES && !r->examples) {
        r->at += words;
        return;
    }
    items = sl_arena_calloc(r->arena, len, field->items->size);
    *(void **)(out + field->offset) = items;
    *(size_t *)(out + field->count) = len;
    for (size_t i = 0; i < len; i++)
        read_fields(r, field->items, items + i * field->items->size);
}

static void read_field(reader *r, const sl_form_field *field, char *out)
{
    char *at = out + field->offset;
    uint64_t bits;

    switch (field->kind) {
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
    default: read_items(r, field, out);
    }
}

static void read_fields(reader *r, const sl_form *form, char *out)
{
    uint64_t mask = r->at[0] | (uint64_t)r->at[1] << 32;

    r->at += 2;
    for (; mask; mask &= mask - 1)
        read_field(r, &form->fields[__builtin_ctzll(mask)], out);
}

bool sl_rules_add_builtin(sl_rules *book, sl_err *err)
{
    size_t len = sl_builtin_rules_count;
    sl_rule *rules = sl_arena_calloc(&book->arena, len, sizeof *rules);
    reader r = {sl_builtin_rules_words, &book->arena, book->examples};

    if (book->rules.len > 0)
        return sl_fail(err, SL_EUSAGE, "the built-in rules come first");
    sl_vec_reserve(&book->rules, len);
    for (size_t i = 0; i < len; i++) {
        read_fields(&r, &sl_rule_form, (char *)&rules[i]);
        rules[i].builtin = i + 1;
        book->rules.at[book->rules.len++] = &rules[i];
    }
    book->builtin = rules;
    book->builtin_len = len;
    for (size_t i = 0; i < sl_builtin_layouts_count; i++)
        *sl_vec_push(&book->layouts) = sl_builtin_layouts[i];
    return true;
}

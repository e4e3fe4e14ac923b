#include "rule_words.h"

#include "rule/form.h"

#include <string.h>

SL_VEC(word_vec, uint32_t);

typedef struct writer {
    word_vec words;
    sl_buf text;
    sl_map places; /* of strings that are in the text already, from 1 */
} writer;

static void put_word(writer *w, uint64_t word)
{
    *sl_vec_push(&w->words) = (uint32_t)word;
}

/* The place of the string, with a NUL behind it, as string literals have it. */
static uintptr_t keep_str(writer *w, sl_str s)
{
    void **place = sl_map_put(&w->places, s);

    if (!*place) {
        *place = (void *)(uintptr_t)(w->text.len + 1);
        sl_buf_add(&w->text, s);
        sl_buf_char(&w->text, '\0');
    }
    return (uintptr_t)*place - 1;
}

static void put_str(writer *w, sl_str s)
{
    put_word(w, keep_str(w, s));
    put_word(w, s.len);
}

static void keep_list(writer *w, sl_list list)
{
    for (size_t i = 0; i < list.len; i++)
        keep_str(w, list.at[i]);
}

/* What every run reads of the text stands at its start, on few pages. */
static void keep_read(writer *w, const sl_rules *book)
{
    for (size_t i = 0; i < book->layouts.len; i++)
        keep_list(w, book->layouts.at[i]->when);
    for (size_t i = 0; i < book->rules.len; i++) {
        keep_list(w, book->rules.at[i]->pattern.paths);
        keep_list(w, book->rules.at[i]->pattern.not_paths);
    }
}

static void put_fields(writer *w, const sl_form *form, const void *from);

static void put_items(writer *w, const sl_form *form, const void *items, size_t count)
{
    size_t len = w->words.len + 1;

    put_word(w, count);
    put_word(w, 0);
    for (size_t i = 0; i < count; i++)
        put_fields(w, form, (const char *)items + i * form->size);
    w->words.at[len] = (uint32_t)(w->words.len - len - 1);
}

/* The first word of the field, 0 if it is empty. */
static uint64_t number_of(const sl_form_field *field, const void *from)
{
    const void *at = (const char *)from + field->offset;

    switch ((sl_form_kind)field->kind) {
    case SL_FORM_STR: return ((const sl_str *)at)->len;
    case SL_FORM_LIST: return ((const sl_list *)at)->len;
    case SL_FORM_BOOL: return *(const bool *)at;
    case SL_FORM_NUMBER: return *(const uint32_t *)at;
    case SL_FORM_SIZE: return *(const size_t *)at;
    case SL_FORM_REAL: return *(const uint64_t *)at;
    case SL_FORM_SCHEME: return *(const void *const *)at != NULL;
    default: return *(const size_t *)((const char *)from + field->count);
    }
}

static void put_field(writer *w, const sl_form_field *field, const void *from)
{
    const void *at = (const char *)from + field->offset;
    uint64_t number = number_of(field, from);
    const sl_list *list = at;

    switch ((sl_form_kind)field->kind) {
    case SL_FORM_STR: put_str(w, *(const sl_str *)at); break;
    case SL_FORM_SCHEME:
        put_str(w, sl_str_of((*(const sl_verdict_scheme *const *)at)->name));
        break;
    case SL_FORM_LIST:
        put_word(w, number);
        for (size_t i = 0; i < number; i++)
            put_str(w, list->at[i]);
        break;
    case SL_FORM_REAL:
        put_word(w, number & UINT32_MAX);
        put_word(w, number >> 32);
        break;
    case SL_FORM_ITEMS:
    case SL_FORM_EXAMPLES:
        put_items(w, &sl_forms[field->items], *(const void *const *)at, number);
        break;
    default: put_word(w, number);
    }
}

static void put_fields(writer *w, const sl_form *form, const void *from)
{
    size_t mask = w->words.len;

    put_word(w, 0);
    put_word(w, 0);
    for (size_t i = 0; i < form->len; i++) {
        if (number_of(&form->fields[i], from) == 0)
            continue;
        w->words.at[mask + i / 32] |= UINT32_C(1) << i % 32;
        put_field(w, &form->fields[i], from);
    }
}

/* Octal escapes always have three digits, so that a digit may follow. '?' is escaped
 * because strict C17 still knows trigraphs. */
static void print_text(FILE *out, sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (i % 4000 == 0)
            fputs("\"\n\"", out);
        if (c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%c", c);
        else if (c >= ' ' && c < 0x7f)
            fputc(c, out);
        else
            fprintf(out, "\\%03o", c);
    }
}

static void print_words(FILE *out, const char *name, const word_vec *words)
{
    fprintf(out, "const uint32_t %s[] = {", name);
    for (size_t i = 0; i < words->len; i++)
        fprintf(out, i % 16 ? "%u," : "\n%u,", words->at[i]);
    fputs("\n};\n", out);
}

/* Rules of checks lie in front: every run reads some of them, and a page brings others. */
static void put_rules(writer *w, const sl_rules *book, word_vec *places)
{
    sl_vec_reserve(places, book->rules.len);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < book->rules.len; i++) {
            const sl_rule *rule = book->rules.at[i];

            if ((rule->check.len == 0) != pass)
                continue;
            places->at[i] = (uint32_t)w->words.len;
            put_fields(w, &sl_forms[SL_FORM_OF_RULE], rule);
        }
    }
    places->len = book->rules.len;
}

void rule_words_write(FILE *out, const sl_rules *book)
{
    writer w = {0};
    word_vec rules = {0}, layouts = {0};

    keep_read(&w, book);
    put_rules(&w, book, &rules);
    print_words(out, "sl_builtin_rules_words", &w.words);
    w.words.len = 0;
    for (size_t i = 0; i < book->layouts.len; i++) {
        *sl_vec_push(&layouts) = (uint32_t)w.words.len;
        put_fields(&w, &sl_forms[SL_FORM_OF_LAYOUT], book->layouts.at[i]);
    }
    print_words(out, "sl_builtin_layouts_words", &w.words);
    print_words(out, "sl_builtin_rules_places", &rules);
    print_words(out, "sl_builtin_layouts_places", &layouts);
    fputs("const char sl_builtin_rules_text[] = \"", out);
    print_text(out, sl_buf_str(&w.text));
    fprintf(out, "\";\nconst size_t sl_builtin_rules_count = %zu;\n", book->rules.len);
    fprintf(out, "const size_t sl_builtin_layouts_count = %zu;\n", book->layouts.len);
    sl_vec_free(&rules);
    sl_vec_free(&layouts);
    sl_vec_free(&w.words);
    sl_buf_free(&w.text);
    sl_map_free(&w.places);
}

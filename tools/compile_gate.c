/* compile_gate.c - a tool of the build: writes the tables of the gate as initialised C.
 *
 * usage: compile_gate OUTPUT
 * Of all literals of the built-in rules and of what else is looked for with them, as
 * src/scan/literals.h declares them, and of what src/scan/builtin_set.h declares. A rule
 * whose literals cost too much (rule/budget.h) or whose check there is not ends the
 * build. */
#include "check/check.h"
#include "match/gate_build.h"
#include "rule/budget.h"
#include "rule/load.h"
#include "scan/builtin_set.h"
#include "scan/literals.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBERS_A_LINE = 16,
    TRIES = 512 /* a tenth of a second */
};

static void put_bytes(FILE *out, const char *name, const uint8_t *at, size_t len)
{
    fprintf(out, "static const _Alignas(64) uint8_t %s[] = {", name);
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%s%u,", i % NUMBERS_A_LINE ? "" : "\n", (unsigned)at[i]);
    fputs("\n};\n", out);
}

static void put_words(FILE *out, const char *name, const uint32_t *at, size_t len)
{
    fprintf(out, "static const _Alignas(64) uint32_t %s[] = {", name);
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%s%" PRIu32 ",", i % NUMBERS_A_LINE ? "" : "\n", at[i]);
    fputs("\n};\n", out);
}

static void put_cores(FILE *out, const uint64_t *at)
{
    fputs("static const _Alignas(64) uint64_t cores[] = {", out);
    for (size_t i = 0; i < SL_CORE_WORDS; i++)
        fprintf(out, "%s0x%" PRIx64 ",", i % NUMBERS_A_LINE ? "" : "\n", at[i]);
    fputs("\n};\n", out);
}

static void put_groups(FILE *out, const sl_gate_tables *t)
{
    fputs("static const sl_gate_group groups[] = {\n", out);
    for (size_t i = 0; i < t->groups_len; i++) {
        const sl_gate_group *g = &t->groups[i];

        fprintf(out, "{0x%" PRIx64 ",0x%" PRIx64 ",%u,%u,%u},\n", g->mask, g->want,
                (unsigned)g->first, (unsigned)g->count, (unsigned)g->back);
    }
    fputs("};\n", out);
}

static void put_entries(FILE *out, const sl_gate_tables *t)
{
    fputs("static const sl_gate_entry entries[] = {\n", out);
    for (size_t i = 0; i < t->entries_len; i++) {
        const sl_gate_entry *e = &t->entries[i];

        fprintf(out, "{0x%" PRIx64 ",0x%" PRIx64 ",%u,%u,%u,%u,%d,%u,%d,%d,%d},\n",
                e->mask, e->want, (unsigned)e->text, (unsigned)e->owners,
                (unsigned)e->owners_len, (unsigned)e->len, e->offset, (unsigned)e->back,
                e->ignore_case, e->whole, e->even);
    }
    fputs("};\n", out);
}

static void put_tables(FILE *out, const sl_gate_tables *t)
{
    fputs("/* Made by tools/compile_gate.c. */\n#include \"match/gate_tables.h\"\n"
          "#include \"scan/literals.h\"\n",
          out);
    put_bytes(out, "first", t->first, SL_FILTER_BYTES);
    put_cores(out, t->cores);
    put_words(out, "ranks", t->ranks, SL_CORE_WORDS);
    put_words(out, "places", t->places, t->places_len);
    put_groups(out, t);
    put_entries(out, t);
    put_words(out, "owners", t->owners, t->owners_len);
    put_bytes(out, "texts", (const uint8_t *)t->texts, t->texts_len);
    fprintf(out,
            "const sl_gate_tables sl_builtin_gate = {\n"
            " first, cores, ranks, places, groups, entries, owners,\n"
            " (const char *)texts, %" PRIu32 "u, %" PRIu32
            "u, %u, %u, %u, %u, %u, %u, %u,\n};\n",
            t->factor, t->core_factor, (unsigned)t->head, (unsigned)t->tail,
            (unsigned)t->places_len, (unsigned)t->groups_len, (unsigned)t->entries_len,
            (unsigned)t->owners_len, (unsigned)t->texts_len);
}

/* Its number from 1, 0 if it has none, SIZE_MAX if there is none of that name and scope. */
static size_t check_of(const sl_rule *rule)
{
    const sl_check *check;

    if (rule->check.len == 0)
        return 0;
    for (size_t i = 0; (check = sl_check_at(i)); i++)
        if (sl_str_eq(rule->check, sl_str_of(check->name)) &&
            check->scope == rule->scope)
            return i + 1;
    return SIZE_MAX;
}

static bool checks_exist(const sl_rules *book)
{
    bool ok = true;

    for (size_t i = 0; i < book->rules.len; i++) {
        const sl_rule *rule = book->rules.at[i];

        if (check_of(rule) < UINT16_MAX)
            continue;
        fprintf(stderr, "compile_gate: %.*s:%zu: no check '%.*s' of scope %s\n",
                sl_fmt(rule->file), rule->check_line, sl_fmt(rule->check),
                sl_scope_name(rule->scope));
        ok = false;
    }
    return ok;
}

static void put_names(FILE *out, const sl_rules *book)
{
    size_t len = 0;
    sl_str name;

    fputs("const char sl_builtin_names[] =\n", out);
    for (size_t i = 0; i < book->rules.len; i++) {
        size_t globs = sl_rule_globs(book->rules.at[i]);

        for (size_t k = 0; k < globs; k++)
            if (sl_rule_file_name(book->rules.at[i], k, &name))
                fprintf(out, "\"%.*s\\0\"\n", sl_fmt(name));
    }
    fputs("\"\";\nconst uint16_t sl_builtin_named[] = {\n", out);
    for (size_t i = 0; i < book->rules.len; i++) {
        size_t globs = sl_rule_globs(book->rules.at[i]);

        for (size_t k = 0; k < globs; k++)
            if (sl_rule_file_name(book->rules.at[i], k, &name))
                fprintf(out, "%zu,%s", i, ++len % NUMBERS_A_LINE ? "" : "\n");
    }
    fprintf(out, "0};\nconst size_t sl_builtin_names_len = %zu;\n", len);
}

static void put_rows(FILE *out, const sl_rules *book)
{
    fputs(
        "#include \"scan/builtin_set.h\"\nconst sl_builtin_row sl_builtin_rows[] = {\n",
        out);
    for (size_t i = 0; i < book->rules.len; i++) {
        const sl_rule *rule = book->rules.at[i];
        bool literals = rule->pattern.literals.len > 0;
        bool slow = !literals && rule->pattern.regex.len > 0;

        fprintf(out, "{%zu,%u,%d},\n", check_of(rule), (unsigned)rule->profile,
                (literals ? SL_ROW_LITERALS : 0) | (slow ? SL_ROW_SLOW : 0) |
                    (sl_rule_choosy(rule) ? SL_ROW_CHOOSY : 0));
    }
    fputs("};\n", out);
}

static sl_gate_tables *build_all(const sl_rules *book)
{
    const sl_rule **rules = calloc(book->rules.len + 1, sizeof *rules);
    sl_arena arena = {0};
    sl_gate_literal *literals;
    sl_gate_tables *tables;
    size_t len;

    for (size_t i = 0; rules && i < book->rules.len; i++)
        rules[i] = book->rules.at[i];
    len = sl_literals_of(rules, rules ? book->rules.len : 0, &arena, &literals);
    tables = sl_gate_tables_build(literals, len, TRIES);
    sl_arena_free(&arena);
    free(rules);
    return tables;
}

static bool write_all(const char *path, const sl_gate_tables *tables,
                      const sl_rules *book)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return false;
    put_tables(out, tables);
    put_rows(out, book);
    put_names(out, book);
    return !ferror(out) & !fclose(out);
}

int main(int argc, char **argv)
{
    sl_gate_tables *tables;
    sl_rules book = {0};
    sl_err err = {0};
    sl_buf said = {0};
    bool ok;

    if (argc != 2) {
        fprintf(stderr, "usage: compile_gate OUTPUT\n");
        return 2;
    }
    if (!sl_rules_add_builtin(&book, &err)) {
        fprintf(stderr, "compile_gate: %s\n", err.text);
        return 1;
    }
    tables = build_all(&book);
    ok = sl_budget_kept(tables, book.rules.at[0], book.rules.len, &said) &
         checks_exist(&book);
    fputs(said.ptr ? said.ptr : "", stderr);
    sl_buf_free(&said);
    if (ok && !(ok = write_all(argv[1], tables, &book)))
        fprintf(stderr, "compile_gate: write %s: %s\n", argv[1], strerror(errno));
    sl_gate_tables_free(tables);
    sl_rules_free(&book);
    return ok ? 0 : 1;
}

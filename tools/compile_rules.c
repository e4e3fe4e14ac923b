/* compile_rules.c - a tool of the build: writes the rule files as initialised C.
 *
 * usage: compile_rules ROOT OUTPUT
 * Reads every rule and layout below ROOT/rules with the loader of the program, so that
 * a mistake in one ends the build with its file and line, and writes what
 * src/rule/builtin.h declares. */
#include "rule/load.h"
#include "rule_words.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Globs are printable; each byte as a number spares the quoting. */
static void put_text(FILE *out, const sl_glob_set *set)
{
    size_t len = 0;

    if (set->len > 0)
        len = set->globs[set->len - 1].at + set->globs[set->len - 1].len;
    fputs("static const char globs_text[] = {", out);
    for (size_t i = 0; i < len; i++)
        fprintf(out, i % 16 ? "%d," : "\n%d,", set->text[i]);
    fputs("0};\nstatic const sl_glob_place globs_places[] = {\n", out);
    for (size_t i = 0; i < set->len; i++)
        fprintf(out, "{%" PRIu32 ",%" PRIu32 "},\n", set->globs[i].at,
                set->globs[i].len);
    fputs("{0}};\n", out);
}

/* Each array ends with a row too many: none is empty. */
static void put_globs(FILE *out, const sl_layouts *layouts)
{
    const sl_glob_set *set = layouts->globs;

    put_text(out, set);
    fputs("static const sl_glob_ending globs_endings[] = {\n", out);
    for (size_t i = 0; i < set->len; i++)
        fprintf(out, "{0x%" PRIx64 ",0x%" PRIx64 ",%u,%u},\n", set->endings[i].tail,
                set->endings[i].holds, (unsigned)set->endings[i].bytes,
                (unsigned)set->endings[i].glob);
    fprintf(out,
            "{0}};\nconst sl_glob_set sl_builtin_globs = {\n"
            "globs_text, globs_places, %zu, globs_endings, {",
            set->len);
    for (size_t i = 0; i <= SL_GLOB_GROUPS; i++)
        fprintf(out, "%u,", (unsigned)set->starts[i]);
    fputs("}};\nconst sl_glob_owner sl_builtin_globs_owners[] = {\n", out);
    for (size_t i = 0; i < set->len; i++)
        fprintf(out, "{%u,%u},\n", (unsigned)layouts->owners[i].layout,
                (unsigned)layouts->owners[i].class_);
    fputs("{0}};\n", out);
}

static void put_all(FILE *out, const sl_rules *book)
{
    fputs("/* Made by tools/compile_rules.c. */\n#include \"rule/builtin.h\"\n", out);
    rule_words_write(out, book);
    put_globs(out, &book->layouts);
}

static bool write_all(const char *path, const sl_rules *book)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return false;
    put_all(out, book);
    return !ferror(out) & !fclose(out);
}

int main(int argc, char **argv)
{
    sl_rules book = {0};
    sl_err err = {0};
    bool ok;

    if (argc != 3 || chdir(argv[1]) != 0) {
        fprintf(stderr, "usage: compile_rules ROOT OUTPUT (OUTPUT absolute)\n");
        return 2;
    }
    ok = sl_rules_add_dir(&book, "rules", &err);
    sl_rules_sort(&book);
    if (!ok)
        fprintf(stderr, "%s\n", err.text);
    else if (!(ok = write_all(argv[2], &book)))
        fprintf(stderr, "compile_rules: write %s: %s\n", argv[2], strerror(errno));
    sl_rules_free(&book);
    return ok ? 0 : 1;
}

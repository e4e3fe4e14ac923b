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

/* Octal escapes always have three digits, so that a digit may follow. '?' is escaped
 * because strict C17 still knows trigraphs. */
static void put_str(FILE *out, sl_str text)
{
    fputs("{\"", out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%c", c);
        else if (c >= ' ' && c < 0x7f)
            fputc(c, out);
        else
            fprintf(out, "\\%03o", c);
    }
    fprintf(out, "\", %zu}", text.len);
}

static void put_field(FILE *out, const char *name, sl_str text)
{
    if (text.len == 0)
        return;
    fprintf(out, " .%s = ", name);
    put_str(out, text);
    fputs(",\n", out);
}

static void put_number(FILE *out, const char *name, uint64_t number)
{
    if (number)
        fprintf(out, " .%s = %" PRIu64 ",\n", name, number);
}

static void put_list(FILE *out, const char *name, sl_list list)
{
    if (list.len == 0)
        return;
    fprintf(out, " .%s = {(const sl_str[]){", name);
    for (size_t i = 0; i < list.len; i++) {
        put_str(out, list.at[i]);
        fputs(", ", out);
    }
    fprintf(out, "}, %zu},\n", list.len);
}

static void put_class(FILE *out, const sl_secret_class *class_, size_t layout)
{
    fprintf(out, " { .layout = &layout_%zu,\n", layout);
    put_field(out, "id", class_->id);
    put_field(out, "title", class_->title);
    put_field(out, "reader", class_->reader);
    put_list(out, "when", class_->when);
    put_list(out, "paths", class_->paths);
    put_list(out, "public_paths", class_->public_paths);
    put_list(out, "encryption", class_->encryption);
    put_list(out, "probes", class_->probes);
    put_list(out, "gaps", class_->gaps);
    put_list(out, "public_probes", class_->public_probes);
    put_number(out, "generated", class_->generated);
    fputs(" },\n", out);
}

static void put_file(FILE *out, const sl_managed_file *file)
{
    fputs(" {", out);
    put_field(out, "path", file->path);
    put_list(out, "when", file->when);
    put_list(out, "begin", file->begin);
    put_list(out, "end", file->end);
    if (file->lines_len > 0) {
        fputs(" .lines = (const sl_managed_line[]){\n", out);
        for (size_t i = 0; i < file->lines_len; i++) {
            fputs(" {", out);
            put_field(out, "text", file->lines[i].text);
            put_number(out, "on", file->lines[i].on);
            put_number(out, "off", file->lines[i].off);
            put_field(out, "after", file->lines[i].after);
            put_number(out, "keep", file->lines[i].keep);
            fputs("},\n", out);
        }
        fputs(" },\n", out);
        put_number(out, "lines_len", file->lines_len);
    }
    fputs("},\n", out);
}

static void put_layout(FILE *out, const sl_layout *layout, size_t number)
{
    fprintf(out,
            "static const sl_layout layout_%zu;\n"
            "static const sl_secret_class classes_%zu[] = {\n",
            number, number);
    for (size_t i = 0; i < layout->classes_len; i++)
        put_class(out, &layout->classes[i], number);
    fprintf(out, "};\nstatic const sl_layout layout_%zu = {\n", number);
    put_field(out, "id", layout->id);
    put_field(out, "title", layout->title);
    put_list(out, "when", layout->when);
    put_list(out, "given", layout->given);
    put_list(out, "unless", layout->unless);
    put_number(out, "rank", layout->rank);
    put_number(out, "certain", layout->certain);
    fprintf(out, " .classes = classes_%zu,\n .classes_len = %zu,\n", number,
            layout->classes_len);
    if (layout->files_len > 0) {
        fputs(" .files = (const sl_managed_file[]){\n", out);
        for (size_t i = 0; i < layout->files_len; i++)
            put_file(out, &layout->files[i]);
        fprintf(out, " },\n .files_len = %zu,\n", layout->files_len);
    }
    fputs("};\n", out);
}

static void put_all(FILE *out, const sl_rules *book)
{
    fputs("/* Made by tools/compile_rules.c. */\n#include \"rule/builtin.h\"\n", out);
    rule_words_write(out, book);
    for (size_t i = 0; i < book->layouts.len; i++)
        put_layout(out, book->layouts.at[i], i);
    fputs("const sl_layout *const sl_builtin_layouts[] = {\n", out);
    for (size_t i = 0; i < book->layouts.len; i++)
        fprintf(out, "&layout_%zu,\n", i);
    fprintf(out, "};\nconst size_t sl_builtin_layouts_count = %zu;\n",
            book->layouts.len);
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

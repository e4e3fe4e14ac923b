/* embed.c - a tool of the build: writes the rule files into one C source.
 *
 * usage: embed ROOT LIST OUTPUT
 * LIST names one file a line, relative to ROOT; OUTPUT defines what
 * src/rule/embedded.h declares, sorted by path. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_CEILING = 4096, FILE_CEILING = 4096 };

typedef struct names {
    char *path[FILE_CEILING];
    size_t count;
} names;

static bool complain(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s %s: %s\n", what, path, strerror(errno));
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool read_names(const char *list, names *out)
{
    char line[PATH_CEILING];
    FILE *in = fopen(list, "r");

    if (!in)
        return complain("open", list);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0')
            continue;
        if (out->count == FILE_CEILING || !(out->path[out->count] = strdup(line))) {
            fclose(in);
            errno = ENOMEM;
            return complain("read", list);
        }
        out->count++;
    }
    fclose(in);
    qsort(out->path, out->count, sizeof out->path[0], by_bytes);
    return true;
}

/* Octal escapes always have three digits, so that a digit may follow. '?' is
 * escaped because strict C17 still knows trigraphs. */
static void write_byte(FILE *out, int c)
{
    if (c == '\n')
        fputs("\\n", out);
    else if (c == '"' || c == '\\' || c == '?')
        fprintf(out, "\\%c", c);
    else if (c < 0x20 || c > 0x7e)
        fprintf(out, "\\%03o", (unsigned)c);
    else
        fputc(c, out);
}

static void write_literal(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++)
        write_byte(out, (unsigned char)*text);
    fputc('"', out);
}

/* Writes one row of the table: path, bytes (one literal per line) and length. */
static bool write_file(FILE *out, const char *root, const char *name)
{
    char path[2 * PATH_CEILING];
    size_t len = 0;
    int c;
    FILE *in;

    snprintf(path, sizeof path, "%s/%s", root, name);
    in = fopen(path, "rb");
    if (!in)
        return complain("open", path);
    fputs("    {", out);
    write_literal(out, name);
    fputs(",\n     \"", out);
    while ((c = fgetc(in)) != EOF) {
        write_byte(out, c);
        len++;
        if (c == '\n')
            fputs("\"\n     \"", out);
    }
    fprintf(out, "\",\n     %zu},\n", len);
    if (ferror(in)) {
        fclose(in);
        return complain("read", path);
    }
    fclose(in);
    return true;
}

static bool write_source(FILE *out, const char *root, const names *files)
{
    fputs("/* Written by tools/embed.c from rules/; do not edit. */\n"
          "#include \"rule/embedded.h\"\n\n"
          "const sl_embedded sl_embedded_rules[] = {\n",
          out);
    for (size_t i = 0; i < files->count; i++) {
        if (!write_file(out, root, files->path[i]))
            return false;
    }
    /* An array of C has at least one element; the last one is not counted. */
    fprintf(out, "    {0, 0, 0},\n};\nconst size_t sl_embedded_rules_count = %zu;\n",
            files->count);
    return true;
}

int main(int argc, char **argv)
{
    names files = {0};
    bool ok = false;
    FILE *out;

    if (argc != 4) {
        fputs("usage: embed ROOT LIST OUTPUT\n", stderr);
        return 2;
    }
    if (read_names(argv[2], &files)) {
        out = fopen(argv[3], "wb");
        if (out) {
            ok = write_source(out, argv[1], &files);
            ok = fclose(out) == 0 && ok;
        } else {
            complain("open", argv[3]);
        }
        if (!ok)
            remove(argv[3]);
    }
    for (size_t i = 0; i < files.count; i++)
        free(files.path[i]);
    return ok ? 0 : 1;
}

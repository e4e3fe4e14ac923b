/* compile_assets.c - a tool of the build: writes the style sheet and the script of the
 * HTML report as initialised C, each with the hash that its page allows it by.
 *
 * usage: compile_assets STYLE SCRIPT OUTPUT
 * Writes what src/report/html_assets.h declares. A text that would end its own element
 * is refused: the page would break, and its hash would not fit. */
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

#include <errno.h>
#include <stdio.h>

enum { SIZE_MOST = 1 << 20 };

/* 44 characters and a NUL (RFC 4648, section 4). */
static void base64(const uint8_t hash[SL_SHA256_SIZE], char out[45])
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0;

    for (size_t i = 0; i < SL_SHA256_SIZE; i += 3) {
        bool last = i + 3 > SL_SHA256_SIZE; /* two bytes are left of 32 */
        uint32_t group = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 |
                         (last ? 0u : hash[i + 2]);

        out[at++] = digits[group >> 18];
        out[at++] = digits[group >> 12 & 63];
        out[at++] = digits[group >> 6 & 63];
        out[at++] = '=';
        if (!last)
            out[at - 1] = digits[group & 63];
    }
    out[at] = '\0';
}

static void put_text(FILE *out, sl_str text)
{
    fputs("    {\"", out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '\n')
            fputs("\\n\"\n     \"", out);
        else if (c == '"' || c == '\\' || c == '?')
            fprintf(out, "\\%c", c);
        else if (c >= ' ' && c < 0x7f)
            fputc(c, out);
        else
            fprintf(out, "\\%03o", c);
    }
    fprintf(out, "\", %zu},\n", text.len);
}

static void put_asset(FILE *out, const char *name, sl_str text)
{
    uint8_t digest[SL_SHA256_SIZE];
    char digits[45];
    sl_sha256 hash;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, text);
    sl_sha256_done(&hash, digest);
    base64(digest, digits);
    fprintf(out, "const sl_html_asset %s = {\n", name);
    put_text(out, text);
    fprintf(out, "    {\"sha256-%s\", %zu},\n};\n", digits, sizeof "sha256-" - 1 + 44);
}

static bool read_asset(const char *path, sl_str end, sl_buf *text)
{
    sl_err err = {0};

    if (!sl_file_read(path, SIZE_MOST, text, &err)) {
        fprintf(stderr, "compile_assets: %s\n", err.text);
        return false;
    }
    if (sl_str_find_nocase(sl_buf_str(text), end) != SIZE_MAX ||
        sl_str_has(sl_buf_str(text), sl_lit("<!--"))) {
        fprintf(stderr, "compile_assets: %s: would end its element\n", path);
        return false;
    }
    return true;
}

static bool write_all(const char *path, sl_str style, sl_str script)
{
    FILE *out = fopen(path, "w");

    if (!out)
        return false;
    fputs("/* Made by tools/compile_assets.c. */\n#include \"report/html_assets.h\"\n",
          out);
    put_asset(out, "sl_html_style", style);
    put_asset(out, "sl_html_script", script);
    return !ferror(out) & !fclose(out);
}

int main(int argc, char **argv)
{
    sl_buf style = {0}, script = {0};
    bool ok;

    if (argc != 4) {
        fprintf(stderr, "usage: compile_assets STYLE SCRIPT OUTPUT\n");
        return 2;
    }
    ok = read_asset(argv[1], sl_lit("</style"), &style) &&
         read_asset(argv[2], sl_lit("</script"), &script);
    if (ok && !write_all(argv[3], sl_buf_str(&style), sl_buf_str(&script))) {
        fprintf(stderr, "compile_assets: write %s: %s\n", argv[3], strerror(errno));
        ok = false;
    }
    sl_buf_free(&style);
    sl_buf_free(&script);
    return ok ? 0 : 1;
}

/* ref_probe.c - says what proc_wrapper would do with each line of standard input, for
 * procwrapper_differential_test.py: "V .hex(name) .hex(location)" gives "provider .name
 * .address .format .transform", "L .hex(list)" its locations. All text is hex. */
#include "aws/procwrapper.h"
#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <unistd.h>

static void print_hex(sl_str s)
{
    printf(" ."); /* so that an empty field is a field */
    for (size_t i = 0; i < s.len; i++)
        printf("%02x", (unsigned)(unsigned char)s.ptr[i]);
}

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* Takes " .hex" off the line. */
static sl_buf take(sl_str *line)
{
    sl_buf out = {0};

    *line = sl_str_skip(*line, sl_str_chr(*line, '.') + 1);
    while (line->len > 1 && line->ptr[0] != ' ') {
        sl_buf_char(&out, (char)(digit(line->ptr[0]) * 16 + digit(line->ptr[1])));
        *line = sl_str_skip(*line, 2);
    }
    return out;
}

static void probe_variable(sl_str line)
{
    sl_buf name = take(&line);
    sl_buf location = take(&line);
    sl_wrapper_var var;

    sl_wrapper_resolve(sl_buf_str(&name), sl_buf_str(&location), &var);
    printf("%.*s", sl_fmt(sl_provider_code(var.ref.provider)));
    print_hex(var.name);
    print_hex(var.ref.address);
    print_hex(var.ref.format);
    print_hex(var.ref.expression);
    putchar('\n');
    sl_buf_free(&name);
    sl_buf_free(&location);
}

static void probe_list(sl_str line)
{
    sl_buf list = take(&line);
    sl_str rest = sl_buf_str(&list);
    sl_str location;

    putchar('L');
    while (sl_wrapper_list_next(&rest, &location)) {
        sl_buf plain = {0};

        sl_wrapper_unescape(location, &plain);
        print_hex(sl_buf_str(&plain));
        sl_buf_free(&plain);
    }
    putchar('\n');
    sl_buf_free(&list);
}

int main(void)
{
    sl_buf text = {0};
    sl_err err = {0};
    sl_str rest;

    if (!sl_file_drain(STDIN_FILENO, "standard input", 16 * SL_MIB, &text, &err)) {
        fprintf(stderr, "ref_probe: %s\n", err.text);
        return 2;
    }
    rest = sl_buf_str(&text);
    while (rest.len > 0) {
        sl_str line = sl_str_line(&rest);

        if (sl_str_starts(line, sl_lit("V")))
            probe_variable(line);
        else
            probe_list(line);
    }
    sl_buf_free(&text);
    return 0;
}

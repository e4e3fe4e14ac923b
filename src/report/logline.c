#include "report/logline.h"

#include "text/escape.h"
#include "text/lines.h"

void sl_logline_disarm(sl_str text, sl_buf *out)
{
    const sl_str commands[] = {sl_lit("##["), sl_lit("##vso[")};

    if (!sl_str_has(text, sl_lit("##"))) {
        sl_buf_add(out, text);
        return;
    }
    for (size_t at = 0; at < text.len; at++) {
        sl_str rest = sl_str_skip(text, at);

        sl_buf_char(out, text.ptr[at]);
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
            if (!sl_str_starts_nocase(rest, commands[i]))
                continue;
            sl_buf_add(out, sl_lit("\\x23"));
            at++;
        }
    }
}

static void add_one(sl_str one, uint32_t c, const sl_logline_form *form, sl_buf *out)
{
    bool special = one.len == 1 && strchr(form->specials, one.ptr[0]) && one.ptr[0];

    if (c == '%')
        sl_buf_add(out, sl_str_of(form->percent));
    else if (c == '\r' || c == '\n' || special)
        sl_buf_printf(out, "%%%02X", (unsigned)c);
    else if (c == '\t')
        sl_buf_char(out, '\t');
    else
        sl_escape(one, out);
}

void sl_logline_field(sl_str text, const sl_logline_form *form, sl_buf *out)
{
    sl_buf plain = {0};
    sl_str rest;

    sl_logline_disarm(text, &plain);
    rest = sl_buf_str(&plain);
    for (size_t at = 0; at < rest.len;) {
        size_t start = at;
        uint32_t c = sl_utf8_next(rest, &at);

        add_one(sl_str_sub(rest, start, at), c, form, out);
    }
    sl_buf_free(&plain);
}

#include "report/html_text.h"

#include "text/escape.h"
#include "text/lines.h"

#include <inttypes.h>
#include <time.h>

static sl_str reference(char c)
{
    switch (c) {
    case '&': return sl_lit("&amp;");
    case '<': return sl_lit("&lt;");
    case '>': return sl_lit("&gt;");
    case '"': return sl_lit("&quot;");
    case '\'': return sl_lit("&#39;");
    default: return sl_lit("");
    }
}

static bool plain(char c)
{
    return c >= ' ' && c < 0x7f && reference(c).len == 0;
}

void sl_html_text(sl_str text, sl_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;

        while (at < text.len && plain(text.ptr[at]))
            at++;
        sl_buf_add(out, sl_str_sub(text, start, at));
        if (at == text.len)
            return;
        start = at;
        (void)sl_utf8_next(text, &at);
        if (reference(text.ptr[start]).len > 0)
            sl_buf_add(out, reference(text.ptr[start]));
        else
            sl_escape(sl_str_sub(text, start, at), out);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* The part of a text up to the next pair of backticks, and what stands between them;
 * *code is empty at the end. */
static sl_str take_until_code(sl_str *rest, sl_str *code)
{
    size_t open = sl_str_chr(*rest, '`');
    sl_str before = *rest;
    sl_str behind;
    size_t close;

    *code = (sl_str){0};
    if (open != SIZE_MAX) {
        behind = sl_str_skip(*rest, open + 1);
        close = sl_str_chr(behind, '`');
        if (close != SIZE_MAX && close > 0) {
            *code = sl_str_sub(behind, 0, close);
            *rest = sl_str_skip(behind, close + 1);
            return sl_str_sub(before, 0, open);
        }
    }
    *rest = (sl_str){0};
    return before;
}

/* Every run of blanks is one. */
static void add_words(sl_str text, sl_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;

        while (at < text.len && !is_blank(text.ptr[at]))
            at++;
        sl_html_text(sl_str_sub(text, start, at), out);
        if (at == text.len)
            return;
        sl_buf_char(out, ' ');
        while (at < text.len && is_blank(text.ptr[at]))
            at++;
    }
}

void sl_html_flow(sl_str text, sl_buf *out)
{
    while (text.len > 0) {
        sl_str code;

        add_words(take_until_code(&text, &code), out);
        if (code.len == 0)
            continue;
        sl_buf_add(out, sl_lit("<code>"));
        add_words(code, out);
        sl_buf_add(out, sl_lit("</code>"));
    }
}

/* A paragraph ends at an empty line. */
static sl_str take_paragraph(sl_str *rest)
{
    sl_str start = *rest;
    size_t len = 0;

    while (rest->len > 0) {
        sl_str line = sl_str_line(rest);

        if (sl_str_trim(line).len == 0)
            break;
        len = (size_t)(line.ptr + line.len - start.ptr);
    }
    return sl_str_sub(start, 0, len);
}

void sl_html_prose(sl_str text, sl_buf *out)
{
    sl_str rest = sl_str_trim(text);

    while (rest.len > 0) {
        sl_str paragraph = sl_str_trim(take_paragraph(&rest));

        if (paragraph.len == 0)
            continue;
        sl_buf_add(out, sl_lit("<p>"));
        sl_html_flow(paragraph, out);
        sl_buf_add(out, sl_lit("</p>\n"));
    }
}

bool sl_html_next_command(sl_str *rest, sl_str *command)
{
    static const char *const programs[] = {"ansible-vault ", "aws ",     "git ",
                                           "git-crypt ",     "python3 ", "seclint ",
                                           "sops "};

    while (rest->len > 0) {
        (void)take_until_code(rest, command);
        for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
            if (sl_str_starts(*command, sl_str_of(programs[i])))
                return true;
    }
    return false;
}

void sl_html_day(int64_t seconds, sl_buf *out)
{
    time_t when = (time_t)seconds;
    struct tm utc;
    char date[64];

    if (gmtime_r(&when, &utc) && utc.tm_year >= -1900 && utc.tm_year <= 8099 &&
        strftime(date, sizeof date, "%Y-%m-%d", &utc) > 0)
        sl_buf_add(out, sl_str_of(date));
    else
        sl_buf_printf(out, "%" PRId64 " s", seconds);
}

void sl_html_date(int64_t seconds, sl_buf *out)
{
    sl_buf day = {0};

    sl_html_day(seconds, &day);
    if (sl_str_ends(sl_buf_str(&day), sl_lit(" s")))
        sl_buf_add(out, sl_buf_str(&day));
    else
        sl_buf_printf(out, "<time datetime=\"%s\">%s</time>", day.ptr, day.ptr);
    sl_buf_free(&day);
}

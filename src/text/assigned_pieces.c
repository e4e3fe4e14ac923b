/* assigned_pieces.c - a value that a program puts together from literals. */
#include "text/assigned.h"

#include "text/bytes.h"

/* Behind what joins a literal that ends at text[at] to the next one: + . & and blanks, and
 * at most one end of a line, behind which an indented literal needs no sign. SIZE_MAX if
 * nothing is joined. */
static size_t past_joint(sl_str text, size_t at)
{
    bool sign = false, line = false;

    for (; at < text.len; at++) {
        char c = text.ptr[at];

        if (c == '\n' && !line)
            line = true;
        else if (!sign && (c == '+' || c == '&' || c == '.'))
            sign = true, at += c == '.' && sl_str_at(text, at + 1) == '.';
        else if (c != ' ' && c != '\t' && c != '\r' &&
                 (c != '\\' || sl_str_at(text, at + 1) != '\n'))
            break;
    }
    if (!sl_assigned_is_quote(sl_str_at(text, at)))
        return SIZE_MAX;
    return sign || (line && text.ptr[at - 1] != '\n') ? at : SIZE_MAX;
}

bool sl_assigned_pieces(sl_str text, sl_assignment *out, size_t *end)
{
    enum { MOST = 16 };
    size_t start = sl_span_in(text, out->value).start - 1; /* its quote */
    sl_assignment piece = {0};
    size_t at;

    for (int i = 0; i < MOST && (at = past_joint(text, *end)) != SIZE_MAX &&
                    sl_assigned_quoted(text, at, &piece, end);
         i++) {
        out->whole = sl_str_sub(text, start, *end);
        if (piece.value.len > out->value.len)
            out->value = piece.value;
    }
    out->bytes = sl_bytes_escaped(out->value);
    return true;
}

/* A scheme and nothing but a place for the value: "Bearer {}", "token %s". */
static bool leaves_place(sl_str value)
{
    static const char *const places[] = {" {}", " {0}", " %s"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        sl_str place = sl_str_of(places[i]);

        if (value.len > place.len && value.len < 16 && sl_str_ends(value, place))
            return sl_str_chr(value, ' ') == value.len - place.len;
    }
    return false;
}

bool sl_assigned_filled(sl_str text, sl_assignment *out, size_t *end)
{
    static const char *const marks[] = {".format(", " % ", ", "};
    sl_assignment inner = {0};
    size_t inner_end = 0;

    if (!leaves_place(out->value))
        return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        sl_str mark = sl_str_of(marks[i]);

        if (!sl_str_starts(sl_str_skip(text, *end), mark) ||
            !sl_assigned_quoted(text, *end + mark.len, &inner, &inner_end))
            continue;
        out->value = inner.value;
        *end = inner_end;
        break;
    }
    return true;
}

void sl_assignment_join(sl_str whole, sl_buf *out)
{
    sl_assignment piece = {0};
    size_t at = 0, end = 0;

    while (at != SIZE_MAX && sl_assigned_quoted(whole, at, &piece, &end)) {
        if (at == 0)
            sl_assigned_drop_scheme(&piece.value); /* "Bearer " + "v" */
        sl_buf_add(out, piece.value);
        at = past_joint(whole, end);
    }
}

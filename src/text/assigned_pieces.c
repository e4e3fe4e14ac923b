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

void sl_assignment_join(sl_str whole, sl_buf *out)
{
    sl_assignment piece = {0};
    size_t at = 0, end = 0;

    while (at != SIZE_MAX && sl_assigned_quoted(whole, at, &piece, &end)) {
        sl_buf_add(out, piece.value);
        at = past_joint(whole, end);
    }
}

#include "text/joint.h"

enum {
    MAX_BLANKS = 64, /* between two literals */
    MAX_PIECE = 512,
    MIN_WORD = 16
};

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* What tokens are made of. */
static bool is_token_byte(char c)
{
    char folded = (char)(c | 0x20);

    return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/' || c == '+' || c == '=' || c == ':';
}

static size_t past_blanks(sl_str text, size_t at, bool *line)
{
    size_t end = at;

    while (end < text.len && end - at < MAX_BLANKS &&
           (text.ptr[end] == ' ' || text.ptr[end] == '\t' || text.ptr[end] == '\r' ||
            (text.ptr[end] == '\n' && !*line)))
        *line = text.ptr[end++] == '\n' || *line;
    return end;
}

size_t sl_joint(sl_str text)
{
    bool line = false, sign = false;
    size_t at = past_blanks(text, 1, &line);

    if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '&')) {
        sign = true;
        at++;
    }
    for (int dots = 0; !sign && dots < 2 && sl_str_at(text, at) == '.'; dots++)
        at++;
    sign = sign || sl_str_at(text, at - 1) == '.';
    if (sign)
        at = past_blanks(text, at, &line);
    if (at == 1 || at >= text.len || !is_quote(text.ptr[at]) ||
        (!sign && (line || text.ptr[at] != text.ptr[0])))
        return 0;
    return at + 1;
}

/* Where the piece that ends in front of text[end] begins, or SIZE_MAX: behind a quote like
 * the one that ends it. */
static size_t first_piece(sl_str text, size_t end, size_t least)
{
    size_t start = end;

    while (start > least && end - start < MAX_PIECE &&
           is_token_byte(text.ptr[start - 1]))
        start--;
    return start < end && start > 0 && text.ptr[start - 1] == text.ptr[end] ? start
                                                                            : SIZE_MAX;
}

bool sl_joint_next(sl_str text, size_t *at, sl_span *out)
{
    while (*at < text.len) {
        size_t found = sl_str_chr3(sl_str_skip(text, *at), '"', '\'', '`');
        size_t quote = *at + found;
        size_t joint, bytes;

        if (found == SIZE_MAX)
            break;
        out->start = first_piece(text, quote, *at);
        *at = quote + 1;
        joint = out->start == SIZE_MAX ? 0 : sl_joint(sl_str_skip(text, quote));
        bytes = quote - out->start;
        while (joint > 0) {
            size_t start = quote + joint, end = start;

            for (; end < text.len && is_token_byte(text.ptr[end]);)
                end++;
            if (end == start || end == text.len || text.ptr[end] != text.ptr[start - 1])
                break;
            bytes += end - start;
            out->end = *at = end;
            quote = end;
            joint = sl_joint(sl_str_skip(text, quote));
        }
        if (*at == quote && bytes >= MIN_WORD)
            return true;
        *at = *at == quote ? quote + 1 : *at;
    }
    *at = text.len;
    return false;
}

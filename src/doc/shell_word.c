#include "doc/shell_word.h"

#include "doc/json_token.h"

static bool in(char c, const char *set)
{
    return sl_str_chr(sl_str_of(set), c) != SIZE_MAX;
}

/* In the quotes of PowerShell a quote is written twice, or (for programs that get it) with
 * a backslash or a backtick before it. */
static size_t power_quote_end(sl_str text, size_t at)
{
    char quote = text.ptr[at++];

    for (; at < text.len; at++) {
        char c = text.ptr[at];
        bool pair = c == quote ? sl_str_at(text, at + 1) == quote
                               : quote == '"' && (c == '`' || c == '\\');

        if (pair)
            at++;
        else if (c == quote)
            return at;
    }
    return SIZE_MAX;
}

size_t sl_shell_quote_end(sl_str text, size_t at, sl_shell_kind kind)
{
    size_t end;

    if (kind == SL_SHELL_POWER)
        return power_quote_end(text, at);
    if (text.ptr[at] == '\'') {
        end = sl_str_chr(sl_str_skip(text, at + 1), '\'');
        return end == SIZE_MAX ? SIZE_MAX : at + 1 + end;
    }
    for (at++; at < text.len; at++) {
        end = text.ptr[at] == '$' ? sl_placeholder_end(text, at) : 0;
        if (text.ptr[at] == '"')
            return at;
        if (end > 0)
            at = end - 1;
        else if (text.ptr[at] == '\\')
            at++;
    }
    return SIZE_MAX;
}

/* Of what stands outside of quotes. */
static char escape_of(sl_shell_kind kind)
{
    return kind == SL_SHELL_POWER ? '`' : '\\';
}

/* Behind the quote that closes the one at text[at], or SIZE_MAX. */
static size_t past_quote(sl_str text, size_t at, sl_shell_kind kind,
                         sl_shell_unclosed *unclosed)
{
    bool *known = text.ptr[at] == '"' ? &unclosed->dual : &unclosed->single;
    size_t end = *known ? SIZE_MAX : sl_shell_quote_end(text, at, kind);

    *known = end == SIZE_MAX;
    return end == SIZE_MAX ? end : end + 1;
}

size_t sl_shell_word_end(sl_str text, size_t at, sl_shell_kind kind,
                         sl_shell_unclosed *unclosed)
{
    size_t first = at;

    while (at < text.len && !in(text.ptr[at], " \t\r\n;|&<>()")) {
        char c = text.ptr[at];
        size_t end = at + (c == escape_of(kind) && at + 1 < text.len ? 2 : 1);

        if (c == '"' || c == '\'')
            end = past_quote(text, at, kind, unclosed);
        else if (c == '$' && sl_placeholder_end(text, at) > 0)
            end = sl_placeholder_end(text, at);
        if (end == SIZE_MAX)
            break;
        at = end;
    }
    return at > first ? at : first + 1;
}

/* Is the next byte taken as it is, and the one before it left out? */
static bool is_escape(sl_str text, size_t at, char quote, sl_shell_kind kind)
{
    char c = text.ptr[at];
    char next = sl_str_at(text, at + 1);

    if (at + 1 >= text.len)
        return false;
    if (kind == SL_SHELL_POWER)
        return (c == '\\' && next == '"') ||
               (c == quote && next == quote && quote != '\0') ||
               (quote == '"' && c == '`' && in(next, "\"$`"));
    if (kind == SL_SHELL_MAKE && c == '$' && next == '$')
        return true;
    return quote != '\'' && c == '\\' &&
           (in(next, "\\$`") || (next == '"' && quote != 'h') ||
            (quote == '\0' && next != '\n'));
}

/* The bytes of span; quote: '"', '\'', 'h' in a heredoc, NUL outside of quotes. */
static void add(sl_excerpt_maker *maker, sl_span span, char quote, sl_shell_kind kind)
{
    sl_str text = sl_str_sub(maker->from->text, 0, span.end);

    for (size_t at = span.start; at < span.end;) {
        size_t end =
            text.ptr[at] == '$' && quote != '\'' ? sl_placeholder_end(text, at) : 0;
        bool folds = text.ptr[at] == '\\' && sl_str_at(text, at + 1) == '\n';

        if (is_escape(text, at, quote, kind)) {
            sl_excerpt_put(maker, text.ptr[at + 1], (sl_span){at, at + 2});
            at += 2;
        } else if (folds && quote != '\'' && kind != SL_SHELL_POWER) {
            at += 2;
        } else {
            end = end > at ? end : at + 1;
            sl_excerpt_take(maker, (sl_span){at, end});
            at = end;
        }
    }
}

sl_excerpt sl_shell_word(sl_arena *arena, const sl_excerpt *from, sl_span span,
                         sl_shell_kind kind)
{
    sl_excerpt_maker maker = sl_excerpt_begin(arena, from, span.end - span.start);
    sl_str text = sl_str_sub(from->text, 0, span.end);
    sl_shell_unclosed unclosed = {0};
    size_t at = span.start;

    while (at < span.end) {
        char c = text.ptr[at];
        size_t end =
            c == '"' || c == '\'' ? past_quote(text, at, kind, &unclosed) : SIZE_MAX;

        if (end != SIZE_MAX) {
            add(&maker, (sl_span){at + 1, end - 1}, c, kind);
        } else {
            end = c == '$' ? sl_placeholder_end(text, at) : 0;
            end = end > 0 ? end : at + (c == escape_of(kind) ? 2 : 1);
            end = end < span.end ? end : span.end;
            add(&maker, (sl_span){at, end}, '\0', kind);
        }
        at = end;
    }
    return sl_excerpt_end(&maker);
}

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           in(c, "_-.!");
}

bool sl_heredoc_at(sl_str text, size_t at, sl_heredoc *out, size_t *end)
{
    char quote;
    size_t start;

    if (sl_str_at(text, at + 2) == '<' || (at > 0 && text.ptr[at - 1] == '<'))
        return false;
    at += 2;
    out->tabs = sl_str_at(text, at) == '-';
    at += out->tabs;
    while (in(sl_str_at(text, at), " \t"))
        at++;
    quote = in(sl_str_at(text, at), "\"'\\") && at < text.len ? text.ptr[at] : '\0';
    start = at += quote != '\0';
    while (at < text.len && in_word(text.ptr[at]))
        at++;
    out->word = sl_str_sub(text, start, at);
    out->quoted = quote != '\0';
    if (at == start || (quote == '\0' && in(text.ptr[start], "0123456789-.")))
        return false;
    if (quote == '"' || quote == '\'') {
        if (sl_str_at(text, at) != quote)
            return false;
        at++;
    }
    *end = at;
    return !sl_str_starts(sl_str_skip(text, at), sl_lit(">>")); /* <<x>> of AsciiDoc */
}

bool sl_heredoc_end(sl_str text, size_t start, const sl_heredoc *doc, size_t *end,
                    size_t *next)
{
    sl_str rest = sl_str_skip(text, start);

    while (rest.len > 0) {
        size_t begin = text.len - rest.len;
        sl_str line = sl_str_line(&rest);

        if (sl_str_eq(sl_str_trim(line), doc->word)) {
            *end = begin;
            *next = text.len - rest.len;
            return true;
        }
    }
    return false;
}

sl_excerpt sl_heredoc_text(sl_arena *arena, const sl_excerpt *from, sl_span span,
                           const sl_heredoc *doc, sl_shell_kind kind)
{
    sl_str text = sl_str_sub(from->text, span.start, span.end);
    bool tabs = doc->tabs && sl_str_chr(text, '\t') != SIZE_MAX;
    bool escapes = !doc->quoted && sl_str_chr(text, '\\') != SIZE_MAX;
    bool twice = kind == SL_SHELL_MAKE && sl_str_has(text, sl_lit("$$"));
    char quote = doc->quoted ? '\'' : 'h';
    sl_excerpt_maker maker;

    if (!tabs && !escapes && !twice)
        return sl_excerpt_sub(from, span);
    maker = sl_excerpt_begin(arena, from, text.len);
    while (text.len > 0) {
        size_t start = span.end - text.len;
        sl_str line = sl_str_line(&text);
        sl_str kept = line;

        while (tabs && kept.len > 0 && kept.ptr[0] == '\t')
            kept = sl_str_skip(kept, 1);
        add(&maker, (sl_span){start + line.len - kept.len, span.end - text.len}, quote,
            kind);
    }
    return sl_excerpt_end(&maker);
}

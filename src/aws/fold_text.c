/* fold_text.c - what the text of a scalar comes to, by the dialects of its file. */
#include "aws/fold_work.h"

/* The length of a "${ }" or "%{ }" at the start of text, its braces balanced; that of
 * its two first bytes if it has no end. */
static size_t interpolation(sl_str text)
{
    size_t depth = 0;

    for (size_t i = 1; i < text.len && i < SL_MAX_FOLDED_TEXT; i++) {
        depth += text.ptr[i] == '{';
        if (text.ptr[i] == '}' && --depth == 0)
            return i + 1;
    }
    return 2;
}

/* Takes the bytes of $${, %%{ and &{ at the start of text, if one of them is there. */
static size_t escape(const sl_folder *folder, sl_str text, sl_buf *out)
{
    bool ampersand = folder->dialects & SL_FOLD_AMPERSAND;

    if (sl_str_starts(text, sl_lit("$${")) ||
        (ampersand && sl_str_starts(text, sl_lit("&{")))) {
        sl_buf_add(out, sl_lit("${"));
        return text.ptr[0] == '$' ? 3 : 2;
    }
    if (sl_str_starts(text, sl_lit("%%{"))) {
        sl_buf_add(out, sl_lit("%{"));
        return 3;
    }
    return 0;
}

static void add_terraform(const sl_folder *folder, sl_str text, sl_buf *out)
{
    size_t at = 0;

    while (at < text.len) {
        sl_str rest = sl_str_skip(text, at);
        size_t len = escape(folder, rest, out);

        if (len == 0) {
            len = sl_str_starts(rest, sl_lit("${")) ? interpolation(rest) : 1;
            if (len > SL_MAX_HOLE)
                sl_fold_placeholder(sl_str_sub(rest, 2, len - 1), out);
            else
                sl_buf_add(out, sl_str_sub(rest, 0, len));
        }
        at += len;
    }
}

static void add_serverless(sl_str text, sl_buf *out)
{
    static const struct {
        const char *written, *folded;
    } names[] = {
        {"${aws:region}", "${AWS::Region}"},
        {"${aws:accountId}", "${AWS::AccountId}"},
        {"${aws:partition}", "${AWS::Partition}"},
    };
    size_t at = 0;

    while (at < text.len) {
        size_t i = 0;

        while (i < sizeof names / sizeof *names &&
               !sl_str_starts(sl_str_skip(text, at), sl_str_of(names[i].written)))
            i++;
        if (i == sizeof names / sizeof *names) {
            sl_buf_char(out, text.ptr[at++]);
        } else {
            sl_buf_add(out, sl_str_of(names[i].folded));
            at += sl_str_of(names[i].written).len;
        }
    }
}

/* Past the string that begins at text[at]; SIZE_MAX if it has no end, or escapes. */
static size_t past_string(sl_str text, size_t at)
{
    size_t end = sl_str_chr(sl_str_skip(text, at + 1), text.ptr[at]);

    if (end == SIZE_MAX ||
        sl_str_chr(sl_str_sub(text, at, at + 1 + end), '\\') != SIZE_MAX)
        return SIZE_MAX;
    return at + 1 + end + 1;
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"';
}

/* Where the part of a concatenation that begins at text[at] ends: at a '+' or '~' that
 * is in no brackets, or at the end. SIZE_MAX: it is no concatenation. */
static size_t part_end(sl_str text, size_t at)
{
    size_t depth = 0;

    while (at < text.len) {
        char c = text.ptr[at];

        if (depth == 0 && (c == '+' || c == '~'))
            break;
        if (depth == 0 &&
            (sl_str_chr(sl_lit("<>=!-"), c) != SIZE_MAX ||
             (c == ' ' && sl_str_starts(sl_str_skip(text, at), sl_lit(" if ")))))
            return SIZE_MAX;
        if (is_quote(c)) {
            at = past_string(text, at);
            if (at == SIZE_MAX)
                return SIZE_MAX;
            continue;
        }
        depth += c == '(' || c == '[';
        if (c == ')' || c == ']') {
            if (depth == 0)
                return SIZE_MAX;
            depth--;
        }
        at++;
    }
    return at;
}

/* One part: a literal, or anything else, which stays a placeholder. */
static bool add_part(sl_str part, sl_buf *out)
{
    part = sl_str_trim(part);
    if (part.len == 0)
        return false;
    if (!is_quote(part.ptr[0])) {
        sl_buf_printf(out, "{{ %.*s }}", sl_fmt(part));
        return true;
    }
    if (past_string(part, 0) != part.len || sl_str_has(part, sl_lit("{{")))
        return false;
    sl_buf_add(out, sl_str_sub(part, 1, part.len - 1));
    return true;
}

/* The inside of {{ }}, if it is a literal or a concatenation with one. */
static bool add_concatenation(sl_str inside, sl_buf *out)
{
    size_t length = out->len;
    size_t at = 0;
    bool good =
        sl_str_chr(inside, '\'') != SIZE_MAX || sl_str_chr(inside, '"') != SIZE_MAX;
    bool joined = good && is_quote(sl_str_trim(inside).ptr[0]);

    while (good) {
        size_t end = part_end(inside, at);

        good = end != SIZE_MAX && add_part(sl_str_sub(inside, at, end), out);
        if (!good || end == inside.len)
            break;
        joined = true;
        at = end + 1;
    }
    if (!good || !joined)
        out->len = length;
    return good && joined;
}

static void add_jinja(sl_str text, sl_buf *out)
{
    while (text.len > 0) {
        size_t start = sl_str_find(text, sl_lit("{{"));
        size_t length = start == SIZE_MAX
                            ? SIZE_MAX
                            : sl_str_find(sl_str_skip(text, start), sl_lit("}}"));

        if (length == SIZE_MAX) {
            sl_buf_add(out, text);
            return;
        }
        sl_buf_add(out, sl_str_sub(text, 0, start));
        text = sl_str_skip(text, start);
        if (!add_concatenation(sl_str_sub(text, 2, length), out))
            sl_buf_add(out, sl_str_sub(text, 0, length + 2));
        text = sl_str_skip(text, length + 2);
    }
}

/* Effect=Allow, a name of the library awacs. */
static bool is_effect(const sl_node *scalar)
{
    return sl_str_eq(scalar->key, sl_lit("Effect")) &&
           (sl_str_eq(scalar->value, sl_lit("Allow")) ||
            sl_str_eq(scalar->value, sl_lit("Deny")));
}

bool sl_fold_text_changes(const sl_folder *folder, const sl_node *scalar)
{
    sl_str text = scalar->value;

    if (sl_str_eq(scalar->tag, sl_lit("!expr")))
        return true;
    if (folder->dialects & SL_FOLD_SUB)
        return sl_str_has(text, sl_lit("${"));
    if (folder->dialects & SL_FOLD_TERRAFORM)
        return sl_str_has(text, sl_lit("${")) || sl_str_has(text, sl_lit("%{")) ||
               sl_str_has(text, sl_lit("&{"));
    if (folder->dialects & SL_FOLD_SERVERLESS)
        return sl_str_has(text, sl_lit("${aws:"));
    return (folder->dialects & SL_FOLD_JINJA) && sl_str_has(text, sl_lit("{{"));
}

/* An expression, unless it is a name whose meaning is known. */
static void add_expression(const sl_node *scalar, sl_buf *out)
{
    if (is_effect(scalar))
        sl_buf_add(out, scalar->value);
    else
        sl_fold_placeholder(sl_str_trim(scalar->value), out);
}

void sl_fold_text_add(sl_folder *folder, const sl_node *scalar, sl_buf *out)
{
    if (sl_str_eq(scalar->tag, sl_lit("!expr")))
        add_expression(scalar, out);
    else if (folder->dialects & SL_FOLD_SUB)
        sl_fold_sub(folder, scalar->value, folder->variables, out, 0);
    else if (folder->dialects & SL_FOLD_TERRAFORM)
        add_terraform(folder, scalar->value, out);
    else if (folder->dialects & SL_FOLD_SERVERLESS)
        add_serverless(scalar->value, out);
    else if (folder->dialects & SL_FOLD_JINJA)
        add_jinja(scalar->value, out);
    else
        sl_buf_add(out, scalar->value);
}

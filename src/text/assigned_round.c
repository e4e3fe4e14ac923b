/* assigned_round.c - what stands round a name: quotes, brackets, the word in front. */
#include "text/assigned.h"

#include <string.h>

size_t sl_assigned_strong(sl_str text, sl_span name, size_t at)
{
    return sl_assigned_front(text, name, 1) == '*' &&
                   sl_assigned_front(text, name, 2) == '*' &&
                   sl_str_at(text, at) == '*' && sl_str_at(text, at + 1) == '*'
               ? 2
               : 0;
}

/* $conf{name} = "v", $self->{name} = "v" of Perl; text[at] closes it. */
static bool in_hash(sl_str text, sl_span name, size_t at)
{
    char outside = sl_assigned_front(text, name, 2);
    size_t next = sl_assigned_blanks(text, at + 1);

    return sl_assigned_front(text, name, 1) == '{' &&
           (outside == '>' || sl_assigned_is_word(outside)) &&
           sl_str_at(text, next) == '=' &&
           sl_assigned_is_quote(sl_str_at(text, sl_assigned_blanks(text, next + 1)));
}

/* Past the quote that closes round the name, and the backslashes in front of it. */
static size_t leave_quotes(sl_str text, sl_span name, bool *quoted)
{
    size_t at = name.end;
    size_t back = 1;

    while (sl_str_at(text, at) == '\\')
        at++;
    if (!sl_assigned_is_quote(sl_str_at(text, at)))
        return at > name.end ? SIZE_MAX : at;
    while (back <= 2 && (sl_assigned_front(text, name, back) == '-' ||
                         sl_assigned_front(text, name, back) == '#'))
        back++; /* "--name", "#name" */
    if (sl_assigned_front(text, name, back) != sl_str_at(text, at))
        return SIZE_MAX; /* the last word of some text */
    *quoted = true;
    return at + 1;
}

size_t sl_assigned_leave(sl_str text, sl_span name, bool *quoted)
{
    size_t at = leave_quotes(text, name, quoted);
    char before = sl_assigned_front(text, name, 1);

    if (at == SIZE_MAX)
        return SIZE_MAX;
    at += sl_assigned_strong(text, name, at);
    if (sl_str_at(text, at) == '[') {
        while (at < text.len && at - name.end < 24 && text.ptr[at] != ']')
            at++;
    }
    while (sl_str_at(text, at) == ']' ||
           (sl_str_at(text, at) == '}' && (*quoted || in_hash(text, name, at))))
        at++;
    if (sl_str_at(text, at) == '*' && before == ' ' && !*quoted &&
        sl_str_chr(sl_lit(" :="), sl_str_at(text, at + 1)) != SIZE_MAX)
        at++; /* const name* = v of Nim */
    if (sl_str_at(text, at) == ')' && before == '(' && !*quoted)
        at++; /* DATA(name) = v */
    return at;
}

bool sl_assigned_in_arn(sl_str text, sl_span name)
{
    size_t at = name.start;
    sl_str head;

    while (at > 0 && name.end - at < SL_MAX_ASSIGNED_NAME + 40 &&
           (sl_assigned_is_name(text.ptr[at - 1]) ||
            sl_str_chr(sl_lit(":*${}<>"), text.ptr[at - 1]) != SIZE_MAX))
        at--;
    head = sl_str_sub(text, at, name.start);
    return sl_str_ends(head, sl_lit(":")) && sl_str_has(head, sl_lit("arn:"));
}

sl_str sl_assigned_word_before(sl_str text, sl_span name)
{
    size_t end = name.start;
    size_t start;

    while (end > 0 && name.start - end < 8 &&
           (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\t' ||
            text.ptr[end - 1] == '$' || text.ptr[end - 1] == '@' ||
            sl_assigned_is_quote(text.ptr[end - 1])))
        end--;
    start = end;
    while (start > 0 && end - start < 20 && sl_assigned_is_word(text.ptr[start - 1]))
        start--;
    return sl_str_sub(text, start, end);
}

sl_span sl_assigned_whole_name(sl_str text, sl_span name)
{
    sl_str before = sl_assigned_word_before(text, name);
    sl_str said = sl_str_sub(text, name.start, name.end);
    size_t sum = sl_lit("checksum/").len;

    if (name.start >= sum &&
        sl_str_eq(sl_str_sub(text, name.start - sum, name.start), sl_lit("checksum/")))
        return (sl_span){name.start - sum, name.end};
    if (!sl_str_eq_nocase(said, sl_lit("key")) ||
        !(sl_str_ends_nocase(before, sl_lit("gpg")) ||
          sl_str_ends_nocase(before, sl_lit("pgp")) ||
          sl_str_eq_nocase(before, sl_lit("public"))))
        return name;
    return (sl_span){sl_span_in(text, before).start, name.end};
}

/* Where the quote at text[end] was opened on its line, not in front of text[floor];
 * SIZE_MAX if it was not. */
static size_t opening_quote(sl_str text, size_t floor, size_t end)
{
    char quote = text.ptr[end];

    for (size_t at = end; at-- > floor && text.ptr[at] != '\n';)
        if (text.ptr[at] == quote)
            return at > 0 && text.ptr[at - 1] == '\\' ? SIZE_MAX : at;
    return SIZE_MAX;
}

bool sl_assigned_compared(sl_str text, sl_span name, size_t at, sl_assignment *out)
{
    static const char *const marks[] = {".equals(", ".equalsIgnoreCase(",
                                        " === ", " == "};
    size_t floor = at > SL_ASSIGNMENT_BEFORE ? at - SL_ASSIGNMENT_BEFORE : 0;
    sl_str before = sl_str_sub(text, 0, name.start);
    char last = sl_assigned_front(text, name, 1);

    for (size_t i = 0; (last == '(' || last == ' ') && i < sizeof marks / sizeof *marks;
         i++) {
        size_t start, end = before.len - strlen(marks[i]);

        if (!sl_str_ends(before, sl_str_of(marks[i])) || end <= floor ||
            !sl_assigned_is_quote(before.ptr[end - 1]))
            continue;
        start = opening_quote(text, floor, end - 1);
        *out = (sl_assignment){.quoted = true, .tie = SL_TIE_COMPARED};
        if (start != SIZE_MAX)
            out->value = sl_str_sub(text, start + 1, end - 1);
        return start != SIZE_MAX;
    }
    return false;
}

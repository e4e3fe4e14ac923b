#include "text/assigned.h"

#include <string.h>

enum { MAX_TAG_NAME = 24 };

/* The name round an anchor: letters, digits, '_' and, inside it, '-' and '.'. */
static sl_span name_around(sl_str text, size_t anchor)
{
    sl_span name = {anchor, anchor};

    while (name.start > 0 && anchor - name.start < SL_MAX_ASSIGNED_NAME &&
           sl_assigned_is_name(text.ptr[name.start - 1]))
        name.start--;
    while (name.end < text.len && name.end - anchor < SL_MAX_ASSIGNED_NAME &&
           sl_assigned_is_name(text.ptr[name.end]))
        name.end++;
    while (name.end > name.start && !sl_assigned_is_word(text.ptr[name.end - 1]))
        name.end--;
    while (name.start < name.end && !sl_assigned_is_word(text.ptr[name.start]))
        name.start++;
    return name;
}

/* "API key", in running text, where a key alone would be any key; else empty. */
static sl_span two_words(sl_str text, size_t at)
{
    static const char *const names[] = {"api key", "secret key", "access key"};
    sl_str rest = sl_str_skip(text, at);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_starts_nocase(rest, sl_str_of(names[i])) &&
            !sl_assigned_is_name(sl_str_at(rest, strlen(names[i]))))
            return (sl_span){at, at + strlen(names[i])};
    return (sl_span){at, at};
}

sl_span sl_assigned_name(sl_str text, size_t at)
{
    sl_span name = two_words(text, at);

    return name.end > name.start ? name : name_around(text, at);
}

bool sl_assigned_in_tag(sl_str text, size_t name)
{
    size_t at = name;

    while (at > 0 && name - at < MAX_TAG_NAME &&
           (sl_assigned_is_word(text.ptr[at - 1]) || text.ptr[at - 1] == ':'))
        at--;
    return at > 0 && text.ptr[at - 1] == '<';
}

#include "text/assigned.h"

#include <string.h>

enum { MAX_TAG_NAME = 24 };

/* The name round an anchor: letters, digits, '_' and, inside it, '-' and '.'. */
static sl_span name_around(sl_str text, size_t anchor)
{
    sl_span name = {anchor, anchor};
    uint8_t bits = 0; /* of all bytes behind the anchor */

    while (name.start > 0 && anchor - name.start < SL_MAX_ASSIGNED_NAME &&
           sl_assigned_is_name(text.ptr[name.start - 1]))
        name.start--;
    while (name.end < text.len && name.end - anchor < SL_MAX_ASSIGNED_NAME &&
           sl_assigned_is_name(text.ptr[name.end]))
        bits |= (uint8_t)text.ptr[name.end++];
    if (bits >= 0x80) {
        sl_str behind = sl_str_sub(text, anchor, name.end);
        size_t sign = sl_str_find(behind, sl_lit(SL_WIDE_COLON));

        name.end = sign == SIZE_MAX ? name.end : anchor + sign;
    }
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

bool sl_assigned_declares(sl_str word)
{
    static const char *const words[] = {
        "set",  "setenv", "ENV",    "export",           "define",  "ARG",    "env",
        "setx", "const",  "let",    "setx.exe",         "SET",     "gx",     "val",
        "var",  "param",  "SetEnv", "proxy_set_header", "DECLARE", "declare"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_eq(word, sl_str_of(words[i])))
            return true;
    return false;
}

bool sl_assigned_handles(sl_str word)
{
    static const char *const words[] = {"describe", "get",   "delete", "edit",
                                        "annotate", "label", "rm",     "inspect"};

    return sl_str_among(words, sizeof words / sizeof *words, word);
}

bool sl_assigned_verb_pass(sl_str before, sl_str name)
{
    static const char *const helpers[] = {"can", "could",  "may",  "might", "must",
                                          "to",  "should", "will", "would", "not",
                                          "you", "we",     "just", "then",  "simply"};

    return sl_str_eq(name, sl_lit("pass")) &&
           sl_str_among(helpers, sizeof helpers / sizeof *helpers, before);
}

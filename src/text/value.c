#include "text/value.h"

#include "text/reference.h"
#include "text/vocabulary.h"

#include <string.h>

enum {
    MIN_SECRET = 4,       /* shorter values are nobody's secret */
    MAX_SMALL_NUMBER = 5, /* digits of a port, a size, a year */
    MAX_STAND_IN = 128    /* a mask or phrase in a longer value may be chance */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

/* Whole values in a wrapping whose inside has only letters, digits and these. */
static const struct wrapping {
    const char *open, *close, *also;
} wrappings[] = {
    {"<<", ">>", " _-.,:;/|'\"!?()#&+@=*"},
    {"<", ">", " _-.,:;/|'\"!?()#&+@=*"},
    {"[", "]", " _-.:/|!?"},
    {"{", "}", " _-.|"},
    {"(", ")", " _-.:/|!?"},
    {"%(", ")s", "_-."},
    {"__", "__", "_-."},
    {"@", "@", "_-."},
    {"@@", "@@", "_-."},
    {"|", "|", " _-"},
};

static bool only(sl_str s, const char *also)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_letter(s.ptr[i]) && !is_digit(s.ptr[i]) &&
            (s.ptr[i] == '\0' || !strchr(also, s.ptr[i])))
            return false;
    return true;
}

static bool has_letter(sl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_letter(s.ptr[i]))
            return true;
    return false;
}

static bool wrapped(sl_str value)
{
    for (size_t i = 0; i < sizeof wrappings / sizeof *wrappings; i++) {
        sl_str open = sl_str_of(wrappings[i].open);
        sl_str close = sl_str_of(wrappings[i].close);

        if (value.len > open.len + close.len && sl_str_starts(value, open) &&
            sl_str_ends(value, close) &&
            only(sl_str_sub(value, open.len, value.len - close.len), wrappings[i].also))
            return true;
    }
    return false;
}

/* "Bearer <token>", "postgres://user:<your password>@host" */
static bool holds_slot(sl_str value)
{
    size_t open = sl_str_chr(value, '<');
    size_t close;
    sl_str inner;

    if (open == SIZE_MAX)
        return false;
    inner = sl_str_skip(value, open + 1);
    if (sl_str_starts(inner, sl_lit("<"))) /* of any text, if both marks are double */
        return sl_str_find(inner, sl_lit(">>")) != SIZE_MAX;
    close = sl_str_chr(inner, '>');
    inner = sl_str_sub(inner, 0, close);
    return close != SIZE_MAX && inner.len >= 3 && has_letter(inner) &&
           only(inner, " _-.");
}

/* Cut short or masked: "sk-...", "****cdef", "ghp_xxxx". */
static bool masked(sl_str value)
{
    static const struct mask {
        char c;
        size_t least;
    } masks[] = {{'*', 3}, {'.', 3}, {'x', 4}, {'X', 4}, {'#', 4},
                 {'?', 3}, {'-', 6}, {'_', 4}, {'0', 9}};

    if (sl_str_starts(value, sl_lit("-----")))
        return false; /* PEM */
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        size_t run = 0;

        for (size_t at = 0; at < value.len; at++) {
            run = value.ptr[at] == masks[i].c ? run + 1 : 0;
            if (run >= masks[i].least)
                return true;
        }
    }
    return sl_str_has(value, sl_lit("\xe2\x80\xa6")) || /* ellipsis */
           sl_str_has(value, sl_lit("\xe2\x80\xa2"));   /* bullet */
}

/* One or two characters, or a short piece again and again. */
static bool repeats(sl_str value)
{
    bool seen[256] = {false};
    size_t distinct = 0;

    for (size_t i = 0; i < value.len; i++) {
        distinct += !seen[(uint8_t)value.ptr[i]];
        seen[(uint8_t)value.ptr[i]] = true;
    }
    if (distinct <= 2)
        return true;
    for (size_t period = 3; period * 2 <= value.len && period <= 10; period++) {
        size_t same = period;

        while (same < value.len && value.ptr[same] == value.ptr[same - period])
            same++;
        if (same == value.len && (period <= 4 || value.len >= 3 * period))
            return true;
    }
    return false;
}

static bool is_small_number(sl_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_digit(value.ptr[i]))
            return false;
    return value.len <= MAX_SMALL_NUMBER;
}

/* printf and positional slots that are the whole value. */
static bool is_format(sl_str value)
{
    return value.len >= 2 && value.len <= 4 && value.ptr[0] == '%' &&
           is_letter(value.ptr[value.len - 1]);
}

/* Running text: three words or more, one of them a small word of the language, or
 * a full stop or exclamation mark at the end. */
static bool is_sentence(sl_str value)
{
    size_t words = 0;
    bool language = strchr(".!?", value.ptr[value.len - 1]) != NULL;

    while (value.len > 0) {
        sl_str word = sl_str_sub(value, 0, sl_str_chr(value, ' '));

        value = sl_str_trim(sl_str_skip(value, word.len));
        while (word.len > 0 && strchr(".,;:!?)\"'", word.ptr[word.len - 1]))
            word.len--;
        if (word.len > 0 && (word.ptr[0] == '(' || word.ptr[0] == '"'))
            word = sl_str_skip(word, 1);
        if (!only(word, "'-/_"))
            return false;
        language = language || sl_vocabulary_function_word(word);
        words++;
    }
    return words >= 3 && language;
}

/* Words of one case joined by '-', '_' or '.', without digits: the name of a
 * secret. In capitals always, otherwise if a word says so: grafana-admin-password.
 * One letter changes its case nowhere, so random text does not pass. */
static bool is_joined_name(sl_str value)
{
    bool upper = false, lower = false, noun = false;
    size_t words = 0;

    while (value.len > 0) {
        size_t end = 0;

        while (end < value.len && is_letter(value.ptr[end])) {
            upper = upper || is_upper(value.ptr[end]);
            lower = lower || !is_upper(value.ptr[end]);
            end++;
        }
        if (end == 0 || (end < value.len && !strchr("-_.", value.ptr[end])))
            return false;
        noun = noun || sl_vocabulary_secret_noun(sl_str_sub(value, 0, end));
        words++;
        value = sl_str_skip(value, end + 1);
    }
    return words >= 2 && upper != lower && (noun || (upper && words >= 2));
}

bool sl_placeholder(sl_str value)
{
    value = sl_str_trim(value);
    if (value.len < MIN_SECRET || is_small_number(value) || is_format(value))
        return true;
    if (sl_reference_expansion(value) || wrapped(value) || holds_slot(value))
        return true;
    if (repeats(value) || is_sentence(value))
        return true;
    if (sl_str_has(value, sl_lit("EXAMPLE")) || sl_str_has(value, sl_lit("XXXXXXXX")))
        return true;
    return value.len <= MAX_STAND_IN &&
           (masked(value) || sl_vocabulary_phrase(value) ||
            sl_vocabulary_covers(value) || is_joined_name(value));
}

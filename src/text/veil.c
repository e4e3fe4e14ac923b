#include "text/veil.h"

#include "text/randomness.h"

enum { SHORTEST = 20, OFTEN = 3 };

typedef enum kind { OTHER, UPPER, LOWER, DIGIT } kind;

static kind kind_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return UPPER;
    if (c >= 'a' && c <= 'z')
        return LOWER;
    return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

/* The end of the run that begins at at; *random: it looks like a token. */
static size_t run_end(sl_str text, size_t at, bool *random)
{
    size_t end = at, changes = 0;

    while (end < text.len && kind_of(text.ptr[end]) != OTHER) {
        changes += end > at && kind_of(text.ptr[end]) != kind_of(text.ptr[end - 1]);
        end++;
    }
    *random =
        end - at >= SHORTEST && (changes * OFTEN >= end - at ||
                                 sl_randomness_of(sl_str_sub(text, at, end)).random);
    return end;
}

/* An object of git, which the program itself names: the word in front says so. */
static bool is_object(sl_str text, size_t at, size_t end)
{
    static const char *const words[] = {"object ", "not scanned: ", "commit ",
                                        "tree ",   "tag ",          "blob ",
                                        "pack-",   "sharedindex."};
    sl_str before = sl_str_sub(text, 0, at);
    size_t len = end - at;
    bool loose = (len == 38 || len == 62) && sl_str_ends(before, sl_lit("/"));

    if (len != 40 && len != 64 && !loose)
        return false;
    for (size_t i = at; i < end; i++)
        if (kind_of(text.ptr[i]) != DIGIT && (text.ptr[i] < 'a' || text.ptr[i] > 'f'))
            return false;
    if (loose)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_ends(before, sl_str_of(words[i])))
            return true;
    return false;
}

void sl_veil(sl_str text, sl_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        bool random;
        size_t end = run_end(text, at, &random);

        if (random && !is_object(text, at, end))
            sl_buf_add(out, sl_lit("********"));
        else
            sl_buf_add(out, sl_str_sub(text, at, end));
        if (end < text.len)
            sl_buf_char(out, text.ptr[end++]);
        at = end;
    }
}

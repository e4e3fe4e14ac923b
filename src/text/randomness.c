#include "text/randomness.h"

#include "text/entropy.h"

#include <string.h>

enum {
    MAX_JUDGED = 512,
    MIN_RANDOM = 8,
    LETTERS_IN = 27,          /* none, a to z */
    DIGIT_COST = 13,          /* one of 10, in quarter bits */
    JOIN_COST = 9,            /* one of 5 */
    SIGN_COST = 19,           /* one of 27 */
    NEEDED = 7 * 16,          /* sixteenths of a bit: one text in a hundred thousand */
    NEEDED_LETTERS = 12 * 16, /* letters of one case: other languages look random */
    NEEDED_DIGITS = 1 << 20   /* numbers are never judged */
};

static const char letter_costs[LETTERS_IN * LETTERS_IN][LETTERS_IN + 1] = {
#define LETTERS
#include "text/randomness.def"
#undef LETTERS
};

typedef enum class_ { START, LOWER, UPPER, DIGIT, JOIN, SIGN, CLASSES } class_;

static const char class_costs[CLASSES][CLASSES + 1] = {
#define CLASSES_TABLE
#include "text/randomness.def"
#undef CLASSES_TABLE
};

static const struct {
    const char *name;
    int32_t cost; /* of a character, sixteenths of a bit */
} alphabets[SL_ALPHABETS] = {
    [SL_ALPHABET_NONE] = {"none", 128},
    [SL_ALPHABET_DIGITS] = {"digits", 53},
    [SL_ALPHABET_HEX] = {"hex", 64},
    [SL_ALPHABET_LOWER] = {"lower case", 75},
    [SL_ALPHABET_UPPER] = {"capitals", 75},
    [SL_ALPHABET_BASE32] = {"base32", 80},
    [SL_ALPHABET_LOWER_DIGITS] = {"lower case and digits", 83},
    [SL_ALPHABET_UPPER_DIGITS] = {"capitals and digits", 83},
    [SL_ALPHABET_LETTERS] = {"letters", 91},
    [SL_ALPHABET_BASE62] = {"base62", 95},
    [SL_ALPHABET_BASE64] = {"base64", 96},
    [SL_ALPHABET_BASE64URL] = {"base64url", 96},
    [SL_ALPHABET_PRINTABLE] = {"printable", 105},
};

const char *sl_alphabet_name(sl_alphabet alphabet)
{
    return (unsigned)alphabet < SL_ALPHABETS ? alphabets[alphabet].name : "none";
}

static class_ class_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return LOWER;
    if (c >= 'A' && c <= 'Z')
        return UPPER;
    if (c >= '0' && c <= '9')
        return DIGIT;
    return c && strchr(" -_./:", c) ? JOIN : SIGN;
}

/* Levels are written as letters and digits: A is 0, z 51, 9 61. */
static int32_t level(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= 'a' && c <= 'z' ? c - 'a' + 26 : c - '0' + 52;
}

/* What value costs as text, quarter bits. A capital behind a small letter begins a
 * word, and so does the last of several capitals before a small letter. */
static int32_t text_cost(sl_str value)
{
    class_ before = START, before2 = START;
    size_t a = 0, b = 0; /* the two letters before in the word, 0: none */
    int32_t cost = 0;

    for (size_t i = 0; i < value.len; i++) {
        class_ now = class_of(value.ptr[i]);
        size_t letter = (size_t)(value.ptr[i] | 0x20) - 'a' + 1;

        cost += level(class_costs[before][now]);
        if (now == UPPER && before == LOWER)
            a = b = 0;
        else if (now == LOWER && before == UPPER && before2 == UPPER)
            a = 0;
        if (now == LOWER || now == UPPER) {
            /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): a and b are letters */
            cost += level(letter_costs[a * LETTERS_IN + b][letter]);
            a = b;
            b = letter;
        } else {
            cost += now == DIGIT ? DIGIT_COST : now == JOIN ? JOIN_COST : SIGN_COST;
            a = b = 0;
        }
        before2 = before;
        before = now;
    }
    return cost;
}

typedef struct census {
    bool seen[128];
    bool other; /* bytes that no alphabet holds */
} census;

static bool all_in(const census *c, const char *alphabet)
{
    for (int i = 1; i < 128; i++)
        if (c->seen[i] && !strchr(alphabet, i))
            return false;
    return true;
}

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SMALL    "abcdefghijklmnopqrstuvwxyz"
#define NUMERALS "0123456789"

static sl_alphabet alphabet_of(const census *c)
{
    static const struct {
        sl_alphabet alphabet;
        const char *characters;
    } rows[] = {
        {SL_ALPHABET_DIGITS, NUMERALS},
        {SL_ALPHABET_HEX, NUMERALS "abcdef"},
        {SL_ALPHABET_HEX, NUMERALS "ABCDEF"},
        {SL_ALPHABET_LOWER, SMALL},
        {SL_ALPHABET_UPPER, CAPITALS},
        {SL_ALPHABET_BASE32, CAPITALS "234567"},
        {SL_ALPHABET_LOWER_DIGITS, SMALL NUMERALS},
        {SL_ALPHABET_UPPER_DIGITS, CAPITALS NUMERALS},
        {SL_ALPHABET_LETTERS, SMALL CAPITALS},
        {SL_ALPHABET_BASE62, SMALL CAPITALS NUMERALS},
        {SL_ALPHABET_BASE64, SMALL CAPITALS NUMERALS "+/"},
        {SL_ALPHABET_BASE64URL, SMALL CAPITALS NUMERALS "-_"},
    };

    if (c->other)
        return SL_ALPHABET_NONE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (all_in(c, rows[i].characters))
            return rows[i].alphabet;
    return SL_ALPHABET_PRINTABLE;
}

static void count(sl_str value, sl_randomness *r)
{
    census c = {.other = value.len == 0};
    class_ before = START;

    for (size_t i = 0; i < value.len; i++) {
        uint8_t byte = (uint8_t)value.ptr[i];
        class_ now = class_of(value.ptr[i]);

        if (byte < ' ' || byte > '~') {
            c.other = true;
            continue;
        }
        r->distinct += !c.seen[byte];
        c.seen[byte] = true;
        r->lower = r->lower || now == LOWER;
        r->upper = r->upper || now == UPPER;
        r->digit = r->digit || now == DIGIT;
        r->sign = r->sign || now == JOIN || now == SIGN;
        r->changes += i > 0 && now != before;
        before = now;
    }
    r->alphabet = alphabet_of(&c);
}

static int32_t needed_for(sl_alphabet alphabet)
{
    switch (alphabet) {
    case SL_ALPHABET_DIGITS: return NEEDED_DIGITS;
    case SL_ALPHABET_LOWER:
    case SL_ALPHABET_UPPER:
    case SL_ALPHABET_LETTERS: return NEEDED_LETTERS;
    default: return NEEDED;
    }
}

static const char *objection(const sl_randomness *r)
{
    if (r->alphabet == SL_ALPHABET_NONE)
        return "bytes that no token has";
    if (r->alphabet == SL_ALPHABET_DIGITS)
        return "a number";
    if (r->len < MIN_RANDOM)
        return "too short to tell";
    if (r->distinct < 6 || r->distinct * 5 < (r->len < 40 ? r->len : 40))
        return "few different characters";
    return r->score < r->needed ? "reads like text" : NULL;
}

sl_randomness sl_randomness_of(sl_str value)
{
    sl_randomness r = {0};

    while (value.len > 0 && value.ptr[value.len - 1] == '=')
        value.len--;
    value = sl_str_sub(value, 0, MAX_JUDGED);
    r.len = (uint32_t)value.len;
    count(value, &r);
    r.entropy = (uint32_t)(sl_entropy(value) * 100 + 0.5);
    r.needed = needed_for(r.alphabet);
    if (r.alphabet != SL_ALPHABET_NONE)
        r.score =
            4 * text_cost(value) - (int32_t)value.len * alphabets[r.alphabet].cost;
    r.why = objection(&r);
    r.random = !r.why;
    return r;
}

#include "rule/import_part.h"

#include "base/buf.h"
#include "match/gate.h"

enum {
    MAX_SET = 48,      /* texts of one set */
    WITHOUT_END = 100, /* bytes that a part without an end is taken for */
    MAX_LENGTH = 100000
};

char sl_part_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

sl_regex_part sl_part_exactly(sl_arena *arena, sl_str text)
{
    sl_str *one = sl_arena_calloc(arena, 1, sizeof *one);
    sl_buf folded = {0};

    for (size_t i = 0; i < text.len; i++)
        sl_buf_char(&folded, sl_part_lower(text.ptr[i]));
    *one = sl_arena_str(arena, sl_buf_str(&folded));
    sl_buf_free(&folded);
    return (sl_regex_part){.longest = text.len, .exact = true, .set = {one, 1}};
}

sl_regex_part sl_part_any_byte(void)
{
    return (sl_regex_part){.longest = 1};
}

static bool holds(const sl_str *set, size_t len, sl_str text)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(set[i], text))
            return true;
    return false;
}

/* The texts of both; false if there are too many. */
bool sl_part_unite(sl_arena *arena, sl_list a, sl_list b, sl_list *out)
{
    sl_str *at;
    size_t len = 0;

    if (a.len + b.len > MAX_SET)
        return false;
    at = sl_arena_calloc(arena, a.len + b.len, sizeof *at);
    for (size_t i = 0; i < a.len; i++)
        at[len++] = a.at[i];
    for (size_t i = 0; i < b.len; i++)
        if (!holds(at, len, b.at[i]))
            at[len++] = b.at[i];
    *out = (sl_list){at, len};
    return true;
}

/* Each text of a with each of b behind it. */
bool sl_part_multiply(sl_arena *arena, sl_list a, sl_list b, sl_list *out)
{
    sl_str *at;
    size_t len = 0;

    if (a.len * b.len > MAX_SET)
        return false;
    at = sl_arena_calloc(arena, a.len * b.len, sizeof *at);
    for (size_t i = 0; i < a.len; i++) {
        for (size_t k = 0; k < b.len; k++) {
            if (a.at[i].len + b.at[k].len > SL_PART_TEXT)
                return false;
            at[len++] =
                sl_arena_printf(arena, "%.*s%.*s", sl_fmt(a.at[i]), sl_fmt(b.at[k]));
        }
    }
    *out = (sl_list){at, len};
    return true;
}

/* How good a set is to look for: 0 if it is none. Long, few, and not behind something
 * without an end. */
size_t sl_part_worth(sl_list set, bool guessed)
{
    size_t shortest = set.len ? set.at[0].len : 0;

    for (size_t i = 1; i < set.len; i++)
        if (set.at[i].len < shortest)
            shortest = set.at[i].len;
    if (shortest < SL_GATE_MIN)
        return 0;
    if (shortest > 8)
        shortest = 8;
    return 2 * shortest + (guessed ? 0 : 40) - (set.len > 8 ? 3 : set.len > 1);
}

void sl_part_consider(sl_regex_part *whole, sl_list set, size_t at, bool guessed)
{
    if (sl_part_worth(set, guessed) <= sl_part_worth(whole->need, whole->need_guessed))
        return;
    whole->need = set;
    whole->need_at = at;
    whole->need_guessed = guessed;
}

size_t sl_part_clamp(size_t length)
{
    return length < MAX_LENGTH ? length : MAX_LENGTH;
}

/* A part as something that has to be there: its own need, or the texts that it is. */
sl_list sl_part_need(const sl_regex_part *one, size_t *at, bool *guessed)
{
    *at = one->exact ? 0 : one->need_at;
    *guessed = !one->exact && one->need_guessed;
    return one->exact ? one->set : one->need;
}

sl_regex_part sl_part_either(sl_arena *arena, const sl_regex_part *a,
                             const sl_regex_part *b)
{
    sl_regex_part out = {.longest = a->longest > b->longest ? a->longest : b->longest,
                         .endless = a->endless || b->endless};
    size_t at_a, at_b;
    bool guessed_a, guessed_b;
    sl_list need_a = sl_part_need(a, &at_a, &guessed_a);
    sl_list need_b = sl_part_need(b, &at_b, &guessed_b);

    if (a->exact && b->exact && sl_part_unite(arena, a->set, b->set, &out.set)) {
        out.exact = true;
        return out;
    }
    if (sl_part_worth(need_a, false) > 0 && sl_part_worth(need_b, false) > 0 &&
        sl_part_unite(arena, need_a, need_b, &out.need)) {
        out.need_at = at_a > at_b ? at_a : at_b;
        out.need_guessed = guessed_a || guessed_b;
    }
    return out;
}

sl_regex_part sl_part_repeated(sl_arena *arena, sl_regex_part one, size_t min,
                               size_t max)
{
    sl_regex_part out = {.endless = one.endless};

    if (min == 1 && max == 1)
        return one;
    if (max == SIZE_MAX)
        out.endless |= one.longest > 0;
    out.longest = max == SIZE_MAX ? sl_part_clamp(one.longest * min + WITHOUT_END)
                                  : sl_part_clamp(one.longest * max);
    if (min == 0 && max == 1 && one.exact) {
        sl_regex_part nothing = sl_part_exactly(arena, (sl_str){0});

        out.exact = sl_part_unite(arena, one.set, nothing.set, &out.set);
        return out;
    }
    if (min == 0)
        return out;
    if (one.exact && min == max) {
        out.exact = true;
        out.set = one.set;
        for (size_t i = 1; i < min && out.exact; i++)
            out.exact = sl_part_multiply(arena, out.set, one.set, &out.set);
    }
    if (!out.exact)
        out.need = sl_part_need(&one, &out.need_at, &out.need_guessed);
    return out;
}

/* import_part.h - what every match of one part of a regex holds: the arithmetic behind
 * import_regex.h. Lists and texts live in the arena given. */
#ifndef SECLINT_RULE_IMPORT_PART_H
#define SECLINT_RULE_IMPORT_PART_H

#include "base/arena.h"
#include "rule/rule.h"

enum { SL_PART_TEXT = 48 }; /* bytes of one text of a set */

/* What is known of one part of the regex. */
typedef struct sl_regex_part {
    size_t longest; /* bytes */
    bool endless;   /* longest is a guess */
    bool exact;     /* the part matches the texts of set and nothing else */
    sl_list set;
    sl_list need; /* one of these stands in every match; empty: nothing known */
    size_t need_at;
    bool need_guessed;
} sl_regex_part;

/* An ASCII letter in the case that texts have. */
char sl_part_lower(char c);

/* A part that matches text, in any case, and nothing else; or any one byte. */
sl_regex_part sl_part_exactly(sl_arena *arena, sl_str text);
sl_regex_part sl_part_any_byte(void);

/* The texts of both; each of a with each of b behind it. False if there are too many. */
bool sl_part_unite(sl_arena *arena, sl_list a, sl_list b, sl_list *out);
bool sl_part_multiply(sl_arena *arena, sl_list a, sl_list b, sl_list *out);

/* One or the other; one from min to max times (SIZE_MAX: without an end). */
sl_regex_part sl_part_either(sl_arena *arena, const sl_regex_part *a,
                             const sl_regex_part *b);
sl_regex_part sl_part_repeated(sl_arena *arena, sl_regex_part one, size_t min,
                               size_t max);

/* How good a set is to look for: 0 if it is none. */
size_t sl_part_worth(sl_list set, bool guessed);
/* Makes set, which stands at bytes behind the start of whole, its need if it is better. */
void sl_part_consider(sl_regex_part *whole, sl_list set, size_t at, bool guessed);
/* What a part cannot do without, and where in it that stands. */
sl_list sl_part_need(const sl_regex_part *one, size_t *at, bool *guessed);
/* A length that cannot overflow. */
size_t sl_part_clamp(size_t length);

#endif

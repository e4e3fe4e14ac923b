#include "cli/choices.h"

#include "text/suggest.h"

/* Takes the next choice off *rest; false at the end. */
static bool next_choice(sl_str *rest, sl_str *choice)
{
    if (rest->len == 0)
        return false;
    if (!sl_str_split(*rest, '|', choice, rest)) {
        *choice = *rest;
        *rest = sl_str_skip(*rest, rest->len);
    }
    return true;
}

size_t sl_choices_index(const char *choices, sl_str word)
{
    sl_str rest = sl_str_of(choices), choice;

    for (size_t i = 0; next_choice(&rest, &choice); i++)
        if (sl_str_eq(choice, word))
            return i;
    return SIZE_MAX;
}

void sl_choices_join(const char *choices, const char *sep, sl_buf *out)
{
    sl_str rest = sl_str_of(choices), choice;

    for (size_t i = 0; next_choice(&rest, &choice); i++) {
        if (i > 0)
            sl_buf_add(out, sl_str_of(sep));
        sl_buf_add(out, choice);
    }
}

sl_str sl_choices_near(const char *choices, sl_str word)
{
    sl_suggestion near = {.word = word};
    sl_str rest = sl_str_of(choices), choice;

    while (next_choice(&rest, &choice))
        sl_suggest(&near, choice);
    return near.best;
}

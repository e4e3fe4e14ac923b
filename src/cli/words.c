#include "cli/words.h"

#include "text/suggest.h"

#include <string.h>

typedef struct cursor {
    char **next;
    char **end;
} cursor;

static bool unknown_name(sl_str name, sl_err *err)
{
    sl_suggestion near = {.word = name};
    const sl_option *option;

    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++)
        sl_suggest(&near, sl_str_of(option->name));
    if (near.best.len > 0)
        return sl_fail(err, SL_EUSAGE, "unknown option '--%.*s', did you mean --%.*s?",
                       sl_fmt(sl_str_sub(name, 0, 100)), sl_fmt(near.best));
    return sl_fail(err, SL_EUSAGE, "unknown option '--%.*s'",
                   sl_fmt(sl_str_sub(name, 0, 100)));
}

static void keep(sl_words *out, const sl_option *option, const char *value)
{
    *sl_vec_push(&out->options) = (sl_word){option, value};
}

/* The next argument as the value of an option. One that looks like an option is
 * a forgotten value far more often than a strange file name. */
static bool take_value(cursor *at, const sl_option *option, const char **value,
                       sl_err *err)
{
    if (at->next == at->end)
        return sl_fail(err, SL_EUSAGE, "--%s needs a value: %s", option->name,
                       option->arg);
    if (at->next[0][0] == '-' && at->next[0][1])
        return sl_fail(err, SL_EUSAGE,
                       "--%s needs a value: %s (one that begins with a dash is "
                       "written --%s=%.60s)",
                       option->name, option->arg, option->name, at->next[0]);
    *value = *at->next++;
    return true;
}

static bool cut_long(const char *text, cursor *at, sl_words *out, sl_err *err)
{
    sl_str name = sl_str_of(text), rest;
    bool has_value = sl_str_split(name, '=', &name, &rest);
    const sl_option *option = sl_option_find(name, SL_COMMAND_COUNT);
    const char *value = has_value ? rest.ptr : NULL;

    if (!option)
        return unknown_name(name, err);
    if (has_value && !sl_option_takes_value(option))
        return sl_fail(err, SL_EUSAGE, "--%s takes no value", option->name);
    if (!has_value && sl_option_takes_value(option) &&
        !take_value(at, option, &value, err))
        return false;
    keep(out, option, value);
    return true;
}

/* "qj4": flags in a row, the last of which may have a value. */
static bool cut_short(const char *letters, cursor *at, sl_words *out, sl_err *err)
{
    for (; *letters; letters++) {
        const sl_option *option = sl_option_letter(*letters, SL_COMMAND_COUNT);
        const char *value = letters + 1;

        if (!option && sl_option_find(sl_str_of(letters), SL_COMMAND_COUNT))
            return sl_fail(err, SL_EUSAGE, "unknown option '-%.1s', did you mean --%s?",
                           letters, letters);
        if (!option)
            return sl_fail(err, SL_EUSAGE, "unknown option '-%.1s'", letters);
        if (!sl_option_takes_value(option)) {
            keep(out, option, NULL);
            continue;
        }
        if (!*value && !take_value(at, option, &value, err))
            return false;
        keep(out, option, value);
        return true;
    }
    return true;
}

static void cut_operand(const char *text, bool may_name, sl_words *out)
{
    sl_command_id command = sl_command_find(sl_str_of(text));

    if (may_name && !out->named && out->operands.len == 0 &&
        command != SL_COMMAND_COUNT) {
        out->command = command;
        out->named = true;
        return;
    }
    *sl_vec_push(&out->operands) = text;
}

bool sl_words_cut(int argc, char **argv, sl_words *out, sl_err *err)
{
    cursor at = {argc > 0 ? argv + 1 : argv, argv + argc};
    bool options = true;

    *out = (sl_words){.command = SL_COMMAND_SCAN, .dashes = SIZE_MAX};
    while (at.next < at.end) {
        const char *text = *at.next++;

        if (!options || text[0] != '-' || !text[1]) {
            cut_operand(text, options, out);
        } else if (strcmp(text, "--") == 0) {
            options = false;
            out->dashes = out->operands.len;
        } else if (text[1] == '-' ? !cut_long(text + 2, &at, out, err)
                                  : !cut_short(text + 1, &at, out, err)) {
            return false;
        }
    }
    return true;
}

void sl_words_free(sl_words *words)
{
    sl_vec_free(&words->options);
    sl_vec_free(&words->operands);
}

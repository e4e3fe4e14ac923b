#include "cli/assign.h"

#include "base/limits.h"
#include "base/pool.h"
#include "cli/choices.h"

static bool unknown_value(const sl_option *option, sl_str value, sl_err *err)
{
    sl_str near = sl_choices_near(option->choices, value);
    sl_buf text = {0};

    sl_buf_printf(&text, "--%s does not know '%.*s'", option->name,
                  sl_fmt(sl_str_sub(value, 0, 100)));
    if (near.len > 0)
        sl_buf_printf(&text, ", did you mean %.*s?", sl_fmt(near));
    sl_buf_add(&text, sl_lit(" (known: "));
    sl_choices_join(option->choices, ", ", &text);
    sl_buf_char(&text, ')');
    sl_fail(err, SL_EUSAGE, "%s", text.ptr);
    sl_buf_free(&text);
    return false;
}

static bool assign_number(unsigned *field, const sl_option *option, sl_str value,
                          sl_err *err)
{
    unsigned number = 0;

    for (size_t i = 0; i < value.len; i++) {
        unsigned digit = (unsigned)(value.ptr[i] - '0');

        if (digit > 9 || number > SL_MAX_THREADS) {
            number = 0;
            break;
        }
        number = number * 10 + digit;
    }
    if (number < 1 || number > SL_MAX_THREADS)
        return sl_fail(err, SL_EUSAGE,
                       "--%s needs a whole number from 1 to %u, not '%.*s'",
                       option->name, SL_MAX_THREADS, sl_fmt(sl_str_sub(value, 0, 40)));
    *field = number;
    return true;
}

static bool assign_output(sl_output_vec *field, const sl_option *option, sl_str value,
                          sl_err *err)
{
    sl_str format, file;

    if (!sl_str_split(value, '=', &format, &file))
        return sl_fail(err, SL_EUSAGE, "--%s needs FORMAT=FILE, not '%.*s'",
                       option->name, sl_fmt(sl_str_sub(value, 0, 100)));
    if (sl_choices_index(option->choices, format) == SIZE_MAX)
        return unknown_value(option, format, err);
    if (file.len == 0)
        return sl_fail(err, SL_EUSAGE, "--%s needs a file behind '%.*s='", option->name,
                       sl_fmt(format));
    if (sl_str_eq(file, sl_lit("-")))
        return sl_fail(err, SL_EUSAGE,
                       "--%s writes files, standard output is for --format %.*s",
                       option->name, sl_fmt(format));
    *sl_vec_push(field) = (sl_output){format, file.ptr};
    return true;
}

bool sl_assign(sl_options *options, const sl_option *option, const char *value,
               sl_err *err)
{
    void *field = (char *)options + option->offset;
    size_t choice = option->choices && value
                        ? sl_choices_index(option->choices, sl_str_of(value))
                        : 0;

    if (value && !*value)
        return sl_fail(err, SL_EUSAGE, "--%s needs a value that is not empty: %s",
                       option->name, option->arg);
    switch (option->kind) {
    case SL_OPTION_ON: *(bool *)field = true; return true;
    case SL_OPTION_OFF: *(bool *)field = false; return true;
    case SL_OPTION_NUMBER: return assign_number(field, option, sl_str_of(value), err);
    case SL_OPTION_OUTPUT: return assign_output(field, option, sl_str_of(value), err);
    case SL_OPTION_DIRS: *sl_vec_push((sl_arg_vec *)field) = value; return true;
    case SL_OPTION_TEXT:
    case SL_OPTION_FILE: *(const char **)field = value; return true;
    case SL_OPTION_WORD:
        if (choice == SIZE_MAX)
            return unknown_value(option, sl_str_of(value), err);
        *(const char **)field = value;
        return true;
    case SL_OPTION_CHOICE:
        if (choice == SIZE_MAX)
            return unknown_value(option, sl_str_of(value), err);
        *(unsigned *)field = (unsigned)choice;
        return true;
    }
    return false;
}

/* A default with choices can be assigned as if it were written; others are prose.
 * Rows of one name share it. */
void sl_assign_defaults(sl_options *options)
{
    unsigned cores = sl_pool_cores();
    const sl_option *option;

    options->jobs = cores < SL_MAX_THREADS ? cores : SL_MAX_THREADS;
    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++) {
        if (option->kind == SL_OPTION_OFF)
            *(bool *)((char *)options + option->offset) = true;
        else if (option->choices && option->initial)
            sl_assign(options, option, option->initial, NULL);
    }
}

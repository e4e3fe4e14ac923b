#include "cli/options.h"

#include "cli/assign.h"
#include "cli/auto_format.h"
#include "cli/choices.h"
#include "cli/conflicts.h"
#include "cli/words.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool assign_all(const sl_words *words, sl_options *out, sl_err *err)
{
    const char *command = sl_command_at(words->command)->name;

    for (size_t i = 0; i < words->options.len; i++) {
        const sl_word *word = &words->options.at[i];
        const sl_option *option =
            sl_option_find(sl_str_of(word->option->name), words->command);

        if (!option)
            return sl_fail(err, SL_EUSAGE, "--%s is no option of the command %s",
                           word->option->name, command);
        out->fail_on_given |= option->offset == offsetof(sl_options, fail_on);
        out->profile_given |= option->offset == offsetof(sl_options, profile);
        if (!sl_assign(out, option, word->value, err))
            return false;
    }
    return true;
}

static bool unknown_operand(const sl_command *command, sl_str operand, sl_err *err)
{
    sl_str near = sl_choices_near(command->choices, operand);
    sl_buf text = {0};

    sl_buf_printf(&text, "%s does not know '%.*s'", command->name,
                  sl_fmt(sl_str_sub(operand, 0, 100)));
    if (near.len > 0)
        sl_buf_printf(&text, ", did you mean %.*s?", sl_fmt(near));
    sl_buf_add(&text, sl_lit(" (known: "));
    sl_choices_join(command->choices, ", ", &text);
    sl_buf_char(&text, ')');
    sl_fail(err, SL_EUSAGE, "%s", text.ptr);
    sl_buf_free(&text);
    return false;
}

static bool take_operands(const sl_words *words, sl_options *out, sl_err *err)
{
    const sl_command *command = sl_command_at(words->command);
    size_t len = words->operands.len;
    size_t most = command->arity == SL_ARITY_NONE ? 0 : 1;

    if (command->arity == SL_ARITY_ANY) {
        for (size_t i = 0; i < len; i++)
            *sl_vec_push(&out->paths) = words->operands.at[i];
        return true;
    }
    if (len > most)
        return sl_fail(err, SL_EUSAGE, "%s has no use for '%.100s'", command->name,
                       words->operands.at[most]);
    if (len < 1 && command->arity == SL_ARITY_ONE) {
        sl_buf known = {0};

        sl_choices_join(command->choices, ", ", &known);
        sl_fail(err, SL_EUSAGE, "%s needs %s%s%s", command->name, command->operand,
                known.len ? ": one of " : "", known.len ? known.ptr : "");
        sl_buf_free(&known);
        return false;
    }
    out->operand = len > 0 ? words->operands.at[0] : NULL;
    if (out->operand && command->choices &&
        sl_choices_index(command->choices, sl_str_of(out->operand)) == SIZE_MAX)
        return unknown_operand(command, sl_str_of(out->operand), err);
    return true;
}

/* `seclint rules --help` is `seclint help rules`, whatever else stands there. */
static void turn_to_help(const sl_words *words, sl_options *out)
{
    out->command = SL_COMMAND_HELP;
    out->operand = words->named ? sl_command_at(words->command)->name : NULL;
    out->format = "text";
}

static bool judge(const sl_words *words, sl_options *out, sl_err *err)
{
    out->dashes = words->dashes;
    sl_assign_defaults(out);
    if (!assign_all(words, out, err))
        return false;
    if (out->help) {
        turn_to_help(words, out);
        return true;
    }
    if ((out->command == SL_COMMAND_SCAN || out->command == SL_COMMAND_HOOK) &&
        strcmp(out->format, "auto") == 0)
        out->format = sl_auto_format((const char *const *)environ);
    return out->version ||
           (take_operands(words, out, err) && sl_conflicts_check(words, out, err));
}

static void add_hint(const sl_words *words, sl_err *err)
{
    char text[sizeof err->text];
    const char *name = sl_command_at(words->command)->name;
    bool plain = !words->named || words->command == SL_COMMAND_SCAN;

    if (!err)
        return;
    memcpy(text, err->text, sizeof text);
    snprintf(err->text, sizeof err->text, "%.440s; see seclint %s%s", text,
             plain ? "" : name, plain ? "--help" : " --help");
}

bool sl_options_parse(int argc, char **argv, sl_options *out, sl_err *err)
{
    sl_words words;
    bool done;

    *out = (sl_options){0};
    done = sl_words_cut(argc, argv, &words, err);
    out->command = words.command;
    done = done && judge(&words, out, err);
    if (!done)
        add_hint(&words, err);
    sl_words_free(&words);
    return done;
}

void sl_options_free(sl_options *options)
{
    sl_vec_free(&options->paths);
    sl_vec_free(&options->rules);
    sl_vec_free(&options->outputs);
}

#include "cli/complete.h"
#include "cli/manual.h"
#include "cli/pages.h"

typedef struct shell {
    const char *name;
    void (*write)(sl_buf *out);
} shell;

static const shell shells[] = {
    {"bash", sl_complete_bash_write},
    {"zsh", sl_complete_zsh_write},
    {"fish", sl_complete_fish_write},
};

bool sl_completions_write(sl_str name, sl_buf *out)
{
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (!sl_str_eq(sl_str_of(shells[i].name), name))
            continue;
        shells[i].write(out);
        return true;
    }
    return false;
}

/* Rows of one name take a value, all or none: the first speaks for all. */
void sl_complete_valued(const char *sep, sl_buf *out)
{
    const sl_option *option;
    const char *lead = "";

    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++) {
        if (!sl_option_takes_value(option) ||
            sl_option_find(sl_str_of(option->name), SL_COMMAND_COUNT) != option)
            continue;
        sl_buf_printf(out, "%s--%s", lead, option->name);
        lead = sep;
        if (option->letter)
            sl_buf_printf(out, "%s-%c", sep, option->letter);
    }
}

void sl_complete_commands(const char *sep, sl_buf *out)
{
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        sl_buf_printf(out, "%s%s", id > 0 ? sep : "", sl_command_at(id)->name);
}

#include "fix/hook_script.h"

#include "base/siphash.h"

#include <inttypes.h>

#define MARK    "#!/bin/sh\n# seclint hook "
#define VERSION ", version "
#define SUM     ", sum "
#define PROGRAM "\nprogram="
#define BEGIN   "\"$program\" hook run "
#define END     " -- \"$@\""

/* What a hook guards, and how one does without it. */
typedef struct row {
    const char *name;
    const char *refused;
    const char *skip;
} row;

static const row rows[SL_HOOKS] = {
    [SL_HOOK_PRE_COMMIT] = {"pre-commit", "the commit",
                            "to commit without it: git commit --no-verify"},
    [SL_HOOK_PRE_MERGE_COMMIT] = {"pre-merge-commit", "the merge",
                                  "to merge without it: git merge --no-verify"},
    [SL_HOOK_PRE_PUSH] = {"pre-push", "the push",
                          "to push without it: git push --no-verify"},
    [SL_HOOK_PRE_RECEIVE] = {"pre-receive", "the push",
                             "that is for the administrator of this server to do"},
};

const char *sl_hook_name(sl_hook_id id)
{
    return rows[id].name;
}

sl_hook_id sl_hook_find(sl_str name)
{
    for (sl_hook_id id = 0; id < SL_HOOKS; id++)
        if (sl_str_eq(sl_str_of(rows[id].name), name))
            return id;
    return SL_HOOKS;
}

bool sl_hook_receives(sl_hook_id id)
{
    return id == SL_HOOK_PRE_RECEIVE;
}

bool sl_hook_commits(sl_hook_id id)
{
    return id == SL_HOOK_PRE_COMMIT || id == SL_HOOK_PRE_MERGE_COMMIT;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           sl_str_chr(sl_lit("_./=:,@%+-"), c) != SIZE_MAX;
}

void sl_hook_quote(sl_str text, sl_buf *out)
{
    bool plain = text.len > 0;

    for (size_t i = 0; i < text.len; i++)
        plain = plain && is_plain(text.ptr[i]);
    if (plain) {
        sl_buf_add(out, text);
        return;
    }
    sl_buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            sl_buf_add(out, sl_lit("'\\'"));
        sl_buf_char(out, text.ptr[i]);
    }
    sl_buf_char(out, '\'');
}

/* A program that PATH finds below the current directory may be the repository's own. */
static void write_search(const row *hook, const sl_hook_script *script, sl_buf *out)
{
    sl_buf_add(out, sl_lit(PROGRAM));
    sl_hook_quote(script->program, out);
    sl_buf_printf(
        out,
        "\n"
        "[ -x \"$program\" ] || program=$(command -v seclint)\n"
        "case $program in\n"
        "/*) ;;\n"
        "*)\n"
        "    echo 'seclint: the program was not found, neither where it was when this "
        "hook was installed nor in PATH,' >&2\n"
        "    echo 'seclint: so nothing was looked at, and %s is refused. Install it "
        "again, then: seclint hook install %s;' >&2\n"
        "    echo 'seclint: %s' >&2\n"
        "    exit 2\n"
        "    ;;\n"
        "esac\n",
        hook->refused, hook->name, hook->skip);
}

static void write_run(const row *hook, const sl_hook_script *script, sl_buf *out)
{
    sl_buf_printf(out, BEGIN "%s", hook->name);
    if (script->options.len > 0)
        sl_buf_printf(out, " %.*s", sl_fmt(script->options));
    sl_buf_add(out, sl_lit(END));
}

/* Other tools copy hooks of others elsewhere and call them: then we do not call back. */
static void write_chained(const row *hook, sl_buf *out)
{
    sl_buf_printf(out,
                  "chained=${0%%/*}/%s" SL_HOOK_CHAINED "\n"
                  "[ \"${0##*/}\" = %s ] && [ -f \"$chained\" ] && [ -x \"$chained\" ] "
                  "|| chained=\n",
                  hook->name, hook->name);
}

static void write_pre_commit(const row *hook, const sl_hook_script *script, sl_buf *out)
{
    if (script->chained) {
        write_chained(hook, out);
        sl_buf_add(out, sl_lit("if [ \"$chained\" ]; then\n"
                               "    \"$chained\" \"$@\" || exit\n"
                               "fi\n"));
    }
    sl_buf_add(out, sl_lit("exec "));
    write_run(hook, script, out);
    sl_buf_char(out, '\n');
}

/* Both read the refs from standard input; the dot keeps the line end of the last. */
static void write_push(const row *hook, const sl_hook_script *script, sl_buf *out)
{
    if (!script->chained) {
        write_pre_commit(hook, script, out);
        return;
    }
    write_chained(hook, out);
    sl_buf_add(out, sl_lit("input=$(cat; echo .)\n"
                           "input=${input%.}\n"
                           "printf %s \"$input\" | "));
    write_run(hook, script, out);
    sl_buf_add(out, sl_lit(" || exit\n"
                           "[ \"$chained\" ] || exit 0\n"
                           "printf %s \"$input\" | \"$chained\" \"$@\"\n"));
}

/* Of the script without its sum: tells an edited one from one of another version. */
static void add_sum(sl_str head, sl_str tail, sl_buf *out)
{
    static const uint8_t no_key[SL_SIPHASH_KEY];
    sl_buf whole = {0};

    sl_buf_add(&whole, head);
    sl_buf_add(&whole, tail);
    sl_buf_printf(out, "%016" PRIx64, sl_siphash(no_key, sl_buf_str(&whole)));
    sl_buf_free(&whole);
}

void sl_hook_write(sl_hook_id id, const sl_hook_script *script, sl_buf *out)
{
    const row *hook = &rows[id];
    sl_buf head = {0}, tail = {0};

    sl_buf_printf(&head, MARK "%s" VERSION "%.*s", hook->name, sl_fmt(script->version));
    sl_buf_printf(&tail, ". To take it away: seclint hook uninstall %s", hook->name);
    write_search(hook, script, &tail);
    if (sl_hook_commits(id))
        write_pre_commit(hook, script, &tail);
    else
        write_push(hook, script, &tail);
    sl_buf_add(out, sl_buf_str(&head));
    sl_buf_add(out, sl_lit(SUM));
    add_sum(sl_buf_str(&head), sl_buf_str(&tail), out);
    sl_buf_add(out, sl_buf_str(&tail));
    sl_buf_free(&head);
    sl_buf_free(&tail);
}

/* What stands between two texts, or nothing. */
static sl_str between(sl_str text, sl_str before, sl_str after)
{
    size_t start = sl_str_find(text, before);
    sl_str rest = sl_str_skip(text, start == SIZE_MAX ? text.len : start + before.len);
    size_t end = sl_str_find(rest, after);

    return end == SIZE_MAX ? (sl_str){0} : sl_str_sub(rest, 0, end);
}

/* The word at the start of rest, up to a line end outside of quotes. */
static bool unquote(sl_str rest, sl_buf *out)
{
    while (rest.len > 0 && rest.ptr[0] != '\n') {
        if (rest.ptr[0] == '\'') {
            size_t end = sl_str_chr(sl_str_skip(rest, 1), '\'');

            if (end == SIZE_MAX)
                return false;
            sl_buf_add(out, sl_str_sub(rest, 1, end + 1));
            rest = sl_str_skip(rest, end + 2);
        } else if (sl_str_starts(rest, sl_lit("\\'"))) {
            sl_buf_char(out, '\'');
            rest = sl_str_skip(rest, 2);
        } else if (is_plain(rest.ptr[0])) {
            sl_buf_char(out, rest.ptr[0]);
            rest = sl_str_skip(rest, 1);
        } else {
            return false;
        }
    }
    return rest.len > 0;
}

static sl_str read_program(sl_str text, sl_arena *arena)
{
    size_t start = sl_str_find(text, sl_lit(PROGRAM));
    sl_buf path = {0};
    sl_str program = {0};

    if (start != SIZE_MAX &&
        unquote(sl_str_skip(text, start + sizeof PROGRAM - 1), &path))
        program = sl_arena_str(arena, sl_buf_str(&path));
    sl_buf_free(&path);
    return program;
}

/* "VERSION, sum HEX", and whether that is the sum of the script. */
static sl_str read_version(sl_str text, sl_str line, bool *whole)
{
    size_t at = sl_str_find(line, sl_lit(SUM));
    sl_str version = sl_str_sub(line, 0, at == SIZE_MAX ? line.len : at);
    sl_str sum = sl_str_skip(line, version.len + sizeof SUM - 1);
    sl_buf again = {0};

    if (at != SIZE_MAX) {
        sl_str head = sl_str_sub(text, 0, (size_t)(version.ptr - text.ptr) + at);
        sl_str tail = sl_str_skip(text, (size_t)(line.ptr - text.ptr) + line.len);

        add_sum(head, tail, &again);
    }
    *whole = again.len > 0 && sl_str_eq(sum, sl_buf_str(&again));
    sl_buf_free(&again);
    return version;
}

bool sl_hook_read(sl_hook_id id, sl_str text, sl_arena *arena, sl_hook_script *out)
{
    sl_str name = sl_str_of(rows[id].name);
    sl_str rest = sl_str_drop(text, sl_lit(MARK));
    sl_str run;

    if (rest.len == text.len || !sl_str_starts(rest, name) ||
        !sl_str_starts(sl_str_skip(rest, name.len), sl_lit(VERSION)))
        return false;
    run = between(rest, sl_lit(BEGIN), sl_lit(END));
    *out = (sl_hook_script){
        .program = read_program(rest, arena),
        .options = sl_str_drop(sl_str_drop(run, name), sl_lit(" ")),
        .chained = sl_str_has(rest, sl_lit("\nchained=")),
    };
    out->version =
        read_version(text, between(rest, sl_lit(VERSION), sl_lit(". ")), &out->whole);
    return true;
}

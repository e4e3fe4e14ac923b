/* hook_chain.c - can the hook of somebody else be kept beside ours, by another name? */
#include "base/file.h"
#include "base/limits.h"
#include "fix/hook.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* How scripts in the languages that hooks are written in ask for their own path. */
static const char *const own_names[] = {
    "$0",       "${0",      "BASH_SOURCE", "argv[0]",     "process.argv[1]",
    "__file__", "__FILE__", "__filename",  "PROGRAM_NAME"};

/* The directory stays the same: dirname "$0", ${0%/\*}, os.path.dirname(__file__). */
static bool asks_for_directory(sl_str before, sl_str after)
{
    while (before.len > 0 && strchr("\"'${", before.ptr[before.len - 1]))
        before.len--;
    return sl_str_starts(after, sl_lit("%/*}")) ||
           sl_str_ends(before, sl_lit("dirname ")) ||
           sl_str_ends(before, sl_lit("dirname -- ")) ||
           sl_str_ends(before, sl_lit("dirname("));
}

/* The first way in which text asks for its file's name, or NULL. */
static const char *asks_for_name(sl_str text)
{
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++) {
        sl_str name = sl_str_of(own_names[i]);
        size_t from = 0;

        for (size_t at;
             (at = sl_str_find(sl_str_skip(text, from), name)) != SIZE_MAX;) {
            size_t start = from + at;

            from = start + name.len;
            if (!asks_for_directory(sl_str_sub(text, 0, start),
                                    sl_str_skip(text, from)))
                return own_names[i];
        }
    }
    return NULL;
}

static bool refuse(const sl_hook *hook, const char *why, const char *what, sl_err *err)
{
    return sl_fail(err, SL_EUSAGE,
                   "%.300s cannot be chained, because it %s%s and would have another "
                   "name then: add a line to it instead: seclint hook run %s -- \"$@\"",
                   hook->path.ptr, why, what, sl_hook_name(hook->id));
}

/* A folder NAME.d beside it that its text does not spell out is found by its name. */
static bool has_parts(const sl_hook *hook, sl_str text)
{
    sl_buf parts = {0};
    struct stat st;
    bool found;

    sl_buf_printf(&parts, "%s.d", sl_hook_name(hook->id));
    found = fstatat(hook->dir, parts.ptr, &st, 0) == 0 && S_ISDIR(st.st_mode) &&
            !sl_str_has(text, sl_buf_str(&parts));
    sl_buf_free(&parts);
    return found;
}

static bool judge(const sl_hook *hook, sl_str text, sl_err *err)
{
    const char *way = asks_for_name(text);

    if (sl_str_chr(text, '\0') != SIZE_MAX)
        return refuse(hook, "is a program that may go by its name", "", err);
    if (way)
        return refuse(hook, "asks for its own name, with ", way, err);
    return !has_parts(hook, text) ||
           refuse(hook, "seems to run what is in a folder of its name with .d", "",
                  err);
}

bool sl_hook_can_chain(const sl_hook *hook, sl_err *err)
{
    struct stat st;
    sl_buf text = {0};
    bool ok;

    if (hook->beside)
        return sl_fail(err, SL_EUSAGE,
                       "%.300s" SL_HOOK_CHAINED
                       " is there already: two hooks cannot be chained",
                       hook->path.ptr);
    if (fstatat(hook->dir, sl_hook_name(hook->id), &st, 0) != 0 || !S_ISREG(st.st_mode))
        return sl_fail(err, SL_EUSAGE,
                       "%.300s is neither a file nor a link to one, so it cannot be "
                       "chained: move it away",
                       hook->path.ptr);
    ok = sl_file_read(hook->path.ptr, SL_MAX_CONFIG_FILE, &text, err) &&
         judge(hook, sl_buf_str(&text), err);
    sl_buf_free(&text);
    return ok;
}

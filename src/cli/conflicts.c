#include "cli/conflicts.h"

#include <string.h>
#include <sys/stat.h>

typedef struct pair {
    const char *one;
    const char *other;
    const char *why;
} pair;

static const pair pairs[] = {
    {"staged", "range", "the index and commits are looked at in separate runs"},
    {"range", "no-history", "commits are history"},
    {"new-since", "staged", "what a commit changes is new in itself"},
    {"new-since", "range", "what commits bring in is new in itself"},
    {"baseline", "no-baseline", "honour it or not"},
    {"cache", "no-cache", "keep it there or nowhere"},
    {"fix-gitignore", "staged", "a working tree is repaired, not the index"},
    {"fix-gitignore", "range", "a working tree is repaired, not a commit"},
    {"fix-gitignore", "new-since", "what is wrong is repaired, old or new"},
    {"fix-gitignore", "format", "it prints what it did"},
    {"fix-gitignore", "output", "it writes no report"},
    {"fix-gitignore", "statistics", "it prints what it did"},
    {"quiet", "verbose", "say less or say more"},
};

static bool given(const sl_words *words, const char *name)
{
    for (size_t i = 0; i < words->options.len; i++)
        if (strcmp(words->options.at[i].option->name, name) == 0)
            return true;
    return false;
}

static bool check_pairs(const sl_words *words, sl_err *err)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (given(words, pairs[i].one) && given(words, pairs[i].other))
            return sl_fail(err, SL_EUSAGE, "--%s and --%s exclude each other: %s",
                           pairs[i].one, pairs[i].other, pairs[i].why);
    return true;
}

static bool check_fix(const sl_options *options, sl_err *err)
{
    if (options->diff && !options->fix_gitignore)
        return sl_fail(err, SL_EUSAGE,
                       "--diff shows what --fix-gitignore would do: give "
                       "both");
    if ((options->per_file || options->yes) && !options->fix_gitignore)
        return sl_fail(err, SL_EUSAGE, "--%s says how --fix-gitignore works: give both",
                       options->per_file ? "per-file" : "yes");
    if (options->fix_gitignore && options->paths.len > 1)
        return sl_fail(err, SL_EUSAGE,
                       "--fix-gitignore repairs one repository, not %zu",
                       options->paths.len);
    return true;
}

static bool check_statistics(const sl_options *options, sl_err *err)
{
    bool text = !options->format || strcmp(options->format, "text") == 0;

    if (!options->statistics || text)
        return true;
    return sl_fail(
        err, SL_EUSAGE,
        "--statistics is for people, --format %s has every finding: give one",
        options->format);
}

/* "A..B" or "A...B", with something in the place of both. */
static bool has_ends(sl_str text)
{
    size_t dots = sl_str_find(text, sl_lit(".."));
    sl_str end = sl_str_skip(text, dots == SIZE_MAX ? text.len : dots + 2);

    end = sl_str_drop(end, sl_lit("."));
    return dots != 0 && end.len > 0 && end.ptr[0] != '.';
}

static bool check_range(const sl_options *options, sl_err *err)
{
    bool automatic = options->range && strcmp(options->range, "auto") == 0;

    if (options->range && !automatic && !has_ends(sl_str_of(options->range)))
        return sl_fail(err, SL_EUSAGE,
                       "--range needs two commits as A..B or A...B, or auto, not "
                       "'%.100s'",
                       options->range);
    if (options->paths.len > 1 && (options->new_since || automatic))
        return sl_fail(err, SL_EUSAGE, "--%s is about one repository, not %zu",
                       automatic ? "range auto" : "new-since", options->paths.len);
    return true;
}

static sl_str plain(const char *file)
{
    sl_str path = sl_str_of(file);

    while (sl_str_starts(path, sl_lit("./")))
        path = sl_str_skip(path, 2);
    return path;
}

static bool check_outputs(const sl_output_vec *outputs, sl_err *err)
{
    for (size_t i = 0; i < outputs->len; i++)
        for (size_t j = 0; j < i; j++)
            if (sl_str_eq(plain(outputs->at[i].file), plain(outputs->at[j].file)))
                return sl_fail(err, SL_EUSAGE,
                               "two --output go to the same file: %.200s",
                               outputs->at[i].file);
    return true;
}

/* The .git of a worktree or submodule is a file, and a repository. */
static bool is_plain_file(const char *path)
{
    struct stat info;

    return !sl_str_eq(sl_path_base(sl_str_of(path)), sl_lit(".git")) &&
           stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

/* The option that asks for a repository, or NULL. */
static const char *mode_of(const sl_options *options)
{
    if (options->staged)
        return "staged";
    if (options->range)
        return "range";
    return options->new_since ? "new-since" : NULL;
}

static bool check_paths(const sl_options *options, sl_err *err)
{
    const char *mode = mode_of(options);
    size_t inputs = 0;

    for (size_t i = 0; i < options->paths.len; i++) {
        const char *path = options->paths.at[i];
        bool is_input = strcmp(path, "-") == 0;

        inputs += is_input;
        if (!*path)
            return sl_fail(err, SL_EUSAGE, "a PATH is empty");
        if (mode && is_input)
            return sl_fail(err, SL_EUSAGE,
                           "--%s reads a repository, not standard input", mode);
        if (mode && is_plain_file(path))
            return sl_fail(err, SL_EUSAGE,
                           "--%s reads a repository, but %.200s is a file", mode, path);
    }
    if (inputs > 1)
        return sl_fail(err, SL_EUSAGE, "standard input can be read only once");
    if (options->stdin_path && inputs == 0)
        return sl_fail(err, SL_EUSAGE,
                       "--stdin-path names standard input, but no PATH is '-'");
    return true;
}

/* What the scan is to do stands behind "--", where it is not taken for an option of the
 * installation. */
static bool check_hook(const sl_words *words, const sl_options *options, sl_err *err)
{
    const char *action = options->paths.len > 0 ? options->paths.at[0] : "";
    bool run = strcmp(action, "run") == 0;

    for (size_t i = 0; i < words->options.len; i++) {
        const char *name = words->options.at[i].option->name;
        bool own = strcmp(name, "chain") == 0 || strcmp(name, "diff") == 0 ||
                   strcmp(name, "dry-run") == 0;

        if (run && own)
            return sl_fail(err, SL_EUSAGE, "--%s is no option of hook run", name);
        if (!run && !own)
            return sl_fail(err, SL_EUSAGE,
                           "--%s is for what the hook runs: seclint hook install NAME "
                           "-- --%s",
                           name, name);
    }
    return !options->chain || strcmp(action, "install") == 0 ||
           sl_fail(err, SL_EUSAGE, "--chain says how a hook is installed");
}

bool sl_conflicts_check(const sl_words *words, const sl_options *options, sl_err *err)
{
    /* the rules of git's commands are git's, and so are their exit statuses */
    if (sl_command_follows_git(options->command))
        return true;
    if (options->command == SL_COMMAND_HOOK)
        return check_pairs(words, err) && check_hook(words, options, err) &&
               check_statistics(options, err) && check_outputs(&options->outputs, err);
    return check_pairs(words, err) && check_range(options, err) &&
           check_fix(options, err) && check_statistics(options, err) &&
           check_outputs(&options->outputs, err) && check_paths(options, err);
}

#include "cli/commands.h"
#include "cli/out.h"
#include "cli/questions.h"
#include "scan/results.h"
#include "source/pathspec.h"
#include "text/cquote.h"

typedef struct checker {
    const sl_options *options;
    sl_cwd cwd;
    bool quote_high;
    sl_attributes *attributes;
    size_t names; /* so many operands are attributes; with -a none */
    size_t first; /* the first operand that is a path */
    sl_buf path;
} checker;

static sl_str state_of(const sl_attr *attr)
{
    switch (attr->state) {
    case SL_ATTR_SET: return sl_lit("set");
    case SL_ATTR_UNSET: return sl_lit("unset");
    case SL_ATTR_VALUE: return attr->value;
    case SL_ATTR_UNSPECIFIED: break;
    }
    return sl_lit("unspecified");
}

/* "PATH: NAME: STATE", or the three of them with a NUL each. */
static void put_answer(const checker *c, const sl_attr *attr, const char *typed,
                       sl_buf *out)
{
    bool null = c->options->null;
    sl_str between = null ? sl_str_make("", 1) : sl_lit(": ");

    if (null)
        sl_buf_add(out, sl_str_of(typed));
    else
        sl_cquote(sl_str_of(typed), c->quote_high, out);
    sl_buf_add(out, between);
    sl_buf_add(out, attr->name);
    sl_buf_add(out, between);
    sl_buf_add(out, state_of(attr));
    sl_buf_char(out, null ? '\0' : '\n');
}

static bool answer(void *ctx, const char *typed, sl_buf *out, sl_err *err)
{
    checker *c = ctx;
    const sl_attr *all;
    size_t len;

    if (sl_pathspec_path(&c->cwd, typed, &c->path, err) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < c->names; i++) {
        sl_attr attr = sl_attributes_get(c->attributes, sl_buf_str(&c->path),
                                         sl_str_of(c->options->paths.at[i]));

        put_answer(c, &attr, typed, out);
    }
    if (!c->options->all)
        return true;
    len = sl_attributes_all(c->attributes, sl_buf_str(&c->path), &all);
    for (size_t i = 0; i < len; i++)
        put_answer(c, &all[i], typed, out);
    return true;
}

/* Which operands are attributes: those before "--", the first without it, or all if
 * the paths come from standard input. Source: git-check-attr(1). */
static bool split_operands(checker *c, sl_err *err)
{
    const sl_options *options = c->options;
    size_t len = options->paths.len;
    bool dashes = options->dashes != SIZE_MAX;

    if (dashes)
        c->names = options->dashes;
    else if (!options->all)
        c->names = options->stdin_paths ? len : len > 0;
    if (options->all && c->names > 0)
        return sl_fail(err, SL_EUSAGE, "Attributes and --all both specified");
    if (!options->all && c->names == 0)
        return sl_fail(err, SL_EUSAGE, "No attribute specified");
    c->first = c->names;
    if (options->stdin_paths && c->first < len)
        return sl_fail(err, SL_EUSAGE, "Can't specify files with --stdin");
    if (!options->stdin_paths && c->first == len)
        return sl_fail(err, SL_EUSAGE, "No file specified");
    return true;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_';
}

static bool check_names(const checker *c, sl_err *err)
{
    for (size_t i = 0; i < c->names; i++) {
        sl_str name = sl_str_of(c->options->paths.at[i]);
        bool valid = name.len > 0 && name.ptr[0] != '-';

        for (size_t j = 0; j < name.len; j++)
            valid = valid && is_name_byte(name.ptr[j]);
        if (!valid)
            return sl_fail(err, SL_EUSAGE, "%.*s: not a valid attribute name",
                           sl_fmt(name));
    }
    return true;
}

/* Answers in the repository; returns the exit status. */
static int run(checker *c, sl_repo *repo, sl_err *err)
{
    if (!split_operands(c, err)) {
        sl_complain_as("error", err);
        return SL_EXIT_GIT_USAGE;
    }
    if (!check_names(c, err)) {
        sl_complain_as("error", err);
        return SL_EXIT_GIT_ERROR;
    }
    c->quote_high = sl_repo_quotes_high(repo);
    c->attributes = sl_repo_attributes(repo, c->options->cached);
    if (!sl_questions_answer(c->options, c->first, answer, c, err))
        return sl_questions_fatal(err);
    return SL_EXIT_CLEAN;
}

int sl_command_check_attr(const sl_options *options)
{
    sl_err err = {0};
    sl_repo *repo = sl_questions_repo(true, &err);
    checker c = {.options = options};
    sl_arena arena = {0};
    int status = repo && sl_cwd_find(repo, &arena, &c.cwd, &err)
                     ? run(&c, repo, &err)
                     : sl_questions_fatal(&err);

    sl_buf_free(&c.path);
    sl_attributes_free(c.attributes);
    sl_arena_free(&arena);
    sl_repo_close(repo);
    return status;
}

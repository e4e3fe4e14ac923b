#include "cli/commands.h"
#include "cli/options.h"
#include "cli/out.h"
#include "cli/rulebase.h"
#include "scan/config_schema.h"
#include "scan/config_show.h"
#include "scan/results.h"
#include "scan/ruleset.h"
#include "source/repo.h"
#include "text/escape.h"
#include "text/veil.h"

/* The configuration that a scan of a path would find, with what it is read against. */
typedef struct reading {
    sl_rules rules;
    sl_config config;
    sl_arena arena;
    sl_ruleset set;
    bool built;
} reading;

static void reading_free(reading *r)
{
    if (r->built)
        sl_ruleset_free(&r->set);
    sl_arena_free(&r->arena);
    sl_config_free(&r->config);
    sl_rules_free(&r->rules);
}

/* As sl_state_open does, so that nothing stands in the way of a scan afterwards. */
static bool read_config(const sl_options *options, const sl_config_source *source,
                        reading *r, sl_err *err)
{
    if (!sl_rulebase_add(options, &r->rules, err) ||
        !sl_config_load(source, &r->rules, &r->config, err))
        return false;
    if (options->profile_given)
        r->config.profile = (sl_profile)options->profile;
    sl_rules_sort(&r->rules);
    r->built = true;
    return sl_ruleset_build(&r->rules, &r->config, &r->arena, &r->set, err);
}

static bool find_config(const sl_options *options, const char *path, reading *r,
                        sl_err *err)
{
    sl_config_source source = {.named = options->config};
    sl_err none = {0};
    sl_repo *repo = NULL;
    bool ok;

    if (!options->config && options->find_config) {
        repo = sl_repo_open(path, &none);
        source.worktree = repo ? sl_repo_worktree(repo) : NULL;
        source.path = repo ? NULL : path ? path : ".";
    }
    ok = read_config(options, &source, r, err);
    sl_repo_close(repo);
    return ok;
}

static void add_mistakes(const sl_config *config, sl_buf *out)
{
    for (size_t i = 0; i < config->mistakes.len; i++) {
        const sl_mistake *mistake = &config->mistakes.at[i];
        sl_buf text = {0}, shown = {0};

        if (mistake->line > 0)
            sl_buf_printf(&text, "%.*s:%zu:%zu: %s: ", sl_fmt(config->file),
                          mistake->line, mistake->column,
                          mistake->warning ? "warning" : "error");
        sl_buf_add(&text, mistake->text);
        sl_veil(sl_buf_str(&text), &shown);
        sl_escape(sl_buf_str(&shown), out);
        sl_buf_char(out, '\n');
        sl_buf_free(&shown);
        sl_buf_free(&text);
    }
}

static bool has_error(const sl_config *config)
{
    for (size_t i = 0; i < config->mistakes.len; i++)
        if (!config->mistakes.at[i].warning)
            return true;
    return false;
}

/* What keeps it from being read is told with all its mistakes, if that is what it is. */
static int fail(const reading *r, const sl_err *err, sl_buf *text)
{
    if (!has_error(&r->config))
        return sl_complain(err);
    sl_stderr_write(sl_buf_str(text));
    return SL_EXIT_ERROR;
}

/* A reason or a pattern of the configuration may quote a secret. */
static bool print(const sl_buf *text, sl_err *err)
{
    sl_buf shown = {0};
    bool ok;

    sl_veil(sl_buf_str(text), &shown);
    ok = sl_stdout_write(sl_buf_str(&shown), err);
    sl_buf_free(&shown);
    return ok;
}

static int show(const sl_options *options, const char *path)
{
    static const struct {
        const char *format;
        void (*write)(const sl_config_view *view, sl_buf *out);
    } formats[] = {{"text", sl_config_show_yaml},
                   {"json", sl_config_show_json},
                   {"jsonl", sl_config_show_jsonl}};
    const sl_config_given given[] = {
        {"profile", "--profile",
         options->profile_given ? sl_profile_name((sl_profile)options->profile) : NULL},
        {"strategy", "--strategy",
         options->strategy ? sl_strategy_name((sl_strategy)options->strategy) : NULL},
        {"fail-on", "--fail-on",
         !options->fail_on_given ? NULL
         : options->fail_on      ? sl_level_name((sl_level)options->fail_on)
                                 : "never"},
    };
    reading r = {0};
    sl_config_view view = {&r.config, given, sizeof given / sizeof *given};
    sl_buf told = {0}, text = {0};
    sl_err err = {0};
    bool ok = find_config(options, path, &r, &err);
    int status;

    add_mistakes(&r.config, &told);
    for (size_t i = 0; ok && i < sizeof formats / sizeof *formats; i++)
        if (sl_str_eq(sl_str_of(options->format), sl_str_of(formats[i].format)))
            formats[i].write(&view, &text);
    if (!ok) {
        status = fail(&r, &err, &told);
    } else {
        sl_stderr_write(sl_buf_str(&told));
        status = print(&text, &err) ? SL_EXIT_CLEAN : sl_complain(&err);
    }
    sl_buf_free(&told);
    sl_buf_free(&text);
    reading_free(&r);
    return status;
}

static int check(const sl_options *options, const char *file)
{
    sl_options named = *options;
    reading r = {0};
    sl_buf text = {0};
    sl_err err = {0};
    int status = SL_EXIT_ERROR;
    bool ok;

    if (file)
        named.config = file;
    ok = find_config(&named, NULL, &r, &err);
    add_mistakes(&r.config, &text);
    if (ok && r.config.file.len == 0)
        sl_fail(&err, SL_EUSAGE, "there is no .seclint.yml here to check: name a FILE");
    else if (ok)
        status = SL_EXIT_CLEAN;
    if (ok && status == SL_EXIT_CLEAN && text.len == 0)
        sl_buf_printf(&text, "%.*s: nothing is wrong\n", sl_fmt(r.config.file));
    if (status != SL_EXIT_CLEAN && !has_error(&r.config))
        sl_complain(&err);
    if (!print(&text, &err))
        status = sl_complain(&err);
    sl_buf_free(&text);
    reading_free(&r);
    return status;
}

static int schema(void)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool ok;

    sl_config_schema_write(&text);
    ok = print(&text, &err);
    sl_buf_free(&text);
    return ok ? SL_EXIT_CLEAN : sl_complain(&err);
}

int sl_command_config(const sl_options *options)
{
    size_t len = options->paths.len;
    sl_str work = sl_str_of(len ? options->paths.at[0] : "show");
    const char *operand = len > 1 ? options->paths.at[1] : NULL;
    sl_err err = {0};

    if (len > 2)
        sl_fail(&err, SL_EUSAGE, "config %.*s has no use for '%.100s'",
                sl_fmt(sl_str_sub(work, 0, 20)), options->paths.at[2]);
    else if (sl_str_eq(work, sl_lit("show")))
        return show(options, operand);
    else if (sl_str_eq(work, sl_lit("check")))
        return check(options, operand);
    else if (sl_str_eq(work, sl_lit("schema")) && !operand)
        return schema();
    else
        sl_fail(&err, SL_EUSAGE,
                "config does not know '%.*s' (known: show, check, schema)",
                sl_fmt(sl_str_sub(work, 0, 100)));
    return sl_complain(&err);
}

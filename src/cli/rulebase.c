#include "cli/rulebase.h"

#include "scan/config.h"
#include "source/repo.h"

bool sl_rulebase_add(const sl_options *options, sl_rules *out, sl_err *err)
{
    *out = (sl_rules){0};
    if (!sl_rules_add_builtin(out, err))
        return false;
    for (size_t i = 0; i < options->rules.len; i++)
        if (!sl_rules_add_dir(out, options->rules.at[i], err))
            return false;
    return true;
}

/* The configuration that a scan from here would find; its rules and levels. */
static bool add_config(const sl_options *options, sl_rules *out, sl_err *err)
{
    sl_err none = {0};
    sl_repo *repo =
        options->config || !options->find_config ? NULL : sl_repo_open(NULL, &none);
    sl_config_source source = {
        .named = options->config,
        .worktree = repo ? sl_repo_worktree(repo) : NULL,
    };
    sl_config config = {0};
    bool ok = sl_config_load(&source, out, &config, err);

    for (size_t i = 0; ok && i < out->rules.len; i++)
        out->rules.at[i]->level = sl_config_level(&config, out->rules.at[i]);
    out->extra = config.arena; /* strings of its rules */
    config.arena = (sl_arena){0};
    sl_config_free(&config);
    sl_repo_close(repo);
    return ok;
}

bool sl_rulebase_open(const sl_options *options, sl_rules *out, sl_err *err)
{
    if (!sl_rulebase_add(options, out, err) || !add_config(options, out, err))
        return false;
    sl_rules_sort(out);
    return true;
}

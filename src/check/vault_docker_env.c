/* vault_docker_env.c - a vault where only programs read that cannot open one: Docker,
 * dotenv libraries. They take the ciphertext for settings. */
#include "check/check.h"

static const sl_secret_class *class_of(const sl_fact *fact)
{
    return fact->path_class ? fact->path_class : fact->public_class;
}

/* Ansible decrypts what it copies; below its own folders any file may be copied. */
static bool ansible_may_copy(sl_str path)
{
    static const char *const folders[] = {
        "roles",     "files",       "templates", "playbooks", "group_vars", "host_vars",
        "inventory", "inventories", "ansible",   "vault",     "vaults"};

    while (path.len > 0) {
        sl_str part = sl_str_sub(path, 0, sl_str_chr(path, '/'));

        for (size_t i = 0; part.len < path.len && i < sizeof folders / sizeof *folders;
             i++)
            if (sl_str_eq_nocase(part, sl_str_of(folders[i])))
                return true;
        path = sl_str_skip(path, part.len + 1);
    }
    return false;
}

/* Where the layout knows its readers it is sure; elsewhere only the one name that
 * programs read as it lies there says enough. */
static bool judge(const sl_fact *fact, sl_level *level)
{
    const sl_secret_class *class_ = class_of(fact);
    bool dev = sl_str_eq(sl_path_base(fact->place.path), sl_lit(".env.dev"));

    if (!class_ || class_->generated || (fact->public_class && !dev) ||
        (fact->path_class && sl_list_has(class_->encryption, sl_lit("ansible-vault"))))
        return false;
    *level = class_->layout->certain ? SL_LEVEL_OFF : SL_LEVEL_WARNING;
    return class_->layout->certain ||
           ((dev || sl_str_eq(sl_path_base(fact->place.path), sl_lit(".env"))) &&
            !ansible_may_copy(fact->place.path));
}

void sl_check_vault_docker_env(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *fact = sl_facts_staged(of_path);
        sl_level level;

        if (!fact)
            fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
        if (!fact || fact->content.class_ != SL_CONTENT_VAULT || !judge(fact, &level))
            continue;
        if (fact->public_class)
            sl_sink_about(sink, rule, level, fact,
                          "an Ansible vault in a file that developers use as it is: "
                          "nothing decrypts it for them");
        else
            sl_sink_about(sink, rule, level, fact,
                          "an Ansible vault that its reader (%.*s) cannot open",
                          sl_fmt(class_of(fact)->reader));
    }
}

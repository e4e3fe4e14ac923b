#include "rule/strategy.h"

static const char *const names[SL_STRATEGIES] = {
    [SL_STRATEGY_NONE] = "none",
    [SL_STRATEGY_LOCAL_ONLY] = "local-only",
    [SL_STRATEGY_ANSIBLE_VAULT] = "ansible-vault",
    [SL_STRATEGY_GIT_CRYPT] = "git-crypt",
    [SL_STRATEGY_SECRETS_MANAGER] = "secrets-manager",
};

const char *sl_strategy_name(sl_strategy strategy)
{
    return names[strategy];
}

bool sl_strategy_parse(sl_str name, sl_strategy *out)
{
    for (int i = SL_STRATEGY_LOCAL_ONLY; i < SL_STRATEGIES; i++)
        if (sl_str_eq(name, sl_str_of(names[i]))) {
            *out = (sl_strategy)i;
            return true;
        }
    return false;
}

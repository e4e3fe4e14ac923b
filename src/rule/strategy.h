/* strategy.h - how a project protects its secret files. */
#ifndef SECLINT_RULE_STRATEGY_H
#define SECLINT_RULE_STRATEGY_H

#include "base/str.h"

typedef enum sl_strategy {
    SL_STRATEGY_NONE,            /* not said */
    SL_STRATEGY_LOCAL_ONLY,      /* secret files are ignored and stay on each machine */
    SL_STRATEGY_ANSIBLE_VAULT,   /* committed, encrypted by ansible-vault */
    SL_STRATEGY_GIT_CRYPT,       /* committed, encrypted by the git-crypt filter */
    SL_STRATEGY_SECRETS_MANAGER, /* files hold references; values are in AWS */
    SL_STRATEGIES
} sl_strategy;

/* As --strategy and .seclint.yml spell it, apart from SL_STRATEGY_NONE. */
#define SL_STRATEGY_CHOICES "local-only|ansible-vault|git-crypt|secrets-manager"

const char *sl_strategy_name(sl_strategy strategy);
bool sl_strategy_parse(sl_str name, sl_strategy *out);

#endif

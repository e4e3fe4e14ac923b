#include "check/check.h"

static const sl_check checks[] = {
#define DOCUMENT(function, name, kinds, secrets) \
    {name, SL_SCOPE_DOCUMENT, kinds, secrets, sl_check_##function, NULL},
#define REPOSITORY(function, name) \
    {name, SL_SCOPE_REPOSITORY, 0, false, NULL, sl_check_##function},
#include "check/checks.def"
#undef DOCUMENT
#undef REPOSITORY
};

const sl_check *sl_check_find(sl_str name)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (sl_str_eq(name, sl_str_of(checks[i].name)))
            return &checks[i];
    return NULL;
}

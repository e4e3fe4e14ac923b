#include "cli/auto_format.h"

#include "base/str.h"

static const struct {
    const char *variable; /* with "=" */
    const char *format;
} servers[] = {
    {"GITHUB_ACTIONS=", "github"}, {"TF_BUILD=", "azure"}, /* "True" */
};

const char *sl_auto_format(const char *const *env)
{
    for (; env && *env; env++) {
        for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
            sl_str value = sl_str_drop(sl_str_of(*env), sl_str_of(servers[i].variable));

            if (value.ptr != *env && sl_str_eq_nocase(value, sl_lit("true")))
                return servers[i].format;
        }
    }
    return "text";
}

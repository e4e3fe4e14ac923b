/* sops.c - files that SOPS has encrypted, by the metadata it leaves. */
#include "doc/content.h"

/* https://getsops.io/docs/: the metadata are a map "sops" with "mac" in YAML and
 * JSON, variables sops_... in dotenv, a section [sops] in INI. */
static const struct {
    const char *line; /* how a line of the metadata begins, blanks left out */
    const char *mac;  /* what else the text must hold */
} formats[] = {
    {"sops:", "mac: ENC[AES256_GCM,"},
    {"\"sops\":", "\"mac\""},
    {"sops_mac=ENC[", "sops_"},
    {"[sops]", "mac"},
};

/* Does this stand at the start of a line or of a JSON member? */
static bool begins_something(sl_str text, sl_str what)
{
    for (sl_str rest = text; rest.len > 0;) {
        size_t at = sl_str_find(rest, what);
        sl_str before;

        if (at == SIZE_MAX)
            return false;
        before = sl_str_sub(rest, 0, at);
        while (before.len > 0 && (before.ptr[before.len - 1] == ' ' ||
                                  before.ptr[before.len - 1] == '\t'))
            before.len--;
        if (before.len == 0 || before.ptr[before.len - 1] == '\n' ||
            before.ptr[before.len - 1] == '{' || before.ptr[before.len - 1] == ',')
            return true;
        rest = sl_str_skip(rest, at + what.len);
    }
    return false;
}

bool sl_sops_marked(sl_str text)
{
    if (!sl_str_has(text, SL_SOPS_MARK))
        return false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (begins_something(text, sl_str_of(formats[i].line)) &&
            sl_str_has(text, sl_str_of(formats[i].mac)))
            return true;
    }
    return false;
}

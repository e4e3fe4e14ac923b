/* git_config_path.c - paths as git's configuration writes them. */
#include "source/git_config_files.h"

#include <pwd.h>
#include <stdlib.h>

/* The home directory that "~" or "~user" names, or NULL. */
static const char *home_of(sl_str tilde)
{
    char name[256];
    const struct passwd *user;

    if (tilde.len == 1)
        return getenv("HOME");
    if (tilde.len > sizeof name)
        return NULL;
    for (size_t i = 1; i < tilde.len; i++)
        name[i - 1] = tilde.ptr[i];
    name[tilde.len - 1] = '\0';
    user = getpwnam(name);
    return user ? user->pw_dir : NULL;
}

bool sl_git_path_expand(sl_str path, sl_buf *out)
{
    sl_str tilde = sl_str_sub(path, 0, sl_str_chr(path, '/'));
    const char *home;

    if (sl_str_starts(path, sl_lit("%(prefix)/"))) {
        sl_buf_add(out, sl_lit("/usr/"));
        sl_buf_add(out, sl_str_drop(path, sl_lit("%(prefix)/")));
        return true;
    }
    if (!sl_str_starts(path, sl_lit("~"))) {
        sl_buf_add(out, path);
        return true;
    }
    home = home_of(tilde);
    sl_buf_add(out, sl_str_of(home));
    sl_buf_add(out, sl_str_skip(path, tilde.len));
    return home != NULL;
}

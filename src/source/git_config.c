#include "source/git_config.h"

#include "git/config_file.h"
#include "source/git_config_files.h"

#include <stdlib.h>

bool sl_git_env_bool(const char *name, bool fallback)
{
    const char *text = getenv(name);
    bool value = fallback;

    return text && sl_config_bool(sl_str_of(text), &value) ? value : fallback;
}

/* "Section.Sub.Name": case counts in the subsection only. */
static bool same_key(sl_str written, const char *key)
{
    sl_str wanted = sl_str_of(key);
    size_t first = sl_str_chr(wanted, '.');
    size_t last = sl_str_rchr(wanted, '.');

    return sl_str_eq_nocase(written, wanted) &&
           (first == last || sl_str_eq(sl_str_sub(written, first, last),
                                       sl_str_sub(wanted, first, last)));
}

static void take(sl_str value, sl_buf *out)
{
    sl_buf_clear(out);
    sl_buf_add(out, value);
}

static bool from_count(const char *key, sl_buf *out)
{
    const char *count = getenv("GIT_CONFIG_COUNT");
    unsigned long len = count ? strtoul(count, NULL, 10) : 0;
    sl_buf name = {0};
    bool found = false;

    for (unsigned long i = 0; i < len; i++) {
        const char *written, *value;

        sl_buf_clear(&name);
        sl_buf_printf(&name, "GIT_CONFIG_KEY_%lu", i);
        written = getenv(name.ptr);
        sl_buf_clear(&name);
        sl_buf_printf(&name, "GIT_CONFIG_VALUE_%lu", i);
        value = getenv(name.ptr);
        if (!written || !value)
            break;
        if (same_key(sl_str_of(written), key)) {
            take(sl_str_of(value), out);
            found = true;
        }
    }
    sl_buf_free(&name);
    return found;
}

/* Takes a word in shell quotes off the front: 'it'\''s'. */
static bool take_quoted(sl_str *rest, sl_buf *out)
{
    sl_buf_clear(out);
    if (!sl_str_starts(*rest, sl_lit("'")))
        return false;
    for (;;) {
        size_t end = sl_str_chr(sl_str_skip(*rest, 1), '\'');

        if (end == SIZE_MAX)
            return false;
        sl_buf_add(out, sl_str_sub(*rest, 1, end + 1));
        *rest = sl_str_skip(*rest, end + 2);
        if (rest->len < 3 || rest->ptr[0] != '\\' || rest->ptr[2] != '\'')
            return true;
        sl_buf_char(out, rest->ptr[1]);
        *rest = sl_str_skip(*rest, 2);
    }
}

/* Each word is 'key'='value', 'key'= for a key without value, or, from older git,
 * 'key=value'. */
static bool from_parameters(const char *key, sl_buf *out)
{
    sl_str rest = sl_str_trim(sl_str_of(getenv("GIT_CONFIG_PARAMETERS")));
    sl_buf word = {0}, value = {0};
    bool found = false;

    while (take_quoted(&rest, &word)) {
        sl_str name = sl_buf_str(&word);
        sl_str text = sl_lit("true");

        if (sl_str_starts(rest, sl_lit("="))) {
            rest = sl_str_skip(rest, 1);
            if (take_quoted(&rest, &value))
                text = sl_buf_str(&value);
        } else {
            sl_str_split(name, '=', &name, &text);
        }
        if (same_key(name, key)) {
            take(text, out);
            found = true;
        }
        rest = sl_str_trim(rest);
    }
    sl_buf_free(&word);
    sl_buf_free(&value);
    return found;
}

bool sl_git_config_text(const sl_git_config *config, const char *key, sl_buf *out)
{
    sl_str wanted = sl_str_of(key);

    if (from_parameters(key, out) || from_count(key, out))
        return true;
    sl_buf_clear(out);
    for (size_t i = config->settings.len; i > 0; i--) {
        const sl_git_setting *setting = &config->settings.at[i - 1];

        if (sl_str_eq(setting->key, wanted)) {
            sl_buf_add(out, setting->value);
            return true;
        }
    }
    return false;
}

bool sl_git_config_bool(const sl_git_config *config, const char *key, bool fallback)
{
    sl_buf value = {0};
    bool out = fallback;

    if (sl_git_config_text(config, key, &value))
        sl_config_bool(sl_buf_str(&value), &out);
    sl_buf_free(&value);
    return out;
}

bool sl_git_config_path(const sl_git_config *config, const char *key, sl_buf *out)
{
    sl_buf value = {0};
    bool found = sl_git_config_text(config, key, &value);

    sl_buf_clear(out);
    found = found && sl_git_path_expand(sl_buf_str(&value), out);
    sl_buf_free(&value);
    return found;
}

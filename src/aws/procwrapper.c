#include "aws/procwrapper.h"

sl_wrapper_affix sl_wrapper_env_affix(void)
{
    return (sl_wrapper_affix){.suffix = sl_lit("_FOR_PROC_WRAPPER_TO_RESOLVE")};
}

sl_wrapper_affix sl_wrapper_config_affix(void)
{
    return (sl_wrapper_affix){.suffix = sl_lit("__to_resolve")};
}

bool sl_wrapper_key(sl_str key, sl_wrapper_affix affix, sl_str *name)
{
    if (!sl_str_starts(key, affix.prefix) || !sl_str_ends(key, affix.suffix))
        return false;
    /* Python's name[n:-0] is empty */
    *name = affix.suffix.len > 0
                ? sl_str_sub(key, affix.prefix.len, key.len - affix.suffix.len)
                : (sl_str){0};
    return true;
}

/* The name behind "CODE_", or all of it. */
static sl_str without_code(sl_provider provider, sl_str name, sl_str *code)
{
    sl_str rest = sl_str_drop(name, sl_provider_code(provider));

    *code = (sl_str){0};
    if (rest.len == name.len || !sl_str_starts(rest, sl_lit("_")))
        return name;
    *code = sl_str_sub(name, 0, name.len - rest.len);
    return sl_str_skip(rest, 1);
}

/* Each provider is asked for the name first and the location second, so a name that
 * begins with the code of a later one is kept. */
void sl_wrapper_resolve(sl_str name, sl_str location, sl_wrapper_var *out)
{
    bool blank = sl_str_trim(location).len == 0; /* nobody's: passed on as it is */
    sl_provider by_value = sl_ref_provider(location, false);
    sl_provider chosen = SL_PROVIDER_PLAIN;
    sl_str rest = name;

    *out = (sl_wrapper_var){.resolved = true};
    for (; chosen < SL_PROVIDERS; chosen++) {
        rest = without_code(chosen, name, &out->code);
        if (out->code.len > 0 || (chosen == by_value && !blank))
            break;
    }
    if (chosen == SL_PROVIDERS)
        chosen = SL_PROVIDER_PLAIN;
    out->name = rest;
    sl_ref_location_of(chosen, location, &out->ref);
    out->hijacked = chosen != by_value && by_value != SL_PROVIDER_FILE;
    if (chosen != by_value && sl_str_starts(location, sl_lit("file://")))
        out->hijacked = true;
}

/* --- lists --- */

static bool is_escaped(sl_str text, size_t at)
{
    return at > 0 && text.ptr[at - 1] == '\\' && (at < 2 || text.ptr[at - 2] != '\\');
}

bool sl_wrapper_list_next(sl_str *rest, sl_str *location)
{
    while (rest->len > 0) {
        size_t end = 0;

        while (end < rest->len && ((rest->ptr[end] != ',' && rest->ptr[end] != ';') ||
                                   is_escaped(*rest, end)))
            end++;
        *location = sl_str_trim(sl_str_sub(*rest, 0, end));
        *rest = sl_str_skip(*rest, end + 1);
        if (location->len > 0)
            return true;
    }
    return false;
}

void sl_wrapper_unescape(sl_str location, sl_buf *out)
{
    for (size_t i = 0; i < location.len; i++) {
        sl_str rest = sl_str_skip(location, i);

        if (sl_str_starts(rest, sl_lit("\\,")) || sl_str_starts(rest, sl_lit("\\;"))) {
            sl_buf_char(out, rest.ptr[1]);
            i++;
        } else if (sl_str_starts(rest, sl_lit("\\\\\\\\"))) {
            sl_buf_add(out, sl_lit("\\\\"));
            i += 3;
        } else {
            sl_buf_char(out, rest.ptr[0]);
        }
    }
}

/* --- environments --- */

typedef struct environment {
    sl_wrapper_affix affix;
    sl_wrapper_fn *found;
    void *ctx;
} environment;

static void emit(const environment *env, sl_str key, sl_str value, const sl_node *leaf)
{
    sl_wrapper_var var = {.name = key};
    sl_str name;

    if (sl_wrapper_key(key, env->affix, &name))
        sl_wrapper_resolve(name, value, &var);
    env->found(env->ctx, &var, leaf);
}

static const sl_node *child(const sl_node *map, const char *const *keys, size_t len)
{
    for (const sl_node *at = map->first; at; at = at->next)
        if (at->type == SL_NODE_SCALAR && sl_str_among(keys, len, at->key))
            return at;
    return NULL;
}

static void emit_item(const environment *env, const sl_node *item)
{
    static const char *const names[] = {"name"};
    static const char *const values[] = {"value"};
    static const char *const froms[] = {"valueFrom"};
    const sl_node *name, *value, *from;
    sl_str key, text;

    if (item->type == SL_NODE_SCALAR && sl_str_split(item->value, '=', &key, &text)) {
        emit(env, sl_str_trim(key), text, item);
        return;
    }
    if (item->type != SL_NODE_MAP || (name = child(item, names, 1)) == NULL)
        return;
    value = child(item, values, 1);
    from = child(item, froms, 1);
    if (from) {
        sl_wrapper_var var = {.name = name->value, .resolved = true};

        sl_ref_value_from(from->value, &var.ref);
        env->found(env->ctx, &var, from);
    } else if (value) {
        emit(env, name->value, value->value, value);
    }
}

void sl_wrapper_environment(const sl_node *env, sl_wrapper_affix affix,
                            sl_wrapper_fn *found, void *ctx)
{
    environment in = {.affix = affix, .found = found, .ctx = ctx};

    for (const sl_node *entry = env->first; entry; entry = entry->next) {
        if (env->type == SL_NODE_SEQ)
            emit_item(&in, entry);
        else if (env->type == SL_NODE_MAP && entry->type == SL_NODE_SCALAR)
            emit(&in, entry->key, entry->value, entry);
    }
}

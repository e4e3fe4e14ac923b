#include "scan/config_show.h"

#include "scan/config_keys.h"
#include "scan/config_node.h"

/* One key of the table as it counts. */
typedef struct value {
    const sl_config_key *key;
    const sl_node *node;          /* in the file; or NULL */
    const sl_config_given *given; /* on the command line; or NULL */
} value;

static value value_of(const sl_config_view *view, const sl_config_key *key)
{
    const sl_config *config = view->config;
    value found = {.key = key};

    for (size_t i = 0; i < view->given_len; i++)
        if (view->given[i].value &&
            sl_str_eq(sl_str_of(view->given[i].key), sl_str_of(key->field.key)))
            found.given = &view->given[i];
    if (config->source)
        found.node = sl_node_get(config->source->doc.tree, sl_str_of(key->field.key));
    return found;
}

static void add_origin(const sl_config_view *view, const value *v, sl_buf *out)
{
    if (v->given)
        sl_buf_add(out, sl_str_of(v->given->option));
    else if (v->node)
        sl_buf_printf(out, "%.*s:%zu", sl_fmt(view->config->file),
                      sl_fields_line(view->config->source, v->node));
    else
        sl_buf_add(out, sl_lit("default"));
}

void sl_config_show_yaml(const sl_config_view *view, sl_buf *out)
{
    sl_config_keys keys = sl_config_top_keys();

    for (size_t i = 0; i < keys.len; i++) {
        value v = value_of(view, &keys.at[i]);
        const char *key = keys.at[i].field.key;

        if (v.node && !v.given) {
            sl_config_node_yaml(view->config->source, v.node, out);
            continue;
        }
        if (v.given)
            sl_buf_printf(out, "%s: %s", key, v.given->value);
        else if (keys.at[i].initial)
            sl_buf_printf(out, "%s: %s", key, keys.at[i].initial);
        else
            sl_buf_printf(out, "# %s:", key);
        sl_buf_add(out, sl_lit("  # "));
        add_origin(view, &v, out);
        sl_buf_char(out, '\n');
    }
}

static void write_value(const sl_config_view *view, const value *v, sl_json *json)
{
    const char *initial = v->key->initial;
    sl_buf origin = {0};

    sl_json_key(json, "value");
    if (v->given)
        sl_json_cstr(json, v->given->value);
    else if (v->node)
        sl_config_node_json(v->node, json);
    else if (initial && (initial[0] == '[' || initial[0] == '{'))
        sl_config_empty_json(initial[0] == '[', json);
    else if (initial)
        sl_json_cstr(json, initial);
    else
        sl_json_null(json);
    add_origin(view, v, &origin);
    sl_json_pair(json, "origin", sl_buf_str(&origin));
    sl_buf_free(&origin);
}

void sl_config_show_json(const sl_config_view *view, sl_buf *out)
{
    sl_config_keys keys = sl_config_top_keys();
    sl_json json = sl_json_open(out, true);

    sl_json_object(&json);
    sl_json_key(&json, "file");
    if (view->config->file.len > 0)
        sl_json_str(&json, view->config->file);
    else
        sl_json_null(&json);
    sl_json_key(&json, "values");
    sl_json_object(&json);
    for (size_t i = 0; i < keys.len; i++) {
        value v = value_of(view, &keys.at[i]);

        sl_json_key(&json, keys.at[i].field.key);
        sl_json_object(&json);
        write_value(view, &v, &json);
        sl_json_end_object(&json);
    }
    sl_json_end_object(&json);
    sl_json_end_object(&json);
    sl_buf_char(out, '\n');
}

void sl_config_show_jsonl(const sl_config_view *view, sl_buf *out)
{
    sl_config_keys keys = sl_config_top_keys();

    for (size_t i = 0; i < keys.len; i++) {
        value v = value_of(view, &keys.at[i]);
        sl_json json = sl_json_open(out, false);

        sl_json_object(&json);
        sl_json_pair(&json, "key", sl_str_of(keys.at[i].field.key));
        write_value(view, &v, &json);
        sl_json_end_object(&json);
        sl_buf_char(out, '\n');
    }
}

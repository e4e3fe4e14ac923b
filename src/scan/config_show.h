/* config_show.h - the configuration that counts, each value with where it comes from. */
#ifndef SECLINT_SCAN_CONFIG_SHOW_H
#define SECLINT_SCAN_CONFIG_SHOW_H

#include "scan/config.h"

/* What the command line says instead: the word, or NULL. */
typedef struct sl_config_given {
    const char *key;    /* "profile" */
    const char *option; /* "--profile" */
    const char *value;
} sl_config_given;

typedef struct sl_config_view {
    const sl_config *config;
    const sl_config_given *given;
    size_t given_len;
} sl_config_view;

/* As YAML that is a configuration again; origins stand in comments. */
void sl_config_show_yaml(const sl_config_view *view, sl_buf *out);
/* One object: "file" (or null), and below "values" for each key its "value" (null: nothing
 * is set) and "origin": "default", "FILE:LINE" or "--OPTION". */
void sl_config_show_json(const sl_config_view *view, sl_buf *out);
/* The same with one line {"key", "value", "origin"} for each key. */
void sl_config_show_jsonl(const sl_config_view *view, sl_buf *out);

#endif

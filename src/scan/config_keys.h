/* config_keys.h - the keys of .seclint.yml: how each is read, and what editors are told.
 * The reader and the published schema are made from the same tables. */
#ifndef SECLINT_SCAN_CONFIG_KEYS_H
#define SECLINT_SCAN_CONFIG_KEYS_H

#include "rule/fields.h"

typedef struct sl_config_key {
    sl_field field;
    const char *schema;  /* of its value, as JSON with ' for " */
    const char *what;    /* for editors: one or two sentences */
    const char *initial; /* the default as YAML; NULL: nothing is set */
} sl_config_key;

typedef struct sl_config_keys {
    const sl_config_key *at;
    size_t len;
} sl_config_keys;

/* At the top, of an entry of allow:, of an entry of overrides:. */
sl_config_keys sl_config_top_keys(void);
sl_config_keys sl_config_allow_keys(void);
sl_config_keys sl_config_override_keys(void);

/* sl_fields_read by the table. */
bool sl_config_keys_read(sl_config_keys keys, const sl_fields *fields,
                         const sl_node *map, void *record, sl_err *err);
/* Has the mapping only keys of the table? */
bool sl_config_keys_cover(sl_config_keys keys, const sl_node *map);

/* Readers: of any node, kept as it is; of one text or a list of texts that is not
 * empty; the same as globs. */
bool sl_config_read_node(const sl_fields *fields, const sl_node *node, void *out,
                         sl_err *err);
bool sl_config_read_texts(const sl_fields *fields, const sl_node *node, sl_list *out,
                          sl_err *err);
bool sl_config_read_paths(const sl_fields *fields, const sl_node *node, sl_list *out,
                          sl_err *err);

#endif

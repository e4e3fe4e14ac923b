/* vault_node.h - inline Ansible Vaults in the tree of a YAML file. */
#ifndef SECLINT_CHECK_VAULT_NODE_H
#define SECLINT_CHECK_VAULT_NODE_H

#include "doc/doc.h"

/* One of the two tags that Ansible knows? */
bool sl_vault_tag(sl_str tag);
/* One that people write for them? */
bool sl_vault_tag_misspelt(sl_str tag);

/* Is the file an example, a sample or a template by its name? */
bool sl_vault_example(sl_str path);

/* Where to tell of the value: its key, or the first line of an item of a list. */
sl_span sl_vault_place(const sl_doc *doc, const sl_node *leaf);

#endif

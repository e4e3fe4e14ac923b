/* plaintext_trap.h - places and forms in which what looks like a secret is none. */
#ifndef SECLINT_CHECK_PLAINTEXT_TRAP_H
#define SECLINT_CHECK_PLAINTEXT_TRAP_H

#include "doc/doc.h"

/* Is this a file of translations, by its path: locales/de.json, messages_fr.properties,
 * strings.xml? Its values are labels. */
bool sl_trap_file(sl_str path);

/* Is it longer than any label, and of letters and digits drawn at random? */
bool sl_trap_drawn(sl_str value);

/* Does the way to leaf lead through a schema, an example, encrypted data, or a list that
 * only names secrets? */
bool sl_trap_place(const sl_node *leaf);
/* May the answer hang on what else its map holds? */
bool sl_trap_looks_beside(const sl_node *leaf);

/* Is the value a hash, encrypted, a selector or a key in PEM (which has its own rule)? */
bool sl_trap_value(sl_str value);

/* Is the value a UUID? Of a name that announces nothing for certain ("second_key") it is
 * an identity, not a secret. */
bool sl_trap_uuid(sl_str value);

/* Is leaf under a tag that makes a reference or a computed value of it? "!!str" and
 * such do not. */
bool sl_trap_tag(const sl_node *leaf);

/* Is it a key of a Kubernetes Secret that holds a login, an address and such? */
bool sl_trap_entry(sl_str key);

/* Does the key have a text for people, in which code and settings are quoted? */
bool sl_trap_prose(sl_str key);

#endif

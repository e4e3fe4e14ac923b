/* embedded.h - the files of rules/ as they were at build time, inside the program. */
#ifndef SECLINT_RULE_EMBEDDED_H
#define SECLINT_RULE_EMBEDDED_H

#include <stddef.h>

/* One rule file. `bytes` holds `len` bytes and a NUL after them. */
typedef struct sl_embedded {
    const char *path; /* relative to rules/, '/' separated */
    const char *bytes;
    size_t len;
} sl_embedded;

/* Sorted by path, byte by byte. Written by tools/embed.c. */
extern const sl_embedded sl_embedded_rules[];
extern const size_t sl_embedded_rules_count;

#endif

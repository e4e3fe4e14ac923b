/* reading.h - which base names have a content of the history read in the same way.
 *
 * History reads a content under a base name: no more is known of its path then. Two names
 * are one way of reading if nothing that looks for secrets tells them apart: kind of
 * document, rules for names, and what checks go by. */
#ifndef SECLINT_SCAN_READING_H
#define SECLINT_SCAN_READING_H

#include "base/siphash.h"
#include "scan/ruleset.h"

/* Stands for a name that says nothing but that it has no ending: the bytes tell the format.
 * All other names that say nothing are those of programs. */
#define SL_READING_BARE "-"

/* What is known already. A zeroed one with set and key is empty; one thread at a time. */
typedef struct sl_readings {
    const sl_ruleset *set;
    const uint8_t
        *key;       /* SL_SIPHASH_KEY bytes: nobody can make two ways look the same */
    sl_map ways;    /* base name -> way */
    sl_arena arena; /* of the names */
} sl_readings;

/* Does the name say how to read a content? Nearly all do, but for those of programs that no
 * rule spells out. One that is left out says nothing. Any thread. */
bool sl_reading_named(const sl_ruleset *set, sl_str base_name);
/* The way of a base name, 0 of all that say nothing. */
uint64_t sl_reading_way(sl_readings *readings, sl_str base_name);
void sl_readings_free(sl_readings *readings);

#endif

/* locate.h - lines and positions of many places in a document: what stands on a
 * line of 5 MB is not counted again from its start for every finding on it. */
#ifndef SECLINT_RULE_LOCATE_H
#define SECLINT_RULE_LOCATE_H

#include "text/lines.h"

/* The line that offset stands on, without its end. O(log lines). */
sl_span sl_locate_line(const sl_lines *lines, size_t offset);

/* Zeroed but for lines. Remembers the last place. */
typedef struct sl_locator {
    const sl_lines *lines;
    size_t offset; /* between two characters of the line last asked about */
    sl_position at;
} sl_locator;

/* As sl_lines_position; costs the way from the last place if that is on the same
 * line and not behind offset. */
sl_position sl_locate(sl_locator *locator, size_t offset);

#endif

/* stretch.h - bytes of one kind in a row, without which a regex matches nothing.
 *
 * A rule that knows a token by the name it is assigned to meets that name everywhere and
 * the token nowhere. That no 32 word bytes stand in a row behind it is seen in a tenth of
 * the time that PCRE2 takes to say so. */
#ifndef SECLINT_MATCH_STRETCH_H
#define SECLINT_MATCH_STRETCH_H

#include "base/str.h"

typedef enum sl_stretch_kind {
    SL_STRETCH_HEX = 1,    /* 0-9 a-f A-F and "-" */
    SL_STRETCH_WORD = 2,   /* 0-9 a-z A-Z and "_-" */
    SL_STRETCH_VALUE = 4,  /* those and "+/=.~" */
    SL_STRETCH_ALNUM = 8,  /* 0-9 a-z A-Z */
    SL_STRETCH_BASE64 = 16 /* those and "+/" */
} sl_stretch_kind;

typedef struct sl_stretch {
    uint32_t kind;
    uint32_t len; /* 0: nothing is known, or nothing that helps */
} sl_stretch;

/* The longest stretch that stands in every match of the regex, whether or not case
 * counts. Constructs that it does not know make it say nothing. */
sl_stretch sl_stretch_of(sl_str regex);

/* Does no match of the regex hold the end of a line, and none ask what comes behind it?
 * Constructs that it does not know make it say no. */
bool sl_stretch_one_line(sl_str regex);

/* Is c of that kind? Case makes no difference. */
bool sl_stretch_byte(sl_stretch_kind kind, char c);

/* Does such a stretch stand in text? Always, if nothing is known. */
bool sl_stretch_in(sl_stretch stretch, sl_str text);

#endif

/* setting.h - what sort of file a document is, by its path: where a value stands says
 * how likely it is meant. */
#ifndef SECLINT_CHECK_SETTING_H
#define SECLINT_CHECK_SETTING_H

#include "rule/hit.h"

typedef enum sl_setting {
    SL_SETTING_CONFIG, /* configuration, scripts, logs, anything else */
    SL_SETTING_SOURCE, /* a program: bare words are expressions */
    SL_SETTING_PROSE,  /* documentation, translations */
    SL_SETTING_TRIAL   /* tests, fixtures, examples, code of others, generated code */
} sl_setting;

enum { SL_SETTINGS = SL_SETTING_TRIAL + 1 };

sl_setting sl_setting_of(sl_str path);

/* Does the ending say that it is a program? */
bool sl_source_ending(sl_str base_name);

/* The level of a finding that neither a provider's own format nor a checksum vouches for: a note in tests and the
 * like, which are full of keys and tokens made for them; one lower in documentation. */
sl_level sl_setting_level(sl_str path, sl_level level);

/* Gives such a hit that level, and remembers the one it had: see sl_check_settle. */
void sl_setting_rate(sl_str path, sl_hit *hit);

#endif

/* config_tell.h - what is odd about the configuration, among the notices of a run. */
#ifndef SECLINT_SCAN_CONFIG_TELL_H
#define SECLINT_SCAN_CONFIG_TELL_H

#include "scan/state.h"

/* Turns the warnings of the configuration into notices of state->sink, and into
 * state->warnings for people. whole: all was looked at that globs can be about, so
 * those that no path fits are told, too. */
void sl_config_tell(sl_run_state *state, bool whole);

#endif

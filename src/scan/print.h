/* print.h - which program, rules and options a verdict rests on. */
#ifndef SECLINT_SCAN_PRINT_H
#define SECLINT_SCAN_PRINT_H

#include "base/hash.h"
#include "scan/state.h"

/* Hashes all that decides whether there is something to say about an object of the
 * history: the build of the program, PCRE2, which of its rules are active, those of the
 * user as they are written, what is excluded, how deep it is looked. Levels and allowances do not: what they are about
 * is always read. False if the build has no identity; then nothing may be kept. */
bool sl_scan_print(const sl_run_state *state, uint8_t out[SL_SHA256_SIZE]);

/* Hashes what else decides on what becomes of findings and facts of the history before
 * they are merged: the configuration as it is written, the levels of the user's rules,
 * which allowances are over. False where the lists of other scanners have a say, too. */
bool sl_answer_print(const sl_run_state *state, uint8_t out[SL_SHA256_SIZE]);

#endif

/* unread.h - built-in rules that are read one by one, when somebody wants them.
 *
 * A hook needs some thirty rules of well over a thousand; to read all of them costs it
 * half a megabyte of memory and a fifth of its time. */
#ifndef SECLINT_RULE_UNREAD_H
#define SECLINT_RULE_UNREAD_H

#include "rule/load.h"

/* Fills out, rule number of the built-in ones; its lists go to the arena. */
typedef void sl_rule_reader(const sl_rules *book, sl_arena *arena, size_t number,
                            sl_rule *out);

/* From now on read is called for each of the built-in rules when it is asked for. */
void sl_unread_open(sl_rules *book, sl_rule_reader *read);
/* Are there rules that nobody has read yet? */
bool sl_unread_any(const sl_rules *book);
/* sl_rules_free calls it. */
void sl_unread_free(sl_rules *book);

#endif

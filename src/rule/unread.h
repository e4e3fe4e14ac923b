/* unread.h - built-in rules and layouts that are read one by one, when somebody wants
 * them.
 *
 * A hook needs some thirty rules of well over a thousand; to read all of them costs it
 * half a megabyte of memory and a fifth of its time. Of layouts it asks in most
 * repositories only what makes them present, and the list of their globs; of those that
 * are present it reads each. */
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
/* How layouts are read; what they hold goes to the arena. */
typedef struct sl_layout_reader {
    void (*read)(size_t number, sl_arena *arena, sl_layout *out);
    sl_list (*when)(size_t number, sl_arena *arena); /* only that */
} sl_layout_reader;

/* Puts so many layouts into the empty list. */
void sl_unread_layouts_open(sl_layouts *layouts, const sl_layout_reader *reader,
                            size_t len);
size_t sl_unread_layouts_len(const struct sl_unread_layouts *unread);
/* Layout number of the unread ones, read if nobody did; on any thread. */
const sl_layout *sl_layouts_read(const sl_layouts *layouts, size_t number);
void sl_layouts_read_all(const sl_layouts *layouts);
sl_list sl_unread_when(const struct sl_unread_layouts *unread, size_t number,
                       sl_arena *arena);
/* sl_rules_free calls both. */
void sl_unread_layouts_free(sl_layouts *layouts);
void sl_unread_free(sl_rules *book);

#endif

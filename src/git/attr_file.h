/* attr_file.h - one attribute file, parsed line by line as git does.
 *
 * Source: gitattributes(5) and the behaviour of git 2.39 for lines that it
 * discards. Attribute names are numbered in the order in which they are met,
 * over all files of one sl_attr_names. */
#ifndef SECLINT_GIT_ATTR_FILE_H
#define SECLINT_GIT_ATTR_FILE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "git/attributes.h"
#include "git/pattern.h"

enum { SL_ATTR_MAX_LINE = 2048 }; /* git discards lines of this length and more */

/* "attr", "-attr", "!attr" or "attr=value". */
typedef struct sl_attr_setting {
    size_t attr; /* number of the name */
    sl_attr_state state;
    sl_str value;
} sl_attr_setting;

/* One line: a pattern or the definition of a macro, and its settings. */
typedef struct sl_attr_rule {
    bool is_macro;
    size_t macro;            /* number of its name */
    sl_path_pattern pattern; /* zero for a macro */
    const sl_attr_setting *settings;
    size_t settings_len;
    size_t line;
} sl_attr_rule;

typedef struct sl_attr_file {
    sl_str name;
    const sl_attr_rule *rules;
    size_t len;
} sl_attr_file;

SL_VEC(sl_attr_name_vec, sl_str);
SL_VEC(sl_attr_discarded_vec, sl_attr_discarded);
SL_VEC(sl_attr_rule_vec, sl_attr_rule);
SL_VEC(sl_attr_setting_vec, sl_attr_setting);

/* What the files of one stack share. Zeroed but for arena, which holds all that
 * is parsed. */
typedef struct sl_attr_parser {
    sl_arena *arena;
    sl_map numbers; /* name -> its place in names */
    sl_attr_name_vec names;
    sl_attr_discarded_vec discarded;
    bool may_filter;              /* some line sets "filter", bare or to a value */
    sl_attr_rule_vec rules;       /* scratch */
    sl_attr_setting_vec settings; /* scratch */
} sl_attr_parser;

/* Parses text (copied) as the file name (copied). macros: may it define macros?
 * Only the root, info, global and system files may. Never NULL. */
const sl_attr_file *sl_attr_file_parse(sl_attr_parser *parser, sl_str name, sl_str text,
                                       bool macros);
/* The number of an attribute that some file mentions; false for others. */
bool sl_attr_number(const sl_attr_parser *parser, sl_str name, size_t *out);
/* Without the arena. */
void sl_attr_parser_free(sl_attr_parser *parser);

#endif

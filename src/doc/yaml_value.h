/* yaml_value.h - the values of plain YAML that are no block collections.
 *
 * Each is read from r->at on, is the next value of the open level, and r->at is then
 * behind it. False: it is left to libyaml. */
#ifndef SECLINT_DOC_YAML_VALUE_H
#define SECLINT_DOC_YAML_VALUE_H

#include "doc/yaml_level.h"
#include "doc/yaml_scan.h"

sl_str sl_yaml_written(const sl_yaml_reading *r, sl_span span);
/* What sl_yaml_rest_is_blank does where a blank or a comment may begin. */
bool sl_yaml_skip_blank(sl_yaml_reading *r);
/* Goes past blanks and a comment to the end of the line, if there is nothing else. */
static inline bool sl_yaml_rest_is_blank(sl_yaml_reading *r)
{
    char c = sl_yaml_char(r->text, r->at);

    return c == '\n' || ((c == ' ' || c == '#') && sl_yaml_skip_blank(r));
}

/* The key from r->at on; end may have blanks before it. */
bool sl_yaml_read_key(sl_yaml_reading *r, size_t end);
bool sl_yaml_read_quoted(sl_yaml_reading *r);
bool sl_yaml_read_alias(sl_yaml_reading *r);
/* Does an anchor or a tag stand at r->at? */
static inline bool sl_yaml_at_property(const sl_yaml_reading *r)
{
    char c = sl_yaml_char(r->text, r->at);

    return c == '&' || c == '!';
}
/* Past the "&name", "!name" or "!!name" at r->at, which is of the value that is due, and
 * blanks behind it. */
bool sl_yaml_read_property(sl_yaml_reading *r);
/* Any of them, and the rest of its last line. */
bool sl_yaml_read_value(sl_yaml_reading *r);

#endif

/* yaml_plain.h - the YAML that people write nearly always, without libyaml.
 *
 * Block mappings and sequences, plain scalars and those in quotes, literal and folded
 * blocks, lists and maps in brackets, tags or anchors of values and aliases, comments,
 * several documents. No directives, tabs, carriage returns, collections, tags or anchors
 * in keys, text that is no collection at the top, or empty items. Of such text libyaml
 * 0.2.5 (src/scanner.c, src/parser.c) makes the same tree, only slower. */
#ifndef SECLINT_DOC_YAML_PLAIN_H
#define SECLINT_DOC_YAML_PLAIN_H

#include "doc/builder.h"

/* Reads the builder's text, with its first `base` bytes (a byte order mark) left out.
 * False, with the builder as it was, if anything in it is not of the kind above, or
 * beyond the builder's ceilings: what it is, or what is wrong, libyaml knows. */
bool sl_yaml_plain_read(sl_builder *builder, size_t base);

/* As sl_yaml_read, but always by libyaml. */
bool sl_yaml_events_read(sl_builder *builder);

#endif

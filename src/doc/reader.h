/* reader.h - the readers that build a document's tree.
 *
 * Each adds to the open level of the builder what it reads in the builder's text,
 * and returns false, with the builder's error filled, when it stopped early: the
 * nodes made so far are well-formed but not the whole document. */
#ifndef SECLINT_DOC_READER_H
#define SECLINT_DOC_READER_H

#include "doc/builder.h"

/* YAML 1.1 as libyaml reads it; each document is one value. Aliases become ALIAS
 * nodes and are never expanded; a merge key is a key like any other; "{{ x }}"
 * where a value stands is a SCALAR, as whoever wrote it meant it. */
bool sl_yaml_read(sl_builder *builder);

/* JSON with comments, and several values in a row (JSON lines). What cannot be read
 * is left out; false if there was any such thing that builder->leeway does not excuse:
 * builder->flaw says what was expected where the first is. Values that a template or a
 * shell puts in (${x}, <x>, $X) are scalars as written and set builder->gaps. */
bool sl_json_read(sl_builder *builder);
/* One object or array in text[part], added under the builder's key. Returns false,
 * with nothing added and the error untouched, if part is anything else. */
bool sl_json_read_value(sl_builder *builder, sl_span part);

/* A MAP of the assignments of a .env file: a value that is a JSON object or array
 * becomes a MAP or SEQ; text that no reader of such files takes for a value becomes
 * a SCALAR without a key; commented-out assignments are marked as such. With any
 * leeway an unquoted object may go on in the next lines. */
bool sl_dotenv_read(sl_builder *builder);

/* A MAP of sections and of the pairs outside of them. Keys and values are as written,
 * comments left out; lines that go on (indented, or behind a backslash) are in the
 * value's span. "host a=b c=d" is a MAP under the host's name. */
bool sl_ini_read(sl_builder *builder);

/* A MAP of pairs; a key with dots is one key. */
bool sl_properties_read(sl_builder *builder);

/* TOML 1.0: a MAP for every part of a table's name. What cannot be read is left
 * out; false if there was any such thing. */
bool sl_toml_read(sl_builder *builder);

/* HCL 2: a MAP for a block's word and for each of its labels. A string with an
 * interpolation has the tag "!template" and is as written ("$${" stays in any string),
 * an expression that is no literal the tag "!expr". A call around one object or list is
 * that, with the tag "!name"; any other that holds one is a SEQ "!name" of its
 * arguments, a condition a SEQ "!If" of three, a loop a SEQ "!for" of its body. Heredocs
 * have SL_STYLE_LITERAL. What cannot be read is left out; false if there was any such
 * thing. */
bool sl_hcl_read(sl_builder *builder);

/* XML: an element with only text in it is a SCALAR, any other a MAP of its attributes,
 * elements and texts ("#text"). Never fails but for the ceilings. */
bool sl_xml_read(sl_builder *builder);

/* .netrc and .authinfo: a SEQ of MAPs with machine, login, password, account; .pgpass:
 * a SEQ of MAPs with host, port, database, user, password. */
bool sl_login_read(sl_builder *builder);

/* A MAP of the key/value lines of any text. */
bool sl_keyvalue_read(sl_builder *builder);

#endif

/* env.h - the assignments of a .env file, without copying it.
 *
 * The dialects differ (python-dotenv, Docker --env-file, compose env_file);
 * this reader takes what any of them would take as a value, so that no reader
 * of the file knows a secret that the linter has not seen:
 * - A quoted value may span lines, if nothing but a comment follows its end.
 * - An unquoted value ends before " #", where python-dotenv and compose cut and
 *   Docker does not; what was cut off comes as an item of its own: a COMMENT if it
 *   is plainly prose, else an ORPHAN. So does what follows a closing quote.
 * - An unquoted value that begins with '{' or '[' is the whole line; the following
 *   lines, up to its closing bracket, are ORPHANs.
 * - "NAME: value" is a pair. Lines end with LF, CRLF or a lone CR. Sources: the
 * documentation of python-dotenv, Docker and compose; behaviour compared with
 * python-dotenv in the tests. */
#ifndef SECLINT_TEXT_ENV_H
#define SECLINT_TEXT_ENV_H

#include "base/str.h"

typedef enum sl_env_kind {
    SL_ENV_PAIR,   /* NAME=value */
    SL_ENV_NAME,   /* NAME alone: imported from the environment */
    SL_ENV_ORPHAN, /* text that no reader takes, such as the rest of an unquoted
                    * multi-line value; may still hold a secret: value is the line */
    SL_ENV_COMMENT /* "# NAME=value" commented out: as a pair; or prose: no name,
                    * value is the text without its '#' */
} sl_env_kind;

/* Slices point into the text being walked. */
typedef struct sl_env_item {
    sl_env_kind kind;
    sl_str name;
    sl_str value;  /* without its quotes; escapes stay as written; may span lines
                   * when quoted */
    char quote;    /* '"', '\'', '`' or 0 */
    bool exported; /* "export " stood before it */
    size_t line;   /* from 1, of its first byte */
} sl_env_item;

typedef struct sl_env_reader {
    sl_str rest;
    size_t line;
    size_t json; /* bytes of rest that belong to an unquoted value begun on an earlier
                  * line with '{' or '[' */
    bool tail;   /* rest begins in the middle of a line, behind a value */
} sl_env_reader;

/* Begins reading text; a byte order mark is passed over. */
sl_env_reader sl_env_open(sl_str text);
/* Describes the next item. Returns false at the end of the text, *item then
 * untouched; nothing else can go wrong. An unclosed quote gives the rest of the
 * line as value: half a secret is still a secret. */
bool sl_env_next(sl_env_reader *reader, sl_env_item *item);

#endif

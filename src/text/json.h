/* json.h - a streaming JSON writer (RFC 8259): constant memory, valid UTF-8 out.
 *
 * Invalid UTF-8 becomes U+FFFD; controls, separators and
 * bidirectional overrides are escaped, and '<' as well, so that the text can stand
 * inside HTML. */
#ifndef SECLINT_TEXT_JSON_H
#define SECLINT_TEXT_JSON_H

#include "base/buf.h"

enum { SL_JSON_DEPTH = 32 };

typedef struct sl_json {
    sl_buf *out;
    bool pretty; /* two blanks of indent; otherwise everything on one line */
    unsigned depth;
    bool first[SL_JSON_DEPTH]; /* nothing written yet at that depth */
    bool after_key;
} sl_json;

sl_json sl_json_open(sl_buf *out, bool pretty);
void sl_json_object(sl_json *json);     /* begins { */
void sl_json_array(sl_json *json);      /* begins [ */
void sl_json_end_object(sl_json *json); /* writes } */
void sl_json_end_array(sl_json *json);  /* writes ] */
void sl_json_key(sl_json *json, const char *key);
void sl_json_str(sl_json *json, sl_str value);
void sl_json_cstr(sl_json *json, const char *value);
void sl_json_int(sl_json *json, int64_t value);
void sl_json_bool(sl_json *json, bool value);
void sl_json_null(sl_json *json);
/* text that is JSON already: a number, or a whole value as somebody wrote it. */
void sl_json_raw(sl_json *json, sl_str text);
/* "key": "value" and "key": number in one call. */
void sl_json_pair(sl_json *json, const char *key, sl_str value);
void sl_json_pair_int(sl_json *json, const char *key, int64_t value);
void sl_json_pair_bool(sl_json *json, const char *key, bool value);

#endif

/* jsonl.h - a line of JSON Lines as seclint writes them: docs/jsonl.md. */
#ifndef SECLINT_REPORT_JSONL_H
#define SECLINT_REPORT_JSONL_H

#include "text/json.h"

/* The version of the fields, which every line names. */
enum { SL_JSONL_SCHEMA = 1 };

/* {"schema":1,"type":... - left open. */
sl_json sl_jsonl_begin(const char *type, sl_buf *out);
void sl_jsonl_end(sl_json *json);

#endif

/* edits.h - changes of files as the WorkspaceEdit of LSP 3.17. */
#ifndef SECLINT_LSP_EDITS_H
#define SECLINT_LSP_EDITS_H

#include "base/arena.h"
#include "lsp/client.h"
#include "lsp/document.h"

/* One change: [start, end) of old gives way to text. */
typedef struct sl_file_edit {
    sl_str path; /* absolute */
    sl_str old;  /* what the file holds; */
    bool exists; /* false: it is to be made */
    sl_span span;
    sl_str text;
} sl_file_edit;

SL_VEC(sl_file_edits, sl_file_edit);

/* Those of one file stand together. A file that is open gets the version that it has; its
 * URI is that of the client. What old and text have in common at their ends is no part of
 * what is sent. */
void sl_file_edits_write(sl_json *json, const sl_file_edits *edits,
                         const sl_documents *documents, const sl_client *client);

#endif

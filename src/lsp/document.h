/* document.h - a text that a client has open, and the edits that it tells of. */
#ifndef SECLINT_LSP_DOCUMENT_H
#define SECLINT_LSP_DOCUMENT_H

#include "base/vec.h"
#include "lsp/position.h"

struct sl_home;

typedef struct sl_document {
    sl_str uri; /* as the client writes it; NUL-terminated, as is path */
    sl_str
        path; /* absolute, symbolic links of its folder resolved; empty: it is no file */
    sl_buf text;
    int64_t version;
    struct sl_home *home; /* NULL: it is not scanned, */
    sl_str name;          /* below which it is this; part of path */
    uint64_t shown;       /* a hash of the diagnostics that were published last */
    int64_t shown_version;
    bool published;
} sl_document;

SL_VEC(sl_documents, sl_document *);

/* The one with that URI, or NULL. */
sl_document *sl_documents_find(const sl_documents *documents, sl_str uri);
/* A new, empty one; its path is found out. */
sl_document *sl_documents_add(sl_documents *documents, sl_str uri);
void sl_documents_remove(sl_documents *documents, sl_document *document);
void sl_documents_free(sl_documents *documents);

/* Applies the contentChanges of a didChange, one after the other. False, with the changes
 * before it applied, if one makes no sense. False too, with text.truncated, if the text
 * is larger than SL_MAX_LSP_TEXT after the last; then only a whole text makes it known
 * again. */
bool sl_document_change(sl_document *document, const sl_node *changes, sl_units units);

#endif

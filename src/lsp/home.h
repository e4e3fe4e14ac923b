/* home.h - what documents belong to: a repository, or a folder of plain files.
 *
 * The tree of a repository is read by another thread (reader.h); until it is there,
 * documents are judged by what they say themselves. */
#ifndef SECLINT_LSP_HOME_H
#define SECLINT_LSP_HOME_H

#include "lsp/document.h"
#include "scan/live.h"

typedef struct sl_home {
    sl_str folder; /* absolute, NUL-terminated */
    bool repository;
    sl_live *live;  /* NULL: it cannot be opened */
    uint64_t stamp; /* of the files beside the documents, when it was opened */
    bool stale;     /* to be read (again) */
    bool changed;   /* documents were; diagnostics are to be made again */
    bool unsettled; /* those that were made rest on what the repository was */
    double look;    /* seconds that a whole look takes */
    double due;     /* when the next may be */
    double rest;    /* before then the tree is not read again */
    size_t documents;
    uint64_t used; /* when it was asked for last, counted */
} sl_home;

SL_VEC(sl_homes, sl_home *);
SL_VEC(sl_folders, sl_str);

/* Gives the document its home, opened if need be; NULL if that fails. err is filled also
 * if only its repository cannot be opened (it is somebody else's): then the document is
 * one in a folder. folders: those of the workspace, absolute; such a file is named below
 * the innermost. */
sl_home *sl_homes_enter(sl_homes *homes, sl_document *document,
                        const sl_folders *folders, sl_err *err);
/* The document is not open any more. A home without documents is kept for the next one,
 * the latest SL_MAX_LSP_HOMES of them. */
void sl_homes_leave(sl_homes *homes, sl_document *document);
/* The home has changed: live takes the place of what it had, with all its documents. */
void sl_home_renew(sl_home *home, sl_live *live, const sl_documents *documents);
void sl_homes_free(sl_homes *homes);

#endif

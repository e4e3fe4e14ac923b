/* diagnostic.h - findings as the Diagnostic objects of LSP 3.17. */
#ifndef SECLINT_LSP_DIAGNOSTIC_H
#define SECLINT_LSP_DIAGNOSTIC_H

#include "lsp/client.h"
#include "lsp/document.h"
#include "scan/results.h"

/* Where a finding stands in a document. */
typedef struct sl_spot_range {
    size_t line;
    size_t column;
    size_t end_line;
    size_t end_column;
} sl_spot_range;

/* Is the finding about the document, and to be shown? */
bool sl_diagnostic_shown(const sl_finding *finding, const sl_document *document);
/* A finding about a whole file, or about what is only staged, is shown on the first line. */
sl_spot_range sl_diagnostic_range(const sl_finding *finding,
                                  const sl_document *document, sl_units units);
/* Do the lines of a and b meet? */
bool sl_diagnostic_meets(const sl_spot_range *a, const sl_spot_range *b);

/* A message as it is shown: a half of a token in the name of a key is masked, too. */
void sl_diagnostic_text(sl_str message, sl_buf *out);
void sl_diagnostic_write_one(sl_json *json, const sl_finding *finding,
                             const sl_document *document, const sl_client *client);
/* The list of all of the document's. */
void sl_diagnostics_write(sl_json *json, const sl_results *results,
                          const sl_document *document, const sl_client *client);

#endif

/* hover.h - what is known of the findings at a place: what, why, and what to do. */
#ifndef SECLINT_LSP_HOVER_H
#define SECLINT_LSP_HOVER_H

#include "lsp/diagnostic.h"

/* Writes the Hover for the Position, or null if nothing is found there. */
void sl_hover_write(sl_json *json, const sl_results *results,
                    const sl_document *document, const sl_client *client,
                    const sl_node *position);

#endif

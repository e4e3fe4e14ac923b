/* action.h - what can be done about the findings at a place, as code actions. */
#ifndef SECLINT_LSP_ACTION_H
#define SECLINT_LSP_ACTION_H

#include "lsp/edits.h"
#include "lsp/home.h"

/* Writes the list of CodeActions for a request's params: the edits that --fix-gitignore
 * would make for a finding, and the comment that allows it, which is offered only where a
 * scan of the edited text shows that it does. Looks at the live scan again. */
void sl_actions_write(sl_json *json, sl_document *document,
                      const sl_documents *documents, const sl_client *client,
                      const sl_node *params);

#endif

#include "lsp/client.h"

#include "report/read_json.h"

static bool lists(const sl_node *list, const char *word)
{
    for (const sl_node *one = list ? list->first : NULL; one; one = one->next)
        if (sl_str_eq(one->value, sl_str_of(word)))
            return true;
    return false;
}

/* Bytes need no counting; without a word the protocol has UTF-16. */
static sl_units agree(const sl_node *offered)
{
    if (lists(offered, "utf-8"))
        return SL_UNITS_UTF8;
    if (lists(offered, "utf-32") && !lists(offered, "utf-16"))
        return SL_UNITS_UTF32;
    return SL_UNITS_UTF16;
}

sl_client sl_client_read(const sl_node *params)
{
    const sl_node *all = sl_json_below(params, "capabilities");
    const sl_node *diagnostics = sl_json_below(all, "textDocument.publishDiagnostics");

    return (sl_client){
        .units = agree(sl_json_below(all, "general.positionEncodings")),
        .markdown =
            lists(sl_json_below(all, "textDocument.hover.contentFormat"), "markdown"),
        .related = sl_json_true(diagnostics, "relatedInformation"),
        .tags = sl_json_below(diagnostics, "tagSupport") != NULL,
        .code_description = sl_json_true(diagnostics, "codeDescriptionSupport"),
        .literals =
            sl_json_below(all, "textDocument.codeAction.codeActionLiteralSupport") !=
            NULL,
        .document_changes =
            sl_json_true(all, "workspace.workspaceEdit.documentChanges"),
        .creates = lists(
            sl_json_below(all, "workspace.workspaceEdit.resourceOperations"), "create"),
        .pulls = sl_json_below(all, "textDocument.diagnostic") != NULL &&
                 sl_json_true(all, "workspace.diagnostics.refreshSupport"),
        .watches =
            sl_json_true(all, "workspace.didChangeWatchedFiles.dynamicRegistration"),
        .process = (int64_t)sl_json_number(params, "processId"),
    };
}

/* plaintext_config.c - secrets in YAML and JSON, judged with their key path. */
#include "check/check.h"
#include "check/plaintext.h"

void sl_check_plaintext_config(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_plaintext_report(rule, doc, sink, true);
}

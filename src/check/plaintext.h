/* plaintext.h - reports the secret leaves of a document's tree. */
#ifndef SECLINT_CHECK_PLAINTEXT_H
#define SECLINT_CHECK_PLAINTEXT_H

#include "rule/sink.h"

void sl_plaintext_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool strict);

#endif

/* plaintext.h - reports the secret leaves of a document's tree.
 *
 * A value is judged by the name that its place gives it (plaintext_name.h), as a whole,
 * in its parts (plaintext_part.h), decoded where Kubernetes encodes it, and, if it is a
 * document itself, leaf by leaf once more: every span is one of the file. */
#ifndef SECLINT_CHECK_PLAINTEXT_H
#define SECLINT_CHECK_PLAINTEXT_H

#include "rule/sink.h"

/* strict: see sl_pair_is_secret. */
void sl_plaintext_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool strict);

#endif

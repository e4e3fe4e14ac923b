/* plaintext_dotenv.c - secrets in .env files, members of JSON values included,
 * and text that no reader takes but everybody can read. */
#include "check/check.h"
#include "check/plaintext.h"

void sl_check_plaintext_dotenv(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_plaintext_report(rule, doc, sink, false);
}
